"""A made page: captures of it become observations, and what the stage tells of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from schemas.codec import encode
from schemas.observations import Capture, CaptureEnded, PostSeen
from schemas.posts import PostEvent, PostPublished, PostRemoved, PostRevised
from schemas.times import Published
from streams.core.memory import MemoryStore
from streams.core.revise import revise

START = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)


def minute(n: int) -> datetime:
    return START + timedelta(minutes=n)


@dataclass(frozen=True)
class Item:
    """A post as a page shows it: `at` is a printed minute after the start."""

    text: str
    title: str | None = None
    at: int | None = None
    native: str | None = None

    def published(self, captured: datetime) -> Published:
        if self.at is None:
            return Published(latest=captured, precision="unknown", basis="inferred")
        at = minute(self.at)
        return Published(earliest=at, latest=at, precision="minute", basis="stamped", printed=f"{at:%H:%M}")


@dataclass
class Page:
    """One source, polled by `capture`; each call returns what the stage told."""

    source: str = "page"
    store: MemoryStore = field(default_factory=MemoryStore)
    polls: int = 0

    def capture(
        self,
        *items: Item | str,
        at: int | None = None,
        window: Literal["whole", "partial"] = "partial",
        first: Literal["newest", "oldest"] = "newest",
        known: Literal["captured", "reconstructed"] = "captured",
        posts: int | None = None,
        capture_id: str | None = None,
    ) -> list[PostEvent]:
        self.polls += 1
        taken = minute(60 * self.polls if at is None else at)
        capture = Capture(source=self.source, id=capture_id or f"capture {self.polls}", captured_at=taken)
        told: list[PostEvent] = []
        for order, item in enumerate(items):
            post = Item(item) if isinstance(item, str) else item
            seen = PostSeen(
                capture=capture,
                order=order,
                native_id=post.native,
                title=post.title,
                text=post.text,
                published=post.published(taken),
            )
            told.extend(revise(seen, encode(seen), self.store))
        count = len(items) if posts is None else posts
        ended = CaptureEnded(capture=capture, posts=count, window=window, first=first, known=known)
        told.extend(revise(ended, encode(ended), self.store))
        return told


def kinds(events: Sequence[PostEvent]) -> list[str]:
    return [event.type.removeprefix("post.") for event in events]


def texts(events: Sequence[PostEvent]) -> list[str]:
    return [event.post.text for event in events if isinstance(event, PostPublished | PostRevised)]


def ids(events: Sequence[PostEvent]) -> list[str]:
    return [
        event.id if isinstance(event, PostRemoved) else event.post.id
        for event in events
        if isinstance(event, PostPublished | PostRevised | PostRemoved)
    ]
