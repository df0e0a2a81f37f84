"""What becomes of a post's claims in one scope, and of its place in a thread: rows of the store, and records."""

from collections.abc import Iterator
from typing import Any

from schemas.codec import Fragment, write
from schemas.posts import Known, Post
from schemas.topics import CLAIMS, ROUTINGS
from streams.core.claims import Placed, order_key, shelf_key
from streams.core.episodes import Member
from streams.core.filings import Filed, Filing
from streams.core.heads import Fallen, Stood
from streams.core.keys import key
from streams.core.shelves import held
from streams.core.store import Record, Store
from streams.core.written import known_row

UNDECLARED = "~"
"""Begins the scope of a thread that follows no declared story; a declared story's scope is its id."""


class Restated:
    """The claims of a post in a scope that fall, and those that stand."""

    def __init__(self, scope: str, post: Post, old: Post | None, was: Filed | None, placed: tuple[Placed, ...]) -> None:
        self._scope, self._desk, self._was, self._placed = scope, post.desk, was, placed
        order = order_key(post)
        self._held = [held(order, p.row) for p in placed]
        earlier = order_key(old) if old else b""
        claims = was.claims if was and old else ()
        self.fallen = tuple(Fallen(path, shelf, earlier + key(claim)) for path, shelf, claim in claims)

    def write(self, store: Store) -> Iterator[Record]:
        """What changes in the store and on the topic."""
        new = {p.row["id"]: p.row["path"] for p in self._placed}
        for fallen, (_, _, gone) in zip(self.fallen, self._was.claims if self._was else (), strict=True):
            store.delete(shelf_key(self._scope, fallen.path, fallen.shelf) + fallen.at)
            if new.get(gone) != fallen.path:
                yield Record(CLAIMS.name, self._key(fallen.path, gone), None)
        for p, claim in zip(self._placed, self._held, strict=True):
            store.put(shelf_key(self._scope, p.row["path"], p.shelf) + claim.at, p.value)
            yield Record(CLAIMS.name, self._key(p.row["path"], p.row["id"]), p.value)

    def stood(self, thread: str) -> tuple[Stood, ...]:
        """The claims that stand now, in this thread."""
        return tuple(
            Stood(thread, p.row["path"], p.shelf, claim, p.value)
            for p, claim in zip(self._placed, self._held, strict=True)
        )

    def _key(self, path: str, claim: str) -> bytes:
        return "|".join((self._desk, self._scope, path, claim)).encode()


def routing(thread: str, of: Filing, place: Filed, inside: bool, known: Known) -> Record:
    """That the post is in the thread, or no longer: `schemas.routings.Routing`, as JSON has it."""
    row: dict[str, Any] = {
        "thread": thread,
        "post": of.post.id,
        "revision": of.revision,
        "in_thread": inside,
        "known": known_row(known),
    }
    if not place.scope.startswith(UNDECLARED):
        row["story"] = place.scope
    if place.definition is not None:
        row["definition"] = place.definition
    if of.copy_of is not None:
        row["copy_of"] = of.copy_of.model_dump()
    if inside and place.means is not None:
        row["interpretation"] = Fragment(place.means)
    return Record(ROUTINGS.name, thread.encode(), write(row))


def member(of: Filing) -> Member:
    """The post among those of its scope."""
    post = of.post
    return Member(desk=post.desk, post=post.id, source=post.source, at=post.published.latest)
