"""A post as the reader sees it: markup blanked, look-alikes folded, its quotations, sentences and words placed.

Every step keeps the length of the text, so that a place in it is a place in the post as printed.
"""

import re
from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_

from sentencex import segment

from streams.core.read.gazetteer import known
from streams.core.read.mention import Mention, Range
from streams.core.read.pack import (
    ADV,
    AUX,
    CAP,
    CLASSES,
    FUNCTION,
    HIDDEN,
    OPENS,
    PART,
    POSS,
    PRON,
    PUNCT,
    QUOTE,
    TAILS,
    Pack,
)  # fmt: skip

_LIKE_LATIN = dict(zip("АВЕКМНОРСТУХІЈЅаеорсухіјѕ", "ABEKMHOPCTYXIJSaeopcyxijs", strict=True))
_CYRILLIC = re.compile(f"[{''.join(_LIKE_LATIN)}]")
_PLAIN = (
    *((mark, "'") for mark in "’ʼ´`"),
    *((space, " ") for space in "\u00a0\u202f\u2009\u2007\u200b\ufeff\u200e\u200f"),
    ("–", "—"),
    ("\u2011", "-"),
)
"""Marks and spaces of one look under the sign that the rules know, each for each."""
_MARKUP = re.compile(
    r"(?m:^\s*\[@[^\]\n]*\]\([^)\s]*\))|\[[#@]?(?=[^\]\n]*\]\()|\]\([^)\s]*\)|\*+|<https?://[^>\s]*>|https?://\S+|[\[\]#]|_{2,}"
)
_MARKS = ("[", "]", "#", "*", "@", "<", "http:", "https:", "__")
_MARK = re.compile(r"[“”„«»\"‘']")
_TERMINAL = re.compile(r"[.!?:;…\"”')\]]\s*$")


def clean(text: str) -> str:
    """The text with letters that only look Latin made Latin and links and emphasis blanked; of the same length."""
    if not text.isascii():
        for sign, plain in _PLAIN:
            text = text.replace(sign, plain)
        if _CYRILLIC.search(text):
            text = _CYRILLIC.sub(lambda m: _LIKE_LATIN[m.group()], text)
    text = text.replace("\t", " ").replace("\r", " ")
    if not any(mark in text for mark in _MARKS):
        return text
    return _MARKUP.sub(lambda m: " " * len(m.group()), text)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines that are not blank; one that breaks off before a line in lower case is one with it."""
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line) + 1
        if start >= end:
            continue
        if spans and text[start].islower() and not _TERMINAL.search(text[spans[-1][0] : spans[-1][1]][-3:]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([—-/") and bool(after) and not after.isspace()


def quotations(text: str) -> list[tuple[int, int]]:
    """The quotations of a paragraph with their marks: unclosed, one runs to the end; unopened, from the start."""
    spans: list[tuple[int, int]] = []
    opened, single = -1, False
    for mark in _MARK.finditer(text):
        at, char = mark.start(), mark.group()
        if char == "'" and ((at and _word(text[at - 1])) or not _word(text[at + 1 : at + 2])):
            continue
        if single and at < spans[-1][1]:
            continue
        single = False
        if char in "‘'":
            if opened < 0 and (close := _single(text, at)) > 0:
                spans.append((at, close))
                single = True
        elif char in "“„«" or (char == '"' and _opens(text, at)):
            opened = at if opened < 0 else opened
        elif opened >= 0:
            spans.append((opened, at + 1))
            opened = -1
        elif not spans and at and text[at - 1] in ",.!?" and at > 20:
            spans.append((0, at + 1))
    if opened >= 0:
        spans.append((opened, len(text)))
    return spans


def _word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


_CLOSE = re.compile(r"(?<=[\w.,!?])'(?!\w)")


def _single(text: str, at: int) -> int:
    """Where a quotation in single marks ends; 0 where the mark opens none. A genitive plural's mark closes none."""
    for close in _CLOSE.finditer(text, at + 2, at + 1500):
        if text[close.start() - 1] == "s" and text[close.end() : close.end() + 2].strip()[:1].islower():
            continue
        return close.end()
    return 0


