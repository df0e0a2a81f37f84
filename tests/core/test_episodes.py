"""Episodes against a brute-force model: sort the times, cut where the silence is too long."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core import episodes
from streams.core.episodes import Member
from streams.core.memory import MemoryStore
from tests.core.made import at

GAP = timedelta(minutes=10)


def member(minute: int, name: str) -> Member:
    return Member(desk="main", post=name, source="a", at=at(minute))


def cut(posts: dict[str, int]) -> set[frozenset[str]]:
    runs: list[list[str]] = []
    before: int | None = None
    for name, minute in sorted(posts.items(), key=lambda p: (p[1], p[0])):
        if before is None or minute - before > 10:
            runs.append([])
        runs[-1].append(name)
        before = minute
    return {frozenset(run) for run in runs}


def kept(store: MemoryStore, posts: dict[str, int]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for minute in posts.values():
        episode = episodes.at("s", at(minute), store)
        assert episode is not None
        found[episode.thread] = frozenset(m.post for m in episodes.members("s", episode, store))
    return found


steps = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 60)), min_size=1, max_size=30)


@settings(max_examples=300)
@given(steps)
def test_any_sequence_of_joins_and_leaves_cuts_as_the_model_does(moves: list[tuple[str, int]]) -> None:
    store, posts = MemoryStore(), dict[str, int]()
    for name, minute in moves:
        if name in posts:
            episodes.leave("s", GAP, member(posts.pop(name), name), store)
        else:
            posts[name] = minute
            episodes.join("s", GAP, member(minute, name), store)
        threads = kept(store, posts)
        assert set(threads.values()) == cut(posts)


def test_a_bridge_merges_into_the_older_thread_and_its_removal_splits_it_again() -> None:
    store = MemoryStore()
    late = episodes.join("s", GAP, member(15, "late"), store)
    early = episodes.join("s", GAP, member(0, "early"), store)
    bridged = episodes.join("s", GAP, member(8, "bridge"), store)
    assert bridged.thread == late.thread
    assert [e.thread for e in bridged.merged] == [early.thread]
    apart = episodes.leave("s", GAP, member(8, "bridge"), store)
    assert apart.thread == late.thread
    assert apart.split is not None
    assert apart.episode is not None
    assert apart.part is not None
    assert apart.part.thread == apart.split
    assert [m.post for m in episodes.members("s", apart.episode, store)] == ["late"]
    assert [m.post for m in episodes.members("s", apart.part, store)] == ["early"]


def test_a_silence_of_just_the_gap_does_not_cut() -> None:
    store = MemoryStore()
    first = episodes.join("s", GAP, member(0, "a"), store)
    assert episodes.join("s", GAP, member(10, "b"), store).thread == first.thread
    assert episodes.join("s", GAP, member(21, "c"), store).thread != first.thread
