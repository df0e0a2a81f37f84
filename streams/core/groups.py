"""Groups of copies at one desk: who is linked with whom, whose copy each is, and how that moves when a link goes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import orjson

from schemas.routings import Copy
from streams.core.keys import key
from streams.core.store import Store

Order = tuple[int, int, str, int, str]


class Within(NamedTuple):
    """A group is an excerpt of this post's text, to so many thousandths."""

    post: str
    similarity: int


@dataclass(frozen=True, slots=True)
class Member:
    """A post with a text that can be copied.

    `same` are its links with other copies, `within` those with longer posts that it may be cut from, both with their
    similarity; `holds` are the posts that may be cut from it. `group` is the first post of its group, whose own row
    says in `cut_from` what the whole group is an excerpt of. `told` is whose copy the post was last said to be.
    """

    id: str
    source: str
    at: int
    since: int | None
    distance: int
    digest: str
    group: str
    same: dict[str, int] = field(default_factory=dict)
    within: dict[str, int] = field(default_factory=dict)
    holds: tuple[str, ...] = ()
    cut_from: Within | None = None
    told: Copy | None = None

    @classmethod
    def read(cls, raw: bytes) -> "Member":
        """The member of a row."""
        row = orjson.loads(raw)
        holds, cut_from, told = row.pop("holds", ()), row.pop("cut_from", None), row.pop("told", None)
        return cls(
            **row,
            holds=tuple(holds),
            cut_from=Within(**cut_from) if cut_from else None,
            told=Copy(**told) if told else None,
        )

    def write(self) -> bytes:
        """Its row, without what is empty."""
        row: dict[str, Any] = {"id": self.id, "source": self.source, "at": self.at, "since": self.since}
        row |= {"distance": self.distance, "digest": self.digest}
        row |= {name: links for name in ("same", "within", "holds") if (links := getattr(self, name))}
        row["group"] = self.group
        if self.cut_from is not None:
            row["cut_from"] = self.cut_from._asdict()
        if self.told is not None:
            row["told"] = self.told.model_dump()
        return orjson.dumps(row)

    def order(self) -> Order:
        """The order of time."""
        return (self.at, -(1 << 62) if self.since is None else self.since, self.source, self.distance, self.id)

    def may_follow(self, other: "Member") -> bool:
        """May this post have been published after the other?"""
        return other.since is None or other.since <= self.at


class Groups:
    """One desk's part of the store, for one event: what it has met it does not read again."""

    def __init__(self, desk: str, store: Store) -> None:
        self._prefix, self._store = key("dedupe", "member", desk), store
        self._met: dict[str, Member | None] = {}

    def get(self, post: str) -> Member | None:
        if post not in self._met:
            raw = self._store.get(self._prefix + key(post))
            self._met[post] = Member.read(raw) if raw is not None else None
        return self._met[post]

    def put(self, member: Member) -> None:
        self._met[member.id] = member
        self._store.put(self._prefix + key(member.id), member.write())

    def change(self, member: Member, **fields: Any) -> Member:
        """The member with these fields, kept."""
        changed = replace(member, **fields)
        self.put(changed)
        return changed

    def delete(self, post: str) -> None:
        self._met[post] = None
        self._store.delete(self._prefix + key(post))

    def all(self, posts: Iterable[str]) -> list[Member]:
        """Those of these posts that there are."""
        return [member for post in posts if (member := self.get(post)) is not None]

    def link(self, one: str, other: str, similarity: int) -> None:
        """The two are copies of each other."""
        for a, b in ((one, other), (other, one)):
            for member in self.all([a]):
                if b not in member.same:
                    self.change(member, same={**member.same, b: similarity})

    def cut(self, excerpt: str, whole: str, similarity: int) -> None:
        """The one may be cut from the other."""
        for member in self.all([excerpt]):
            if whole not in member.within:
                self.change(member, within={**member.within, whole: similarity})
        for member in self.all([whole]):
            if excerpt not in member.holds:
                self.change(member, holds=(*member.holds, excerpt))

    def unlink(self, gone: Member) -> None:
        """Takes a post out, with all its links."""
        for member in self.all(gone.same):
            self.change(member, same={post: s for post, s in member.same.items() if post != gone.id})
        for member in self.all(gone.holds):
            self.change(member, within={post: s for post, s in member.within.items() if post != gone.id})
        for member in self.all(gone.within):
            self.change(member, holds=tuple(post for post in member.holds if post != gone.id))
        self.delete(gone.id)

    def regroup(self, posts: Iterable[str]) -> list[Member]:
        """Forms the groups of these posts anew; all members whose original this may have changed, in order of time."""
        formed: dict[str, dict[str, Member]] = {}
        met: set[str] = set()
        waiting = list(posts)
        while waiting:
            start = waiting.pop()
            group = self._linked(start) if start not in met else {}
            if group:
                first = min(group.values(), key=Member.order).id
                formed[first] = {
                    post: member if member.group == first else self.change(member, group=first)
                    for post, member in group.items()
                }
                met.update(group)
                waiting.extend(post for member in group.values() for post in member.holds)
        for first, group in sorted(formed.items()):
            for post, member in group.items():
                cut_from = self.best_source(group.values()) if post == first else None
                if member.cut_from != cut_from:
                    group[post] = self.change(member, cut_from=cut_from)
        return sorted((member for group in formed.values() for member in group.values()), key=Member.order)

    def _linked(self, start: str) -> dict[str, Member]:
        """The group of a post, by its links."""
        found: dict[str, Member] = {}
        waiting = [start]
        while waiting:
            post = waiting.pop()
            member = self.get(post) if post not in found else None
            if member is not None:
                found[post] = member
                waiting.extend(member.same)
        return found

    def best_source(self, members: Iterable[Member]) -> Within | None:
        """What the members of a group are cut from: the most similar text, of equals the one printed first."""
        group = list(members)
        own = {member.id for member in group}
        offers = []
        for member in group:
            for post, similarity in member.within.items():
                whole = self.get(post)
                first = self.get(whole.group) if whole is not None else None
                if whole is not None and first is not None and post not in own:
                    offers.append((-similarity, first.order(), whole.order()))
        best = min(offers, default=None)
        return Within(post=best[2][-1], similarity=-best[0]) if best is not None else None

    def original(self, member: Member) -> Member:
        """The first post of the group that the member's own group is, over all cuts, an excerpt of."""
        first = self.get(member.group) or member
        seen = {first.id}
        while first.cut_from is not None:
            whole = self.get(first.cut_from.post)
            above = self.get(whole.group) if whole is not None else None
            if above is None or above.id in seen:
                break
            seen.add(above.id)
            first = above
        return first
