"""Numbers: how many of what, and which are one quantity."""

import pytest

from schemas.reading import Figure
from streams.core.read.figures import figures


def one(text: str) -> Figure:
    (found,) = figures(None, text, ())
    return found


@pytest.mark.parametrize(
    ("text", "kind", "value", "qualifier"),
    [
        ("At least 28 people were killed in the attack.", "deaths", 28, "at least"),
        ("The blast left 12 dead.", "deaths", 12, None),
        ("More than 270,000 people have been killed since the war began.", "deaths", 270000, "more than"),
        ("Twenty-one soldiers died.", "deaths", 21, None),
        ("About 1,500 troops will stay.", "troops", 1500, "about"),
        ("Some 40 people were wounded.", "injured", 40, "some"),
        ("Two million people have been displaced.", "displaced", 2_000_000, None),
        ("The jets flew 9,000+ sorties.", "sorties", 9000, "more than"),
        ("The army fired 300 rockets.", "missiles", 300, None),
        ("Some 80 percent of the units have left.", "percent", 80, "some"),
        ("Some 80 % of the units have left.", "percent", 80, "some"),
        ("Some 80 per cent of the units have left.", "percent", 80, "some"),
        ("Parliament approved $225 million in aid.", "money", 225_000_000, None),
        ("The petition drew more than 1 million names.", "names", 1_000_000, "more than"),
    ],
)
def test_figures(text: str, kind: str, value: float, qualifier: str | None) -> None:
    found = one(text)
    assert (found.kind, found.value, found.qualifier) == (kind, value, qualifier)


def test_a_range() -> None:
    found = one("There are between 3,000 and 6,000 soldiers in the valley.")
    assert (found.value, found.high) == (3000, 6000)


@pytest.mark.parametrize(
    "text",
    [
        "The treaty of 1992 was signed on 14 May.",
        "The 67-year-old minister arrived at 8 a.m.",
        "Lena Marek, 45, spoke at 18:15 GMT.",
        "The 26th day began.",
        "Su-34 jets and an F-16 took off.",
        "See http://example.org/2031/05/14/news123",
        "One of them spoke.",
        "The two sides met in three ways.",
        "He served for 27 years.",
        "The ration is 20 per",
        "The ration is 20 per head.",
        "",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(None, text, ()) == ()


def test_the_dead_of_a_campaign_and_of_a_war_are_two_quantities() -> None:
    campaign = one("4,400 have been killed by the air campaign.")
    war = one("270,000 have been killed in the war.")
    assert campaign.kind == war.kind
    assert campaign.subject != war.subject


def test_two_tolls_of_one_war_are_one_quantity() -> None:
    one_source = one("The civil war has caused more than 250,000 deaths.")
    other = one("More than 270,000 people have been killed since the conflict began.")
    assert (one_source.kind, one_source.subject) == (other.kind, other.subject)


def test_part_of_a_toll_is_not_the_toll() -> None:
    whole, part = figures(None, "The campaign has killed 4,400 people, including more than 1,700 civilians.", ())
    assert whole.kind == part.kind == "deaths"
    assert whole.subject != part.subject


def test_spans_hold_the_number() -> None:
    text = "Officials said at least 28 people had died.\n\nAnother 12 were hurt."
    for found in figures(None, text, ()):
        assert f"{found.value:g}" in text[found.span.start : found.span.end]


def test_the_title_counts_too() -> None:
    (found,) = figures("Blast kills 14 people", "Nothing more.", ())
    assert found.span.where == "title"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Thirteen people were rescued and six gunmen were killed.", ["evacuated", "deaths"]),
        ("Police killed two militants and freed more than 90 guests.", ["deaths", "freed"]),
        ("Nearly 4,500 soldiers and more than 100,000 civilians were killed.", ["deaths", "deaths"]),
        ("Twenty guests, most of them foreigners, were killed.", ["deaths"]),
    ],
)
def test_each_number_has_its_own_fate(text: str, kinds: list[str]) -> None:
    assert [f.kind for f in figures(None, text, ())] == kinds
