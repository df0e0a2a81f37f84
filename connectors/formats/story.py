"""Whether what looks like posts stands beside one told story: teasers, comments, a chronicle, subheads within it."""

from connectors.formats.blocks import Block
from connectors.formats.segment import Cut, prose

_TOLD = 4
"""Paragraphs outside all posts from which on they are no introduction to them."""
_CLEAR = 8
_SHARE = 0.25
"""Of a page's prose: so much outside its posts is a story of its own, whatever else there is."""
_THIN = 30
"""Words of prose in the usual teaser or comment."""
_LEAD = 3
_LONG = 6
"""Paragraphs of the longest post on a page that has no times; sections of an article have more."""


def is_article(cut: Cut, blocks: list[Block], live: bool) -> bool:
    """Whether a page is an article, although it was cut up; one that says it is live only if hardly a doubt is left."""
    inside = [b for s in cut.segments for b in s.blocks if prose(b)]
    total = [b for b in blocks if prose(b)]
    told, posted = len(total) - len(inside), sum(map(_words, inside))
    outside = sum(map(_words, total)) - posted
    if live:
        return told >= _CLEAR and outside > 2 * posted and posted <= _THIN * len(cut.segments)
    if told >= _TOLD and (outside > _SHARE * (outside + posted) or posted <= _THIN * len(cut.segments)):
        return True
    if any(s.stamp is not None or s.day is not None for s in cut.segments):
        return False
    first = cut.segments[0].blocks
    heads = [s.blocks[0].text.rstrip(" \"”'’*_") for s in cut.segments if s.blocks]
    asked = sum(h.endswith("?") for h in heads)
    lead = max(told, sum(map(prose, first)) if first and prose(first[0]) else 0)
    return lead >= _LEAD or asked >= len(heads) / 2 or len(inside) > _LONG * len(cut.segments)


def _words(block: Block) -> int:
    return len(block.text.split())
