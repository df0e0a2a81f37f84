"""The one segmenter: blocks into the segments of a page, a post each, whatever the page's format and layout."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import accumulate

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import ends_page, is_byline, is_name, is_role, is_sentence, is_titlelike, opens_box
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
    by: str


def cut(blocks: list[Block], live: bool) -> Cut | None:
    """The posts of a page by the strongest sign it gives: marked entries, stamps, rules, headings. None: no sign.

    `live`: something says that the page is a live one, so that weak signs count.
    """
    if any(b.entry is not None for b in blocks):
        return _by_entries(blocks)
    blocks, stamps = _post_stamps(blocks)
    if len(stamps) >= 2 or (stamps and live):
        return _by_stamps(blocks, stamps)
    days = [n for n, b in enumerate(blocks) if _day_only(b)]
    if len(days) >= (2 if live else 4) and not stamps and _filled(blocks, days) >= 0.8:
        return _by_stamps(blocks, days)
    return _by_rules(blocks, live) or _by_headings(blocks, live)


def _day_only(block: Block) -> bool:
    stamp = block.stamp
    return block.kind is Kind.STAMP and stamp is not None and not stamp.timed and stamp.label is None


def _filled(blocks: list[Block], starts: list[int]) -> float:
    """The share of these places under which prose stands before the next."""
    ends = [*starts[1:], len(blocks)]
    return sum(any(_prose(b) for b in blocks[a:z]) for a, z in zip(starts, ends, strict=True)) / len(starts)


def _prose(block: Block) -> bool:
    return block.kind in (Kind.PARAGRAPH, Kind.QUOTATION, Kind.LIST_ITEM) and is_sentence(block.text)


def _content(block: Block) -> bool:
    return block.kind not in _FURNITURE and block.kind is not Kind.STAMP


def titled(block: Block) -> bool:
    """A heading by its markup or by its shape."""
    return block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and is_titlelike(block.text))


# Marked entries


def _by_entries(blocks: list[Block]) -> Cut:
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
            if _day_only(block):
                day = block.stamp
            if _content(block):
                boxed = opens_box(block.text)
    for segment in segments:
        segment.stamp = _own_stamp(segment.blocks)
    _loosen(segments, preamble)
    return Cut(tuple(preamble), tuple(segments), "entries")


def _own_stamp(blocks: list[Block]) -> Stamp | None:
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
            elif not apart and _fits(found, stamp):
                found = merged(found, stamp)
        elif _content(block):
            apart = found is not None and not is_byline(block.text)
    if found is not None and not found.timed and spare is not None:
        return merged(found, spare)
    return found or spare


def _fits(a: Stamp, b: Stamp) -> bool:
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


# Stamps

_DELIMITED = re.compile(r"^[*_\s]*(?:[:–—|.)\]-]|\s)[*_\s]*(?=[^\Wa-z]|[\"“'‘«(\[@#$£€])")


def _post_stamps(blocks: list[Block]) -> tuple[list[Block], list[int]]:
    """The blocks with stamps set off from what follows them on their line, and the places of those that open posts."""
    whole = [n for n, b in enumerate(blocks) if b.kind is Kind.STAMP and b.stamp is not None and b.stamp.timed]
    sure = [n for n in whole if blocks[n].stamp.sure]  # type: ignore[union-attr]  # whole holds stamps only
    if len(sure) >= max(1, len(whole) - len(sure)) or len(whole) < 3:
        loose = set(whole) - set(sure)
        whole = sure
        blocks = [replace(b, kind=Kind.PARAGRAPH, stamp=None) if n in loose else b for n, b in enumerate(blocks)]
    inline = [n for n, b in enumerate(blocks) if _opens_line(b)]
    if len(inline) >= max(2, len(_dominant(blocks, whole)) + 1):
        at = set(inline)
        out: list[Block] = []
        whole = []
        for n, b in enumerate(blocks):
            if n not in at or b.stamp is None:
                out.append(b)
                continue
            whole.append(len(out))
            rest = b.stamp.rest.lstrip(" *_:–—|.)]-")
            out.append(Block(Kind.STAMP, b.stamp.printed, b.gap, stamp=replace(b.stamp, rest="")))
            kind = Kind.PARAGRAPH if b.kind is Kind.LIST_ITEM else b.kind
            out.append(replace(b, kind=kind, text=rest, gap=" ", stamp=None))
        blocks = out
    return blocks, _openers(blocks, whole)


def _opens_line(block: Block) -> bool:
    stamp = block.stamp
    if block.kind is Kind.STAMP or stamp is None or not stamp.rest or stamp.minute is None:
        return False
    return _DELIMITED.match(stamp.rest) is not None


def _dominant(blocks: list[Block], places: list[int]) -> list[int]:
    """Those of the stamps that have the shape most of them have."""
    shapes = Counter(blocks[n].stamp.shape for n in places)  # type: ignore[union-attr]  # places hold stamps only
    if not shapes:
        return []
    usual = shapes.most_common(1)[0][0]
    return [n for n in places if blocks[n].stamp.shape == usual]  # type: ignore[union-attr]


def _openers(blocks: list[Block], places: list[int]) -> list[int]:
    """Without the page's own stamps and notes of updates; of several that stand together, the first."""
    usual = _dominant(blocks, places)
    if not usual:
        return []
    updates = blocks[usual[0]].stamp.label == "updated"  # type: ignore[union-attr]
    first = usual[0] if len(usual) >= 2 else places[0]
    out: list[int] = []
    filled = list(accumulate((_content(b) and not _byline(b) for b in blocks), initial=0))
    for n in places:
        if n < first or (blocks[n].stamp.label == "updated" and not updates):  # type: ignore[union-attr]
            continue
        if out and filled[n] == filled[out[-1]]:
            one, other = blocks[out[-1]].stamp, blocks[n].stamp
            if one is not None and other is not None and _fits(one, other):
                continue
            out.pop()
        out.append(n)
    return out


