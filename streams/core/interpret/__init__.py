"""What a post means for one declared story: whether it belongs to it, and what it says of its status, of the stance of
those who speak, and of what stands beside."""

from functools import lru_cache
from typing import Final

from schemas.evidence import Where
from schemas.ids import digest
from schemas.interpretation import AspectValue, Assertion, Interpretation
from schemas.reading import Extractor, Reading
from schemas.story import Story
from schemas.times import Published
from streams.core.interpret.aspects import aspects
from streams.core.interpret.assertions import announcement, assertions
from streams.core.interpret.belonging import Explanation, Match, explain, match
from streams.core.interpret.compiled import compiled, tagged
from streams.core.interpret.spokesmen import party_of, spoken
from streams.core.interpret.stance import stances
from streams.core.interpret.tongue import LANGUAGES, tongue

__all__ = ["Explanation", "Match", "explain", "interpret", "interpreters", "match", "party_of"]

_RULES: Final = 5
"""Counts changes of the rules in code; those in the data files count themselves."""


def interpret(
    title: str | None,
    text: str,
    published: Published,
    country: str | None,  # noqa: ARG001 - of the outlet; no rule needs it yet
    reading: Reading,
    story: Story,
) -> Interpretation:
    """What the post says of the story, to which it is taken to belong: see `match`.

    Raises BadStory for a ladder with a wrong cue.
    """
    ready = compiled(story, reading.language)
    statements = spoken(reading.statements, story)
    said: list[Assertion] = []
    beside: list[AspectValue] = []
    parts = {where: tagged(part, ready) for where, part in _parts(title, text)}
    for where, rows in parts.items():
        for sentence, tags in rows:
            said += assertions(sentence, tags, where, published, statements, ready)
            beside += aspects(sentence, tags, where, published, ready)
    said += announcement(said, published, statements, ready)
    paths: dict[str, AspectValue] = {}
    for value in beside:
        paths.setdefault(value.path, value)
    return Interpretation(
        interpreter=_interpreter(reading.language),
        assertions=tuple(said),
        stances=tuple(stances(text, parts, statements, said, ready)),
        aspects=tuple(paths[path] for path in sorted(paths)),
    )


def interpreters() -> tuple[Extractor, ...]:
    """The rules of each language in their present version, English first."""
    return tuple(map(_interpreter, (None, *(language for language in LANGUAGES if language != "en"))))


@lru_cache(maxsize=8)
def _interpreter(language: str | None) -> Extractor:
    """English is not named."""
    spoken = tongue(language)
    name = "cues" if language is None else f"cues-{spoken.language}"
    return Extractor(name=name, version=digest(spoken.version, str(_RULES)))


def _parts(title: str | None, text: str) -> tuple[tuple[Where, str], ...]:
    """The text before the title: what both say rests on the text."""
    return ("text", text), ("title", title or "")
