"""What a post asserts: which state, how real, since when, and whether it is of this story at all."""

import pytest

from schemas.evidence import Span
from schemas.reading import Statement
from schemas.story import Story
from tests.interpret.made_up import AGREEMENT, CEASEFIRE, SIEGE, WITHDRAWAL, states, told

DONE, BEGUN = ("completed", "happened"), ("begun", "happened")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The last Valdorian battalion left Tavia on Friday.", [DONE]),
        ("Valdoria has withdrawn all its troops from Tavia.", [DONE]),
        ("Valdorian troops handed over their last base in Tavia.", [DONE]),
        ("Valdorian convoys have started to leave Tavia.", [BEGUN]),
        ("The first 200 Valdorian soldiers left Tavia on Tuesday.", [BEGUN]),
        ("Valdoria has brought home about two thirds of the force.", [("under-way", "happened")]),
        ("Half of the Valdorian troops have now left Tavia.", [("under-way", "happened")]),
        ("The drawdown is continuing, the general said.", [("under-way", "happened")]),
        ("Valdoria's parliament voted to withdraw.", [("ordered", "happened")]),
        ("The president made the announcement of the Valdorian withdrawal on Monday.", [("ordered", "happened")]),
        ("The withdrawal follows a sudden decision by Valdoria's president.", [("ordered", "happened")]),
        ("Valdoria's president said he was considering pulling troops out.", [("considered", "happened")]),
        ("Valdoria put the pull-out on hold.", [("paused", "happened")]),
        ("Valdoria is sending a brigade back to Tavia.", [("reversed", "happened")]),
        ("Valdoria halted the advance on Merrin.", []),
        ("The announcement of a delay to Valdoria's withdrawal surprised many.", []),
        ("Talks on a Valdorian withdrawal from Tavia resumed on Monday.", []),
        ("Valdoria begins talks on withdrawal from Tavia", []),
    ],
)
def test_states_of_a_withdrawal(text: str, expected: list[tuple[str, str]]) -> None:
    assert states(WITHDRAWAL, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Valdoria will complete its withdrawal from Tavia in June.",
        "Valdoria to complete withdrawal from Tavia",
        "Valdoria plans complete withdrawal from Tavia",
        "The withdrawal is expected to be completed by September.",
        "All Valdorian troops would leave Tavia by August, the minister said.",
        "Valdoria is to withdraw its troops from Tavia.",
        "Valdoria has yet to complete its withdrawal from Tavia.",
        "Valdoria has not completed its withdrawal from Tavia.",
        "Valdoria denied that it had completed its withdrawal from Tavia.",
        "Once Valdoria has completed its withdrawal, talks will begin.",
        "If the withdrawal is completed, sanctions will fall.",
        "Valdoria refused to complete the withdrawal.",
        "Has Valdoria completed its withdrawal?",
        "There is no evidence that Valdoria has completed its withdrawal.",
        "None of the Valdorian troops has left Tavia.",
    ],
)
def test_what_is_not_so_never_is_a_fact(text: str) -> None:
    assert not {("completed", "happened"), ("completed", "reported")} & set(states(WITHDRAWAL, text))


def test_an_order_is_one_fact_and_what_it_orders_is_none() -> None:
    found = told(WITHDRAWAL, "Valdoria ordered its troops to start pulling out from Tuesday.").assertions
    assert [(a.state, a.factuality) for a in found] == [("ordered", "happened"), ("begun", "ordered")]
    start = found[1].effective.earliest
    assert start is not None
    assert start.date().isoformat() == "2031-05-20"


@pytest.mark.parametrize(
    "text",
    [
        "Germany withdrew its troops from Mali on Monday.",
        "The senator demanded that the United States pull its forces out of Tavia.",
        "Turkey has begun withdrawing its troops from Iraq.",
    ],
)
def test_the_same_deed_of_another_is_another_event(text: str) -> None:
    assert states(WITHDRAWAL, text) == []


def test_what_is_dated_long_before_is_history() -> None:
    assert states(WITHDRAWAL, "Valdoria completed a withdrawal from Tavia in 2009.") == [("completed", "history")]


