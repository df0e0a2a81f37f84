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


LAST = {
    "Kenya's contingent is leaving, its commander, Maj Gen Peter Otieno, said. “All are well,” the general said.": (
        ("Peter Otieno", "KE")
    ),
    "Chile's ambassador to Kenya, Rosa Quispe, said so on Friday. The hotline was open, the envoy added.": (
        ("Rosa Quispe", "CL")
    ),
    "Chile's foreign minister, Rosa Quispe, arrived. The interior minister said the road was shut.": (None, "CL"),
    "Kenya is at odds with itself. The opposition's Peter Otieno said the deal was bad.": ("Peter Otieno", "KE"),
    "Kenya is at odds. Opposition figures accused the governor of sleeping.": ("Opposition figures", "KE"),
    "The EU has released 12 million euros, the bloc's crisis commissioner, Rosa Quispe, announced.": (
        ("Rosa Quispe", "EU")
    ),
    "Across the border, Kenya has declared a state of disaster, the information ministry said.": (
        ("information ministry", "KE")
    ),
    "Kenya and Kenyans are in need. Chile is sending rescue teams, Defence Minister Rosa Quispe announced.": (
        "Rosa Quispe",
        "CL",
    ),
    "The state department said the road was open.": ("state department", "US"),
    "The road to Abuja is shut, Senator Peter Otieno said.": ("Peter Otieno", "NG"),
    "The road is shut, Senator Peter Otieno said.": ("Peter Otieno", "US"),
    "“We shall see,” said the mediator, former Kenyan President Peter Otieno.": ("Peter Otieno", None),
    "Neighboring Kenya said the road was shut.": ("Neighboring Kenya", "KE"),
    "Kenya is thankful to Chile for its planes. The civil protection agency said the fire was out.": (
        ("civil protection agency", "KE")
    ),
    "Kenya is shut. “I hid,” said Rosa Quispe, who was in the kitchen.": ("Rosa Quispe", None),
    "Kenya is at odds. The opposition Homeland Union said so.": ("opposition Homeland Union", "KE"),
    "Kenya is at odds. Peter Otieno, who heads the opposition, said the state was asleep.": ("Peter Otieno", "KE"),
    "The Chilean embassy in Kenya said no Chileans were hurt. Ambassador Rosa Quispe urged calm.": (
        "Rosa Quispe",
        "CL",
    ),
    "The road to Kenya is shut. Ambassador Rosa Quispe urged calm.": ("Rosa Quispe", None),
    "Kenya is at war. Not everybody in Santiago was pleased. The opposition leader Rosa Quispe said so.": (
        ("Rosa Quispe", "CL")
    ),
    "Kenya is at war. A summit was held in Santiago. The opposition leader Peter Otieno fumed: “Never.”": (
        ("Peter Otieno", "KE")
    ),
    "The UN's envoy, former Kenyan President Peter Otieno, said so.": ("Peter Otieno", "UN"),
    "Rosa Quispe, the Chilean envoy, left. “The road is shut,” she said by telephone.": ("Rosa Quispe", "CL"),
}


@pytest.mark.parametrize("text", LAST)
def test_whose_words_the_last_statement_is(text: str) -> None:
    statement = read(None, text, PageContext(country="GB")).statements[-1]
    assert (statement.canonical, statement.party) == LAST[text]


def test_the_group_is_never_a_country() -> None:
    text = "Kenya said the gunmen would be found. The group threatened to kill the hostages."
    assert [s.party for s in read(None, text, PageContext(country="GB")).statements] == ["KE", None]


def test_a_spokesman_for_the_organisation_speaks_for_no_country() -> None:
    text = "After the Red Cross confirmed this in Kenya, a spokesman for the organisation said that it would stay."
    assert [s.party for s in read(None, text, PageContext(country="GB")).statements][-1] is None


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("The interior minister said the road was shut.", True),
        ("The British interior minister said the road was shut.", None),
        ("British troops are there. The interior minister said the road was shut.", None),
    ],
)
def test_that_a_party_is_only_the_outlets_own_country_is_said(text: str, assumed: bool | None) -> None:
    (statement,) = read(None, text, PageContext(country="GB")).statements
    assert (statement.party, statement.assumed) == ("GB", assumed)


def test_where_the_post_names_only_the_outlets_own_country_its_minister_speaks() -> None:
    text = "One of the hostages holds a Chilean passport, Foreign Minister Rosa Quispe confirmed."
    page = "Siege in Kenya: Kenyan police move in"
    assert [s.party for s in read(None, text, PageContext(country="CL", page_title=page)).statements] == ["CL"]
    assert [s.party for s in read(None, text, PageContext(country="GB", page_title=page)).statements] == ["KE"]
