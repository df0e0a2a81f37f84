"""The project's own files, as a clone holds them: without environments, caches and what runs leave behind."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LEFT_BEHIND = {"__pycache__", "demo-out", "build", "dist"}
_KEPT_DOT_FOLDERS = {".ci"}


def files() -> Iterator[Path]:
    """Every file of the project, relative to its root, in order."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(n for n in inner if n not in _LEFT_BEHIND and (n[0] != "." or n in _KEPT_DOT_FOLDERS))
        yield from (Path(folder, name).relative_to(ROOT) for name in sorted(names))


def text(path: Path) -> str:
    """The text of one of them. Raises UnicodeDecodeError where it is none."""
    return (ROOT / path).read_text(encoding="utf-8")
