"""What a thread's claims make of each of its paths, by brute force: all of them sorted, then the documented ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

from schemas.claims import Claim, StatementClaim
from schemas.ids import digest
from schemas.posts import Post
from schemas.story import Ladder, Story
from schemas.threads import AspectState, Beside, FigureState, Quantity, Reaction, State, Status, Step
from schemas.times import Interval

NEAR, CITED, SOURCES = 8, 3, 32
"""Looked at from each end of a shelf; citations of a value; sources of a figure side by side."""
ALWAYS = datetime(1, 1, 1, tzinfo=UTC)


def state_of(run: list[Post], claimed: list[Claim], story: Story | None) -> State:
    by_path: dict[str, list[Claim]] = {}
    for c in sorted(claimed, key=lambda c: c.path):
        by_path.setdefault(c.path, []).append(c)
    status, beside = _status(by_path.pop("status", []), story.ladder) if story else (None, ())
    by_path.pop("statements", None)
    reactions = [_reaction(p, by_path[p], story) for p in by_path if p.startswith("reactions.")]
    figures = [_figure(p, by_path[p]) for p in by_path if p.startswith("figures.")]
    aspects = [_aspect(p, by_path[p]) for p in by_path if not p.startswith(("reactions.", "figures."))]
    return State(
        status=status,
        beside=beside,
        reactions=tuple(reactions),
        aspects=tuple(aspects),
        figures=tuple(figures),
        posts=len(run),
        sources=len({p.source for p in run}),
        first=run[0].published.latest,
        last=run[-1].published.latest,
    )


def _order(c: Claim) -> tuple[Any, ...]:
    e = c.evidence
    return (c.said.latest, c.said.earliest or ALWAYS, c.source, c.distance, e.post, e.where != "text", e.start, c.id)


def _shelf(claimed: Iterable[Claim]) -> list[Any]:
    """Claims of one kind in order of time, those of one post by their ids."""
    return sorted(claimed, key=lambda c: (*_order(c)[:5], c.id))


def _ends(claimed: Iterable[Claim]) -> list[Any]:
    shelf = _shelf(claimed)
    return shelf if len(shelf) <= 2 * NEAR else shelf[:NEAR] + shelf[-NEAR:]


def _independent(claimed: Iterable[Claim]) -> int:
    return len({c.source for c in claimed if c.copy_of is None})


def _is_named(c: StatementClaim) -> bool:
    return c.canonical is not None and c.canonical.split()[-1] in c.evidence.quote


def same_words(said: Sequence[StatementClaim]) -> list[list[StatementClaim]]:
    """Those in the same words by the same speaker; in one post, words without a name are anybody's."""

    def meet(a: StatementClaim, b: StatementClaim) -> bool:
        words = [tuple(c.evidence.quote.split(":")[2:]) for c in (a, b)]
        loose = any(c.evidence.where == "title" or not _is_named(c) for c in (a, b))
        one_voice = a.canonical == b.canonical or (a.evidence.post == b.evidence.post and loose)
        return bool(words[0]) and words[0] == words[1] and one_voice

    groups = [[c] for c in said]
    for a, b in combinations(said, 2):
        mine, theirs = (next(g for g in groups if c in g) for c in (a, b))
        if meet(a, b) and mine is not theirs:
            groups.remove(theirs)
            mine.extend(theirs)
    return [sorted(g, key=said.index) for g in groups if len(g) > 1]


def _reaction(path: str, said: list[Any], story: Story | None) -> Reaction:
    viewed = [c for c in said if c.stance not in (None, "neutral")]
    neutral = [c for c in said if c.stance == "neutral"]
    silent: dict[str, list[Any]] = {}
    for c in said:
        if c.stance is None:
            silent.setdefault(digest(c.canonical)[0] if c.canonical else "", []).append(c)
    newest = _shelf(viewed)[-NEAR:] or _shelf(neutral)[-NEAR:]
    told = max(newest, key=lambda c: (c.copy_of is None, _order(c)), default=None)
    every = sorted([c for shelf in (viewed, neutral, *silent.values()) for c in _ends(shelf)], key=_order)
    about = [c for c in every if c.stance is not None]
    first = (about or every)[0]
    cited = [told, *(c for c in about if c.stance == told.stance and c is not told)] if told else [first]
    asides = [[c for c in sorted(_ends(silent[s]), key=_order) if c.canonical] for s in sorted(silent)]
    compared = [about, *asides] if story else []
    repeated = [g for shelf in compared for g in same_words([c for c in shelf if c.copy_of is None])]
    return Reaction(
        party=path.removeprefix("reactions."),
        stance=told.stance if told else None,
        evidence=tuple(c.evidence for c in cited[:CITED]),
        first_post=first.evidence.post,
        first_seen=first.said,
        statements=len(every),
        copies=sum(c.copy_of is not None for c in every) + sum(len(g) - 1 for g in repeated),
        repeated=tuple(tuple(c.id for c in g) for g in repeated),
    )


