"""Whose minister speaks where the words do not say it, and what is no statement."""

import pytest

from streams.core.read import PageContext, read


@pytest.mark.parametrize(
    ("text", "canonical", "party"),
    [
        ("“We can hear them,” local fire chief Rosa Quispe told reporters.", "Rosa Quispe", "GB"),
        ("“We shall see,” Chilean trade minister Rosa Quispe said.", "Rosa Quispe", "CL"),
        ("In Nairobi, Energy Minister Peter Otieno said the lights would stay on.", "Peter Otieno", "KE"),
        ("Kenya was jubilant. “We have waited for this,” Energy Minister Peter Otieno said.", "Peter Otieno", "KE"),
        ("President Samir Haddad said Lebanon would use every means.", "Samir Haddad", "LB"),
        ("Neighbouring Peru said it was sending 500 officers.", "Neighbouring Peru", "PE"),
        ("A senior Kenyan police officer said the road was shut.", None, "KE"),
        ("Kenya, three of whose citizens were hurt, expressed relief.", "Kenya", "KE"),
        ("Kenya has come out against the deal.", "Kenya", "KE"),
        ("Kenya threw its weight behind the deal.", "Kenya", "KE"),
    ],
)
def test_the_speaker_and_the_party(text: str, canonical: str | None, party: str) -> None:
    (statement,) = read(None, text, PageContext(country="GB")).statements
    assert (statement.canonical, statement.party) == (canonical, party)


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan embassy declined to comment.",
        "The man came out of the house and took off his hat.",
        "Kenya gave the troops a warm meal.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert read(None, text, PageContext(country="GB")).statements == ()


def test_a_spokesman_without_an_owner_speaks_for_the_body_named_before_him() -> None:
    text = "The United Nations mission in Mali said it had left. “All are out,” spokesman Paul Okello said."
    assert [s.party for s in read(None, text, PageContext(country="FR")).statements] == ["UN", "UN"]


def test_the_network_of_one_letter_ends_a_sentence() -> None:
    text = "“We shall see,” Rosa Quispe wrote on X. Chile’s foreign ministry said it would wait."
    assert [s.speaker for s in read(None, text, PageContext(country="GB")).statements] == [
        "Rosa Quispe",
        "Chile’s foreign ministry",
    ]
