"""What may befall the seeds: a post removed, an article corrected, a page twice, pages in another order.

Each is a folder of captures as `replay` would take it, made from the seeds and from what the facts say of them: which
lines a post has, and how the correction reads. Their ids are those of `facts/notifications.yaml`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from connectors.manifest import load
from connectors.page import Document
from connectors.replay import configure, observe
from connectors.stories import SHIPPED, load_stories
from schemas.observations import Order
from schemas.record import Record

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
AFTER_ALL = datetime(2018, 1, 2, tzinfo=UTC)
"""Later than the last capture of the seeds."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Captures in the order in which they are delivered."""

    order: Order
    captures: tuple[Document, ...]

    def records(self) -> tuple[Record, ...]:
        return (*configure(load_stories(SHIPPED), ["main"]), *observe(self.captures, self.order))


def facts(name: str) -> Any:
    return yaml.safe_load((HERE / "facts" / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def scenarios() -> dict[str, Scenario]:
    """By id."""
    seeds = {d.manifest.source: d for d in load(SEEDS)[0]}
    everything = tuple(seeds.values())
    removed = _entry("001/9")
    first, last = removed["stamp"]["line"], removed["body_lines"][1]
    top = _entry("001/1")["stamp"]["line"]
    without = _without(seeds["001"], first, last)
    alone = _without(seeds["001"], top, first - 1)
    empty = _without(seeds["001"], top, last)
    fix = next(s["action"] for s in facts("notifications")["scenarios"] if s["id"] == "ii")
    fixed = seeds["003"].content.decode().replace(fix["replace"], fix["replacement"])
    corrected = _with(seeds["003"], fixed)
    grown = [
        _taken(
            _upto(seeds["000"], _entry(f"000/{posts}")["body_lines"][1] + 1),
            datetime(2016, 3, 20, 23, 59, 50 + n, tzinfo=UTC),
        )
        for n, posts in enumerate((2, 5))
    ]

    def pages(order: str) -> tuple[Document, ...]:
        return tuple(seeds[source] for source in order.split())

    def day(of: int, hour: int, minute: int, second: int = 0) -> datetime:
        return datetime(2016, 3, of, hour, minute, second, tzinfo=UTC)

    return {
        "i-a": Scenario("time", (*everything, _taken(without, AFTER_ALL))),
        "i-b": Scenario("time", (_taken(alone, day(14, 18, 16, 30)), _taken(empty, day(14, 18, 16, 59)))),
        "i-c": Scenario("time", (seeds["001"], _taken(without, day(14, 19, 40)))),
        "ii-a": Scenario("time", (*everything, _taken(corrected, AFTER_ALL))),
        "ii-b": Scenario("time", (*pages("001 003"), _taken(corrected, day(16, 1, 0)))),
        "ii-c": Scenario("arrival", (*pages("001 003"), _taken(corrected, day(16, 1, 0)), seeds["002"])),
        "iii-a": Scenario("time", (*everything, seeds["000"])),
        "iii-a-polled": Scenario("time", (*everything, _taken(seeds["000"], AFTER_ALL))),
        "iv-a": Scenario("arrival", pages("004 003 002 001 000")),
        "iv-a-2": Scenario("arrival", pages("002 000 004 001 003")),
        "iv-b": Scenario("arrival", pages("000 003 002 001 004")),
        "iv-c": Scenario("arrival", pages("004 000 001 002 003")),
        "iv-d": Scenario("arrival", (*grown, *everything)),
    }


def _entry(name: str) -> Any:
    return next(e for e in facts("entries")["entries"] if e["id"] == name)


def _taken(page: Document, at: datetime) -> Document:
    """The page as captured at another time."""
    return page.model_copy(update={"manifest": page.manifest.model_copy(update={"captured_at": at})})


def _with(page: Document, text: str | Iterable[str]) -> Document:
    content = text if isinstance(text, str) else "\n".join(text)
    return page.model_copy(update={"content": content.encode()})


def _without(page: Document, first: int, last: int) -> Document:
    """The page without these lines, counted from 1, both included."""
    lines = page.content.decode().split("\n")
    return _with(page, [*lines[: first - 1], *lines[last:]])


def _upto(page: Document, last: int) -> Document:
    """The page as far as this line, and its pager at the end."""
    lines = page.content.decode().split("\n")
    return _with(page, [*lines[:last], lines[-1]])
