"""From blocks to a page: cut up, furniture gone, every post with its time."""

import re
from collections.abc import Callable

from connectors.formats import article
from connectors.formats.assemble import Draft, drafts
from connectors.formats.blocks import Block, Kind
from connectors.formats.bounds import bounded
from connectors.formats.clocks import readings
from connectors.formats.ending import without_tail
from connectors.formats.furniture import is_furniture, says_live
from connectors.formats.segment import titled
from connectors.formats.segmenter import cut
from connectors.formats.setting import Setting, setting
from connectors.formats.stamps import Stamp
from connectors.formats.story import is_article
from connectors.page import Document, Manifest, Page, ParsedPost

_EDGE = 40
"""Blocks at either end of a page in which it may call itself live."""
_LIVE = re.compile(r"^https?://\S*[/-]live[/-]", re.IGNORECASE)
_NAMED = 4
"""Words of a line that says what the page is about and not only that it is live."""


def page(
    document: Document,
    blocks: list[Block],
    form: str,
    body: Callable[[], list[Block]] | None = None,
    said: Stamp | None = None,
    named: tuple[str, ...] = (),
) -> Page:
    """The page that these blocks are, in the format `form`.

    `body` gives the blocks of an article's own text, where the format can tell it from the page; `said` is when the
    page says, for machines, that it was published; `named` are the titles and addresses that it gives itself there.
    """
    manifest = document.manifest
    if manifest.kind != "article":
        shown = _shows_live(blocks, manifest)
        live = shown or any(says_live(name) or _LIVE.search(name) for name in named)
        own = without_tail(blocks)
        pieces = cut(own, live)
        if pieces is not None and not is_article(pieces, own, live):
            base = setting(manifest, pieces.preamble, said)
            posts = drafts(pieces)
            return made(form, _title(pieces.preamble, posts), posts, base)
        if pieces is None and shown and not any(b.kind is Kind.PARAGRAPH and len(b.text) > 200 for b in blocks):
            return Page(format=form, title=_title(tuple(blocks)))
    one, head = article.draft(blocks, body() if body is not None else None, said)
    base = setting(manifest, head, said, article=True)
    return made(form, one.title, (one,) if one.text or one.title else (), base)


def made(form: str, title: str | None, posts: tuple[Draft, ...], base: Setting) -> Page:
    """The page of these posts, in page order, with their times resolved."""
    found, newest_first = readings([(d.stamp, d.day) for d in posts], base)
    times = bounded(found, [f"{d.title or ''}\n{d.text}" for d in posts], base, newest_first)
    return Page(
        format=form,
        title=title,
        first="newest" if newest_first else "oldest",
        posts=tuple(
            ParsedPost(order=n, native_id=d.native_id, title=d.title, text=d.text, published=p)
            for n, (d, p) in enumerate(zip(posts, times, strict=True))
        ),
    )


def _shows_live(blocks: list[Block], manifest: Manifest) -> bool:
    if manifest.url and "live" in manifest.url.casefold():
        return True
    ends = blocks if len(blocks) <= 2 * _EDGE else [*blocks[:_EDGE], *blocks[-_EDGE:]]
    return any(says_live(b.text) for b in ends)


def _title(preamble: tuple[Block, ...], posts: tuple[Draft, ...] = ()) -> str | None:
    """The page's own title: its highest heading, else its longest title-like line above the posts, of those that list
    none of them where there is one; one that says that the page is live goes before."""
    marked = [b for b in preamble if b.kind is Kind.HEADING and not is_furniture(b.text)]
    if marked:
        return min(marked, key=lambda b: b.level).text.strip()
    lines = [b.text.strip() for b in preamble if b.kind is Kind.PARAGRAPH and titled(b) and not is_furniture(b.text)]
    listed = [post.title.casefold() for post in posts if post.title]
    own = [line for line in lines if not any(title in line.casefold() for title in listed)]
    return max(
        own or lines, key=lambda line: (says_live(line) and len(line.split()) >= _NAMED, len(line)), default=None
    )
