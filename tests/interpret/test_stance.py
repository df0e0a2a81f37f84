"""Toward the action itself, or none."""

import pytest

from schemas.evidence import Span
from schemas.interpretation import StanceValue
from schemas.reading import Mode, Statement
from schemas.story import Story
from tests.interpret.made_up import AGREEMENT, CEASEFIRE, WITHDRAWAL, told


def said(text: str, party: str = "Ostrova", mode: Mode = "indirect", role: str | None = None) -> Statement:
    return Statement(
        span=Span(start=0, end=len(text)),
        speaker="Lena Marek",
        canonical="Lena Marek",
        party=party,
        mode=mode,
        role=role,
    )


def stance(story: Story, text: str, party: str = "Ostrova", role: str | None = None) -> StanceValue | None:
    found = told(story, text, said(text, party, "direct" if '"' in text else "indirect", role)).stances
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ostrovan foreign minister Lena Marek welcomed the withdrawal.", "welcomes"),
        ("Marek hailed the decision as a step in the right direction.", "welcomes"),
        ('"This pull-out is good news for everybody," Marek said.', "welcomes"),
        ("Marek condemned the withdrawal as a betrayal.", "opposes"),
        ('"The withdrawal is a grave mistake," Marek said.', "opposes"),
        ("Marek refused to welcome the pull-out and rejected the plan.", "opposes"),
        ('"If the withdrawal is real, it will help the talks," Marek said.', "conditional"),
        ("Marek said she would be delighted if the withdrawal was confirmed.", "conditional"),
        ("Marek said it was too early to comment on the withdrawal.", "reserved"),
        ('"We will judge the pull-out by deeds, not words," Marek said.', "reserved"),
        ("Marek said the withdrawal was welcome but it remained to be seen what it meant.", "reserved"),
        ("Marek said she doubted the withdrawal was real.", "sceptical"),
        ('"We do not believe the withdrawal will happen," Marek said.', "sceptical"),
        ("Marek said the withdrawal would begin with the northern brigade.", "neutral"),
        ("Marek said the harvest would be late this year.", None),
        ("Marek praised the mediators.", None),
        ("Marek condemned the killing of the monitor.", None),
        ("Marek was welcomed by the president of Tavia at the airport.", None),
    ],
)
def test_stances(text: str, expected: StanceValue | None) -> None:
    assert stance(WITHDRAWAL, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marek said she was against the treaty.", "opposes"),
        ("Marek said she was not against the treaty.", "neutral"),
        ("Marek said the demonstrators against the harbour tax would discuss the treaty.", "neutral"),
        ("Marek said she was opposed to the treaty.", "opposes"),
        ("Marek said Ostrova was in favour of the treaty.", "welcomes"),
        ("Marek said Ostrova was not in favour of the treaty.", "opposes"),
        ("Marek said the council stood firmly behind the treaty.", "welcomes"),
        ("Marek vowed never to sign the treaty.", "opposes"),
        ("Marek said Ostrova would not accept the treaty.", "opposes"),
        ("Marek said Ostrova would not accept the treaty unless the dam was lowered.", "conditional"),
        ("Marek said Ostrova had not signed the treaty.", "neutral"),
        ("Marek said the council would sign the treaty on Friday.", "neutral"),
        ("Marek refused to endorse the treaty.", "opposes"),
        ("Marek refused to condemn the treaty.", "neutral"),
        ("Marek stopped short of endorsing the treaty.", "reserved"),
        ("Marek ruled out signing the treaty.", "opposes"),
        ("Marek ruled out further talks after signing the treaty.", "neutral"),
        ("Marek hailed the treaty as a triumph.", "welcomes"),
        ("Marek urged the council to reject the treaty.", "opposes"),
        ("Marek urged the council to ratify the treaty.", "welcomes"),
        ("Marek vowed to tear up the treaty.", "opposes"),
        ("Marek accused the rebels of tearing up the treaty.", "neutral"),
        ("Marek said she was cautiously optimistic about the treaty.", "welcomes"),
        ("Marek was cautious about the treaty.", "reserved"),
        ("Marek lauded both governments for the treaty.", "welcomes"),
        ("Marek lauded the swimmers for their speed before the treaty was signed.", "neutral"),
        ("Marek slammed the council for caving in to Tavia.", "opposes"),
        ("Marek slammed the council for closing the baths.", None),
        ('Marek hailed "a great day for the river".', "welcomes"),
        ('Marek hailed "a great day" for the swimmers of Lorn.', None),
        ("The treaty was welcomed by Marek.", "welcomes"),
        ("The treaty has been denounced by Marek.", "opposes"),
        ("Friends of the treaty were denounced by Marek.", "neutral"),
        ("Marek congratulated the two states on the treaty.", "welcomes"),
        ("Marek congratulated the swimmers on their medals before talks on the treaty.", "neutral"),
        ("Marek voiced concern that the treaty could be a mistake.", "sceptical"),
        ("Marek said the treaty did not go far enough.", "reserved"),
        ("Marek gave the treaty a cautious welcome.", "welcomes"),
    ],
)
def test_views_of_a_treaty(text: str, expected: StanceValue | None) -> None:
    assert stance(AGREEMENT, text, "Lorn") == expected


