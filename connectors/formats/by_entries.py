"""Posts by marked entries: the markup shows where each begins and ends."""

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import opens_box
from connectors.formats.segment import Cut, Segment, content, day_only, loosen, own_stamp
from connectors.formats.stamps import Stamp


def by_entries(blocks: list[Block]) -> Cut:
    preamble: list[Block] = []
    segments: list[Segment] = []
    day: Stamp | None = None
    current: Segment | None = None
    boxed = False
    for block in blocks:
        if block.kind is Kind.SEPARATOR:
            if block.entry is None:
                current = None
            else:
                current = Segment(day=day, native_id=block.entry or None, boxed=boxed)
                segments.append(current)
        elif current is not None:
            current.blocks.append(block)
        else:
            if not segments:
                preamble.append(block)
            if day_only(block):
                day = block.stamp
            if content(block):
                boxed = opens_box(block.text)
    for segment in segments:
        segment.stamp = own_stamp(segment.blocks)
    loosen(segments, preamble)
    return Cut(tuple(preamble), tuple(segments))
