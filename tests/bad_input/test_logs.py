"""Logs that cannot be read, and disks that are full."""

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.given import PAGE, Command, Done, folder, refused
from tests.test_runtimes import ROOT


@pytest.fixture
def log(command: Command, tmp_path: Path) -> Path:
    """A sound log, all of it in one file."""
    path = folder(tmp_path / "pages", PAGE) / "log.db"
    assert command("replay", path.parent, "--log", path).code == 0
    db = sqlite3.connect(path)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut in half": lambda raw: raw[: len(raw) // 2],
    "zeros behind the beginning": lambda raw: raw[:12_288] + bytes(len(raw) - 12_288),
    "noise behind the beginning": lambda raw: raw[:8_192] + bytes(n * 73 % 251 for n in range(len(raw) - 8_192)),
    "no database": lambda raw: b"this is no database, whatever it is called" * 500,
    "empty": lambda raw: b"",
    "a newer version": lambda raw: raw[:60] + (99).to_bytes(4, "big") + raw[64:],
}
COMMANDS = {
    "show": ("show",),
    "tail": ("tail", "posts"),
    "why": ("why", "main", "status"),
    "verify": ("verify",),
    "dead-letters": ("dead-letters", "list"),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_log_that_cannot_be_read_is_refused(command: Command, log: Path, name: str, damage: str) -> None:
    log.write_bytes(DAMAGE[damage](log.read_bytes()))
    refused(command(*COMMANDS[name], "--log", log), "log.db", "99" if damage == "a newer version" else "log")


@pytest.mark.parametrize("damage", [name for name in DAMAGE if name != "empty"])
def test_a_log_that_cannot_be_read_is_not_written_to(command: Command, log: Path, damage: str) -> None:
    raw = DAMAGE[damage](log.read_bytes())
    log.write_bytes(raw)
    refused(command("replay", log.parent, "--log", log), "log.db")
    assert log.read_bytes()[100:] == raw[100:]


@pytest.mark.parametrize("where", ["pages", "pages/sound.txt/log.db", "/proc/nowhere/log.db"])
def test_where_no_log_can_be_is_refused(command: Command, log: Path, tmp_path: Path, where: str) -> None:
    refused(command("replay", log.parent, "--log", tmp_path / where), "the log")


@pytest.mark.parametrize("out", ["pages/sound.txt", "/proc/nowhere"])
def test_where_no_folder_can_be_is_refused(command: Command, log: Path, tmp_path: Path, out: str) -> None:
    refused(command("replay", log.parent, "--log", log, "--out", tmp_path / out), Path(out).name)


def _limited(size: int, *arguments: str | Path) -> Done:
    """The command in a process that can write no file beyond this size, as if its disk were full there."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run(
        [sys.executable, "-m", "storyloom", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        preexec_fn=limit,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_full_disk_leaves_a_log_that_goes_on_when_there_is_room(
    command: Command, log: Path, tmp_path: Path, size: int
) -> None:
    other = tmp_path / "other.db"
    refused(_limited(size, "replay", log.parent, "--log", other), "other.db")
    assert command("replay", log.parent, "--log", other).code == 0
    assert command("verify", "--log", other).code == 0
    for topic in ("routings", "claims", "threads", "changes", "dead-letters"):
        assert command("tail", topic, "--log", other).out == command("tail", topic, "--log", log).out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_under_the_output_is_told(command: Command, log: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    os.symlink("/dev/full", out / "posts.jsonl")
    refused(command("replay", log.parent, "--log", log, "--out", out), "No space left")
    with Path("/dev/full").open("wb") as full:
        for arguments in (("tail", "posts", "--log", log), ("show", "--log", log)):
            line = [sys.executable, "-m", "storyloom", *map(str, arguments)]
            done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
            refused(Done(done.returncode, "", done.stderr), "No space left")
