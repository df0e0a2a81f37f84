"""What the gazetteer knows of a sentence: which phrases of it name offices, bodies, countries and groups."""

from collections.abc import Sequence
from typing import NamedTuple

from streams.core.read.pack import FUNCTION, LED, OPENS, Kind, Node, Pack

_NOTHING: Node = (None, {})


class Found(NamedTuple):
    """An entry of the gazetteer at words [start, end)."""

    start: int
    end: int
    kind: Kind
    value: str


def known(
    lower: Sequence[str], shown: Sequence[str], bits: Sequence[int], language: Pack
) -> tuple[tuple[Found, ...], ...]:
    """All entries at each word that begins one, from the left, the longest first."""
    rows: list[tuple[Found, ...]] = []
    size = len(lower)
    for at in [k for k, bit in enumerate(bits) if bit & OPENS]:
        words, stop = language.gazetteer, at
        row: list[Found] = []
        while stop < size:
            word = lower[stop]
            entry, more = words.get(word, _NOTHING)
            if entry is None and bits[stop] & LED:
                entry = words.get(word.rpartition("-")[0], _NOTHING)[0]
            stop += 1
            if entry is not None and (not entry.proper or _capital(shown[at], bits[at])):
                row.append(Found(at, stop, entry.kind, entry.value))
            if not more:
                break
            words = more
        if row:
            rows.append(tuple(row[::-1]) if len(row) > 1 else (row[0],))
    return tuple(rows)


def _capital(shown: str, bits: int) -> bool:
    """Is it printed as a name: capitalised, and in capitals where it is a name only then ("US", "WHO")?"""
    return shown[0].isupper() and (len(shown) > 3 or not bits & FUNCTION or shown.isupper())
