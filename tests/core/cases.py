"""Cases for the laws: made-up live pages as they are polled, edited, cut and copied, as observations of one desk.

A case is drawn from a source of chance: hypothesis's own, or a seed, so that the same cases run again elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Literal

from connectors.recorded import record
from connectors.replay import configure
from schemas.observations import (
    Capture,
    CaptureEnded,
    Observation,
    Order,
    PostSeen,
    RosterEntry,
    RunOpened,
    SourceEnded,
    Window,
)
from schemas.record import Record
from schemas.times import Published
from tests.interpret.made_up import WITHDRAWAL

STORY = WITHDRAWAL.model_copy(update={"gap_hours": 1})
RECORDED = tuple(range(1, 11))
"""Seeds of the cases that run on every runtime."""

SENTENCES = (
    "Valdoria has ordered its troops to leave: the withdrawal from Tavia is to follow.",
    "Valdorian troops have begun to withdraw from Tavia.",
    "Valdoria has completed the withdrawal of its troops from Tavia.",
    "Valdoria has suspended the withdrawal of its troops from Tavia.",
    "The withdrawal of Valdorian troops from Tavia should be completed by May 20, Valdoria's defence minister said.",
    "Canada welcomes the withdrawal of Valdorian troops from Tavia, its foreign minister Lena Marek said.",
    "Canada condemned the withdrawal of Valdorian troops from Tavia.",
    "Japan is sceptical about the withdrawal of Valdorian troops from Tavia, its prime minister said.",
    "Before the withdrawal of Valdorian troops from Tavia at least 12 soldiers were killed, the defence ministry said.",
    "Before the withdrawal of Valdorian troops from Tavia at least 30 soldiers were killed, the health ministry said.",
    "Valdoria will keep its base at Fort Merrin after the withdrawal of its troops from Tavia.",
)
ELSEWHERE = "Rain is expected over the southern lakes until the evening, forecasters say."
START = datetime(2031, 5, 14, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """A post as a page shows it; `at` is a printed minute after the start."""

    text: str
    at: int | None
    title: str | None = None

    def published(self, captured: datetime) -> Published:
        if self.at is None:
            return Published(latest=captured, precision="unknown", basis="inferred")
        at = START + timedelta(minutes=self.at)
        return Published(earliest=at, latest=at, precision="minute", basis="stamped", printed=f"{at:%H:%M}")


@dataclass(frozen=True)
class Look:
    """One capture of one source: what its window shows."""

    source: str
    minute: int
    window: Window
    items: tuple[Item, ...]
    again: int = 0
    """Counts later polls that show the same."""

    def observations(self, desk: str, run: str, order: Order) -> list[Observation]:
        at = START + timedelta(minutes=self.minute + self.again)
        capture = Capture(
            source=self.source,
            desk=desk,
            id=f"{self.source} at {self.minute} {self.again}",
            captured_at=at,
            outlet=self.source,
            country="CA",
            language="en",
            page_title=f"Live: {self.source}",
        )
        known: Literal["captured", "reconstructed"] = "reconstructed" if order == "time" else "captured"
        return [
            *(
                PostSeen(run=run, capture=capture, order=n, title=i.title, text=i.text, published=i.published(at))
                for n, i in enumerate(self.items)
            ),
            CaptureEnded(run=run, capture=capture, posts=len(self.items), window=self.window, known=known),
        ]


@dataclass(frozen=True)
class Case:
    """What the sources of one desk show, one capture after the other."""

    desk: str
    looks: tuple[Look, ...]

    def named(self, part: str) -> "Case":
        """The same at another desk, from sources of other names."""
        looks = tuple(replace(look, source=f"{look.source}{part}") for look in self.looks)
        return Case(f"{self.desk}{part}", looks)

    def sources(self) -> list[str]:
        return sorted({look.source for look in self.looks})

    def declared(self) -> list[Record]:
        return list(configure([STORY], [self.desk]))

    def by_source(self, order: Order = "time") -> dict[str, list[Record]]:
        """The observations of each source, in their order: a run that opens, its captures, its end."""
        run = f"{self.desk} in {order}"
        roster = tuple(RosterEntry(source=source, desk=self.desk) for source in self.sources())
        found: dict[str, list[Observation]] = {
            s: [RunOpened(run=run, source=s, desk=self.desk, order=order, roster=roster)] for s in self.sources()
        }
        for look in self.looks:
            found[look.source] += look.observations(self.desk, run, order)
        for source, told in found.items():
            told.append(SourceEnded(run=run, source=source, desk=self.desk))
        return {source: [record(o) for o in told] for source, told in found.items()}


def woven(chance: Random, streams: Iterable[Sequence[Record]]) -> list[Record]:
    """The records of several sources as they may come: each source's in their order, those of several by chance."""
    waiting = [list(reversed(stream)) for stream in streams if stream]
    found = []
    while waiting:
        stream = chance.choice(waiting)
        found.append(stream.pop())
        waiting = [stream for stream in waiting if stream]
    return found


def case(chance: Random, name: str = "d") -> Case:
    """One to three pages, polled one to four times each."""
    looks: list[Look] = []
    numbers = count()
    wires = [_text(chance, numbers, 3) for _ in range(2)]
    for s in range(chance.randint(1, 3)):
        page: list[Item] = []
        minute = chance.randint(0, 90)
        for _ in range(chance.randint(1, 4)):
            minute += chance.randint(5, 70)
            _live(chance, page, minute, numbers, wires)
            whole = chance.random() < 0.6
            shown = page if whole else page[: chance.randint(1, 4)]
            looks.append(Look(f"{name}-{'abc'[s]}", minute, "whole" if whole else "partial", tuple(shown)))
    return Case(name, tuple(sorted(looks, key=lambda look: (look.minute, look.source))))


def _live(chance: Random, page: list[Item], minute: int, numbers: Iterable[int], wires: list[str]) -> None:
    """What happens on a page until the next poll: new posts on top, one edited, one removed."""
    if page and chance.random() < 0.4:
        at = chance.randrange(len(page))
        page[at] = replace(page[at], text=f"{page[at].text} {chance.choice(SENTENCES)}")
    if page and chance.random() < 0.4:
        page.pop(chance.randrange(len(page)))
    for before in sorted(chance.sample(range(5), chance.randint(0, 2)), reverse=True):
        text = chance.choice(wires) if chance.random() < 0.3 else _text(chance, numbers, chance.randint(1, 2))
        stamped = chance.random() < 0.8
        title = chance.choice(SENTENCES) if chance.random() < 0.2 else None
        page.insert(0, Item(text, minute - before if stamped else None, title))


def _text(chance: Random, numbers: Iterable[int], sentences: int) -> str:
    """A text that no other post has by chance."""
    if chance.random() < 0.1:
        return f"{ELSEWHERE} This is update {next(iter(numbers))}."
    return f"{' '.join(chance.sample(SENTENCES, sentences))} This is update {next(iter(numbers))}."
