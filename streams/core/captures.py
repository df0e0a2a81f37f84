"""One capture of a source beside what was known of it: which posts are new, changed or removed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from schemas.observations import CaptureEnded
from schemas.posts import GapDetected, Known, Post, PostPublished, PostRemoved, PostRevised
from schemas.reading import Extractor, Reading
from streams.core.distances import distances, width
from streams.core.doubts import MOST, Doubt, lost
from streams.core.edits import edit_class, settled
from streams.core.match import Shown, match
from streams.core.middle import left_the_middle
from streams.core.order import of_post
from streams.core.sources import GONE, Kept, Source, Window

UNREAD = Reading(extractor=Extractor(name="none", version="0"))
"""Stands in every event until the next stage has read the post."""

Change = PostPublished | PostRevised


def look_at(ended: CaptureEnded, seen: Sequence[Shown], source: Source, doubt: Doubt | None) -> "Look":
    """The capture's posts matched with those known of the source. One with a post missing counts as partial.

    `doubt` is what the capture left open when it ended with posts missing, which it now lacks no more.
    """
    newest = source.window()
    window = doubt.before if doubt is not None else newest
    whole = ended.window == "whole" and len(seen) == ended.posts
    known = list(source.all()) if whole else _pool(source, (window, newest) if doubt is not None else (window,), seen)
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
    return Look(ended, seen, tuple(ids), known, window, same, whole, newest, doubt)


def _pool(source: Source, windows: Iterable[Window], seen: Sequence[Shown]) -> list[Kept]:
    """What a partial window may show: what these show, what had left the page of late, posts found by index."""
    posts = (post for window in windows for post in window.posts())
    found = {post: kept for post in posts if (kept := source.get(post)) is not None}
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
    the index in `known` of each index in `seen` that is not new. `window` is what it is compared with, the one before
    it; `newest` is another one where the capture is used late."""

    ended: CaptureEnded
    seen: Sequence[Shown]
    ids: tuple[str, ...]
    known: Sequence[Kept]
    window: Window
    same: dict[int, int]
    whole: bool
    newest: Window
    doubt: Doubt | None

    @cached_property
    def is_late(self) -> bool:
        """Was a newer capture that shows anything used before this one?"""
        at, capture = self.newest.captured_at, self.ended.capture
        return at is not None and capture.captured_at < at and self.newest.shown_by != capture.id

    @cached_property
    def lost(self) -> bool:
        """Does it lack a post?"""
        return len(self.seen) < self.ended.posts

    def is_gap(self, pending: Doubt | None) -> bool:
        """Does a partial window share no post with the one before it? What was not lost of it said so when it ended.

        `pending` is what the capture before left open: where all its posts were lost, the one before that counts.
        """
        if self.is_late or (self.doubt is not None and len(self.doubt.lost) < len(self.doubt.shown)):
            return False
        before = set(self.window.shown or (pending.before.shown if pending is not None else ()))
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

    def publish_and_revise(self, source: Source) -> list[Change]:
        """The posts never seen before and those with other content or time, from the oldest to the newest.

        Of a late capture, only those of which nothing newer has been heard.
        """
        return sorted([*self._published(source), *self._revised(source)], key=lambda event: of_post(event.post))

    def remove(self, source: Source) -> list[PostRemoved]:
        """The posts that the capture shows to be gone: from a whole page, or from the middle of a part of one.

        A capture with a lost post shows nothing of the kind: it may be that post.
        """
        if self.lost:
            return []
        present = set(self.same.values())
        absent = [k for k, kept in enumerate(self.known) if k not in present and self._is_open(kept.id)]
        if not self.whole:
            absent = [k for k in absent if self.known[k].id in self._left]
        return self._removed([self.known[k] for k in absent], self.ended.capture.captured_at, source)

    def remove_since(self, told: Sequence[Change], source: Source) -> list[PostRemoved]:
        """Of what a late capture has told, the posts that are gone by now: a newer one showed a whole page without
        them, or the next one the part of a page that they had stood in."""
        at, whole_at = self.ended.capture.captured_at, self.newest.whole_at
        if whole_at is not None and whole_at > at:
            return self._removed(_known([event.post.id for event in told], source), whole_at, source)
        if self.doubt is None or self.doubt.next_at is None or self.doubt.next_shown is None:
            return []
        now = self.doubt.next_shown
        stamps = {kept.id: kept.published for kept in _known((*self.ids, *now), source)}
        left = left_the_middle(self.ids, now, [stamps[post] for post in now], stamps, self.ended.first)
        published = {event.post.id for event in told}
        gone = [post for post in self.ids if post in left and (post in published or self._is_open(post))]
        return self._removed(_known(gone, source), self.doubt.next_at, source)

    def _is_open(self, post: str) -> bool:
        """Is this capture the newest word on a post that was known before?"""
        return not self.is_late or post in self._open

    @cached_property
    def _open(self) -> frozenset[str]:
        return frozenset(self.doubt.open if self.doubt is not None else ())

    def _removed(self, posts: Sequence[Kept], at: datetime, source: Source) -> list[PostRemoved]:
        posts = [kept for kept in posts if not kept.removed]
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
        """Makes this capture the newest, unless it is late. An empty part of a page shows nothing, not even that posts
        have left."""
        window, capture = self.newest, self.ended.capture
        whole_at = max(filter(None, (window.whole_at, capture.captured_at if self.whole else None)), default=None)
        if self.is_late:
            new = [post for s, post in enumerate(self.ids) if s not in self.same]
            gone = [*new, *window.gone][:GONE]
            source.set_window(window.model_copy(update={"whole_at": whole_at, "gone": tuple(gone)}))
            return
        if not self.seen and not self.lost and not self.whole:
            source.set_window(window.model_copy(update={"captured_at": capture.captured_at}))
            return
        now = set(self.ids)
        gone = [post for post in self.window.posts() if post not in now]
        most = GONE + len(self.window.shown) if self.lost else GONE  # what is lost may be any of these
        source.set_window(
            Window(
                captured_at=max(filter(None, (window.captured_at, capture.captured_at))),
                whole_at=whole_at,
                shown=self.ids,
                shown_by=capture.id,
                gone=tuple(gone[:most]),
                farthest=max([window.farthest, *self._distances.values()]),
            )
        )

    def remove_missing(self, doubt: Doubt, source: Source) -> list[PostRemoved]:
        """The posts that were missing in the capture before, one with lost posts, and are not shown by this one either,
        though it shows the part of the page in which the lost posts stood."""
        if self.lost or not {*doubt.lost} <= self._left_of(doubt.shown):
            return []
        gone = {*doubt.missing}.intersection(doubt.open).difference(self.ids)
        return self._removed(_known(gone, source), self.ended.capture.captured_at, source)

    def leave_open(self, source: Source) -> Doubt | None:
        """What has to be kept of a capture with a lost post, unless it is too wide."""
        capture, ids, shown = self.ended.capture, iter(self.ids), {*self.ids}
        places = {post.place for post in self.seen}
        size = width(self.ended, (place for place in places if place is not None))
        if size > MOST:
            return None
        known = source.all() if self.ended.window == "whole" else self.known
        absent = [kept for kept in known if kept.id not in shown]
        return Doubt(
            capture=capture.id,
            at=capture.captured_at,
            before=self.window,
            shown=tuple(next(ids) if place in places else lost(place) for place in range(size)),
            lost=tuple(lost(place) for place in range(size) if place not in places),
            missing=tuple(kept.id for kept in absent if kept.id in self._left and not kept.removed),
            open=tuple(kept.id for kept in absent),
        )

    @cached_property
    def _left(self) -> frozenset[str]:
        """The posts that have left the inside of the window before."""
        return self._left_of(self.window.shown)

    def _left_of(self, window: Sequence[str]) -> frozenset[str]:
        stamps = {kept.id: kept.published for kept in self.known}
        above = [shown.published for shown in self.seen]
        return left_the_middle(window, self.ids, above, stamps, self.ended.first)

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
            if not self._is_open(kept.id):
                continue
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
        """Distances from the page's oldest post, of the new posts."""
        known = {s: self.known[k].distance for s, k in self.same.items()}
        farthest = None if self.is_late else self.window.farthest
        return distances(self.ended, [post.place for post in self.seen], known, farthest)


def _known(posts: Iterable[str], source: Source) -> list[Kept]:
    return [kept for post in posts if (kept := source.get(post)) is not None]
