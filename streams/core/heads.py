"""Heads: the running state of each thread, refreshed where a post touched it, and the changes that tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from schemas.changes import ChangeType
from schemas.codec import instant, read, write
from schemas.errors import BrokenInvariant
from schemas.posts import GapDetected, Post
from schemas.story import Story
from schemas.topics import THREADS
from streams.core import claims, episodes, tallies
from streams.core.diff import Moved
from streams.core.keys import key
from streams.core.recall import Recall, mark
from streams.core.shelves import Held, Scope
from streams.core.store import Record, Store
from streams.core.tell import Cause, Told, change, gap_in
from streams.core.thread import Path, Thread
from streams.core.written import EvidenceRow

_OPENING: Final = 160
"""Characters of a post's first line that are cited when it opens a thread."""

_KEPT: Final = 100_000
"""Claims and values that are kept in memory for threads that come again: a few hundred megabytes."""

_THREADS = Recall[Thread](_KEPT)
"""By the trail of their heads."""


class Fallen(NamedTuple):
    """A claim that stands no more, and where it stood."""

    path: str
    shelf: str
    at: bytes


class Stood(NamedTuple):
    """A claim that stands now, in which thread; `value` is its record."""

    thread: str
    path: str
    shelf: str
    claim: Held
    value: bytes


@dataclass(frozen=True, slots=True)
class Touched:
    """A thread some of whose claims fell or stand anew, or whose posts are others."""

    scope: str
    story: Story | None
    definition: str | None
    moved: episodes.Moved
    fallen: tuple[Fallen, ...] = ()
    stood: tuple[Stood, ...] = ()

    def everything(self) -> bool:
        """Whether more posts than the one came or went, so that every path is folded anew.

        Not where no story is followed: what a thread takes over there comes post by post and is among what stands.
        """
        return self.story is not None and bool(self.moved.merged or self.moved.split)

    def marks(self) -> Iterator[bytes]:
        for f in self.fallen:
            yield key(f.path, f.shelf) + f.at
        for s in self.stood:
            yield key(s.thread, s.shelf) + s.claim.at
            yield s.value


def together(touched: tuple[Touched, ...], later: tuple[Touched, ...]) -> tuple[Touched, ...]:
    """Each thread once, with all that befell it."""
    found = list(touched)
    for t in later:
        for i, there in enumerate(found):
            if there.scope == t.scope and t.moved.thread in (there.moved.thread, there.moved.split):
                moved = there.moved.then(t.moved)
                found[i] = replace(there, moved=moved, fallen=there.fallen + t.fallen, stood=there.stood + t.stood)
                break
        else:
            found.append(t)
    return tuple(found)


def refresh(touched: tuple[Touched, ...], cause: Cause, store: Store) -> Iterator[Record]:
    """The heads of the touched threads, then what is to be told, by (thread, path)."""
    heads: list[Record] = []
    told: list[Told] = []
    for t in touched:
        refreshed = _Refresh(t, cause, store)
        heads += refreshed.heads
        told += refreshed.told
    yield from heads
    for one in sorted(told, key=lambda one: (one.thread, one.path)):
        yield one.record


def gap(event: GapDetected, store: Store) -> Iterator[Record]:
    """Tell the threads that hold posts of the source that some may be missing between two captures."""
    for thread in tallies.threads(event.source, store):
        there = head(thread, store)
        if there is not None and there["posts"]:
            yield gap_in(thread, event, there["version"])


def head(thread: str, store: Store) -> Any:
    """What the store has of a thread's head, beside its paths: `trail` is a digest of all that made the thread what it
    is, by which it is found in memory."""
    raw = store.get(key("head", thread))
    return None if raw is None else read(raw)


