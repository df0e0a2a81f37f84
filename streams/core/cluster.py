"""Threads for posts that match no declared story: the live page they stand on."""

from schemas.posts import Post
from streams.core.store import Store


def cluster(post: Post, store: Store) -> str:  # noqa: ARG001 - pages are joined by what the store knows of them
    """The label of the thread that the post belongs to."""
    return post.source
