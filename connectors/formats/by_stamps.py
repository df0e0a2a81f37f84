"""Posts by stamps: whole lines or heads of lines that open a post, stand under its title, or close it."""

import re
from collections import Counter
from dataclasses import replace
from itertools import accumulate, takewhile

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import ends_page, is_byline, is_name, opens_box
from connectors.formats.order import newest_first, steady
from connectors.formats.segment import Cut, Segment, byline, content, day_only, fits, loosen, own_stamp, prose, titled
from connectors.formats.stamps import Stamp
from schemas.errors import BrokenInvariant

_DELIMITED = re.compile(r"^[*_\s]*(?:[:–—|.)\]-]{1,2}|\s)[*_\s]*(?=[^\Wa-z]|[\"“'‘«(\[@#$£€])")


def post_stamps(blocks: list[Block]) -> tuple[list[Block], list[int]]:
    """The blocks with stamps set off from what follows them on their line, and the places of those that open posts."""
    whole = [n for n, b in enumerate(blocks) if b.kind is Kind.STAMP and b.stamp is not None and b.stamp.timed]
    sure = [n for n in whole if _stamp(blocks, n).sure]
    if len(sure) >= max(1, len(whole) - len(sure)) or len(whole) < 3:
        loose = set(whole) - set(sure)
        whole = sure
        blocks = [replace(b, kind=Kind.PARAGRAPH, stamp=None) if n in loose else b for n, b in enumerate(blocks)]
    inline = [n for n, b in enumerate(blocks) if opens_line(b)]
    alone = _dominant(blocks, whole)
    if len(inline) >= max(2, len(alone) + 1):
        return _set_off(blocks, [], inline)
    alike = _of_one_form(blocks, alone, inline)
    return _set_off(blocks, whole, alike)


def _of_one_form(blocks: list[Block], alone: list[int], inline: list[int]) -> list[int]:
    """The stamps at the head of a title that open posts like those in lines of their own: in their form and order."""
    if not alone or not inline:
        return []
    forms = Counter(_form(_stamp(blocks, n)) for n in alone)
    usual = forms.most_common(1)[0][0]
    alike = [n for n in inline if _form(_stamp(blocks, n)) == usual]
    own = [_stamp(blocks, n) for n in alone]
    both = [_stamp(blocks, n) for n in sorted([*alone, *alike])]
    down = newest_first(own)
    keeps = (1 - steady(both, down)) * (len(both) - 1) <= (1 - steady(own, down)) * (len(own) - 1)
    return alike if len(alike) >= 2 and len(own) >= 2 and keeps else []


def _form(stamp: Stamp) -> tuple[object, ...]:
    return (stamp.shape, stamp.halves, stamp.zone, stamp.second is None)


def _set_off(blocks: list[Block], whole: list[int], inline: list[int]) -> tuple[list[Block], list[int]]:
    """The blocks with the `inline` stamps in lines of their own, and the places of those and of the `whole` ones."""
    at, kept = set(inline), set(whole)
    out: list[Block] = []
    places: list[int] = []
    for n, b in enumerate(blocks):
        if n in at or n in kept:
            places.append(len(out))
        if n not in at or b.stamp is None:
            out.append(b)
            continue
        rest = b.stamp.rest.lstrip(" *_:–—|·•.)]-")
        out.append(Block(Kind.STAMP, b.stamp.printed, b.gap, stamp=replace(b.stamp, rest="")))
        kind = Kind.PARAGRAPH if b.kind is Kind.LIST_ITEM else b.kind
        out.append(replace(b, kind=kind, text=rest, gap=" ", stamp=None))
    return out, _openers(out, places)


def _stamp(blocks: list[Block], n: int) -> Stamp:
    """The stamp at a place that holds one."""
    stamp = blocks[n].stamp
    if stamp is None:
        raise BrokenInvariant(f"block {n} is taken for a stamp and is none")
    return stamp


def opens_line(block: Block) -> bool:
    stamp = block.stamp
    if block.kind is Kind.STAMP or stamp is None or not stamp.rest or not (stamp.minute is not None or stamp.since):
        return False
    lead = stamp.rest.strip(" |·•,–—-")
    if is_name(lead) or is_byline(lead):
        return True
    return stamp.minute is not None and _DELIMITED.match(stamp.rest) is not None


def _dominant(blocks: list[Block], places: list[int]) -> list[int]:
    """Those of the stamps that have the shape most of them have."""
    shapes = Counter(_stamp(blocks, n).shape for n in places)
    if not shapes:
        return []
    usual = shapes.most_common(1)[0][0]
    return [n for n in places if _stamp(blocks, n).shape == usual]


_HANDLE = re.compile(r"(?<![\w.])@\w{3,15}\b")
_EMBED = 4
"""Lines of an embedded post between the name of its account and its time."""


def _embedded(blocks: list[Block], n: int) -> bool:
    """Whether a stamp is that of a post from elsewhere: clock and day, some lines under the name of an account."""
    stamp = blocks[n].stamp
    if stamp is None or stamp.minute is None or stamp.day is None:
        return False
    above = takewhile(lambda b: b.kind is not Kind.STAMP, reversed(blocks[max(0, n - _EMBED) : n]))
    return any(len(b.text) <= 80 and _HANDLE.search(b.text) for b in above)


_FEW = 0.35


