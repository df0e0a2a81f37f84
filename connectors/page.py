"""A parsed page: what every format module makes of a document."""

from typing import Literal

from pydantic import Field

from schemas.base import Instant, Model, Name
from schemas.times import Published


class Manifest(Model):
    """What is known of one capture from outside the page itself: one entry of a manifest's `captures`."""

    file: Name
    source: Name
    desk: Name = "main"
    outlet: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    language: str | None = None
    url: str | None = None
    kind: str = "live blog"
    timezone: str | None = None
    captured_at: Instant
    window: Literal["whole", "partial"] = "partial"
    published: str | None = None
    """Only where the page has no date: a year, month or day, ISO 8601 ("2017-12")."""


class Document(Model):
    """The bytes of one capture, with its manifest entry."""

    content: bytes
    manifest: Manifest


class ParsedPost(Model):
    """One post as the page shows it. `text` is without title, stamp and boilerplate, else as printed."""

    order: int = Field(ge=0)
    native_id: str | None = None
    title: str | None = None
    text: str
    published: Published


class Page(Model):
    """The posts of a page, in page order, top first."""

    format: Name
    title: str | None = None
    language: str | None = None
    """What the manifest says, else the document itself."""
    first: Literal["newest", "oldest"] = "newest"
    posts: tuple[ParsedPost, ...] = ()
