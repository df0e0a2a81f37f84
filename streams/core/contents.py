"""The texts of a desk's posts, each once however many posts repeat it, found again by what near-copies share."""

import struct
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Final

import orjson

from streams.core.keys import beginning_with, key
from streams.core.likeness import MOST_WORDS
from streams.core.recall import Recall
from streams.core.store import Store
from streams.core.texts import Words, exact, numbers, plain

HORIZON = 7 * 24 * 3600 * 1_000_000
"""Microseconds of event time within which a post can be the copy of another: agencies' texts are reprinted for some
days; the same words a month later are another occasion."""

_SLICE = 2 * HORIZON
"""Texts are looked up by spans of time of this length: whatever is within the horizon lies in a post's own span or in
the nearer of those beside it, and old spans are never read again."""

FULL = 64
"""Texts under one shingle in one span. Above that it is a phrase of the season and tells no copies apart: the least by
digest stay, and whatever is looked up under it is marked, since a copy may be missed."""

TRIED = 16
"""Texts that are read and compared with a new one, those that share most of its sketch."""

_DIGEST = 20
_MOST_TEXT = 10 * MOST_WORDS
"""Characters of a text that are kept to compare."""


@dataclass(frozen=True)
class Content:
    """A text as it is compared. Of one that is kept, the words are read when it is first aligned, as few ever are."""

    digest: str
    text: str
    sketch: tuple[int, ...]
    numbers: frozenset[str]
    read: Words | None = field(default=None, compare=False)

    @cached_property
    def words(self) -> Words:
        return plain(self.text).first(MOST_WORDS) if self.read is None else self.read

    @cached_property
    def under(self) -> list[bytes]:
        """The sketch as parts of keys."""
        return [key(code) for code in self.sketch]


def content_of(found: Words) -> Content:
    """Copies with the same words are one content; what is compared beyond that is the beginning of a long text."""
    start = found.first(MOST_WORDS)
    return Content(exact(found), start.text[:_MOST_TEXT], start.sketch, numbers(start), start)


_KEPT: Final = Recall[tuple[bytes, Content]](2048)
"""Texts lately added or read, with their rows."""


class Contents:
    """One desk's part of the store."""

    def __init__(self, desk: str, store: Store) -> None:
        self._store = store
        self._content, self._exact = key("dedupe", "content", desk), key("dedupe", "exact", desk)
        self._shingle = key("dedupe", "shingle", desk)

    def get(self, digest: str) -> Content | None:
        raw = self._store.get(self._content + key(digest))
        if raw is None:
            return None
        kept = _KEPT.get(digest)
        if kept is not None and kept[0] == raw:
            return kept[1]
        text, sketch, figures = orjson.loads(raw)
        content = Content(digest, text, tuple(sketch), frozenset(figures))
        _KEPT.keep(digest, (raw, content))
        return content

    def add(self, content: Content, at: int, post: str) -> bool:
        """The post says this, at that time. Whether another one ever said it before."""
        first, last = _span(at)
        known = self._store.get(self._content + key(content.digest)) is not None
        if not known or next(self._posts(content.digest, first, last), None) is None:
            self._list(content, at // _SLICE)
        self._store.put(self._exact + key(content.digest, at, post), b"")
        return known

    def drop(self, content: Content, at: int, post: str) -> None:
        """The post says it no longer. What no post says is forgotten."""
        self._store.delete(self._exact + key(content.digest, at, post))
        first, last = _span(at)
        if next(self._posts(content.digest, first, last), None) is None:
            self._unlist(content, at // _SLICE)
        said = self._store.scan(*beginning_with(self._exact + key(content.digest)))
        if next(said, None) is None:
            self._store.delete(self._content + key(content.digest))

    def before(self, digest: str, at: int, post: str) -> str | None:
        """The post that last said this before this place, within the horizon."""
        start = self._exact + key(digest, at - HORIZON)
        end = self._exact + key(digest, at, post)
        return _only(self._store.scan(start, end, reverse=True))

    def after(self, digest: str, at: int, post: str) -> str | None:
        """The post that first says this after this place, within the horizon."""
        start = self._exact + key(digest, at, post, "")
        end = self._exact + key(digest, at + HORIZON + 1)
        return _only(self._store.scan(start, end))

    def earliest(self, digest: str, at: int) -> str | None:
        """The first post within the horizon that says this."""
        return next(self._posts(digest, at - HORIZON, at + HORIZON + 1), None)

    def alike(self, content: Content, at: int) -> tuple[list[str], bool]:
        """Digests of other texts that may be near this one, the likeliest first, and whether some may be missing."""
        own = at // _SLICE
        beside = own + 1 if at % _SLICE >= HORIZON else own - 1
        places = [listing + code for listing in map(self._listing, (own, beside)) for code in content.under]
        listed = [_split(raw) for place in places if (raw := self._store.get(place)) is not None]
        full = any(len(digests) >= FULL for digests in listed)
        met = Counter(chain.from_iterable(listed))
        met.pop(content.digest.encode(), None)
        least = 2 if len(content.sketch) > 2 else 1
        likely = sorted((-count, digest) for digest, count in met.items() if count >= least)
        return [digest.decode() for _, digest in likely[:TRIED]], full or len(likely) > TRIED

    def _posts(self, digest: str, first: int, last: int) -> Iterator[str]:
        start = self._exact + key(digest, first)
        for at, _ in self._store.scan(start, self._exact + key(digest, last)):
            yield _post(at)

    def _list(self, content: Content, span: int) -> None:
        value = orjson.dumps([content.text, content.sketch, sorted(content.numbers)])
        self._store.put(self._content + key(content.digest), value)
        if content.read is not None and content.text == content.read.text:
            _KEPT.keep(content.digest, (value, content))
        listing, digest = self._listing(span), content.digest.encode()
        for code in content.under:
            at = listing + code
            raw = self._store.get(at) or b""
            listed = _split(raw)
            place = bisect_left(listed, digest)
            if place < FULL and digest not in listed[place : place + 1]:
                cut = place * _DIGEST
                self._store.put(at, (raw[:cut] + digest + raw[cut:])[: FULL * _DIGEST])

    def _listing(self, span: int) -> bytes:
        """What the keys begin with under which the texts of a span of time are listed."""
        return self._shingle + key(span)

    def _unlist(self, content: Content, span: int) -> None:
        listing = self._listing(span)
        for code in content.under:
            at = listing + code
            listed = [digest for digest in _split(self._store.get(at) or b"") if digest != content.digest.encode()]
            if listed:
                self._store.put(at, b"".join(listed))
            else:
                self._store.delete(at)


def _span(at: int) -> tuple[int, int]:
    start = at // _SLICE * _SLICE
    return start, start + _SLICE


def _split(raw: bytes) -> tuple[bytes, ...]:
    return struct.unpack(f"{_DIGEST}s" * (len(raw) // _DIGEST), raw)


def _post(at: bytes) -> str:
    """The last part of a key, which ends in NUL as every part does."""
    return at[at.rindex(b"\x00", 0, -1) + 1 : -1].decode()


def _only(rows: Iterator[tuple[bytes, bytes]]) -> str | None:
    row = next(rows, None)
    return _post(row[0]) if row is not None else None
