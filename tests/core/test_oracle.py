"""The desk against the oracle: after every event the same threads, the same claims, and each difference told once."""

from collections import Counter
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.posts import PostPublished
from schemas.threads import State
from tests.core import oracle
from tests.core.histories import WIRES, History, Move, crowded, moves
from tests.core.oracle import NOTHING, Standing
from tests.core.stub import SECOND, STORY, Played

WIRED = frozenset(WIRES)
Threads = dict[str, tuple[State, frozenset[str]]]
"""By name, the state and the posts."""


class Watched:
    """A desk beside the oracle. It lends the desk's names of threads, which depend on the order of arrival."""

    def __init__(self) -> None:
        self.desk, self.history = Played(STORY), History((STORY,))
        self._told: Threads = {}

    def declare(self) -> None:
        self.desk.configure(SECOND)
        self.history.declared += (SECOND,)

    def make(self, move: Move) -> None:
        event = self.history.event(move)
        if event is not None:
            self.desk.changes.clear()
            self.desk.take(event)
            was = self._told
            self.look()
            self._check_told(was, self._told, move.name, None if isinstance(event, PostPublished) else move.name)

    def make_unseen(self, move: Move) -> None:
        event = self.history.event(move)
        if event is not None:
            self.desk.take(event)

    def look(self) -> None:
        """Claims and threads as they are now."""
        assert not self.desk.letters
        standing = list(self.history.standing.values())
        claims = oracle.claims(standing, WIRED)
        assert self.desk.claims == claims
        now = self._named(standing, list(claims.values()))
        heads = {thread: head.state for thread, head in self.desk.heads.items() if head.state != NOTHING}
        assert heads == {thread: state for thread, (state, _) in now.items()}
        self._told = now

    def _named(self, standing: list[Standing], claims: list[Any]) -> Threads:
        """The threads by the names under which the desk routed their posts: one name for all, no name for two."""
        routed: dict[tuple[str, str | None], set[str]] = {}
        for r in self.desk.routings:
            where = routed.setdefault((r.post, r.story), set())
            where.discard(r.thread)
            if r.in_thread:
                where.add(r.thread)
        found: Threads = {}
        for t in oracle.threads(standing, claims):
            story = None if t.scope.startswith("~") else t.scope
            names = {name for post in t.posts for name in routed[post, story]}
            assert len(names) == 1, names
            assert names.isdisjoint(found)
            found[names.pop()] = (t.state, t.posts)
        inside = sum(map(len, routed.values()))
        assert inside == sum(len(posts) for _, posts in found.values())
        return found

    def _check_told(self, was: Threads, now: Threads, name: str, withdrawn: str | None) -> None:
        told = {(c.subject, oracle.as_told(c)): c for c in self.desk.changes}
        assert len(told) == len(self.desk.changes)
        expected: Counter[tuple[Any, ...]] = Counter()
        for thread in was.keys() | now.keys():
            head = self.desk.heads[thread]
            if thread not in now and head.meta.merged_into is not None:
                continue
            old, new = was.get(thread, (NOTHING, None))[0], now.get(thread, (NOTHING, None))[0]
            expected.update((thread, told) for told in oracle.difference(old, new, withdrawn).elements())
        assert Counter(k for k in told if k[1][1] != "thread") == expected
        self._check_named({k[0]: k[1][0] for k in told if k[1][1] == "thread"}, was, now, name)
        for c in self.desk.changes:
            assert c.data.version == self.desk.heads[c.subject].meta.version
            assert c.data.cause.split("@")[0] == name

    def _check_named(self, told: dict[str, str], was: Threads, now: Threads, name: str) -> None:
        """A thread is opened, split off or merged once, by where its posts were before; it keeps its name for life."""
        before = {post for _, posts in was.values() for post in posts} - {name}
        for thread in now.keys() - was.keys():
            others = now[thread][1] - {name}
            kinds = ("thread.split",) if others & before else ("thread.opened", "thread.split")
            assert told.pop(thread) in kinds
        for thread in was.keys() - now.keys():
            others = was[thread][1] - {name}
            into = self.desk.heads[thread].meta.merged_into
            assert into is not None or not others
            if into is not None:
                assert told.pop(thread) == "thread.merged"
        assert not told


@settings(max_examples=300, deadline=None)
@given(st.lists(moves(), min_size=1, max_size=14), st.integers(0, 40))
def test_after_every_event_the_desk_has_what_the_oracle_has_and_tells_the_difference(
    made: list[Move], declared_at: int
) -> None:
    watched = Watched()
    for n, move in enumerate(made):
        if n == declared_at:
            watched.declare()
        watched.make(move)


def test_an_original_that_comes_after_its_copy_confirms_nothing() -> None:
    watched = Watched()
    watched.make(Move("b0", WIRES[0], minute=5))
    watched.make(Move("a0", WIRES[0], minute=0))
    assert watched.desk.changes == []
    assert watched.desk.heads["main/story/2031-05-04"].state.status is not None


def test_a_post_that_moves_into_the_thread_before_is_no_longer_in_its_own() -> None:
    watched = Watched()
    for minute in (61, 1):
        watched.make(Move("a0", "ordered", minute=0))
        watched.make(Move("b0", "begun", minute=minute))
    assert [(r.post, r.thread, r.in_thread) for r in watched.desk.routings[-2:]] == [
        ("b0", "main/story/2031-05-04", True),
        ("b0", "main/story/2031-05-04.2", False),
    ]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
def test_where_more_is_said_than_is_read_the_desk_has_what_the_oracle_has(seed: int) -> None:
    watched = Watched()
    made = crowded(Random(seed), 60)
    for move in made[:-4]:
        watched.make_unseen(move)
    watched.look()
    for move in made[-4:]:
        watched.make(move)
