"""Filings: each post as it stands at the desk, with the scopes it is in and where its claims stand."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pydantic import TypeAdapter

from schemas.codec import Fragment, decode, read, write
from schemas.errors import BrokenInvariant
from schemas.interpretation import Interpretation
from schemas.posts import POST_EVENT, Post, PostPublished, PostRevised
from schemas.routings import Copy
from streams.core.claims import Placed
from streams.core.keys import key
from streams.core.store import Store

_MEANS: Final = TypeAdapter(Interpretation)


@dataclass(frozen=True, slots=True)
class Filed:
    """A post's place in one scope, with where its claims stand, so that they are found again when it changes."""

    scope: str
    definition: str | None
    means: bytes | None
    """The interpretation, as JSON."""
    claims: tuple[tuple[str, str, str], ...]
    """Path, shelf and id of each."""

    def interpretation(self) -> Interpretation | None:
        return None if self.means is None else decode(_MEANS, self.means)


def filed(scope: str, definition: str | None, means: bytes | None, placed: tuple[Placed, ...]) -> Filed:
    """The place of a post with these claims."""
    return Filed(scope, definition, means, tuple((p.row["path"], p.shelf, p.row["id"]) for p in placed))


class Filing:
    """A post's newest revision, whose copy it is, and its place in each scope."""

    def __init__(self, event: bytes, revision: int, copy_of: Copy | None, filed: tuple[Filed, ...]) -> None:
        """`event` is the record that brought the revision."""
        self.event, self.revision, self.copy_of, self.filed = event, revision, copy_of, filed

    @cached_property
    def post(self) -> Post:
        event = decode(POST_EVENT, self.event)
        if not isinstance(event, PostPublished | PostRevised):
            raise BrokenInvariant(f"a {event.type} is filed as a post")
        return event.post

    def put(self, store: Store) -> None:
        row: dict[str, Any] = {
            "event": Fragment(self.event),
            "revision": self.revision,
            "filed": [_filed_row(f) for f in self.filed],
        }
        if self.copy_of is not None:
            row["copy_of"] = self.copy_of.model_dump()
        store.put(key("post", self.post.id), write(row))


def _filed_row(of: Filed) -> dict[str, Any]:
    row: dict[str, Any] = {"scope": of.scope, "claims": of.claims}
    if of.definition is not None:
        row["definition"] = of.definition
    if of.means is not None:
        row["means"] = Fragment(of.means)
    return row


def filing(post: str, store: Store) -> Filing | None:
    """The post of this id, if it stands."""
    raw = store.get(key("post", post))
    if raw is None:
        return None
    row = read(raw)
    places = tuple(
        Filed(
            scope=f["scope"],
            definition=f.get("definition"),
            means=write(f["means"]) if "means" in f else None,
            claims=tuple((path, shelf, claim) for path, shelf, claim in f["claims"]),
        )
        for f in row["filed"]
    )
    copy_of = Copy(**row["copy_of"]) if "copy_of" in row else None
    return Filing(write(row["event"]), row["revision"], copy_of, places)


def new_filing(event: bytes, post: Post, copy_of: Copy | None, filed: tuple[Filed, ...]) -> Filing:
    """A filing of a post just decoded."""
    made = Filing(event, post.revision, copy_of, filed)
    made.post = post
    return made


def remove(post: str, store: Store) -> None:
    """The post stands no more."""
    store.delete(key("post", post))
