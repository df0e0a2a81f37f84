"""What holds for the reading of any text."""

import re
from importlib import resources

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codec import encode
from streams.core.read import PageContext, people, read
from streams.core.read.pack import pack
from streams.core.read.plain import clean, hide, paragraphs, sentences
from streams.core.read.words import words

PIECES = (
    "Kenyan minister Lena Marek", "said", "told reporters", "that", "“We left,”", '"It is over', "he", "(", ")", ":",
    ", who lives here,", "according to", "the army", "and", "welcomed", "the deal", ".", "— ", "\n\n", "- ", "‘so",
    "it’s", "’", "UN", "was quoted as saying", "[#Tag](#)", "**", "\u200b", "Мarek", "U.S.", "Lt. Col.", "[", "saying",
)  # fmt: skip
# Statements only: lone surrogates are refused at the edge, and what figures make of "²" is tested with them.
ANY = st.text(st.characters(exclude_categories=("Cs", "No")), max_size=200)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | ANY
CONTEXT = PageContext(country="KE", page_title="Kenya: truce holds")


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.none() | TEXTS)
def test_every_span_lies_in_its_text_and_content_within_its_statement(text: str, title: str | None) -> None:
    for statement in read(title, text, CONTEXT).statements:
        size = len(text if statement.span.where == "text" else title or "")
        assert 0 <= statement.span.start < statement.span.end <= size
        for part in statement.content:
            assert statement.span.start <= part.start < part.end <= statement.span.end
            assert part.where == statement.span.where


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_reading_depends_on_nothing_but_its_arguments(text: str) -> None:
    first = encode(read(None, text, CONTEXT))
    read(None, "Ghana's army said it was over.", CONTEXT)
    assert encode(read(None, text, CONTEXT)) == first
    assert people(None, text) == people(None, text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_places_are_kept_by_every_step(text: str) -> None:
    language = pack("en")
    plain = clean(text)
    assert len(plain) == len(text)
    pieces = paragraphs(plain)
    hidden = hide(plain, pieces)
    assert len(hidden) == len(plain)
    for start, end in pieces:
        for a, b in sentences(hidden[start:end], language):
            w = words(hidden, start + a, start + b, language)
            assert w.size == len(w.lower) == len(w.bits)
            spans = [(w.start(at), w.end(at)) for at in range(w.size)]
            assert all(a < b for a, b in spans)
            assert spans == sorted(spans)
            assert [hidden[a:b] for a, b in spans] == list(w.shown)


def test_a_language_without_a_pack_is_read_as_english() -> None:
    text = "Kenyan minister Lena Marek said it was over."
    assert read(None, text, PageContext(language="xx")) == read(None, text, PageContext(language="en"))
    assert read(None, text, PageContext(language="en-GB")).extractor.name == "rules-en"


def test_the_version_is_that_of_the_data() -> None:
    version = read(None, "", CONTEXT).extractor.version
    assert re.fullmatch(r"[0-9a-f]{20}", version)


def test_abbreviations_end_no_sentence() -> None:
    language = pack("en")
    text = "Lt. Col. Marek of the U.S. Army left at 8 a.m. ET on Monday. Sen. Roth stayed. It was 8 p.m. Then he left."
    assert [text[a:b] for a, b in sentences(text, language)] == [
        "Lt. Col. Marek of the U.S. Army left at 8 a.m. ET on Monday.",
        "Sen. Roth stayed.",
        "It was 8 p.m.",
        "Then he left.",
    ]


def test_a_giant_line_is_read_in_time_that_grows_with_it() -> None:
    """A sentence of a hundred thousand words is none: what is checked here is that it comes back at all."""
    for text in ("said " * 100_000, "Marek, " * 100_000, "“" * 100_000, "' " * 100_000, "a" * 1_000_000):
        read(None, text, CONTEXT)


def test_data_names_nothing_twice_in_one_list_and_is_lower_case_where_words_are() -> None:
    for entry in pack("en").phrases:
        assert entry == entry.lower().strip()
    assert resources.files("streams.core.read").joinpath("data", "en", "verbs.yaml").is_file()
