"""How two texts are alike, and whether what they tell differs: the words aligned, the places of difference read."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from streams.core.texts import FUNCTION, NEGATION, TITLES, Words, number, shingles

Difference = Literal["number", "name", "negation"]

MOST_WORDS = 4000
"""Longer texts are compared by their first 4000 words: aligning costs the product of both lengths."""

_SLACK = 8
"""Words that one text may have more than the other where an excerpt begins or ends."""

_STRETCH = 6
"""Words on each side of a place of difference that are read there. Beyond, a passage was added or left out, which
contradicts nothing."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`covered`: share of the shorter text's words that stand in the longer one in the same order; `size`: length of
    the shorter over that of the longer; `differs`: what contradicts, where the two are otherwise aligned."""

    covered: float
    size: float
    differs: Difference | None


Gap = tuple[int, int, int, int]
"""Words [i, j) of one text stand where the other has [k, m)."""


def common_share(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the fewer shingles of two texts that the other has: a quick measure that chance words do not raise."""
    return len(one & other) / max(1, min(len(one), len(other)))


def compare(a: Words, b: Words) -> Likeness:
    """Aligns two texts word by word."""
    if len(a) > len(b):
        a, b = b, a
    if not len(a):
        return Likeness(0.0, 0.0, None)
    size = len(a) / len(b)
    a, b = a.first(MOST_WORDS), b.first(MOST_WORDS)
    start, end = _window(a, b)
    gaps: list[Gap] = []
    same, i, k = 0, 0, start
    for block in LCSseq.opcodes(a.codes, b.codes[start:end]).as_matching_blocks():
        if (block.a, block.b + start) != (i, k):
            gaps.append((i, block.a, k, block.b + start))
        same, i, k = same + block.size, block.a + block.size, block.b + start + block.size
    return Likeness(same / len(a), size, _difference(a, b, gaps))


def _window(a: Words, b: Words) -> tuple[int, int]:
    """The part of the longer text in which the shorter one may stand, so that it is not strewn over the rest."""
    room = len(a)
    if len(b) < 2 * room:
        return 0, len(b)
    wanted = set(shingles(a.codes))
    at = [n for n, shingle in enumerate(shingles(b.codes)) if shingle in wanted]
    if not at:
        return 0, 2 * room
    _, before = max((bisect_left(at, place + room) - n, -place) for n, place in enumerate(at))
    start = max(0, -before - _SLACK)
    return start, min(start + room + room // 2 + 2 * _SLACK, len(b))


def _difference(a: Words, b: Words, gaps: list[Gap]) -> Difference | None:
    for i, j, k, m in gaps:
        head, tail = i == 0, j == len(a)
        mine = _near(i, j, head=head, tail=tail, other=m - k)
        theirs = _near(k, m, head=head, tail=tail, other=j - i)
        found = _told_otherwise(a, mine, b, theirs, edge=head or tail)
        if found is not None:
            return found
    return None


def _near(start: int, end: int, *, head: bool, tail: bool, other: int) -> list[int]:
    """The words of a block that stand against the other side's few, not those of a passage added beside them."""
    reach = other + 2 if other < _STRETCH else _STRETCH
    if end - start <= 2 * reach:
        return list(range(start, end))
    first = [] if head else list(range(start, start + reach))
    last = [] if tail else list(range(end - reach, end))
    return first + last


def _told_otherwise(a: Words, mine: list[int], b: Words, theirs: list[int], *, edge: bool) -> Difference | None:
    if edge and not (mine and theirs):
        return None
    low_a, low_b = [a.lower[n] for n in mine], [b.lower[n] for n in theirs]
    if mine and theirs:
        numbers_a = {n for low in low_a if (n := number(low)) is not None}
        numbers_b = {n for low in low_b if (n := number(low)) is not None}
        if numbers_a != numbers_b and (numbers_a - numbers_b) and (numbers_b - numbers_a):
            return "number"
        if bool(numbers_a) != bool(numbers_b) and max(len(mine), len(theirs)) <= 2:
            return "number"
    if max(len(mine), len(theirs)) <= _STRETCH and sum(map(_negates, low_a)) % 2 != sum(map(_negates, low_b)) % 2:
        return "negation"
    if mine and theirs:
        names_a, names_b = _names(a, mine, b), _names(b, theirs, a)
        if names_a - names_b and names_b - names_a:
            return "name"
    return None


def _negates(low: str) -> bool:
    return low in NEGATION or low.endswith("n't")


def _names(of: Words, where: list[int], other: Words) -> set[str]:
    """Capitalised words at these places, but for grammar, titles and words that either text also prints small."""
    found = {of.lower[n] for n in where if of.printed[n][0].isupper()}
    found = {low for low in found if low not in FUNCTION and low not in TITLES and number(low) is None}
    small = (
        {low for w in (of, other) for word, low in zip(w.printed, w.lower, strict=True) if word[0].islower()}
        if found
        else set()
    )
    return found - small
