"""A stream of live pages that never were: posts added, revised and removed, copied from page to page, in a run.

The same arguments give the same bytes.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.prose import Event, event, post
from connectors.recorded import record
from schemas.ids import digest
from schemas.observations import (
    Capture,
    CaptureEnded,
    Observation,
    PostSeen,
    RosterEntry,
    RunOpened,
    SourceAdvanced,
    SourceEnded,
)
from schemas.record import Record
from schemas.times import Published

_START = datetime(2031, 5, 2, 6, tzinfo=UTC)
_WINDOW = 12
"""Posts that a page shows at once."""
_NEW = 6
"""Posts that are new in each capture."""
_STEP = timedelta(minutes=30)
_STRIDE = timedelta(hours=2)


@dataclass(slots=True)
class _Page:
    source: str
    desk: str
    about: Event
    chance: random.Random
    posts: list[tuple[str, datetime, str]] = field(default_factory=list)
    """Native id, time and text, the oldest first."""


def generated(observations: int, sources: int, desks: int, seed: int = 1) -> Iterator[Record]:
    """About so many observations, page by page and capture by capture, as one run in the order of time."""
    rounds = max(1, observations // (sources * (_WINDOW + 1)))
    run = digest("generated", str(observations), str(sources), str(desks), str(seed))
    agency = random.Random(f"{seed}/agency")  # noqa: S311  # always the same
    about = event(agency, "Truce in the harbour town: live")
    wire = [post(about, agency) for _ in range(rounds)]
    pages = [
        _Page(f"page-{n:03}", f"desk-{n % desks}", about, random.Random(f"{seed}/{n}"))  # noqa: S311  # as above
        for n in range(sources)
    ]
    roster = tuple(RosterEntry(source=page.source, desk=page.desk) for page in pages)
    for page in pages:
        yield record(RunOpened(run=run, source=page.source, desk=page.desk, order="time", roster=roster))
    for number in range(rounds):
        at = _START + number * _STEP
        for page in pages:
            yield from map(record, _capture(page, run, number, at, wire[number]))
            if number and not (at - _START) % _STRIDE:
                yield record(SourceAdvanced(run=run, source=page.source, desk=page.desk, until=at - _STEP))
    for page in pages:
        yield record(SourceEnded(run=run, source=page.source, desk=page.desk))


def _capture(page: _Page, run: str, number: int, at: datetime, wire: str) -> Iterator[Observation]:
    chance = page.chance
    if page.posts and chance.random() < 0.3:
        del page.posts[-chance.randint(1, min(4, len(page.posts)))]
    if page.posts and chance.random() < 0.3:
        place = -chance.randint(1, min(4, len(page.posts)))
        id, published, text = page.posts[place]
        page.posts[place] = id, published, f"{text} Correction: it was {chance.randint(2, 90)}."
    for n in range(_NEW):
        text = wire if n == 0 and chance.random() < 0.3 else post(page.about, chance)
        minute = at - _STEP + timedelta(minutes=4 * n + chance.randint(0, 3))
        page.posts.append((f"{number}-{n}", minute, text))
    capture = Capture(
        source=page.source,
        desk=page.desk,
        id=digest(page.source, str(number)),
        captured_at=at,
        outlet=page.source.title(),
        country="NO",
        page_title=page.about.title,
    )
    shown = page.posts[-_WINDOW:][::-1]
    for order, (id, published, text) in enumerate(shown):
        yield PostSeen(
            run=run,
            capture=capture,
            order=order,
            native_id=id,
            text=text,
            published=Published(earliest=published, latest=published, precision="minute", basis="stamped"),
        )
    yield CaptureEnded(run=run, capture=capture, posts=len(shown), window="partial", known="captured")
