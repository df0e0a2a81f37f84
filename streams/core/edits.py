"""What became of a post's content and time between two captures."""

from rapidfuzz.distance import OSA

from schemas.ids import fingerprint
from schemas.posts import Edit
from schemas.times import Published
from streams.core.texts import FUNCTION, NEGATION, Words, number, words

_SHARP = frozenset({"second", "minute"})


def settled(old: Published, new: Published) -> Published:
    """The time that stands: the new one where it contradicts the old or is printed where the old was only inferred.

    Else the old: "5 minutes ago" grows older by itself, and a post without a stamp was there when it was first seen.
    """
    if new.basis != "stamped":
        return old
    if new.precision in _SHARP and (old.precision not in _SHARP or old.basis != "stamped"):
        return new
    apart = (new.earliest is not None and old.latest < new.earliest) or (
        old.earliest is not None and new.latest < old.earliest
    )
    return new if apart else old


def edit_class(old: tuple[str | None, str], new: tuple[str | None, str]) -> Edit:
    """How much two contents (title, text) differ: cosmetic or material."""
    if fingerprint(*old) == fingerprint(*new):
        return "cosmetic"
    a, b = words("\n".join(filter(None, old))), words("\n".join(filter(None, new)))
    if a.lower == b.lower:
        return "cosmetic"
    if len(a) != len(b):
        return "material"
    changed = [n for n, (x, y) in enumerate(zip(a.lower, b.lower, strict=True)) if x != y]
    return "cosmetic" if all(_is_spelling(a, b, n) for n in changed) else "material"


_SPELT = 5
"""Shorter words differ by a letter without either being misspelt."""


def _is_spelling(a: Words, b: Words, at: int) -> bool:
    """Is one word the other misspelt? A slip inside a longer word; names, endings and grammar are never taken for one.

    An ending may be another tense, which tells something else.
    """
    x, y = a.lower[at], b.lower[at]
    if min(len(x), len(y)) < _SPELT or x[0] != y[0] or x[-2:] != y[-2:]:
        return False
    if a.printed[at][0].isupper() or b.printed[at][0].isupper():
        return False
    if any(word in FUNCTION or word in NEGATION or number(word) is not None for word in (x, y)):
        return False
    return OSA.distance(x, y) <= 1
