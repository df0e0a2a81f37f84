"""Episodes: the runs of a story's posts with no silence longer than its gap; each is a thread.

Which posts share an episode is a function of the set of posts alone; only the names of threads depend on arrival. A
thread keeps its first id for life: a merge keeps the older one, a split leaves it with the part that holds the post
that opened it.
"""

from datetime import datetime, timedelta

from schemas.base import Instant, Model, Name
from schemas.errors import BrokenInvariant
from streams.core.keys import TICK, key, prefix_range
from streams.core.rows import Table
from streams.core.store import Store


class Member(Model):
    """A post of the story, by the time at which it must have existed."""

    desk: Name
    post: Name
    source: Name
    at: Instant


class Episode(Model):
    """The posts of a story from `start` to `end`, both included."""

    thread: Name
    start: Instant
    end: Instant
    opened_by: Name
    opened_at: Instant
    """The `at` of the post that opened it."""
    number: int
    """Counts the episodes of a story in the order they were opened, so that the older of two is known."""


class _Count(Model):
    n: int


_MEMBERS = Table("member", Member)
_EPISODES = Table("episode", Episode)
_OPENED = Table("episodes-opened", _Count)


class Moved(Model):
    """What joining or leaving did: `thread` is the post's; the others as far as they apply."""

    thread: Name
    change: int = 0
    """How many posts more the thread holds, unless it is to be counted anew."""
    recount: bool = False
    """Whether the thread's posts are to be counted anew, since more than the one may have come or gone."""
    merged: tuple[Episode, ...] = ()
    """Threads that ended in this one, as they were."""
    split: Name | None = None
    """The new thread of the part that broke off."""


def join(story: str, gap: timedelta, member: Member, store: Store) -> Moved:
    """Put a post into its episode, opening one or merging two where the post bridges them."""
    before, after = _around(story, member.at, store)
    if before is not None and member.at - before.end > gap:
        before = None
    if after is not None and after.start - member.at > gap:
        after = None
    _MEMBERS.put(store, member, story, member.at, member.post)
    if before is None and after is None:
        number = (_OPENED.get(store, story) or _Count(n=0)).n + 1
        _OPENED.put(store, _Count(n=number), story)
        name = _name(story, member, number)
        episode = Episode(
            thread=name, start=member.at, end=member.at, opened_by=member.post, opened_at=member.at, number=number
        )
        _EPISODES.put(store, episode, story, member.at)
        return Moved(thread=name, change=1)
    parts = tuple(e for e in (before, after) if e is not None)
    kept = min(parts, key=lambda e: e.number)
    for part in parts:
        _EPISODES.delete(store, story, part.start)
    start, end = min(member.at, *(p.start for p in parts)), max(member.at, *(p.end for p in parts))
    _EPISODES.put(store, kept.model_copy(update={"start": start, "end": end}), story, start)
    merged = tuple(p for p in parts if p is not kept)
    return Moved(thread=kept.thread, change=1, merged=merged, recount=bool(merged))


def leave(story: str, gap: timedelta, member: Member, store: Store) -> Moved:
    """Take a post out of its episode, ending or splitting it where no other post holds it together."""
    _MEMBERS.delete(store, story, member.at, member.post)
    episode = at(story, member.at, store)
    if episode is None:
        raise BrokenInvariant(f"{member.post} is in no episode of {story}")
    before = _neighbour(story, member.at, store, reverse=True)
    after = _neighbour(story, member.at, store, reverse=False)
    left = before is not None and before.at >= episode.start
    right = after is not None and after.at <= episode.end
    _EPISODES.delete(store, story, episode.start)
    if before is None or not left:
        if after is None or not right:
            return Moved(thread=episode.thread, change=-1)
        _EPISODES.put(store, episode.model_copy(update={"start": after.at}), story, after.at)
        return Moved(thread=episode.thread, change=-1)
    if after is None or not right:
        _EPISODES.put(store, episode.model_copy(update={"end": before.at}), story, episode.start)
        return Moved(thread=episode.thread, change=-1)
    if after.at - before.at <= gap:
        _EPISODES.put(store, episode, story, episode.start)
        return Moved(thread=episode.thread, change=-1)
    return _split(story, episode, before, after, store)


def at(story: str, when: datetime, store: Store) -> Episode | None:
    """The episode that covers this instant."""
    low, _ = prefix_range("episode", story)
    found = next(_EPISODES.between(store, low, key("episode", story, when + TICK), reverse=True), None)
    return found if found is not None and found.end >= when else None


def of_thread(story: str, thread: str, store: Store) -> tuple[Member, ...]:
    """The posts of a thread in order of time; none where it has ended."""
    episode = find(story, thread, store)
    return members(story, episode, store) if episode else ()


def find(story: str, thread: str, store: Store) -> Episode | None:
    """The episode that bears this name, newest first since most are asked for while they run."""
    low, high = prefix_range("episode", story)
    return next((e for e in _EPISODES.between(store, low, high, reverse=True) if e.thread == thread), None)


def members(story: str, episode: Episode, store: Store) -> tuple[Member, ...]:
    """The posts of an episode in order of time."""
    low, high = key("member", story, episode.start), key("member", story, episode.end + TICK)
    return tuple(_MEMBERS.between(store, low, high))


def _around(story: str, when: datetime, store: Store) -> tuple[Episode | None, Episode | None]:
    low, high = prefix_range("episode", story)
    here = key("episode", story, when + TICK)
    before = next(_EPISODES.between(store, low, here, reverse=True), None)
    return before, next(_EPISODES.between(store, here, high), None)


def _neighbour(story: str, when: datetime, store: Store, *, reverse: bool) -> Member | None:
    low, high = prefix_range("member", story)
    if reverse:
        return next(_MEMBERS.between(store, low, key("member", story, when + TICK), reverse=True), None)
    return next(_MEMBERS.between(store, key("member", story, when), high), None)


def _split(story: str, episode: Episode, before: Member, after: Member, store: Store) -> Moved:
    number = (_OPENED.get(store, story) or _Count(n=0)).n + 1
    _OPENED.put(store, _Count(n=number), story)
    early_keeps = episode.opened_at <= before.at
    first = after if early_keeps else next(iter(members(story, episode, store)))
    name = _name(story, first, number)
    part = {"thread": name, "opened_by": first.post, "opened_at": first.at, "number": number}
    early, late = {"end": before.at}, {"start": after.at}
    _EPISODES.put(store, episode.model_copy(update=early if early_keeps else early | part), story, episode.start)
    _EPISODES.put(store, episode.model_copy(update=late | part if early_keeps else late), story, after.at)
    return Moved(thread=episode.thread, split=name, recount=True)


def _name(story: str, first: Member, number: int) -> str:
    """Readable, and unique among all threads: desk, story, day, and which of the story's episodes it is."""
    return f"{first.desk}/{story}/{first.at:%Y-%m-%d}" + (f".{number}" if number > 1 else "")
