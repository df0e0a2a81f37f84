"""A post as the reader sees it: markup blanked, look-alikes folded, its quotations and sentences placed.

Every step keeps the length of the text, so that a place in it is a place in the post as printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from sentencex import segment

from streams.core.read.mention import Range
from streams.core.read.pack import HIDDEN, Pack

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


_NETWORK = re.compile(r"\bon X\. (?=[\w“\"'‘" + HIDDEN + "])")
_CLOSE = re.compile(r"(?<=[\w.,!?])'(?!\w)")


def _single(text: str, at: int) -> int:
    """Where a quotation in single marks ends; 0 where the mark opens none. A genitive plural's mark closes none."""
    for close in _CLOSE.finditer(text, at + 2, at + 1500):
        if text[close.start() - 1] == "s" and text[close.end() : close.end() + 2].strip()[:1].islower():
            continue
        return close.end()
    return 0


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
    for piece in _parted(segment(language.language, text)):
        start, end = at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        at += len(piece)
        if start >= end:
            continue
        if spans and _goes_on(text, spans[-1], piece.strip(), language):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _parted(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences, where the network of one letter ends one: a single letter elsewhere is an initial."""
    for piece in pieces:
        at = 0
        if " on X. " in piece:
            for stop in _NETWORK.finditer(piece):
                yield piece[at : stop.end()]
                at = stop.end()
        yield piece[at:]


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
