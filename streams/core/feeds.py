"""Threads in feeds that mix subjects: each post joins the event that its nearest posts tell.

Posts are linked with the few most similar ones before them. A new post joins the event of most of its links; one
without a strong link stands with the event that most of its weak links point to. Every so many posts the latest are
looked at again together, as communities of links, and posts move to where they belong by what is known now.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from schemas.posts import Post
from streams.core.events import Events, Link, Moved, Placing
from streams.core.keys import key, microseconds
from streams.core.nearest import Nearest
from streams.core.review import STRONG, WEAK, pointed, review
from streams.core.store import Store
from streams.core.telling import telling

NEAREST, LIKELY = 10, 30
"""Links of a post, and posts that are looked at for those in time. With 5 links an event is slower to close; 15 add
no more than noise."""

APART = 3 * 24 * 3600 * 1_000_000
"""Microseconds of event time between two posts from which they are not linked: that is another episode."""

WINDOW = 512
"""Posts that are looked at again, the latest: as many as a desk sees on a busy day."""

RESTS = 192
"""Posts without one of an event from which it stays as it is. Later its posts leave the window, and what is left of it
there says less and less of it."""

PART, LEAST, MOST = 8, 4, 64
"""They are looked at again when the feed has grown by an eighth, but by no less than 4 posts and no more than 64: often
while an event is young and much of what is known is new, seldom enough to cost little."""


class Feeds:
    """The posts of one desk that no page holds together."""

    def __init__(self, desk: str, store: Store) -> None:
        self._nearest, self._events = Nearest(desk, store), Events(desk, store)
        self._store, self._number = store, key("cluster", "number", desk)

    def label(self, post: str) -> str | None:
        """The thread of a post that was added, or None."""
        number = self._store.get(self._number + key(post))
        return self._label(int(number)) if number is not None else None

    def add(self, post: Post) -> tuple[str, list[Moved]]:
        """Counts a new post: its label, and the posts that move because of it."""
        at = microseconds(post.published.latest)
        number, last = self._events.feed()
        self._store.put(self._number + key(post.id), b"%d" % number)
        words = telling(f"{post.title}\n{post.text}" if post.title else post.text)
        near = self._in_time(at, self._nearest.add(number, words, WEAK))
        event = self._nearest_event(near)
        links = tuple((other, cosine) for other, cosine, _ in near)
        self._events.put(number, Placing(post.id, at, number if event is None else event, links))
        count = number + 1
        if count < last + min(max(last // PART, LEAST), MOST):
            self._events.set_feed(count, last)
            return post.id if event is None else self._events.label(event), []
        self._events.set_feed(count, count)
        moved = self._look_again(count)
        return self._label(number), [move for move in moved if move.post != post.id]

    def _label(self, number: int) -> str:
        return self._events.label(self._events.placing(number).event)

    def _in_time(self, at: int, likely: Sequence[Link]) -> list[tuple[int, int, int]]:
        """The nearest posts within reach: number, cosine, event."""
        near = ((other, cosine, self._events.placing(other)) for other, cosine in likely[:LIKELY])
        within = ((other, cosine, there.event) for other, cosine, there in near if abs(there.at - at) <= APART)
        return list(islice(within, NEAREST))

    def _nearest_event(self, near: list[tuple[int, int, int]]) -> int | None:
        """The event of most of the strong links; without one, that of most of the weak, where these agree."""
        strong, weak = Counter[int](), Counter[int]()
        for _, cosine, event in near:
            if cosine >= STRONG:
                strong[event] += cosine
            weak[event] += cosine
        return min(strong, key=lambda event: (-strong[event], event)) if strong else pointed(weak)

    def _look_again(self, count: int) -> list[Moved]:
        """Finds the events of the latest posts anew: the posts that move."""
        window = self._events.since(max(0, count - WINDOW))
        found = review(window, count - RESTS, lambda other: self._events.placing(other).event, self._events.is_named)
        moved = []
        for number, placing in window.items():
            if found[number] != placing.event:
                self._events.put(number, replace(placing, event=found[number]))
                moved.append(Moved(post=placing.post, label=self._events.label(found[number])))
        return moved
