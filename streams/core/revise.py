"""The first stage of a source: from what its captures show to what became of its posts."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from schemas.ids import fingerprint
from schemas.observations import (
    CaptureEnded,
    Marker,
    Observation,
    PostSeen,
    RunOpened,
    SourceAdvanced,
    SourceEnded,
    SourceIdle,
)
from schemas.posts import PostEvent, PostPublished
from streams.core.captures import look_at
from streams.core.doubts import Doubts, Heard
from streams.core.match import Shown
from streams.core.sources import Progress, Source
from streams.core.store import Store


def revise(observation: Observation, raw: bytes, store: Store) -> Iterator[PostEvent]:
    """What an observation, whose record is `raw`, makes of its source's posts.

    Posts seen are kept until their capture has ended; then all that it tells comes at once: a gap, the new and changed
    posts from the oldest to the newest, the removed ones. A capture used before tells nothing, one older than the
    newest only posts that were never seen, and which of them are gone since. Once its last lost post is put back, a
    capture is used again, late, for all of which nothing newer has been heard. Markers pass, once.
    """
    match observation:
        case PostSeen():
            yield from _seen(observation, raw, Source(observation.capture.source, store), store)
        case CaptureEnded():
            yield from _ended(observation, Source(observation.capture.source, store), store)
        case RunOpened() | SourceAdvanced() | SourceIdle() | SourceEnded():
            if _moves(observation, Source(observation.source, store)):
                yield observation
        case _:
            assert_never(observation)


def _moves(marker: Marker, source: Source) -> bool:
    """Does the marker bring its run further? Remembers that it did."""
    before = source.progress(marker.run)
    match marker:
        case RunOpened():
            new, moves = before, not source.is_open(marker.run)
        case SourceAdvanced():
            moves = not before.ended and (before.until is None or before.until < marker.until)
            new = Progress(until=marker.until)
        case SourceIdle():
            moves = not before.ended and not before.idle
            new = Progress(until=before.until, idle=True)
        case SourceEnded():
            moves = not before.ended
            new = Progress(until=before.until, ended=True)
    if moves:
        source.set_progress(marker.run, new)
    return moves


def _seen(seen: PostSeen, raw: bytes, source: Source, store: Store) -> Iterator[PostEvent]:
    lacking = source.lacking(seen.capture.id)
    if lacking is None:
        source.buffer(seen, raw)
    elif not source.is_buffered(seen):
        source.buffer(seen, raw)
        rows = source.buffered(seen.capture.id)
        if len(rows) >= lacking.posts:
            source.complete(seen.capture.id)
            yield from _told(lacking, rows, source, store)


def _ended(ended: CaptureEnded, source: Source, store: Store) -> Iterator[PostEvent]:
    capture = ended.capture
    if source.is_used(capture.id):
        if source.lacking(capture.id) is None:
            source.drop_buffered(capture.id)
        return
    source.use(capture.id, capture.captured_at)
    rows = source.buffered(capture.id)
    if len(rows) < ended.posts:
        source.await_rest(ended)
    else:
        source.drop_buffered(capture.id)
    yield from _told(ended, rows, source, store)


def _told(ended: CaptureEnded, rows: Sequence[PostSeen], source: Source, store: Store) -> Iterator[PostEvent]:
    doubts = Doubts(ended.capture.source, store)
    look = look_at(ended, [_shown(row) for row in rows], source, doubts.of(ended.capture.id))
    pending = doubts.pending()
    if look.is_gap(pending):
        yield look.gap()
    changed = look.publish_and_revise(source)
    yield from changed
    removed = look.remove(source)
    if look.is_late:
        removed += look.remove_since(changed, source)
    elif pending is not None and pending.capture != ended.capture.id:
        removed += look.remove_missing(pending, source)
    yield from removed
    look.remember(source)
    doubts.hear(
        Heard(
            capture=ended.capture.id,
            at=ended.capture.captured_at,
            late=look.is_late,
            lost=look.lost,
            shown=look.ids,
            published=tuple(event.post.id for event in changed if isinstance(event, PostPublished)),
            removed=tuple(event.id for event in removed),
        )
    )
    if look.lost and not look.is_late and (doubt := look.leave_open(source)) is not None:
        doubts.add(doubt)


def _shown(row: PostSeen) -> Shown:
    return Shown(row.native_id, row.title, row.text, fingerprint(row.title, row.text), row.published, row.order)
