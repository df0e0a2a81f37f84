"""Law 1 on a log that is there: each task taken through what it read gives what it wrote, byte for byte.

What came onto `posts` from outside, declarations and records put back, is told from what the source task made; so a log
that was replayed into twice, or mended, is checked like any other. A post keeps the reading of the version that read
it, and a record that was lost stays lost where this version would use it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from schemas.codec import decode
from schemas.dead_letters import DEAD_LETTER, id_of, id_of_record
from schemas.posts import DeskConfigured, PostPublished, PostRevised
from schemas.record import Record
from schemas.routings import ROUTING
from schemas.topics import CHANGES, CLAIMS, DEAD_LETTERS, OBSERVATIONS, POSTS, ROUTINGS, THREADS
from storyloom.ledger import Readable, post_event
from streams.core.interpret import interpreters
from streams.core.memory import MemoryStore
from streams.core.overlay import Overlay
from streams.core.store import Task
from streams.topology import TASKS, step

_SOURCE, _DESK = TASKS
_SHOWN = 60
"""Characters shown of a value that differs."""


class Replaying:
    """One check of one log: `faults` are what a replay makes otherwise, `notes` what could not be compared and why."""

    def __init__(self, log: Readable, advanced: Callable[[int], None]) -> None:
        self._log, self._advanced = log, advanced
        letters = [(r, decode(DEAD_LETTER, r.value or b"")) for r in log.read(DEAD_LETTERS.name)]
        self._letters = [(r, letter) for r, letter in letters if letter.redriven is None]
        self._unmade = False
        self.notes: dict[str, None] = {}

    def faults(self) -> Iterator[str]:
        yield from self._source()
        if self._is_interpreted_alike():
            faults = tuple(self._desk())
            if self._unmade:
                self.notes[
                    "records that an earlier version lost while they waited for their turn would be used by this one,"
                    " so that what the desk made after them is not compared"
                ] = None
            else:
                yield from faults

    def _source(self) -> Iterator[str]:
        outside = Counter(letter.value for _, letter in self._letters if letter.topic == POSTS.name)
        posts = _Topic(self._log.read(POSTS.name), POSTS.name)
        letters = _Topic(self._lost(_SOURCE), f"{DEAD_LETTERS.name} of the source")
        for made in self._made(_SOURCE, OBSERVATIONS.name):
            if made.topic != POSTS.name:
                yield from letters.next_is(made)
                continue
            while (there := posts.next()) is not None and not self._same(there, made):
                if not _is_from_outside(there, outside):
                    yield posts.differs(there, made)
                    return
            if there is None:
                yield posts.ends(made)
                return
        while (there := posts.next()) is not None:
            if not _is_from_outside(there, outside):
                yield f"posts record {posts.at} is made by no observation"
                return
        yield from letters.is_over()

    def _desk(self) -> Iterator[str]:
        topics = {t.name: _Topic(self._log.read(t.name), t.name) for t in (ROUTINGS, CLAIMS, THREADS, CHANGES)}
        topics[DEAD_LETTERS.name] = _Topic(self._lost(_DESK), f"{DEAD_LETTERS.name} of the desk")
        for made in self._made(_DESK, POSTS.name):
            yield from topics[made.topic].next_is(made)
        for topic in topics.values():
            yield from topic.is_over()

    def _lost(self, task: Task) -> Iterator[Record]:
        yield from (r for r, letter in self._letters if letter.stage == task.name)

    def _made(self, task: Task, topic: str) -> Iterator[Record]:
        letters = {id_of(letter): r for r, letter in self._letters if letter.stage == task.name}
        lost = Counter(id_of(letter) for _, letter in self._letters if letter.stage == task.name)
        store = MemoryStore()
        for record in self._log.read(topic):
            self._advanced(1)
            overlay = Overlay(store)
            made = step(task, record, overlay)
            again = {id_of(decode(DEAD_LETTER, r.value or b"")) for r in made if r.topic == DEAD_LETTERS.name}
            name = id_of_record(record, task.name)
            if lost[name] and name not in again:
                lost[name] -= 1
                self.notes["a record that an earlier version lost would be used by this one"] = None
                yield letters[name]
                continue
            lost.subtract(again)
            overlay.apply()
            yield from made
        self._unmade = any(n > 0 for n in lost.values())

    def _same(self, there: Record, made: Record) -> bool:
        if there == made:
            return True
        one, other = post_event(there), post_event(made)
        if not isinstance(one, PostPublished | PostRevised) or not isinstance(other, PostPublished | PostRevised):
            return False
        was, now = one.post.reading.extractor, other.post.reading.extractor
        if was == now:
            return False
        kept = other.model_copy(update={"post": other.post.model_copy(update={"reading": one.post.reading})})
        if kept != one:
            return False
        self.notes[
            f"posts were read by {was.name} {was.version} and keep those readings; this version reads by {now.name}"
            f" {now.version}: `storyloom reread` says what that changes"
        ] = None
        return True

    def _is_interpreted_alike(self) -> bool:
        for record in self._log.read(ROUTINGS.name):
            means = decode(ROUTING, record.value or b"").interpretation
            if means is not None and (was := means.interpreter) not in interpreters():
                now = next((i for i in interpreters() if i.name == was.name), interpreters()[0])
                self.notes[
                    f"posts were interpreted by {was.name} {was.version}; this version does so by {now.name}"
                    f" {now.version}, so that what the desk made of them is not compared: `storyloom reread`"
                    " says what would be different"
                ] = None
                return False
        return True


class _Topic:
    """The records that a topic has, one after the other, beside those that a replay makes."""

    def __init__(self, records: Iterable[Record], name: str) -> None:
        self._records, self._name = iter(records), name
        self.at = -1
        self._broken = False

    def next(self) -> Record | None:
        self.at += 1
        return next(self._records, None)

    def next_is(self, made: Record) -> Iterator[str]:
        """One fault, the first, where the record that comes next is not this one."""
        if self._broken:
            return
        there = self.next()
        if there != made:
            self._broken = True
            yield self.ends(made) if there is None else self.differs(there, made)

    def is_over(self) -> Iterator[str]:
        if not self._broken and self.next() is not None:
            yield f"{self._name} goes on with record {self.at}, where a replay ends"

    def ends(self, made: Record) -> str:
        return f"{self._name} ends before record {self.at}, which a replay makes with key {_text(made.key)}"

    def differs(self, there: Record, made: Record) -> str:
        if there.key != made.key:
            return f"{self._name} record {self.at} has key {_text(there.key)}; a replay gives {_text(made.key)}"
        place, one, other = _first_difference(_json(there.value), _json(made.value))
        return f"{self._name} record {self.at} (key {_text(there.key)}) has {place} {one}; a replay gives {other}"


def _is_from_outside(record: Record, put_back: Counter[bytes]) -> bool:
    if isinstance(post_event(record), DeskConfigured):
        return True
    value = record.value or b""
    if put_back[value]:
        put_back[value] -= 1
        return True
    return False


def _text(key: bytes) -> str:
    return repr(key.decode(errors="backslashreplace"))


def _json(value: bytes | None) -> Any:
    try:
        return orjson.loads(value) if value is not None else None
    except orjson.JSONDecodeError:
        return (value or b"").decode(errors="backslashreplace")


def _first_difference(one: Any, other: Any, place: str = "") -> tuple[str, str, str]:
    """Where two values of JSON differ first, and what each has there."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(one.keys() | other.keys()):
            if one.get(name) != other.get(name):
                return _first_difference(one.get(name), other.get(name), f"{place}.{name}" if place else name)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (a, b) in enumerate(zip(one, other, strict=True)):
            if a != b:
                return _first_difference(a, b, f"{place}.{n}")
    return place or "value", _shown(one), _shown(other)


def _shown(value: Any) -> str:
    text = "nothing" if value is None else orjson.dumps(value).decode()
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