def _aspect(path: str, said: list[Any]) -> AspectState:
    seen = sorted(_ends(said), key=_order)
    value = ([c for c in seen if c.copy_of is None] or seen)[-1].value
    same = [c for c in seen if c.value == value]
    return AspectState(
        path=path, value=value, evidence=tuple(c.evidence for c in same[:CITED]), sources=_independent(same)
    )


def _figure(path: str, said: list[Any]) -> FigureState:
    sources = sorted({c.source for c in said})[:SOURCES]
    newest = [_shelf([c for c in said if c.source == source])[-1] for source in sources]
    values: dict[tuple[Any, ...], Any] = {}
    for c in sorted([c for c in newest if c.copy_of is None] or newest, key=_order):
        values.setdefault((c.value, c.high, c.unit), c)
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
            for c in values.values()
        ),
    )


def _status(said: list[Any], ladder: Ladder) -> tuple[Status | None, tuple[Beside, ...]]:
    facts, beside = [], []
    for state in ladder.states:
        about = [c for c in said if c.state == state.name]
        facts += _ends([c for c in about if c.factuality in ("happened", "reported")])
        unreal = _shelf([c for c in about if c.factuality not in ("happened", "reported")])[-CITED:]
        beside += [c for c in unreal if c.factuality != "history"]
    steps = tuple(
        Step(
            state=stay.state,
            effective=stay.effective,
            evidence=tuple(c.evidence for c in stay.facts[:CITED]),
            sources=_independent(stay.facts),
        )
        for stay in _stays(sorted(facts, key=_order), ladder)
    )
    return Status(current=steps[-1].state, timeline=steps) if steps else None, tuple(
        Beside(state=c.state, factuality=c.factuality, party=c.party, effective=c.effective, evidence=c.evidence)
        for c in sorted(beside, key=_order)[-NEAR:]
    )


@dataclass
class _Stay:
    """A state that the story has been in."""

    state: str
    effective: Interval
    facts: list[Any] = field(default_factory=list)

    def take(self, fact: Any) -> "_Stay":
        """One more report; it can only show that it was so sooner."""
        mine, theirs = self.effective, fact.effective.latest
        if theirs and (not mine.latest or theirs < mine.latest) and (not mine.earliest or mine.earliest <= theirs):
            self.effective = Interval(earliest=mine.earliest, latest=theirs)
        self.facts.append(fact)
        return self


def _stays(facts: list[Any], ladder: Ladder) -> list[_Stay]:
    """The timeline as climbs, each state by its rung, with turns (a pause, a reversal) between them."""
    rung = {s.name: n for n, s in enumerate(ladder.states)}
    turns = {s.name for s in ladder.states if s.move != "progress"}
    parties: dict[str, set[str | None]] = {}
    for f in facts:
        parties.setdefault(f.state, set()).update(f.party.split("+") if f.party else [None])
    mutual = {s.name for s in ladder.states if s.mutual and len(parties.get(s.name, ())) < 2}
    lonely = {state for state in mutual if None not in parties.get(state, ())}
    parts: list[dict[str, _Stay]] = [{}]
    for f in facts:
        if rung[f.state] == 0 or f.state in lonely:
            continue
        last, fresh = parts[-1], _Stay(f.state, f.effective, [f])
        held = next((s for s in last if s in turns), None)
        if f.state in turns and held:
            pause = ladder.states[rung[held]].move == "pause" or ladder.states[rung[f.state]].move == "reversal"
            if f.state == held:
                last[held].take(f)
            elif rung[held] < rung[f.state] and pause:
                parts.append({f.state: fresh})
        elif f.state in turns:
            top = last[max(last, key=rung.__getitem__)] if last else None
            if not (
                top and f.effective.latest and top.effective.earliest and f.effective.latest < top.effective.earliest
            ):
                parts.append({f.state: fresh})
        elif held:
            since = last[held].effective.earliest or last[held].effective.latest
            if f.effective.earliest and since and f.effective.earliest > since:
                parts.append({f.state: fresh})
            elif f.state in (below := _climb_before(parts, turns)):
                below[f.state].take(f)
            elif any(rung[s] > rung[f.state] for s in below):
                below[f.state] = fresh
        elif f.state in last:
            last[f.state].take(f)
        else:
            last[f.state] = fresh
    return [part[s] for part in parts for s in sorted(part, key=rung.__getitem__)]


def _climb_before(parts: list[dict[str, _Stay]], turns: set[str]) -> dict[str, _Stay]:
    """The climb that the last turn stopped; none where the turn before it had."""
    return {} if turns & parts[-2].keys() else parts[-2]
