"""The state of threads as of other times: as it was known at one, and as it was so at another.

Both fold the posts of the log again and never its changes. *Known*: only what counted as known by then takes part.
*Valid*: of that, only what was so, or had been said, by then; a status may rest on a post that told of it later.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from schemas.claims import CLAIM, AssertionClaim, Claim
from schemas.codec import decode, write
from schemas.posts import DeskConfigured, GapDetected, Post, PostPublished, PostRemoved, PostRevised
from schemas.record import Record
from schemas.story import Story
from schemas.threads import State, ThreadHead
from schemas.topics import POSTS
from storyloom.ledger import Ledger, Readable, post_event, read
from streams.core.claims import REACTIONS, STATUS
from streams.core.judge import Rules
from streams.core.keys import prefix_range
from streams.core.memory import MemoryStore
from streams.core.order import known_at
from streams.core.shelves import Scope
from streams.core.store import Store
from streams.core.thread import Thread
from streams.core.within import Within
from streams.topology import Desk, step


@dataclass(frozen=True, slots=True)
class Moment:
    """The two times that are asked for; None: now."""

    known: datetime | None = None
    valid: datetime | None = None

    def __bool__(self) -> bool:
        return self.known is not None or self.valid is not None


def as_of(log: Readable, moment: Moment, advanced: Callable[[int], None] = lambda _: None) -> Ledger:
    """What the log would hold had it ended at `moment.known`, its heads and claims as they were so at `moment.valid`.

    `advanced` is told of each record that was folded. Posts keep the readings that the log has of them.
    """
    again = _Refold()
    for record in log.read(POSTS.name):
        again.take(record, moment.known)
        advanced(1)
    ledger = read(again)
    if moment.valid is not None:
        _narrow(ledger, again, moment.valid)
    return ledger


@dataclass
class _Refold:
    """A desk in memory, and what it made of the records that it took."""

    store: MemoryStore = field(default_factory=MemoryStore)
    records: dict[str, list[Record]] = field(default_factory=dict)
    stories: dict[tuple[str, str], Story] = field(default_factory=dict)
    desk: Desk = field(default_factory=lambda: Desk(Rules()))

    def take(self, record: Record, known: datetime | None) -> None:
        """Fold a record, unless it tells of a post what became known only later."""
        match event := post_event(record):
            case None:
                return
            case PostPublished() | PostRevised() | PostRemoved() | GapDetected() if known and known_at(event) > known:
                return
            case DeskConfigured(desk=desk, story=story):
                self.stories[desk, story.id] = story
            case _:
                pass
        self.records.setdefault(POSTS.name, []).append(record)
        for made in step(self.desk, record, self.store):
            self.records.setdefault(made.topic, []).append(made)

    def read(self, topic: str) -> Iterator[Record]:
        yield from self.records.get(topic, ())


def since(claim: Claim) -> datetime:
    """From when on a claim holds: an assertion since it became so, where that was before it was said."""
    match claim:
        case AssertionClaim(factuality="happened" | "reported", effective=effective) if effective.latest is not None:
            return min(effective.latest, claim.said.latest)
        case _:
            return claim.said.latest


class _Until(Within):
    """A desk's store in which the claims that hold only later do not stand."""

    def __init__(self, store: Store, desk: str, at: datetime) -> None:
        super().__init__(store, desk.encode() + b"\x00")
        self._at, self._claims = at, prefix_range("claim")[0]

    def scan(self, start: bytes, end: bytes, *, reverse: bool = False) -> Iterator[tuple[bytes, bytes]]:
        for key, value in super().scan(start, end, reverse=reverse):
            if not key.startswith(self._claims) or since(decode(CLAIM, value)) <= self._at:
                yield key, value


def _narrow(ledger: Ledger, again: _Refold, at: datetime) -> None:
    ledger.claims = {key: claim for key, claim in ledger.claims.items() if since(claim) <= at}
    for name, head in ledger.heads.items():
        posts = [ledger.newest(post) for post in ledger.members.get(name, ())]
        if posts:
            story = again.stories.get((posts[0].desk, head.story)) if head.story else None
            state = _state(head, story, posts, _Until(again.store, posts[0].desk, at), at)
            ledger.heads[name] = head.model_copy(update={"state": state})


def _state(head: ThreadHead, story: Story | None, posts: Sequence[Post], store: Store, at: datetime) -> State:
    """The state of a thread of these posts, of the claims that the store shows."""
    was, times = head.state, sorted(post.published.latest for post in posts)
    scope = head.thread.removeprefix(f"{posts[0].desk}/").rsplit("/", 1)[0]
    thread = Thread(head.thread)
    thread.anew((STATUS, *(REACTIONS + r.party for r in was.reactions)))
    thread.anew(aspect.path for aspect in was.aspects)
    thread.anew(figure.path for figure in was.figures)
    for path in thread.names():
        thread.path(path).fold(Scope(scope, times[0], times[-1], store), story)
    state = State.model_validate_json(write(thread.state() | {"posts": 0, "sources": 0}))
    by_then = [post for post in posts if post.published.latest <= at]
    counted = {"posts": len(by_then), "sources": len({post.source for post in by_then})}
    past = [time for time in times if time <= at]
    return state.model_copy(update=counted | {"first": past[0] if past else None, "last": past[-1] if past else None})
