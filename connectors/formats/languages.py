"""The language that a document says it is in."""

import re
from typing import Final

_HEAD: Final = 65_536
"""Bytes of a document in which it says so."""
_SAYS: Final = (
    re.compile(rb"<html\b[^>]{0,2000}?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)", re.IGNORECASE),
    re.compile(
        rb"<(?:feed|rss)\b[^>]{0,2000}?\bxml:lang\s*=\s*[\"']([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE
    ),
    re.compile(rb"<(?:dc:)?language>\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*</", re.IGNORECASE),
    re.compile(rb"\A\s*\{[^\x00]{0,20000}?\"language\"\s*:\s*\"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\""),
)
"""HTML, Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""


def declared(content: bytes) -> str | None:
    """The language tag (BCP 47) with which a page or feed begins; None where it says none."""
    head = content[:_HEAD]
    for says in _SAYS:
        if (found := says.search(head)) is not None:
            return found[1].decode("ascii").replace("_", "-")
    return None
