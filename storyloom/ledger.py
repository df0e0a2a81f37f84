"""What a log holds, read back for a person: threads, posts, changes, by name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from pydantic import TypeAdapter

from schemas.changes import CHANGE, Change
from schemas.claims import CLAIM, Claim
from schemas.codec import decode
from schemas.errors import BadInput, LogUnusable, Undecodable
from schemas.posts import POST_EVENT, Post, PostEvent, PostPublished, PostRemoved, PostRevised
from schemas.record import Record
from schemas.routings import ROUTING
from schemas.threads import THREAD_HEAD, ThreadHead
from schemas.topics import CHANGES, CLAIMS, POSTS, ROUTINGS, THREADS

T = TypeVar("T")


class Readable(Protocol):
    """Whatever topics can be read from: an open log, or what was folded again in memory."""

    def read(self, topic: str, /) -> Iterator[Record]: ...


@dataclass
class Ledger:
    """The newest state of every thread, every revision of every post, the claims that stand, and all changes."""

    heads: dict[str, ThreadHead] = field(default_factory=dict)
    posts: dict[tuple[str, int], Post] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    members: dict[str, set[str]] = field(default_factory=dict)
    claims: dict[bytes, Claim] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def thread(self, name: str) -> ThreadHead:
        """The thread of this name, or the only one that begins with it. Raises BadInput where there is none."""
        found = [t for t in sorted(self.heads) if t == name] or [t for t in sorted(self.heads) if t.startswith(name)]
        if len(found) != 1:
            known = ", ".join(found or sorted(self.heads)[:8]) or "none"
            raise BadInput(f"{name}: {'several threads' if found else 'no thread'} of that name; there are: {known}")
        return self.heads[found[0]]

    def newest(self, post: str) -> Post:
        """The newest revision of a post that the log has."""
        return self.posts[post, self.revisions[post]]

    def claims_of(self, head: ThreadHead, path: str) -> list[Claim]:
        """The claims on which a path of a thread rests, in order of time."""
        found = [c for c in self._of(head) if c.path == path]
        return sorted(found, key=lambda c: (c.said.latest, c.source, c.distance, c.evidence.where, c.evidence.start))

    def paths_of(self, head: ThreadHead) -> list[str]:
        """The paths of a thread that rest on any words."""
        return sorted({c.path for c in self._of(head)})

    def _of(self, head: ThreadHead) -> Iterator[Claim]:
        posts = self.members.get(head.thread, set())
        for claim in self.claims.values():
            if claim.evidence.post in posts and (head.story is None or claim.story == head.story):
                yield claim

    def threads(self) -> Iterator[ThreadHead]:
        """Threads that hold posts or a status, declared stories first, then by their first post."""
        living = filter(is_living, self.heads.values())
        yield from sorted(living, key=lambda h: (h.story is None, h.state.first or h.meta.opened, h.thread))


def read(log: Readable) -> Ledger:
    """Everything in the log's output topics."""
    ledger = Ledger()
    for record in log.read(POSTS.name):
        match post_event(record):
            case PostPublished(post=post) | PostRevised(post=post):
                ledger.posts[post.id, post.revision] = post
                ledger.revisions[post.id] = max(post.revision, ledger.revisions.get(post.id, 0))
                ledger.removed.discard(post.id)
            case PostRemoved(id=gone):
                ledger.removed.add(gone)
    ledger.claims = standing(log)
    for record in log.read(ROUTINGS.name):
        routing = written(ROUTING, record)
        members = ledger.members.setdefault(routing.thread, set())
        members.add(routing.post) if routing.in_thread else members.discard(routing.post)
    ledger.heads = heads(log)
    ledger.changes = [written(CHANGE, r) for r in log.read(CHANGES.name)]
    return ledger


def standing(log: Readable) -> dict[bytes, Claim]:
    """The claims that stand, by key."""
    found: dict[bytes, Claim] = {}
    for record in log.read(CLAIMS.name):
        if record.value is None:
            found.pop(record.key, None)
        else:
            found[record.key] = written(CLAIM, record)
    return found


def heads(log: Readable) -> dict[str, ThreadHead]:
    """The newest head of every thread, by its name."""
    return {head.thread: head for head in (written(THREAD_HEAD, record) for record in log.read(THREADS.name))}


def is_living(head: ThreadHead) -> bool:
    """Whether a thread holds posts or a status: it does not when all its posts went elsewhere or away."""
    return bool(head.state.posts or head.state.status)


def post_event(record: Record) -> PostEvent | None:
    """None for what is no record of `posts`: it was put there from outside, and stands among the dead letters."""
    try:
        return decode(POST_EVENT, record.value or b"")
    except Undecodable:
        return None


def written(kind: TypeAdapter[T], record: Record) -> T:
    """A record that a stage wrote. Raises LogUnusable where none can have: the log is damaged."""
    try:
        return decode(kind, record.value or b"")
    except Undecodable as error:
        key = record.key.decode(errors="backslashreplace")
        raise LogUnusable(
            f"the log is damaged: no record of {record.topic} at key {key!r}: {error or 'no JSON'}"
        ) from error
