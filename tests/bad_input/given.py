"""What is given to the commands, and how they answered."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PAGE = (
    "Truce vote live\n\n10:05 GMT\n\nThe house has begun its sitting.\n\n09:50 GMT\n\nThe doors are open, ushers say.\n"
)
TAKEN = "2024-07-18T20:44:00Z"

Topics = dict[str, list[Any]]
TOPICS = ("observations", "posts", "routings", "claims", "threads", "changes", "dead-letters")


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


def folder(path: Path, content: bytes | str, **known: Any) -> Path:
    """A folder with this page, and a sound one of another source."""
    path.mkdir(exist_ok=True)
    (path / "odd.txt").write_bytes(content if isinstance(content, bytes) else content.encode())
    (path / "sound.txt").write_text(PAGE, encoding="utf-8")
    captures = [{"file": "odd.txt", "source": "odd", "captured_at": TAKEN, **known}]
    captures += [{"file": "sound.txt", "source": "sound", "captured_at": TAKEN}]
    (path / "manifest.yaml").write_text(yaml.safe_dump({"version": 1, "captures": captures}), encoding="utf-8")
    return path


def replayed(command: Command, path: Path) -> Topics:
    """What each topic holds after a replay that went well, and whose log holds to the laws."""
    done = command("replay", path, "--log", path / "log.db", "--out", path / "out")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert command("verify", "--log", path / "log.db").code == 0
    return {t: [json.loads(line) for line in (path / "out" / f"{t}.jsonl").read_bytes().splitlines()] for t in TOPICS}


def posts(topics: Topics, source: str = "odd") -> list[Any]:
    """The posts of a source, the newest first."""
    found = [row["post"] for row in topics["posts"] if "post" in row and row["post"]["source"] == source]
    return sorted(found, key=lambda post: -int(post["distance"]))


def texts(topics: Topics, source: str = "odd") -> list[str]:
    return [post["text"] for post in posts(topics, source)]


def refused(done: Done, *words: str) -> None:
    """One clear line with these words, and exit code 2."""
    assert (done.code, done.out) == (2, ""), done
    assert done.err.startswith("storyloom: ")
    assert done.err.count("\n") == 1
    assert [word for word in words if word not in done.err] == [], done.err
