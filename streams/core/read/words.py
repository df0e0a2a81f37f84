"""The words of a sentence with their classes. What stands between two blanks is looked up, not parsed anew."""

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from streams.core.memo import Memo
from streams.core.read.gazetteer import known
from streams.core.read.pack import (
    ADV,
    AUX,
    CAP,
    CLASSES,
    FUNCTION,
    HIDDEN,
    LED,
    OPENS,
    PART,
    POSS,
    PRON,
    PUNCT,
    QUOTE,
    TAILS,
    Pack,
)  # fmt: skip

_GAP, _MARK_OF_OWN, _GENITIVE = 1 << 24, 1 << 25, 1 << 26
"""Signs of a word where it stands: after a gap, with a full stop that is a mark of its own, as a genitive mark."""
_REMEMBERED, _LONGEST = 1 << 15, 40
"""How many words are remembered, and of how many characters at most."""
_STOP_INSIDE = re.compile(r"\.\s")
_MORE = " x"
"""Stands behind what ends with a full stop within a sentence, for the word that follows."""


class Words:
    """The words of a sentence, in parallel: lower case, as printed, class bits; how many.

    `union` is all that any of them is, `known` what the gazetteer knows of them.
    """

    __slots__ = ("_ends", "_start", "_text", "bits", "known", "lower", "shown", "size", "union")

    def __init__(self, text: str, start: int, found: Sequence["_Word"], language: Pack) -> None:
        self._text, self._start = text, start
        self._ends: array[int] | None = None
        self.lower: tuple[str, ...] = ()
        self.shown: tuple[str, ...] = ()
        self.bits: tuple[int, ...] = ()
        if found:
            self.lower, self.shown, first, later = zip(*found, strict=True)
            self.bits = later if first[0] == later[0] else (first[0], *later[1:])
        self.size = len(self.lower)
        self.union = union(self.bits)
        if self.union & (_GENITIVE | PART):
            self.bits = _settled(self.lower, self.bits, language)
            self.union = union(self.bits)
        self.known = known(self.lower, self.shown, self.bits, language) if self.union & OPENS else ()

    def start(self, at: int) -> int:
        """Where a word begins in the text."""
        return self.end(at) - len(self.shown[at])

    def end(self, at: int) -> int:
        """Where a word ends in the text; the words are looked for once something is cited."""
        if self._ends is None:
            place, end = self._text.index, self._start
            self._ends = array("I", [end := place(word, end) + len(word) for word in self.shown])
        return self._ends[at]


class _Word(NamedTuple):
    """A word in lower case and as printed, and its bits: where it begins a sentence, and elsewhere."""

    lower: str
    shown: str
    first: int
    later: int


class _Lexicon(Memo[tuple[_Word, ...]]):
    """What stands between two blanks, as words."""

    def __init__(self, language: Pack) -> None:
        super().__init__(_REMEMBERED, _LONGEST)
        self._language = language
        self._words: dict[tuple[str, bool], _Word] = {}

    def __missing__(self, piece: str) -> tuple[_Word, ...]:
        return self.of(piece) if HIDDEN in piece else super().__missing__(piece)

    def of(self, piece: str) -> tuple[_Word, ...]:
        found: list[_Word] = []
        end = -1
        for match in self._language.token.finditer(piece):
            shown, gap = match.group(), match.start() > end
            end = match.end()
            word = self._word(shown, gap)
            if word.later & _MARK_OF_OWN:
                found += (self._word(shown[:-1], gap), self._word(".", False))
            else:
                found.append(word)
        return tuple(found[:-1] if piece.endswith(_MORE) else found)

    def _word(self, shown: str, gap: bool) -> _Word:
        """A word, after a gap or right after the word before."""
        known = self._words.get((shown, gap))
        if known is None:
            known = self._classed(shown, _GAP if gap else 0)
            if len(shown) <= _LONGEST and shown[0] != HIDDEN:
                if len(self._words) >= _REMEMBERED:
                    self._words.clear()
                self._words[shown, gap] = known
        return known

    def _classed(self, word: str, gap: int) -> _Word:
        if word[0] == HIDDEN:
            return _Word(word, word, QUOTE | gap, QUOTE | gap)
        low = word.lower()
        first, later = self._classes(word, low)
        sign = self._language.signs.get(low, 0) | gap
        if low.endswith(TAILS):
            sign |= OPENS | LED
        if word == "'" or word in self._language.genitive:
            sign |= _GENITIVE
        if low[-1] == "." and len(low) > 2 and low[:-1] not in self._language.short and low[-3] != ".":
            sign |= _MARK_OF_OWN
        return _Word(low, word, first | sign, later | sign)

    def _classes(self, word: str, low: str) -> tuple[int, int]:
        bit = self._language.classes.get(low, 0)
        first = word[0]
        if first.islower():
            # al-Marek, d'Arven: the article is small, the name is not.
            name = word[3:4] if word[2:3] == "-" else word[2:3] if word[1:2] == "'" else ""
            bit |= CAP if name.isupper() else 0
            return bit, bit
        if first.isupper():
            named = bit if bit & FUNCTION else bit | CAP
            return named, CAP if bit & (AUX | ADV) else named
        bit = self._language.classes.get(low, 0 if first.isalnum() else PUNCT)
        return bit, bit


_lexicon = lru_cache(maxsize=8)(_Lexicon)


def words(text: str, start: int, end: int, language: Pack) -> Words:
    """The words and marks of text[start:end]; a hidden quotation is one word."""
    pieces = text[start:end].split(" ")
    if _STOP_INSIDE.search(text, start, end):
        _follow(pieces)
    found = list(chain.from_iterable(map(_lexicon(language).__getitem__, pieces)))
    return Words(text, start, found, language)


def _follow(pieces: list[str]) -> None:
    """Show of the pieces with a full stop that they end no sentence."""
    after = ""
    for at in range(len(pieces) - 1, -1, -1):
        bare = pieces[at].strip()
        if bare[-1:] == "." and (after.isalnum() or after in ("_", HIDDEN)):
            pieces[at] += _MORE
        after = bare[:1] or after


def _settled(lower: Sequence[str], bits: tuple[int, ...], language: Pack) -> tuple[int, ...]:
    """The bits, where the mark of a genitive is told from that of "she's", and the particles before a capital belong to
    the name: "de la", "von der".
    """
    out = list(bits)
    for at, bit in enumerate(bits):
        if bit & _GENITIVE and at and (lower[at] in language.genitive or lower[at - 1].endswith("s")):
            out[at] = (AUX if out[at - 1] & PRON else POSS) | bit & _GAP
        before = at - 1
        while bit & CAP and before >= 0 and out[before] & CLASSES == PART:
            out[before] |= CAP
            before -= 1
    return tuple(out)


def union(bits: Sequence[int]) -> int:
    """All that any of these words is."""
    return reduce(or_, bits, 0)


def shown(w: Words, start: int, end: int) -> str:
    """Words [start, end) with plain spacing, without a nickname in quotation marks."""
    out = ""
    for at in range(start, end):
        bits = w.bits[at]
        if not bits & QUOTE:
            out += f" {w.shown[at]}" if bits & _GAP and at > start else w.shown[at]
    return out.strip()
