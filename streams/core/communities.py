"""Communities in a graph of links: the Louvain method, in whole numbers, so that every machine finds the same.

Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities in large networks" (2008): a node moves to
the community where its links exceed most what chance would have; then whole communities do; until nothing moves.
"""

from collections.abc import Iterable, Mapping

Graph = Mapping[int, Mapping[int, int]]
"""The weight of each node's links, by the node at the other end; the same from both sides."""

CHANCE = 2
"""One part in how many of what chance would have a community must exceed. By all of it, modularity, a large event falls
into its scenes: of a day's posts each event has a tenth or a third."""


def communities(graph: Graph) -> dict[int, int]:
    """The community of each node, under the number of one that it has or had."""
    place = {node: node for node in graph}
    while True:
        place = _settled(graph, place)
        whole = _together(graph, place)
        joined = _settled(whole, {node: node for node in whole})
        if all(node == community for node, community in joined.items()):
            return place
        place = {node: joined[community] for node, community in place.items()}


def _settled(graph: Graph, start: Mapping[int, int]) -> dict[int, int]:
    """Moves one node after the other until none gains; after the first round only those of which a neighbour moved.

    Each move gains, so it ends.
    """
    place = dict(start)
    degree = {node: sum(links.values()) for node, links in graph.items()}
    ends = {node: [(other, x) for other, x in links.items() if other != node] for node, links in graph.items()}
    mass = CHANCE * sum(degree.values())
    held = dict.fromkeys(place.values(), 0)
    for node, community in place.items():
        held[community] += degree[node]
    due: Iterable[int] = graph
    while due:
        stirred: set[int] = set()
        for node in sorted(due):
            here, own = place[node], degree[node]
            weight = {here: 0}
            for other, x in ends[node]:
                there = place[other]
                weight[there] = weight.get(there, 0) + x
            held[here] -= own
            best, most = here, mass * weight[here] - held[here] * own
            for there, x in weight.items():
                gain = mass * x - held[there] * own
                if gain > most or (gain == most and there < best != here):
                    best, most = there, gain
            held[best] += own
            if best != here:
                place[node] = best
                stirred.update(other for other, _ in ends[node] if place[other] != best)
        due = stirred
    return place


def _together(graph: Graph, place: Mapping[int, int]) -> Graph:
    """The graph of the communities: each is a node, what lies within it a link to itself."""
    whole: dict[int, dict[int, int]] = {}
    for node, links in graph.items():
        row = whole.setdefault(place[node], {})
        for other, x in links.items():
            there = place[other]
            row[there] = row.get(there, 0) + x
    return whole
