"""Small tasks for the runtime's tests: what they put out shows any record lost, repeated, or out of order."""

from collections.abc import Iterable

import orjson

from schemas.errors import BrokenInvariant
from schemas.topics import CHANGES, CLAIMS, OBSERVATIONS, POSTS
from streams.core.isolate import isolate
from streams.core.store import Record, Store, Task


class Count:
    """Counts per key. `{"n": 3}` is the fourth record of its key; one out of order is marked bad.

    `{"fail": 1}` raises, `{"broken": 1}` breaks an invariant, `{"forget": 1}` deletes the key's state, `{"big": bytes}`
    makes an output of that size.
    """

    name = "source"
    source = OBSERVATIONS.name

    def process(self, record: Record, store: Store) -> Iterable[Record]:
        given = orjson.loads(record.value or b"null")
        if "forget" in given:
            store.delete(record.key)
            return
        seen = int(store.get(record.key) or b"0")
        store.put(record.key, b"%d" % (seen + 1))
        if "fail" in given:
            raise ValueError("as it was told to")
        if "broken" in given:
            raise BrokenInvariant("as it was told to")
        value = {"n": given["n"], "bad": given["n"] != seen, "pad": "x" * given.get("big", 0)}
        yield Record(POSTS.name, b"desk-%d" % (given["n"] % 5), orjson.dumps({"from": record.key.decode(), **value}))
        yield Record(CLAIMS.name, record.key, orjson.dumps(value))


class Pass:
    """Tells each post on as a change, counted per desk."""

    name = "desk"
    source = POSTS.name

    def process(self, record: Record, store: Store) -> Iterable[Record]:
        post = orjson.loads(record.value or b"")
        seen = int(store.get(record.key) or b"0") + 1
        store.put(record.key, b"%d" % seen)
        yield Record(CHANGES.name, post["from"].encode(), orjson.dumps({"n": post["n"], "bad": post["bad"]}))


TASKS: tuple[Task, ...] = (Count(), Pass())


def step(task: Task, record: Record, store: Store) -> tuple[Record, ...]:
    """As the topology's, for these tasks."""
    return isolate(task.name, record, store, lambda inner: task.process(record, inner))


def numbered(keys: int, each: int, start: int = 0) -> list[Record]:
    """Records 0, 1, 2… of every key, the keys taking turns."""
    return [
        Record(OBSERVATIONS.name, b"key-%d" % key, orjson.dumps({"n": n}))
        for n in range(start, start + each)
        for key in range(keys)
    ]
