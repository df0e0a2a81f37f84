"""The format of pages that carry their posts for machines: schema.org LiveBlogPosting as JSON-LD."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urldefrag

import orjson

from connectors.formats import hypertext, markup
from connectors.formats.assemble import Draft
from connectors.formats.blocks import Kind, join
from connectors.formats.decoding import decode
from connectors.formats.elements import tree
from connectors.formats.furniture import letters
from connectors.formats.joined import joined
from connectors.formats.pages import made
from connectors.formats.setting import setting
from connectors.formats.stamps import Stamp, machine
from connectors.page import Document, Page

NAME = "json-ld"
_OPEN = re.compile(r"<script\b[^<>]{0,500}?\bld\+json\b[^<>]{0,500}>", re.IGNORECASE)
_CLOSE = re.compile(r"</script", re.IGNORECASE)
_KIND = "LiveBlogPosting"
_TIMES = ("datePublished", "dateCreated", "uploadDate", "dateModified")
_BODIES = ("articleBody", "text", "description")
_TAG = re.compile(r"<(?:/?[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)


def sniff(document: Document) -> float:
    """Sure where the page has such a list with at least one post in it."""
    if _KIND.encode() not in document.content.replace(b"\x00", b""):
        return 0.0
    return 1.0 if _live_blog(decode(document.content, document.manifest.file)) else 0.0


def parse(document: Document) -> Page:
    """The posts of the page's live blog as its publisher lists them, and whole where only the page prints them whole.

    Raises BadDocument for what is no text.
    """
    blog = _live_blog(decode(document.content, document.manifest.file)) or {}
    listed = tuple(d for u in _updates(blog) if (d := _draft(u)) is not None)
    posts = joined(listed, hypertext.printed(document))
    title = _line(blog.get("headline") or blog.get("name"))
    said = _first_time(blog)
    return made(NAME, title, posts, setting(document.manifest, (), said))


def _live_blog(text: str) -> dict[str, Any] | None:
    """The live blog with the most posts in the page's scripts."""
    found = [blog for script in _scripts(text) for blog in _blogs(script)]
    return max((b for b in found if _updates(b)), key=lambda b: len(_updates(b)), default=None)


def _scripts(text: str) -> Iterator[str]:
    """What stands in the page's JSON-LD scripts; one that nobody closed ends the search."""
    at = 0
    while (opened := _OPEN.search(text, at)) and (closed := _CLOSE.search(text, opened.end())):
        yield text[opened.end() : closed.start()]
        at = closed.end()


_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_CONTROL = re.compile(r"[\x00-\x1f]+")


def _blogs(script: str) -> Iterator[dict[str, Any]]:
    text = _CONTROL.sub(" ", _WRAPPING.sub("", script)).strip().rstrip(";")
    for candidate in (text, unescape(text)):
        try:
            values = [orjson.loads(candidate)]
        except orjson.JSONDecodeError:
            continue
        while values:
            value = values.pop()
            if isinstance(value, dict):
                kinds = value.get("@type")
                if kinds == _KIND or (isinstance(kinds, list) and _KIND in kinds):
                    yield value
                values.extend(v for v in value.values() if isinstance(v, dict | list))
            elif isinstance(value, list):
                values.extend(value)
        return


def _updates(blog: dict[str, Any]) -> list[dict[str, Any]]:
    found = blog.get("liveBlogUpdate") or []
    found = found if isinstance(found, list) else [found]
    flat = [u for f in found for u in (f if isinstance(f, list) else [f])]
    return [u for u in flat if isinstance(u, dict)]


def _draft(update: dict[str, Any]) -> Draft | None:
    title = _line(update.get("headline") or update.get("name"))
    text = next((t for b in _BODIES if (t := _text(update.get(b)))), "")
    said = letters(title or "")
    if title is not None and text:
        first, _, rest = text.partition("\n")
        if letters(first) == said and rest.strip():
            text = rest.strip()
        elif letters(text) == said or (title.endswith(("…", "...")) and letters(text).startswith(said)):
            title = None  # a headline made by cutting the text off
    if title is None and not text:
        return None
    return Draft(title=title, text=text, stamp=_first_time(update), native_id=_native_id(update))


def _first_time(item: dict[str, Any]) -> Stamp | None:
    for name in _TIMES:
        value = item.get(name)
        stamp = machine(value) if isinstance(value, str) else None
        if stamp is not None:
            return replace(stamp, printed=str(value))
    return None


def _native_id(update: dict[str, Any]) -> str | None:
    """The post's own address within the page: what stands after the # of its address, or its whole address."""
    for name in ("@id", "url"):
        value = update.get(name)
        if isinstance(value, str) and value:
            return urldefrag(value).fragment or value
    return None


def _line(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(_TAG.sub("", unescape(unescape(value))).split()) or None


def _text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(t for v in value if (t := _text(v)))
    if not isinstance(value, str):
        return ""
    text = unescape(unescape(value))  # some pages escape the text of their posts once more
    if _TAG.search(text):
        root = tree(text)
        if root is None:
            return ""
        kept = [b for b in markup.blocks(root, []) if b.kind not in (Kind.SEPARATOR, Kind.BOILERPLATE)]
        return join(kept)
    lines = (" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
