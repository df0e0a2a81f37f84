"""What stands beside the status."""

import pytest

from tests.interpret.made_up import WITHDRAWAL, told


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("Valdoria will begin the withdrawal on Monday.", "plan.start", "2031-05-19"),
        ("Valdoria will complete its withdrawal in two to three days.", "plan.completion", "in two to three days"),
        ("Valdoria announced a partial withdrawal.", "scope", "partial"),
        ("Valdoria has withdrawn all its troops.", "scope", "full"),
        ("Valdoria will keep its base at Merrin.", "remains.bases.fort-merrin", "stays"),
        ("Valdoria will keep about 400 troops in Tavia.", "remains.personnel", "about 400"),
        ("Valdoria will retain its air defence system in Tavia.", "remains.air_defence", "stays"),
        ("Valdoria's presence in Tavia is permanent.", "remains.presence", "permanent"),
        ("Valdorian air strikes will continue.", "operations.strikes", "continue"),
        ("The objectives of the mission have been achieved.", "objectives", "met"),
    ],
)
def test_aspects(text: str, path: str, value: str) -> None:
    found = {a.path: a.value for a in told(WITHDRAWAL, text).aspects}
    assert found.get(path) == value


def test_a_denial_gives_no_value() -> None:
    assert told(WITHDRAWAL, "Valdoria will not keep its base at Merrin.").aspects == ()


def test_a_start_that_has_passed_is_no_plan() -> None:
    assert "plan.start" not in {a.path for a in told(WITHDRAWAL, "Valdoria began the withdrawal on 1 May.").aspects}


def test_the_text_goes_before_the_title() -> None:
    found = told(
        WITHDRAWAL,
        "Valdoria will complete its withdrawal in two to three days.",
        title="Valdoria to complete withdrawal within days",
    ).aspects
    assert [(a.path, a.value, a.span.where) for a in found] == [("plan.completion", "in two to three days", "text")]
