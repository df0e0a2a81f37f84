"""Scores what is told of marked pages against their marks.

A span meets a mark that shares half of the shorter one. Each mark is met once; what is told besides, inside a mark that
was met or on one that need not be, counts for nothing; everywhere else it is too much.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.verbs import stories
from tests.stories.marked import Mark, MarkedPage, load

_REAL = ("happened", "reported")


@dataclass
class Total:
    """Right answers of how many, by name."""

    right: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, right: int, of: int) -> None:
        self.right[name] = self.right.get(name, 0) + right
        self.of[name] = self.of.get(name, 0) + of

    def share(self, name: str) -> float:
        return round(self.right[name] / self.of[name], 3)


def score(folder: Path, work: Path) -> Total:
    """All pages of a folder together; `work` is an empty folder to write to."""
    pages = [load(path) for path in sorted(folder.glob("*.txt"))]
    for page in pages:
        (work / f"{page.name}.txt").write_text(page.text, encoding="utf-8")
        (work / f"{page.name}.meta.json").write_text(json.dumps(_facts(page)), encoding="utf-8")
    out = work / "rows.jsonl"
    stories.write(work, out, {})
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    total = Total()
    for page in pages:
        _page(page, [row for row in rows if row["doc"] == page.name], total)
    return total


def _facts(page: MarkedPage) -> dict[str, Any]:
    known = {name: page.facts[name] for name in ("title", "ladder", "actors", "places", "object")}
    date = str(page.facts["date"])
    return {
        "source": page.name,
        "country": page.facts["country"],
        "date": date,
        "captured_at": f"{date}T23:59:59Z",
        "story": {"id": page.name, **known},
    }


def _page(page: MarkedPage, rows: list[dict[str, Any]], total: Total) -> None:
    said = [row for row in rows if row["kind"] == "reaction" and "start" in row]
    marks = page.of("r")
    met = _met(said, marks, lambda row, mark: row["party"] in mark.answers[1], lambda row, mark: True)
    _count("statements", said, marks, met, total)
    for n, row in met.items():
        mark = marks[n]
        if not mark.must:
            continue
        party = row["party"] in mark.answers[1]
        total.add("speaker", _is_called(row["speaker"], mark.answers[0]), 1)
        total.add("party", party, 1)
        if party:
            total.add("stance", row["stance"] in mark.answers[2], 1)
            if not {None, "neutral"}.intersection(mark.answers[2]):
                total.add("stance told", row["stance"] in mark.answers[2], 1)
    states = [row for row in rows if row["kind"] == "status" and "start" in row]
    marks = page.of("s")
    met = _met(states, marks, lambda row, mark: _as_real(row, mark), lambda row, mark: row["state"] in mark.answers[0])
    _count("states", states, marks, met, total)
    for n, row in met.items():
        total.add("factuality", _as_real(row, marks[n]), 1)
        if not set(_REAL).intersection(marks[n].answers[1]):
            total.add("plan as fact", row["factuality"] in _REAL, 1)
    total.add("final", next(row["state"] for row in rows if row["kind"] == "final") in page.final, 1)


def _is_called(told: str | None, answers: tuple[str | None, ...]) -> bool:
    """Whether the last word of the name, or the whole of one in the other, is the same."""
    if told is None:
        return None in answers
    name = told.casefold()
    named = [answer.casefold() for answer in answers if answer is not None]
    return any(name in answer or answer in name or name.split()[-1] == answer.split()[-1] for answer in named)


def _as_real(row: dict[str, Any], mark: Mark) -> bool:
    """What the page tells as a fact may be told as somebody's report."""
    wanted = mark.answers[1]
    told: str = row["factuality"]
    return told in wanted or (told == "reported" and "happened" in wanted)


def _met(rows: list[dict[str, Any]], marks: list[Mark], better: Any, fits: Any) -> dict[int, dict[str, Any]]:
    """The row that meets each mark, by the mark's number."""
    pairs = sorted(
        (not better(row, mark), -_shared(row, mark), n, k)
        for n, mark in enumerate(marks)
        for k, row in enumerate(rows)
        if _meets(row, mark) and fits(row, mark)
    )
    found: dict[int, dict[str, Any]] = {}
    used: set[int] = set()
    for _, _, n, k in pairs:
        if n not in found and k not in used:
            found[n] = rows[k]
            used.add(k)
    return found


def _count(
    name: str, rows: list[dict[str, Any]], marks: list[Mark], met: dict[int, dict[str, Any]], total: Total
) -> None:
    wanted = [n for n, mark in enumerate(marks) if mark.must]
    used = list(met.values())
    extra = sum(row not in used and not any(_meets(row, marks[n]) for n in met) for row in rows)
    found = sum(n in met for n in wanted)
    total.add(f"{name} found", found, len(wanted))
    total.add(f"{name} right", found, found + extra)


def _shared(row: dict[str, Any], mark: Mark) -> int:
    return int(min(row["end"], mark.end) - max(row["start"], mark.start))


def _meets(row: dict[str, Any], mark: Mark) -> bool:
    least: int = max(1, min(row["end"] - row["start"], mark.end - mark.start))
    return 2 * _shared(row, mark) >= least
