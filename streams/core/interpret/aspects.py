"""What a post says beside the status: plans and their dates, scope, what remains, what goes on."""

import re
from collections.abc import Iterator
from typing import Final

from schemas.evidence import Span, Where
from schemas.interpretation import AspectValue
from schemas.story import Aspect
from schemas.times import Published
from streams.core.interpret import times
from streams.core.interpret.binding import binds
from streams.core.interpret.compiled import Compiled
from streams.core.interpret.cues import Found, find
from streams.core.interpret.lexicon import Tags
from streams.core.interpret.mood import judge
from streams.core.interpret.tongue import Tongue
from streams.core.sentences import Sentence

_SLUG: Final = re.compile(r"\W+")


def aspects(
    sentence: Sentence, tags: Tags, where: Where, published: Published, story: Compiled
) -> Iterator[AspectValue]:
    """The values of one sentence, each path at most once, in the order of the ladder."""
    done: set[str] = set()
    for row in story.aspects.of(tags):
        for found in find(row.cue, sentence.words, tags, story.tongue):
            mood = row.cue.mood(judge(sentence, found.predicate, story.tongue), sentence.headline)
            if mood is None or mood == "denied":
                continue
            if not binds(sentence, found, tags, story.tongue, agent=story.story.ladder.agent):
                continue
            for value in _values(row.aspect, sentence, found, tags, where, published, story):
                if value.path not in done:
                    done.add(value.path)
                    yield value


def _values(
    aspect: Aspect,
    sentence: Sentence,
    found: Found,
    tags: Tags,
    where: Where,
    published: Published,
    story: Compiled,
) -> Iterator[AspectValue]:
    span = Span(where=where, start=sentence.starts[found.start], end=sentence.ends[found.end - 1])
    if aspect.by_place is not None:
        for tag in tags.get("place", ()):
            place = story.places[story.tongue.owner(" ".join(sentence.words[tag.start : tag.end]))]
            kind = story.kinds[place]
            if kind == aspect.by_place:
                path = f"{aspect.path}.{_SLUG.sub('-', place.lower()).strip('-')}"
                yield AspectValue(span=span, path=path, value=aspect.value or "yes")
        return
    if aspect.value is not None:
        yield AspectValue(span=span, path=aspect.path, value=aspect.value)
        return
    match aspect.kind:
        case "date":
            yield from _date(aspect, sentence, found, where, published, story.tongue)
        case "duration":
            yield from _deadline(aspect, sentence, found, where, published, story.tongue)
        case "number":
            yield from _number(aspect, sentence, found, where, story.tongue)
        case _:
            words = " ".join(sentence.words[found.start : found.end])
            yield AspectValue(span=span, path=aspect.path, value=words)


def _date(
    aspect: Aspect, sentence: Sentence, found: Found, where: Where, published: Published, tongue: Tongue
) -> Iterator[AspectValue]:
    """The day that is still to come when the post is written."""
    time = times.when(sentence, found.predicate, "planned", published, tongue)
    begin = published.earliest or published.latest
    if time is None or time.earliest is None or time.latest is None or time.latest <= begin:
        return
    if time.earliest.date() <= begin.date() and time.earliest <= begin:
        return
    start, end = min(found.start, time.start), max(found.end, time.end)
    yield AspectValue(
        span=Span(where=where, start=sentence.starts[start], end=sentence.ends[end - 1]),
        path=aspect.path,
        value=time.earliest.date().isoformat(),
    )


def _deadline(
    aspect: Aspect, sentence: Sentence, found: Found, where: Where, published: Published, tongue: Tongue
) -> Iterator[AspectValue]:
    """By when, in the words of the post."""
    time = times.when(sentence, found.predicate, "planned", published, tongue)
    if time is None or tongue.mood.deadlines.isdisjoint(sentence.words[time.start : time.start + 2]):
        return
    span = Span(where=where, start=sentence.starts[time.start], end=sentence.ends[time.end - 1])
    yield AspectValue(span=span, path=aspect.path, value=" ".join(sentence.words[time.start : time.end]))


def _number(aspect: Aspect, sentence: Sentence, found: Found, where: Where, tongue: Tongue) -> Iterator[AspectValue]:
    """The first number of the match, with the words for how sharp it is."""
    words = sentence.words
    for i in range(found.start, found.end):
        if words[i][0].isdigit() and not words[i].endswith("%"):
            first = i
            while first > found.start and words[first - 1] in tongue.mood.sharpness:
                first -= 1
            span = Span(where=where, start=sentence.starts[found.start], end=sentence.ends[found.end - 1])
            yield AspectValue(span=span, path=aspect.path, value=" ".join(words[first : i + 1]))
            return
