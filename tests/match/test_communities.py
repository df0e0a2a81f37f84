"""Communities in a graph: groups that hang together are found, one by one and by whole groups."""

from collections import defaultdict
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from streams.core.communities import Graph, communities


def graph(links: dict[tuple[int, int], int]) -> Graph:
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for (one, other), weight in links.items():
        found[one][other] = found[other][one] = weight
    return found


def clique(*nodes: int) -> dict[tuple[int, int], int]:
    return dict.fromkeys(combinations(nodes, 2), 100)


def parts(found: dict[int, int]) -> set[frozenset[int]]:
    return {frozenset(n for n in found if found[n] == community) for community in found.values()}


def test_groups_that_hang_together_by_a_thread_are_apart() -> None:
    groups = (range(5), range(5, 10), range(10, 15), range(15, 20))
    links = {pair: weight for group in groups for pair, weight in clique(*group).items()}
    bridges = {(4, 5): 100, (9, 10): 100, (14, 15): 100}
    assert parts(communities(graph(links | bridges))) == {frozenset(group) for group in groups}


FAR = clique(*range(100, 108)) | clique(*range(110, 118))


def test_a_group_is_found_whole_where_each_node_knows_but_a_few() -> None:
    ring = {(n, (n + step) % 24): 100 for n in range(24) for step in (1, 2, 3)}
    assert frozenset(range(24)) in parts(communities(graph(ring | FAR)))


def test_what_was_found_in_pieces_is_put_together() -> None:
    order = [7, 2, 11, 5, 0, 9, 4, 1, 10, 3, 8, 6]
    ring = {(order[n], order[(n + step) % 12]): 100 for n in range(12) for step in (1, 2)}
    assert frozenset(range(12)) in parts(communities(graph(ring | FAR)))


def test_a_strong_link_outweighs_two_weak_ones() -> None:
    near = clique(0, 1, 2, 3) | clique(5, 6, 7, 8) | clique(10, 11, 12, 13)
    found = communities(graph(near | {(4, 0): 20, (4, 1): 20, (4, 5): 90}))
    assert found[4] == found[5] != found[0]


def test_nothing_is_found_in_nothing() -> None:
    assert communities({}) == {}


PAIRS = st.tuples(st.integers(-4, 14), st.integers(-4, 14)).filter(lambda pair: pair[0] < pair[1])
LINKS = st.dictionaries(PAIRS, st.integers(1, 400), max_size=60)


@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_in_which_links_are_given_does_not_matter(links: dict[tuple[int, int], int], chance: Random) -> None:
    shuffled = list(links.items())
    chance.shuffle(shuffled)
    found = communities(graph(links))
    assert communities(graph(dict(shuffled))) == found
    assert set(found) == {node for pair in links for node in pair}


@given(LINKS)
def test_what_has_no_way_to_another_is_never_with_it(links: dict[tuple[int, int], int]) -> None:
    found = communities(graph(links))
    reach = {node: {node} for node in found}
    for one, other in links:
        both = reach[one] | reach[other]
        for node in both:
            reach[node] = both
    for one, other in combinations(found, 2):
        assert found[one] != found[other] or other in reach[one]
