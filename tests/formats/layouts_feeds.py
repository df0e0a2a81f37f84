"""Feeds: RSS, Atom with a deleted entry, JSON Feed."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

import json
from email.utils import format_datetime
from html import escape

from tests.formats.layout import Layout, layout
from tests.formats.layouts_html import p
from tests.formats.made import posts


@layout
def rss() -> Layout:
    """Escaped HTML in the description, RFC 822 dates."""
    made = posts()
    items = "".join(
        f"<item><title>{escape(m.title)}</title><guid>g{n}</guid><pubDate>{format_datetime(m.at)}</pubDate>"
        f"<description>{escape(p(m))}</description></item>"
        for n, m in enumerate(made)
    )
    feed = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Truce vote</title>{items}</channel></rss>'
    return Layout(feed, made, file="feed.xml")


@layout
def atom_with_deletion() -> Layout:
    """One entry is declared deleted."""
    made = posts()
    entries = "".join(
        f"<entry><id>tag:{n}</id><title>{escape(m.title)}</title><published>{m.at.isoformat()}</published><updated>{m.at.isoformat()}</updated>"
        f"<content type='html'>{escape(p(m))}</content></entry>"
        for n, m in enumerate(made)
    )
    gone = "<at:deleted-entry ref='tag:99' when='2024-07-18T20:00:00Z'><at:comment>Sent by mistake</at:comment></at:deleted-entry>"
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
        f"<title>Truce vote</title>{gone}{entries}</feed>"
    )
    return Layout(feed, made, file="feed.atom")


@layout
def json_feed() -> Layout:
    """JSON Feed 1.1."""
    made = posts()
    items = [
        {"id": str(n), "title": m.title, "content_html": p(m), "date_published": m.at.isoformat()}
        for n, m in enumerate(made)
    ]
    return Layout(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}),
        made,
        file="feed.json",
    )
