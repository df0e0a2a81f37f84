"""Tallies: how many posts of each source a thread holds, and which threads hold any of a source."""

from collections import Counter
from collections.abc import Iterable, Iterator

from streams.core.episodes import Member
from streams.core.keys import beginning_with, key
from streams.core.store import Store

_FROM = key("thread-source")
"""(thread, source): how many posts."""
_OF = key("source-thread")
"""(source, thread): a row where it is any."""


def add(thread: str, source: str, count: int, store: Store) -> int:
    """Count posts of a source in, or out where negative; how many sources more the thread has."""
    if count == 0:
        return 0
    at = _FROM + key(thread, source)
    old = int(store.get(at) or b"0")
    _set(thread, source, old, old + count, store)
    return (old + count > 0) - (old > 0)


def clear(thread: str, store: Store) -> None:
    """The thread holds no post."""
    prefix = _FROM + key(thread)
    for at, raw in tuple(store.scan(*beginning_with(prefix))):
        _set(thread, at[len(prefix) : -1].decode(), int(raw), 0, store)


def recount(thread: str, members: Iterable[Member], store: Store) -> tuple[int, int]:
    """The thread holds just these; how many, and from how many sources."""
    clear(thread, store)
    found = Counter(member.source for member in members)
    for source, n in found.items():
        _set(thread, source, 0, n, store)
    return found.total(), len(found)


def threads(source: str, store: Store) -> Iterator[str]:
    """The threads that hold posts of the source, by name."""
    prefix = _OF + key(source)
    for at, _ in store.scan(*beginning_with(prefix)):
        yield at[len(prefix) : -1].decode()


def _set(thread: str, source: str, old: int, new: int, store: Store) -> None:
    if new > 0:
        store.put(_FROM + key(thread, source), b"%d" % new)
    else:
        store.delete(_FROM + key(thread, source))
    if old <= 0 < new:
        store.put(_OF + key(source, thread), b"1")
    elif new <= 0 < old:
        store.delete(_OF + key(source, thread))
