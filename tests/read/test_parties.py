"""For whom a speaker speaks: by office, body and group, never by a name that stands near."""

import pytest

from streams.core.read import PageContext, Person, people, read


def party(text: str, country: str | None = None, title: str | None = None) -> str | None:
    (statement,) = read(None, text, PageContext(country=country, language="en", page_title=title)).statements
    return statement.party


BY_THE_WORDS = [
    ("Ghana's deputy defence minister Kofi Adu", "GH"),
    ("Kofi Adu, head of the defence committee in the upper house of Ghana's parliament,", "GH"),
    ("The Ghanaian presidency", "GH"),
    ("A Pentagon spokesman", "US"),
    ("Secretary of State Ann Doe", "US"),
    ("Sen. Ann Doe, R-Texas,", "US"),
    ("Speaker of the House Ann Doe", "US"),
    ("Foreign Secretary Ann Doe", "GB"),
    ("Downing Street", "GB"),
    ("The Elysee", "FR"),
    ("Beijing", "CN"),
    ("Turkish President Emre Kaya's spokesman", "TR"),
    ("The European Commission", "EU"),
    ("NATO Secretary-General Ann Doe", "NATO"),
    ("UN envoy for Yemen Ann Doe", "UN"),
    ("The US ambassador to Kenya, Ann Doe,", "US"),
    ("A senior Egyptian official, speaking on condition of anonymity,", "EG"),
    ("Lebanon's Hezbollah movement", "Hezbollah"),
    ("Palestinian Islamic Jihad", "Islamic Jihad"),
    ("FARC commander Luis Rey", "FARC"),
    ("The Syrian opposition", "Syrian opposition"),
    ("Luis Rey, spokesman for the rebel Northern Valleys Council,", "Northern Valleys Council"),
    ("Luis Rey, of the Second River Brigade,", "Second River Brigade"),
    ("A spokesman for the Kenyan rebels", "rebels"),
    ("Russian-backed separatist leader Oleg Bor", "separatists"),
    ("The Saudi-led coalition", "SA"),
    ("The Kenyan government and the FARC", "FARC+KE"),
    ("US Secretary of State Ann Doe and French minister Luc Petit", "FR+US"),
    ("Foreign ministers of France, Italy and Spain", "ES+FR+IT"),
    ("Kenyan and British officials", "GB+KE"),
]


@pytest.mark.parametrize(("speaker", "expected"), BY_THE_WORDS)
def test_party_by_the_speakers_own_words(speaker: str, expected: str) -> None:
    assert party(f"{speaker} said the road was open.") == expected


NOBODYS = [
    "Kenyan analyst Ann Doe",
    "Ann Doe, a researcher at a British bank,",
    "Western diplomats",
    "Former Kenyan minister Ann Doe",
    "Ann Doe, whose brother Tom is a Kenyan minister, a florist,",
    "Critics",
    "A Kenyan charity",
    "The charity's director",
    "Kenyan resident Ann Doe",
    "The International Committee of the Red Cross",
]


@pytest.mark.parametrize("speaker", NOBODYS)
def test_who_speaks_for_nobodys_party(speaker: str) -> None:
    assert party(f"{speaker} said the road was open.") is None


def test_an_office_without_a_country_is_that_of_the_country_the_post_is_about() -> None:
    text = "Ghana counts its dead after the storm in Accra. The interior ministry said help was on its way."
    assert party(text, "GB", "Storm hits Ghana") == "GH"


def test_the_president_without_a_country_is_the_outlets_own_where_it_has_one() -> None:
    assert party("President Doe said the ceasefire in Kenya was welcome.", "US") == "US"


def test_an_epithet_later_on_tells_of_which_country_a_president_is() -> None:
    text = "President Doe has welcomed the truce. In a call with Tom Roe, the US president stressed the risks."
    assert [s.party for s in read(None, text, PageContext(country="GB")).statements] == ["US", "US"]


def test_whoever_heads_a_regime_named_after_him_is_not_of_the_outlets_country() -> None:
    text = "Ghana is calm. The Badu regime holds Accra. “We shall stay,” Badu said."
    assert party(text, "US") == "GH"


def test_a_surname_that_is_a_place_stays_a_surname() -> None:
    text = "Rep. Jim Jordan (R-Ohio) said the road was open."
    assert party(text, "US") == "US"
    assert people(None, text)[0].name == "Jim Jordan"


def test_people_of_other_posts_lend_name_office_and_party() -> None:
    known = people(None, "Kenyan Foreign Minister Lena Marek flew to Rome.")
    assert known == (Person("Lena Marek", "Foreign Minister", "KE"),)
    (statement,) = read(None, "Marek said talks would go on.", PageContext(country="GB", people=known)).statements
    assert (statement.canonical, statement.role, statement.party) == ("Lena Marek", "Foreign Minister", "KE")


def test_the_post_itself_wins_over_the_page() -> None:
    known = (Person("Lena Marek", "Foreign Minister", "KE"),)
    text = "Italian envoy Ugo Marek arrived. Marek said talks would go on."
    (statement,) = read(None, text, PageContext(people=known)).statements
    assert (statement.canonical, statement.party) == ("Ugo Marek", "IT")
