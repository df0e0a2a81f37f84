"""Shelves: the claims of one path of a thread as far as its value looks at them, in memory and in step with the store.

A value rests on the first and last few claims of each shelf. They are read from the store once, by a bounded number of
seeks, and from then on whatever comes to stand or falls is put in its place; only where a claim falls that was among
those few is the shelf read again.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import Final

from schemas.codec import read
from streams.core.claims import shelf_key
from streams.core.keys import TICK, beginning_with, key
from streams.core.store import Store
from streams.core.written import ClaimRow

NEAR: Final = 8
"""How many of the first, and of the last, claims of a shelf are looked at. More independent confirmations than that
tell a desk nothing new, and a state's time is set by its first reports."""

SOURCES: Final = 32
"""Shelves of a figure, a source each, whose newest values stand side by side in the head."""

_AT = attrgetter("at")
_NONE: Final[list["Held"]] = []


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A claim, where it stands on its shelf (`at`), and where among the claims of all shelves (`order`)."""

    at: bytes
    order: tuple[bytes, bool, int, str]
    row: ClaimRow


def held(post_order: bytes, row: ClaimRow) -> Held:
    """The claim of a post that stands there in the order of time."""
    said = row["evidence"]
    order = (post_order, said["where"] != "text", said["start"], row["id"])
    return Held(post_order + key(row["id"]), order, row)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which claims a thread rests on: those of one story between two instants, both included."""

    story: str
    start: datetime
    end: datetime
    store: Store

    def claims(self, path: str, shelf: str, count: int, *, newest: bool = False) -> list[Held]:
        """The first claims of a shelf, or the last, in order of time."""
        prefix = shelf_key(self.story, path, shelf)
        low, high = prefix + key(self.start), prefix + key(self.end + TICK)
        found = [
            held(at[len(prefix) : -len(row["id"].encode()) - 1], row)
            for at, raw in islice(self.store.scan(low, high, reverse=newest), count)
            for row in (_claim(raw),)
        ]
        return found[::-1] if newest else found

    def shelves(self, path: str) -> Iterator[str]:
        """The shelves of a path on which any claim of the scope stands, a seek each."""
        prefix = key("claim", self.story, path)
        low, end = beginning_with(prefix)
        while (found := next(self.store.scan(low, end), None)) is not None:
            shelf = found[0][len(prefix) :].split(b"\x00", 1)[0].decode()
            if self.claims(path, shelf, 1):
                yield shelf
            low = beginning_with(shelf_key(self.story, path, shelf))[1]


def _claim(raw: bytes) -> ClaimRow:
    row: ClaimRow = read(raw)
    return row


@dataclass(slots=True)
class _Shelf:
    first: list[Held]
    last: list[Held]
    ends: list[Held] | None = None
    """Both as one, once asked for."""

    def put(self, claim: Held, near: int) -> None:
        """Put a claim in its place, or in that of the one that stood there."""
        self.ends = None
        first, last = self.first, self.last
        at = bisect_left(first, claim.at, key=_AT)
        if at < len(first) and first[at].at == claim.at:
            first[at] = claim
        elif at < near:
            first.insert(at, claim)
            del first[near:]
        at = bisect_left(last, claim.at, key=_AT)
        if at < len(last) and last[at].at == claim.at:
            last[at] = claim
        elif at or len(last) < near:
            last.insert(at, claim)
            del last[:-near]

    def has(self, at: bytes) -> bool:
        return any(c.at == at for c in self.first) or any(c.at == at for c in self.last)

    def drop(self, at: bytes) -> None:
        self.ends = None
        self.first = [c for c in self.first if c.at != at]
        self.last = [c for c in self.last if c.at != at]


class Shelves:
    """The shelves of one path of a thread. Those not yet asked for are not in memory, and nothing is done for them."""

    def __init__(self, path: str, near: int, *, empty: bool) -> None:
        """`empty`: no claim of the path stands in the thread yet, so nothing has to be read."""
        self._path, self._near, self._whole = path, near, empty
        self._shelves: dict[str, _Shelf] = {}
        self._sources: list[str] | None = None

    def __len__(self) -> int:
        """How many claims are in memory, about."""
        return sum(len(s.first) + len(s.last) for s in self._shelves.values())

    def ends(self, shelf: str, scope: Scope) -> list[Held]:
        """The first and last claims of a shelf, in order of time; the same list until one comes or goes."""
        there = self._shelf(shelf, scope)
        if there is None:
            return _NONE
        if there.ends is None:
            seen = there.first[-1].at if len(there.first) == self._near else None
            there.ends = there.first + [c for c in there.last if seen is not None and c.at > seen]
        return there.ends

    def filled(self, shelves: Iterable[str], scope: Scope) -> list[tuple[str, list[Held]]]:
        """Of these shelves those on which a claim stands, with their first and last claims."""
        near = [s for s in shelves if s in self._shelves] if self._whole else shelves
        return [(shelf, ends) for shelf in near if (ends := self.ends(shelf, scope))]

    def last(self, shelf: str, scope: Scope) -> list[Held]:
        """The last claims of a shelf, in order of time."""
        there = self._shelf(shelf, scope)
        return _NONE if there is None else there.last

    def newest(self, scope: Scope) -> list[Held]:
        """The newest claim of each of the first SOURCES shelves, by name."""
        if self._sources is None:
            every = sorted(n for n, s in self._shelves.items() if s.last) if self._whole else scope.shelves(self._path)
            self._sources = list(islice(every, SOURCES))
        return [there.last[-1] for name in self._sources if (there := self._shelf(name, scope)) is not None]

    def stands(self, shelf: str, claim: Held) -> None:
        """The claim stands now, in the store, too."""
        if self._sources is not None and shelf not in self._sources:
            self._source(shelf)
        there = self._shelves.get(shelf)
        if there is None and self._whole:
            there = self._shelves[shelf] = _Shelf([], [])
        if there is not None:
            there.put(claim, self._near)

    def falls(self, shelf: str, at: bytes) -> None:
        """No claim stands there any more, in the store either."""
        there = self._shelves.get(shelf)
        if there is None or not there.has(at):
            return
        if len(there.first) < self._near:
            there.drop(at)
        else:
            del self._shelves[shelf]
            self._whole = False
        if shelf not in self._shelves or not there.first:
            self._sources = None

    def _source(self, shelf: str) -> None:
        """One more shelf, empty so far, where it is one of the first."""
        sources = self._sources = sorted((*(self._sources or ()), shelf))
        self._shelves[shelf] = _Shelf([], [])
        for beyond in sources[SOURCES:]:
            del self._shelves[beyond]
            self._whole = False
        del sources[SOURCES:]

    def _shelf(self, shelf: str, scope: Scope) -> _Shelf | None:
        """The shelf, if any claim stands there."""
        there = self._shelves.get(shelf)
        if there is None and not self._whole:
            first = scope.claims(self._path, shelf, self._near)
            full = len(first) == self._near
            last = scope.claims(self._path, shelf, self._near, newest=True) if full else list(first)
            there = self._shelves[shelf] = _Shelf(first, last)
        return there
