"""The desk: what a post does to the threads of its stories, as one step with all that follows from it.

A post that is published, revised or removed changes which claims stand and which episode it belongs to. For every
thread that this touches, the paths concerned are folded again, and the difference is told.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from schemas.base import Model
from schemas.codec import encode
from schemas.errors import BrokenInvariant
from schemas.posts import GapDetected, Known, Post, PostPublished, PostRemoved, PostRevised
from schemas.routings import Copy
from streams.core import cluster, episodes
from streams.core.claims import Placed, of_post
from streams.core.declared import stories, story_of
from streams.core.dedupe import Verdict, dedupe
from streams.core.filings import Filing, filed, filing, new_filing, remove
from streams.core.heads import Touched, gap, refresh, together
from streams.core.judge import Judge
from streams.core.order import DeskPost
from streams.core.regroup import regroup
from streams.core.restated import UNDECLARED, Restated, member, routing
from streams.core.rows import Table
from streams.core.store import Record, Store
from streams.core.tell import Cause


class _Removed(Model):
    revision: int


_REMOVED = Table("removed", _Removed)
"""Which revision of a post was removed: what comes only after that, put back or late, does not bring the post back."""


def apply(event: DeskPost, raw: bytes, store: Store, judge: Judge) -> Iterator[Record]:
    """All that follows from one event, whose record is `raw`: claims and routings of each post it concerns, then heads,
    then changes.

    What it does to the copies of its post is one step with it, so that nobody is told of what lies between.
    """
    match event:
        case PostPublished(post=post) | PostRevised(post=post):
            old = filing(post.id, store)
            gone = _REMOVED.get(store, post.id) if old is None else None
            if max(old.revision if old else 0, gone.revision if gone else 0) >= post.revision:
                return
            cause = Cause(post, post.known, withdrawn=isinstance(event, PostRevised), removed=False)
            verdict = dedupe(event, store)
            new = _file(post, raw, verdict, store, judge)
            touched = yield from regroup(new.told, cause.known, store)
            touched = together(touched, (yield from _refile(old, new, cause.known, store)))
        case PostRemoved():
            _REMOVED.put(store, _Removed(revision=event.revision), event.id)
            old = filing(event.id, store)
            if old is None or old.revision > event.revision:
                return
            cause = Cause(old.post, event.known, withdrawn=True, removed=True)
            verdict = dedupe(event, store)
            touched = yield from _refile(old, None, cause.known, store)
        case GapDetected():
            yield from gap(event, store)
            return
        case _:
            assert_never(event)
    for other in verdict.changed:
        there = filing(other.post, store)
        if there is not None and there.copy_of != other.copy_of:
            copied = yield from _refile(there, _copied(there, other.copy_of, store), cause.known, store)
            touched = together(touched, copied)
    yield from refresh(touched, cause, store)


@dataclass(frozen=True, slots=True)
class _New:
    filing: Filing
    placed: tuple[tuple[Placed, ...], ...]
    """The claims of each place, beside `filing.filed`."""
    told: cluster.Placed | None = None
    """What a post of no declared story made clear about others."""


def _file(post: Post, raw: bytes, verdict: Verdict, store: Store, judge: Judge) -> _New:
    places, placed, told = [], [], None
    copy_of = verdict.copy_of.of if verdict.copy_of else None
    for configured in stories(store):
        story = configured.story
        if not judge.matches(post.title, post.text, post.page_title, story, post.reading.language):
            continue
        means = judge.interpret(post.title, post.text, post.published, post.country, post.reading, story)
        placed.append(of_post(post, story.id, story, means, copy_of))
        places.append(filed(story.id, configured.hash, encode(means), placed[-1]))
    if not places:
        told = cluster.place(post, store)
        scope = UNDECLARED + told.label
        placed.append(of_post(post, scope, None, None, copy_of))
        places.append(filed(scope, None, None, placed[-1]))
    return _New(new_filing(raw, post, verdict.copy_of, tuple(places)), tuple(placed), told)


def _copied(old: Filing, copy_of: Copy | None, store: Store) -> _New:
    """The same post on the same definitions, now a copy of another one, or no longer."""
    placed = tuple(
        of_post(old.post, f.scope, story_of(f.scope, store), f.interpretation(), copy_of.of if copy_of else None)
        for f in old.filed
    )
    places = tuple(filed(f.scope, f.definition, f.means, p) for f, p in zip(old.filed, placed, strict=True))
    return _New(new_filing(old.event, old.post, copy_of, places), placed)


def _refile(
    old: Filing | None, new: _New | None, known: Known, store: Store
) -> Generator[Record, None, tuple[Touched, ...]]:
    """Replace what the post said, in each scope that it was or is in; the threads that this touches."""
    now = new.filing if new else old
    if now is None:
        return ()
    if new is None:
        remove(now.post.id, store)
    else:
        new.filing.put(store)
    before = {f.scope: f for f in old.filed} if old else {}
    after = {f.scope: (f, p) for f, p in zip(new.filing.filed, new.placed, strict=True)} if new else {}
    touched: list[Touched] = []
    for scope in sorted(before.keys() | after.keys()):
        was, (place, placed) = before.get(scope), after.get(scope, (None, ()))
        restated = Restated(scope, now.post, old.post if old and was else None, was, placed)
        yield from restated.write(store)
        moves = _move(scope, old if was else None, new.filing if new and place else None, store)
        shown = place or was
        if shown is None:
            continue
        here = _thread_at(new.filing.post.published.latest, moves) if new and place else None
        left = {m.thread for m in moves}
        for thread in sorted(left | {m.split for m in moves if m.split is not None}):
            is_in = thread == here
            if is_in or thread in left:
                yield routing(thread, now, shown, is_in, known)
        for ended in (e for m in moves for e in m.merged):
            if old and was and ended.start <= old.post.published.latest <= ended.end:
                yield routing(ended.thread, now, shown, False, known)
        story = story_of(scope, store)
        stood = restated.stood(here) if here else ()
        for moved in moves:
            yield from _rerouted(scope, moved, now, known, store)
            touched.append(Touched(scope, story, shown.definition, moved, restated.fallen, stood))
    return tuple(touched)


def _move(scope: str, old: Filing | None, new: Filing | None, store: Store) -> tuple[episodes.Moved, ...]:
    """Leave and join episodes: the threads that the post was and is in, each once, with what befell them."""
    before, after = member(old) if old else None, member(new) if new else None
    if before is not None and after is not None and before.at == after.at:
        here = episodes.at(scope, after.at, store)
        if here is None:
            raise BrokenInvariant(f"{after.post} is filed in {scope} and in no episode of it")
        return (episodes.Moved(here.thread, here),)
    gap = _gap(scope, store)
    joined = episodes.join(scope, gap, after, store) if after is not None else None
    left = episodes.leave(scope, gap, before, store) if before is not None else None
    if left is None or joined is None or left.thread != joined.thread:
        return tuple(m for m in (joined, left) if m is not None)
    return (replace(joined, episode=left.episode, split=left.split, part=left.part, recount=True),)


def _thread_at(when: datetime, moves: tuple[episodes.Moved, ...]) -> str | None:
    """Of the threads that were touched the one that covers this instant."""
    for episode in (e for m in moves for e in (m.episode, m.part) if e is not None):
        if episode.start <= when <= episode.end:
            return episode.thread
    return None


def _gap(scope: str, store: Store) -> timedelta:
    story = story_of(scope, store)
    return timedelta(hours=story.gap_hours) if story else timedelta.max


def _rerouted(scope: str, moved: episodes.Moved, but: Filing, known: Known, store: Store) -> Iterator[Record]:
    """The posts that a merge or a split carried into another thread without their doing."""
    carried = [
        (ended.thread, moved.thread, member)
        for ended in moved.merged
        for member in episodes.members(scope, ended, store)
    ]
    if moved.split is not None and moved.part is not None:
        carried += [(moved.thread, moved.split, m) for m in episodes.members(scope, moved.part, store)]
    for old, new, one in carried:
        there = filing(one.post, store)
        if there is None or one.post == but.post.id:
            continue
        for place in there.filed:
            if place.scope == scope:
                yield routing(old, there, place, False, known)
                yield routing(new, there, place, True, known)
