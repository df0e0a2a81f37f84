"""Which post of a page's last window each post of its new window is: one to one, over edits, moves and new stamps."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from schemas.times import Published
from streams.core.likeness import MOST_WORDS, common_share, compare
from streams.core.texts import FUNCTION, Words, words

Agreement = Literal["same", "unknown", "other"]


@dataclass
class Shown:
    """A post as a page shows or showed it.

    `content` is the same for its title and text however they are set. `place` counts from the top of its window, None
    for a post that the page's last window did not show. `sketch` is made once the post is looked for.
    """

    native_id: str | None
    title: str | None
    text: str
    content: str
    published: Published
    place: int | None
    sketch: tuple[int, ...] | None = None

    @cached_property
    def words(self) -> Words:
        return words(self.text)

    def sketched(self) -> tuple[int, ...]:
        if self.sketch is None:
            self.sketch = self.words.sketch
        return self.sketch

    @cached_property
    def shingles(self) -> frozenset[int]:
        return self.words.first(MOST_WORDS).shingles if self.words else frozenset()

    @cached_property
    def headline(self) -> tuple[str, ...]:
        return words(self.title or "").lower


SHARP = frozenset({"second", "minute"})


def stamps(a: Published, b: Published) -> Agreement:
    """Do two printed times agree? Unknown where one is no sharper than an hour."""
    if a.precision not in SHARP or b.precision not in SHARP or a.earliest is None or b.earliest is None:
        return "unknown"
    return "same" if a.earliest <= b.latest and b.earliest <= a.latest else "other"


class _Pairing:
    """The pairs found so far, of one known with one seen post."""

    def __init__(self, known: Sequence[Shown], seen: Sequence[Shown]) -> None:
        self.known, self.seen = known, seen
        self.of_seen: dict[int, int] = {}
        self.of_known: dict[int, int] = {}

    def add(self, k: int, s: int) -> None:
        if k not in self.of_known and s not in self.of_seen and not self.strangers(k, s):
            self.of_known[k], self.of_seen[s] = s, k

    def strangers(self, k: int, s: int) -> bool:
        """Two posts that the page itself tells apart."""
        mine, theirs = self.known[k].native_id, self.seen[s].native_id
        return mine is not None and theirs is not None and mine != theirs

    def free(self) -> tuple[list[int], list[int]]:
        return (
            [k for k in range(len(self.known)) if k not in self.of_known],
            [s for s in range(len(self.seen)) if s not in self.of_seen],
        )

    def is_open(self) -> bool:
        """May two posts without a partner be one? Not where the page names them all: equal names are paired first."""
        known, seen = self.free()
        free = [*(self.known[k] for k in known), *(self.seen[s] for s in seen)]
        return bool(known and seen) and any(post.native_id is None for post in free)

    def add_equal(self, key: Callable[[Shown], Hashable | None]) -> None:
        """Pairs posts with an equal key, in page order; None is equal to nothing."""
        known, seen = self.free()
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for k in reversed(known):
            waiting[key(self.known[k])].append(k)
        for s in seen:
            name = key(self.seen[s])
            if name is not None and waiting.get(name):
                self.add(waiting[name].pop(), s)

    def add_alike(self) -> bool:
        """Pairs the posts that are surely one, the surest first; False where there are none."""
        where = _Surroundings(self)
        before = len(self.of_seen)
        ranked = [
            (-_sureness(self.known[k], self.seen[s], where.same(k, s)), k, s) for k, s in _candidates(self, where)
        ]
        for doubt, k, s in sorted(ranked):
            if doubt < 0:
                self.add(k, s)
        return len(self.of_seen) > before


_ROUNDS = 3
"""Each pair found tells where the posts beside it belong, so those that were unsure before are looked at again."""


def match(known: Sequence[Shown], seen: Sequence[Shown]) -> dict[int, int]:
    """Indices of `seen` with the index of `known` that is the same post; one that is not there is a new post.

    By the page's own ids, then by content, then by likeness of text, title, stamp and place, the surest pair first.
    Work grows with the number of posts, not with its square: pairs are looked up by what they share.
    """
    pairing = _Pairing(known, seen)
    pairing.add_equal(lambda post: post.native_id)
    pairing.add_equal(lambda post: (post.content, post.published.printed, post.published.latest))
    pairing.add_equal(lambda post: post.content)
    for _ in range(_ROUNDS):
        if not pairing.is_open() or not pairing.add_alike():
            break
    return pairing.of_seen


Side = tuple[int, int]
"""The nearest post that both windows show, by its index in `known`, and how many steps away it is."""


class _Surroundings:
    """Where the posts without a partner stand, told by the nearest posts that have one."""

    def __init__(self, pairing: _Pairing) -> None:
        windowed = [k for k, post in enumerate(pairing.known) if post.place is not None]
        windowed.sort(key=lambda k: pairing.known[k].place or 0)
        self.known = _sides(windowed, {k: k for k in pairing.of_known})
        self.seen = _sides(range(len(pairing.seen)), pairing.of_seen)

    def same(self, k: int, s: int) -> bool:
        """Has the seen post the neighbour above, or the one below, that the known one had, as many steps away?"""
        mine = self.known.get(k, (None, None))
        return any(a is not None and a == b for a, b in zip(mine, self.seen[s], strict=True))


def _sides(window: Sequence[int], partners: dict[int, int]) -> dict[int, tuple[Side | None, Side | None]]:
    above, below = _nearest(window, partners), _nearest(window[::-1], partners)
    return {n: (above[n], below[n]) for n in window}


def _nearest(window: Sequence[int], partners: dict[int, int]) -> dict[int, Side | None]:
    out: dict[int, Side | None] = {}
    last: Side | None = None
    for n in window:
        last = (last[0], last[1] + 1) if last is not None else None
        out[n] = last
        if n in partners:
            last = (partners[n], 0)
    return out


SHARED, TRIED = 32, 8
"""Of the known posts that share a key with a seen one the first 32, in page order, count; of those that are met by any
key, the 8 that share most keys are compared with it."""


def _candidates(pairing: _Pairing, where: _Surroundings) -> Iterator[tuple[int, int]]:
    known, seen = pairing.free()
    index: defaultdict[Hashable, list[int]] = defaultdict(list)
    for k in known:
        for key in _keys(pairing.known[k], where.known.get(k, (None, None))):
            if len(index[key]) < SHARED:
                index[key].append(k)
    for s in seen:
        met = Counter(k for key in _keys(pairing.seen[s], where.seen[s]) for k in index.get(key, ()))
        likely = sorted(met, key=lambda k: (-met[k], k))[:TRIED]
        yield from ((k, s) for k in likely if not pairing.strangers(k, s))


def _keys(post: Shown, sides: tuple[Side | None, Side | None]) -> set[Hashable]:
    keys: set[Hashable] = set(post.sketched())
    if post.headline:
        keys.add(post.headline)
    if post.published.precision in SHARP:
        keys.add(post.published.latest)
    keys.update((n, side) for n, side in enumerate(sides) if side is not None)
    return keys


_NEAR_COVERED, _NEAR_SHARE = 0.6, 0.4
"""A text is near another when three words in five of the shorter stand in the longer in order, and two in five of its
shingles: enough for an edit of every other sentence, far above what two reports on one subject share."""

_GROWN_WORDS, _GROWN_SHARE, _STEM = 40, 0.5, 5
"""A flash has at most 40 words; half of its words of meaning come back in the report it grows into, in whatever form:
what resigns has resigned. Five letters tell most words."""


def _sureness(known: Shown, seen: Shown, same_place: bool) -> float:
    """How surely two posts of a page are one: 0 for no."""
    stamp = stamps(known.published, seen.published)
    title = _titles(known.headline, seen.headline)
    share = common_share(known.shingles, seen.shingles)
    bonus = (stamp == "same") - (stamp == "other") + (title == "same") + 0.7 * same_place
    if share >= _NEAR_SHARE:
        like = compare(known.words, seen.words)
        if like.covered >= _NEAR_COVERED:
            bound = stamp == "same" or (stamp == "unknown" and (same_place or title == "same"))
            if like.differs is None or bound:
                return 3 + 2 * like.covered + share + bonus - (like.differs is not None)
            return 0.0
    if title == "same" and stamp != "other" and (stamp == "same" or same_place):
        return 2 + share + bonus
    if stamp != "other" and same_place and _grown(known.words, seen.words):
        return 1 + share + bonus
    return 0.0


def _titles(a: tuple[str, ...], b: tuple[str, ...]) -> Agreement:
    """Titles agree where one is the beginning of the other and has three words of meaning at least."""
    if not a or not b:
        return "unknown"
    short, long = sorted((a, b), key=len)
    if long[: len(short)] == short and sum(word not in FUNCTION for word in short) >= 3:
        return "same"
    return "other"


def _grown(a: Words, b: Words) -> bool:
    """Is the shorter text a flash that the longer one tells in full, in other words?"""
    short, long = sorted((a, b), key=len)
    told = {word[:_STEM] for word in short.lower if word not in FUNCTION}
    again = told & {word[:_STEM] for word in long.lower}
    return 0 < len(short) <= _GROWN_WORDS and bool(told) and len(again) >= _GROWN_SHARE * len(told)
