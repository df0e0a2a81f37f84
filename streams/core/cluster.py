"""Threads for posts that match no declared story: their live page with those on the same event, else their event."""

from dataclasses import dataclass

from schemas.posts import Post
from streams.core.events import Moved
from streams.core.feeds import Feeds
from streams.core.pages import Pages
from streams.core.store import Store


@dataclass(frozen=True, slots=True)
class Placed:
    """The label of the post's thread, and what the post made clear about others.

    `moved`: posts that now belong to another thread. `ended`: labels that are over, each with the one that goes on and
    has all their posts.
    """

    label: str
    moved: tuple[Moved, ...] = ()
    ended: tuple[tuple[str, str], ...] = ()


def place(post: Post, store: Store) -> Placed:
    """Finds the post's thread. A post counts once, as first seen: its revisions stay in their thread.

    A source whose page has a title is one live page; one without is a feed that mixes subjects.
    """
    if post.page_title is not None:
        pages = Pages(post.desk, store)
        ended = pages.add(post) if post.revision == 1 else []
        return Placed(pages.label(post.source), ended=tuple(ended))
    feeds = Feeds(post.desk, store)
    known = feeds.label(post.id)
    if known is not None:
        return Placed(known)
    label, moved = feeds.add(post)
    return Placed(label, tuple(moved))
