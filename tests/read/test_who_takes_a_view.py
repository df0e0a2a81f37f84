"""Views told without a verb of saying, and for whom an office speaks by the words around it."""

import pytest

from streams.core.read import PageContext, read

HOME = PageContext(country="NO")


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The pact was welcomed by Kenya's trade minister, Peter Otieno.", "KE"),
        ("The move has been deplored by the Kenyan government.", "KE"),
        ("The pact drew sharp criticism from Kenya.", "KE"),
        ("Condemnation also came from Kenya on Monday.", "KE"),
        ("The plan was met with scorn from the Kenyan parliament.", "KE"),
        ("Kenya is against the pact.", "KE"),
        ("The Kenyan government was strongly opposed to the pact.", "KE"),
        ("Nairobi is in favour of the pact.", "KE"),
        ("Kenya gave the pact a cautious welcome.", "KE"),
        ("Kenya is worried about what will follow.", "KE"),
        ("Nairobi is deeply unhappy with the pact.", "KE"),
        ("Kenya was not convinced by the pact.", "KE"),
        ("Kenya threw its full support behind the pact.", "KE"),
        ("Kenya was quick to applaud the pact.", "KE"),
        ("Kenya lent its support to the pact.", "KE"),
        ("Kenya joined the chorus of praise for the pact.", "KE"),
    ],
)
def test_a_view_is_a_statement_of_whoever_takes_it(text: str, party: str) -> None:
    (statement,) = read(None, text, HOME).statements
    assert statement.party == party


@pytest.mark.parametrize(
    "text",
    [
        "Marek was welcomed by the Kenyan president at the airport.",
        "He was applauded by Kenyan lawmakers.",
        "The exhibition drew crowds from Kenya.",
        "The factory drew condemnation and visitors alike.",
        "Kenya gave the soldiers a warm meal.",
        "Kenya will be against the wall.",
        "Kenya was quick to rebuild the bridge.",
        "Kenya lent the museum a mask.",
        "Kenya threw the ball out of play.",
        "The parents are proud of the boy.",
        "The ladder was against the wall.",
        "The column came under fire from the hills.",
    ],
)
def test_what_is_no_view(text: str) -> None:
    assert read(None, text, HOME).statements == ()


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Kenya did not rule out joining, its foreign ministry said.", "KE"),
        ("Kenya would not support the pact, Trade Minister Peter Otieno told reporters.", "KE"),
        ("Kenya looks forward to the talks, said Foreign Minister Peter Otieno.", "KE"),
        ("There was anger from Kenya too: its foreign minister, Peter Otieno, said nothing could excuse it.", "KE"),
        ("Peter Otieno, who leads Kenya's Liberal Party, said it was unfair.", "KE"),
        ("Peter Otieno, who leads the struggle against Kenya, said it was unfair.", None),
        ("Some came from Kenya, whose trade ministry said it was unfair.", "KE"),
        ("There was joy in Nairobi, where the government said it was a victory.", "KE"),
        ("Anger came from Kenya, where President Peter Otieno said it was unfair.", "KE"),
        ("Kenya was cautious. “We shall see how it is done,” said its trade minister, Peter Otieno.", "KE"),
        ("Kenya's foreign ministry put out a note in which it called the pact unfair.", "KE"),
    ],
)
def test_whose_minister_the_words_around_him_say(text: str, party: str | None) -> None:
    assert read(None, text, HOME).statements[-1].party == party


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Kenya would not support the pact, Trade Minister Peter Otieno told reporters.", "KE"),
        ("Trade Minister Peter Otieno said that Kenya was ready to talk.", "KE"),
        ("Trade Minister Siri Holm said Kenya was shelling the harbour.", "NO"),
        ("Kenya must pay for this, Foreign Minister Siri Holm said.", "NO"),
        ("Kenya has shelled the harbour, Defence Minister Siri Holm said.", "NO"),
        ("“Kenya would join,” Trade Minister Siri Holm said.", "NO"),
    ],
)
def test_on_a_page_about_another_country_only_what_one_wishes_tells_its_minister(text: str, party: str) -> None:
    context = PageContext(country="NO", page_title="Norway live: fighting in Norway goes on")
    assert read(None, text, context).statements[-1].party == party


