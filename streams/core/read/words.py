"""A post as the reader sees it: markup blanked, look-alikes folded, its quotations, sentences and words placed.

Every step keeps the length of the text, so that a place in it is a place in the post as printed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sentencex import segment

from streams.core.read.pack import ADV, AUX, CAP, FUNCTION, HIDDEN, PART, POSS, PRON, PUNCT, QUOTE, TOKEN, Pack

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
_MARKS = re.compile(r"[\[\]#*@<]|https?:|__")
_MARK = re.compile(r"[“”„«»\"‘]|(?<!\w)'(?=\w)")
_TERMINAL = re.compile(r"[.!?:;…\"”')\]]\s*$")


def clean(text: str) -> str:
    """The text with letters that only look Latin made Latin and links and emphasis blanked; of the same length."""
    if not text.isascii():
        for sign, plain in _PLAIN:
            text = text.replace(sign, plain)
        if _CYRILLIC.search(text):
            text = _CYRILLIC.sub(lambda m: _LIKE_LATIN[m.group()], text)
    text = text.replace("\t", " ").replace("\r", " ")
    if not _MARKS.search(text):
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


_CLOSE = re.compile(r"(?<=[\w.,!?])'(?!\w)")


def _single(text: str, at: int) -> int:
    """Where a quotation in single marks ends; 0 where the mark opens none. A genitive plural's mark closes none."""
    for close in _CLOSE.finditer(text, at + 2, at + 1500):
        if text[close.start() - 1] == "s" and text[close.end() : close.end() + 2].strip()[:1].islower():
            continue
        return close.end()
    return 0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence, in parallel: lower case, as printed, start and end in the post, class bits; how many."""

    lower: tuple[str, ...]
    shown: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    bits: tuple[int, ...]
    size: int


@lru_cache(maxsize=1 << 16)
def _sorted(word: str, language: Pack) -> tuple[str, int, int]:
    """A word in lower case and its classes: where it begins a sentence, and elsewhere."""
    low = word.lower()
    bit = language.classes.get(low, 0)
    first = word[0]
    if first.islower():
        # al-Marek, d'Arven: the article is small, the name is not.
        name = word[3:4] if word[2:3] == "-" else word[2:3] if word[1:2] == "'" else ""
        bit |= CAP if name.isupper() else 0
        return low, bit, bit
    if first.isupper():
        named = bit if bit & FUNCTION else bit | CAP
        return low, named, CAP if bit & (AUX | ADV) else named
    bit = language.classes.get(low, 0 if first.isalnum() else PUNCT)
    return low, bit, bit


def words(text: str, start: int, end: int, language: Pack, offset: int = 0) -> Words:
    """The words and marks of text[start:end], placed `offset` further on; a hidden quotation is one word."""
    lower: list[str] = []
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    bits: list[int] = []
    for match in TOKEN.finditer(text, start, end):
        word, at = match.group(), match.start() + offset
        if word[0] == HIDDEN:
            low, bit = word, QUOTE
        elif word[0] == "'" and lower and (word == "'s" or (word == "'" and lower[-1].endswith("s"))):
            low, bit = word, AUX if bits[-1] & PRON else POSS
        else:
            low, first, later = _sorted(word, language)
            bit = later if lower else first
        if low[-1] == "." and len(low) > 2 and low[:-1] not in language.short and low[-3] != ".":
            # A full stop inside a sentence that is no abbreviation's: a mark of its own.
            low, first, later = _sorted(word[:-1], language)
            lower.append(low)
            shown.append(word[:-1])
            starts.append(at)
            ends.append(at + len(low))
            bits.append(later if lower[1:] else first)
            word, low, bit, at = ".", ".", PUNCT, at + len(low)
        if bit & CAP and bits and bits[-1] == PART:
            _join_name(bits)
        lower.append(low)
        shown.append(word)
        starts.append(at)
        ends.append(at + len(word))
        bits.append(bit)
    return Words(tuple(lower), tuple(shown), tuple(starts), tuple(ends), tuple(bits), len(lower))


def _join_name(bits: list[int]) -> None:
    """The particles before a capital belong to the name: "de la", "von der"."""
    at = len(bits)
    while at and bits[at - 1] == PART:
        at -= 1
        bits[at] = PART | CAP


def hide(text: str, spans: list[tuple[int, int]]) -> str:
    """The paragraph with its quotations hidden; one that ends a sentence still shows that it does."""
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in spans:
        rest = text[end : end + 3].lstrip()
        stop = text[end - 2 : end - 1] in ".!?" and end - start > 2 and text[end : end + 1] in ("", " ", "\n")
        stop = stop and not rest[:1].islower()
        parts += [text[at:start], HIDDEN * (end - start - stop), "." * stop]
        at = end
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


def shown(w: Words, start: int, end: int) -> str:
    """Words [start, end) with plain spacing, without a nickname in quotation marks."""
    parts: list[str] = []
    for at in range(start, end):
        gap = at > start and w.start[at] > w.end[at - 1]
        if not w.bits[at] & QUOTE:
            parts.append((" " if gap else "") + w.shown[at])
    return "".join(parts).strip()