class _Refresh:
    """One touched thread, with those that end in it or break off from it."""

    def __init__(self, touched: Touched, cause: Cause, store: Store) -> None:
        self._touched, self._cause, self._store = touched, cause, store
        self.heads: list[Record] = []
        self.told: list[Told] = []
        self._trails: list[bytes] = []
        self._names = {f.path for f in touched.fallen} | {s.path for s in touched.stood}
        self._names.discard(claims.STATEMENTS)
        moved = touched.moved
        for ended in moved.merged:
            self._end(ended.thread)
        self._refreshed(moved.thread, moved.episode, "thread.opened")
        if moved.split is not None:
            self._refreshed(moved.split, moved.part, "thread.split")

    def _end(self, name: str) -> None:
        """The last head of a thread that goes on in another one."""
        into, old = self._touched.moved.thread, head(name, self._store)
        if old is None:
            raise BrokenInvariant(f"{name} ends without ever having had a head")
        thread = self._thread(name, old)
        self._names.update(thread.names())
        tallies.clear(name, self._store)
        row = {n: v for n, v in old.items() if n not in _COUNTED} | {"posts": 0, "sources": 0, "merged_into": into}
        row |= {"version": old["version"] + 1, "updated": instant(self._cause.known.at)}
        self.heads.append(_record(name, row, Thread(name)))
        path = self._tell(
            thread, Moved("thread.merged", "thread", name, into, _opening(self._cause.post)), row["version"]
        )
        self._put(name, row, old, [thread.put(path, self._store)])

    def _refreshed(self, name: str, episode: episodes.Episode | None, opened: ChangeType) -> None:
        t, old = self._touched, head(name, self._store)
        thread = self._thread(name, old)
        self._enter(thread)
        scope = Scope(t.scope, episode.start, episode.end, self._store) if episode else None
        every = t.everything() or episode is None
        withdrawn = self._cause.post.id if self._cause.withdrawn else None
        moved, written, is_other = list[Moved](), dict[str, Path](), old is None
        for path in map(thread.path, thread.names() if every else sorted(self._names)):
            was = path.row
            if path.fold(scope, t.story):
                is_other = True
                found = path.moved(was, withdrawn)
                moved += [found] if found else []
            elif path.is_stored:
                continue
            written[path.name] = path
        row = self._row(name, old, episode)
        if is_other or any(row.get(n) != old.get(n) for n in _COUNTED):
            row |= {"version": old["version"] + 1 if old else 1, "updated": instant(self._cause.known.at)}
            self.heads.append(_record(name, row, thread))
            if old is None or old["posts"] == 0:
                moved.append(Moved(opened, "thread", None, name, _opening(self._cause.post)))
        for m in moved:
            written[m.path] = self._tell(thread, m, row["version"])
        self._put(name, row, old, [thread.put(path, self._store) for path in written.values()])
        if episode is not None:
            _THREADS.keep(row["trail"], thread, thread.weight())

    def _thread(self, name: str, old: Any) -> Thread:
        """The thread as it was: from memory, or else from the store."""
        if old is None:
            return Thread(name)
        return _THREADS.take(old["trail"]) or Thread.load(name, self._store)

    def _enter(self, thread: Thread) -> None:
        """Let the claims fall and stand that do so in this thread."""
        t = self._touched
        if t.everything():
            thread.anew(self._names)
            self._names.update(thread.names())
            return
        replaced = {(s.path, s.shelf, s.claim.at) for s in t.stood if s.thread == thread.name}
        for f in t.fallen:
            if (f.path, f.shelf, f.at) not in replaced:
                thread.falls(f.path, f.shelf, f.at)
        for s in t.stood:
            if s.thread == thread.name:
                thread.stands(s.path, s.shelf, s.claim)

    def _row(self, name: str, old: Any, episode: episodes.Episode | None) -> dict[str, Any]:
        t, known = self._touched, instant(self._cause.known.at)
        posts, sources = self._counted(name, old, episode)
        row: dict[str, Any] = {"title": self._title(name, old), "posts": posts, "sources": sources}
        row |= {"version": old["version"] if old else 1, "opened": old["opened"] if old else known}
        row["updated"] = old["updated"] if old else known
        if t.story is not None:
            row["story"] = t.story.id
        if t.definition is not None:
            row["definition"] = t.definition
        if episode is not None:
            row |= {"first": instant(episode.start), "last": instant(episode.end)}
        return row

    def _title(self, name: str, old: Any) -> str:
        post: Post = self._cause.post
        if self._touched.story is not None:
            return self._touched.story.title
        return old["title"] if old else post.page_title or post.title or name

    def _counted(self, name: str, old: Any, episode: episodes.Episode | None) -> tuple[int, int]:
        moved = self._touched.moved
        if episode is None:
            tallies.clear(name, self._store)
            return 0, 0
        if moved.recount or name == moved.split or old is None:
            return tallies.recount(name, episodes.members(self._touched.scope, episode, self._store), self._store)
        sources = sum(tallies.add(name, source, count, self._store) for source, count in moved.counts)
        return old["posts"] + sum(count for _, count in moved.counts), old["sources"] + sources

    def _tell(self, thread: Thread, moved: Moved, version: int) -> Path:
        path = thread.path(moved.path)
        path.told += 1
        self.told.append(change(thread.name, moved, path.told, version, self._cause))
        return path

    def _put(self, name: str, row: dict[str, Any], old: Any, written: list[bytes]) -> None:
        trails = [*self._trails, old["trail"].encode()] if old else self._trails
        row["trail"] = mark([name.encode(), *trails, *self._touched.marks(), *written, write(row)])
        self._trails.append(row["trail"].encode())
        self._store.put(key("head", name), write(row))


_COUNTED: Final = ("posts", "sources", "first", "last")


def _record(name: str, row: dict[str, Any], thread: Thread) -> Record:
    meta = {n: row[n] for n in ("version", "opened", "updated", "merged_into") if n in row}
    state = thread.state() | {n: row[n] for n in _COUNTED if n in row}
    value = {n: row[n] for n in ("story", "title", "definition") if n in row}
    return Record(THREADS.name, name.encode(), write(value | {"thread": name, "state": state, "meta": meta}))


def _opening(post: Post) -> list[EvidenceRow]:
    """The words a thread is opened on: the post's title, or the beginning of its first line."""
    where = "title" if post.title else "text"
    line = (post.title or post.text).lstrip()
    at = len(post.title or post.text) - len(line)
    quote = line.split("\n", 1)[0][:_OPENING]
    if not quote:
        return []
    end = at + len(quote)
    return [EvidenceRow(post=post.id, revision=post.revision, where=where, start=at, end=end, quote=quote)]
