"""A made-up newsroom day, the same for the same seed: sources, live pages, distinct posts of about 750 characters."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from connectors.recorded import record
from schemas.ids import digest
from schemas.observations import Capture, CaptureEnded, PostSeen
from schemas.record import Record
from schemas.times import Published

DAY: Final = datetime(2031, 5, 4, tzinfo=UTC)
POSTS_A_CAPTURE: Final = 10

_OFFICES = (
    "Foreign minister",
    "Defence minister",
    "Government spokesman",
    "Interior minister",
    "Opposition leader",
    "Army commander",
)
_COUNTRIES = ("French", "Kenyan", "Chilean", "Polish", "Turkish", "Thai", "German", "Russian", "Indian", "Swedish")
_FIRST = ("Lena", "Omar", "Petra", "Juan", "Ivo", "Mina", "Karl", "Asha", "Tomas", "Rita")
_LAST = ("Marek", "Sandoval", "Okello", "Brandt", "Yilmaz", "Costa", "Novak", "Iyer", "Lindqvist", "Haddad")
_SAID = ("said", "told reporters that", "announced that", "insisted that", "warned that", "confirmed that")
_WHAT = (
    "the convoy had left the base at {place} before dawn",
    "talks about the border crossing near {place} would resume on Monday",
    "at least {n} people had been killed and {m} injured in {place}",
    "the government welcomed the withdrawal of {n} troops from {place}",
    "no decision had been taken about the camp outside {place}",
    "the ceasefire around {place} was holding despite {n} reported violations",
    "aid for {n} families would reach {place} within {m} days",
    "the bridge at {place} had been closed to traffic",
)
_PLACES = (
    "Karsk",
    "Dolna",
    "Verin",
    "Sombor",
    "Taveta",
    "Ilica",
    "Marka",
    "Ostrow",
    "Halden",
    "Queras",
    "Liman",
    "Pereg",
)
_FILL = (
    "Witnesses in the old town described columns of lorries moving slowly through rain.",
    "Schools and markets stayed shut for a third day, and the power supply was unsteady.",
    "It was not possible to verify the account, and officials gave no further details.",
    "Reporters at the scene saw smoke over the harbour and heard aircraft late at night.",
    "Analysts expect more clarity once the council has met behind closed doors.",
)


def posts(count: int, seed: int = 1) -> Iterator[str]:
    """Texts of about 750 characters, no two alike."""
    chance = random.Random(seed)  # noqa: S311  # nothing secret: the same texts for the same seed
    for n in range(count):
        parts: list[str] = []
        while sum(len(part) for part in parts) < 640 + chance.randrange(160):
            name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
            who = f"{chance.choice(_COUNTRIES)} {chance.choice(_OFFICES).lower()} {name}"
            what = chance.choice(_WHAT).format(
                place=chance.choice(_PLACES), n=chance.randrange(2, 9000), m=chance.randrange(2, 90)
            )
            parts.append(f"{who} {chance.choice(_SAID)} {what}. {chance.choice(_FILL)}")
        yield f"{' '.join(parts)} Report {n} from {chance.choice(_PLACES)}."


def stream(count: int, sources: int, desk: str = "main", seed: int = 1) -> Iterator[Record]:
    """`count` posts as live captures of `sources` pages, a minute between captures, keyed by source."""
    texts = posts(count, seed)
    for n in range(0, count, POSTS_A_CAPTURE):
        source = f"page-{(n // POSTS_A_CAPTURE) % sources}"
        at = DAY + timedelta(minutes=n // POSTS_A_CAPTURE)
        capture = Capture(
            source=source,
            desk=desk,
            id=digest(source, str(n)),
            captured_at=at,
            outlet=source,
            page_title="Rolling news",
        )
        shown = [text for _, text in zip(range(min(POSTS_A_CAPTURE, count - n)), texts, strict=False)]
        for order, text in enumerate(shown):
            when = at - timedelta(seconds=order)
            published = Published(earliest=when, latest=when, precision="second", basis="stamped")
            seen = PostSeen(capture=capture, order=order, native_id=str(n + order), text=text, published=published)
            yield record(seen)
        ended = CaptureEnded(capture=capture, posts=len(shown), window="partial")
        yield record(ended)