def test_a_junta_is_of_a_country_that_has_one() -> None:
    title, text = (
        "Norway and Niger fall out",
        "Norway pulled out of Niger. Junta spokesman Ali Sani said it was no loss.",
    )
    assert read(title, text, HOME).statements[-1].party == "NE"


def test_a_participle_has_the_speaker_before_it() -> None:
    text = "Kenya is unhappy with the pact, Kenyan trade minister Peter Otieno telling reporters that it was unfair."
    one, two = read(None, text, HOME).statements
    assert (one.party, one.canonical) == ("KE", "Kenya")
    assert (two.party, two.canonical) == ("KE", "Peter Otieno")


def test_a_ministry_is_of_several_words_that_end_as_verbs_do() -> None:
    (statement,) = read(None, "“No,” said the Kenyan fisheries minister, Peter Otieno.", HOME).statements
    assert (statement.party, statement.canonical) == ("KE", "Peter Otieno")


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Kenya issued a statement welcoming the pact.", "KE"),
        ("Kenya joined its neighbours in condemning the pact.", "KE"),
        ("In Nairobi, Foreign Ministry spokesman Peter Otieno said the pact was unfair.", "KE"),
        ("Wanjiru Kamau, a Kenyan lawmaker of the opposition Liberals, said the pact was unfair.", "KE"),
    ],
)
def test_statements_that_are_issued_and_whose_they_are(text: str, party: str) -> None:
    told = "Norway signed the pact, its government said.\n\n" + text
    assert read(None, told, HOME).statements[-1].party == party
    assert len(read(None, told, HOME).statements) == 2


def test_a_statement_that_nobody_is_said_to_have_issued_is_nobodys() -> None:
    assert read(None, "A statement welcoming visitors stands at the gate of the harbour.", HOME).statements == ()


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Holm urged the Kenyan army to hold its fire.", None),
        ("Holm called on Kenya to hold its fire.", None),
        ("Holm announced Kenya would hold its fire.", "KE"),
        ("Holm said the army would hold its fire.", "KE"),
        ("Kenya's Holm urged the Kenyan army to hold its fire.", "KE"),
        ("Secretary-General Siri Holm urged the Kenyan army to hold its fire.", "UN"),
        ("Nato met. The secretary-general urged the Kenyan army to hold its fire.", "NATO"),
        ("Junta spokesman Peter Holm said the army would hold its fire.", None),
    ],
)
def test_whoever_turns_to_a_country_is_not_guessed_to_be_its_own(text: str, party: str | None) -> None:
    context = PageContext(country="NO", page_title="Kenya: fighting goes on")
    assert read(None, text, context).statements[-1].party == party


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Also welcoming the truce was Kenya.", [("KE", "the truce")]),
        ("Among those condemning the deal was Kenya.", [("KE", "the deal")]),
        ("Also welcoming guests was a brass band.", []),
        ("The Kenyan army rejected that.", [("KE", "that")]),
        ("Kenya, for its part, was full of praise for the deal.", [("KE", "full of praise for the deal")]),
        ("Interfax said the road was shut, citing the Kenyan army.", [("KE", "the road was shut")]),
        (
            "Kenya said the road was shut, citing the Chilean army.",
            [("KE", "the road was shut, citing the Chilean army")],
        ),
        ("Kenya hailed the truce, while Uganda was silent.", [("KE", "the truce")]),
        ("Kenya said the road was shut, while Uganda was open.", [("KE", "the road was shut, while Uganda was open")]),
        ("Kenya has declared a state of emergency.", []),
        ("Kenya declared three days of mourning.", []),
        ("Kenya declared that a state of emergency was over.", [("KE", "a state of emergency was over")]),
    ],
)
def test_forms_of_views_and_deeds_that_are_none(text: str, said: list[tuple[str, str]]) -> None:
    found = read(None, text, PageContext(country="GB")).statements
    assert [(s.party, text[s.content[0].start : s.content[0].end]) for s in found] == said
