"""Episodes: the runs of a story's posts with no silence longer than its gap; each is a thread.

Which posts share an episode is a function of the set of posts alone; only the names of threads depend on arrival. A
thread keeps its first id for life: a merge keeps the older one, a split leaves it with the part that holds the post
that opened it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from schemas.codec import instant, read, write
from schemas.errors import BrokenInvariant
from streams.core.keys import TICK, beginning_with, key
from streams.core.store import Store
from streams.core.written import NAME


@dataclass(frozen=True, slots=True)
class Member:
    """A post of the story, by the time at which it must have existed."""

    desk: str
    post: str
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Episode:
    """The posts of a story from `start` to `end`, both included."""

    thread: str
    start: datetime
    end: datetime
    opened_by: str
    opened_at: datetime
    """The `at` of the post that opened it."""
    number: int
    """Counts the episodes of a story in the order they were opened, so that the older of two is known."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What joining or leaving did: `thread` is the post's, which is `episode` now; the others as far as they apply."""

    thread: str
    episode: Episode | None
    counts: tuple[tuple[str, int], ...] = ()
    """How many posts more of which source the thread holds, unless it is to be counted anew."""
    recount: bool = False
    """Whether the thread's posts are to be counted anew, since more than the one may have come or gone."""
    merged: tuple[Episode, ...] = ()
    """Threads that ended in this one, as they were."""
    split: str | None = None
    """The new thread of the part that broke off, which is the episode `part`."""
    part: Episode | None = None

    def then(self, later: "Moved") -> "Moved":
        """What befell the thread, or one of its two parts, and then befell it again without cutting it."""
        return replace(
            self,
            episode=later.episode if later.thread == self.thread else self.episode,
            part=later.episode if later.thread == self.split else self.part,
            counts=self.counts + later.counts,
            recount=self.recount or later.recount,
            merged=self.merged + later.merged,
        )


def join(story: str, gap: timedelta, member: Member, store: Store) -> Moved:
    """Put a post into its episode, opening one or merging two where the post bridges them."""
    before, after = _around(story, member.at, store)
    if before is not None and member.at - before.end > gap:
        before = None
    if after is not None and after.start - member.at > gap:
        after = None
    row = {"desk": member.desk, "post": member.post, "source": member.source, "at": instant(member.at)}
    store.put(key("member", story, member.at, member.post), write(row))
    parts = tuple(e for e in (before, after) if e is not None)
    if not parts:
        number = _next(story, store)
        name = _name(story, member, number)
        opened = Episode(name, member.at, member.at, opened_by=member.post, opened_at=member.at, number=number)
        return Moved(name, _put(story, opened, store), counts=((member.source, 1),))
    kept = min(parts, key=lambda e: e.number)
    start, end = min(member.at, *(p.start for p in parts)), max(member.at, *(p.end for p in parts))
    for part in parts:
        if part.start != start:
            _delete(story, part, store)
    grown = replace(kept, start=start, end=end)
    if grown != kept or len(parts) > 1:
        _put(story, grown, store)
    merged = tuple(p for p in parts if p is not kept)
    return Moved(kept.thread, grown, counts=((member.source, 1),), merged=merged, recount=bool(merged))


def leave(story: str, gap: timedelta, member: Member, store: Store) -> Moved:
    """Take a post out of its episode, ending or splitting it where no other post holds it together."""
    store.delete(key("member", story, member.at, member.post))
    episode = at(story, member.at, store)
    if episode is None:
        raise BrokenInvariant(f"{member.post} is in no episode of {story}")
    before = next(_members(story, episode.start, member.at, store, reverse=True), None)
    after = next(_members(story, member.at, episode.end, store), None)
    if before is not None and after is not None and after.at - before.at > gap:
        return _split(story, episode, before, after, store)
    _delete(story, episode, store)
    counts = ((member.source, -1),)
    if before is None and after is None:
        return Moved(episode.thread, None, counts)
    start = episode.start if before is not None or after is None else after.at
    end = episode.end if after is not None or before is None else before.at
    return Moved(episode.thread, _put(story, replace(episode, start=start, end=end), store), counts)


def at(story: str, when: datetime, store: Store) -> Episode | None:
    """The episode that covers this instant."""
    before, _ = _around(story, when, store, after=False)
    return before if before is not None and when <= before.end else None


def newest(story: str, store: Store) -> Episode | None:
    """The story's last episode: the only one where silence never cuts."""
    low, high = beginning_with(key("episode", story))
    return next(_read(store.scan(low, high, reverse=True)), None)


def members(story: str, episode: Episode, store: Store) -> tuple[Member, ...]:
    """The posts of an episode in order of time."""
    return tuple(_members(story, episode.start, episode.end, store))


def _around(story: str, when: datetime, store: Store, *, after: bool = True) -> tuple[Episode | None, Episode | None]:
    low, high = beginning_with(key("episode", story))
    here = low + key(when + TICK)
    before = next(_read(store.scan(low, here, reverse=True)), None)
    return before, next(_read(store.scan(here, high)), None) if after else None


def _read(rows: Iterator[tuple[bytes, bytes]]) -> Iterator[Episode]:
    for _, raw in rows:
        row = read(raw)
        times = {name: datetime.fromisoformat(row[name]) for name in ("start", "end", "opened_at")}
        yield Episode(**(row | times))


def _put(story: str, episode: Episode, store: Store) -> Episode:
    row = {
        "thread": episode.thread,
        "start": instant(episode.start),
        "end": instant(episode.end),
        "opened_by": episode.opened_by,
        "opened_at": instant(episode.opened_at),
        "number": episode.number,
    }
    store.put(key("episode", story, episode.start), write(row))
    return episode


def _delete(story: str, episode: Episode, store: Store) -> None:
    store.delete(key("episode", story, episode.start))


def _members(story: str, start: datetime, end: datetime, store: Store, *, reverse: bool = False) -> Iterator[Member]:
    prefix = key("member", story)
    for _, raw in store.scan(prefix + key(start), prefix + key(end + TICK), reverse=reverse):
        row = read(raw)
        yield Member(**(row | {"at": datetime.fromisoformat(row["at"])}))


def _next(story: str, store: Store) -> int:
    """The number of the story's next episode."""
    place = key("episodes-opened", story)
    number = int(store.get(place) or b"0") + 1
    store.put(place, b"%d" % number)
    return number


def _split(story: str, episode: Episode, before: Member, after: Member, store: Store) -> Moved:
    number = _next(story, store)
    early_keeps = episode.opened_at <= before.at
    first = after if early_keeps else next(_members(story, episode.start, before.at, store))
    early, late = replace(episode, end=before.at), replace(episode, start=after.at)
    name = _name(story, first, number)
    part = replace(late if early_keeps else early, thread=name, opened_by=first.post, opened_at=first.at, number=number)
    rest = early if early_keeps else late
    _delete(story, episode, store)
    _put(story, rest, store)
    _put(story, part, store)
    return Moved(episode.thread, rest, split=name, part=part, recount=True)


def _name(story: str, first: Member, number: int) -> str:
    """Readable, and unique among all threads: desk, story, day, and which of the story's episodes it is."""
    return NAME.validate_python(f"{first.desk}/{story}/{first.at:%Y-%m-%d}" + (f".{number}" if number > 1 else ""))
