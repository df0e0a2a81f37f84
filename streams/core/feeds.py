"""Threads in feeds that mix subjects: each post joins the event that its nearest posts tell.

Posts are linked with the few most similar ones before them; an event is a community of links, grown one post at a time
by the gain in modularity, as in the Louvain method: a post joins an event, or an event another, when more of its links
go there than chance would have. A post without a strong link stands alone, and is shown with the event that most of
its weak links point to until others like it come.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice

from schemas.posts import Post
from streams.core.events import Event, Events, Moved, Placing
from streams.core.keys import key, microseconds
from streams.core.nearest import Nearest
from streams.core.store import Store
from streams.core.telling import telling

NEAREST, LIKELY = 10, 30
"""Links of a post, and posts that are looked at for those in time. With 5 links an event is slower to close; 15 add
no more than noise."""

STRONG, WEAK = 125, 20
"""Thousandths of cosine from which two posts are linked, and from which one points to an event. Two posts of some
hundred words on different subjects share two or three words of little weight, some 0.05; on one event, its names."""

MAJORITY = 0.5
"""Share of the weak links that must agree."""

MERGE = 0.7
"""Two events merge more easily than a post joins one, since both had to begin before their common words were known."""

APART = 3 * 24 * 3600 * 1_000_000
"""Microseconds of event time between two posts from which they are not linked: that is another episode."""

HALVING = 1000
"""Posts in which the links of the past lose half of their weight against those of today."""

Link = tuple[int, int]
"""A post by its number, and the cosine in thousandths."""


class Feeds:
    """The posts of one desk that no page holds together."""

    def __init__(self, desk: str, store: Store) -> None:
        self._nearest, self._events = Nearest(desk, store), Events(desk, store)
        self._store, self._number = store, key("cluster", "number", desk)

    def label(self, post: str) -> str | None:
        """The thread of a post that was added, or None."""
        number = self._store.get(self._number + key(post))
        return self._events.label(self._events.placing(int(number)).event) if number is not None else None

    def add(self, post: Post) -> tuple[str, list[Moved], list[tuple[str, str]]]:
        """Counts a new post: its label, the posts that move because of it, and the labels that end because of it, each
        with the one that goes on."""
        at = microseconds(post.published.latest)
        feed = self._events.feed()
        number = feed.count
        self._store.put(self._number + key(post.id), str(number).encode())
        words = telling(f"{post.title}\n{post.text}" if post.title else post.text)
        near = self._in_time(at, self._nearest.add(number, words))
        links = [(other, cosine) for other, cosine in near if cosine >= STRONG]
        past = feed.mass >> 1 if number and number % HALVING == 0 else feed.mass
        mass = past + sum(cosine for _, cosine in links)
        self._events.set_feed(number + 1, mass)
        event = self._put_in(Placing(post=post.id, at=at, event=number), number, links, mass)
        ended: list[tuple[str, str]] = []
        while (other := self._closest(event, mass)) is not None:
            ended += self._events.merge(min(event, other), max(event, other))
            event = min(event, other)
        if not links:
            self._point(event, near)
        moved = self._events.tell(event)
        return self._events.label(event), [move for move in moved if move.post != post.id], ended

    def _in_time(self, at: int, likely: Iterator[Link]) -> list[Link]:
        near = (link for link in islice(likely, LIKELY) if abs(self._events.placing(link[0]).at - at) <= APART)
        return list(islice(near, NEAREST))

    def _put_in(self, placing: Placing, number: int, links: list[Link], mass: int) -> int:
        """Puts the post in the event that it gains most by joining, or in a new one."""
        age = number // HALVING
        others = {other: self._events.placing(other) for other, _ in links}
        weight: defaultdict[int, int] = defaultdict(int)
        for other, cosine in links:
            weight[self._events.root(others[other].event)] += cosine
        total = sum(weight.values())
        events = {event: self._events.aged(event, age) for event in sorted(weight)}
        gains = [(weight[e] * 2 * mass - total * (row.mass + weight[e]), -e) for e, row in events.items()]
        gain, best = max(gains, default=(0, 0))
        home = -best if gain > 0 else number
        if home == number:
            self._events.set(number, Event(label=placing.post, age=age))
        for event, row in events.items():
            self._events.set(event, row.grown(mass=weight[event]))
        self._events.enter(home, placing.post, mass=total)
        for event in events:
            if event != home:
                self._events.link(home, event, weight[event])
        for other, cosine in links:
            inside = cosine if self._events.root(others[other].event) == home else 0
            self._events.set_placing(other, others[other].grown(inside, cosine))
        self._events.set_placing(number, placing.model_copy(update={"event": home}).grown(weight[home], total))
        return self._part(number, home, links) if gain > 0 else home

    def _part(self, number: int, home: int, links: list[Link]) -> int:
        """Leaves an event together with the nearest post, where both belong to each other more than to it."""
        near, cosine = links[0]
        mine, theirs = self._events.placing(number), self._events.placing(near)
        cut = mine.inside + theirs.inside - 2 * cosine
        if self._events.root(theirs.event) != home or cut >= cosine or self._events.get(home).is_small():
            return home
        self._events.split(home, number, {number: mine, near: theirs}, cut, cosine)
        return number

    def _closest(self, event: int, mass: int) -> int | None:
        """The event that this one is most linked with beyond chance, if there is one."""
        row = self._events.get(event)
        best: tuple[float, int] = (0.0, 0)
        for other, weight in sorted(row.links.items(), key=lambda link: (-link[1], link[0]))[:NEAREST]:
            chance = row.mass * self._events.aged(other, row.age).mass / (2 * mass)
            best = max(best, (weight - MERGE * chance, -other))
        return -best[1] if best[0] > 0 else None

    def _point(self, event: int, near: list[Link]) -> None:
        """Shows a post that stands alone with the event that most of its weak links point to."""
        votes: Counter[int] = Counter()
        for other, cosine in near:
            if cosine >= WEAK:
                votes[self._events.shown(self._events.placing(other).event)] += cosine
        best = min(votes, key=lambda e: (-votes[e], e), default=None)
        if best is not None and votes[best] >= MAJORITY * votes.total():
            self._events.set(event, self._events.get(event).model_copy(update={"points": best}))
