"""Identity: ids that are functions of what they name, never of when or where they were made."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_LENGTH = 20
"""Hex digits of an id: 80 bits, so that a billion of them collide with a chance of one in two million."""


_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_ASCII_AMONG_THESE = bytes(n for n in range(128) if not chr(n).isalnum())


def framed(parts: Iterable[bytes]) -> bytes:
    """These parts as one, each behind its length, so that they cannot run into each other."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


def digest(*parts: str) -> str:
    """A short stable id of these parts, in this order; parts cannot run into each other."""
    return hashlib.blake2b(framed(map(str.encode, parts)), digest_size=_LENGTH // 2).hexdigest()


def fingerprint(title: str | None, text: str) -> str:
    """What is the same for two texts that differ only in case, spacing, punctuation, markup or Unicode form."""
    folded = unicodedata.normalize("NFKC", f"{title or ''}\n{text}").casefold()
    letters = folded.encode().translate(None, _ASCII_AMONG_THESE).decode()
    return digest(letters if letters.isascii() else _NOT_ALPHANUMERIC.sub("", letters))
