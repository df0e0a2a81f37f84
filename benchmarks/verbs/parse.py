"""`parse`: one page as rows, its posts and the quotations in them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from connectors.formats import parse
from connectors.page import Document, Manifest, Page
from streams.core.read import PageContext, people, read


def write(source: Path, out: Path, meta: dict[str, Any]) -> None:
    """Write the rows of one page. Raises BadDocument for a file that is no page."""
    page = parse(Document(content=source.read_bytes(), manifest=manifest(source, meta)))
    rows = [*posts(page), *quotes(page, meta)]
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def manifest(source: Path, meta: dict[str, Any]) -> Manifest:
    """The manifest entry that these few facts amount to."""
    known = {k: meta[k] for k in ("source", "url", "captured_at", "timezone", "outlet", "country") if meta.get(k)}
    return Manifest(file=source.name, published=meta.get("date"), **{"source": source.stem, **known})


def posts(page: Page) -> Iterator[dict[str, Any]]:
    """A row for each post, top first; `published_at` only where the page says it to the minute."""
    for post in page.posts:
        earliest, latest = post.published.earliest, post.published.latest
        exact = post.published.precision in ("second", "minute") and earliest is not None
        yield {
            "id": post.native_id or str(post.order),
            "order": post.order,
            "title": post.title,
            "text": post.text,
            "published_at": earliest.isoformat() if exact and earliest is not None else None,
            "published": {"earliest": earliest.isoformat() if earliest else None, "latest": latest.isoformat()},
        }


def quotes(page: Page, meta: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each reported statement: the speaker as printed, and the whole statement, to be looked up."""
    introduced = tuple(person for post in page.posts for person in people(post.title, post.text, meta.get("language")))
    context = PageContext(meta.get("outlet"), meta.get("country"), meta.get("language"), page.title, introduced)
    for post in page.posts:
        for statement in read(post.title, post.text, context).statements:
            text = post.text if statement.span.where == "text" else post.title or ""
            quote = text[statement.span.start : statement.span.end]
            yield {"speaker": statement.speaker or statement.canonical, "quote": quote}
