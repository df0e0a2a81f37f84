"""The first stage of a desk: which posts say again what another post has said, whoever printed it and in which order.

Two texts are copies of each other when nearly all words of the shorter stand in the longer in the same order, both are
about as long, and no number, name or negation differs where they are aligned. A shorter one may also be an excerpt of
a longer one that may have come first. Copies form groups, by single linkage within the horizon; excerpts hang on a
group without linking two. So one notice by a template is not the copy of another, two reports are not joined by the
paragraph that both print, and a group depends on which posts there are, not on their order of arrival.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.posts import Post, PostPublished, PostRemoved, PostRevised
from schemas.routings import Copy
from streams.core.contents import Content, Contents, content_of
from streams.core.groups import Groups, Member
from streams.core.keys import microseconds
from streams.core.likeness import common_share, compare
from streams.core.store import Store
from streams.core.texts import is_notice, words

MIN_WORDS = 8
"""Shorter texts are repeated by chance ("Flight cancelled.")."""

COVERED, SIZE = 0.8, 0.85
"""A copy keeps four words in five, and cuts or adds no more than a seventh: a lighter hand than an agency's desk, a
heavier one than its spelling rules."""

EXCERPT = 0.9
"""An excerpt is cut, not reworded."""

SHARE = 0.4
"""Share of common shingles below which texts are not aligned at all: one changed word in seven, spread evenly, leaves
about as much."""

WRAPPED = 980
"""Thousandths of the words in common from which a copy was not edited: only set in another house's style."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose copy a post is now; None is an original."""

    post: str
    copy_of: Copy | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose copy the post is, in which group (named by its first post), and for which other posts that has changed.

    `capped`: so many other texts share its phrases that a copy may have been missed.
    """

    post: str
    group: str
    copy_of: Copy | None
    changed: tuple[Standing, ...]
    capped: bool = False


def dedupe(event: PostPublished | PostRevised | PostRemoved, store: Store) -> Verdict:
    """Files the post under its text, or takes it out, and says what that makes of it and of others."""
    match event:
        case PostPublished(post=post) | PostRevised(post=post):
            return _Desk(post.desk, store).file(post)
        case PostRemoved():
            return _Desk(event.desk, store).remove(event.id)


class _Desk:
    def __init__(self, desk: str, store: Store) -> None:
        self._groups, self._contents = Groups(desk, store), Contents(desk, store)

    def remove(self, post: str) -> Verdict:
        old = self._groups.get(post)
        return self._verdict(post, self._settle(self._drop(old)) if old is not None else [])

    def file(self, post: Post) -> Verdict:
        content = _copyable(post)
        old = self._groups.get(post.id)
        if content is None:
            return self._verdict(post.id, self._settle(self._drop(old)) if old is not None else [])
        member = _member(post, content)
        if old is not None and (old.digest, old.order()) == (member.digest, member.order()):
            return self._verdict(post.id, [])
        touched = self._drop(old) if old is not None else set()
        self._groups.put(member)
        repeats = self._contents.add(content, member.at, member.id)
        capped = self._link(member, content, repeats)
        linked = self._groups.get(post.id) or member
        if not (touched or linked.same or linked.within or linked.holds):
            return Verdict(post.id, post.id, None, (), capped)
        if not touched and self._joins_quietly(linked):
            return self._verdict(post.id, self._tell([self._groups.get(post.id) or linked]), capped)
        return self._verdict(post.id, self._settle(touched | {post.id}), capped)

    def _drop(self, old: Member) -> set[str]:
        """Takes a post out; those that hung on it look for other links. All whose group may have changed."""
        content = self._contents.get(old.digest)
        if content is not None:
            self._contents.drop(content, old.at, old.id)
        self._groups.unlink(old)
        orphans = {*old.same, *old.holds}
        for member in self._groups.all(sorted(orphans)):
            found = self._contents.get(member.digest)
            if found is not None:
                self._link(member, found, repeats=True)
        return orphans

    def _link(self, member: Member, content: Content, repeats: bool) -> bool:
        """Links the post with its copies, and with what it is cut from or is cut from it; True if some may be missed.

        Of the posts with one text only the nearest in time are linked: they are linked with each other in turn; there
        may be some if it `repeats` a text.
        """
        for near in self._near(content.digest, member) if repeats else ():
            self._groups.link(member.id, near, 1000)
        digests, capped = self._contents.alike(content, member.at)
        for digest in digests:
            other = self._contents.get(digest)
            if other is None or not (other.numbers <= content.numbers or other.numbers >= content.numbers):
                continue
            if common_share(content.words.shingles, other.words.shingles) < SHARE:
                continue
            like = compare(content.words, other.words)
            if like.differs is not None or like.covered < COVERED:
                continue
            similarity = round(like.covered * 1000)
            if like.size >= SIZE:
                for near in self._near(digest, member):
                    self._groups.link(member.id, near, similarity)
            elif like.covered >= EXCERPT:
                self._link_excerpt(member, other, similarity, shorter=len(content.words) < len(other.words))
        return capped

    def _link_excerpt(self, member: Member, other: Content, similarity: int, *, shorter: bool) -> None:
        if shorter:
            first = self._contents.earliest(other.digest, member.at)
            for whole in self._groups.all([first] if first is not None else []):
                if member.may_follow(whole):
                    self._groups.cut(member.id, whole.id, similarity)
        else:
            for excerpt in self._groups.all(self._near(other.digest, member)):
                if excerpt.may_follow(member):
                    self._groups.cut(excerpt.id, member.id, similarity)

    def _near(self, digest: str, member: Member) -> list[str]:
        """The last post before and the first one after that have this text, within the horizon."""
        found = (
            self._contents.before(digest, member.at, member.id),
            self._contents.after(digest, member.at, member.id),
        )
        return [post for post in found if post is not None]

    def _joins_quietly(self, member: Member) -> bool:
        """Does the post change nobody's group: alone, or later than the first of the one group that it joins?"""
        if member.holds:
            return False
        firsts = {near.group for near in self._groups.all(member.same)}
        if not firsts:
            self._groups.change(member, cut_from=self._groups.best_source([member])) if member.within else None
            return True
        first = self._groups.get(firsts.pop())
        if firsts or member.within or first is None or member.order() < first.order():
            return False
        self._groups.change(member, group=first.id)
        return True

    def _settle(self, posts: set[str]) -> list[Standing]:
        return self._tell(self._groups.regroup(sorted(posts)))

    def _tell(self, members: Iterable[Member]) -> list[Standing]:
        """Those whose original is another than was told, remembered as told."""
        changed = []
        for member in members:
            copy_of = self._copy(member)
            if copy_of != member.told:
                self._groups.change(member, told=copy_of)
                changed.append(Standing(member.id, copy_of))
        return changed

    def _copy(self, member: Member) -> Copy | None:
        original = self._groups.original(member)
        if original.id == member.id:
            return None
        similarity = 1000
        if original.digest != member.digest:
            mine, theirs = self._contents.get(member.digest), self._contents.get(original.digest)
            if mine is not None and theirs is not None:
                similarity = round(compare(mine.words, theirs.words).covered * 1000)
        if original.source == member.source:
            return Copy(of=original.id, kind="repeat", similarity=similarity)
        if original.digest == member.digest:
            return Copy(of=original.id, kind="exact", similarity=similarity)
        return Copy(
            of=original.id, kind="syndicated" if similarity >= WRAPPED else "near-duplicate", similarity=similarity
        )

    def _verdict(self, post: str, changed: list[Standing], capped: bool = False) -> Verdict:
        member = self._groups.get(post)
        told = member.told if member is not None else None
        others = tuple(standing for standing in changed if standing.post != post)
        return Verdict(post, told.of if told is not None else post, told, others, capped)


def _copyable(post: Post) -> Content | None:
    """The text by which a post is compared, with its title where it is short; None where it is too short or reports
    nothing."""
    found = words(post.text)
    if len(found) < MIN_WORDS and post.title:
        found = words(f"{post.title}\n{post.text}")
    if len(found) < MIN_WORDS or is_notice(found):
        return None
    return content_of(found)


def _member(post: Post, content: Content) -> Member:
    earliest = post.published.earliest
    return Member(
        id=post.id,
        source=post.source,
        at=microseconds(post.published.latest),
        since=microseconds(earliest) if earliest is not None else None,
        distance=post.distance,
        digest=content.digest,
        group=post.id,
    )