def _openers(blocks: list[Block], places: list[int]) -> list[int]:
    """Without the page's own stamps, notes of updates and embedded posts; of several that stand together, the first."""
    apart = [n for n in places if _embedded(blocks, n)]
    if len(apart) <= len(places) / 2 or all(_embedded(blocks, n) for n in places if _dated(blocks, n)):
        places = [n for n in places if n not in set(apart)]
    usual = _dominant(blocks, places)
    if not usual:
        return []
    updates = _stamp(blocks, usual[0]).label == "updated"
    common = set(usual)
    if len(usual) >= 2:
        within = [n for n in places if usual[0] < n < usual[-1] and n not in common]
        strange = set(within) if len(within) <= _FEW * len(places) else set()
        above = {n for n in places if n < usual[0] and not _relative(blocks, n)}
        places = [n for n in places if n not in strange and n not in above]
    out: list[int] = []
    filled = list(accumulate((content(b) and not byline(b) for b in blocks), initial=0))
    for n in places:
        if _stamp(blocks, n).label == "updated" and not updates:
            continue
        if out and filled[n] == filled[out[-1]]:
            one, other = blocks[out[-1]].stamp, blocks[n].stamp
            if one is not None and other is not None and fits(one, other):
                continue
            out.pop()
        out.append(n)
    return out


def _dated(blocks: list[Block], n: int) -> bool:
    stamp = blocks[n].stamp
    return stamp is not None and stamp.day is not None


def _relative(blocks: list[Block], n: int) -> bool:
    stamp = blocks[n].stamp
    return stamp is not None and stamp.ago is not None and stamp.label is None


def by_stamps(blocks: list[Block], stamps: list[int]) -> Cut:
    starts = _starts(blocks, stamps)
    ends = [*starts[1:], len(blocks)]
    segments: list[Segment] = []
    day: Stamp | None = None
    boxed = False
    for block in blocks[: starts[0]]:
        day = block.stamp if day_only(block) else day
        boxed = opens_box(block.text) if block.kind is not Kind.SEPARATOR else boxed
    for at, start, end in zip(stamps, starts, ends, strict=True):
        inside = blocks[start:end]
        stamp = own_stamp(blocks[at:end]) if start <= at < end else blocks[at].stamp
        segments.append(Segment([b for b in inside if not _opens_day(b, inside)], stamp, day, boxed=boxed))
        for block in inside:
            if day_only(block) and block.stamp is not None and block.stamp is not stamp:
                day = block.stamp
            if boxed and ends_page(block.text):
                boxed = False
    preamble = blocks[: starts[0]]
    loosen(segments, preamble)
    if _stamp(blocks, stamps[0]).label == "updated" and sum(map(prose, preamble)) >= 2:
        first, last = segments[0].stamp, segments[-1].stamp
        grows_down = first is not None and last is not None and (first.minute or 0) < (last.minute or 0)
        segments.insert(0 if grows_down else len(segments), Segment(preamble))  # the article to which they were added
    return Cut(tuple(preamble), tuple(segments))


def _opens_day(block: Block, inside: list[Block]) -> bool:
    return day_only(block) and block is inside[-1]


def _starts(blocks: list[Block], stamps: list[int]) -> list[int]:
    """Where each post begins: at its stamp, at the title above it, or below the stamp that closes the last post."""
    above = [_title_above(blocks, n, stamps[i - 1] if i else -1) for i, n in enumerate(stamps)]
    below = [_next(blocks, n + 1, stamps[i + 1] if i + 1 < len(stamps) else len(blocks)) for i, n in enumerate(stamps)]
    has_above = sum(a is not None for a in above) / len(stamps)
    has_below = sum(b is not None and titled(blocks[b]) for b in below) / len(stamps)
    marked_above = sum(a is not None and blocks[a].kind is Kind.HEADING for a in above)
    marked_below = sum(b is not None and blocks[b].kind is Kind.HEADING for b in below)
    if len(stamps) == 1 and has_below:
        return stamps  # the page's own title stands above its only post
    if has_above >= 0.7 and (
        marked_above > 2 * marked_below or (has_below <= 0.4 or _ends_in_prose(blocks, stamps[-1]))
    ):
        return [n if a is None else a for n, a in zip(stamps, above, strict=True)]
    if _closing(blocks, stamps):
        first = next((n for n in range(stamps[0] - 1, -1, -1) if titled(blocks[n]) and not byline(blocks[n])), 0)
        return [first, *(n + 1 for n in stamps[:-1])]
    return stamps


def _ends_in_prose(blocks: list[Block], last: int) -> bool:
    """Whether the last post ends in prose: then what stands above the stamps is no caption of the posts above them."""
    stop = next((n for n in range(last + 1, len(blocks)) if ends_page(blocks[n].text)), len(blocks))
    text = [b for b in blocks[last + 1 : stop] if content(b)]
    return bool(text) and prose(text[-1])


def _title_above(blocks: list[Block], stamp: int, floor: int) -> int | None:
    """The place of the title that stands over a stamp, with nothing but names between them."""
    n = stamp - 1
    while n > floor and (byline(blocks[n]) or (blocks[n].kind is Kind.STAMP and not day_only(blocks[n]))):
        n -= 1
    if n > floor and blocks[n].kind in (Kind.HEADING, Kind.PARAGRAPH) and titled(blocks[n]):
        return n
    return None


def _next(blocks: list[Block], start: int, end: int) -> int | None:
    return next((n for n in range(start, end) if content(blocks[n]) and not byline(blocks[n])), None)


def _closing(blocks: list[Block], stamps: list[int]) -> bool:
    """Whether stamps stand under their posts: prose above the first one, none below the last one."""
    last = blocks[stamps[-1] + 1 :]
    stop = next((n for n, b in enumerate(last) if ends_page(b.text)), len(last))
    if any(content(b) and not byline(b) for b in last[:stop]):
        return False
    return any(prose(b) for b in blocks[: stamps[0]])
