"""The embedded runtime: one process, one SQLite file that is log, stores and positions; one transaction a batch.

A batch's outputs, its state and the position after it are committed together or not at all, so a crash at any
instruction loses nothing and repeats nothing. One process writes at a time, under a lock on a file beside the log;
others may read meanwhile.
"""

import fcntl
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Self

from schemas.errors import LogUnusable
from schemas.topics import BY_NAME, check_size
from streams.core.cached import Cached
from streams.core.store import Record, Task
from streams.topology import TASKS, step
from streams.uncollected import uncollected

FORMAT: Final = 4
"""Of the file. Another one means a loud stop: replay the sources into a new log."""

BATCH: Final = 500
"""Records a transaction: enough that its fixed cost does not show, few enough that a crash repeats little work."""

_PAGE_BYTES: Final = 16 << 10
"""Bytes of a page of a new file. A record is some 4 KB: on SQLite's own pages of that size most would be cut in two and
written in twice the time."""

_PAGES_KIB: Final = 64 << 10
"""KiB of the file's pages that SQLite keeps in memory, for rows that lie all over a large file."""

_SCHEMA: Final = """
CREATE TABLE records (topic TEXT, position INTEGER, key BLOB, value BLOB, PRIMARY KEY (topic, position)) WITHOUT ROWID;
CREATE TABLE states (task TEXT, key BLOB, value BLOB, PRIMARY KEY (task, key)) WITHOUT ROWID;
CREATE TABLE positions (task TEXT PRIMARY KEY, next INTEGER) WITHOUT ROWID;
"""


class _SqliteStore:
    """The state of one task as it is in the file, with what the open transaction has written."""

    def __init__(self, db: sqlite3.Connection, task: str) -> None:
        self._db, self._task = db, task

    def is_empty(self) -> bool:
        return self._db.execute("SELECT 1 FROM states WHERE task = ? LIMIT 1", (self._task,)).fetchone() is None

    def get(self, key: bytes) -> bytes | None:
        row = self._db.execute("SELECT value FROM states WHERE task = ? AND key = ?", (self._task, key)).fetchone()
        return None if row is None else bytes(row[0])

    def write(self, changes: Iterable[tuple[bytes, bytes | None]]) -> None:
        pairs = list(changes)
        gone = [(self._task, key) for key, value in pairs if value is None]
        kept = [(self._task, key, value) for key, value in pairs if value is not None]
        self._db.executemany("DELETE FROM states WHERE task = ? AND key = ?", gone)
        self._db.executemany("INSERT OR REPLACE INTO states VALUES (?, ?, ?)", kept)

    def scan(self, start: bytes, end: bytes, *, reverse: bool = False) -> Iterator[tuple[bytes, bytes]]:
        order = "DESC" if reverse else "ASC"
        rows = self._db.execute(
            f"SELECT key, value FROM states WHERE task = ? AND key >= ? AND key < ? ORDER BY key {order}",  # noqa: S608  # a constant
            (self._task, start, end),
        )
        return ((bytes(key), bytes(value)) for key, value in rows)


class Log:
    """An open log. `read_only` logs can be read while another process writes; they refuse everything else.

    Raises LogUnusable, with one clear line, where the file is no log of this format, is damaged, is being written by
    another process, or cannot be written to.
    """

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        self._path = path
        self._lock: IO[bytes] | None = None
        if path is not None and not read_only:
            self._lock = _locked(path)
        if path is not None and read_only and not path.exists():
            raise LogUnusable(f"{path}: there is no log; make one with `storyloom replay`")
        self._next: dict[str, int] = {}
        self._states: dict[str, tuple[_SqliteStore, Cached]] = {}
        try:
            with self._clearly():
                self._db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
        except LogUnusable:
            self._unlock()
            raise
        try:
            with self._clearly():
                self._prepare(read_only)
        except LogUnusable:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()
        self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()

    def append(self, records: Iterable[Record]) -> None:
        """Put records at the end of their topics, in one transaction.

        Raises Oversized for a record over its topic's limit, as publishing to Kafka does; then none of them is put.
        """
        with self._clearly(), self._transaction():
            self._append(_checked(records))

    def read(self, topic: str, start: int = 0) -> Iterator[Record]:
        """The records of a topic from a position on, in order."""
        with self._clearly():
            rows = self._db.execute(
                "SELECT key, value FROM records WHERE topic = ? AND position >= ? ORDER BY position", (topic, start)
            )
            for key, value in rows:
                yield Record(topic, bytes(key), None if value is None else bytes(value))

    def run(self, advanced: Callable[[int], None] = lambda _: None, batch: int = BATCH) -> None:
        """Take all tasks through all that is in the log; `advanced` is told of each batch's number of records.

        The tasks take turns, so that a desk meets a post while what its text was read to is still remembered.
        """
        with uncollected():
            while sum(self._run_batch(task, batch, advanced) for task in TASKS):
                pass

    def waiting(self) -> int:
        """How many records no task has taken in yet."""
        return sum(self._end(task.source) - self._position(task) for task in TASKS)

    def _run_batch(self, task: Task, batch: int, advanced: Callable[[int], None]) -> int:
        with self._clearly(), self._transaction():
            at = self._position(task)
            rows = self._db.execute(
                "SELECT key, value FROM records WHERE topic = ? AND position >= ? ORDER BY position LIMIT ?",
                (task.source, at, batch),
            ).fetchall()
            if not rows:
                return 0
            kept, state = self._state(task)
            made: list[Record] = []
            for key, value in rows:
                record = Record(task.source, bytes(key), None if value is None else bytes(value))
                made += step(task, record, state)
            self._append(made)
            kept.write(state.changes())
            self._db.execute("INSERT OR REPLACE INTO positions VALUES (?, ?)", (task.name, at + len(rows)))
        state.settle()
        advanced(len(rows))
        return len(rows)

    def _state(self, task: Task) -> tuple[_SqliteStore, Cached]:
        if task.name not in self._states:
            kept = _SqliteStore(self._db, task.name)
            self._states[task.name] = kept, Cached(kept, empty=kept.is_empty())
        return self._states[task.name]

    def _append(self, records: Iterable[Record]) -> None:
        rows, ends = [], self._next
        for record in records:
            topic = record.topic
            at = ends[topic] if topic in ends else self._end(BY_NAME[topic].name)
            ends[topic] = at + 1
            rows.append((topic, at, record.key, record.value))
        self._db.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", rows)

    def _end(self, topic: str) -> int:
        row = self._db.execute("SELECT max(position) FROM records WHERE topic = ?", (topic,)).fetchone()
        return 0 if row[0] is None else int(row[0]) + 1

    def _position(self, task: Task) -> int:
        row = self._db.execute("SELECT next FROM positions WHERE task = ?", (task.name,)).fetchone()
        return 0 if row is None else int(row[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._next.clear()
            self._states.clear()
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _clearly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LogUnusable(f"{self._path}: the log cannot be used: {error}") from error

    def _prepare(self, read_only: bool) -> None:
        self._db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(f"PRAGMA cache_size = -{_PAGES_KIB}")
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version == 0 and tables == 0 and not read_only:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
        elif version != FORMAT:
            raise LogUnusable(
                f"{self._path}: a log of format {version}; this version reads format {FORMAT}: replay its sources"
                " into a new log, or use the version that wrote it"
            )


def _checked(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        check_size(BY_NAME[record.topic], record.key, record.value)
        yield record


def _locked(path: Path) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(path.name + "-lock").open("ab")
    except OSError as error:
        raise LogUnusable(f"{path}: the log cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise LogUnusable(f"{path}: another process is writing to this log") from error
    return lock