class Words:
    """The words of a sentence, in parallel: lower case, as printed, class bits, start and end in the text; how many.

    `union` is all that any of them is, `known` what the gazetteer knows of them, `mentions` are the phrases that were
    described before.
    """

    __slots__ = ("bits", "known", "lower", "mentions", "shown", "size", "spans", "text", "union")

    def __init__(
        self,
        text: str,
        lower: tuple[str, ...],
        shown: Sequence[str],
        bits: tuple[int, ...],
        spans: Sequence[Range],
        language: Pack,
    ) -> None:
        self.text, self.lower, self.shown, self.bits, self.spans = text, lower, shown, bits, spans
        self.size = len(lower)
        self.union = union(bits)
        self.known = known(lower, shown, bits, language) if self.union & OPENS else ()
        self.mentions: dict[tuple[int, int, Range | None], Mention] = {}


_MARK_OF_OWN, _GENITIVE = 1 << 24, 1 << 25
"""Signs of words that are more than looked up: one whose full stop is a mark of its own, a genitive mark."""


class _Classes(dict[str, tuple[str, int, int]]):
    """A word in lower case and its bits: where it begins a sentence, and elsewhere; those met lately are remembered."""

    def __init__(self, language: Pack) -> None:
        self._language = language

    def __missing__(self, word: str) -> tuple[str, int, int]:
        if word[0] == HIDDEN:
            return word, QUOTE, QUOTE
        if len(self) >= 1 << 16:
            self.clear()
        low, first, later = self._sorted(word)
        sign = self._language.signs.get(low, 0)
        if not sign & OPENS and low.endswith(TAILS):
            sign |= OPENS
        if word == "'" or word in self._language.genitive:
            sign |= _GENITIVE
        if low[-1] == "." and len(low) > 2 and low[:-1] not in self._language.short and low[-3] != ".":
            sign |= _MARK_OF_OWN
        self[word] = row = low, first | sign, later | sign
        return row

    def _sorted(self, word: str) -> tuple[str, int, int]:
        low = word.lower()
        bit = self._language.classes.get(low, 0)
        first = word[0]
        if first.islower():
            # al-Marek, d'Arven: the article is small, the name is not.
            name = word[3:4] if word[2:3] == "-" else word[2:3] if word[1:2] == "'" else ""
            bit |= CAP if name.isupper() else 0
            return low, bit, bit
        if first.isupper():
            named = bit if bit & FUNCTION else bit | CAP
            return low, named, CAP if bit & (AUX | ADV) else named
        bit = self._language.classes.get(low, 0 if first.isalnum() else PUNCT)
        return low, bit, bit


_table = lru_cache(maxsize=8)(_Classes)


def words(text: str, start: int, end: int, language: Pack) -> Words:
    """The words and marks of text[start:end]; a hidden quotation is one word."""
    spans = [match.span() for match in language.token.finditer(text, start, end)]
    shown = [text[a:b] for a, b in spans]
    if not spans:
        return Words(text, (), (), (), (), language)
    table = _table(language)
    lower, first, bits = zip(*[table[word] for word in shown], strict=True)
    if first[0] != bits[0]:
        bits = (first[0], *bits[1:])
    signs = union(bits)
    if signs & _MARK_OF_OWN:
        return _parted(text, shown, spans, language)
    if signs & _GENITIVE:
        bits = _genitives(lower, bits, language)
    if signs & PART:
        bits = _joined(bits)
    return Words(text, lower, shown, bits, spans, language)


def _genitives(lower: Sequence[str], bits: Sequence[int], language: Pack) -> tuple[int, ...]:
    """The bits of the words where the mark of a genitive is told from that of "she's"."""
    out = list(bits)
    for at, bit in enumerate(bits):
        if bit & _GENITIVE and at and (lower[at] in language.genitive or lower[at - 1].endswith("s")):
            out[at] = AUX if out[at - 1] & PRON else POSS
    return tuple(out)


