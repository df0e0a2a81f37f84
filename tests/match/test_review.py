"""Looking again at a window of posts: what goes on under its name, what gets a new one, what moves."""

from collections.abc import Mapping

from streams.core.events import Placing
from streams.core.review import review

STRONG, WEAK = 200, 60


def look(
    posts: Mapping[int, tuple[int, dict[int, int]]],
    outside: Mapping[int, int] | None = None,
    named: frozenset[int] | None = None,
    since: int = 0,
) -> dict[int, int]:
    """Posts by number: the event, and the links; what posts before the window are in; which posts named an event."""
    window = {n: Placing(f"p{n}", 0, event, tuple(links.items())) for n, (event, links) in posts.items()}
    names = named if named is not None else frozenset(event for event, _ in posts.values())
    return review(window, since, lambda other: (outside or {})[other], lambda n: n in names)


def event(first: int, size: int, name: int | None = None, step: int = 1) -> dict[int, tuple[int, dict[int, int]]]:
    """Posts that are all linked with each other."""
    numbers = range(first, first + size * step, step)
    return {n: (first if name is None else name, {m: STRONG for m in numbers if m < n}) for n in numbers}


def test_what_is_right_stays() -> None:
    posts = event(0, 5, step=2) | event(1, 5, step=2)
    assert look(posts) == {n: n % 2 for n in range(10)}


def test_two_events_that_are_one_go_on_under_the_older_name() -> None:
    halves = {n: (0 if n < 4 else 4, links) for n, (_, links) in event(0, 8).items()}
    assert look(halves | event(20, 6)) == dict.fromkeys(range(8), 0) | dict.fromkeys(range(20, 26), 20)


def test_a_part_that_was_never_one_with_the_rest_goes_by_its_first_post_that_named_none() -> None:
    posts = event(0, 6) | event(6, 4, name=0)
    assert look(posts) == dict.fromkeys(range(6), 0) | dict.fromkeys(range(6, 10), 6)
    taken = look(posts, named=frozenset({0, 6, 7}))
    assert taken == dict.fromkeys(range(6), 0) | dict.fromkeys(range(6, 10), 8)


def test_a_part_of_which_every_post_named_an_event_stays_where_it_is() -> None:
    posts = event(0, 6) | event(6, 4, name=0)
    assert set(look(posts, named=frozenset(range(10))).values()) == {0}


def test_a_lone_post_gives_no_event_its_name_however_old() -> None:
    posts = event(0, 7, name=1) | event(10, 5)
    posts[0] = (0, {})
    assert look(posts) == dict.fromkeys(range(7), 1) | dict.fromkeys(range(10, 15), 10)


def test_a_post_without_a_strong_link_stands_where_most_of_its_weak_ones_point() -> None:
    posts = event(0, 5) | event(5, 5) | {10: (10, {0: WEAK, 1: WEAK, 6: WEAK})}
    assert look(posts)[10] == 0
    posts |= {10: (0, {0: WEAK, 6: WEAK, 7: WEAK})}
    assert look(posts)[10] == 5


def test_a_post_whose_weak_links_disagree_stands_alone() -> None:
    posts = event(0, 4) | event(4, 4) | event(8, 4) | {12: (12, {0: WEAK, 4: WEAK, 8: WEAK})}
    assert look(posts)[12] == 12


def test_what_an_event_has_before_the_window_holds_its_name_also_against_more_posts() -> None:
    posts = event(100, 3, name=7) | event(110, 5, name=7)
    posts[100] = (7, {90: STRONG, 91: STRONG})
    found = look(posts, outside={90: 7, 91: 7})
    assert found == dict.fromkeys(range(100, 103), 7) | dict.fromkeys(range(110, 115), 110)


def test_two_old_events_never_become_one_and_new_posts_of_both_join_the_older() -> None:
    posts = event(100, 6, name=9) | event(110, 6)
    posts[100] = (9, {90: STRONG, 80: STRONG})
    posts[101] = (4, {100: STRONG, 90: STRONG, 80: STRONG})
    posts |= {n: (n, posts[n][1]) for n in (103, 104, 105)}
    found = look(posts, outside={90: 9, 80: 4})
    assert found == {100: 9, 101: 4, 102: 9, 103: 4, 104: 4, 105: 4} | dict.fromkeys(range(110, 116), 110)


def test_an_event_rests_of_which_nothing_came_for_long() -> None:
    posts = event(0, 4) | event(4, 4, name=0) | event(10, 5)
    assert look(posts, since=7)[4] == 4
    assert look(posts, since=8)[4] == 0
