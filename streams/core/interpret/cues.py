"""Cues: rows of words and word classes, and where a sentence has them in that order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from schemas.errors import BadStory
from schemas.interpretation import Factuality
from schemas.story import ELEMENT, GAPS, ONLY, Words
from streams.core.interpret.lexicon import Tag, Tags
from streams.core.interpret.tongue import Tongue

_FAR: Final = GAPS["..."]
_MARKS: Final = frozenset("\"”“'‘’[]()")
"""Marks that count for nothing between two words."""
_NAMES: Final = ("actor", "place", "foreign")
"""Classes of names."""


@dataclass(frozen=True, slots=True)
class _Element:
    name: str
    forms: frozenset[str]
    gap: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled cue: its elements, which of them is the predicate, and the classes that a sentence needs for it.

    `only` is real, unreal or headline where it holds for no other, denied where it says that something is not so,
    planned where it says so of the time to come, absent where what is denied makes it so.
    """

    elements: tuple[_Element, ...]
    predicate: int
    needs: frozenset[str]
    only: str | None = None

    def mood(self, judged: Factuality | None, headline: bool) -> Factuality | None:
        """How real the cue takes what is judged so, in a line of its own or not; None where it says nothing of it."""
        match self.only:
            case "real" if judged != "happened":
                return None
            case "unreal" if judged == "happened":
                return None
            case "headline" if not headline:
                return None
            case "denied":
                return "denied" if judged == "happened" else None
            case "planned":
                return "planned" if judged == "happened" else judged
            case "absent":
                return "happened" if judged == "denied" else None
            case _:
                return judged


class Found(NamedTuple):
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


def find(cue: Cue, words: Sequence[str], tags: Tags, tongue: Tongue) -> Iterator[Found]:
    """Where the sentence has the cue: at most once from each first word, by the nearest of its further words."""
    first = cue.elements[0]
    for tag in tags.get(first.name, ()):
        if _fits(tag, first):
            row = _extend(cue, 1, [tag], words, tags, tongue)
            if row is not None:
                at = cue.predicate if cue.predicate >= 0 else _verb(row)
                yield Found(row[0].start, max(t.end if t.particle is None else t.particle + 1 for t in row), row[at])


def _extend(cue: Cue, n: int, row: list[Tag], words: Sequence[str], tags: Tags, tongue: Tongue) -> list[Tag] | None:
    if n == len(cue.elements):
        return row
    element, end = cue.elements[n], row[-1].end
    for tag in tags.get(element.name, ()):
        if tag.start < end or not _fits(tag, element):
            continue
        between = words[end : tag.start]
        if (
            between
            and not _within(between, element.gap, tongue)
            and not _named(end, tag.start, words, element.gap, tags, tongue)
        ):
            break
        done = _extend(cue, n + 1, [*row, tag], words, tags, tongue)
        if done is not None:
            return done
    return None


def _within(between: Sequence[str], gap: int, tongue: Tongue) -> bool:
    """Whether a gap may skip these words."""
    if len(between) > gap and len(between) - sum(word in _MARKS for word in between) > gap:
        return False
    if any(word == "," and after in tongue.mood.joining for word, after in pairwise(between)):
        return False
    return (tongue.near_barriers if gap < _FAR else tongue.barriers).isdisjoint(between)


def _named(start: int, end: int, words: Sequence[str], gap: int, tags: Tags, tongue: Tongue) -> bool:
    """Whether the gap may skip these words if a name of several words counts as one."""
    inside = (t for name in _NAMES for t in tags.get(name, ()) if start <= t.start and t.end <= end)
    rest = {i for tag in inside for i in range(tag.start + 1, tag.end)}
    return bool(rest) and _within([words[i] for i in range(start, end) if i not in rest], gap, tongue)


def _fits(tag: Tag, element: _Element) -> bool:
    forms = element.forms
    return not forms or tag.form in forms or ("v" in forms and tag.form != "n")


def _verb(row: Sequence[Tag]) -> int:
    return next((i for i, tag in enumerate(row) if tag.form != "n"), 0)
