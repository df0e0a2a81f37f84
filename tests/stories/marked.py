"""Made-up pages with what they tell marked in them: `[s STATE|FACTUALITY]...[/s]` and so on.

Marks may hold each other. `r` a statement: speaker, party, stance; `s` a state: which, how real; `f` a figure: kind,
value. Several answers that are right are parted by commas, `-` is none; a state with `?` may be told and need not.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_MARK = re.compile(r"\[(?:(?P<open>[rsf]) (?P<said>[^\]]*)|/(?P<close>[rsf]))\]")


@dataclass(frozen=True)
class Mark:
    """What the author says that the words from `start` to `end` tell."""

    kind: str
    answers: tuple[tuple[str | None, ...], ...]
    start: int
    end: int
    must: bool


@dataclass
class MarkedPage:
    """A page without its marks, what a manifest and a story file know of it, and the marks in order."""

    name: str
    text: str
    facts: dict[str, Any]
    final: tuple[str, ...]
    marks: list[Mark] = field(default_factory=list)

    def of(self, kind: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == kind]


def load(path: Path) -> MarkedPage:
    """Raises ValueError where a mark is not closed or closes another one."""
    head, body = path.read_text(encoding="utf-8").split("---\n", 1)
    facts = yaml.safe_load(head)
    page = MarkedPage(path.stem, "", facts, tuple(facts["final"].split(", ")))
    waiting: list[tuple[str, str, int]] = []
    at = 0
    for found in _MARK.finditer(body):
        page.text += body[at : found.start()]
        at = found.end()
        if found["open"]:
            waiting.append((found["open"], found["said"], len(page.text)))
        else:
            kind, said, start = waiting.pop()
            if kind != found["close"]:
                raise ValueError(f"{path.name}: {found[0]} closes {kind} {said}")
            page.marks.append(Mark(kind, _answers(said), start, len(page.text), "?" not in said))
    if waiting:
        raise ValueError(f"{path.name}: not closed {waiting}")
    page.text += body[at:]
    page.marks.sort(key=lambda mark: (mark.start, -mark.end))
    return page


def _answers(said: str) -> tuple[tuple[str | None, ...], ...]:
    return tuple(
        tuple(None if answer == "-" else answer for answer in part.replace("?", "").split(","))
        for part in said.split("|")
    )
