"""The state of threads as of other times: as it was known at one, and as it was so at another.

Both fold the posts of the log again and never its changes. *Known*: only what counted as known by then takes part.
*Valid*: of that, only what was so, or had been said, by then; a status may rest on a post that told of it later.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from schemas.claims import AssertionClaim, Claim
from schemas.codec import decode
from schemas.errors import Undecodable
from schemas.posts import POST_EVENT, DeskConfigured, GapDetected, PostPublished, PostRemoved, PostRevised
from schemas.record import Record
from schemas.story import Story
from schemas.threads import State, ThreadHead
from schemas.topics import POSTS
from storyloom.ledger import Ledger, Readable, read
from streams.core import episodes, fold
from streams.core.claims import REACTIONS
from streams.core.judge import Rules
from streams.core.keys import prefix_range
from streams.core.memory import MemoryStore
from streams.core.order import known_at
from streams.core.repeats import stems
from streams.core.store import Store
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
        try:
            event = decode(POST_EVENT, record.value or b"")
        except Undecodable:
            return
        match event:
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
            if not key.startswith(self._claims) or since(fold.decoded(value)) <= self._at:
                yield key, value


def _narrow(ledger: Ledger, again: _Refold, at: datetime) -> None:
    ledger.claims = {key: claim for key, claim in ledger.claims.items() if since(claim) <= at}
    desks = {post: p.desk for (post, _), p in ledger.posts.items()}
    for name, head in ledger.heads.items():
        desk = next((desks[post] for post in ledger.members.get(name, ())), None)
        if desk is not None:
            story = again.stories.get((desk, head.story)) if head.story else None
            state = _state(head, desk, story, _Until(again.store, desk, at), at)
            ledger.heads[name] = head.model_copy(update={"state": state})


def _state(head: ThreadHead, desk: str, story: Story | None, store: Store, at: datetime) -> State:
    scope_name = head.thread.removeprefix(f"{desk}/").rsplit("/", 1)[0]
    episode = episodes.find(scope_name, head.thread, store)
    if episode is None:
        return head.state
    scope = fold.Scope(scope_name, episode.start, episode.end)
    common = stems(story.title) if story else frozenset[str]()
    status, beside = fold.status(scope, story.ladder, store) if story else (None, ())
    reactions = (fold.reaction(scope, REACTIONS + r.party, common, store) for r in head.state.reactions)
    aspects = (fold.aspect(scope, a.path, store) for a in head.state.aspects)
    figures = (fold.figure(scope, f.path, store) for f in head.state.figures)
    members = [m for m in episodes.members(scope_name, episode, store) if m.at <= at]
    return State(
        status=status,
        beside=beside,
        reactions=tuple(r for r in reactions if r is not None),
        aspects=tuple(a for a in aspects if a is not None),
        figures=tuple(f for f in figures if f is not None),
        posts=len(members),
        sources=len({m.source for m in members}),
        first=members[0].at if members else None,
        last=members[-1].at if members else None,
    )
