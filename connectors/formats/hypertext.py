"""The format of HTML pages that say in their structure alone what their posts are."""

import re
from collections.abc import Iterator

from connectors.formats import markup
from connectors.formats.assemble import Draft, drafts
from connectors.formats.decoding import decode
from connectors.formats.elements import Element, text_of, tree
from connectors.formats.ending import without_tail
from connectors.formats.pages import page
from connectors.formats.repetition import entries
from connectors.formats.segmenter import cut
from connectors.formats.stamps import Stamp, machine
from connectors.page import Document, Page
from schemas.errors import BadDocument

NAME = "html"
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(
    rb"</?(?:p|div|article|section|h[1-6]|span|br|ul|ol|li|time|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_HEAD = 65_536


def sniff(document: Document) -> float:
    """By its first tags, so that a text with a link in angle brackets stays a text."""
    head = document.content[:_HEAD].replace(b"\x00", b"")
    if _PAGE.search(head[:4096]):
        return 0.8
    found = len(_TAG.findall(head))
    return 0.6 if found >= 5 or (found and document.manifest.file.lower().endswith((".html", ".htm"))) else 0.0


def parse(document: Document) -> Page:
    """The posts of an HTML page. Raises BadDocument for what is no text or has none."""
    root = tree(decode(document.content, document.manifest.file))
    if root is None:
        raise BadDocument(f"{document.manifest.file}: the page has no content")
    found = entries(root) if document.manifest.kind != "article" else []
    return page(
        document,
        markup.blocks(root, found),
        NAME,
        body=lambda: markup.blocks(_main(root), []),
        said=_said(root),
        named=tuple(_named(root)),
    )


def _named(root: Element) -> Iterator[str]:
    """The page's title, and the address that it gives as its own."""
    for element in root.iter("title", "meta", "link"):
        if element.tag == "title":
            yield text_of(element)
        elif (element.get("property") or element.get("rel")) in ("og:title", "og:url", "canonical"):
            yield element.get("content") or element.get("href") or ""


def printed(document: Document) -> tuple[Draft, ...]:
    """The posts that a live page's markup shows, without their times resolved; none where it shows none."""
    root = tree(decode(document.content, document.manifest.file))
    found = entries(root) if root is not None else []
    pieces = cut(without_tail(markup.blocks(root, found)), live=True) if root is not None and found else None
    return drafts(pieces) if pieces is not None else ()


_PUBLISHED = ("article:published_time", "datepublished", "date", "dc.date.issued", "dc.date", "pubdate", "publishdate")


def _said(root: Element) -> Stamp | None:
    """When the page says in its head that it was published."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        found.setdefault(name, meta.get("content") or "")
    return next((s for name in _PUBLISHED if name in found and (s := machine(found[name]))), None)


def _main(root: Element) -> Element:
    """The element that holds most of the page's prose, as its own or its children's paragraphs."""
    score: dict[Element, float] = {}
    for p in root.iter("p"):
        size = len(text_of(p))
        parent = p.getparent()
        if size < 40 or parent is None:
            continue
        score[parent] = score.get(parent, 0.0) + size
        above = parent.getparent()
        if above is not None:
            score[above] = score.get(above, 0.0) + size / 2
    return max(score, key=lambda e: score[e], default=root)
