"""Segments: what a page is cut into, and what tells blocks of text from those around them."""

from dataclasses import dataclass, field

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import is_byline, is_name, is_role, is_sentence, is_titlelike
from connectors.formats.stamps import Stamp

_FURNITURE = frozenset({Kind.BOILERPLATE, Kind.SEPARATOR})


@dataclass(slots=True)
class Segment:
    """The blocks of one post, its own stamp, and the day heading it stands under."""

    blocks: list[Block] = field(default_factory=list)
    stamp: Stamp | None = None
    day: Stamp | None = None
    native_id: str | None = None
    boxed: bool = False
    """It stands under the label of a box that lists the page's own posts."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A page cut up: what stands before its first post, and its posts, top first."""

    preamble: tuple[Block, ...]
    segments: tuple[Segment, ...]


def day_only(block: Block) -> bool:
    stamp = block.stamp
    return block.kind is Kind.STAMP and stamp is not None and not stamp.timed and stamp.label is None


def prose(block: Block) -> bool:
    return block.kind in (Kind.PARAGRAPH, Kind.QUOTATION, Kind.LIST_ITEM) and is_sentence(block.text)


def content(block: Block) -> bool:
    return block.kind not in _FURNITURE and block.kind is not Kind.STAMP


def titled(block: Block) -> bool:
    """A heading by its markup or by its shape."""
    return block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and is_titlelike(block.text))


def byline(block: Block) -> bool:
    text = block.text
    return block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM) and (is_byline(text) or is_name(text) or is_role(text))


def own_stamp(blocks: list[Block]) -> Stamp | None:
    """The stamp of a post within its blocks: the first that is no note of an update, with what stands next to it."""
    found: Stamp | None = None
    spare: Stamp | None = None
    apart = False
    for block in blocks:
        stamp = block.stamp
        if block.kind is Kind.STAMP and stamp is not None:
            if stamp.label == "updated":
                spare = spare or (stamp if stamp.timed else None)
            elif found is None:
                found, apart = stamp, False
            elif not apart and fits(found, stamp):
                found = merged(found, stamp)
        elif content(block):
            apart = found is not None and not is_byline(block.text)
    if found is not None and not found.timed and spare is not None:
        return merged(found, spare)
    return found or spare


def fits(a: Stamp, b: Stamp) -> bool:
    """Two stamps that stand together and can be one: no clock of one against the other's."""
    if a.minute is None or b.minute is None:
        return not (a.day is not None and b.day is not None and (a.month, a.day) != (b.month, b.day))
    return a.minute % 720 == b.minute % 720


def merged(a: Stamp, b: Stamp) -> Stamp:
    """One stamp of two that stand together: what the first leaves open is the second's."""
    clock = a if a.minute is not None else b
    if a.minute is not None and b.minute is not None and a.minute != b.minute:
        clock = a if a.halves or not b.halves else b
    day = a if a.day is not None else b
    return Stamp(
        printed=f"{a.printed} {b.printed}".strip() if b.printed != a.printed else a.printed,
        minute=clock.minute,
        second=clock.second,
        halves=a.halves or b.halves,
        zone=a.zone or b.zone,
        year=day.year,
        month=day.month,
        day=day.day,
        swapped=day.swapped,
        weekday=a.weekday if a.weekday is not None else b.weekday,
        day_offset=a.day_offset if a.day_offset is not None else b.day_offset,
        ago=a.ago if a.ago is not None else b.ago,
        ago_unit=a.ago_unit if a.ago is not None else b.ago_unit,
        instant=a.instant or b.instant,
        label=a.label or b.label,
        sure=a.sure or b.sure,
    )


def loosen(segments: list[Segment], preamble: list[Block]) -> None:
    """A day above all posts holds for the first one only, if it stands right there: the page may run over midnight."""
    day = segments[0].day
    if any(s.day is not day for s in segments):
        return
    last = next((b for b in reversed(preamble) if content(b) or b.kind is Kind.STAMP), None)
    for n, segment in enumerate(segments):
        if n > 0 or last is None or last.stamp is not day:
            segment.day = None
