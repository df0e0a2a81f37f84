"""Repeats within one post: a headline that says what a paragraph says, a lead that quotes a piece of what follows.

One speaker, the same words: that is one statement in two wrappings, not two.
"""

import re
from collections.abc import Sequence
from typing import Final

from schemas.reading import Statement
from streams.core.texts import FUNCTION, words

STEM: Final = 5
"""Letters by which forms of a word meet: coordinated, coordination. Fewer join strangers, more part kin."""

SHARED: Final = 0.5
"""Of the fewer telling words of two statements, from which they say the same: a headline keeps half of its lead's."""

_QUOTED = re.compile(r'["“„«]([^"“”„«»]{3,160})["”»]')


def repeated(statements: Sequence[Statement], title: str, text: str) -> dict[int, int]:
    """Which statements repeat which earlier one of the post, by index; a headline repeats what the text says."""
    order = sorted(range(len(statements)), key=lambda i: (statements[i].span.where == "title", i))
    told = [_Told(s, title if s.span.where == "title" else text) for s in statements]
    found: dict[int, int] = {}
    for at, i in enumerate(order):
        for j in order[:at]:
            if j not in found and told[i].repeats(told[j]):
                found[i] = j
                break
    return found


class _Told:
    def __init__(self, statement: Statement, text: str) -> None:
        said = text[statement.span.start : statement.span.end]
        self.party, self.name = statement.party, statement.canonical
        self.headline = statement.span.where == "title"
        names = _stems(f"{statement.canonical or ''} {statement.speaker or ''}")
        self.stems = _stems(said) - names
        self.quoted = tuple(_stems(q) for q in _QUOTED.findall(said))

    def repeats(self, other: "_Told") -> bool:
        if self.party != other.party or (self.name and other.name and self.name != other.name and not self.headline):
            return False
        shared, least = self.stems & other.stems, min(len(self.stems), len(other.stems))
        if least and len(shared) >= max(2, SHARED * least):
            return True
        return any(q and q <= other.stems for q in self.quoted) or any(q and q <= self.stems for q in other.quoted)


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:STEM] for w in words(text).lower if w not in FUNCTION and len(w) > 2)
