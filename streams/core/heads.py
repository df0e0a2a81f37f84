"""Heads: the running state of each thread, refreshed where a post touched it, and the changes that tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from schemas.base import Model
from schemas.changes import Change, ChangeData, ChangeType
from schemas.codec import encode
from schemas.errors import BrokenInvariant
from schemas.evidence import Evidence, Where
from schemas.ids import digest
from schemas.posts import GapDetected, Known, Post
from schemas.story import Story
from schemas.threads import AspectState, FigureState, Meta, Reaction, State, ThreadHead
from schemas.times import Interval
from schemas.topics import CHANGES, THREADS
from streams.core import claims, diff, episodes, fold
from streams.core.repeats import common_stems
from streams.core.rows import Table
from streams.core.store import Record, Store

_OPENING = 160
"""Characters of a post's first line that are cited when it opens a thread."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The post revision or removal that moves things."""

    post: Post
    known: Known
    withdrawn: bool
    """Earlier words of the post no longer stand."""
    removed: bool

    def name(self) -> str:
        return f"{self.post.id}@{self.post.revision}" + ("/removed" if self.removed else "")


@dataclass(frozen=True, slots=True)
class Touched:
    """A thread whose paths may have moved."""

    scope: str
    story: Story | None
    definition: str | None
    paths: tuple[str, ...]
    moved: episodes.Moved


class _Count(Model):
    n: int


class _Path(Model):
    path: str


class _Tally(Model):
    thread: str
    source: str
    n: int


V = TypeVar("V", Reaction, AspectState, FigureState)

_HEADS = Table("head", ThreadHead, remembered=256)
_TOLD = Table("told", _Count)
_PATHS = Table("scope-path", _Path)
_FROM = Table("thread-source", _Tally)
"""(thread, source): how many posts of the source the thread holds."""
_OF = Table("source-thread", _Tally)
"""(source, thread): the same, to find a source's threads."""


def refresh(touched: tuple[Touched, ...], cause: Cause, store: Store) -> Iterator[Record]:
    """The heads of the touched threads, then what is to be told, by (thread, path)."""
    heads: list[Record] = []
    told: list[Change] = []
    for t in touched:
        for path in t.paths:
            if _PATHS.get(store, t.scope, path) is None:
                _PATHS.put(store, _Path(path=path), t.scope, path)
        for ended in (e.thread for e in t.moved.merged):
            heads.append(_end(ended, t.moved.thread, cause, store))
            merged = diff.Moved("thread.merged", "thread", ended, t.moved.thread, _opening(cause.post))
            told.append(_change(ended, merged, cause, store))
        for thread in (t.moved.thread, *((t.moved.split,) if t.moved.split else ())):
            head, moved = _refreshed(thread, t, cause, store)
            if head is not None:
                heads.append(Record(THREADS.name, thread.encode(), encode(head)))
            told += [_change(thread, m, cause, store) for m in moved]
    yield from heads
    for change in sorted(told, key=lambda c: (c.subject, c.data.path)):
        yield Record(CHANGES.name, change.subject.encode(), encode(change))


def gap(event: GapDetected, store: Store) -> Iterator[Record]:
    """Tell the threads that hold posts of the source that some may be missing between two captures."""
    for tally in _OF.scan(store, event.source):
        thread = tally.thread
        head = _HEADS.get(store, thread)
        if head is None or head.state.posts == 0:
            continue
        cause = f"{event.source}@{event.captured_at:%Y-%m-%dT%H:%M:%SZ}"
        data = ChangeData(
            path="gap",
            valid=Interval(earliest=event.since, latest=event.captured_at),
            known=event.known,
            version=head.meta.version,
            cause=cause,
        )
        yield Record(CHANGES.name, thread.encode(), encode(_event(thread, "gap.detected", data, event.desk, cause)))


def _refreshed(thread: str, t: Touched, cause: Cause, store: Store) -> tuple[ThreadHead | None, tuple[diff.Moved, ...]]:
    old = _HEADS.get(store, thread)
    was = old.state if old else diff.NOTHING
    state = _state(thread, t, was, cause, store)
    if old is not None and state == was:
        return None, ()
    version = old.meta.version + 1 if old else 1
    head = ThreadHead(
        thread=thread,
        story=t.story.id if t.story else None,
        title=_title(thread, t, old, cause),
        definition=t.definition,
        state=state,
        meta=Meta(version=version, opened=old.meta.opened if old else cause.known.at, updated=cause.known.at),
    )
    _HEADS.put(store, head, thread)
    moved = diff.diff(was, state, frozenset([cause.post.id]) if cause.withdrawn else frozenset())
    if old is None or was.posts == 0:
        kind: ChangeType = "thread.split" if thread == t.moved.split else "thread.opened"
        opening = _opening(cause.post)
        moved = (diff.Moved(kind, "thread", None, thread, opening), *moved)
    return head, moved


def _title(thread: str, t: Touched, old: ThreadHead | None, cause: Cause) -> str:
    if t.story is not None:
        return t.story.title
    return old.title if old is not None else cause.post.page_title or cause.post.title or thread


