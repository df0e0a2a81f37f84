"""Events in a desk's feeds, as they are kept: which posts make one, what links it with others, what it is shown as."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from schemas.base import Model
from streams.core.keys import key
from streams.core.store import Store

SMALL = 2
"""Posts of which an event is not yet one: too few to be shown on their own where they point to another."""


class Moved(Model):
    """A post now stands in another thread than was told before."""

    post: str
    label: str


class Feed(Model):
    """How many posts were counted, and the weight of all their links."""

    count: int = 0
    mass: int = 0


class Placing(Model):
    """A counted post, its time, the event it was put in, and the weight of its links inside that and in all."""

    post: str
    at: int
    event: int
    inside: int = 0
    mass: int = 0

    def grown(self, inside: int, mass: int) -> "Placing":
        return self.model_copy(update={"inside": self.inside + inside, "mass": self.mass + mass})


class Event(Model):
    """A community of posts: `mass` is the weight of its posts' links, `links` that of the ones to other events, as of
    the halving `age`. `joined` is the event that it became part of, `points` the one it is shown with while small.
    `posts` are its first few, with the label each was last told."""

    label: str
    size: int = 0
    mass: int = 0
    age: int = 0
    links: dict[int, int] = Field(default={})
    joined: int | None = None
    points: int | None = None
    posts: tuple[Moved, ...] = ()

    def is_small(self) -> bool:
        return self.size <= SMALL

    def grown(self, *, size: int = 0, mass: int = 0) -> "Event":
        return self.model_copy(update={"size": self.size + size, "mass": self.mass + mass})


class Events:
    """One desk's part of the store. Posts and events go by number: a post's, and that of an event's first post."""

    def __init__(self, desk: str, store: Store) -> None:
        self._store, self._feed = store, key("cluster", "feed", desk)
        self._placing, self._event = key("cluster", "placing", desk), key("cluster", "event", desk)

    def feed(self) -> Feed:
        raw = self._store.get(self._feed)
        return Feed.model_validate_json(raw) if raw is not None else Feed()

    def set_feed(self, count: int, mass: int) -> None:
        self._store.put(self._feed, Feed(count=count, mass=mass).model_dump_json().encode())

    def placing(self, number: int) -> Placing:
        raw = self._store.get(self._placing + key(number))
        return Placing.model_validate_json(raw) if raw is not None else Placing(post="", at=0, event=number)

    def set_placing(self, number: int, placing: Placing) -> None:
        self._store.put(self._placing + key(number), placing.model_dump_json().encode())

    def get(self, event: int) -> Event:
        raw = self._store.get(self._event + key(event))
        return Event.model_validate_json(raw) if raw is not None else Event(label="")

    def set(self, event: int, row: Event) -> None:
        self._store.put(self._event + key(event), row.model_dump_json().encode())

    def aged(self, event: int, age: int) -> Event:
        """The event with its links as they weigh at this age."""
        row = self.get(event)
        by = age - row.age
        if by <= 0:
            return row
        links = {other: weight >> by for other, weight in row.links.items() if weight >> by}
        return row.model_copy(update={"age": age, "mass": row.mass >> by, "links": links})

    def root(self, event: int) -> int:
        """The event that this one is part of by now."""
        while (joined := self.get(event).joined) is not None:
            event = joined
        return event

    def shown(self, event: int) -> int:
        """The event under whose label another is shown."""
        seen: set[int] = set()
        event = self.root(event)
        while event not in seen and (row := self.get(event)).is_small() and row.points is not None:
            seen.add(event)
            event = self.root(row.points)
        return event

    def label(self, event: int) -> str:
        return self.get(self.shown(event)).label

    def enter(self, event: int, post: str, *, mass: int) -> None:
        """One more post."""
        row = self.get(event)
        posts = (*row.posts, Moved(post=post, label="")) if row.is_small() else row.posts
        self.set(event, row.grown(size=1, mass=mass).model_copy(update={"posts": posts}))

    def link(self, one: int, other: int, weight: int) -> None:
        """More links between two events."""
        for a, b in ((one, other), (other, one)):
            row = self.get(a)
            self.set(a, row.model_copy(update={"links": {**row.links, b: row.links.get(b, 0) + weight}}))

    def merge(self, stays: int, ends: int) -> Iterator[tuple[str, str]]:
        """Makes one event of two; the label that ends, where it was shown, with the one that goes on."""
        age = max(self.get(stays).age, self.get(ends).age)
        older, younger = self.aged(stays, age), self.aged(ends, age)
        links = {other: weight for other, weight in older.links.items() if other != ends}
        for other, weight in younger.links.items():
            if other != stays:
                links[other] = links.get(other, 0) + weight
                theirs = self.get(other)
                renamed = {event: w for event, w in theirs.links.items() if event != ends}
                renamed[stays] = renamed.get(stays, 0) + theirs.links.get(ends, 0)
                self.set(other, theirs.model_copy(update={"links": renamed}))
        both = older.grown(size=younger.size, mass=younger.mass)
        self.set(stays, both.model_copy(update={"links": links, "posts": (*older.posts, *younger.posts)}))
        self.set(ends, younger.model_copy(update={"joined": stays, "links": {}, "posts": ()}))
        if not younger.is_small() or younger.points is None:
            yield younger.label, older.label

    def split(self, event: int, into: int, posts: Mapping[int, Placing], cut: int, inside: int) -> None:
        """Takes posts out of an event into a new one; `cut` is the weight of their links with those that stay."""
        row = self.get(event)
        mass = sum(placing.mass for placing in posts.values())
        told = {move.post: move.label for move in row.posts}
        left = {
            "size": row.size - len(posts),
            "mass": row.mass - mass,
            "links": {**row.links, into: cut},
            "posts": tuple(move for move in row.posts if move.post not in {placing.post for placing in posts.values()}),
        }
        self.set(event, row.model_copy(update=left))
        first = posts[into].post
        told.setdefault(first, "")
        moves = tuple(Moved(post=p.post, label=told.get(p.post, row.label)) for p in posts.values())
        new = Event(label=first, size=len(posts), mass=mass, age=row.age, links={event: cut}, posts=moves)
        self.set(into, new)
        for number, placing in posts.items():
            self.set_placing(number, placing.model_copy(update={"event": into, "inside": inside}))

    def tell(self, event: int) -> list[Moved]:
        """The remembered posts of an event that are shown elsewhere than was told; of a grown event none is kept."""
        row = self.get(event)
        if not row.posts:
            return []
        label = self.label(event)
        moved = [Moved(post=told.post, label=label) for told in row.posts if told.label != label]
        kept = tuple(Moved(post=told.post, label=label) for told in row.posts) if row.is_small() else ()
        self.set(event, row.model_copy(update={"posts": kept}))
        return moved
