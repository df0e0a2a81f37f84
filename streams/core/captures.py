"""One capture of a source beside what was known of it: which posts are new, changed or removed."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from schemas.observations import CaptureEnded
from schemas.posts import GapDetected, Known, Post, PostPublished, PostRemoved, PostRevised
from schemas.reading import Extractor, Reading
from schemas.times import Published
from streams.core.edits import edit_class, settled
from streams.core.match import SHARP, Shown, match
from streams.core.order import of_post
from streams.core.sources import GONE, Kept, Source, Window

UNREAD = Reading(extractor=Extractor(name="none", version="0"))
"""Stands in every event until the next stage has read the post."""

Change = PostPublished | PostRevised


def look_at(ended: CaptureEnded, seen: Sequence[Shown], source: Source) -> "Look":
    """The capture's posts matched with those known of the source. One with a post missing counts as partial."""
    window = source.window()
    whole = ended.window == "whole" and len(seen) == ended.posts
    known = list(source.all()) if whole else _pool(source, window, seen)
    places = {post: n for n, post in enumerate(window.shown)}
    known.sort(key=lambda post: (places.get(post.id, len(places)), post.id))
    shown = [
        Shown(post.native_id, post.title, post.text, post.content, post.published, places.get(post.id), post.sketch)
        for post in known
    ]
    same = match(shown, seen)
    for k, looked in enumerate(shown):
        if known[k].sketch is None and looked.sketch is not None:
            known[k] = known[k].model_copy(update={"sketch": looked.sketch})
            source.keep(known[k])
    ids: dict[str, None] = {}
    for s, post in enumerate(seen):
        found = known[same[s]].id if s in same else None
        ids[found or source.mint(post.native_id, post.content, post.published.printed, ids)] = None
    return Look(ended, seen, tuple(ids), known, window, same, whole)


def _pool(source: Source, window: Window, seen: Sequence[Shown]) -> list[Kept]:
    """What a partial window may show: posts of the last one, posts that left the page of late, posts found by index."""
    found = {post: kept for post in (*window.shown, *window.gone) if (kept := source.get(post)) is not None}
    near = {kept.content for kept in found.values()}
    for shown in seen:
        if shown.content not in near or shown.native_id is not None:
            for post in source.find(shown.native_id, shown.content):
                if post not in found and (kept := source.get(post)) is not None:
                    found[post] = kept
    return list(found.values())


