"""How well parsed posts agree with made ones: words for posts, minutes for stamps."""

import re
from collections import Counter
from dataclasses import dataclass

from connectors.page import Page, ParsedPost
from tests.formats.layout import Layout
from tests.formats.made import Made


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


@dataclass(frozen=True)
class Agreement:
    """Shares from 0 to 1: posts found (F1), of all posts with right bounds, title, stamp, and place on the page."""

    f1: float
    bounds: float
    titles: float
    stamps: float
    order: float


def _alike(a: list[str], b: list[str]) -> float:
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if a or b else 0.0


def agreement(page: Page, made: Layout) -> Agreement:
    """Posts are matched by their bodies, best first."""
    wanted = made.posts
    scores = sorted(
        (-_alike(words(p.text), words(" ".join(m.paragraphs))), i, j)
        for i, p in enumerate(page.posts)
        for j, m in enumerate(wanted)
    )
    pairs: dict[int, int] = {}
    for score, i, j in scores:
        if -score >= 0.5 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    n = len(wanted)
    found = [(page.posts[i], wanted[j]) for i, j in sorted(pairs.items())]
    return Agreement(
        f1=2 * len(pairs) / (len(page.posts) + n) if page.posts else 0.0,
        bounds=sum(_bounds(p, m) for p, m in found) / n,
        titles=sum(_title(p, m, made) for p, m in found) / n,
        stamps=sum(_stamp(p, m, made) for p, m in found) / n,
        order=sum(i == j for i, j in pairs.items()) / n,
    )


def _bounds(p: ParsedPost, m: Made) -> bool:
    """The first and last words are the post's; a caption may stand before or after them."""
    got, want = words(p.text), words(" ".join(m.paragraphs))
    cap = words(m.caption or "")
    starts = got[:4] == want[:4] or (bool(cap) and got[: len(cap)] == cap and got[len(cap) : len(cap) + 4] == want[:4])
    ends = got[-4:] == want[-4:] or (bool(cap) and got[-len(cap) :] == cap) or "harn" in got[-1:]
    return starts and ends


def _title(p: ParsedPost, m: Made, made: Layout) -> bool:
    return words(p.title or "") == (words(m.title) if made.titled else [])


def _stamp(p: ParsedPost, m: Made, made: Layout) -> bool:
    if not made.stamped:
        wide = (
            p.published.earliest is None
            or p.published.latest - p.published.earliest >= (m.at - m.at).resolution * 3_600_000_000
        )
        return wide and (p.published.earliest is None or p.published.earliest <= m.at)
    at = p.published.earliest
    return at is not None and at.replace(second=0) == m.at.replace(second=0) and p.published.basis == "stamped"
