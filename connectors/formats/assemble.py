"""From segments to posts: title, text and stamp apart, furniture gone."""

from collections import Counter
from dataclasses import dataclass

from connectors.formats.blocks import Block, Kind, join
from connectors.formats.furniture import (
    ends_page,
    fold,
    is_byline,
    is_credit,
    is_furniture,
    is_label,
    is_name,
    is_role,
    is_sentence,
    letters,
    points_on,
)
from connectors.formats.segment import Cut, Segment, titled
from connectors.formats.stamps import Stamp

_SHORT = 60
"""Characters of the longest line that is furniture because it comes back in post after post."""
_OFTEN = 0.3
_THIN = 30
"""Words of the longest entry of a box that lists the page's posts."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A post without its time resolved."""

    title: str | None
    text: str
    stamp: Stamp | None = None
    day: Stamp | None = None
    native_id: str | None = None


def drafts(cut: Cut) -> tuple[Draft, ...]:
    """The posts of a page that was cut up, without empty ones and without the entries of boxes that list them."""
    kept = [_kept(s, last=n == len(cut.segments) - 1) for n, s in enumerate(cut.segments)]
    usual = _usual(kept)
    kept = [[b for b in blocks if fold(b.text) not in usual] for blocks in kept]
    names = _names(kept)
    kept = [_unsigned(blocks, names) for blocks in kept]
    headed = _headed(kept)
    made = [_draft(s, blocks, headed, names) for s, blocks in zip(cut.segments, kept, strict=True)]
    boxed = _boxed(cut.segments, made)
    return _once([d for n, d in enumerate(made) if n not in boxed and (d.title or d.text)])


_TOLD = 8
"""Words of the shortest post that, printed twice with one stamp, is one post: shorter ones may well be said again."""


def _once(made: list[Draft]) -> tuple[Draft, ...]:
    """The posts without their second prints: one held at the top of the page stands there and in its place."""
    places: dict[tuple[object, ...], list[int]] = {}
    for n, d in enumerate(made):
        s = d.stamp
        if s is not None and len(d.text.split()) >= _TOLD:
            at = (s.instant, s.minute, s.month, s.day, s.ago)
            places.setdefault((letters(d.title or ""), letters(d.text), at), []).append(n)
    twice = [p for p in places.values() if len(p) > 1]
    held = sorted(p[0] for p in twice) == list(range(len(twice)))
    drop = {n for p in twice for n in (p[:-1] if held else p[1:])}
    return tuple(d for n, d in enumerate(made) if n not in drop)


def _kept(segment: Segment, last: bool) -> list[Block]:
    out: list[Block] = []
    told = False
    for block in segment.blocks:
        if ends_page(block.text) and out:
            break
        teased, told = told, points_on(block.text)
        if block.kind in (Kind.BOILERPLATE, Kind.SEPARATOR, Kind.STAMP):
            continue
        if teased and out and block.kind is not Kind.HEADING and titled(block):
            told = True  # the titles of other pages under "Read more"
            continue
        if is_label(block.text) if block.kind is Kind.HEADING else is_furniture(block.text):
            continue
        out.append(block)
    if last:
        while out and is_credit(out[-1].text) and len(out) > 1:
            out.pop()
        out = _without_links(out)
    return out


def _without_links(blocks: list[Block]) -> list[Block]:
    """Without a run of headlines at the very end, which lists other pages."""
    end = len(blocks)
    while end > 0 and titled(blocks[end - 1]) and not is_sentence(blocks[end - 1].text):
        end -= 1
    return blocks[:end] if end > 0 and len(blocks) - end >= 3 else blocks


def _usual(segments: list[list[Block]]) -> frozenset[str]:
    """Short lines that come back in many posts of the page, beside what else these say: alone, they are posts."""
    seen: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for blocks in segments:
        short = (b.text for b in blocks if len(b.text) <= _SHORT and len(b.text.split()) <= 8)
        lines = {fold(text) for text in short if not is_sentence(text)}
        seen.update(lines)
        alone.update(lines if len(blocks) == 1 else ())
    least = max(3, _OFTEN * len(segments))
    return frozenset(line for line, n in seen.items() if n >= least and 2 * alone[line] <= n)


