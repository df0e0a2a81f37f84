"""The rule that turns asserted facts into a status and its timeline: a pure function of the set of facts.

Only what happened moves a status. Plans, orders to come, conditions, denials and history never do, and no single
party's word makes a state that takes more than one party. A lower rung is never a step back: an older mention of it
joins the timeline below, on its own evidence. A pause or reversal holds until a fact that is newer than it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from schemas.interpretation import Factuality
from schemas.story import Ladder, State
from schemas.times import Interval

_IN_TIME = attrgetter("key", "id")


@dataclass(frozen=True, slots=True)
class Fact:
    """One assertion of a state, with what the rule needs of it.

    `key` is the order key of its post, with its place in the post last; `party` says so, or the page itself where None
    (A+B where two say it together).
    """

    id: str
    state: str
    factuality: Factuality
    effective: Interval
    key: tuple[Any, ...]
    party: str | None = None


class Step(NamedTuple):
    """One state the story has been in: when it became so, and the ids of the facts that say so, in order."""

    state: str
    effective: Interval
    facts: tuple[str, ...]


def status(ladder: Ladder, facts: Sequence[Fact]) -> str:
    """The state that the facts leave the story in; the ladder's first where nothing happened."""
    steps = timeline(ladder, facts)
    return steps[-1].state if steps else ladder.states[0].name


def timeline(ladder: Ladder, facts: Sequence[Fact]) -> tuple[Step, ...]:
    """The states so far, in order, the last one current; empty where nothing happened."""
    rungs = {state.name: (rank, state) for rank, state in enumerate(ladder.states)}
    steps: list[Step] = []
    for fact in _moving(rungs, facts):
        rank, state = rungs[fact.state]
        if state.move == "progress":
            _progress(steps, rungs, fact, rank)
        else:
            _turn(steps, rungs, fact, rank, state)
    return tuple(steps)


def _moving(rungs: dict[str, tuple[int, State]], facts: Sequence[Fact]) -> list[Fact]:
    real = [
        fact
        for fact in sorted(facts, key=_IN_TIME)
        if fact.factuality in ("happened", "reported") and rungs.get(fact.state, (0,))[0] > 0
    ]
    said: dict[str, set[str]] = {}
    sure = set()
    for fact in real:
        if fact.party is None:
            sure.add(fact.state)
        else:
            said.setdefault(fact.state, set()).update(fact.party.split("+"))
    agreed = {state for state, parties in said.items() if len(parties) > 1} | sure
    return [fact for fact in real if fact.state in agreed or not rungs[fact.state][1].mutual]


def _progress(steps: list[Step], rungs: dict[str, tuple[int, State]], fact: Fact, rank: int) -> None:
    turned = bool(steps) and rungs[steps[-1].state][1].move != "progress"
    if turned and _newer(fact, steps[-1]):
        steps.append(_step(fact))
        return
    end = len(steps) - 1 if turned else len(steps)
    start = end
    while start and rungs[steps[start - 1].state][1].move == "progress":
        start -= 1
    for place in range(start, end):
        there = rungs[steps[place].state][0]
        if there == rank:
            steps[place] = _joined(steps[place], fact)
            return
        if there > rank:
            steps.insert(place, _step(fact))
            return
    if not turned:
        steps.append(_step(fact))


def _turn(steps: list[Step], rungs: dict[str, tuple[int, State]], fact: Fact, rank: int, state: State) -> None:
    if not steps:
        steps.append(_step(fact))
        return
    last = steps[-1]
    there, held = rungs[last.state]
    if last.state == fact.state:
        steps[-1] = _joined(last, fact)
    elif held.move == "progress":
        if not _before(fact, last):
            steps.append(_step(fact))
    elif there < rank and (state.move == "reversal" or held.move == "pause"):
        steps.append(_step(fact))


def _step(fact: Fact) -> Step:
    return Step(fact.state, fact.effective, (fact.id,))


def _joined(step: Step, fact: Fact) -> Step:
    """The step on one more fact. A later mention can only show that it was so sooner, never that it became so later."""
    effective, other = step.effective, fact.effective.latest
    earliest, latest = effective.earliest, effective.latest
    if other is not None and (latest is None or other < latest) and (earliest is None or earliest <= other):
        effective = Interval(earliest=earliest, latest=other)
    return Step(step.state, effective, (*step.facts, fact.id))


def _newer(fact: Fact, step: Step) -> bool:
    """Whether the fact surely became so after the step did; what is not dated is an older mention."""
    since = _bound(step.effective)
    return fact.effective.earliest is not None and since is not None and fact.effective.earliest > since


def _before(fact: Fact, step: Step) -> bool:
    since = step.effective.earliest
    return fact.effective.latest is not None and since is not None and fact.effective.latest < since


def _bound(interval: Interval) -> datetime | None:
    return interval.earliest if interval.earliest is not None else interval.latest
