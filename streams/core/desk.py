"""The desk: what a post does to the threads of its stories, as one step with all that follows from it.

A post that is published, revised or removed changes which claims stand and which episode it belongs to. For every
thread that this touches, the paths concerned are folded again, and the difference is told.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from schemas.base import Model, Name
from schemas.codec import encode
from schemas.errors import BrokenInvariant
from schemas.interpretation import Interpretation
from schemas.posts import DeskConfigured, GapDetected, Known, Post, PostPublished, PostRemoved, PostRevised
from schemas.routings import Copy, Routing
from schemas.story import Story
from schemas.topics import CLAIMS, ROUTINGS
from streams.core import claims as claim_rows
from streams.core import episodes, fold
from streams.core.cluster import cluster
from streams.core.dedupe import Verdict, dedupe
from streams.core.heads import Cause, Touched, gap, refresh
from streams.core.judge import Judge
from streams.core.order import DeskPost
from streams.core.rows import Table
from streams.core.store import Record, Store

UNDECLARED = "~"
"""Begins the scope of a thread that follows no declared story; a declared story's scope is its id."""


class _ClaimKey(Model):
    path: Name
    shelf: str
    id: Name


class _Filed(Model):
    """A post's place in one scope, with where its claims stand, so that they are found again when it changes."""

    scope: Name
    definition: str | None = None
    interpretation: Interpretation | None = None
    claims: tuple[_ClaimKey, ...] = ()


class _Row(Model):
    post: Post
    copy_of: Copy | None = None
    filed: tuple[_Filed, ...] = ()


class _Removed(Model):
    revision: int


_POSTS = Table("post", _Row)
_REMOVED = Table("removed", _Removed)
"""Which revision of a post was removed: what comes only after that, put back or late, does not bring the post back."""
_STORIES = Table("story", DeskConfigured, remembered=1024)


def configure(event: DeskConfigured, store: Store) -> None:
    """Declare a story from here on, or replace its definition. Posts routed before keep their routing."""
    _STORIES.put(store, event, event.story.id)


def apply(event: DeskPost, store: Store, judge: Judge) -> Iterator[Record]:
    """All that follows from one event: claims and routings of each post it concerns, then heads, then changes.

    What it does to the copies of its post is one step with it, so that nobody is told of what lies between.
    """
    match event:
        case PostPublished(post=post) | PostRevised(post=post):
            old = _POSTS.get(store, post.id)
            gone = _REMOVED.get(store, post.id) if old is None else None
            if max(old.post.revision if old else 0, gone.revision if gone else 0) >= post.revision:
                return
            cause = Cause(post, post.known, withdrawn=isinstance(event, PostRevised), removed=False)
            verdict = dedupe(event, store)
            touched = yield from _refile(old, _file(post, verdict, store, judge), cause.known, store)
        case PostRemoved():
            _REMOVED.put(store, _Removed(revision=event.revision), event.id)
            old = _POSTS.get(store, event.id)
            if old is None or old.post.revision > event.revision:
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
        row = _POSTS.get(store, other.post)
        if row is not None and row.copy_of != other.copy_of:
            copied = yield from _refile(row, _copied(row, other.copy_of, store), cause.known, store)
            touched = _together(touched, copied)
    yield from refresh(touched, cause, store)


def _together(touched: tuple[Touched, ...], more: tuple[Touched, ...]) -> tuple[Touched, ...]:
    """Each thread once. `more` only has other claims in its threads; a merge or a split folds every path anyway."""
    by_thread = {(t.scope, t.moved.thread): t for t in touched}
    split = {(t.scope, t.moved.split) for t in touched}
    for t in more:
        place = (t.scope, t.moved.thread)
        there = by_thread.get(place)
        if there is not None:
            by_thread[place] = replace(there, paths=tuple(sorted({*there.paths, *t.paths})))
        elif place not in split:
            by_thread[place] = t
    return tuple(by_thread.values())


@dataclass(frozen=True, slots=True)
class _New:
    row: _Row
    placed: tuple[tuple[claim_rows.Placed, ...], ...]
    """The claims of each filing, beside `row.filed`."""


def _file(post: Post, verdict: Verdict, store: Store, judge: Judge) -> _New:
    filed, placed = [], []
    for configured in _STORIES.scan(store):
        story = configured.story
        if not judge.matches(post.title, post.text, post.page_title, story):
            continue
        means = judge.interpret(post.title, post.text, post.published, post.country, post.reading, story)
        found = claim_rows.of_post(post, story.id, story, means, verdict.copy_of.of if verdict.copy_of else None)
        filed.append(_filing(story.id, configured.hash, means, found))
        placed.append(found)
    if not filed:
        scope = UNDECLARED + cluster(post, store)
        found = claim_rows.of_post(post, scope, None, None, verdict.copy_of.of if verdict.copy_of else None)
        filed.append(_filing(scope, None, None, found))
        placed.append(found)
    return _New(_Row(post=post, copy_of=verdict.copy_of, filed=tuple(filed)), tuple(placed))


def _copied(row: _Row, copy_of: Copy | None, store: Store) -> _New:
    """The same post on the same definitions, now a copy of another one, or no longer."""
    placed = tuple(
        claim_rows.of_post(row.post, f.scope, _story(f.scope, store), f.interpretation, copy_of.of if copy_of else None)
        for f in row.filed
    )
    filed = tuple(_filing(f.scope, f.definition, f.interpretation, p) for f, p in zip(row.filed, placed, strict=True))
    return _New(row.model_copy(update={"copy_of": copy_of, "filed": filed}), placed)


def _story(scope: str, store: Store) -> Story | None:
    configured = _STORIES.get(store, scope)
    return configured.story if configured else None


