"""The formats of feeds: RSS, Atom, JSON Feed. An entry that a feed declares deleted (RFC 6721) is just not there."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import feedparser
import orjson

from connectors.formats import markup
from connectors.formats.assemble import Draft
from connectors.formats.blocks import Kind, join
from connectors.formats.decoding import decode
from connectors.formats.elements import tree
from connectors.formats.pages import made
from connectors.formats.setting import setting
from connectors.formats.stamps import Stamp, machine
from connectors.page import Document, Page
from schemas.errors import BadDocument

NAME = "feed"
_HEAD = 4096
_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_JSON = b"jsonfeed.org/version"


def sniff(document: Document) -> float:
    """By the root element, or by the version that a JSON Feed names."""
    head = document.content[:_HEAD].replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{") and _JSON in head:
        return 0.95
    return 0.95 if head.startswith(b"<") and _ROOT.search(head) and b"<html" not in head.lower() else 0.0


def parse(document: Document) -> Page:
    """The entries of a feed, in its order, each a post. Raises BadDocument for a broken one and for XML entities."""
    text = decode(document.content, document.manifest.file)
    title, drafts = _json(text, document) if text.lstrip().startswith("{") else _xml(text, document)
    return made(NAME, title, drafts, setting(document.manifest, ()))


def _xml(text: str, document: Document) -> tuple[str | None, tuple[Draft, ...]]:
    name = document.manifest.file
    if _ENTITY.search(text):
        raise BadDocument(f"{name}: the feed declares XML entities, which are not expanded")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)
    found = feedparser.parse(
        BytesIO(text.encode("utf-8")), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not found.entries and found.bozo:
        raise BadDocument(f"{name}: the feed is not well-formed")
    return found.feed.get("title"), tuple(d for e in found.entries if (d := _entry(dict(e.items()))) is not None)


def _entry(entry: Mapping[str, Any]) -> Draft | None:
    bodies = [str(c.get("value") or "") for c in entry.get("content") or []]
    body = max([*bodies, str(entry.get("summary") or "")], key=len)
    return _draft(entry.get("title"), body, _printed(entry), entry.get("id") or entry.get("link"))


def _printed(entry: Mapping[str, Any]) -> Stamp | None:
    """When it was published; when it was changed only where a feed says no more."""
    for name in ("published", "updated", "created"):
        parsed = entry.get(f"{name}_parsed")
        if parsed is not None:
            year, month, day, hour, minute, second = parsed[:6]
            held = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
            return machine(held, str(entry.get(name) or held))
    return None


def _json(text: str, document: Document) -> tuple[str | None, tuple[Draft, ...]]:
    try:
        feed = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadDocument(f"{document.manifest.file}: line {error.lineno} is not JSON ({error.msg})") from None
    items = feed.get("items")
    found = [i for i in items if isinstance(i, dict)] if isinstance(items, list) else []
    return _string(feed.get("title")), tuple(d for i in found if (d := _item(i)) is not None)


def _item(item: Mapping[str, Any]) -> Draft | None:
    said = next((s for n in ("date_published", "date_modified") if (s := machine(str(item.get(n) or "")))), None)
    plain = _string(item.get("content_text"))
    own = item.get("id") if item.get("id") is not None else item.get("url")
    if plain is not None and not item.get("content_html"):
        return _draft(item.get("title"), plain, said, own, plain=True)
    return _draft(item.get("title"), str(item.get("content_html") or item.get("summary") or ""), said, own)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _draft(title: object, body: str, stamp: Stamp | None, own: object, plain: bool = False) -> Draft | None:
    head = " ".join(_words(_string(title) or "").split()) or None
    text = body.strip() if plain else _words(body)
    if head is None and not text:
        return None
    return Draft(title=head, text=text, stamp=stamp, native_id=str(own) if own is not None else None)


def _words(html: str) -> str:
    if "<" not in html and "&" not in html:
        return html.strip()
    root = tree(html)
    if root is None:
        return ""
    return join([b for b in markup.blocks(root, []) if b.kind not in (Kind.SEPARATOR, Kind.BOILERPLATE)])