def _joined(bits: Sequence[int]) -> tuple[int, ...]:
    """The bits of the words where the particles before a capital belong to the name: "de la", "von der"."""
    out = list(bits)
    for at, bit in enumerate(bits):
        before = at - 1
        while bit & CAP and before >= 0 and out[before] & CLASSES == PART:
            out[before] |= CAP
            before -= 1
    return tuple(out)


def _parted(text: str, found: Sequence[str], places: Sequence[Range], language: Pack) -> Words:
    """These words, where a full stop inside the sentence that is no abbreviation's is a mark of its own."""
    table = _table(language)
    lower: list[str] = []
    shown: list[str] = []
    bits: list[int] = []
    spans: list[Range] = []
    for word, (start, end) in zip(found, places, strict=True):
        low, first, later = table[word]
        bit = later if lower else first
        if bit & _MARK_OF_OWN:
            low, first, later = table[word[:-1]]
            lower.append(low)
            shown.append(word[:-1])
            bits.append(later if lower[1:] else first)
            spans.append((start, end - 1))
            word, low, bit, start = ".", ".", PUNCT, end - 1
        lower.append(low)
        shown.append(word)
        bits.append(bit)
        spans.append((start, end))
    return Words(text, tuple(lower), shown, _joined(_genitives(lower, bits, language)), spans, language)


def hide(text: str, pieces: Sequence[Range]) -> str:
    """The text with the quotations of these paragraphs hidden; one that ends a sentence still shows that it does."""
    if not _MARK.search(text):
        return text
    parts: list[str] = []
    at = 0
    for first, last in pieces:
        piece = text[first:last]
        for start, end in quotations(piece):
            rest = piece[end : end + 3].lstrip()
            stop = piece[end - 2 : end - 1] in ".!?" and end - start > 2 and piece[end : end + 1] in ("", " ", "\n")
            stop = stop and not rest[:1].islower()
            parts += [text[at : first + start], HIDDEN * (end - start - stop), "." * stop]
            at = first + end
    return "".join((*parts, text[at:]))


def sentences(text: str, language: Pack) -> list[tuple[int, int]]:
    """The sentences of a paragraph whose quotations are hidden."""
    spans: list[tuple[int, int]] = []
    at = 0
    for piece in segment(language.language, text):
        start, end = at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        at += len(piece)
        if start >= end:
            continue
        if spans and _goes_on(text, spans[-1], piece.strip(), language):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _goes_on(text: str, last: tuple[int, int], piece: str, language: Pack) -> bool:
    """Was the stop before this piece an abbreviation's?"""
    tail = text[max(last[0], last[1] - 16) : last[1]].lower().split()
    if not tail or not tail[-1].endswith("."):
        return bool(tail) and piece[0].islower() and tail[-1][-1] not in "!?:"
    word = tail[-1].rstrip(".").lstrip("(")
    return word in language.short or (
        word in language.open_short
        and (piece.split()[0].lower().strip(".,;:)") in language.continues or piece[0].islower())
    )


def union(bits: Sequence[int]) -> int:
    """All that any of these words is."""
    return reduce(or_, bits, 0)


def shown(w: Words, start: int, end: int) -> str:
    """Words [start, end) with plain spacing, without a nickname in quotation marks."""
    if start >= end:
        return ""
    text = w.text[w.spans[start][0] : w.spans[end - 1][1]]
    if HIDDEN not in text and "_" not in text:
        return " ".join(text.split())
    parts: list[str] = []
    for at in range(start, end):
        gap = at > start and w.spans[at][0] > w.spans[at - 1][1]
        if not w.bits[at] & QUOTE:
            parts.append((" " if gap else "") + w.shown[at])
    return "".join(parts).strip()
