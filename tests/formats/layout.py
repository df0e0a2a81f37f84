"""What a layout is, and the list of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from connectors.page import Document, Manifest
from tests.formats.made import Made


@dataclass(frozen=True)
class Layout:
    """A page, the posts on it in page order, and what its source's manifest says."""

    page: str
    posts: tuple[Made, ...]
    titled: bool = True
    stamped: bool = True
    zone: str | None = None
    country: str | None = None
    captured: datetime = datetime(2024, 7, 18, 20, 44, tzinfo=UTC)
    day: str | None = None
    file: str = "page.txt"

    @property
    def document(self) -> Document:
        manifest = Manifest(
            file=self.file,
            source="made",
            timezone=self.zone,
            country=self.country,
            captured_at=self.captured,
            published=self.day,
        )
        return Document(content=self.page.encode("utf-8"), manifest=manifest)


LAYOUTS: dict[str, Callable[[], Layout]] = {}


def layout(make: Callable[[], Layout]) -> Callable[[], Layout]:
    """Add a layout to the list."""
    LAYOUTS[make.__name__] = make
    return make