def _byline(block: Block) -> bool:
    text = block.text
    return block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM) and (is_byline(text) or is_name(text) or is_role(text))


def _by_stamps(blocks: list[Block], stamps: list[int]) -> Cut:
    starts = _starts(blocks, stamps)
    ends = [*starts[1:], len(blocks)]
    segments: list[Segment] = []
    day: Stamp | None = None
    boxed = False
    for block in blocks[: starts[0]]:
        day = block.stamp if _day_only(block) else day
        boxed = opens_box(block.text) if block.kind is not Kind.SEPARATOR else boxed
    for at, start, end in zip(stamps, starts, ends, strict=True):
        inside = blocks[start:end]
        stamp = _own_stamp(blocks[at:end]) if start <= at < end else blocks[at].stamp
        segments.append(Segment([b for b in inside if not _opens_day(b, inside)], stamp, day, boxed=boxed))
        for block in inside:
            if _day_only(block) and block.stamp is not None and block.stamp is not stamp:
                day = block.stamp
            if boxed and ends_page(block.text):
                boxed = False
    preamble = blocks[: starts[0]]
    _loosen(segments, preamble)
    if blocks[stamps[0]].stamp.label == "updated" and sum(map(_prose, preamble)) >= 2:  # type: ignore[union-attr]
        segments.insert(0, Segment(preamble, None, None))  # the article that the updates were added to
    return Cut(tuple(preamble), tuple(segments), "stamps")


def _loosen(segments: list[Segment], preamble: list[Block]) -> None:
    """A day above all posts holds for the first one only, if it stands right there: the page may run over midnight."""
    day = segments[0].day
    if any(s.day is not day for s in segments):
        return
    last = next((b for b in reversed(preamble) if _content(b) or b.kind is Kind.STAMP), None)
    for n, segment in enumerate(segments):
        if n > 0 or last is None or last.stamp is not day:
            segment.day = None


def _opens_day(block: Block, inside: list[Block]) -> bool:
    return _day_only(block) and block is inside[-1]


def _starts(blocks: list[Block], stamps: list[int]) -> list[int]:
    """Where each post begins: at its stamp, at the title above it, or below the stamp that closes the last post."""
    above = [_title_above(blocks, n, stamps[i - 1] if i else -1) for i, n in enumerate(stamps)]
    below = [_next(blocks, n + 1, stamps[i + 1] if i + 1 < len(stamps) else len(blocks)) for i, n in enumerate(stamps)]
    has_above = sum(a is not None for a in above) / len(stamps)
    has_below = sum(b is not None and titled(blocks[b]) for b in below) / len(stamps)
    marked_above = sum(a is not None and blocks[a].kind is Kind.HEADING for a in above)
    marked_below = sum(b is not None and blocks[b].kind is Kind.HEADING for b in below)
    if has_above >= 0.7 and (
        marked_above > 2 * marked_below or (has_below <= 0.4 or _ends_in_prose(blocks, stamps[-1]))
    ):
        return [n if a is None else a for n, a in zip(stamps, above, strict=True)]
    if _closing(blocks, stamps):
        first = next((n for n in range(stamps[0] - 1, -1, -1) if titled(blocks[n]) and not _byline(blocks[n])), 0)
        return [first, *(n + 1 for n in stamps[:-1])]
    return stamps