@dataclass(frozen=True)
class Look:
    """A capture, its posts (`seen`) and their ids, the posts known before, and which of them are the same: `same` has
    the index in `known` of each index in `seen` that is not new."""

    ended: CaptureEnded
    seen: Sequence[Shown]
    ids: tuple[str, ...]
    known: Sequence[Kept]
    window: Window
    same: dict[int, int]
    whole: bool

    def is_late(self) -> bool:
        """Was a newer capture used before this one?"""
        return self.window.captured_at is not None and self.ended.capture.captured_at < self.window.captured_at

    def is_gap(self) -> bool:
        """Does a partial window share no post with the one before it?"""
        before = set(self.window.shown)
        shares = any(self.known[k].id in before for k in self.same.values())
        return not self.whole and bool(before) and bool(self.seen) and not shares

    def gap(self) -> GapDetected:
        capture = self.ended.capture
        return GapDetected(
            run=self.ended.run,
            source=capture.source,
            desk=capture.desk,
            since=self.window.captured_at or capture.captured_at,
            captured_at=capture.captured_at,
            known=self._known_now,
        )

    def publish(self, source: Source) -> list[Change]:
        """The posts never seen before, from the oldest to the newest."""
        return _from_oldest([*self._published(source)])

    def publish_and_revise(self, source: Source) -> list[Change]:
        """The posts never seen before and those with other content or time, from the oldest to the newest."""
        return _from_oldest([*self._published(source), *self._revised(source)])

    def remove(self, source: Source) -> list[PostRemoved]:
        """The posts that the capture shows to be gone: from a whole page, or from the middle of a part of one.

        A capture with a lost post shows nothing of the kind: it may be that post.
        """
        if len(self.seen) < self.ended.posts:
            return []
        present = set(self.same.values())
        absent = [k for k, kept in enumerate(self.known) if k not in present and not kept.removed]
        if not self.whole:
            left = self._left_the_middle()
            absent = [k for k in absent if self.known[k].id in left]
        return self._removed([self.known[k] for k in absent], self.ended.capture.captured_at, source)

    def remove_again(self, late: Sequence[Change], source: Source) -> list[PostRemoved]:
        """Of posts that a late capture has published, those that are gone by now: a newer one showed a whole page."""
        at = self.window.captured_at
        if at is None or not self.window.whole:
            return []
        found = [kept for event in late if (kept := source.get(event.post.id)) is not None]
        return self._removed([kept for kept in found if kept.id not in self.window.shown], at, source)

    def _removed(self, posts: Sequence[Kept], at: datetime, source: Source) -> list[PostRemoved]:
        for kept in posts:
            source.keep(kept.model_copy(update={"removed": True}))
        return [
            PostRemoved(
                run=self.ended.run,
                id=kept.id,
                revision=kept.revision,
                source=self.ended.capture.source,
                desk=self.ended.capture.desk,
                captured_at=at,
                known=Known(at=at, basis="captured"),
            )
            for kept in sorted(posts, key=lambda kept: kept.id)
        ]

    def remember(self, source: Source) -> None:
        """Makes this capture the newest. An empty part of a page shows nothing, not even that posts have left."""
        window, capture = self.window, self.ended.capture
        if not self.seen and not self.whole:
            source.set_window(window.model_copy(update={"captured_at": capture.captured_at, "whole": False}))
            return
        now = set(self.ids)
        gone = [post for post in (*window.shown, *window.gone) if post not in now]
        farthest = max([window.farthest, *self._distances.values()])
        source.set_window(
            Window(
                captured_at=capture.captured_at,
                whole=self.whole,
                shown=self.ids,
                gone=tuple(gone[:GONE]),
                farthest=farthest,
            )
        )

    def _left_the_middle(self) -> frozenset[str]:
        """The posts of the last window that stood between two posts which both are still shown, in that order.

        Above the topmost of these on a page with the newest first, a post may be gone too: it has not fallen off the
        end, and a newer post that stands above its place shows that the page is no older copy of itself. But a post
        that was pinned to the top may have: so this holds only where stamps say which is newer.
        """
        places = {post: n for n, post in enumerate(self.window.shown)}
        still = [(places[self.ids[s]], s) for s in sorted(self.same) if self.ids[s] in places]
        backbone = _longest_rising([place for place, _ in still])
        if not backbone:
            return frozenset()
        top, bottom = backbone[0], backbone[-1]
        middle = set(self.window.shown[top + 1 : bottom])
        above = [shown.published for shown in self.seen[: dict(still)[top]]]
        if self.ended.first == "newest":
            by_id = {kept.id: kept.published for kept in self.known}
            below = by_id[self.window.shown[top]]
            middle.update(
                post
                for post in self.window.shown[:top]
                if post in by_id
                and _no_older(by_id[post], below)
                and any(_no_older(newer, by_id[post]) for newer in above)
            )
        return frozenset(middle)

    @cached_property
    def _known_now(self) -> Known:
        return Known(at=self.ended.capture.captured_at, basis="captured")

    def _published(self, source: Source) -> Iterator[PostPublished]:
        for s, distance in self._distances.items():
            shown = self.seen[s]
            kept = Kept(
                id=self.ids[s],
                revision=1,
                native_id=shown.native_id,
                title=shown.title,
                text=shown.text,
                content=shown.content,
                sketch=shown.sketch,
                published=shown.published,
                distance=distance,
            )
            source.put(kept)
            known = self._known_now
            if self.ended.known == "reconstructed":
                known = Known(at=min(kept.published.latest, known.at), basis="reconstructed")
            yield PostPublished(run=self.ended.run, post=self._post(kept, known))

    def _revised(self, source: Source) -> Iterator[PostRevised]:
        for s, k in self.same.items():
            shown, kept = self.seen[s], self.known[k]
            old, new = (kept.title, kept.text), (shown.title, shown.text)
            published = settled(kept.published, shown.published)
            if old == new and published == kept.published and not kept.removed:
                continue
            revised = kept.model_copy(
                update={
                    "revision": kept.revision + 1,
                    "native_id": shown.native_id or kept.native_id,
                    "title": shown.title,
                    "text": shown.text,
                    "content": shown.content,
                    "sketch": shown.sketch,
                    "published": published,
                    "removed": False,
                }
            )
            source.put(revised)
            edit = "material" if kept.removed else edit_class(old, new) if old != new else "restamped"
            yield PostRevised(run=self.ended.run, edit=edit, post=self._post(revised, self._known_now))

    def _post(self, kept: Kept, known: Known) -> Post:
        capture = self.ended.capture
        return Post(
            id=kept.id,
            revision=kept.revision,
            source=capture.source,
            desk=capture.desk,
            outlet=capture.outlet,
            country=capture.country,
            language=capture.language,
            url=capture.url,
            page_title=capture.page_title,
            native_id=kept.native_id,
            title=kept.title,
            text=kept.text,
            published=kept.published,
            distance=kept.distance,
            captured_at=capture.captured_at,
            known=known,
            reading=UNREAD,
        )

    @cached_property
    def _distances(self) -> dict[int, int]:
        """Distances from the page's oldest post, of the new posts: counted on from the nearest post known before.

        Places that a lost post left are counted, so that it fits in when it is put back.
        """
        count = len(self.seen)
        places = [s if post.place is None else post.place for s, post in enumerate(self.seen)]
        size = max([self.ended.posts, *(place + 1 for place in places)])
        local = [size - 1 - place for place in places] if self.ended.first == "newest" else places
        anchors = sorted((local[s], self.known[k].distance) for s, k in self.same.items())
        if not anchors:
            base = -size if self.is_late() else self.window.farthest + 1
            return {s: base + local[s] for s in range(count)}
        out = {}
        for s in range(count):
            if s not in self.same:
                at = bisect_left(anchors, (local[s],))
                near = min(anchors[max(0, at - 1) : at + 1], key=lambda anchor: (abs(anchor[0] - local[s]), anchor))
                out[s] = near[1] + local[s] - near[0]
        return out


def _no_older(one: Published, other: Published) -> bool:
    """Do stamps say so? A post without one may be of any time."""
    sharp = one.precision in SHARP and other.precision in SHARP and one.basis == "stamped"
    return sharp and one.latest >= other.latest


def _from_oldest(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=lambda event: of_post(event.post))


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """A longest subsequence that rises."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [n]
        before.append(ends[at - 1] if at else -1)
    out, n = [], ends[-1] if ends else -1
    while n >= 0:
        out.append(numbers[n])
        n = before[n]
    return out[::-1]
