"""The difference between two states of a thread, as what a subscriber is told: which path moved, from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.changes import ChangeType
from schemas.evidence import Evidence
from schemas.threads import AspectState, FigureState, Quantity, Reaction, State, Status
from schemas.times import Interval

NOTHING = State(posts=0, sources=0)


@dataclass(frozen=True, slots=True)
class Moved:
    """One path moved. `effective` is None where the value has no time of its own but that of the post that said it."""

    type: ChangeType
    path: str
    old: str | None
    new: str | None
    evidence: tuple[Evidence, ...]
    effective: Interval | None = None


def diff(old: State, new: State, withdrawn: frozenset[str]) -> tuple[Moved, ...]:
    """What moved, by path. `withdrawn` are the posts whose words were corrected or removed: a value that rested on one
    of them and falls is retracted, any other is changed."""
    moved = [
        *_status(old.status, new.status, withdrawn),
        *_reactions(old, new, withdrawn),
        *_aspects(old, new, withdrawn),
        *_figures(old, new, withdrawn),
    ]
    return tuple(sorted(moved, key=lambda m: m.path))


def amount(q: Quantity) -> str:
    """A figure in words: "more than 250,000", "3,000 to 6,000"."""
    span = f"{q.value:,g}" if q.high is None else f"{q.value:,g} to {q.high:,g}"
    return " ".join(part for part in (q.qualifier, span, q.unit) if part)


def _rested(evidence: tuple[Evidence, ...], withdrawn: frozenset[str]) -> bool:
    return any(e.post in withdrawn for e in evidence)


def _status(old: Status | None, new: Status | None, withdrawn: frozenset[str]) -> Iterator[Moved]:
    was, now = old.timeline[-1] if old else None, new.timeline[-1] if new else None
    if was is not None and now is not None and was.state == now.state:
        if was.sources < 2 <= now.sources:
            told = tuple(e for e in now.evidence if e not in was.evidence) or now.evidence
            yield Moved("corroboration.added", "status", was.state, now.state, told, now.effective)
        return
    if was is None and now is None:
        return
    retracted = was is not None and _rested(was.evidence, withdrawn)
    yield Moved(
        "status.retracted" if retracted or now is None else "status.changed",
        "status",
        was.state if was else None,
        now.state if now else None,
        now.evidence if now else (),
        now.effective if now else None,
    )


def _reactions(old: State, new: State, withdrawn: frozenset[str]) -> Iterator[Moved]:
    was = {r.party: r for r in old.reactions if r.stance is not None}
    now = {r.party: r for r in new.reactions if r.stance is not None}
    for party in sorted(was.keys() | now.keys()):
        before, after = was.get(party), now.get(party)
        if before is not None and after is not None and before.stance == after.stance:
            continue
        yield Moved(
            _reaction_type(before, after, withdrawn),
            f"reactions.{party}",
            before.stance if before else None,
            after.stance if after else None,
            after.evidence if after else (),
        )


def _reaction_type(before: Reaction | None, after: Reaction | None, withdrawn: frozenset[str]) -> ChangeType:
    if before is None:
        return "reaction.added"
    if after is None or _rested(before.evidence, withdrawn):
        return "reaction.retracted"
    return "reaction.changed"


def _aspects(old: State, new: State, withdrawn: frozenset[str]) -> Iterator[Moved]:
    was: dict[str, AspectState] = {a.path: a for a in old.aspects}
    now: dict[str, AspectState] = {a.path: a for a in new.aspects}
    for path in sorted(was.keys() | now.keys()):
        before, after = was.get(path), now.get(path)
        if before is not None and after is not None and before.value == after.value:
            continue
        retracted = after is None or (before is not None and _rested(before.evidence, withdrawn))
        yield Moved(
            "aspect.retracted" if retracted else "aspect.changed",
            path,
            before.value if before else None,
            after.value if after else None,
            after.evidence if after else (),
        )


def _figures(old: State, new: State, withdrawn: frozenset[str]) -> Iterator[Moved]:
    was: dict[str, FigureState] = {f.path: f for f in old.figures}
    now: dict[str, FigureState] = {f.path: f for f in new.figures}
    for path in sorted(was.keys() | now.keys()):
        before, after = was.get(path), now.get(path)
        before_text = "; ".join(amount(q) for q in before.values) if before else None
        after_text = "; ".join(amount(q) for q in after.values) if after else None
        if before_text == after_text:
            continue
        yield Moved(
            _figure_type(before, after, withdrawn),
            path,
            before_text,
            after_text,
            tuple(q.evidence for q in after.values) if after else (),
        )


def _figure_type(before: FigureState | None, after: FigureState | None, withdrawn: frozenset[str]) -> ChangeType:
    if after is None:
        return "figure.retracted"
    if before is not None and _rested(tuple(q.evidence for q in before.values), withdrawn):
        return "figure.retracted"
    return "figure.disputed" if after.disputed else "figure.reported"
