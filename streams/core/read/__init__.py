"""What a post says, whatever story it belongs to: who is reported to have said what for which party, and figures.

`read` is the whole of it; `people` is what one post tells the others of its page about who is who.
"""

from dataclasses import dataclass
from functools import lru_cache

from schemas.ids import digest
from schemas.reading import Extractor, Reading
from streams.core.read.cast import Cast
from streams.core.read.figures import Told, figures
from streams.core.read.languages import language_of
from streams.core.read.pack import LANGUAGES, Pack, pack
from streams.core.read.passages import Reader, parse
from streams.core.read.persons import Person

__all__ = ["PageContext", "Person", "people", "read"]

_RULES = 5
"""Counts changes of the rules in code; those in the data files count themselves."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What is known around a post: its outlet, the country and language of that, its page's title and people."""

    outlet: str | None = None
    country: str | None = None
    language: str | None = None
    page_title: str | None = None
    people: tuple[Person, ...] = ()


@lru_cache(maxsize=8)
def _extractor(language: Pack) -> Extractor:
    return Extractor(name=f"rules-{language.language}", version=digest(language.version, str(_RULES)))


def people(title: str | None, text: str, language: str | None = None) -> tuple[Person, ...]:
    """Those whom a post introduces by name and office, so that other posts of its page can call them by surname."""
    words = pack(language_of(language, text))
    cast = Cast((), None, words)
    for part in (title, text):
        for said in parse(part or "", words).introduced:
            cast.survey(said)
    return cast.persons


def read(title: str | None, text: str, context: PageContext) -> Reading:
    """The reading of one revision of a post. Pure: the same title, text and context give the same reading."""
    language = pack(language_of(context.language, text))
    cast = Cast(context.people, context.country, language)
    page, head, body = (parse(part or "", language) for part in (context.page_title, title, text))
    for part in (page, head, body):
        for said in part.introduced:
            cast.survey(said, headline=part is not body)
    above = Reader(title or "", cast, language).read(head)
    below = Reader(text, cast, language).read(body)
    spans: Told = (*[("title", said.span) for said in above], *[("text", said.span) for said in below])
    return Reading.model_validate(
        {
            "extractor": _extractor(language),
            "statements": [*(said.fields("title") for said in above), *(said.fields("text") for said in below)],
            "figures": figures(title, text, spans, language.language),
            "language": language.language if language.language != LANGUAGES[0] else None,
        }
    )
