"""State in a file: as good as memory, thrown away when it does not match, loud when it cannot be kept."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.kafka import publish
from schemas.errors import LogUnusable
from schemas.topics import CHANGES, CLAIMS
from streams.core.store import Task
from streams.kafka.snapshot import Snapshot, folder
from streams.kafka.state import Held, MemoryState
from tests.kafka.conftest import Stack, exact
from tests.kafka.toy import numbered

KEYS = st.binary(max_size=2)
CHANGE = st.tuples(KEYS, st.one_of(st.none(), st.binary(max_size=2)))


@given(st.lists(st.tuples(st.lists(CHANGE, max_size=8), st.booleans()), max_size=6))
@settings(max_examples=60, deadline=None)
def test_holds_what_memory_would_and_over_reopening(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[tuple[bytes, bytes | None]], bool]]
) -> None:
    path, memory = tmp_path_factory.mktemp("state") / "s.db", MemoryState()
    state = Snapshot(path)
    for at, (changes, reopen) in enumerate(steps):
        state.apply(changes, Held(at, "line"))
        memory.apply(changes, None)
        if reopen:
            state.close()
            state = Snapshot(path)
        assert state.held == Held(at, "line")
        for reverse in (False, True):
            assert list(state.scan(b"", b"\xff" * 9, reverse=reverse)) == list(
                memory.scan(b"", b"\xff" * 9, reverse=reverse)
            )
        assert all(state.get(key) == memory.get(key) for key, _ in changes)
    state.clear()
    assert list(state.scan(b"", b"\xff" * 9)) == []
    state.close()


def filled(path: Path) -> None:
    state = Snapshot(path)
    state.apply([(b"key", b"value")], Held(7, "line"))
    state.close()


def damage(path: Path) -> None:
    path.write_bytes(b"nonsense" * 1000)


def renumber(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def unmark(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM held")
    db.close()


@pytest.mark.parametrize("spoil", [damage, renumber, unmark])
def test_a_file_that_does_not_match_is_thrown_away(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = tmp_path / "s.db"
    filled(path)
    spoil(path)
    state = Snapshot(path)
    assert (state.held, state.get(b"key")) == (None, None)
    state.apply([(b"key", b"new")], Held(1, "line"))
    state.close()


def test_a_file_older_than_its_changelogs_deletions_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    filled(path)
    state = Snapshot(path)
    assert state.held == Held(7, "line")
    written = state._now()
    state.close()
    state = Snapshot(path, now=lambda: written + 4 * 24 * 3600)
    assert (state.held, state.get(b"key")) == (None, None)
    state.close()


def test_a_full_disk_is_told_and_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    filled(path)
    state = Snapshot(path)
    pages = state._db.execute("PRAGMA page_count").fetchone()[0]
    state._db.execute(f"PRAGMA max_page_count = {pages}")  # what SQLite makes of a full disk
    with pytest.raises(LogUnusable, match="full"):
        state.apply([(b"key", b"lost"), (b"big", b"x" * 100_000)], Held(8, "line"))
    state.close()
    state = Snapshot(path)
    assert (state.held, state.get(b"key")) == (Held(7, "line"), b"value")
    state.close()


def test_damage_that_shows_late_stops_the_worker_once(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    state = Snapshot(path)
    state.apply([(b"%d" % key, b"x" * 1000) for key in range(1000)], Held(1, "line"))
    state.close()
    content = bytearray(path.read_bytes())
    content[16384:-8192] = bytes(len(content) - 24576)  # the first pages say what there is
    path.write_bytes(content)
    state = Snapshot(path)
    with pytest.raises(LogUnusable, match="malformed"):
        list(state.scan(b"", b"\xff"))
    state.close()
    state = Snapshot(path)
    assert state.held is None
    state.close()


def test_two_workers_cannot_share_a_folder(tmp_path: Path) -> None:
    with folder(tmp_path / "one") as path, pytest.raises(LogUnusable, match="another worker"), folder(path):
        pass
    with folder(path):
        pass


def test_a_snapshot_is_followed_by_the_rest_of_the_changelog_only(stack: Stack, tmp_path: Path) -> None:
    applied: list[int] = []

    class Watched(Snapshot):
        def apply(self, changes: object, held: Held | None) -> None:
            listed = list(changes)  # type: ignore[call-overload]  # any iterable of pairs
            applied.append(len(listed))
            super().apply(listed, held)

    def state(task: Task, partition: int) -> Snapshot:
        return Watched(tmp_path / f"{task.name}-{partition}.db")

    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(30, 5))
    asyncio.run(stack.run(stack.holds(CHANGES.name, 150), state=state))
    applied.clear()
    publish(stack.settings.cluster, numbered(1, 1, start=5))
    asyncio.run(stack.run(stack.holds(CHANGES.name, 151), state=state))
    assert sum(applied) == 2, "what the snapshot held was read again"
    # Other topics of the same names: the files are of another lineage, and may say nothing.
    other = Stack(stack.settings.kafka)
    asyncio.run(other.ensure())
    publish(other.settings.cluster, numbered(30, 20))
    asyncio.run(other.run(other.holds(CHANGES.name, 600)))
    publish(other.settings.cluster, numbered(30, 1, start=20))
    asyncio.run(other.run(other.holds(CHANGES.name, 630), state=state))
    exact(asyncio.run(other.read(CLAIMS.name)), keys=30, each=21)


def test_memory_keeps_small_values_small() -> None:
    state = MemoryState()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for start in range(0, 50_000, 1000):
        state.apply([(b"%d" % n, orjson.dumps({"order": n})) for n in range(start, start + 1000)], None)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50_000, f"{grown / 50_000:.1f} KiB a value"
