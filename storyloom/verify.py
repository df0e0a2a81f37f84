"""Laws checked on a log that is there: replay it, re-order it, resolve its citations; and say what was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pydantic import BaseModel

from schemas.evidence import Evidence
from schemas.posts import DeskConfigured
from schemas.record import Record
from schemas.topics import DEAD_LETTERS, OBSERVATIONS, POSTS
from storyloom.dead_letters import waiting
from storyloom.ledger import Ledger, Readable, post_event, read
from storyloom.replaying import Replaying
from storyloom.reread import differences
from storyloom.wording import counted
from streams.embedded import Log

MOST: Final = 5
"""Lines that are said of one law: what is broken once is often broken everywhere."""

PASSES: Final = 3
"""How often the records of `observations` and `posts` are taken in."""


@dataclass
class Findings:
    """`holds` and `broken` have a line a law and fault; `notes` say what could not be compared, and what waits."""

    holds: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def law(self, number: int, faults: Iterator[str], holds: str) -> None:
        found = list(islice(faults, MOST))
        self.broken += [f"law {number} is broken: {fault}" for fault in found]
        if not found:
            self.holds.append(f"law {number} holds: {holds}")


def verify(log: Readable, advanced: Callable[[int], None] = lambda _: None) -> Findings:
    """Check laws 1, 2 and 6 on a log. `advanced` is told of each record taken in."""
    found, ledger, replaying = Findings(), read(log), Replaying(log, advanced)
    faults = list(islice(replaying.faults(), MOST))
    alike = "a replay gives every topic the same bytes"
    found.law(1, iter(faults), f"{alike}, as far as this version can compare them" if replaying.notes else alike)
    found.law(2, _reordered(log, advanced), "with the sources in another order the threads end in the same states")
    cited = sum(1 for _ in _evidence(ledger))
    found.law(6, _uncited(ledger), f"{counted(cited, 'citation')} found in the posts, word for word")
    found.notes += replaying.notes
    letters = len(waiting(log.read(DEAD_LETTERS.name)))
    if letters:
        found.notes.append(f"{counted(letters, 'dead letter')} not put back: `storyloom dead-letters list`")
    return found


def _reordered(log: Readable, advanced: Callable[[int], None]) -> Iterator[str]:
    """Where the end depends on which source came first, had the log's stories all been declared before."""
    declared = tuple(r for r in log.read(POSTS.name) if isinstance(post_event(r), DeskConfigured))
    observed = tuple(log.read(OBSERVATIONS.name))
    sources = sorted({r.key for r in observed}, reverse=True)
    one = _played(declared, observed, advanced)
    other = _played(declared, tuple(r for s in sources for r in observed if r.key == s), advanced)
    if _states(one) != _states(other):
        moved = [d for d in differences(one, other) if d.path != "thread"]
        yield from (f"{d.thread} {d.path} ends as {d.old or 'nothing'} or as {d.new or 'nothing'}" for d in moved)
        if not moved:
            yield "the threads end in other states"


def _states(ledger: Ledger) -> list[str]:
    return sorted(h.state.model_dump_json() for h in ledger.threads())


def _played(declared: tuple[Record, ...], observed: tuple[Record, ...], advanced: Callable[[int], None]) -> Ledger:
    with Log(None) as log:
        log.append(declared)
        log.append(observed)
        log.run(advanced)
        return read(log)


def _uncited(ledger: Ledger) -> Iterator[str]:
    for where, e in _evidence(ledger):
        post = ledger.posts.get((e.post, e.revision))
        text = None if post is None else post.title if e.where == "title" else post.text
        if text is None or text[e.start : e.end] != e.quote:
            yield f"{where} cites words that are not in {e.post}, revision {e.revision}: “{e.quote}”"


def _evidence(ledger: Ledger) -> Iterator[tuple[str, Evidence]]:
    """Everything that is cited anywhere, with who cites it."""
    for claim in ledger.claims.values():
        yield f"claim {claim.id} of {claim.path}", claim.evidence
    for change in ledger.changes:
        yield from ((f"change {change.id} of {change.data.path}", e) for e in change.data.evidence)
    for head in ledger.heads.values():
        yield from ((head.thread, e) for e in _within(head.state))


def _within(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for _, inner in value:
            yield from _within(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _within(inner)
