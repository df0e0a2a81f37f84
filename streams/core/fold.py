"""The fold: what a path of a thread's state is on the claims that stand now.

Every value is found by a bounded number of seeks into the claims, so a post costs the same in a thread of a hundred
posts and of a hundred thousand. What is read is a function of the set of claims: the first and last few of each shelf
in order of time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Final

from schemas.claims import CLAIM, AspectClaim, AssertionClaim, Claim, FigureClaim, StatementClaim
from schemas.codec import decode
from schemas.story import Ladder
from schemas.threads import AspectState, Beside, FigureState, Quantity, Reaction, Status, Step
from streams.core import claims as paths
from streams.core.keys import TICK, Part, key, prefix_range
from streams.core.ladder import Fact, timeline
from streams.core.order import by_time
from streams.core.repeats import groups
from streams.core.store import Store

NEAR: Final = 8
"""How many of the first, and of the last, claims of a shelf are looked at. More independent confirmations than that
tell a desk nothing new, and a state's time is set by its first reports."""

CITED: Final = 3
"""Citations of a value in the head; the claims topic has them all."""

SOURCES: Final = 32
"""Sources of one figure whose values stand side by side in the head."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which claims a thread rests on: those of one story between two instants, both included."""

    story: str
    start: datetime
    end: datetime


def put(place: tuple[Part, ...], value: bytes, store: Store) -> None:
    """Let a claim stand, at the place that `claims.place` gives it."""
    store.put(key("claim", *place), value)


def delete(place: tuple[Part, ...], store: Store) -> None:
    """Let a claim fall."""
    store.delete(key("claim", *place))


def status(scope: Scope, ladder: Ladder, store: Store) -> tuple[Status | None, tuple[Beside, ...]]:
    """The status with its timeline, and the newest assertions that stand beside it."""
    facts: dict[str, AssertionClaim] = {}
    beside: list[AssertionClaim] = []
    for state in ladder.states:
        for claim in _ends(scope, paths.STATUS, f"{paths.FACT} {state.name}", store):
            if isinstance(claim, AssertionClaim):
                facts[claim.id] = claim
        beside += [
            claim
            for claim in islice(_claims(scope, paths.STATUS, f"{paths.BESIDE} {state.name}", store, newest=True), CITED)
            if isinstance(claim, AssertionClaim) and claim.factuality != "history"
        ]
    steps = timeline(ladder, tuple(_fact(c) for c in facts.values()))
    done = tuple(
        Step(
            state=s.state,
            effective=s.effective,
            evidence=tuple(facts[i].evidence for i in s.facts[:CITED]),
            sources=_independent(facts[i] for i in s.facts),
        )
        for s in steps
    )
    newest = sorted(beside, key=_order)[-NEAR:]
    return (Status(current=done[-1].state, timeline=done) if done else None), tuple(
        Beside(state=c.state, factuality=c.factuality, party=c.party, effective=c.effective, evidence=c.evidence)
        for c in newest
    )


def reaction(scope: Scope, path: str, common: frozenset[str], store: Store) -> Reaction | None:
    """A party's stance is that of its newest statement that takes one; a view counts before none."""
    told = _standing(scope, path, paths.TOLD, store) or _standing(scope, path, paths.NEUTRAL, store)
    every = sorted(
        (
            c
            for shelf in (paths.TOLD, paths.NEUTRAL, paths.SILENT)
            for c in _ends(scope, path, shelf, store)
            if isinstance(c, StatementClaim)
        ),
        key=_order,
    )
    about = [c for c in every if c.stance is not None]
    same_words = groups([c for c in about if c.copy_of is None], common)
    first = next(iter(about or every), None)
    if first is None:
        return None
    same = [c for c in about if told is not None and c.stance == told.stance] or [first]
    chosen = {c.id: c for c in ([told] if told else []) + same}
    return Reaction(
        party=path.removeprefix(paths.REACTIONS),
        stance=told.stance if told else None,
        evidence=tuple(c.evidence for c in islice(chosen.values(), CITED)),
        first_post=first.evidence.post,
        first_seen=first.said,
        statements=len(every),
        copies=sum(c.copy_of is not None for c in every) + sum(len(group) - 1 for group in same_words),
        repeated=tuple(tuple(c.id for c in group) for group in same_words),
    )


