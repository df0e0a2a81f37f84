"""Observations: what a connector emits, keyed by source. The JSON Schema of these is the contract for anyone's own."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Instant, Model, Name
from schemas.times import Published

Order = Literal["time", "arrival"]
Window = Literal["whole", "partial"]


_MOST = 1_000_000_000
"""Posts that one look can show: more than any page, fewer than a number in a store key can hold."""


class Capture(Model):
    """One look at one source: its document's hash says which bytes, `captured_at` when they were taken."""

    source: Name
    desk: Name = "main"
    id: Name
    captured_at: Instant
    outlet: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    language: str | None = None
    url: str | None = None
    page_title: str | None = None


class PostSeen(Model):
    """This capture of the source showed this post with this content.

    `order` counts from the top of the page, 0 first. `native_id` is the page's own id of the post where it has one.
    """

    type: Literal["post.seen"] = "post.seen"
    run: Name | None = None
    capture: Capture
    order: int = Field(ge=0, le=_MOST)
    native_id: str | None = None
    title: str | None = None
    text: str
    published: Published


class CaptureEnded(Model):
    """All posts of the capture have been sent: `posts` of them.

    `whole`: a post that is absent was removed. `partial`: it may have fallen off the page. `order` is `newest` where
    the page puts its newest post first.
    """

    type: Literal["capture.ended"] = "capture.ended"
    run: Name | None = None
    capture: Capture
    posts: int = Field(ge=0, le=_MOST)
    window: Window
    first: Literal["newest", "oldest"] = "newest"
    known: Literal["captured", "reconstructed"] = "captured"
    """When a post first seen here counts as known: at the capture, or (one late capture of a page) at its `latest`."""


class RosterEntry(Model):
    """One source of a run and the desk it reports to."""

    source: Name
    desk: Name = "main"


class RunOpened(Model):
    """The first record of every source in a run: who else is in it, and in which order the desk is to release posts."""

    type: Literal["run.opened"] = "run.opened"
    run: Name
    source: Name
    desk: Name = "main"
    order: Order
    roster: tuple[RosterEntry, ...] = Field(min_length=1)


class SourceAdvanced(Model):
    """Nothing of this source's that is still to come in this run is known before `until`."""

    type: Literal["source.advanced"] = "source.advanced"
    run: Name
    source: Name
    desk: Name = "main"
    until: Instant


class SourceIdle(Model):
    """The source stalls: the desk need not wait for it until its next record."""

    type: Literal["source.idle"] = "source.idle"
    run: Name
    source: Name
    desk: Name = "main"


class SourceEnded(Model):
    """The source brings nothing more in this run."""

    type: Literal["source.ended"] = "source.ended"
    run: Name
    source: Name
    desk: Name = "main"


Marker = RunOpened | SourceAdvanced | SourceIdle | SourceEnded
Observation = Annotated[
    PostSeen | CaptureEnded | RunOpened | SourceAdvanced | SourceIdle | SourceEnded, Field(discriminator="type")
]
OBSERVATION: TypeAdapter[Observation] = TypeAdapter(Observation)


def source_of(observation: Observation) -> str:
    """The source that an observation belongs to, which is its key."""
    return observation.capture.source if isinstance(observation, PostSeen | CaptureEnded) else observation.source
