"""Live pages as threads, and which pages tell one event: each page's words as they come, compared now and then."""

import math
from collections import Counter
from collections.abc import Iterator

import orjson
from pydantic import Field

from schemas.base import Model
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

LISTING, TRIED = 64, 16
"""Pages found under one word, the latest; and pages that are compared, those that share most words."""

TITLE = 2
"""A word of the title counts as in two posts."""


class _Page(Model):
    """A page: its posts so far, the span of their times, the page it was joined to (else itself), its words' posts."""

    posts: int = 0
    first: int
    last: int
    root: str
    words: dict[str, int] = Field(default={})

    def vector(self) -> dict[str, float]:
        """The words by weight, of length 1: the root of the share of posts with the word, and how seldom it is."""
        weights = {w: math.sqrt(n / self.posts) * weight(w) for w, n in self.words.items() if n > 1}
        best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:COMPARED]
        length = math.sqrt(sum(x * x for _, x in best)) or 1.0
        return {word: x / length for word, x in best}


class Pages:
    """The pages of one desk."""

    def __init__(self, desk: str, store: Store) -> None:
        self._store = store
        self._pages, self._words = key("cluster", "page", desk), key("cluster", "page word", desk)

    def label(self, page: str) -> str:
        """The page, or the one that stands for all those joined with it."""
        found = self._get(page)
        return page if found is None or found.root == page else self.label(found.root)

    def add(self, post: Post) -> list[tuple[str, str]]:
        """Counts a new post of its page. The labels that end with it, each with the one that goes on in its place."""
        at = microseconds(post.published.latest)
        page = self._get(post.source) or _new(post, at)
        counts = page.words.copy()
        for word in telling(f"{post.title or ''}\n{post.text}"):
            counts[word] = counts.get(word, 0) + 1
        if len(counts) > KEPT:
            counts = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: KEPT * 3 // 4])
        page = page.model_copy(
            update={
                "posts": page.posts + 1,
                "first": min(page.first, at),
                "last": max(page.last, at),
                "words": counts,
            }
        )
        self._put(post.source, page)
        return list(self._join(post.source, page)) if page.posts in LOOKS else []

    def _join(self, name: str, page: _Page) -> Iterator[tuple[str, str]]:
        vector = page.vector()
        for other_name in self._meet(name, list(vector)[:LISTED]):
            other = self._get(other_name)
            if other is None or abs(other.last - page.last) > APART:
                continue
            theirs = other.vector()
            if sum(x * theirs.get(word, 0.0) for word, x in vector.items()) >= ALIKE:
                yield from self._unite(name, other_name)

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
        roots = [(root, page) for name in (one, other) if (page := self._get(root := self.label(name))) is not None]
        (stays, _), (ends, ending) = sorted(roots, key=lambda found: (found[1].first, found[0]))
        if stays != ends:
            self._put(ends, ending.model_copy(update={"root": stays}))
            yield ends, stays

    def _get(self, page: str) -> _Page | None:
        raw = self._store.get(self._pages + key(page))
        return _Page.model_validate_json(raw) if raw is not None else None

    def _put(self, name: str, page: _Page) -> None:
        self._store.put(self._pages + key(name), page.model_dump_json().encode())


def _new(post: Post, at: int) -> _Page:
    """A page of which no post is counted yet: only its title, without the names of section and outlet that follow."""
    title = (post.page_title or "").split("|")[0].rsplit(" - ", 1)[0]
    return _Page(first=at, last=at, root=post.source, words=dict.fromkeys(telling(title), TITLE))
