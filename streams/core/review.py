"""Looking again at the latest posts of a feed: which events they make, now that all of their links are known.

A post joins an event when little else is known, and that is soon wrong: two events that began side by side are one, one
falls into two. So the events of a window of posts are found anew from all links, as communities; each then goes by the
name that most of its posts already bear, so that only what was wrong moves.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from streams.core.communities import communities
from streams.core.events import Placing

STRONG, WEAK = 100, 20
"""Thousandths of cosine from which two posts are linked, and from which one points to an event. Two posts of some
hundred words on different subjects share two or three words of little weight, some 0.05; on one event, its names."""

MAJORITY = 0.5
"""Share of the weak links that must agree."""

SMALL = 2
"""Posts of which an event is not yet one: too few to stand alone where they point to another, or to give that their
name."""


def pointed(votes: Mapping[int, int]) -> int | None:
    """The event that most of the weak links point to, if it has the majority; the older of two."""
    best = min(votes, key=lambda event: (-votes[event], event), default=None)
    return best if best is not None and votes[best] >= MAJORITY * sum(votes.values()) else None


def review(
    window: Mapping[int, Placing], since: int, outside: Callable[[int], int], is_named: Callable[[int], bool]
) -> dict[int, int]:
    """The events of the posts of a window, which are all from some number on.

    An event without a post from `since` on stays as it is; others may join it. `outside` is the event of a post before
    the window: what an event has there stands together and counts as one node. Two such events never become one: what
    links them is only as much of them as the window shows.
    """
    graph: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for number, placing in window.items():
        for other, cosine in placing.links:
            if cosine >= STRONG:
                end = other if other in window else _node(outside(other))
                graph[number][end] = graph[end][number] = graph[number].get(end, 0) + cosine
    place = communities(graph)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node in sorted({*graph, *window}):
        members[place.setdefault(node, node)].append(node)
    old = {_node(node): community for node, community in place.items() if node < 0}
    grown = {placing.event for number, placing in window.items() if number >= since}
    stays = {
        number: placing.event
        for number, placing in window.items()
        if placing.event not in grown or old.get(placing.event) == place[number]
    }
    return _placed(window, members, _named(window, place, members, old), stays, outside, is_named)


def _node(event: int) -> int:
    """The node of what an event has before the window; the same turns it back."""
    return -1 - event


def _named(
    window: Mapping[int, Placing],
    place: Mapping[int, int],
    members: Mapping[int, list[int]],
    old: dict[int, int],
) -> dict[int, int]:
    """The event that each community goes on as: an event goes on where its earlier posts are, else where most of its
    posts are. Of several the oldest, but none of a few posts where there is another."""
    held: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for number, placing in window.items():
        held[placing.event][place[number]] += 1
    home = {event: min(there, key=lambda c: (-there[c], members[c][0])) for event, there in held.items()}
    claims: defaultdict[int, list[int]] = defaultdict(list)
    for event, community in (home | old).items():
        claims[community].append(event)
    return {
        community: min(events, key=lambda e: (e not in old and held[e].total() <= SMALL, e))
        for community, events in claims.items()
    }


def _placed(
    window: Mapping[int, Placing],
    members: Mapping[int, list[int]],
    names: Mapping[int, int],
    stays: Mapping[int, int],
    outside: Callable[[int], int],
    is_named: Callable[[int], bool],
) -> dict[int, int]:
    """The event of each post. Few posts stand with the event that they point to; a community without a name goes by the
    first of its posts that never named one."""
    events = dict(stays)
    small = {community for community, nodes in members.items() if len(nodes) <= SMALL and nodes[0] >= 0}
    for community in sorted(members, key=lambda c: (c in small, members[c][-1])):
        posts = [node for node in members[community] if node >= 0 and node not in stays]
        name = names.get(community)
        if community in small:
            votes: Counter[int] = Counter()
            for post in posts:
                for other, cosine in window[post].links:
                    if other in events or other not in window:
                        votes[events[other] if other in window else outside(other)] += cosine
            better = pointed(votes)
            name = name if better is None else better
        if name is None:
            name = next((post for post in posts if not is_named(post)), None)
        for post in posts:
            events[post] = window[post].event if name is None else name
    return events
