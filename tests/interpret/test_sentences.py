"""Sentences: where they end, and that every word keeps its place."""

from hypothesis import given
from hypothesis import strategies as st

from streams.core.sentences import sentences


def texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def test_stops_that_end_nothing() -> None:
    assert len(texts("Lt. Col. Marek of the U.S. Army met Mr. Orlo at 8 a.m. on Monday. He left.")) == 2


def test_the_network_of_one_letter_ends_a_sentence_and_an_initial_does_not() -> None:
    assert len(texts("Rosa Quispe wrote on X. The ministry would wait.")) == 2
    assert len(texts("X. Quispe and the ministry carried on")) == 1


def test_a_quotation_closes_with_its_sentence() -> None:
    assert texts("“We left.” He said no more.") == ["“We left.”", "He said no more."]


def test_a_sentence_runs_on_over_a_blank_line() -> None:
    assert len(texts("They will work in a routine\n\nmode. Then they rest.")) == 2


def test_headlines_are_lines_without_a_stop() -> None:
    found = list(sentences("Valdoria quits Tavia\n\nThe last soldier left on Monday."))
    assert [s.headline for s in found] == [True, False]


def test_the_country_is_not_the_pronoun() -> None:
    (found,) = sentences("The US told us.")
    assert found.words == ("the", "u.s.", "told", "us", ".")


def test_running_text_is_cut() -> None:
    assert all(len(s.words) <= 201 for s in sentences("word " * 5000))


@given(st.text(max_size=300))
def test_every_word_is_where_it_says(text: str) -> None:
    last = 0
    for sentence in sentences(text):
        assert len(sentence.words) == len(sentence.starts) == len(sentence.ends) > 0
        for start, end in zip(sentence.starts, sentence.ends, strict=True):
            assert last <= start < end <= len(text)
            last = end
