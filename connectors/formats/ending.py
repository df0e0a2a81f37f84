"""Where the posts of a page end: under a heading such as "Related stories", unless the posts go on below it."""

from collections import Counter

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import ends_page, fold
from connectors.formats.order import follows, newest_first, steady
from connectors.formats.segment import prose
from connectors.formats.stamps import Stamp

_BEFORE = 3
"""Paragraphs that stand above the end of a page at the least; menus have none."""
_REPEATED = 3
"""A heading that comes back so often belongs to the posts."""

_TRIED = 50
"""Headings that are looked at, so that a page of nothing else costs no more than others."""


def without_tail(blocks: list[Block]) -> list[Block]:
    """The blocks above the first heading under which no more posts stand."""
    ends = [n for n, b in enumerate(blocks) if b.kind is not Kind.STAMP and ends_page(b.text)]
    if not ends:
        return blocks
    said = Counter(fold(blocks[n].text) for n in ends)
    above = 0
    seen = 0
    for n in ends[:_TRIED]:
        above += sum(map(prose, blocks[seen:n]))
        seen = n
        if above >= _BEFORE and said[fold(blocks[n].text)] < _REPEATED and not _goes_on(blocks, n):
            return blocks[:n]
    return blocks


def _timed(block: Block) -> Stamp | None:
    stamp = block.stamp
    return stamp if stamp is not None and stamp.timed and stamp.sure and stamp.label != "updated" else None


def _goes_on(blocks: list[Block], end: int) -> bool:
    """Whether the stamps below follow on from those above; below an introduction, whether they are in order at all."""
    lines = [s for b in blocks[:end] if b.kind is Kind.STAMP and (s := _timed(b)) is not None]
    above = lines if len(lines) >= 2 else [s for b in blocks[:end] if (s := _timed(b)) is not None]
    dated, relative, _ = Counter(s.shape for s in above).most_common(1)[0][0] if above else (False, True, None)
    below = [
        n
        for n in range(end, len(blocks))
        if (s := _timed(blocks[n])) is not None and (s.shape[0] or not dated) and (relative or not s.shape[1])
    ]
    stamps = [s for n in below if (s := _timed(blocks[n])) is not None]
    if not stamps:
        return False
    if len(above) >= 2:
        down = newest_first(above)
        return follows(above[-1], stamps[0], down) and steady([above[-1], *stamps], down) >= 0.7
    filled = sum(any(map(prose, blocks[a:z])) for a, z in zip(below, [*below[1:], len(blocks)], strict=True))
    return len(stamps) >= 3 and filled >= 0.6 * len(stamps) and max(steady(stamps, True), steady(stamps, False)) >= 0.8
