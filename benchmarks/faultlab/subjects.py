"""What runs in the lab, on which input, and what must come of it.

`toy` is two small tasks, quick enough for hundreds of thousands of records; `real` is the topology itself, compared
with the embedded runtime. Both inputs hold records that repeat, fail, are no JSON, or make too large an output.
"""

import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.faultlab.outcome import Order, Outcome
from benchmarks.kafkabench.generated import generated
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.record import Record
from schemas.topics import (
    CHANGES,
    CLAIMS,
    DEAD_LETTERS,
    INPUT_BYTES,
    OBSERVATIONS,
    POSTS,
    RECORD_BYTES,
    TOPICS,
)
from streams import topology
from streams.core.memory import MemoryStore
from streams.core.store import Task
from streams.embedded import Log
from streams.kafka.lease import Step
from tests.kafka import toy

_KEYS = 120
_SOURCES, _DESKS = 50, 40


@dataclass(frozen=True, slots=True)
class Subject:
    """Tasks, so many records of input for a seed, and the outcome where nothing fails."""

    tasks: tuple[Task, ...]
    step: Step
    inputs: Callable[[int, int], Iterator[Record]]
    expected: Callable[[Sequence[Record]], Outcome]
    order: Order


def _toy_inputs(count: int, seed: int) -> Iterator[Record]:
    chance, numbers = random.Random(seed), Counter[int]()  # noqa: S311  # the same stream every time
    for _ in range(count):
        key = chance.randrange(_KEYS)
        name, lot = b"key-%d" % key, chance.random()
        if lot < 0.01:
            yield Record(OBSERVATIONS.name, name, orjson.dumps({"n": 0, "fail": 1}))
        elif lot < 0.02:
            yield Record(OBSERVATIONS.name, name, b"\xff no json")
        elif lot < 0.0202:
            yield Record(OBSERVATIONS.name, name, orjson.dumps({"n": 0, "big": RECORD_BYTES}))
        else:
            yield Record(OBSERVATIONS.name, name, orjson.dumps({"n": numbers[key], "text": "x" * 200}))
            numbers[key] += 1


def _toy_outcome(given: Iterable[Record]) -> Outcome:
    """The tasks one after the other, each over one store."""
    outcome = Outcome({topic.name: [] for topic in (POSTS, CLAIMS, CHANGES, DEAD_LETTERS)})
    waiting = list(given)
    for task in toy.TASKS:
        store = MemoryStore()
        for record in waiting:
            for output in toy.step(task, record, store):
                value = output.value and bytes(bytearray(output.value))  # without the encoder's unused space
                outcome.records[output.topic].append(Record(output.topic, output.key, value))
        outcome.states[task.name] = dict(store.scan(b"", b"\xff" * 9))
        waiting = outcome.records[POSTS.name]
    return outcome


def _toy_order(record: Record) -> bytes | None:
    """Only claims have all records of a key from one input partition."""
    return record.key if record.topic == CLAIMS.name else None


def _real_inputs(count: int, seed: int) -> Iterator[Record]:
    """Stories, then live pages; late only at desks of one source, where it is the input that says what is late."""
    chance = random.Random(seed)  # noqa: S311  # the same stream every time
    yield from configure(load_stories(SHIPPED), [f"desk-{n}" for n in range(_DESKS)])
    alone = {b"page-%03d" % n for n in range(_SOURCES - _DESKS, _DESKS)}
    late: list[tuple[int, Record]] = []
    for n, record in enumerate(generated(count, _SOURCES, _DESKS, seed)):
        while late and late[0][0] <= n:
            yield late.pop(0)[1]
        lot, post = chance.random(), b'"post.seen"' in (record.value or b"")
        if lot < 0.01:
            yield Record(record.topic, record.key, b"\xff no json")
        elif lot < 0.02:
            yield Record(record.topic, record.key, b'{"type":"post.seen"}')
        elif lot < 0.0205 and post:
            record = large(record)  # in its place
        elif lot < 0.03 and post and record.key in alone:
            late.append((n + 500, record))
            continue
        yield record
        if 0.03 < lot < 0.05:
            yield record
    yield from (record for _, record in late)


def large(record: Record) -> Record:
    """Within the limit of an input; what so many sentences mean for a declared story is too large to go on."""
    fields = orjson.loads(record.value or b"")
    said = "Russia withdrew {} battalions from Syria. "
    room = INPUT_BYTES - len(record.value or b"") - 1_000
    fields["text"] = "".join(said.format(n) for n in range(2, 9_000))[:room]
    return Record(record.topic, record.key, orjson.dumps(fields, option=orjson.OPT_SORT_KEYS))


def _real_outcome(given: Sequence[Record]) -> Outcome:
    """As the embedded runtime has it."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="embedded-") as folder:
        path = Path(folder) / "log.db"
        with Log(path) as log:
            log.append(given)
            log.run()
            for topic in TOPICS:
                outcome.records[topic.name] = list(log.read(topic.name))
        with closing(sqlite3.connect(path)) as db:
            for task in topology.TASKS:
                rows = db.execute("SELECT key, value FROM states WHERE task = ?", (task.name,))
                outcome.states[task.name] = {bytes(key): bytes(value) for key, value in rows}
    return outcome


def _real_order(record: Record) -> bytes | None:
    """Sources write to a desk side by side, and both tasks to the dead letters."""
    if record.topic == DEAD_LETTERS.name:
        return None
    if record.topic != POSTS.name:
        return record.key
    event = orjson.loads(record.value or b"{}")
    return record.key + b" " + str(event.get("source") or event.get("post", {}).get("source")).encode()


SUBJECTS = {
    "toy": Subject(toy.TASKS, toy.step, _toy_inputs, _toy_outcome, _toy_order),
    "real": Subject(topology.TASKS, topology.step, _real_inputs, _real_outcome, _real_order),
}
