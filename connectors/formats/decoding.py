"""From bytes to text: UTF-8, UTF-16 with and without a mark, what a page declares; and what is no text at all."""

import codecs
import re

from schemas.errors import BadDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
_HEAD = 4096
"""Bytes looked at for a declared encoding and for signs of binary content."""
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.02
_BROKEN_SHARE = 0.01
"""More broken UTF-8 than one in a hundred bytes is another encoding; less is damage in a UTF-8 page."""


def decode(content: bytes, name: str) -> str:
    """The text of a document, with line ends as newlines and without a byte order mark.

    Broken bytes in an otherwise readable page become U+FFFD. Raises BadDocument, naming the file, for a document that
    is empty, binary, or holds lone surrogates.
    """
    if not content.strip(b" \t\r\n\x00\xff\xfe\xef\xbb\xbf"):
        raise BadDocument(f"{name}: the document is empty")
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise BadDocument(f"{name}: not a page but {what}")
    text = _text(content, name)
    head = text[:_HEAD]
    if len(_CONTROL.findall(head)) > max(2, len(head) * _BINARY_SHARE):
        raise BadDocument(f"{name}: the document is binary, not text")
    if not text.strip():
        raise BadDocument(f"{name}: the document is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def _text(content: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, name)
    wide = _wide(content)
    if wide is not None:
        return _strict(content, wide, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(content, name)


def _strict(content: bytes, encoding: str, name: str) -> str:
    """A byte order mark is a promise: one broken byte at the very end is a cut download, anything else is refused."""
    if encoding == "utf-8":
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            return _damaged(content, name)
    width = 4 if "32" in encoding else 2
    whole = content[: len(content) - len(content) % width]
    try:
        return whole.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadDocument(f"{name}: byte {error.start} is not {encoding.upper()} ({error.reason})") from None


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of European text is NUL, which no other text encoding has."""
    head = content[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _damaged(content: bytes, name: str) -> str:
    declared = _DECLARED.search(content[:_HEAD])
    if declared:
        encoding = declared.group(1).decode("ascii").lower()
        if not encoding.startswith(("utf-8", "utf8", "utf-16", "utf-7")):
            try:
                return content.decode(encoding, "replace")
            except LookupError:
                pass  # a name that is no encoding says nothing
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= 8 or broken <= len(content) * _BROKEN_SHARE:
        _refuse_surrogates(content, name)
        return text
    return content.decode("cp1252", "replace")


_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def _refuse_surrogates(content: bytes, name: str) -> None:
    found = _SURROGATE.search(content)
    if found:
        raise BadDocument(f"{name}: lone surrogate at byte {found.start()}")
