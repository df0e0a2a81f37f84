"""Who goes on speaking from one sentence and paragraph to the next."""

from schemas.reading import Statement
from streams.core.read import PageContext, read


def statements(*paragraphs: str) -> tuple[Statement, ...]:
    return read(None, "\n\n".join(paragraphs), PageContext(country="GB", language="en")).statements


def speakers(*paragraphs: str) -> list[str | None]:
    return [s.canonical for s in statements(*paragraphs)]


def test_a_quotation_alone_is_the_last_speakers() -> None:
    assert speakers(
        "Kenyan minister Lena Marek spoke first. “We left,” she said.", "“Nobody stayed behind in the city.”"
    ) == [
        "Lena Marek",
        "Lena Marek",
    ]


def test_a_colon_announces_the_quotation_of_the_next_paragraph() -> None:
    made = statements("In a statement, Kenyan minister Lena Marek said:", "“Nobody stayed behind in the city.”")
    assert [(s.canonical, s.mode) for s in made] == [("Lena Marek", "direct")]


def test_what_a_thing_announces_before_a_colon_is_read_on() -> None:
    made = statements("A letter on the gate, adding:", "“Nobody stayed behind in the city.”")
    assert [(s.canonical, s.mode) for s in made] == [("letter on the gate", "direct")]


def test_a_missing_closing_mark_ends_with_its_paragraph() -> None:
    made = statements('"We left," Kenyan envoy Lena Marek said. "It was time to go.', "Nobody was hurt.")
    assert len(made) == 1
    assert made[0].content[-1].end == len('"We left," Kenyan envoy Lena Marek said. "It was time to go.')


def test_a_missing_opening_mark_begins_with_its_paragraph() -> None:
    text = "We have left the city, and we will stay away from it,” Kenyan envoy Lena Marek said."
    (statement,) = statements(text)
    assert (statement.mode, statement.content[0].start) == ("direct", 0)


def test_a_blank_line_inside_a_quotation_does_not_break_it() -> None:
    (statement,) = statements(
        "“Our ports will work as they always", "have. Nobody need worry,” Kenyan envoy Lena Marek said."
    )
    assert statement.content[0].start == 0
    assert statement.canonical == "Lena Marek"


def test_a_signature_signs_the_paragraphs_above_it() -> None:
    made = statements(
        "Kenyan envoy Ugo Roth said talks had failed.",
        "No one would be happier than me.",
        "But we shall look at the deeds and not the words.",
        "– Foreign Secretary Lena Marek",
    )
    assert [(s.canonical, s.party) for s in made] == [("Ugo Roth", "KE"), ("Lena Marek", "GB"), ("Lena Marek", "GB")]


def test_a_list_item_or_byline_is_no_signature() -> None:
    assert statements("No one would be happier than me.", "- By Lena Marek in Rome") == ()
    assert statements("No one would be happier than me.", "- 14 March") == ()


def test_a_pronoun_is_whoever_the_sentence_before_is_about() -> None:
    made = speakers(
        "Kenyan minister Lena Marek said the road was open.",
        "Italian envoy Ugo Roth flew in at noon. In an interview, he said he was tired.",
    )
    assert made == ["Lena Marek", "Ugo Roth"]


def test_it_is_the_body_that_spoke() -> None:
    made = speakers("The ministry of defence in Nairobi said four men fell.", "It also said that shelling went on.")
    assert made[0] is not None
    assert made[0] == made[1]


def test_a_role_word_means_who_was_called_so() -> None:
    made = statements("Kenya's defence ministry said a ship had left.", "The ministry said another would follow.")
    assert [(s.canonical, s.party) for s in made] == [("Kenya's defence ministry", "KE")] * 2


def test_an_epithet_with_its_country_is_the_person_of_that_office() -> None:
    made = speakers(
        "Egyptian minister Lena Marek met Turkish envoy Ugo Roth in Cairo.",
        "The Egyptian minister said talks were frank. Mr Roth called them useful.",
    )
    assert made == ["Lena Marek", "Ugo Roth"]


def test_a_group_is_named_by_the_sentence_after() -> None:
    made = statements(
        "The spokesman for a rebel group said he did not believe it. “We do not trust them,” said Ugo Roth, of the "
        "Second River Brigade."
    )
    assert [(s.canonical, s.party) for s in made] == [("Ugo Roth", "Second River Brigade")] * 2


def test_opposition_takes_the_fullest_name_used_before() -> None:
    made = statements(
        "The Syrian opposition said it would come.", "Opposition spokesman Ugo Roth said talks would fail."
    )
    assert [s.party for s in made] == ["Syrian opposition", "Syrian opposition"]
