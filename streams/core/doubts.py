"""What captures with lost posts leave open, so that a lost post that is put back later still counts for its moment.

A capture with a post missing proves nothing gone, and what its lost post says of a known one is not heard. Once it is
put back, other captures may have been used: they have told of most posts, and what they told is newer. Of the others
the capture is the newest word, late as it is.
"""

from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter

from schemas.base import Instant, Model
from streams.core.keys import key
from streams.core.sources import Window
from streams.core.store import Store

KEPT, WIDEST = 16, 5_000
"""So many of a source's latest captures with lost posts are kept in doubt, none that shows or leaves open more posts
than these: each further capture of the source goes through all of it. The others, put back, add posts only."""


class Doubt(Model):
    """A capture with lost posts.

    `before` is the window that it was compared with; `shown` its posts, top first, the `lost` ones in their places;
    `missing` are the known posts that have left the inside of that window, unless they are the lost ones; `open` those
    of which nothing newer has been heard.
    """

    capture: str
    at: Instant
    before: Window
    shown: tuple[str, ...]
    lost: tuple[str, ...]
    missing: tuple[str, ...]
    open: tuple[str, ...]
    next: str | None = None
    next_at: Instant | None = None
    next_shown: tuple[str, ...] | None = None
    """The next capture that shows anything, and its posts: None while there is none, or it lacks a post too."""


def lost(place: int) -> str:
    """Stands for the id of a lost post at this place of its capture: no id, which are digests."""
    return f"lost {place}"


class Heard(Model):
    """What a capture of the source told: the posts that it showed, those that it published and those found removed."""

    capture: str
    at: Instant
    late: bool
    lost: bool
    """Does it lack a post?"""
    shown: tuple[str, ...]
    published: tuple[str, ...]
    removed: tuple[str, ...]


_ALL: Final = TypeAdapter(tuple[Doubt, ...])


class Doubts:
    """The doubts of one source, the latest capture last."""

    def __init__(self, source: str, store: Store) -> None:
        self._key, self._store = key("revise", "doubts", source), store
        found = store.get(self._key)
        self._all: tuple[Doubt, ...] = _ALL.validate_json(found) if found is not None else ()

    def of(self, capture: str) -> Doubt | None:
        return next((doubt for doubt in self._all if doubt.capture == capture), None)

    def pending(self) -> Doubt | None:
        """That of the latest capture, if it is in doubt."""
        return next((doubt for doubt in reversed(self._all) if doubt.next is None), None)

    def hear(self, told: Heard) -> None:
        """Takes in what a capture of the source told. What it left in doubt itself is settled."""
        if self._all:
            own = self.of(told.capture)
            rest = (doubt for doubt in self._all if doubt is not own)
            self._keep(tuple(_heard(doubt, told, own) for doubt in rest))

    def add(self, doubt: Doubt) -> None:
        if max(len(doubt.shown), len(doubt.open), len(doubt.before.shown)) <= WIDEST:
            self._keep(tuple(sorted((*self._all, doubt), key=lambda doubt: doubt.at))[-KEPT:])

    def _keep(self, doubts: tuple[Doubt, ...]) -> None:
        self._all = doubts
        if doubts:
            self._store.put(self._key, _ALL.dump_json(doubts))
        else:
            self._store.delete(self._key)


def _heard(doubt: Doubt, told: Heard, own: Doubt | None) -> Doubt:
    update: dict[str, object] = {}
    if told.at < doubt.at:
        if own is not None and own.next == doubt.capture:
            update |= {"before": doubt.before.model_copy(update={"shown": told.shown})}
        return doubt.model_copy(update=update | {"open": _joined(doubt.open, told.published)})
    settled = {*told.shown, *told.removed}
    left: Sequence[str] = ()
    if doubt.next is None and (told.shown or told.lost) and not told.late:
        left = [post for post in doubt.shown if post not in doubt.lost]
        update |= {"next": told.capture, "next_at": told.at}
    if not told.lost and told.capture in (doubt.next, update.get("next")):
        update |= {"next_shown": told.shown}
    update |= {"open": tuple(post for post in _joined(doubt.open, left) if post not in settled)}
    return doubt.model_copy(update=update)


def _joined(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple({post: None for part in (one, other) for post in part})
