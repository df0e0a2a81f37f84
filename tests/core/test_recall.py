"""What the desk keeps in memory changes nothing but its speed, and what it writes by hand is what the models say."""

from random import Random
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.changes import CHANGE
from schemas.claims import CLAIM
from schemas.codec import decode, encode, write
from schemas.record import Record
from schemas.routings import ROUTING
from schemas.threads import THREAD_HEAD
from streams.core import heads
from streams.core import shelves as module
from streams.core.claims import shelf_key
from streams.core.keys import key
from streams.core.memory import MemoryStore
from streams.core.recall import Recall
from streams.core.shelves import NEAR, Scope, Shelves, held
from streams.core.thread import Thread
from streams.core.written import ClaimRow
from tests.core.histories import History, Move, crowded, moves
from tests.core.made import at
from tests.core.stub import SECOND, STORY, Played

MODELS = {"changes": CHANGE, "claims": CLAIM, "routings": ROUTING, "threads": THREAD_HEAD}


def told(made: list[Move]) -> list[Record]:
    desk, history = Played(STORY, SECOND), History((STORY, SECOND))
    events = [event for event in map(history.event, made) if event is not None]
    return [out for event in events for out in desk.take(event)]


def check(made: list[Move]) -> None:
    warm = told(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heads, "_THREADS", Recall[Thread](0))
        assert told(made) == warm
    for out in warm:
        if out.value is not None:
            assert encode(decode(MODELS[out.topic], out.value)) == out.value  # type: ignore[arg-type]  # one of four


@settings(max_examples=150, deadline=None)
@given(st.lists(moves(), min_size=1, max_size=14))
def test_a_desk_that_forgets_its_threads_after_every_event_puts_out_the_same_records(made: list[Move]) -> None:
    check(made)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_so_does_one_whose_threads_hold_more_than_is_read_of_them(chance: Random) -> None:
    check(crowded(chance, 40))


changes = st.lists(
    st.tuples(st.booleans(), st.sampled_from("abc"), st.integers(0, 30), st.sampled_from("xy")), max_size=60
)


@settings(max_examples=300, deadline=None)
@given(changes, st.sampled_from([1, 2, NEAR]), st.booleans(), st.integers(1, 5))
def test_shelves_kept_in_step_are_those_that_are_read(
    steps: list[tuple[bool, str, int, str]], near: int, from_the_start: bool, every: int
) -> None:
    store, kept = MemoryStore(), Shelves("p", near, empty=True)
    scope = Scope("s", at(0), at(100), store)
    if not from_the_start:
        kept = Shelves("p", near, empty=False)
    for n, (stands, shelf, minute, claim) in enumerate(steps):
        order = key(at(minute), at(minute), "a", 0, f"post {minute}")
        row = cast(ClaimRow, {"id": claim, "evidence": {"where": "text", "start": 0}, "value": n})
        place = held(order, row)
        if stands:
            store.put(shelf_key("s", "p", shelf) + place.at, write(row))
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(module, "SOURCES", 2)
                kept.stands(shelf, place)
        else:
            store.delete(shelf_key("s", "p", shelf) + place.at)
            kept.falls(shelf, place.at)
        if n % every == 0:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(module, "SOURCES", 2)
                assert seen(kept, scope) == seen(Shelves("p", near, empty=False), scope)


def seen(shelves: Shelves, scope: Scope) -> list[list[tuple[bytes, object]]]:
    found = [shelves.newest(scope)]
    for shelf in "abc":
        found += [shelves.ends(shelf, scope), shelves.last(shelf, scope)]
    found += [claims for _, claims in shelves.filled("abc", scope)]
    return [[(c.at, c.row.get("value")) for c in claims] for claims in found]


def test_recall_forgets_the_longest_unused_once_it_holds_too_much() -> None:
    recall = Recall[str](3)
    for name in "abc":
        recall.keep(name, name.upper())
    assert recall.get("a") == "A"
    recall.keep("d", "D", weight=2)
    assert [recall.get(name) for name in "abcd"] == ["A", None, None, "D"]
    assert recall.take("a") == "A"
    assert recall.take("a") is None
    recall.keep("e", "E")
    assert recall.get("d") == "D"
    recall.keep("f", "F", weight=4)
    assert [recall.get(name) for name in "def"] == [None, None, None]
