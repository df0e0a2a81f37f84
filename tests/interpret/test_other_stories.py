"""Made-up stories unlike each other, from reading to meaning: who speaks for whom, what they think, how it stands."""

import pytest

from schemas.interpretation import Interpretation
from schemas.reading import Reading
from schemas.story import Story
from streams.core.interpret import interpret
from streams.core.read import PageContext, read
from tests.interpret.made_up import AGREEMENT, CEASEFIRE, SIEGE, WEDNESDAY


def told(story: Story, text: str) -> tuple[Reading, Interpretation]:
    reading = read(None, text, PageContext(country="GB"))
    return reading, interpret(None, text, WEDNESDAY, "GB", reading, story)


@pytest.mark.parametrize(
    ("text", "canonical", "party"),
    [
        (
            "A spokesman for the Highland Front, Daud Salim, accused the army of breaking the truce.",
            "Daud Salim",
            "Highland Front",
        ),
        ("The president of Kenya, Peter Otieno, said the truce must hold.", "Peter Otieno", "KE"),
        ("France, the former colonial power, urged its citizens to stay indoors.", "France", "FR"),
        ("Peru's opposition leader, Jorge Salas, called the treaty a sell-out.", "Jorge Salas", "PE"),
        ("Syrian opposition fighters said they had taken the town.", "Syrian opposition fighters", "Syrian opposition"),
    ],
)
def test_the_speaker_is_who_is_named_and_speaks_for_whom_the_office_is(text: str, canonical: str, party: str) -> None:
    (statement,) = read(None, text, PageContext(country="GB")).statements
    assert (statement.canonical, statement.party) == (canonical, party)


@pytest.mark.parametrize(
    ("story", "text", "state"),
    [
        (
            CEASEFIRE,
            "The Front and Ostrova have signed a ceasefire that takes effect at midnight.",
            ("in-force", "planned"),
        ),
        (CEASEFIRE, "Just hours into the truce, shells fell on Lethe Valley.", ("violated", "happened")),
        (SIEGE, "Masked men burst into the museum and are holding dozens of people.", ("under-way", "happened")),
        (SIEGE, "Police have made contact with the gunmen.", ("negotiating", "happened")),
    ],
)
def test_states(story: Story, text: str, state: tuple[str, str]) -> None:
    assert state in {(a.state, a.factuality) for a in told(story, text)[1].assertions}


@pytest.mark.parametrize(
    ("story", "text", "stance"),
    [
        (
            CEASEFIRE,
            'On the truce, Norway\'s foreign minister said: "We have heard such promises before."',
            "sceptical",
        ),
        (
            CEASEFIRE,
            "Norway would judge the truce by what happens on the ground, its foreign minister said.",
            "reserved",
        ),
        (AGREEMENT, "Chile's foreign ministry said of the treaty that it would study the text first.", "reserved"),
        (AGREEMENT, "Chile's president said the treaty was dead on arrival.", "opposes"),
        (SIEGE, "Germany demanded the immediate release of the hostages.", "opposes"),
        (SIEGE, "Germany called for an end to the siege of the museum.", "opposes"),
    ],
)
def test_stances(story: Story, text: str, stance: str) -> None:
    assert [s.value for s in told(story, text)[1].stances] == [stance]


def test_a_threat_to_kill_a_hostage_welcomes_nothing() -> None:
    _, means = told(SIEGE, "Norway said Red Lantern had threatened to kill a hostage every hour in the museum.")
    assert all(stance.value != "welcomes" for stance in means.stances)


@pytest.mark.parametrize(
    ("story", "text", "state"),
    [
        (CEASEFIRE, "The truce will not begin before Monday.", ("in-force", "planned")),
        (CEASEFIRE, "In 2009, a truce in Lethe Valley collapsed within days.", ("collapsed", "history")),
        (CEASEFIRE, "The Front and Ostrova agreed to lay down their arms.", ("agreed", "happened")),
        (CEASEFIRE, "The truce had been set to expire in a week.", ("ended", "planned")),
        (SIEGE, "The police chief demanded that all the hostages in the museum be freed.", ("released", "planned")),
        (SIEGE, "Museum standoff over as police rescue last hostages", ("ended", "happened")),
        (AGREEMENT, "The treaty still needs the blessing of both parliaments.", ("ratified", "planned")),
        (AGREEMENT, "The treaty will be signed in Tokyo next month.", ("signed", "planned")),
    ],
)
def test_what_is_due_or_wished_is_no_fact(story: Story, text: str, state: tuple[str, str]) -> None:
    assert state in {(a.state, a.factuality) for a in told(story, text)[1].assertions}


def test_rejecting_a_claim_about_the_action_is_no_stance_on_it() -> None:
    _, means = told(CEASEFIRE, "Norway rejected reports that it had broken the truce.")
    assert all(stance.value != "opposes" for stance in means.stances)
