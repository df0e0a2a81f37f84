"""Posts by what is left of their marks where a page was copied as text: numbers, datelines, wider gaps."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import is_titlelike
from connectors.formats.segment import Cut, Segment, prose, titled

_NUMBER = re.compile(r"^\s*(\d{1,3})[.)]\s+(?=\S)")
_LEAST = 3
_MOST = 0.6
"""Of the prose of a page, or of its parts: what marks hold that are no accident."""


def by_numbers(blocks: list[Block], live: bool) -> Cut | None:
    """The items of one numbered list that runs through a whole live page, each with its text under it."""
    places = _counted(blocks) if live else []
    if len(places) < _LEAST or any(b - a < 2 for a, b in pairwise(places)):
        return None
    ends = [*places[1:], len(blocks)]
    filled = sum(any(prose(b) for b in blocks[a:z]) for a, z in zip(places, ends, strict=True))
    if filled < _MOST * len(places) or sum(map(prose, blocks[places[0] :])) < _MOST * sum(map(prose, blocks)):
        return None
    segments = tuple(Segment([_unnumbered(blocks[a]), *blocks[a + 1 : z]]) for a, z in zip(places, ends, strict=True))
    return Cut(tuple(blocks[: places[0]]), segments)


def _counted(blocks: list[Block]) -> list[int]:
    """The places of the items 1, 2, 3 and so on, as far as they go."""
    out: list[int] = []
    for n, b in enumerate(blocks):
        number = _NUMBER.match(b.text) if b.kind is Kind.LIST_ITEM else None
        if number is not None and int(number.group(1)) == len(out) + 1:
            out.append(n)
        elif number is not None and int(number.group(1)) == 1 and len(out) < _LEAST:
            out = [n]
    return out


def _unnumbered(block: Block) -> Block:
    text = _NUMBER.sub("", block.text)
    heading = is_titlelike(text)
    return replace(block, kind=Kind.HEADING if heading else Kind.PARAGRAPH, text=text, level=7 if heading else 0)


_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?:, [A-Z][\w .]{1,20})?(?: \([\w /]{2,12}\))? ?[—–-]{1,2} (?=\S)"
)


def by_gaps(blocks: list[Block], live: bool) -> Cut | None:
    """The parts of a live page between gaps wider than the usual one, and from dateline to dateline."""
    if not live:
        return None
    widths = Counter(b.gap.count("\n") for b in blocks[1:])
    usual = widths.most_common(1)[0][0] if widths else 0
    opens = [n for n, b in enumerate(blocks) if n and (b.gap.count("\n") > usual or _DATELINE.match(b.text))]
    chunks = [blocks[a:z] for a, z in zip([0, *opens], [*opens, len(blocks)], strict=True)]
    head, *parts = chunks
    filled = [c for c in parts if any(prose(b) for b in c)]
    marked = [c for c in filled if _DATELINE.match(c[0].text) or titled(c[0])]
    if len(filled) < _LEAST or len(marked) < _MOST * len(filled) or len(filled) < 0.8 * len(parts):
        return None
    return Cut(tuple(head), tuple(Segment(c) for c in filled))
