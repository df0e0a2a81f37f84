"""The lab's input, and what must come of it: the same tasks on one store each, without a broker."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import orjson

from schemas.record import Record
from schemas.topics import CHANGES, CLAIMS, DEAD_LETTERS, OBSERVATIONS, POSTS, RECORD_BYTES
from streams.core.memory import MemoryStore
from tests.kafka import toy

TOPICS = (POSTS.name, CLAIMS.name, CHANGES.name, DEAD_LETTERS.name)
ORDERED = (CLAIMS.name,)
"""Topics in which each key has all its records from one input partition, so that their order is the input's."""


def inputs(count: int, keys: int, seed: int) -> Iterator[Record]:
    """Numbered records of every key, among them some that repeat, fail, are no JSON, or make too large an output."""
    chance, numbers = random.Random(seed), Counter[int]()  # noqa: S311  # the same stream every time
    for _ in range(count):
        key = chance.randrange(keys)
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


@dataclass(slots=True)
class Outcome:
    """What the topics and the states hold."""

    records: dict[str, list[Record]] = field(default_factory=lambda: {topic: [] for topic in TOPICS})
    states: dict[str, dict[bytes, bytes]] = field(default_factory=dict)


def expected(given: Iterable[Record]) -> Outcome:
    """The outcome where nothing fails."""
    outcome, waiting = Outcome(), list(given)
    for task in toy.TASKS:
        store = MemoryStore()
        for record in waiting:
            for output in toy.step(task, record, store):
                value = output.value and bytes(bytearray(output.value))  # without the encoder's unused space
                outcome.records[output.topic].append(Record(output.topic, output.key, value))
        outcome.states[task.name] = dict(store.scan(b"", b"\xff" * 9))
        waiting = outcome.records[POSTS.name]
    return outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """How one topic differs from what it must hold."""

    topic: str
    records: int
    lost: int
    repeated: int
    disordered: int
    """Keys whose records are the right ones in another order."""


def compare(must: Outcome, does: Outcome) -> list[Difference]:
    """By topic; bytes are compared, keys and values."""
    found = []
    for topic in TOPICS:
        want = Counter((record.key, record.value) for record in must.records[topic])
        have = Counter((record.key, record.value) for record in does.records[topic])
        disordered = 0
        if topic in ORDERED:
            first, second = _by_key(must.records[topic]), _by_key(does.records[topic])
            disordered = sum(sorted(second[key]) == sorted(first[key]) and second[key] != first[key] for key in second)
        lost, repeated = (want - have).total(), (have - want).total()
        found.append(Difference(topic, have.total(), lost, repeated, disordered))
    return found


def _by_key(records: Iterable[Record]) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for record in records:
        found.setdefault(record.key, []).append(record.value or b"")
    return found
