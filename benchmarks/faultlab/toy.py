"""Two small tasks, quick enough for hundreds of thousands of records, among them some that fail or are too large."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator

import orjson

from benchmarks.faultlab.outcome import Outcome
from benchmarks.faultlab.subject import Subject
from schemas.record import Record
from schemas.topics import CHANGES, CLAIMS, DEAD_LETTERS, OBSERVATIONS, POSTS, RECORD_BYTES
from streams.core.memory import MemoryStore
from tests.kafka import toy

_KEYS = 120


def _inputs(count: int, seed: int) -> Iterator[Record]:
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


def _expected(given: Iterable[Record]) -> Outcome:
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


def _order(record: Record) -> bytes | None:
    """Only claims have all records of a key from one input partition."""
    return record.key if record.topic == CLAIMS.name else None


SUBJECT = Subject(toy.TASKS, toy.step, _inputs, _expected, _order)
