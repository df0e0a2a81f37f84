"""Events in a desk's feeds, as they are kept: each post with its links, and the event that it is in."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from schemas.base import Model
from streams.core.keys import beginning_with, key
from streams.core.store import Store

Link = Sequence[int]
"""An earlier post by its number, and the cosine in thousandths."""


class Moved(Model):
    """A post now stands in another thread than was told before."""

    post: str
    label: str


@dataclass(frozen=True, slots=True)
class Placing:
    """A counted post, its time in microseconds, its event, and the earlier posts most like it."""

    post: str
    at: int
    event: int
    links: Sequence[Link]


class Events:
    """One desk's part of the store. Posts go by number as they come, and an event by that of the post whose id is its
    label."""

    def __init__(self, desk: str, store: Store) -> None:
        self._store, self._feed = store, key("cluster", "feed", desk)
        self._placing, self._event = key("cluster", "placing", desk), key("cluster", "event", desk)

    def feed(self) -> tuple[int, int]:
        """How many posts were counted, and at how many the events are looked at again."""
        raw = self._store.get(self._feed)
        if raw is None:
            return 0, 0
        count, look = orjson.loads(raw)
        return count, look

    def set_feed(self, count: int, look: int) -> None:
        self._store.put(self._feed, orjson.dumps((count, look)))

    def placing(self, number: int) -> Placing:
        return Placing(*orjson.loads(self._store.get(self._placing + key(number)) or b""))

    def since(self, first: int) -> dict[int, Placing]:
        """The posts from a number on."""
        rows = self._store.scan(self._placing + key(first), beginning_with(self._placing)[1])
        return {number: Placing(*orjson.loads(raw)) for number, (_, raw) in enumerate(rows, first)}

    def put(self, number: int, placing: Placing) -> None:
        row = (placing.post, placing.at, placing.event, placing.links)
        self._store.put(self._placing + key(number), orjson.dumps(row))
        if not self.is_named(placing.event):
            self._store.put(self._event + key(placing.event), b"")

    def is_named(self, event: int) -> bool:
        """Whether the post of this number ever gave its id to an event."""
        return self._store.get(self._event + key(event)) is not None

    def label(self, event: int) -> str:
        return self.placing(event).post
