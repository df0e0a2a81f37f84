"""Live pages as threads, and which pages tell one event: each page's words as they come, compared now and then."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from schemas.posts import Post
from streams.core.keys import key, microseconds
from streams.core.store import Store
from streams.core.telling import telling, weight

KEPT, COMPARED, LISTED = 256, 100, 24
"""Of a page's words the commonest 256 are counted on, the 100 of most weight make its vector, and under the first 24 of
these other pages find it."""

ALIKE = 0.4
"""Cosine from which two pages tell one event. Pages on one event share names and places throughout; on pages that only
share a subject (two parliaments, two elections) the names differ, and with them most of the weight."""

LOOKS = frozenset(n for power in range(1, 20) for n in (2 ** (power + 1), 3 * 2**power))
"""A page is compared when it has 4, 6, 8, 12, 16, 24 … posts: early enough to join it, seldom enough to cost nothing.
With less than 4 posts it has not said what it is about."""

APART = 2 * 24 * 3600 * 1_000_000
"""Microseconds between the latest posts of two pages from which they are not joined: that is another episode."""

LISTING, TRIED = 64, 12
"""Pages found under one word, the latest; and pages that are compared, those that share most words."""

TITLE = 2
"""A word of the title counts as in two posts."""


@dataclass(slots=True)
class _Page:
    """A page: its posts so far, the times of the first and the last, and in how many posts each word stands."""

    posts: int
    first: int
    last: int
    words: dict[str, int]

    def vector(self) -> dict[str, float]:
        """The words by weight, of length 1: the root of the share of posts with the word, and how seldom it is."""
        weights = [(-math.sqrt(n / self.posts) * weight(w), w) for w, n in self.words.items() if n > 1]
        best = sorted(weights)[:COMPARED]
        length = math.sqrt(sum(x * x for x, _ in best)) or 1.0
        return {word: -x / length for x, word in best}


class Pages:
    """The pages of one desk."""

    def __init__(self, desk: str, store: Store) -> None:
        self._store = store
        self._pages, self._vectors = key("cluster", "page", desk), key("cluster", "page vector", desk)
        self._words, self._joined = key("cluster", "page word", desk), key("cluster", "joined", desk)

    def label(self, page: str) -> str:
        """The page, or the oldest of those joined with it."""
        joined = self._store.get(self._joined + key(page))
        return page if joined is None else self.label(joined.decode())

    def add(self, post: Post) -> list[tuple[str, str]]:
        """Counts a new post of its page. The labels that end with it, each with the one that goes on in its place."""
        at = microseconds(post.published.latest)
        page = self._get(post.source) or _new(post, at)
        for word in telling(f"{post.title}\n{post.text}" if post.title else post.text):
            page.words[word] = page.words.get(word, 0) + 1
        if len(page.words) > KEPT:
            kept = sorted([(-n, word) for word, n in page.words.items()])[: KEPT * 3 // 4]
            page.words = {word: -n for n, word in kept}
        page.posts += 1
        page.first, page.last = min(page.first, at), max(page.last, at)
        self._put(post.source, page)
        return list(self._join(post.source, page)) if page.posts in LOOKS else []

    def _join(self, name: str, page: _Page) -> Iterator[tuple[str, str]]:
        vector = page.vector()
        self._store.put(self._vectors + key(name), orjson.dumps([page.last, vector]))
        for other in self._meet(name, list(vector)[:LISTED]):
            last, theirs = orjson.loads(self._store.get(self._vectors + key(other)) or b"[0,{}]")
            alike = sum(x * theirs.get(word, 0.0) for word, x in vector.items())
            if alike >= ALIKE and abs(last - page.last) <= APART:
                yield from self._unite(name, other)

    def _meet(self, name: str, listed: list[str]) -> list[str]:
        """Lists the page under its words; the other pages there, those that share most words first."""
        met: Counter[str] = Counter()
        for word in listed:
            at = self._words + key(word)
            names: list[str] = orjson.loads(self._store.get(at) or b"[]")
            met.update(names)
            if name not in names:
                self._store.put(at, orjson.dumps([*names, name][-LISTING:]))
        del met[name]
        return sorted(met, key=lambda other: (-met[other], other))[:TRIED]

    def _unite(self, one: str, other: str) -> Iterator[tuple[str, str]]:
        labels = {self.label(one), self.label(other)}
        found = [(page.first, label) for label in labels if (page := self._get(label)) is not None]
        if len(found) == 2:
            (_, stays), (_, ends) = sorted(found)
            self._store.put(self._joined + key(ends), stays.encode())
            yield ends, stays

    def _get(self, page: str) -> _Page | None:
        raw = self._store.get(self._pages + key(page))
        return _Page(*orjson.loads(raw)) if raw is not None else None

    def _put(self, name: str, page: _Page) -> None:
        row = (page.posts, page.first, page.last, page.words)
        self._store.put(self._pages + key(name), orjson.dumps(row))


def _new(post: Post, at: int) -> _Page:
    """A page of which no post is counted yet: only its title, without the names of section and outlet that follow."""
    title = (post.page_title or "").split("|")[0].rsplit(" - ", 1)[0]
    return _Page(0, at, at, dict.fromkeys(telling(title), TITLE))
