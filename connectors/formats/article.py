"""An article: one post, between the page's head and its foot."""

from collections import Counter

from connectors.formats.assemble import Draft
from connectors.formats.blocks import Block, Kind, join
from connectors.formats.furniture import (
    ends_page,
    is_byline,
    is_credit,
    is_furniture,
    is_name,
    is_sentence,
    letters,
    opens_comments,
)
from connectors.formats.segment import titled
from connectors.formats.stamps import Stamp

_PULLED = 40
"""Letters of the shortest line that, said again further up, is a pull quote and not a subhead."""


def draft(
    blocks: list[Block], inner: list[Block] | None = None, said: Stamp | None = None
) -> tuple[Draft, tuple[Block, ...]]:
    """The article in these blocks, and what stands above its text.

    `inner` are the blocks of the element that holds its text, where markup tells; `said` is its date there.
    """
    body = _body(inner if inner else blocks)
    text = [(inner or blocks)[n] for n in body]
    start = body[0] if body else len(blocks)
    if inner and text:
        start = next((n for n, b in enumerate(blocks) if b.text == text[0].text), 0)
    head = tuple(blocks[:start])
    stamp = next((b.stamp for b in head if b.kind is Kind.STAMP and b.stamp is not None and b.stamp.dated), said)
    return Draft(title=_title(head), text=join(text), stamp=stamp), head


def _body(blocks: list[Block]) -> list[int]:
    """The places of the text: from the first prose to the last, or to a credit of agencies or staff."""
    twice = _repeated(blocks)
    prose = [n for n, b in enumerate(blocks) if _prose(b) and n not in twice]
    if not prose:
        return [n for n, b in enumerate(blocks) if b.kind in (Kind.PARAGRAPH, Kind.QUOTATION, Kind.LIST_ITEM)]
    end = prose[-1]
    for n in range(prose[0] + 1, end + 1):
        text = blocks[n].text
        ends = is_credit(text) or ends_page(text) or opens_comments(text)
        if ends and sum(p < n for p in prose) >= max(2, len(prose) // 3):
            end = n - 1
            break
    end = max((p for p in prose if p <= end), default=end)
    keep = (Kind.PARAGRAPH, Kind.QUOTATION, Kind.LIST_ITEM, Kind.HEADING, Kind.EMBED)
    return [
        n
        for n in range(prose[0], end + 1)
        if blocks[n].kind in keep and n not in twice and not is_furniture(blocks[n].text) and not _signed(blocks[n])
    ]


def _prose(block: Block) -> bool:
    if block.kind not in (Kind.PARAGRAPH, Kind.QUOTATION, Kind.LIST_ITEM) or is_furniture(block.text):
        return False
    return is_sentence(block.text) and not is_credit(block.text) and not is_byline(block.text)


def _signed(block: Block) -> bool:
    return block.kind is not Kind.HEADING and is_byline(block.text)


def _repeated(blocks: list[Block]) -> frozenset[int]:
    """Captions that are rendered twice in a row, and quotes pulled out of the text."""
    said = [letters(b.text) for b in blocks]
    out: set[int] = set()
    for n in range(1, len(said)):
        if said[n] and said[n] == said[n - 1]:
            out |= {n - 1, n}
    seen = Counter(said)
    texts = [s for s, b in zip(said, blocks, strict=True) if len(b.text) > 60]
    everything = "\x00".join(texts)
    if len(everything) > 400_000:
        return frozenset(out)  # a book: looking for each line in all of it would take too long
    for n, line in enumerate(said):
        quoted = blocks[n].text.lstrip(" >*_-•")[:1] in "\"“'‘«„"
        if quoted and len(line) >= _PULLED and seen[line] == 1 and everything.count(line) > (len(blocks[n].text) > 60):
            out.add(n)
    return frozenset(out)


def _title(head: tuple[Block, ...]) -> str | None:
    """A marked heading above the text, the highest first; else the first line there that is long enough for a title."""
    marked = [b for b in head if b.kind is Kind.HEADING and not is_furniture(b.text)]
    if marked:
        return min(marked, key=lambda b: b.level).text.strip()
    twice = _repeated([*head])
    lines = [
        b.text.strip()
        for n, b in enumerate(head)
        if b.kind is Kind.PARAGRAPH and n not in twice and titled(b) and not _signed(b) and not is_name(b.text)
    ]
    long = [line for line in lines if len(line.split()) >= 4]
    return next(iter(long), None) or max(lines, key=len, default=None)
