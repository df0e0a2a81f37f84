"""The fold: what a path of a thread's state is on the claims that stand now.

A value is a function of the first and last few claims of each shelf in order of time, so a post costs the same in a
thread of a hundred posts and of a hundred thousand.
"""

from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from schemas.story import Ladder
from schemas.times import Interval
from streams.core import claims as paths
from streams.core.ladder import Fact, timeline
from streams.core.shelves import NEAR, Held, Scope, Shelves
from streams.core.statements import Statements
from streams.core.written import (
    AspectRow,
    BesideRow,
    FigureRow,
    QuantityRow,
    ReactionRow,
    StandingRow,
    StepRow,
    interval_row,
)

CITED: Final = 3
"""Citations of a value in the head; the claims topic has them all."""

_ORDER = attrgetter("order")


def status(shelves: Shelves, scope: Scope, ladder: Ladder) -> StandingRow | None:
    """The status with its timeline, and the newest assertions that stand beside it."""
    facts: dict[str, Held] = {}
    beside: list[Held] = []
    for state in ladder.states:
        for claim in shelves.ends(f"{paths.FACT} {state.name}", scope):
            facts[claim.row["id"]] = claim
        newest = shelves.last(f"{paths.BESIDE} {state.name}", scope)[-CITED:]
        beside += [c for c in newest if c.row["factuality"] != "history"]
    steps = [
        StepRow(
            state=step.state,
            effective=interval_row(step.effective),
            evidence=[facts[i].row["evidence"] for i in step.facts[:CITED]],
            sources=_independent([facts[i] for i in step.facts]),
        )
        for step in timeline(ladder, tuple(map(_fact, facts.values())))
    ]
    row = StandingRow(beside=[_beside(c) for c in sorted(beside, key=_ORDER)[-NEAR:]])
    if steps:
        row["status"] = {"current": steps[-1]["state"], "timeline": steps}
    return row if steps or beside else None


def _beside(claim: Held) -> BesideRow:
    said = claim.row
    row: Any = {name: said[name] for name in ("state", "factuality", "party", "effective", "evidence") if name in said}
    return row  # type: ignore[no-any-return]  # built by name, so that what is None is left out


def reaction(
    shelves: Shelves, scope: Scope, party: str, common: frozenset[str] | None, counted: dict[str, Statements]
) -> ReactionRow | None:
    """A party's stance is that of its newest statement that takes one; a view counts before none.

    `common`: what tells nothing in the story, None where none is followed. `counted`, by shelf, is kept from one call
    to the next.
    """
    told = _standing(shelves.last(paths.TOLD, scope)) or _standing(shelves.last(paths.NEUTRAL, scope))
    about = sorted([*shelves.ends(paths.TOLD, scope), *shelves.ends(paths.NEUTRAL, scope)], key=_ORDER)
    every = [("", about)] if about else []
    every += shelves.filled(paths.SILENT, scope)
    if not every:
        return None
    seen = []
    for shelf, claims in every:
        seen.append(counted.get(shelf) or counted.setdefault(shelf, Statements()))
        seen[-1].count(claims, common)
    first = about[0] if about else min((s.first for s in seen if s.first), key=_ORDER)
    stance = told.row["stance"] if told else None
    same = [c for c in about if c.row["stance"] == stance] if told else [first]
    chosen = [told, *(c for c in same if c.at != told.at)] if told else same
    row = ReactionRow(
        party=party,
        evidence=[c.row["evidence"] for c in chosen[:CITED]],
        first_post=first.row["evidence"]["post"],
        first_seen=first.row["said"],
        statements=sum(len(claims) for _, claims in every),
        copies=sum(s.copies for s in seen),
        repeated=[group for s in seen for group in s.repeated],
    )
    if stance is not None:
        row["stance"] = stance
    return row


def aspect(shelves: Shelves, scope: Scope, path: str) -> AspectRow | None:
    """An aspect has the value that was said last; copies do not bring an old one back."""
    seen = sorted(shelves.ends("", scope), key=_ORDER)
    standing = [c for c in seen if "copy_of" not in c.row] or seen
    if not standing:
        return None
    value = standing[-1].row["value"]
    same = [c for c in seen if c.row["value"] == value]
    return AspectRow(
        path=path, value=value, evidence=[c.row["evidence"] for c in same[:CITED]], sources=_independent(same)
    )


def figure(shelves: Shelves, scope: Scope, path: str) -> FigureRow | None:
    """Each source's newest value; disputed where two sources' values differ."""
    newest = shelves.newest(scope)
    own = sorted([c for c in newest if "copy_of" not in c.row] or newest, key=_ORDER)
    if not own:
        return None
    values: dict[tuple[Any, ...], Held] = {}
    for claim in own:
        values.setdefault((claim.row["value"], claim.row.get("high"), claim.row.get("unit")), claim)
    return FigureRow(
        path=path,
        disputed=len({(value, high) for value, high, _ in values}) > 1,
        values=[_quantity(c) for c in values.values()],
    )


@lru_cache(maxsize=65536)
def _quantity(claim: Held) -> QuantityRow:
    said = claim.row
    row: Any = {
        name: said[name] for name in ("value", "high", "unit", "qualifier", "source", "evidence") if name in said
    }
    speaker = said.get("canonical") or said.get("speaker")
    if speaker is not None:
        row["speaker"] = speaker
    return row  # type: ignore[no-any-return]  # built by name, so that what is None is left out


@lru_cache(maxsize=8192)
def _fact(claim: Held) -> Fact:
    said = claim.row
    return Fact(
        id=said["id"],
        state=said["state"],
        factuality=said["factuality"],
        effective=Interval.model_validate(said["effective"]),
        key=claim.order,
        party=said.get("party"),
    )


def _independent(claims: Iterable[Held]) -> int:
    return len({c.row["source"] for c in claims if "copy_of" not in c.row})


def _standing(near: list[Held]) -> Held | None:
    """The newest statement that is no copy; a copy only where nothing else is near."""
    return max([c for c in near if "copy_of" not in c.row] or near, key=_ORDER, default=None)
