"""Order of time at a desk, driven by markers alone."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from schemas.observations import Order, RosterEntry, RunOpened, SourceAdvanced, SourceEnded, SourceIdle
from schemas.posts import PostPublished
from streams.core.memory import MemoryStore
from streams.core.watermark import advance, hold, open_run
from tests.core.made import at, post

ROSTER = (RosterEntry(source="a"), RosterEntry(source="b"))


def opened(order: Order = "time") -> MemoryStore:
    store = MemoryStore()
    open_run(RunOpened(run="r", source="a", order=order, roster=ROSTER), store)
    return store


def seen(source: str, minute: int) -> PostPublished:
    return PostPublished(run="r", post=post(f"{source}{minute}", source=source, minute=minute))


def released(store: MemoryStore, marker: SourceAdvanced | SourceEnded | SourceIdle) -> list[str]:
    return [event.post.id for event in advance(marker, store) if isinstance(event, PostPublished)]


def test_a_source_that_has_sent_nothing_holds_every_post_back() -> None:
    store = opened()
    assert hold(seen("a", 1), store)
    assert released(store, SourceEnded(run="r", source="a")) == []
    assert released(store, SourceEnded(run="r", source="b")) == ["a1"]


def test_posts_are_released_up_to_the_watermark_and_not_at_it() -> None:
    store = opened()
    hold(seen("a", 1), store)
    hold(seen("a", 2), store)
    released(store, SourceEnded(run="r", source="b"))
    until = post("x", minute=2).published.latest
    assert released(store, SourceAdvanced(run="r", source="a", until=until)) == ["a1"]
    assert released(store, SourceAdvanced(run="r", source="a", until=until + timedelta(microseconds=1))) == ["a2"]


def test_an_idle_source_is_not_waited_for_and_what_it_brings_is_late() -> None:
    store = opened()
    hold(seen("a", 5), store)
    released(store, SourceIdle(run="r", source="b"))
    assert released(store, SourceAdvanced(run="r", source="a", until=at(9))) == ["a5"]
    assert not hold(seen("b", 3), store)


def test_the_watermark_never_moves_back() -> None:
    store = opened()
    released(store, SourceIdle(run="r", source="b"))
    released(store, SourceAdvanced(run="r", source="a", until=at(9)))
    released(store, SourceAdvanced(run="r", source="b", until=at(2)))
    assert not hold(seen("b", 5), store)


def test_a_source_whose_opening_was_lost_holds_nobody_back_for_ever() -> None:
    store = MemoryStore()
    assert released(store, SourceEnded(run="r", source="b")) == []
    open_run(RunOpened(run="r", source="a", order="time", roster=ROSTER), store)
    assert hold(seen("a", 1), store)
    assert released(store, SourceEnded(run="r", source="a")) == ["a1"]


def test_a_live_run_holds_nothing() -> None:
    assert not hold(seen("a", 1), opened("arrival"))


@given(st.permutations([(s, m) for s in "ab" for m in range(6)]))
def test_any_order_of_arrival_is_released_in_order_of_time(arrivals: list[tuple[str, int]]) -> None:
    store = opened()
    for source, minute in arrivals:
        hold(seen(source, minute), store)
    order = released(store, SourceEnded(run="r", source="a")) + released(store, SourceEnded(run="r", source="b"))
    assert order == [f"{s}{m}" for m in range(6) for s in "ab"]