def _names(segments: list[list[Block]]) -> frozenset[str]:
    """The lines at the head of posts that name who wrote, and not a title in capitals: those that come back.

    Where most posts have one and the same few people write, one who wrote a single post is believed, too.
    """
    heads = [[b.text.strip() for b in blocks[:3] if b.kind is not Kind.HEADING] for blocks in segments]
    found = [[text for text in head if is_name(text)] for head in heads]
    seen = Counter(text for head in found for text in head)
    signed = sum(map(bool, found)) >= 0.5 * len(segments) and len(seen) <= 0.7 * seen.total()
    return frozenset(text for text, n in seen.items() if n >= 2 or signed)


def _unsigned(blocks: list[Block], names: frozenset[str]) -> list[Block]:
    """Without the lines at the head of a post, or under its title, that say who wrote it."""
    out = list(blocks)
    for at in (0, 1):
        while len(out) > at + 1 and out[at].kind is not Kind.HEADING and _signs(out, at, names):
            del out[at]
    return out


def _signs(blocks: list[Block], at: int, names: frozenset[str]) -> bool:
    text = blocks[at].text.strip()
    if is_byline(text) or is_role(text):
        return True
    return text in names and (at == 1 or titled(blocks[1]) or is_sentence(blocks[1].text))


def _headed(segments: list[list[Block]]) -> bool:
    """Whether the posts of this page have titles where no markup says so."""
    filled = [blocks for blocks in segments if blocks]
    fit = sum(_opens_with_title(blocks) for blocks in filled)
    return fit >= 0.5 * len(filled)


def _opens_with_title(blocks: list[Block]) -> bool:
    body = [b for b in blocks if b.kind is not Kind.CAPTION]
    return len(body) >= 2 and titled(body[0]) and is_sentence(next((b.text for b in body[1:] if not titled(b)), "x"))


def _draft(segment: Segment, blocks: list[Block], headed: bool, names: frozenset[str]) -> Draft:
    title: Block | None = None
    for n, block in enumerate(blocks[:4]):
        if block.kind is Kind.HEADING:
            title = block
            blocks = [b for b in blocks[:n] if b.kind is Kind.CAPTION or is_sentence(b.text)] + blocks[n + 1 :]
            break
        if block.kind is Kind.CAPTION:
            continue
        if headed and titled(block) and len(blocks) > n + 1:
            title, blocks = block, blocks[:n] + blocks[n + 1 :]
        if is_sentence(block.text) or title is not None:
            break
    if title is not None:
        blocks = _unsigned(blocks, names)
    return Draft(
        title=title.text.strip() if title is not None else None,
        text=join(blocks),
        stamp=segment.stamp,
        day=segment.day,
        native_id=segment.native_id,
    )


def _boxed(segments: tuple[Segment, ...], made: list[Draft]) -> frozenset[int]:
    """The entries of boxes that list the page's posts: thin, and either repeating a fuller post or in a box."""
    thin = {
        n for n, d in enumerate(made) if len(f"{d.title or ''} {d.text}".split()) <= _THIN and not (d.title and d.text)
    }
    if not thin or len(thin) == len(made):
        return frozenset()
    full = {letters(d.title or d.text.partition("\n")[0]) for n, d in enumerate(made) if n not in thin}
    clocks = {(d.stamp.minute, d.stamp.day) for n, d in enumerate(made) if n not in thin and d.stamp is not None}
    out: set[int] = set()
    for n in sorted(thin):
        d = made[n]
        if letters(d.title or d.text) in full:
            out.add(n)
    for n in sorted(thin):
        stamp = made[n].stamp
        follows = n == 0 or n - 1 in out or not segments[n - 1].boxed
        if segments[n].boxed and follows and stamp is not None:
            listed = (stamp.minute, stamp.day) in clocks or n + 1 in thin or n - 1 in out
            out |= {n} if listed else set()
    return frozenset(out)
