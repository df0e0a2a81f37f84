"""What captures with lost posts leave open, so that a lost post that is put back later still counts for its moment.

A capture with a post missing proves nothing gone, and what its lost post says of a known one is not heard. Once it is
put back, other captures may have been used: they have told of most posts, and what they told is newer. Of the others
the capture is the newest word, late as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.base import Instant, Model
from schemas.ids import digest
from streams.core.keys import key, prefix_range
from streams.core.sources import Window
from streams.core.store import Store

KEPT, MOST = 16, 25_000
"""So many of a source's latest captures with lost posts are kept in doubt, none with more ids of posts than these: each
further capture of the source goes through them, and a row of them has 600 KB, which a broker takes. The others, put
back, add posts only."""


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

    def size(self) -> int:
        parts = (self.before.posts(), self.shown, self.missing, self.open, self.next_shown or ())
        return sum(map(len, parts))


def lost(place: int) -> str:
    """Stands for the id of a lost post at this place of its capture: no id, which are digests."""
    return f"lost {place}"


@dataclass(frozen=True, slots=True)
class Heard:
    """What a capture of the source told: the posts that it showed, those that it published and those found removed."""

    capture: str
    at: Instant
    late: bool
    lost: bool
    """Does it lack a post?"""
    shown: tuple[str, ...]
    published: tuple[str, ...]
    removed: tuple[str, ...]


class Doubts:
    """The doubts of one source, the latest capture last."""

    def __init__(self, source: str, store: Store) -> None:
        self._source, self._store = source, store
        rows = store.scan(*prefix_range("revise", "doubt", source))
        self._all = [Doubt.model_validate_json(raw) for _, raw in rows]

    def of(self, capture: str) -> Doubt | None:
        return next((doubt for doubt in self._all if doubt.capture == capture), None)

    def pending(self) -> Doubt | None:
        """That of the latest capture, if it is in doubt."""
        return next((doubt for doubt in reversed(self._all) if doubt.next is None), None)

    def hear(self, told: Heard) -> None:
        """Takes in what a capture of the source told. What it left in doubt itself is settled."""
        own = self.of(told.capture)
        for doubt in tuple(self._all):
            if doubt is own:
                self._drop(doubt)
            elif (new := _heard(doubt, told, own)) != doubt:
                self._drop(doubt)
                self.add(new)

    def add(self, doubt: Doubt) -> None:
        """Keeps it, and drops the oldest where there are too many."""
        if doubt.size() <= MOST:
            self._all = sorted((*self._all, doubt), key=self._place)
            self._store.put(self._place(doubt), doubt.model_dump_json(exclude_defaults=True).encode())
        for old in self._all[:-KEPT]:
            self._drop(old)

    def _drop(self, doubt: Doubt) -> None:
        self._all.remove(doubt)
        self._store.delete(self._place(doubt))

    def _place(self, doubt: Doubt) -> bytes:
        return key("revise", "doubt", self._source, doubt.at, digest(doubt.capture))


def _heard(doubt: Doubt, told: Heard, own: Doubt | None) -> Doubt:
    update: dict[str, object] = {}
    if told.at < doubt.at:
        if own is not None and own.next == doubt.capture:
            update |= {"before": doubt.before.model_copy(update={"shown": told.shown})}
        return doubt.model_copy(update=update | {"open": _joined(doubt.open, told.published)})
    settled = {*told.shown, *told.removed}
    left: Sequence[str] = ()
    if doubt.next is None and (told.shown or told.lost) and not told.late:
        places = {*doubt.lost}
        left = [post for post in doubt.shown if post not in places]
        update |= {"next": told.capture, "next_at": told.at}
    if not told.lost and told.capture in (doubt.next, update.get("next")):
        update |= {"next_shown": told.shown}
    update |= {"open": tuple(post for post in _joined(doubt.open, left) if post not in settled)}
    return doubt.model_copy(update=update)


def _joined(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
