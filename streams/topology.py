"""The topology: two keyed tasks, cut where the key changes, and the one step that both runtimes take with them."""

from collections.abc import Iterator
from typing import Final

from schemas.codec import decode, encode
from schemas.observations import RunOpened, SourceAdvanced, SourceEnded, SourceIdle
from schemas.posts import POST_EVENT, DeskConfigured
from schemas.topics import POSTS
from streams.core import desk
from streams.core.declared import declare
from streams.core.isolate import isolate
from streams.core.judge import Judge, Rules
from streams.core.order import DeskPost
from streams.core.source import Source
from streams.core.store import Record, Store, Task
from streams.core.watermark import advance, hold, open_run
from streams.core.within import Within


class Desk:
    """Posts in; routings, claims, threads and changes out, keyed by thread."""

    name = "desk"
    source = POSTS.name

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def process(self, record: Record, partition: Store) -> Iterator[Record]:
        event = decode(POST_EVENT, record.value or b"")
        store = Within(partition, record.key + b"\x00")
        match event:
            case DeskConfigured():
                declare(event, store)
            case RunOpened():
                open_run(event, store)
            case SourceAdvanced() | SourceIdle() | SourceEnded():
                for released in advance(event, store):
                    yield from self._released(record.key, released, store)
            case _:
                if not hold(event, store):
                    yield from desk.apply(event, record.value or b"", store, self._judge)

    def _released(self, key: bytes, event: DeskPost, store: Store) -> tuple[Record, ...]:
        """A post that waited fails alone, not with the marker that released it."""
        waited = Record(POSTS.name, key, encode(event))
        raw = waited.value or b""
        return isolate(self.name, waited, store, lambda inner: desk.apply(event, raw, inner, self._judge))


TASKS: Final[tuple[Task, ...]] = (Source(), Desk(Rules()))
"""In the order of the flow: what the first puts out, the second takes in."""


def step(task: Task, record: Record, store: Store) -> tuple[Record, ...]:
    """One record through one task: its outputs, or its dead letter.

    Raises BrokenInvariant, LogUnusable and MemoryError only.
    """
    return isolate(task.name, record, store, lambda inner: task.process(record, inner))
