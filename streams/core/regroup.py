"""Regrouping: posts that follow no declared story and turn out to belong to another thread than was told."""

from collections.abc import Generator, Iterable
from dataclasses import replace
from datetime import timedelta

from schemas.posts import Known
from schemas.record import Record
from streams.core import episodes
from streams.core.claims import of_post
from streams.core.cluster import Placed
from streams.core.filings import filed, filing, new_filing
from streams.core.heads import Touched, together
from streams.core.restated import UNDECLARED, Restated, member, routing
from streams.core.store import Store

Touching = Generator[Record, None, tuple[Touched, ...]]


def regroup(told: Placed | None, known: Known, store: Store) -> Touching:
    """Move what a new post made clear that it belongs elsewhere; the threads that this touches.

    A thread that loses its last post ends in the one to which that went.
    """
    touched: tuple[Touched, ...] = ()
    ends = dict(told.ended) if told else {}
    for label in ends:
        scope = UNDECLARED + label
        episode = episodes.newest(scope, store)
        posts = [m.post for m in episodes.members(scope, episode, store)] if episode else []
        touched = together(touched, (yield from _carry(posts, _last(label, ends), known, store)))
    for move in told.moved if told else ():
        touched = together(touched, (yield from _carry([move.post], _last(move.label, ends), known, store)))
    return touched


def _last(label: str, ends: dict[str, str]) -> str:
    """The scope of the label, or of the one that goes on in its place."""
    for _ in ends:
        label = ends.get(label, label)
    return UNDECLARED + label


def _carry(posts: Iterable[str], scope: str, known: Known, store: Store) -> Touching:
    touched: tuple[Touched, ...] = ()
    for post in posts:
        old = filing(post, store)
        was = next((f for f in old.filed if f.scope.startswith(UNDECLARED)), None) if old else None
        if old is None or was is None or was.scope == scope:
            continue
        placed = of_post(old.post, scope, None, None, old.copy_of.of if old.copy_of else None)
        now = filed(scope, None, None, placed)
        new = new_filing(old.event, old.post, old.copy_of, tuple(now if f is was else f for f in old.filed))
        new.put(store)
        gone, came = Restated(was.scope, old.post, old.post, was, ()), Restated(scope, old.post, None, None, placed)
        yield from gone.write(store)
        yield from came.write(store)
        before = episodes.newest(was.scope, store)
        left = episodes.leave(was.scope, timedelta.max, member(old), store)
        joined = episodes.join(scope, timedelta.max, member(new), store)
        yield routing(left.thread, old, was, False, known)
        yield routing(joined.thread, new, now, True, known)
        if left.episode is None and before is not None:
            joined = replace(joined, merged=(before,))
            touched = tuple(t for t in touched if t.moved.thread != left.thread)
        else:
            touched = together(touched, (Touched(was.scope, None, None, left, gone.fallen),))
        into = Touched(scope, None, None, joined, stood=came.stood(joined.thread))
        touched = together(touched, (into,))
    return touched
