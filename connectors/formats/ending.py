"""Where the posts of a page end: under a heading such as "Related stories", unless the posts go on below it."""

from collections import Counter
from itertools import pairwise

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import ends_page, fold
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
    above = [s for b in blocks[:end] if (s := _timed(b)) is not None]
    below = [n for n in range(end, len(blocks)) if _timed(blocks[n]) is not None]
    stamps = [s for n in below if (s := _timed(blocks[n])) is not None]
    if not stamps:
        return False
    if len(above) >= 2:
        down = sum((_step(a, b) or 0) < 0 for a, b in pairwise(above))
        up = sum((_step(a, b) or 0) > 0 for a, b in pairwise(above))
        chain = [above[-1], *stamps]
        return _follows(above[-1], stamps[0], down >= up) and _steady(chain, down >= up) >= 0.7
    filled = sum(any(map(prose, blocks[a:z])) for a, z in zip(below, [*below[1:], len(blocks)], strict=True))
    return (
        len(stamps) >= 3 and filled >= 0.6 * len(stamps) and max(_steady(stamps, True), _steady(stamps, False)) >= 0.8
    )


def _steady(stamps: list[Stamp], newest_first: bool) -> float:
    steps = [_follows(a, b, newest_first) for a, b in pairwise(stamps)]
    return sum(steps) / len(steps) if steps else 1.0


def _follows(a: Stamp, b: Stamp, newest_first: bool) -> bool:
    step = _step(a, b)
    return step is not None and (step <= 0 if newest_first else step >= 0)


def _step(a: Stamp, b: Stamp) -> float | None:
    """From one stamp to the next, in whatever both print: below 0 where the second is older. None: not comparable."""
    if a.instant is not None and b.instant is not None:
        return (b.instant - a.instant).total_seconds()
    if a.day is not None and b.day is not None and (a.month, a.day) != (b.month, b.day):
        return 1 if (b.year or 0, b.month, b.day) > (a.year or 0, a.month, a.day) else -1
    if a.minute is not None and b.minute is not None:
        step = b.minute - a.minute
        return step if abs(step) < 720 else -step
    if a.ago is not None and b.ago is not None:
        return a.ago - b.ago
    return None
