"""As of another time: what a log cut there would hold, and of that what was so at a time."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.recorded import record
from connectors.replay import configure
from schemas.observations import (
    Capture,
    CaptureEnded,
    Observation,
    PostSeen,
    RosterEntry,
    RunOpened,
    SourceAdvanced,
    SourceEnded,
)
from schemas.threads import THREAD_HEAD, ThreadHead
from schemas.times import Published
from schemas.topics import THREADS
from storyloom.asof import Moment, as_of
from storyloom.ledger import Ledger, read
from streams.embedded import Log
from tests.interpret.made_up import WITHDRAWAL
from tests.test_commands import run
from tests.test_runtimes import seeds

DAY = datetime(2031, 5, 14, tzinfo=UTC)
TEXTS = (
    "Valdoria has ordered the withdrawal of its troops from Tavia.",
    "French foreign minister Lena Marek welcomed the withdrawal of Valdorian troops from Tavia.",
    "French foreign minister Lena Marek said she doubts that Valdoria will withdraw its troops from Tavia.",
    "Valdoria began to withdraw its troops from Tavia this morning.",
    "Valdoria has withdrawn about 400 soldiers from Tavia, its defence ministry said.",
    "Valdoria has completed the withdrawal of its troops from Tavia.",
    "The harbour of Lum stays closed while divers look for mines.",
)
SOURCES = ("alpha", "beta")


def minute(n: int) -> datetime:
    return DAY + timedelta(minutes=n)


def published(at: int) -> Published:
    return Published(earliest=minute(at), latest=minute(at), precision="minute", basis="stamped")


Taken = tuple[str, int, list[tuple[int, str]]]
"""A capture: its source, when, and its posts by minute and text."""


def capture(
    source: str,
    at: int,
    posts: Iterable[tuple[int, str]],
    *,
    known: Literal["captured", "reconstructed"] = "captured",
    run: str | None = None,
) -> Iterator[Observation]:
    """What a capture of a whole page at a minute shows: posts by minute and text, the newest first."""
    taken = Capture(source=source, id=f"{source} {at}", captured_at=minute(at), country="GB")
    shown = sorted(posts, reverse=True)
    for order, (when, text) in enumerate(shown):
        yield PostSeen(run=run, capture=taken, order=order, text=text, published=published(when))
    yield CaptureEnded(run=run, capture=taken, posts=len(shown), window="whole", known=known)


@st.composite
def pages(draw: st.DrawFn) -> list[Taken]:
    """Captures of two pages, each page's in order of time: (source, minute, its posts so far, edited or removed)."""
    taken = []
    for source in SOURCES:
        for at in sorted(draw(st.sets(st.integers(1, 60), min_size=1, max_size=3))):
            posts = draw(st.dictionaries(st.integers(0, at), st.sampled_from(TEXTS), max_size=3))
            taken.append((source, at, list(posts.items())))
    return taken


def played(observations: Iterable[Observation]) -> Log:
    log = Log(None)
    log.append([*configure([WITHDRAWAL], ["main"]), *map(record, observations)])
    log.run()
    return log


def heads(ledger: Ledger) -> list[ThreadHead]:
    return [ledger.heads[name] for name in sorted(ledger.heads)]


@settings(max_examples=200, deadline=None)
@given(taken=pages(), cut=st.integers(0, 61), order=st.randoms(use_true_random=False))
def test_live_what_was_known_is_what_a_log_cut_there_holds(taken: list[Taken], cut: int, order: Random) -> None:
    turns = [source for source, _, _ in taken]
    order.shuffle(turns)
    queues = {source: iter([t for t in taken if t[0] == source]) for source in SOURCES}
    delivered = [next(queues[source]) for source in turns]
    whole = played(o for t in delivered for o in capture(*t))
    stub = played(o for t in delivered if t[1] <= cut for o in capture(*t))
    was = as_of(whole, Moment(known=minute(cut)))
    now = read(stub)
    assert heads(was) == heads(now)
    assert was.claims == now.claims
    assert was.changes == now.changes


