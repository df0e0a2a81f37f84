"""What is remembered of a source: its posts, what its last window showed, which captures and markers were used."""

from collections.abc import Container, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Final

import orjson
from pydantic import ConfigDict, TypeAdapter

from schemas.base import Instant, Model
from schemas.codec import decode, hand_on
from schemas.ids import digest
from schemas.observations import OBSERVATION, CaptureEnded, PostSeen
from schemas.times import Published
from streams.core.keys import key, prefix_range
from streams.core.store import Store

GONE = 20
"""Of the posts that a page no longer shows, the latest 20 are still looked at when a post may be one of them edited. An
older one is known by its id or its exact content only."""


FOUND = 64
"""Of the posts of one page with the same words the first 64 are found by these: a page that prints a notice by the
thousand is looked up as fast as another. Windows tell the others apart, by their places."""


class Kept(Model):
    """A post of a source in its latest revision."""

    id: str
    revision: int
    native_id: str | None = None
    title: str | None = None
    text: str
    content: str
    sketch: tuple[int, ...] | None = None
    published: Published
    distance: int
    removed: bool = False


_KEPT: Final = TypeAdapter(Kept)


@lru_cache(maxsize=4096)
def _kept(raw: bytes) -> Kept:
    """The posts of a page's window are read with each of its captures."""
    return decode(_KEPT, raw)


class Window(Model):
    """What the newest capture of a source showed, top first, and which posts left the page of late, latest first."""

    model_config = ConfigDict(extra="ignore")

    captured_at: Instant | None = None
    whole_at: Instant | None = None
    """When the page was last shown as a whole."""
    shown: tuple[str, ...] = ()
    shown_by: str | None = None
    """Which capture showed them: newer ones showed nothing."""
    gone: tuple[str, ...] = ()
    farthest: int = -1
    """The greatest distance of any post so far."""

    def posts(self) -> tuple[str, ...]:
        """Those that the page showed or had shown of late."""
        return (*self.shown, *self.gone)


class Progress(Model):
    """How far the markers of a run have come."""

    until: Instant | None = None
    idle: bool = False
    ended: bool = False


class Source:
    """One source's part of the store."""

    def __init__(self, name: str, store: Store) -> None:
        self._name, self._store = name, store

    def buffer(self, seen: PostSeen, raw: bytes) -> None:
        """Keeps a post, as its record has it, until its capture is complete; the same place of the same capture again
        changes nothing."""
        self._store.put(self._place(seen), raw)
        hand_on(OBSERVATION, raw, seen)

    def is_buffered(self, seen: PostSeen) -> bool:
        return self._store.get(self._place(seen)) is not None

    def _place(self, seen: PostSeen) -> bytes:
        return key("revise", "buffer", self._name, digest(seen.capture.id), seen.order)

    def buffered(self, capture: str) -> list[PostSeen]:
        """The posts of a capture, top first."""
        rows = self._store.scan(*prefix_range("revise", "buffer", self._name, digest(capture)))
        return [seen for _, raw in rows if isinstance(seen := decode(OBSERVATION, raw), PostSeen)]

    def drop_buffered(self, capture: str) -> None:
        for at, _ in tuple(self._store.scan(*prefix_range("revise", "buffer", self._name, digest(capture)))):
            self._store.delete(at)

    def await_rest(self, ended: CaptureEnded) -> None:
        """Remembers a capture that ended with posts missing: they were lost, and may be put back."""
        self._store.put(
            key("revise", "lacking", self._name, digest(ended.capture.id)), ended.model_dump_json().encode()
        )

    def lacking(self, capture: str) -> CaptureEnded | None:
        """The end of a capture some of whose posts are still missing."""
        found = self._store.get(key("revise", "lacking", self._name, digest(capture)))
        return CaptureEnded.model_validate_json(found) if found is not None else None

    def complete(self, capture: str) -> None:
        """Forgets what was kept of a capture that lacks nothing any more."""
        self._store.delete(key("revise", "lacking", self._name, digest(capture)))
        self.drop_buffered(capture)

    def is_used(self, capture: str) -> bool:
        return self._store.get(key("revise", "used", self._name, digest(capture))) is not None

    def use(self, capture: str, at: datetime) -> None:
        self._store.put(key("revise", "used", self._name, digest(capture)), at.isoformat().encode())

    def window(self) -> Window:
        found = self._store.get(key("revise", "window", self._name))
        return Window.model_validate_json(found) if found is not None else Window()

    def set_window(self, window: Window) -> None:
        self._store.put(key("revise", "window", self._name), window.model_dump_json().encode())

    def get(self, post: str) -> Kept | None:
        found = self._store.get(key("revise", "post", self._name, post))
        return _kept(found) if found is not None else None

    def all(self) -> Iterator[Kept]:
        for _, value in self._store.scan(*prefix_range("revise", "post", self._name)):
            yield _kept(value)

    def keep(self, post: Kept) -> None:
        """Keeps what is known of a post whose ids and content stay the same."""
        raw = post.model_dump_json(exclude_none=True).encode()
        self._store.put(key("revise", "post", self._name, post.id), raw)
        hand_on(_KEPT, raw, post)

    def put(self, post: Kept) -> None:
        """Keeps a revision, and by which id and content its post can be found again."""
        self.keep(post)
        for at in self._ways(post.native_id, post.content):
            ids = self._ids(at)
            if post.id not in ids and len(ids) < FOUND:
                self._store.put(at, orjson.dumps([*ids, post.id]))

    def find(self, native_id: str | None, content: str) -> list[str]:
        """Ids of the posts that had this id of the page's own or, in any revision, this content."""
        return [post for at in self._ways(native_id, content) for post in self._ids(at)]

    def _ways(self, native_id: str | None, content: str) -> Iterator[bytes]:
        if native_id is not None:
            yield key("revise", "native", self._name, digest(native_id))
        yield key("revise", "content", self._name, content)

    def _ids(self, at: bytes) -> list[str]:
        found = self._store.get(at)
        return orjson.loads(found) if found is not None else []

    def mint(self, native_id: str | None, content: str, printed: str | None, taken: Container[str]) -> str:
        """A new id: of the page's own id of the post, else of its content and stamp; numbered where that is taken."""
        parts = (native_id,) if native_id is not None else (content, printed or "")
        minted = first = digest(self._name, *parts)
        if self._is_free(first, taken):
            return first
        counted = key("revise", "minted", self._name, first)
        count = int(self._store.get(counted) or 1)
        while not self._is_free(minted, taken):
            count += 1
            minted = digest(self._name, *parts, str(count))
        self._store.put(counted, b"%d" % count)
        return minted

    def _is_free(self, post: str, taken: Container[str]) -> bool:
        return post not in taken and self._store.get(key("revise", "post", self._name, post)) is None

    def progress(self, run: str) -> Progress:
        found = self._store.get(key("revise", "run", self._name, run))
        return Progress.model_validate_json(found) if found is not None else Progress()

    def is_open(self, run: str) -> bool:
        return self._store.get(key("revise", "run", self._name, run)) is not None

    def set_progress(self, run: str, progress: Progress) -> None:
        self._store.put(key("revise", "run", self._name, run), progress.model_dump_json().encode())