def _ends_in_prose(blocks: list[Block], last: int) -> bool:
    """Whether the last post ends in prose: then what stands above the stamps is no caption of the posts above them."""
    stop = next((n for n in range(last + 1, len(blocks)) if ends_page(blocks[n].text)), len(blocks))
    text = [b for b in blocks[last + 1 : stop] if _content(b)]
    return bool(text) and _prose(text[-1])


def _title_above(blocks: list[Block], stamp: int, floor: int) -> int | None:
    """The place of the title that stands over a stamp, with nothing but names between them."""
    n = stamp - 1
    while n > floor and (_byline(blocks[n]) or (blocks[n].kind is Kind.STAMP and not _day_only(blocks[n]))):
        n -= 1
    if n > floor and blocks[n].kind in (Kind.HEADING, Kind.PARAGRAPH) and titled(blocks[n]):
        return n
    return None


def _next(blocks: list[Block], start: int, end: int) -> int | None:
    return next((n for n in range(start, end) if _content(blocks[n]) and not _byline(blocks[n])), None)


def _closing(blocks: list[Block], stamps: list[int]) -> bool:
    """Whether stamps stand under their posts: prose above the first one, none below the last one."""
    last = blocks[stamps[-1] + 1 :]
    stop = next((n for n, b in enumerate(last) if ends_page(b.text)), len(last))
    if any(_content(b) and not _byline(b) for b in last[:stop]):
        return False
    return any(_prose(b) for b in blocks[: stamps[0]])


# Rules and headings


def _split(blocks: list[Block], opens: Callable[[int, Block], bool]) -> list[list[Block]]:
    out: list[list[Block]] = [[]]
    for n, block in enumerate(blocks):
        if opens(n, block):
            out.append([])
        out[-1].append(block)
    return out


def _by_rules(blocks: list[Block], live: bool) -> Cut | None:
    chunks = _split(blocks, lambda _, b: b.kind is Kind.SEPARATOR)
    filled = [c for c in chunks if any(_prose(b) for b in c)]
    if len(filled) < (2 if live else 4) or len(filled) < 0.6 * len(chunks):
        return None
    head = chunks[0] if sum(map(_prose, chunks[0])) <= 1 else []
    segments = tuple(Segment(c) for c in filled if c is not head)
    return Cut(tuple(head), segments, "rules") if len(segments) >= 2 else None


def _by_headings(blocks: list[Block], live: bool) -> Cut | None:
    """Posts told apart by their titles alone. An article has subheads, too: those are few words for many paragraphs."""
    titles = _marked_titles(blocks) or _shaped_titles(blocks)
    if len(titles) < (1 if live else 3):
        return None
    words = sum(len(blocks[n].text.split()) for n in titles) / len(titles)
    prose = sum(_prose(b) for b in blocks[titles[0] :]) / len(titles)
    if not live and (words < 5 or prose > 6):
        return None
    chosen = set(titles)
    chunks = _split(blocks, lambda n, _: n in chosen)
    return Cut(tuple(chunks[0]), tuple(Segment(c) for c in chunks[1:]), "headings")


def _below(blocks: list[Block]) -> list[int | None]:
    """For every block the place of the next one that is text and no byline."""
    out: list[int | None] = [None] * len(blocks)
    for n in range(len(blocks) - 2, -1, -1):
        b = blocks[n + 1]
        out[n] = n + 1 if _content(b) and not _byline(b) else out[n + 1]
    return out


def _marked_titles(blocks: list[Block]) -> list[int]:
    """The headings of that level which most often has prose under it."""
    levels: dict[int, list[int]] = {}
    below = _below(blocks)
    for n, b in enumerate(blocks):
        if b.kind is Kind.HEADING:
            under = below[n]
            if under is not None and blocks[under].kind is not Kind.HEADING:
                levels.setdefault(b.level, []).append(n)
    best = max(levels.values(), key=lambda places: (len(places), -blocks[places[0]].level), default=[])
    return best if len(best) >= 2 else []


def _ended(text: str) -> bool:
    """The end of a post: a sentence, or the signature under a quotation."""
    return is_sentence(text) or text.lstrip()[:1] in "–—"


def _shaped_titles(blocks: list[Block]) -> list[int]:
    """Lines that look like headlines, each over prose, after the end of what stood before."""
    out: list[int] = []
    above: Block | None = None
    below = _below(blocks)
    for n, b in enumerate(blocks):
        if not _content(b):
            continue
        under = below[n]
        over = under is not None and (_prose(blocks[under]) or blocks[under].kind is Kind.CAPTION)
        if (
            b.kind is Kind.PARAGRAPH
            and is_titlelike(b.text, longest=100)
            and over
            and len(b.text.split()) >= 3
            and (above is None or above.kind is not Kind.PARAGRAPH or _ended(above.text))
        ):
            out.append(n)
        above = b
    return out
