"""Tasks of the real ones' shape and sizes that read nothing in the text, so that the runtime is what is measured."""

from collections.abc import Iterable

import orjson

from schemas.record import Record
from schemas.topics import CHANGES, CLAIMS, OBSERVATIONS, POSTS, ROUTINGS, THREADS
from streams.core.isolate import isolate
from streams.core.store import Store, Task

SOURCES, DESKS = 50, 14
_TEXT = "The convoy left the base at dawn and the ministry said that the rest would follow within the week. " * 8
TEXT = _TEXT[:750]
_READING = [{"span": {"start": n * 90, "end": n * 90 + 80}, "speaker": "the ministry", "party": "XX"} for n in range(6)]


class Reads:
    """Observations in, posts with a reading of the usual size out."""

    name, source = "source", OBSERVATIONS.name

    def process(self, record: Record, store: Store) -> Iterable[Record]:
        seen = orjson.loads(record.value or b"")
        id = b"%s/%d" % (record.key, seen["n"])
        store.get(id)
        store.put(id, orjson.dumps({"revision": 1, "fingerprint": "0" * 20, "order": seen["n"]}))
        yield Record(POSTS.name, seen["desk"].encode(), orjson.dumps(seen | {"reading": _READING, "id": id.decode()}))


class Follows:
    """Posts in; a routing, a claim and a head for each, and a change, out."""

    name, source = "desk", POSTS.name

    def process(self, record: Record, store: Store) -> Iterable[Record]:
        post = orjson.loads(record.value or b"")
        thread = b"%s-thread-%d" % (record.key, post["n"] % 3)
        head = orjson.loads(store.get(thread) or b'{"posts":0}')
        head = {"posts": head["posts"] + 1, "newest": _READING, "id": post["id"]}
        value, short = orjson.dumps(head), orjson.dumps({"thread": thread.decode(), "post": post["id"], "t": post["t"]})
        store.put(thread, value)
        store.put(b"post/" + post["id"].encode(), thread)
        store.put(b"claim/" + post["id"].encode(), short)
        yield Record(ROUTINGS.name, thread, short)
        yield Record(CLAIMS.name, thread + b"/" + post["id"].encode(), short)
        yield Record(THREADS.name, thread, value)
        yield Record(CHANGES.name, thread, short)


class Copies:
    """What the bare loops do, as a task."""

    name, source = "source", OBSERVATIONS.name

    def process(self, record: Record, store: Store) -> Iterable[Record]:  # noqa: ARG002  # it needs no state
        yield Record(ROUTINGS.name, record.key, record.value)


TASKS: tuple[Task, ...] = (Reads(), Follows())
COPY: tuple[Task, ...] = (Copies(),)


def step(task: Task, record: Record, store: Store) -> tuple[Record, ...]:
    return isolate(task.name, record, store, lambda inner: task.process(record, inner))


def observation(n: int, desks: int, at: float = 0.0) -> Record:
    """The n-th of a stream over all sources; each source reports to one desk. `at` is when it was published."""
    source = n % SOURCES
    fields = {"n": n // SOURCES, "desk": f"desk-{source % desks}", "text": TEXT, "t": at}
    return Record(OBSERVATIONS.name, b"source-%d" % source, orjson.dumps(fields))
