"""What a post means for one declared story: whether it belongs to it, and what it says of its status, of the stance of
those who speak, and of what stands beside."""

from typing import Final

from schemas.evidence import Where
from schemas.interpretation import AspectValue, Assertion, Interpretation
from schemas.reading import Extractor, Reading
from schemas.story import Story
from schemas.times import Published
from streams.core.interpret.aspects import aspects
from streams.core.interpret.assertions import assertions
from streams.core.interpret.belonging import Match, match
from streams.core.interpret.compiled import compiled
from streams.core.sentences import parsed

__all__ = ["INTERPRETER", "Match", "interpret", "match"]

INTERPRETER: Final = Extractor(name="cues", version="1")
"""Its version goes up whenever the same post may be interpreted otherwise."""


def interpret(
    title: str | None,
    text: str,
    published: Published,
    country: str | None,  # noqa: ARG001 - of the outlet; no rule of English needs it
    reading: Reading,
    story: Story,
) -> Interpretation:
    """What the post says of the story, to which it is taken to belong: see `match`.

    Raises BadStory for a ladder with a wrong cue.
    """
    ready = compiled(story)
    said: list[Assertion] = []
    beside: list[AspectValue] = []
    parts: tuple[tuple[Where, str], ...] = (("title", title or ""), ("text", text))
    for where, part in reversed(parts):
        for sentence in parsed(part):
            tags = ready.lexicon.tags(sentence.words)
            if not tags:
                continue
            said += assertions(sentence, tags, where, published, reading.statements, ready)
            beside += aspects(sentence, tags, where, published, ready)
    paths: dict[str, AspectValue] = {}
    for value in beside:
        paths.setdefault(value.path, value)
    return Interpretation(
        interpreter=INTERPRETER, assertions=tuple(said), aspects=tuple(paths[path] for path in sorted(paths))
    )
