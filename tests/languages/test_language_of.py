"""What language a text is taken to be in."""

import pytest

from connectors.formats.languages import declared
from streams.core.interpret.en import verb_forms as english
from streams.core.interpret.es import noun_forms, verb_forms
from streams.core.read import PageContext, read
from streams.core.read.languages import language_of

SPANISH = "El ministro dijo que las tropas se retirarán de la isla antes del viernes, según un comunicado."
ENGLISH = "The minister said that the troops would leave the island before Friday, according to a statement."


@pytest.mark.parametrize(
    ("declared_as", "text", "language"),
    [
        (None, SPANISH, "es"),
        (None, ENGLISH, "en"),
        (None, "Tregua", "en"),
        (None, "", "en"),
        (None, f"{ENGLISH} He called it a victoria de la paz.", "en"),
        ("es-MX", "Tregua", "es"),
        ("en-GB", SPANISH, "en"),
        ("ru", SPANISH, "en"),
    ],
)
def test_the_declared_language_counts_else_the_small_words(declared_as: str | None, text: str, language: str) -> None:
    assert language_of(declared_as, text) == language


@pytest.mark.parametrize(
    ("document", "language"),
    [
        (b'<!doctype html><html class="x" lang="es-ES"><body>', "es-ES"),
        (b"<HTML LANG=en_GB>", "en-GB"),
        (b"<html><body><p lang='fr'>", None),
        (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es">', "es"),
        (b"<rss version='2.0'><channel><language> es-AR </language>", "es-AR"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "language": "es"}', "es"),
        (b"plain text", None),
    ],
)
def test_a_document_says_its_language(document: bytes, language: str | None) -> None:
    assert declared(document) == language


def test_a_reading_says_its_language_unless_it_is_english() -> None:
    assert read(None, SPANISH, PageContext()).language == "es"
    assert read(None, SPANISH, PageContext()).extractor.name == "rules-es"
    assert read(None, ENGLISH, PageContext()).language is None


@pytest.mark.parametrize(
    ("verb", "form", "word"),
    [
        ("retirar", "future", "retirarán"),
        ("pedir", "past", "pidió"),
        ("mantener", "past", "mantuvieron"),
        ("concluir", "past", "concluyó"),
        ("romper", "part", "roto"),
        ("negar", "wish", "nieguen"),
        ("exigir", "wish", "exija"),
        ("proponer", "would", "propondría"),
    ],
)
def test_forms_of_spanish_verbs(verb: str, form: str, word: str) -> None:
    assert (word, form) in set(verb_forms(verb))


def test_plurals_inflect_what_a_phrase_is() -> None:
    assert list(noun_forms("alto el fuego")) == ["alto el fuego", "altos el fuego"]
    assert list(noun_forms("violación")) == ["violación", "violaciones"]


def test_no_english_form_tells_by_itself_how_real_it_is() -> None:
    assert {form for _, form in english("withdraw")} == {"base", "s", "past", "part", "ing"}
