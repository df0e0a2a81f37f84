"""The order of time: (latest, earliest, source, distance from the page's oldest post, id).

A post is used when it must have existed, at its `latest`. All that sorts posts, claims or changes sorts by this.
"""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field, TypeAdapter

from schemas.posts import GapDetected, Post, PostPublished, PostRemoved, PostRevised
from schemas.times import Published
from streams.core.keys import Part

BEGINNING = datetime(2, 1, 1, tzinfo=UTC)
"""Stands for an `earliest` that is not known: before all that are."""

END = datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

DeskPost = PostPublished | PostRevised | PostRemoved | GapDetected
"""What happens to posts: the events that have a place in time. The others configure a desk or mark progress."""

DESK_POST: TypeAdapter[DeskPost] = TypeAdapter(Annotated[DeskPost, Field(discriminator="type")])


def by_time(published: Published, source: str, distance: int, post: str) -> tuple[Part, ...]:
    """Where a post stands among others."""
    return (published.latest, published.earliest or BEGINNING, source, distance, post)


def of_post(post: Post) -> tuple[Part, ...]:
    return by_time(post.published, post.source, post.distance, post.id)


def known_at(event: DeskPost) -> datetime:
    """When the event counts as known here."""
    match event:
        case PostPublished(post=post) | PostRevised(post=post):
            return post.known.at
        case PostRemoved() | GapDetected():
            return event.known.at


def of_event(event: DeskPost) -> tuple[Part, ...]:
    """Where a desk releases an event among others known at the same instant: posts before what befalls them."""
    match event:
        case PostPublished(post=post):
            return (0, post.published.earliest or BEGINNING, post.source, post.distance, post.id)
        case PostRevised(post=post):
            return (1, post.published.earliest or BEGINNING, post.source, post.distance, post.id)
        case PostRemoved():
            return (2, BEGINNING, event.source, 0, event.id)
        case GapDetected():
            return (3, BEGINNING, event.source, 0, "")
