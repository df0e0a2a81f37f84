"""Posts: what a source's posts are and what became of them, each revision with its reading; keyed by desk."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Instant, Model, Name
from schemas.observations import RunOpened, SourceAdvanced, SourceEnded, SourceIdle
from schemas.reading import Reading
from schemas.story import Story
from schemas.times import Published

Edit = Literal["cosmetic", "material", "restamped"]
"""cosmetic: case, spacing, punctuation, spelling; material: other words, numbers or names; restamped: only its time."""


class Known(Model):
    """When something counts as known here: at the capture, or reconstructed from when a post must have existed."""

    at: Instant
    basis: Literal["captured", "reconstructed"]


class Post(Model):
    """One revision of one post, with what was read in it.

    `distance` places posts of one page that have the same time: the number of posts between it and the page's oldest at
    first sight (negative for posts that a page which grows downwards shows later).
    """

    id: Name
    revision: int = Field(ge=1)
    source: Name
    desk: Name
    outlet: str | None = None
    country: str | None = None
    language: str | None = None
    url: str | None = None
    page_title: str | None = None
    native_id: str | None = None
    title: str | None = None
    text: str
    published: Published
    distance: int
    captured_at: Instant
    known: Known
    reading: Reading


class PostPublished(Model):
    """A post was seen for the first time."""

    type: Literal["post.published"] = "post.published"
    run: Name | None = None
    post: Post


class PostRevised(Model):
    """A later capture shows the post with other content."""

    type: Literal["post.revised"] = "post.revised"
    run: Name | None = None
    edit: Edit
    post: Post


class PostRemoved(Model):
    """A later whole capture no longer shows the post, or a partial one shows both its neighbours without it."""

    type: Literal["post.removed"] = "post.removed"
    run: Name | None = None
    id: Name
    revision: int = Field(ge=1)
    source: Name
    desk: Name
    captured_at: Instant
    known: Known


class GapDetected(Model):
    """A partial window shares no post with the one before: posts between the two may have been missed."""

    type: Literal["gap.detected"] = "gap.detected"
    run: Name | None = None
    source: Name
    desk: Name
    since: Instant
    captured_at: Instant
    known: Known


class DeskConfigured(Model):
    """A story is declared at this desk, effective from this place in the log on."""

    type: Literal["desk.configured"] = "desk.configured"
    desk: Name
    story: Story
    hash: Name


PostEvent = Annotated[
    PostPublished
    | PostRevised
    | PostRemoved
    | GapDetected
    | DeskConfigured
    | RunOpened
    | SourceAdvanced
    | SourceIdle
    | SourceEnded,
    Field(discriminator="type"),
]
POST_EVENT: TypeAdapter[PostEvent] = TypeAdapter(PostEvent)
