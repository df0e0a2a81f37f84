"""A made-up newsroom day, the same for the same seed: live pages, the stories they follow, and their captures.

Half of the pages follow one of two declared stories, a withdrawal and a truce; the others an event that no story
declares, some five pages to an event.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from benchmarks.prose import Event, event, post
from connectors.recorded import record
from connectors.stories import LADDERS, SHIPPED, load_ladder
from schemas.codec import decode
from schemas.ids import digest
from schemas.observations import OBSERVATION, Capture, CaptureEnded, PostSeen
from schemas.record import Record
from schemas.story import Place, Story
from schemas.times import Published

DAY: Final = datetime(2031, 5, 4, tzinfo=UTC)
NEW_POSTS: Final = 10
"""Posts of a capture that no capture before it showed; it shows the newest of those, too."""

_WITHDRAWAL, _TRUCE = ("Karsk", "Dolna"), ("Ilmira", "Quereta")
_SAID_OF_WITHDRAWAL = (
    "Poland began to withdraw its troops from {place} at dawn, the defence ministry said.",
    "Polish forces will leave {place} within {m} days, the defence ministry said.",
    "The withdrawal of Polish troops from {place} has been suspended, an army spokesman said.",
    "Columns of Polish troops left the base at {place} {when}.",
)
_SAID_OF_TRUCE = (
    "A ceasefire between Kenya and the rebels took effect in {place} {when}.",
    "The truce around {place} was broken {m} times {when}, monitors said.",
    "The rebels proposed a ceasefire in {place}, a spokesman said.",
    "Kenya and the rebels agreed to extend the truce in {place} {when}.",
)


def stories() -> tuple[Story, ...]:
    """The two declared stories."""
    return (
        Story(
            id="karsk-withdrawal",
            title="Polish troops leave Karsk",
            ladder=load_ladder(SHIPPED / LADDERS / "withdrawal.yaml"),
            actors=("PL",),
            places=tuple(Place(name=name) for name in _WITHDRAWAL),
        ),
        Story(
            id="ilmira-truce",
            title="Truce in Ilmira",
            ladder=load_ladder(SHIPPED / LADDERS / "ceasefire.yaml"),
            actors=("KE", "rebels"),
            places=tuple(Place(name=name) for name in _TRUCE),
        ),
    )


def events(sources: int, chance: random.Random) -> list[Event]:
    """What each page is about."""
    declared = (
        event(chance, "Polish troops leave Karsk: live", _WITHDRAWAL, _SAID_OF_WITHDRAWAL),
        event(chance, "Truce in Ilmira: live", _TRUCE, _SAID_OF_TRUCE),
    )
    others = [event(chance) for _ in range(max(1, sources // 10))]
    return [declared[n // 2 % 2] if n % 2 == 0 else others[n // 2 % len(others)] for n in range(sources)]


def stream(count: int, sources: int, desk: str = "main", seed: int = 1) -> Iterator[Record]:
    """`count` posts as live captures of `sources` pages of a desk, a minute between captures, keyed by source."""
    chance = random.Random(seed)  # noqa: S311  # nothing secret: the same texts for the same seed
    about = events(sources, chance)
    pages = [f"page-{n}" if desk == "main" else f"{desk}-page-{n}" for n in range(sources)]
    newest: dict[int, PostSeen] = {}
    for n in range(0, count, NEW_POSTS):
        page = n // NEW_POSTS % sources
        at = DAY + timedelta(minutes=n // NEW_POSTS)
        capture = Capture(
            source=pages[page],
            desk=desk,
            id=digest(pages[page], str(n)),
            captured_at=at,
            outlet=pages[page],
            page_title=about[page].title,
        )
        shown = [
            _seen(capture, order, str(n + order), at - timedelta(seconds=order), post(about[page], chance))
            for order in range(min(NEW_POSTS, count - n))
        ]
        if page in newest:
            shown.append(newest[page].model_copy(update={"capture": capture, "order": len(shown)}))
        newest[page] = shown[0]
        yield from map(record, shown)
        yield record(CaptureEnded(capture=capture, posts=len(shown), window="partial"))


def captures(records: Iterator[Record], posts: int) -> Iterator[Record]:
    """Whole captures until so many posts are new: all but the newest of the page's last capture, shown again."""
    shown: set[bytes] = set()
    for one in records:
        yield one
        match decode(OBSERVATION, one.value or b""):
            case PostSeen(native_id=name):
                shown.add((name or "").encode())
            case CaptureEnded() if len(shown) >= posts:
                return


def _seen(capture: Capture, order: int, id: str, at: datetime, text: str) -> PostSeen:
    published = Published(earliest=at, latest=at, precision="second", basis="stamped")
    return PostSeen(capture=capture, order=order, native_id=id, text=text, published=published)
