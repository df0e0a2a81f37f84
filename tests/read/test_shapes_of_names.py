"""A name is a name whatever its shape: with particles, apostrophes, hyphens and accents, of one word or of five."""

import pytest

from schemas.reading import Statement
from streams.core.read import PageContext, read


def said(text: str) -> tuple[Statement, ...]:
    return read(None, text, PageContext(country="GB", language="en")).statements


@pytest.mark.parametrize(
    "name",
    [
        "Ana de la Torre",
        "Karl von der Heide",
        "Luc d'Arven",
        "Aya N'Dola",
        "Jean-Luc Petit",
        "Omar al-Karimi",
        "Pieter van den Berg",
        "Siân O'Rua",
        "Désiré Koné-Diaby",
    ],
)
def test_who_is_introduced_by_office_is_known_by_surname(name: str) -> None:
    surname = name.split(" ", 1)[1]
    first, second, third = said(
        f"Kenyan President {name} said the road was open.\n\n"
        f"Mr {surname} said it would stay so.\n\n"
        f'"It is safe," {surname} has said.'
    )
    assert (first.canonical, first.party) == (name, "KE")
    assert (second.canonical, second.party) == (name, "KE")
    assert (third.canonical, third.party) == (name, "KE")


def test_a_name_in_capitals_is_shown_as_elsewhere() -> None:
    (statement,) = said("ANA DE LA TORRE, the Kenyan president, said the road was open.")
    assert statement.canonical == "Ana de la Torre"


def test_who_opens_a_report_in_capitals_is_known_by_surname_below() -> None:
    text = "ANA DE LA TORRE yesterday announced that Kenya would open the road.\n\n“It is safe,” Mrs de la Torre said."
    first, second = said(text)
    assert (first.canonical, second.canonical) == ("Ana de la Torre", "Ana de la Torre")


def test_a_form_of_address_is_no_first_name() -> None:
    first, second = said("President Ana Torre of Kenya said the road was open.\n\n“It is safe,” Mrs Torre said.")
    assert (second.canonical, second.party) == (first.canonical, "KE") == ("Ana Torre", "KE")


@pytest.mark.parametrize(
    "group", ["Brigade of the Northern Hills", "Front for the Three Rivers", "Second Hill Brigade"]
)
def test_a_group_is_known_by_its_name_of_several_words(group: str) -> None:
    (statement,) = said(f"“We trust nobody,” said Ana Torre, of the {group}.")
    assert statement.party == group


def test_a_group_that_no_fighters_bear_is_no_party_by_its_last_word_alone() -> None:
    (statement,) = said("“We trust nobody,” said Ana Torre, of the School of the Northern Front Line.")
    assert statement.party is None


@pytest.mark.parametrize(("people", "code"), [("Kenyan", "ke"), ("Sri Lankan", "lk"), ("South Korean", "kr")])
def test_figures_are_told_apart_by_a_people_of_any_number_of_words(people: str, code: str) -> None:
    (figure,) = read(None, f"There were 900 {people} troops there.", PageContext()).figures
    assert figure.subject == f"{code}-present"
