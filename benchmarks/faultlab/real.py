"""The topology itself on made-up live pages, compared with the embedded runtime.

The input holds records that repeat, come late, are no JSON or no observation, or make too large an output.
"""

import random
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import orjson

from benchmarks.faultlab.outcome import Outcome
from benchmarks.faultlab.subject import Subject
from benchmarks.kafkabench.generated import generated
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.record import Record
from schemas.topics import DEAD_LETTERS, INPUT_BYTES, POSTS, TOPICS
from streams.embedded import Log
from streams.topology import TASKS, step

_SOURCES, _DESKS = 50, 40


def _inputs(count: int, seed: int) -> Iterator[Record]:
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


def _expected(given: Sequence[Record]) -> Outcome:
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
            for task in TASKS:
                rows = db.execute("SELECT key, value FROM states WHERE task = ?", (task.name,))
                outcome.states[task.name] = {bytes(key): bytes(value) for key, value in rows}
    return outcome


def _order(record: Record) -> bytes | None:
    """Sources write to a desk side by side, and both tasks to the dead letters."""
    if record.topic == DEAD_LETTERS.name:
        return None
    if record.topic != POSTS.name:
        return record.key
    event = orjson.loads(record.value or b"{}")
    return record.key + b" " + str(event.get("source") or event.get("post", {}).get("source")).encode()


SUBJECT = Subject(TASKS, step, _inputs, _expected, _order)