def test_praise_of_something_else_next_to_the_action_is_no_stance_on_it() -> None:
    assert stance(WITHDRAWAL, "Marek welcomed the drop in violence following the withdrawal.") in (None, "neutral")


def test_whoever_acts_takes_no_stance() -> None:
    assert stance(WITHDRAWAL, '"The withdrawal is a great success," he said.', "Valdoria", "defence minister") is None


def test_the_opposition_of_whoever_acts_may() -> None:
    assert stance(WITHDRAWAL, '"The withdrawal is a mistake," he said.', "Valdoria", "opposition leader") == "opposes"


def test_blame_for_a_breach_is_not_opposition_to_the_truce() -> None:
    assert stance(CEASEFIRE, "Marek accused the rebels of shelling the town.") in (None, "neutral")


def test_nobodys_party_takes_no_stance() -> None:
    text = '"The withdrawal is a mistake," the analyst said.'
    nobody = Statement(span=Span(start=0, end=len(text)), speaker="the analyst", mode="direct")
    assert told(WITHDRAWAL, text, nobody).stances == ()


def test_the_title_says_what_the_first_sentence_is_about() -> None:
    text = '"We are delighted," Marek said.'
    assert (
        told(AGREEMENT, text, said(text, "Lorn", "direct"), title="River treaty signed").stances[0].value == "welcomes"
    )
    assert told(AGREEMENT, text, said(text, "Lorn", "direct"), title="Baths reopen").stances == ()


def test_a_speaker_goes_on_about_it() -> None:
    one, two = "Marek welcomed the withdrawal.", '"This is a good day," she said.'
    text = f"{one}\n\n{two}"
    first = Statement(span=Span(start=0, end=len(one)), canonical="Lena Marek", party="Ostrova")
    then = Statement(
        span=Span(start=len(one) + 2, end=len(text)), canonical="Lena Marek", party="Ostrova", mode="direct"
    )
    assert [s.value for s in told(WITHDRAWAL, text, first, then).stances] == ["welcomes", "welcomes"]


def test_praise_of_undoing_is_no_praise_of_the_deed() -> None:
    news = "Ostrova has pulled out of the treaty."
    praise = "Marek welcomed the move."
    text = f"{news}\n\n{praise}"
    statement = Statement(span=Span(start=len(news) + 2, end=len(text)), canonical="Lena Marek", party="Valdoria")
    assert [s.value for s in told(AGREEMENT, text, statement).stances] == ["opposes"]


def test_a_call_for_a_truce_is_for_it() -> None:
    assert stance(CEASEFIRE, "Marek urged both sides to stick to the agreement.") == "welcomes"


def test_the_end_of_an_evil_is_good() -> None:
    assert stance(CEASEFIRE, '"The truce is the end of a tragedy," Marek said.') == "welcomes"


def test_a_sentence_in_two_halves_is_of_one_mind() -> None:
    one, two = "Marek praised the withdrawal", ", calling it a blow to the warmongers."
    text = one + two
    first = Statement(span=Span(start=0, end=len(one)), canonical="Lena Marek", party="Ostrova")
    then = Statement(span=Span(start=len(one) + 2, end=len(text)), canonical="Lena Marek", party="Ostrova")
    assert [s.value for s in told(WITHDRAWAL, text, first, then).stances] == ["welcomes", "welcomes"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Tavia welcomed the withdrawal, ", "while Ostrova made no secret of its dismay.", "opposes"),
        ("Tavia welcomed the withdrawal. ", "Ostrova voiced relief.", "welcomes"),
        ("Tavia welcomed the withdrawal. ", "Ostrova voiced relief that the school had reopened.", None),
        ("Tavia opened a school. ", "Ostrova voiced relief.", None),
    ],
)
def test_a_feeling_and_no_more_is_about_what_was_named_last(
    first: str, second: str, expected: StanceValue | None
) -> None:
    text = first + second
    one = said(first.rstrip(" ,"), "Tavia").model_copy(update={"canonical": "Tavia", "speaker": "Tavia"})
    start = text.index("Ostrova")
    other = Statement(span=Span(start=start, end=len(text)), speaker="Ostrova", canonical="Ostrova", party="Ostrova")
    found = {s.statement: s.value for s in told(WITHDRAWAL, text, one, other).stances}
    assert found.get(1) == expected