def _filing(
    scope: str, definition: str | None, means: Interpretation | None, placed: tuple[claim_rows.Placed, ...]
) -> _Filed:
    keys = tuple(_ClaimKey(path=p.claim.path, shelf=p.shelf, id=p.claim.id) for p in placed)
    return _Filed(scope=scope, definition=definition, interpretation=means, claims=keys)


def _refile(
    old: _Row | None, new: _New | None, known: Known, store: Store
) -> Generator[Record, None, tuple[Touched, ...]]:
    """Replace what the post said, in each scope that it was or is in; the threads that this touches."""
    row = new.row if new else old
    if row is None:
        return ()
    if new is None:
        _POSTS.delete(store, row.post.id)
    else:
        _POSTS.put(store, new.row, row.post.id)
    was = {f.scope: f for f in old.filed} if old else {}
    now = {f.scope: (f, p) for f, p in zip(new.row.filed, new.placed, strict=True)} if new else {}
    touched: list[Touched] = []
    for scope in sorted(was.keys() | now.keys()):
        before, (after, placed) = was.get(scope), now.get(scope, (None, ()))
        yield from _restate(scope, old, before, row.post, placed, store)
        filed = after or before
        if filed is None:
            continue
        moves = _move(scope, old if before else None, new.row if new and after else None, store)
        here = episodes.at(scope, new.row.post.published.latest, store) if new and after else None
        threads = {t for m in moves for t in (m.thread, m.split) if t is not None}
        for thread in sorted(threads):
            is_in = here is not None and thread == here.thread
            if is_in or thread in {m.thread for m in moves}:
                yield _routing(thread, row, filed, is_in, known)
        for ended in (e for m in moves for e in m.merged):
            if old and before and ended.start <= old.post.published.latest <= ended.end:
                yield _routing(ended.thread, row, filed, False, known)
        paths = tuple(sorted({c.path for f in (before, after) if f for c in f.claims}))
        for moved in moves:
            yield from _rerouted(scope, moved, row, known, store)
            touched.append(Touched(scope, _story(scope, store), filed.definition, paths, moved))
    return tuple(touched)


def _restate(
    scope: str, old: _Row | None, before: _Filed | None, post: Post, placed: tuple[claim_rows.Placed, ...], store: Store
) -> Iterator[Record]:
    """The claims that fall and those that stand, in the store and on their topic."""
    new = {p.claim.id: p for p in placed}
    if before is not None and old is not None:
        for c in before.claims:
            fold.delete(claim_rows.place(scope, c.path, c.shelf, old.post, c.id), store)
            if c.id not in new or new[c.id].claim.path != c.path:
                yield Record(CLAIMS.name, _claim_key(post.desk, scope, c.path, c.id), None)
    for p in placed:
        value = encode(p.claim)
        fold.put(claim_rows.place(scope, p.claim.path, p.shelf, post, p.claim.id), value, store)
        yield Record(CLAIMS.name, _claim_key(post.desk, scope, p.claim.path, p.claim.id), value)


def _move(scope: str, old: _Row | None, new: _Row | None, store: Store) -> tuple[episodes.Moved, ...]:
    """Leave and join episodes: the threads that the post was and is in, each once, with what befell them."""
    gap = _gap(scope, store)
    before, after = _member(old), _member(new)
    if before is not None and after is not None and before.at == after.at:
        here = episodes.at(scope, after.at, store)
        if here is None:
            raise BrokenInvariant(f"{after.post} is filed in {scope} and in no episode of it")
        return (episodes.Moved(thread=here.thread),)
    joined = episodes.join(scope, gap, after, store) if after is not None else None
    left = episodes.leave(scope, gap, before, store) if before is not None else None
    if left is None or joined is None or left.thread != joined.thread:
        return tuple(m for m in (joined, left) if m is not None)
    return (joined.model_copy(update={"split": left.split, "recount": True}),)


def _gap(scope: str, store: Store) -> timedelta:
    story = _story(scope, store)
    return timedelta(hours=story.gap_hours) if story else timedelta.max


def _member(row: _Row | None) -> episodes.Member | None:
    if row is None:
        return None
    return episodes.Member(desk=row.post.desk, post=row.post.id, source=row.post.source, at=row.post.published.latest)


def _rerouted(scope: str, moved: episodes.Moved, but: _Row, known: Known, store: Store) -> Iterator[Record]:
    """The posts that a merge or a split carried into another thread without their doing."""
    carried = [
        (ended.thread, moved.thread, member)
        for ended in moved.merged
        for member in episodes.members(scope, ended, store)
    ]
    if moved.split is not None:
        carried += [(moved.thread, moved.split, m) for m in episodes.of_thread(scope, moved.split, store)]
    for old, new, member in carried:
        row = _POSTS.get(store, member.post)
        if row is None or row.post.id == but.post.id:
            continue
        for filed in row.filed:
            if filed.scope == scope:
                yield _routing(old, row, filed, False, known)
                yield _routing(new, row, filed, True, known)


def _routing(thread: str, row: _Row, filed: _Filed, inside: bool, known: Known) -> Record:
    routing = Routing(
        thread=thread,
        post=row.post.id,
        revision=row.post.revision,
        in_thread=inside,
        story=None if filed.scope.startswith(UNDECLARED) else filed.scope,
        definition=filed.definition,
        copy_of=row.copy_of,
        interpretation=filed.interpretation if inside else None,
        known=known,
    )
    return Record(ROUTINGS.name, thread.encode(), encode(routing))


def _claim_key(desk: str, scope: str, path: str, claim: str) -> bytes:
    return "|".join((desk, scope, path, claim)).encode()
