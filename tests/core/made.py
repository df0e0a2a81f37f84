"""Made-up posts for the tests of the core."""

from datetime import UTC, datetime, timedelta

from schemas.posts import Known, Post
from schemas.reading import Extractor, Reading
from schemas.times import Published

DAY = datetime(2031, 5, 4, 12, tzinfo=UTC)
NOTHING = Reading(extractor=Extractor(name="none", version="0"))


def at(minute: int) -> datetime:
    return DAY + timedelta(minutes=minute)


def post(
    name: str,
    *,
    source: str = "a",
    minute: int = 0,
    text: str = "Something happened.",
    title: str | None = None,
    revision: int = 1,
    reading: Reading = NOTHING,
    distance: int = 0,
) -> Post:
    published = Published(
        earliest=at(minute), latest=at(minute) + timedelta(seconds=59), precision="minute", basis="stamped"
    )
    return Post(
        id=name,
        revision=revision,
        source=source,
        desk="main",
        title=title,
        text=text,
        published=published,
        distance=distance,
        captured_at=at(minute + 1),
        known=Known(at=published.latest, basis="reconstructed"),
        reading=reading,
    )
