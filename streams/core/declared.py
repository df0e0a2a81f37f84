"""Declared stories: which a desk follows, each with its definition."""

from functools import lru_cache
from typing import Final

from pydantic import TypeAdapter

from schemas.codec import decode, encode, read, write
from schemas.errors import BrokenInvariant
from schemas.posts import DeskConfigured
from schemas.story import Story
from streams.core.keys import key
from streams.core.recall import Recall, mark
from streams.core.store import Store

_LIST: Final = key("stories")
"""The stories' ids, each with the digest of its row: all that has to be read of stories that were met before."""

_KEPT: Final = Recall[DeskConfigured](1024)
_ALL: Final = Recall[tuple[DeskConfigured, ...]](64)
"""By the digest of the list."""
_CONFIGURED: Final = TypeAdapter(DeskConfigured)


def declare(event: DeskConfigured, store: Store) -> None:
    """Declare a story from here on, or replace its definition."""
    raw = encode(event)
    listed = dict(_listed(store.get(_LIST) or b"{}")) | {event.story.id: mark([raw])}
    store.put(key("story", event.story.id), raw)
    store.put(_LIST, write(listed))


def stories(store: Store) -> tuple[DeskConfigured, ...]:
    """All that are declared, by id."""
    raw = store.get(_LIST) or b"{}"
    every = mark([raw])
    found = _ALL.get(every)
    if found is None:
        found = tuple(_read(story, digest, store) for story, digest in _listed(raw))
        _ALL.keep(every, found)
    return found


def story_of(scope: str, store: Store) -> Story | None:
    """The story of this id, if it is declared."""
    for story, digest in _listed(store.get(_LIST) or b"{}"):
        if story == scope:
            return _read(story, digest, store).story
    return None


def _read(story: str, digest: str, store: Store) -> DeskConfigured:
    found = _KEPT.get(digest)
    if found is None:
        raw = store.get(key("story", story))
        if raw is None:
            raise BrokenInvariant(f"{story} is declared and has no definition")
        found = decode(_CONFIGURED, raw)
        found = found.model_copy(update={"story": _one(found.story)})
        _KEPT.keep(digest, found)
    return found


@lru_cache(maxsize=1024)
def _one(story: Story) -> Story:
    """The first of equal stories: what is kept for it is then found without comparing the definitions of two desks."""
    return story


@lru_cache(maxsize=64)
def _listed(raw: bytes) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(read(raw).items()))
