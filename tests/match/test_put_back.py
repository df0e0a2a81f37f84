"""Posts that were lost and are put back later: the page's posts stand as if none had been lost."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codec import encode
from schemas.observations import Capture, CaptureEnded, Observation, PostSeen
from schemas.posts import PostEvent, PostPublished, PostRemoved, PostRevised
from schemas.topics import changelog
from streams.core.doubts import KEPT, Doubts
from streams.core.memory import MemoryStore
from streams.core.revise import revise
from tests.match.page import Item, kinds, minute

Look = tuple[Literal["whole", "partial"], tuple[Item, ...]]


@st.composite
def pages(draw: st.DrawFn) -> list[Look]:
    """What the captures of a page show, newest post first, while posts are added, edited and removed.

    None is moved: a lost one may have held the order together by which those that left the middle are known.
    """
    stamped = draw(st.booleans())
    shown: list[Item] = []
    looks: list[Look] = []
    count = 0
    for _ in range(draw(st.integers(2, 7))):
        for _ in range(draw(st.integers(0, 3))):
            shown.insert(0, Item(f"post {count}", at=count if stamped else None, native=str(count)))
            count += 1
        for what in draw(st.lists(st.sampled_from(["edit", "remove"]), max_size=2)):
            if shown:
                n = draw(st.integers(0, len(shown) - 1))
                if what == "edit":
                    shown[n] = Item(shown[n].text + "!", at=shown[n].at, native=shown[n].native)
                else:
                    del shown[n]
        window: Literal["whole", "partial"] = draw(st.sampled_from(["whole", "partial"]))
        top = 0 if window == "whole" else draw(st.sampled_from([0, 0, 0, 1]))
        looks.append((window, tuple(shown[top:] if window == "whole" else shown[top : draw(st.integers(1, 6))])))
    return looks


def observed(n: int, look: Look) -> tuple[list[PostSeen], CaptureEnded]:
    window, items = look
    capture = Capture(source="page", id=f"capture {n}", captured_at=minute(60 * n))
    seen = [
        PostSeen(capture=capture, order=k, native_id=i.native, text=i.text, published=i.published(minute(60 * n)))
        for k, i in enumerate(items)
    ]
    return seen, CaptureEnded(capture=capture, posts=len(items), window=window)


def standing(observations: Iterable[Observation]) -> Counter[tuple[str | None, str]]:
    """The posts that stand after these observations."""
    store = MemoryStore()
    posts: dict[str, tuple[str | None, str]] = {}
    told: list[PostEvent] = [event for o in observations for event in revise(o, encode(o), store)]
    for event in told:
        match event:
            case PostPublished() | PostRevised():
                posts[event.post.id] = (event.post.native_id, event.post.text)
            case PostRemoved():
                del posts[event.id]
            case _:
                pass
    return Counter(posts.values())


def told(*observations: Observation, store: MemoryStore) -> list[str]:
    return kinds([event for o in observations for event in revise(o, encode(o), store)])


A, B, C, D = (Item(f"post {n}", at=n, native=str(n)) for n in range(4))


def test_a_post_that_was_missing_beside_a_lost_one_is_removed_once_the_next_capture_shows_its_place() -> None:
    store = MemoryStore()
    first, ended = observed(1, ("partial", (C, B, A)))
    assert told(*first, ended, store=store) == ["published"] * 3
    (c, _, a), ended = observed(2, ("partial", (C, D, A)))
    assert told(c, a, ended, store=store) == []
    third, ended = observed(3, ("partial", (C, A)))
    assert told(*third, ended, store=store) == ["removed"]


def test_a_post_that_was_missing_beside_a_lost_one_may_have_fallen_off_with_it() -> None:
    store = MemoryStore()
    first, ended = observed(1, ("partial", (C, B, A)))
    assert told(*first, ended, store=store) == ["published"] * 3
    (c, a, _), ended = observed(2, ("partial", (C, A, B)))
    assert told(c, a, ended, store=store) == []
    third, ended = observed(3, ("partial", (C, A)))
    assert told(*third, ended, store=store) == []


def test_only_the_latest_captures_with_lost_posts_are_kept_in_doubt() -> None:
    store = MemoryStore()
    for n in range(KEPT + 1):
        (_, b), ended = observed(n, ("partial", (B, A)))
        told(b, ended, store=store)
    doubts = Doubts("page", store)
    assert doubts.of("capture 0") is None
    assert doubts.of("capture 1") is not None


def test_an_equal_post_that_a_capture_published_with_another_one_lost_is_not_published_again() -> None:
    store = MemoryStore()
    quiet, gate = Item("All quiet."), Item("The gate is open.")
    first, ended = observed(1, ("partial", (quiet,)))
    assert told(*first, ended, store=store) == ["published"]
    (one, two, last), ended = observed(2, ("partial", (quiet, quiet, gate)))
    assert told(one, two, ended, store=store) == ["published"]
    assert told(last, store=store) == ["published"]


def test_a_lost_post_that_the_next_capture_shows_edited_is_not_published_again() -> None:
    store = MemoryStore()
    gate = Item("The gate is open.")
    text = "The minister said that all lorries would wait at the northern gate until the road to Lum was dry"
    first, ended = observed(1, ("partial", (gate,)))
    assert told(*first, ended, store=store) == ["published"]
    (lorries, rest), ended = observed(2, ("partial", (Item(text), gate)))
    assert told(rest, ended, store=store) == []
    third, ended = observed(3, ("partial", (Item(f"{text} again"), gate)))
    assert told(*third, ended, store=store) == ["published"]
    assert told(lorries, store=store) == []


def test_a_page_that_moved_too_far_while_a_capture_was_lost_says_so() -> None:
    store = MemoryStore()
    first, ended = observed(1, ("partial", (A,)))
    assert told(*first, ended, store=store) == ["published"]
    (b,), ended = observed(2, ("partial", (B,)))
    assert told(ended, store=store) == []
    assert told(b, store=store) == ["gap.detected", "published"]
    _, ended = observed(3, ("partial", (C,)))
    assert told(ended, store=store) == []
    fourth, ended = observed(4, ("partial", (D,)))
    assert told(*fourth, ended, store=store) == ["gap.detected", "published"]


def test_the_posts_of_a_page_are_known_again_after_a_capture_whose_posts_were_all_lost() -> None:
    store = MemoryStore()
    items = [Item(f"{name} says that {name} waits for the ferry to {name} with {name}") for name in map(str, range(60))]
    first, ended = observed(1, ("partial", tuple(items)))
    assert len(told(*first, ended, store=store)) == 60
    _, ended = observed(2, ("partial", tuple(items)))
    assert told(ended, store=store) == []
    edited = tuple(Item(f"{item.text} now") for item in items)
    third, ended = observed(3, ("partial", edited))
    assert told(*third, ended, store=store) == ["revised"] * 60


def test_a_capture_that_says_that_it_lacks_posts_by_the_billion_is_read() -> None:
    store = MemoryStore()
    first, ended = observed(1, ("partial", (B, A)))
    ended = ended.model_copy(update={"posts": 1_000_000_000})
    assert told(*first, ended, store=store) == ["published"] * 2
    assert Doubts("page", store).of("capture 1") is None


def test_a_row_of_what_is_in_doubt_fits_into_a_record() -> None:
    store = MemoryStore()
    items = tuple(Item(f"post {n}", native=str(n)) for n in range(5000))
    first, ended = observed(1, ("whole", items))
    told(*first, ended, store=store)
    for n in (2, 3, 4):
        seen, ended = observed(n, ("whole", items))
        told(*seen[1:], ended, store=store)
    assert Doubts("page", store).of("capture 2") is not None
    assert all(len(value) < changelog("source").limit for _, value in store.scan(b"", b"\xff"))


def check(looks: Sequence[Look], lost: Sequence[tuple[int, int, int]]) -> None:
    """Each lost post, the nth of a capture, is put back after another capture."""
    parts = [observed(n, look) for n, look in enumerate(looks)]
    gone = {(capture, order) for capture, order, _ in lost}
    broken: list[Observation] = []
    for n, (seen, ended) in enumerate(parts):
        broken += [*(o for k, o in enumerate(seen) if (n, k) not in gone), ended]
        broken += [parts[capture][0][k] for capture, k, after in lost if after == n]
    sound: list[Observation] = []
    for seen, ended in parts:
        sound += [*seen, ended]
    assert standing(broken) == standing(sound)


@pytest.mark.parametrize(
    ("looks", "lost"),
    [
        pytest.param(
            [("partial", (C, B, A)), ("partial", (C, A)), ("partial", (C,))], [(0, 1, 1)], id="it was gone by the next"
        ),
        pytest.param(
            [("whole", (A,)), ("whole", (B, A)), ("partial", ()), ("partial", (D, A))],
            [(1, 0, 2)],
            id="only empty captures came since",
        ),
        pytest.param(
            [("partial", (A,)), ("partial", (B, A)), ("partial", (C,)), ("partial", (C, A))],
            [(1, 0, 3), (2, 0, 3)],
            id="the next one lacks all its posts",
        ),
        pytest.param(
            [("partial", (B, A)), ("partial", (C,)), ("partial", (C, A))], [(1, 0, 2)], id="it was all that was shown"
        ),
        pytest.param(
            [("whole", (A,)), ("whole", (A,)), ("partial", (Item("post 0!", at=0, native="0"),)), ("partial", (B,))],
            [(0, 0, 1), (1, 0, 2), (2, 0, 3)],
            id="one after the other",
        ),
        pytest.param(
            [("partial", (C, A)), ("partial", (C, B, A)), ("partial", (C, D, A)), ("partial", (C,))],
            [(1, 1, 3), (2, 1, 3)],
            id="the next one lacks a post too, and is mended later",
        ),
        pytest.param(
            [("partial", (C, A)), ("partial", (C, B, A)), ("partial", (C, D, A)), ("partial", (C,))],
            [(2, 1, 3), (1, 1, 3)],
            id="the next one lacks a post too, and is mended first",
        ),
    ],
)
def test_a_post_put_back_leaves_the_page_as_it_would_be(looks: list[Look], lost: list[tuple[int, int, int]]) -> None:
    check(looks, lost)


@settings(max_examples=300, deadline=None)
@given(pages(), st.data())
def test_posts_that_were_lost_and_put_back_stand_as_if_they_had_not_been(
    looks: list[Look], data: st.DataObject
) -> None:
    lost = []
    for n, (_, items) in enumerate(looks):
        orders = data.draw(st.sets(st.integers(0, len(items) - 1), max_size=2)) if items else set()
        lost += [(n, order, data.draw(st.integers(n, len(looks) - 1))) for order in sorted(orders)]
    check(looks, data.draw(st.permutations(lost)))
