"""State that may be larger than memory: one SQLite file a partition, which saves most of the restoring at a start.

It is a copy: the changelog is what counts. A file that is damaged, of another format, too old or of another changelog
is thrown away and made anew, at the latest by the next start.
"""

import fcntl
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from schemas.errors import LogUnusable
from streams.kafka.admin import TOMBSTONE_DAYS
from streams.kafka.state import Changes, Held

FORMAT: Final = 4
_OLDEST_SECONDS: Final = TOMBSTONE_DAYS * 24 * 3600 / 2
"""Half the time that deletions stay in the changelog: an older copy could keep what was deleted since."""

_SCHEMA: Final = f"""
BEGIN;
CREATE TABLE pairs (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE held (at INTEGER NOT NULL, lineage TEXT NOT NULL, written REAL NOT NULL);
PRAGMA user_version = {FORMAT};
COMMIT;
"""


class Snapshot:
    """A State in a file, written only with what is committed. `now` gives the wall clock's seconds.

    Raises LogUnusable where the file cannot be read or written, a full disk for one.
    """

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._path, self._now = path, now
        try:
            with self._clearly():
                self.held = self._opened()
        except (LogUnusable, _Stale):
            self._throw_away()
            with self._clearly():
                self.held = self._opened()

    def _opened(self) -> Held | None:
        # Read by the thread that works on records, written between transactions, never both at once.
        db = sqlite3.connect(self._path, isolation_level=None, timeout=1.0, check_same_thread=False)
        try:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = WAL")
            # A crash of the machine may take the last transactions with it, never part of one: `held` is older then.
            db.execute("PRAGMA synchronous = NORMAL")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                db.executescript(_SCHEMA)
            elif version != FORMAT:
                raise _Stale
            row = db.execute("SELECT at, lineage, written FROM held").fetchone()
            if row is None and db.execute("SELECT EXISTS (SELECT * FROM pairs)").fetchone()[0]:
                raise _Stale
            if row is not None and self._now() - row[2] > _OLDEST_SECONDS:
                raise _Stale
        except BaseException:
            db.close()
            raise
        self._db = db
        return None if row is None else Held(row[0], row[1])

    def get(self, key: bytes) -> bytes | None:
        with self._clearly():
            row = self._db.execute("SELECT value FROM pairs WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def put(self, key: bytes, value: bytes) -> None:
        with self._clearly():
            self._db.execute("INSERT OR REPLACE INTO pairs VALUES (?, ?)", (key, value))

    def delete(self, key: bytes) -> None:
        with self._clearly():
            self._db.execute("DELETE FROM pairs WHERE key = ?", (key,))

    def scan(self, start: bytes, end: bytes, *, reverse: bool = False) -> Iterator[tuple[bytes, bytes]]:
        """The pairs with start <= key < end in byte order (or its reverse), read lazily."""
        query = "SELECT key, value FROM pairs WHERE key >= ? AND key < ? ORDER BY key "
        with self._clearly():
            yield from self._db.execute(query + ("DESC" if reverse else "ASC"), (start, end))

    def apply(self, changes: Changes, held: Held | None) -> None:
        with self._clearly():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for key, value in changes:
                    if value is None:
                        self._db.execute("DELETE FROM pairs WHERE key = ?", (key,))
                    else:
                        self._db.execute("INSERT OR REPLACE INTO pairs VALUES (?, ?)", (key, value))
                self._db.execute("DELETE FROM held")
                if held is not None:
                    self._db.execute("INSERT INTO held VALUES (?, ?, ?)", (held.at, held.lineage, self._now()))
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
        self.held = held

    def clear(self) -> None:
        with self._clearly():
            self._db.executescript(
                f"BEGIN; DROP TABLE pairs; DROP TABLE held; PRAGMA user_version = 0; COMMIT; {_SCHEMA}"
            )
        self.held = None

    def close(self) -> None:
        self._db.close()

    def _throw_away(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    @contextmanager
    def _clearly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if not isinstance(error, sqlite3.OperationalError):  # damaged, where that one is the disk's refusal
                self._throw_away()
            raise LogUnusable(f"{self._path}: the state cannot be kept here: {error}") from error


class _Stale(Exception):
    """The file is sound, but not one to go on from."""


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """The folder, made if it is not there, for this process alone.

    Raises LogUnusable where another worker has it or it cannot be written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = (path / "lock").open("ab")
    except OSError as error:
        raise LogUnusable(f"{path}: no folder for the state: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LogUnusable(f"{path}: another worker keeps its state here; each needs a folder of its own") from error
        yield path
