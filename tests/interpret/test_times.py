"""When: from the words, counted from the post's own time."""

import pytest

from schemas.interpretation import Assertion
from tests.interpret.made_up import AGREEMENT, CEASEFIRE, WITHDRAWAL, told


def only(found: tuple[Assertion, ...]) -> tuple[str | None, str | None]:
    (a,) = found
    lo, hi = a.effective.earliest, a.effective.latest
    return (lo.date().isoformat() if lo else None, hi.date().isoformat() if hi else None)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Monday", "2031-05-12"),
        ("on Friday", "2031-05-09"),
        ("yesterday", "2031-05-13"),
        ("this morning", "2031-05-14"),
        ("on 5 May", "2031-05-05"),
        ("on May 5, 2031", "2031-05-05"),
        ("late Sunday", "2031-05-11"),
    ],
)
def test_a_day_of_the_past(words: str, day: str) -> None:
    assert only(told(AGREEMENT, f"The treaty was signed {words}.").assertions) == (day, day)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Monday", "2031-05-19", "2031-05-19"),
        ("tomorrow", "2031-05-15", "2031-05-15"),
        ("by the end of June", "2031-05-14", "2031-06-30"),
        ("by Friday", "2031-05-14", "2031-05-16"),
        ("in two to three days", "2031-05-16", "2031-05-17"),
        ("next week", "2031-05-19", "2031-05-25"),
        ("at the end of the year", "2031-12-01", "2031-12-31"),
        ("on June 3", "2031-06-03", "2031-06-03"),
    ],
)
def test_a_day_to_come(words: str, first: str, last: str) -> None:
    assert only(told(WITHDRAWAL, f"Valdoria will complete its withdrawal {words}.").assertions) == (first, last)


def test_when_something_was_said_does_not_date_it() -> None:
    found = told(CEASEFIRE, "The truce will take effect at noon, the envoy said on Monday.").assertions
    assert found[0].effective.latest is None or found[0].effective.latest.date().isoformat() != "2031-05-19"


def test_a_date_to_come_is_not_when_it_was_agreed() -> None:
    found = told(CEASEFIRE, "Both sides have agreed a truce from Saturday.").assertions
    assert only(found) == ("2031-05-14", "2031-05-14")


def test_nothing_became_so_after_its_post() -> None:
    (found,) = told(AGREEMENT, "The treaty was signed today.").assertions
    assert found.effective.latest is not None
    assert found.effective.latest.isoformat() == "2031-05-14T09:30:59+00:00"


@pytest.mark.parametrize("words", ["99999999999 years ago", "in 900 decades", "on 31 February", "on 0 May", "in 0000"])
def test_absurd_times_are_no_error(words: str) -> None:
    told(AGREEMENT, f"The treaty was signed {words}.")