def _state(thread: str, t: Touched, was: State, cause: Cause, store: Store) -> State:
    moved = t.moved
    everything = bool(moved.merged or moved.split)
    episode = episodes.find(t.scope, thread, store)
    posts, sources = _counted(thread, t, was, episode, cause, store)
    if episode is None:
        return State(posts=0, sources=0)
    scope = fold.Scope(t.scope, episode.start, episode.end)
    paths = tuple(p.path for p in _PATHS.scan(store, t.scope)) if everything else t.paths
    reactions = {r.party: r for r in was.reactions}
    aspects = {a.path: a for a in was.aspects}
    figures = {f.path: f for f in was.figures}
    status, beside = was.status, was.beside
    for path in paths:
        if path == claims.STATUS:
            if t.story is not None:
                status, beside = fold.status(scope, t.story.ladder, store)
        elif path.startswith(claims.REACTIONS):
            _set(
                reactions, path.removeprefix(claims.REACTIONS), fold.reaction(scope, path, common_stems(t.story), store)
            )
        elif path.startswith(claims.FIGURES):
            _set(figures, path, fold.figure(scope, path, store))
        elif path != claims.STATEMENTS:
            _set(aspects, path, fold.aspect(scope, path, store))
    return State(
        status=status,
        beside=beside,
        reactions=tuple(reactions[k] for k in sorted(reactions)),
        aspects=tuple(aspects[k] for k in sorted(aspects)),
        figures=tuple(figures[k] for k in sorted(figures)),
        posts=posts,
        sources=sources,
        first=episode.start,
        last=episode.end,
    )


def _set(values: dict[str, V], path: str, value: V | None) -> None:
    if value is None:
        values.pop(path, None)
    else:
        values[path] = value


def _counted(
    thread: str, t: Touched, was: State, episode: episodes.Episode | None, cause: Cause, store: Store
) -> tuple[int, int]:
    moved = t.moved
    if moved.recount or thread == moved.split or episode is None:
        return _recounted(thread, t.scope, episode, store)
    source = cause.post.source
    tally = _FROM.get(store, thread, source)
    n = tally.n if tally else 0
    _count(thread, source, n + moved.change, store)
    return was.posts + moved.change, was.sources + (n + moved.change > 0) - (n > 0)


def _recounted(thread: str, scope: str, episode: episodes.Episode | None, store: Store) -> tuple[int, int]:
    for counted in tuple(_FROM.scan(store, thread)):
        _count(thread, counted.source, 0, store)
    if episode is None:
        return 0, 0
    tally: dict[str, int] = {}
    for member in episodes.members(scope, episode, store):
        tally[member.source] = tally.get(member.source, 0) + 1
    for source, n in tally.items():
        _count(thread, source, n, store)
    return sum(tally.values()), len(tally)


def _count(thread: str, source: str, n: int, store: Store) -> None:
    if n == 0:
        _FROM.delete(store, thread, source)
        _OF.delete(store, source, thread)
        return
    tally = _Tally(thread=thread, source=source, n=n)
    _FROM.put(store, tally, thread, source)
    _OF.put(store, tally, source, thread)


def _end(thread: str, into: str, cause: Cause, store: Store) -> Record:
    """The last head of a thread that goes on in another one."""
    head = _HEADS.get(store, thread)
    if head is None:
        raise BrokenInvariant(f"{thread} ends without ever having had a head")
    for counted in tuple(_FROM.scan(store, thread)):
        _count(thread, counted.source, 0, store)
    meta = head.meta.model_copy(
        update={"version": head.meta.version + 1, "updated": cause.known.at, "merged_into": into}
    )
    ended = head.model_copy(update={"state": diff.NOTHING, "meta": meta})
    _HEADS.put(store, ended, thread)
    return Record(THREADS.name, thread.encode(), encode(ended))


def _opening(post: Post) -> tuple[Evidence, ...]:
    """The words a thread is opened on: the post's title, or the beginning of its first line."""
    where: Where = "title" if post.title else "text"
    line = (post.title or post.text).lstrip()
    at = len(post.title or post.text) - len(line)
    quote = line.split("\n", 1)[0][:_OPENING]
    if not quote:
        return ()
    return (Evidence(post=post.id, revision=post.revision, where=where, start=at, end=at + len(quote), quote=quote),)


def _change(thread: str, moved: diff.Moved, cause: Cause, store: Store) -> Change:
    head = _HEADS.get(store, thread)
    said = Interval(earliest=cause.post.published.earliest, latest=cause.post.published.latest)
    data = ChangeData(
        path=moved.path,
        old=moved.old,
        new=moved.new,
        evidence=moved.evidence,
        valid=moved.effective or (Interval() if cause.removed else said),
        known=cause.known,
        version=head.meta.version if head else 1,
        cause=cause.name(),
    )
    told = (_TOLD.get(store, thread, moved.path) or _Count(n=0)).n + 1
    _TOLD.put(store, _Count(n=told), thread, moved.path)
    return _event(thread, moved.type, data, cause.post.desk, str(told))


def _event(thread: str, kind: ChangeType, data: ChangeData, desk: str, nth: str) -> Change:
    return Change(
        id=digest(thread, data.path, kind, data.old or "", data.new or "", data.cause, nth),
        source=f"/desks/{desk}",
        type=kind,
        subject=thread,
        time=data.known.at,
        data=data,
    )
