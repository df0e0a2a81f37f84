"""Rendered text as blocks: one a line, by the look of the line alone."""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import (
    FRAMES,
    is_byline,
    is_caption,
    is_empty,
    is_furniture,
    is_label,
    is_name,
    is_titlelike,
    unframed,
    unlinked,
)
from connectors.formats.grammar import alternatives, months, weekdays
from connectors.formats.stamps import Stamp, read
from connectors.formats.words import every, numbers

_RULE = re.compile(
    r"^[\s.]*(?:_[\s_.]*_|\*[\s*]*\*[\s*]*\*|-[\s-]*-[\s-]*-|=[\s=]*=[\s=]*=|~[\s~]*~|[–—][\s–—]*[–—]|⁂|•\s?•\s?•|—)[\s.]*$"
)
_NO_WORD = re.compile(r"^[\W_]+$")
_MARKED = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_BOLD = re.compile(r"^\s*(\*\*|__)(?!\s)([^*_]+)(?<!\s)\1\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•▪●‣·]|\d{1,2}[.)])\s+(?=\S)")
_DATED_LINE = 100
"""Characters of the longest line that can be a byline with a stamp behind it."""


def blocks(text: str) -> list[Block]:
    """The blocks of rendered text, one a line; lines wrapped at a margin are joined as printed."""
    out: list[Block] = []
    gap = ""
    for line in _unwrapped(text):
        if not line.strip():
            gap += "\n"
            continue
        closing = _closing(line) if len(line) <= _TITLE else None
        if closing is None:
            out.append(of_line(line, gap))
        else:
            out += [of_line(line[: closing.start()], gap), of_line(line[closing.start() :], "")]
        gap = "\n"
    return _without_sheets(out)


_SHEETS = 3
"""Sheets on which a line must stand at the least, to the letter, to be what a browser prints on each."""


def _without_sheets(blocks: list[Block]) -> list[Block]:
    """The blocks without the line on every printed sheet: when it was printed, and the page's title."""
    dated = {n for n, b in enumerate(blocks) if b.kind is Kind.PARAGRAPH and b.stamp is not None and _is_exact(b.stamp)}
    seen = Counter(blocks[n].text.strip() for n in dated)
    sheets = {n for n in dated if seen[blocks[n].text.strip()] >= _SHEETS}
    return [replace(b, kind=Kind.BOILERPLATE, stamp=None) if n in sheets else b for n, b in enumerate(blocks)]


def _is_exact(stamp: Stamp) -> bool:
    return stamp.minute is not None and stamp.day is not None


@lru_cache(maxsize=1)
def _split() -> re.Pattern[str]:
    """Where, in a line that says who wrote and when, the stamp can begin."""
    days = alternatives((*months(), *weekdays(), *numbers("days")))
    return re.compile(rf"\s*[|·•–—,-]\s*|\s+(?=(?:at|on|posted|published|updated|{days})\b)|\s+(?=\d)", re.IGNORECASE)


def of_line(line: str, gap: str = "\n\n") -> Block:
    """The block that a line is, by its look."""
    text = line.strip()
    if text[0] in FRAMES:
        line, text = (line, text) if (bare := unframed(text)) == text else (bare, bare)
    if _NO_WORD.match(text[:400]) and (len(text) <= 400 or _NO_WORD.match(text)):
        return Block(Kind.SEPARATOR if _RULE.match(text[:400]) else Kind.BOILERPLATE, line, gap)
    stamp = read(text)
    if stamp is not None and is_empty(stamp.rest):
        return Block(Kind.STAMP, line, gap, stamp=replace(stamp, rest=""))
    signed = _signed(text) if stamp is None else None
    if signed is not None:
        return Block(Kind.STAMP, line, gap, stamp=signed)
    if is_furniture(text):
        return Block(Kind.BOILERPLATE, line, gap)
    marked = _MARKED.match(text) if text[0] == "#" else None
    if marked:
        title = unlinked(marked.group(2))
        return Block(Kind.HEADING, title, gap, level=len(marked.group(1)), stamp=read(title))
    bold = _BOLD.match(text) if len(text) <= 200 else None
    if bold:
        title = unlinked(bold.group(2))
        return Block(Kind.HEADING, title, gap, level=7, stamp=read(title))
    if is_caption(text):
        return Block(Kind.CAPTION, line, gap)
    if text[0] == ">":
        return Block(Kind.QUOTATION, line, gap)
    if _BULLET.match(line):
        return Block(Kind.LIST_ITEM, line, gap, stamp=stamp)
    return Block(Kind.PARAGRAPH, line, gap, stamp=stamp)


def _signed(text: str) -> Stamp | None:
    """The stamp of a line such as "By Ann Lee, 14:05" or "Ann Lee | 2 hours ago": a byline, then a stamp."""
    if len(text) > _DATED_LINE or not any(c.isdigit() for c in text):
        return None
    for at in _split().finditer(text):
        lead = text[: at.start()]
        if is_byline(lead) or is_name(lead) or is_label(lead):
            stamp = read(text[at.end() :])
            if stamp is not None and stamp.timed and stamp.sure and not stamp.rest.strip(" .|"):
                return replace(stamp, printed=text, rest="")
    return None


_TITLE = 260
"""Characters of the longest line that is a title with its stamp behind it."""


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in every("labels", "published"))
    return re.compile(rf"(?<=[^\s,|]),?\s*[|·–—-]?\s*\b(?:{words})(?![^\W\d_])(?=.{{3,40}}$)", re.IGNORECASE)


def _closing(line: str) -> re.Match[str] | None:
    """Where, in a line such as "A title, published at 14:05 BST", the stamp begins."""
    found = _labels().search(line)
    if found is None or not is_titlelike(line[: found.start()]):
        return None
    stamp = read(line[found.start() :])
    return found if stamp is not None and stamp.timed and stamp.label and not stamp.rest.strip(" .") else None


def _unwrapped(text: str) -> list[str]:
    """The lines of a text; where every paragraph is broken at a margin, the lines of a paragraph are one."""
    lines = text.split("\n")
    inner = [len(a) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(inner) < 8:
        return lines
    ranked = sorted(inner)
    margin = ranked[int(len(ranked) * 0.95)]
    full = sum(n >= 0.75 * margin for n in inner)
    if not 40 <= margin <= 110 or full < 0.7 * len(inner):
        return lines
    out: list[str] = []
    for line in lines:
        whole = (
            out and out[-1].strip() and line.strip() and not _stands_alone(out[-1].rpartition("\n")[2], line, margin)
        )
        if whole:
            out[-1] += "\n" + line
        else:
            out.append(line)
    return out


def _stands_alone(above: str, line: str, margin: int) -> bool:
    """Whether a line begins a block of its own though no blank line stands before it."""
    if len(above) < 0.6 * margin:
        return True
    stamp = read(line.strip())
    return stamp is not None and stamp.timed and not stamp.rest.strip()
