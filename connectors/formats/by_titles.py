"""Posts by rules between them, or by their titles alone."""

from collections.abc import Callable
from statistics import median

from connectors.formats.blocks import Block, Kind
from connectors.formats.furniture import is_sentence, is_titlelike
from connectors.formats.segment import Cut, Segment, byline, content, prose


def _split(blocks: list[Block], opens: Callable[[int, Block], bool]) -> list[list[Block]]:
    out: list[list[Block]] = [[]]
    for n, block in enumerate(blocks):
        if opens(n, block):
            out.append([])
        out[-1].append(block)
    return out


def by_rules(blocks: list[Block], live: bool) -> Cut | None:
    chunks = _split(blocks, lambda _, b: b.kind is Kind.SEPARATOR)
    filled = [c for c in chunks if any(prose(b) for b in c)]
    if len(filled) < (2 if live else 4) or len(filled) < 0.6 * len(chunks):
        return None
    head = chunks[0] if sum(map(prose, chunks[0])) <= 1 else []
    segments = tuple(Segment(c) for c in filled if c is not head)
    return Cut(tuple(head), segments) if len(segments) >= 2 else None


def by_headings(blocks: list[Block], live: bool) -> Cut | None:
    """Posts told apart by their titles alone. An article has subheads, too: those are few words for many paragraphs."""
    titles = _marked_titles(blocks) or _longer_titles(blocks, _shaped_titles(blocks, _TITLE))
    if len(titles) < (1 if live else 3):
        return None
    words = sum(len(blocks[n].text.split()) for n in titles) / len(titles)
    under = sum(prose(b) for b in blocks[titles[0] :]) / len(titles)
    if not live and (words < 5 or under > 6):
        return None
    chosen = set(titles)
    chunks = _split(blocks, lambda n, _: n in chosen)
    return Cut(tuple(chunks[0]), tuple(Segment(c) for c in chunks[1:]))


def _below(blocks: list[Block]) -> list[int | None]:
    """For every block the place of the next one that is text and no byline."""
    out: list[int | None] = [None] * len(blocks)
    for n in range(len(blocks) - 2, -1, -1):
        b = blocks[n + 1]
        out[n] = n + 1 if content(b) and not byline(b) else out[n + 1]
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


_TITLE = 100
"""Characters of the longest line without a full stop that is a title and no prose, where a page's titles are short."""
_LONGEST = 140


def _longer_titles(blocks: list[Block], found: list[int]) -> list[int]:
    """The titles of a page, longer ones too where those found are long."""
    usual = median(len(blocks[n].text) for n in found) if found else 0
    longest = min(_LONGEST, int(1.5 * usual))
    return _shaped_titles(blocks, longest) if longest > _TITLE else found


def _shaped_titles(blocks: list[Block], longest: int) -> list[int]:
    """Lines that look like headlines, each over prose, after the end of what stood before."""
    out: list[int] = []
    above: Block | None = None
    below = _below(blocks)
    for n, b in enumerate(blocks):
        if not content(b):
            continue
        under = below[n]
        over = under is not None and (prose(blocks[under]) or blocks[under].kind is Kind.CAPTION)
        if (
            b.kind is Kind.PARAGRAPH
            and is_titlelike(b.text, longest=longest)
            and over
            and len(b.text.split()) >= 3
            and (above is None or above.kind is not Kind.PARAGRAPH or _ended(above.text))
        ):
            out.append(n)
        above = b
    return out