@pytest.mark.parametrize(
    ("story", "text", "expected"),
    [
        (CEASEFIRE, "The truce took effect at midnight.", [("in-force", "happened")]),
        (CEASEFIRE, "The truce was due to take effect at midnight.", [("in-force", "planned")]),
        (CEASEFIRE, "The ceasefire appears to be holding.", [("in-force", "happened")]),
        (CEASEFIRE, "The ceasefire fell apart within hours.", [("collapsed", "happened")]),
        (CEASEFIRE, "The truce is in tatters.", [("collapsed", "happened")]),
        (CEASEFIRE, "The truce expired on Sunday.", [("ended", "happened")]),
        (CEASEFIRE, "Shelling continued in the valley despite the truce.", [("violated", "happened")]),
        (CEASEFIRE, "There is no truce.", [("agreed", "denied")]),
        (CEASEFIRE, "Ostrova offered a cease-fire on Monday.", [("proposed", "happened")]),
        (AGREEMENT, "Ostrova and Tavia have reached a deal.", [("agreed", "happened")]),
        (AGREEMENT, "No deal has been reached.", [("agreed", "denied")]),
        (AGREEMENT, "The treaty still needs the approval of the Tavian parliament.", [("ratified", "planned")]),
        (AGREEMENT, "The Ostrovan parliament ratified the treaty.", [("ratified", "happened")]),
        (AGREEMENT, "The treaty enters into force on 1 June.", [("in-force", "planned")]),
        (AGREEMENT, "The treaty came into force on Sunday.", [("in-force", "happened")]),
        (AGREEMENT, "Ostrova pulled out of the treaty.", [("left", "happened")]),
        (AGREEMENT, "Talks on the treaty collapsed.", [("none", "happened")]),
        (SIEGE, "Gunmen stormed the National Museum on Tuesday.", [("begun", "happened")]),
        (SIEGE, "Police stormed the museum at dawn.", [("stormed", "happened")]),
        (SIEGE, "Police said they would not storm the building.", [("stormed", "denied")]),
        (SIEGE, "Three hostages walked free.", [("released", "happened")]),
        (SIEGE, "The stand-off is over.", [("ended", "happened")]),
        (SIEGE, "Shots were heard near the museum.", []),
    ],
)
def test_states_of_the_other_ladders(story: Story, text: str, expected: list[tuple[str, str]]) -> None:
    assert states(story, text) == expected


def test_what_is_said_by_somebody_is_reported_and_names_the_statement() -> None:
    text = "Valdorian forces have left. “The withdrawal is complete,” the minister said."
    quote = text.index("“")
    said = Statement(
        span=Span(start=quote, end=len(text)),
        content=(Span(start=quote + 1, end=text.index(",”")),),
        party="Valdoria",
        mode="direct",
    )
    found = told(WITHDRAWAL, text, said).assertions
    assert [(a.state, a.factuality, a.statement) for a in found if a.state == "completed"] == [
        ("completed", "reported", 0)
    ]


def test_what_is_taken_as_known_is_the_pages_own_word() -> None:
    text = "Shops had reopened since the truce took effect, the mayor said."
    said = Statement(span=Span(start=0, end=len(text)), content=(Span(start=0, end=46),), party="Ostrova")
    assert [(a.factuality, a.statement) for a in told(CEASEFIRE, text, said).assertions] == [("happened", None)]


def test_every_span_is_in_its_text() -> None:
    text = "Valdoria's army, which has been in Tavia for years, completed its withdrawal on Monday, officials said."
    for a in told(WITHDRAWAL, text, title="Valdoria quits Tavia").assertions:
        whole = text if a.span.where == "text" else "Valdoria quits Tavia"
        assert whole[a.span.start : a.span.end].strip()
        assert a.span.end <= len(whole)


def by(text: str, party: str) -> Statement:
    return Statement(span=Span(start=0, end=len(text)), content=(Span(start=0, end=len(text)),), party=party)


def test_what_whoever_acts_will_do_is_announced() -> None:
    text = "Valdorian troops will leave Tavia by August, the president said."
    assert states(WITHDRAWAL, text, by(text, "Valdoria")) == [("completed", "planned"), ("ordered", "reported")]
    assert states(WITHDRAWAL, text, by(text, "Ostrova")) == [("completed", "planned")]


def test_an_announcement_adds_nothing_to_what_is_so() -> None:
    text = "Valdorian troops have begun to leave Tavia and will leave Fort Merrin by August, the president said."
    assert ("ordered", "reported") not in states(WITHDRAWAL, text, by(text, "Valdoria"))


def test_an_imperative_is_an_order() -> None:
    assert states(WITHDRAWAL, "“Begin the withdrawal,” the minister told his generals.") == [("begun", "ordered")]


def test_a_date_in_another_clause_is_another_events() -> None:
    (found,) = told(AGREEMENT, "The treaty was signed in Lorn, where talks had been held since May 2029.").assertions
    assert found.factuality == "happened"


def test_the_known_action_may_be_older_than_another_round() -> None:
    assert states(AGREEMENT, "The treaty was signed on 20 February.") == [("signed", "happened")]
    assert states(AGREEMENT, "A treaty was signed on 20 February.") == [("signed", "history")]


def test_sentences_without_end_are_read_in_time() -> None:
    assert len(told(WITHDRAWAL, "Valdoria withdraws troops from Tavia " * 3000).assertions) > 100