@settings(max_examples=200, deadline=None)
@given(taken=pages(), cut=st.integers(0, 61))
def test_replayed_what_was_known_is_what_a_desk_that_stopped_there_holds(taken: list[Taken], cut: int) -> None:
    roster = tuple(RosterEntry(source=s) for s in SOURCES)
    opened = [RunOpened(run="r", source=s, order="time", roster=roster) for s in SOURCES]
    shown = [o for t in taken for o in capture(*t, known="reconstructed", run="r")]
    until = minute(cut) + timedelta(microseconds=1)
    whole = played([*opened, *shown, *(SourceEnded(run="r", source=s) for s in SOURCES)])
    stopped = played([*opened, *shown, *(SourceAdvanced(run="r", source=s, until=until) for s in SOURCES)])
    was, now = as_of(whole, Moment(known=minute(cut))), read(stopped)
    assert heads(was) == heads(now)
    assert was.claims == now.claims
    assert was.changes == now.changes


@cache
def log_of_seeds() -> Log:
    log = Log(None)
    log.append(seeds())
    log.run()
    return log


def test_on_the_seeds_each_head_is_the_last_one_sent_by_then() -> None:
    log = log_of_seeds()
    sent = [THREAD_HEAD.validate_json(r.value or b"") for r in log.read(THREADS.name)]
    times = sorted({h.meta.updated for h in sent})
    assert len(times) > 5
    for at in times:
        last = {h.thread: h for h in sent if h.meta.updated <= at}
        assert as_of(log, Moment(known=at)).heads == last


def test_what_was_so_at_the_end_of_time_is_what_is_so_now() -> None:
    log = log_of_seeds()
    assert as_of(log, Moment(valid=datetime(2100, 1, 1, tzinfo=UTC))).heads == read(log).heads
    assert list(as_of(log, Moment(known=datetime(2000, 1, 1, tzinfo=UTC))).threads()) == []


@settings(max_examples=60, deadline=None)
@given(taken=pages(), known=st.integers(0, 61), at=st.integers(0, 61))
def test_what_was_so_rests_on_claims_that_held_by_then_only(taken: list[Taken], known: int, at: int) -> None:
    log = played(o for t in taken for o in capture(*t))
    ledger = as_of(log, Moment(known=minute(known), valid=minute(at)))
    later = as_of(log, Moment(known=minute(known)))
    assert ledger.claims.items() <= later.claims.items()
    held = {claim.evidence for claim in ledger.claims.values()}
    for head in ledger.threads():
        state = head.state
        cited = [e for reaction in state.reactions for e in reaction.evidence]
        cited += [e for aspect in state.aspects for e in aspect.evidence]
        cited += [e for s in (state.status.timeline if state.status else ()) for e in s.evidence]
        cited += [q.evidence for f in state.figures for q in f.values]
        assert held.issuperset(cited)
        assert state.posts == sum(
            later.newest(post).published.latest <= minute(at) for post in later.members[head.thread]
        )


def test_a_state_holds_from_when_it_became_so_and_not_from_when_that_was_told() -> None:
    early = capture("alpha", 5, [(1, TEXTS[0])])
    told = capture("beta", 3 * 24 * 60, [(3 * 24 * 60, "Valdoria began to withdraw its troops from Tavia on 15 May.")])
    log = played([*early, *told])

    def status(moment: Moment) -> str | None:
        (head,) = as_of(log, moment).threads()
        return head.state.status.current if head.state.status else None

    assert status(Moment(valid=minute(9 * 24 * 60))) == "begun"
    assert status(Moment(known=minute(2 * 24 * 60))) == "ordered"
    assert status(Moment(valid=minute(2 * 24 * 60))) == "begun"
    assert status(Moment(valid=minute(60))) == "ordered"
    assert status(Moment(known=minute(2 * 24 * 60), valid=minute(2 * 24 * 60))) == "ordered"


def test_show_and_why_answer_as_of_a_time(seeds_log: Path) -> None:
    shown = run("show", "--known-at", "2016-03-14T18:20Z", "--log", seeds_log).stdout
    assert "known by 2016-03-14 18:20:00 UTC" in shown
    assert "2 posts of 1 source, " in shown
    assert "18:21" not in shown
    valid = run("show", "--valid-at", "2016-03-14T22:00+02:00", "--log", seeds_log).stdout
    assert "to have been so at 2016-03-14 20:00:00 UTC" in valid
    assert "under-way" not in valid
    assert "Notifications" not in valid
    why = run(
        "why", "main/russia-syria-withdrawal/2016-03-14", "status", "--known-at", "2016-03-15", "--log", seeds_log
    )
    assert "ordered (" in why.stdout
    assert "under-way" not in why.stdout


def test_a_time_that_is_none_is_refused_in_one_line(seeds_log: Path) -> None:
    done = run("show", "--known-at", "yesterday", "--log", seeds_log)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "--known-at yesterday: no time" in done.stderr
