"""Laws checked on a log that is there: replay it, re-order it, resolve its citations; and say what was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pydantic import BaseModel

from schemas.changes import CHANGE
from schemas.evidence import Evidence
from schemas.posts import DeskConfigured, Post, PostPublished, PostRevised
from schemas.topics import CHANGES, DEAD_LETTERS, OBSERVATIONS, POSTS
from storyloom.dead_letters import waiting
from storyloom.ledger import Readable, heads, is_living, post_event, read, standing, written
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
    found, replaying = Findings(), Replaying(log, advanced)
    faults = list(islice(replaying.faults(), MOST))
    alike = "a replay gives every topic the same bytes"
    found.law(1, iter(faults), f"{alike}, as far as this version can compare them" if replaying.notes else alike)
    found.law(2, _reordered(log, advanced), "with the sources in another order the threads end in the same states")
    cited = [*_cited(log)]
    uncited = (fault for fault in cited if fault is not None)
    found.law(6, uncited, f"{counted(len(cited), 'citation')} found in the posts, word for word")
    found.notes += replaying.notes
    letters = len(waiting(log.read(DEAD_LETTERS.name)))
    if letters:
        found.notes.append(f"{counted(letters, 'dead letter')} not put back: `storyloom dead-letters list`")
    return found


def _reordered(log: Readable, advanced: Callable[[int], None]) -> Iterator[str]:
    """Where the end depends on which source came first, had the log's stories all been declared before."""
    declared = [r for r in log.read(POSTS.name) if isinstance(post_event(r), DeskConfigured)]
    observed = list(log.read(OBSERVATIONS.name))
    turned = sorted(observed, key=lambda r: r.key, reverse=True)  # which keeps the order of each source
    with TemporaryDirectory() as kept, Log(Path(kept) / "one") as one, Log(Path(kept) / "other") as other:
        for played, records in ((one, observed), (other, turned)):
            played.append(declared)
            played.append(records)
            played.run(advanced)
        if _states(one) != _states(other):
            moved = [d for d in differences(read(one), read(other)) if d.path != "thread"]
            yield from (f"{d.thread} {d.path} ends as {d.old or 'nothing'} or as {d.new or 'nothing'}" for d in moved)
            if not moved:
                yield "the threads end in other states"


def _states(log: Readable) -> list[str]:
    return sorted(head.state.model_dump_json() for head in filter(is_living, heads(log).values()))


def _cited(log: Readable) -> Iterator[str | None]:
    """For everything that is cited anywhere None, or what is wrong with it."""
    posts = {(p.id, p.revision): (p.title, p.text) for p in _posts(log)}
    for where, e in _evidence(log):
        title, text = posts.get((e.post, e.revision), (None, None))
        cited = title if e.where == "title" else text
        if cited is None or cited[e.start : e.end] != e.quote:
            yield f"{where} cites words that are not in {e.post}, revision {e.revision}: “{e.quote}”"
        else:
            yield None


def _posts(log: Readable) -> Iterator[Post]:
    for record in log.read(POSTS.name):
        if isinstance(event := post_event(record), PostPublished | PostRevised):
            yield event.post


def _evidence(log: Readable) -> Iterator[tuple[str, Evidence]]:
    """Everything that is cited by what stands, and by every change, with who cites it."""
    for claim in standing(log).values():
        yield f"claim {claim.id} of {claim.path}", claim.evidence
    for change in (written(CHANGE, record) for record in log.read(CHANGES.name)):
        yield from ((f"change {change.id} of {change.data.path}", e) for e in change.data.evidence)
    for head in heads(log).values():
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
