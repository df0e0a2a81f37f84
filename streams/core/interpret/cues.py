"""Cues: rows of words and word classes, and where a sentence has them in that order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.errors import BadStory
from schemas.interpretation import Factuality
from schemas.story import ELEMENT, GAPS, ONLY, Words
from streams.core.interpret.english import listed
from streams.core.interpret.lexicon import Tag, Tags

_BARRIERS: Final = listed(
    "; : but while although though whereas because after before when if unless until despite since"
)
"""Words that no gap may cross: what stands beyond them is another clause."""


@dataclass(frozen=True, slots=True)
class _Element:
    name: str
    forms: frozenset[str]
    gap: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled cue: its elements, which of them is the predicate, and the classes that a sentence needs for it.

    `only` is real, unreal or headline where it holds for no other.
    """

    elements: tuple[_Element, ...]
    predicate: int
    needs: frozenset[str]
    only: str | None = None

    def holds(self, mood: Factuality, headline: bool) -> bool:
        """Whether the cue may be used for a predicate of this mood, in a line of its own or not."""
        match self.only:
            case "real":
                return mood == "happened"
            case "unreal":
                return mood != "happened"
            case "headline":
                return headline
            case _:
                return True


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a sentence: words [start, end), and the predicate's tag."""

    start: int
    end: int
    predicate: Tag


def compile_cue(source: str) -> tuple[Cue, tuple[Words, ...]]:
    """The cue, and the classes of the plain words in it. Raises BadStory for what is no element of a cue."""
    elements: list[_Element] = []
    literal: list[Words] = []
    gap, predicate, only = 0, -1, None
    for part in source.split():
        if part in ONLY:
            only = part[:-1]
            continue
        if part in GAPS:
            gap = GAPS[part]
            continue
        m = ELEMENT.fullmatch(part)
        if m is None:
            raise BadStory(f"no element of a cue: {part!r} in {source!r}")
        if m["star"]:
            predicate = len(elements)
        if m["name"]:
            elements.append(_Element(m["name"], frozenset(m["forms"].split(",")) if m["forms"] else frozenset(), gap))
        else:
            name = f"={m['words']}"
            literal.append(Words(name=name, words=tuple(w.replace("_", " ") for w in m["words"].split("|"))))
            elements.append(_Element(name, frozenset(), gap))
        gap = 0
    if not elements:
        raise BadStory(f"an empty cue: {source!r}")
    return Cue(tuple(elements), predicate, frozenset(e.name for e in elements), only), tuple(literal)


def find(cue: Cue, words: Sequence[str], tags: Tags) -> Iterator[Found]:
    """Where the sentence has the cue: at most once from each first word, by the nearest of its further words."""
    first = cue.elements[0]
    for tag in tags.get(first.name, ()):
        if _fits(tag, first):
            row = _extend(cue, 1, [tag], words, tags)
            if row is not None:
                at = cue.predicate if cue.predicate >= 0 else _verb(row)
                yield Found(row[0].start, max(t.end if t.particle is None else t.particle + 1 for t in row), row[at])


def _extend(cue: Cue, n: int, row: list[Tag], words: Sequence[str], tags: Tags) -> list[Tag] | None:
    if n == len(cue.elements):
        return row
    element, end = cue.elements[n], row[-1].end
    for tag in tags.get(element.name, ()):
        skipped = tag.start - end
        if skipped < 0 or not _fits(tag, element):
            continue
        if skipped > element.gap or (skipped and not _BARRIERS.isdisjoint(words[end : tag.start])):
            break
        done = _extend(cue, n + 1, [*row, tag], words, tags)
        if done is not None:
            return done
    return None


def _fits(tag: Tag, element: _Element) -> bool:
    forms = element.forms
    return not forms or tag.form in forms or ("v" in forms and tag.form != "n")


def _verb(row: Sequence[Tag]) -> int:
    return next((i for i, tag in enumerate(row) if tag.form != "n"), 0)