def aspect(scope: Scope, path: str, store: Store) -> AspectState | None:
    """An aspect has the value that was said last; copies do not bring an old one back."""
    seen = [c for c in _ends(scope, path, "", store) if isinstance(c, AspectClaim)]
    standing = [c for c in seen if c.copy_of is None] or seen
    if not standing:
        return None
    value = max(standing, key=_order).value
    same = [c for c in sorted(seen, key=_order) if c.value == value]
    return AspectState(
        path=path, value=value, evidence=tuple(c.evidence for c in same[:CITED]), sources=_independent(same)
    )


def figure(scope: Scope, path: str, store: Store) -> FigureState | None:
    """Each source's newest value; disputed where two sources' values differ."""
    newest = [
        claim
        for shelf in _shelves(scope, path, store)
        if isinstance(claim := next(_claims(scope, path, shelf, store, newest=True), None), FigureClaim)
    ]
    own = [c for c in newest if c.copy_of is None] or newest
    values = {(c.value, c.high, c.unit): c for c in sorted(own, key=_order, reverse=True)}
    if not values:
        return None
    return FigureState(
        path=path,
        disputed=len({(c.value, c.high) for c in values.values()}) > 1,
        values=tuple(
            Quantity(
                value=c.value,
                high=c.high,
                unit=c.unit,
                qualifier=c.qualifier,
                source=c.source,
                speaker=c.canonical or c.speaker,
                evidence=c.evidence,
            )
            for c in sorted(values.values(), key=_order)
        ),
    )


def _fact(claim: AssertionClaim) -> Fact:
    return Fact(
        id=claim.id,
        state=claim.state,
        factuality=claim.factuality,
        effective=claim.effective,
        said=claim.said,
        key=_order(claim),
        party=claim.party,
    )


def _order(claim: Claim) -> tuple[object, ...]:
    return (
        *by_time(claim.said, claim.source, claim.distance, claim.evidence.post),
        claim.evidence.where != "text",
        claim.evidence.start,
        claim.id,
    )


def _independent(claims: Iterable[Claim]) -> int:
    return len({c.source for c in claims if c.copy_of is None})


def _claims(scope: Scope, path: str, shelf: str, store: Store, *, newest: bool = False) -> Iterator[Claim]:
    low = key("claim", scope.story, path, shelf, scope.start)
    high = key("claim", scope.story, path, shelf, scope.end + TICK)
    for _, raw in store.scan(low, high, reverse=newest):
        yield decoded(raw)


@lru_cache(maxsize=65536)
def decoded(raw: bytes) -> Claim:
    """The first and last claims of a path are read again for every post that touches it."""
    return decode(CLAIM, raw)


def _ends(scope: Scope, path: str, shelf: str, store: Store) -> tuple[Claim, ...]:
    first = {c.id: c for c in islice(_claims(scope, path, shelf, store), NEAR)}
    if len(first) == NEAR:
        first |= {c.id: c for c in islice(_claims(scope, path, shelf, store, newest=True), NEAR)}
    return tuple(first.values())


def _standing(scope: Scope, path: str, shelf: str, store: Store) -> StatementClaim | None:
    """The newest statement of the shelf that is no copy; a copy only where nothing else is near."""
    near = [c for c in islice(_claims(scope, path, shelf, store, newest=True), NEAR) if isinstance(c, StatementClaim)]
    return max(near, key=lambda c: (c.copy_of is None, _order(c)), default=None)


def _shelves(scope: Scope, path: str, store: Store) -> Iterator[str]:
    low, end = prefix_range("claim", scope.story, path)
    for _ in range(SOURCES):
        found = next(store.scan(low, end), None)
        if found is None:
            return
        shelf = found[0][len(key("claim", scope.story, path)) :].split(b"\x00", 1)[0].decode()
        yield shelf
        low = prefix_range("claim", scope.story, path, shelf)[1]
