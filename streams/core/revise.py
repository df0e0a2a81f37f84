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
from schemas.posts import PostEvent
from streams.core.captures import look_at
from streams.core.match import Shown
from streams.core.sources import Progress, Source
from streams.core.store import Store


def revise(observation: Observation, raw: bytes, store: Store) -> Iterator[PostEvent]:
    """What an observation, whose record is `raw`, makes of its source's posts.

    Posts seen are kept until their capture has ended; then all that it tells comes at once: a gap, the new and changed
    posts from the oldest to the newest, the removed ones. A capture used before tells nothing, one older than the
    newest only posts that were never seen, and which of them are gone since. A lost post that is put back after the end
    of its capture is used once it was the last one missing, as if the capture had ended only now. Markers pass, once.
    """
    match observation:
        case PostSeen():
            yield from _seen(observation, raw, Source(observation.capture.source, store))
        case CaptureEnded():
            yield from _ended(observation, Source(observation.capture.source, store))
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


def _seen(seen: PostSeen, raw: bytes, source: Source) -> Iterator[PostEvent]:
    lacking = source.lacking(seen.capture.id)
    if lacking is None:
        source.buffer(seen, raw)
    elif not source.is_buffered(seen):
        source.buffer(seen, raw)
        rows = source.buffered(seen.capture.id)
        if len(rows) >= lacking.posts:
            source.complete(seen.capture.id)
            yield from _told(lacking, rows, source)


def _ended(ended: CaptureEnded, source: Source) -> Iterator[PostEvent]:
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
    yield from _told(ended, rows, source)


def _told(ended: CaptureEnded, rows: Sequence[PostSeen], source: Source) -> Iterator[PostEvent]:
    look = look_at(ended, [_shown(row) for row in rows], source)
    if look.is_late():
        late = look.publish(source)
        yield from late
        yield from look.remove_again(late, source)
        return
    if look.is_gap():
        yield look.gap()
    yield from look.publish_and_revise(source)
    yield from look.remove(source)
    look.remember(source)


def _shown(row: PostSeen) -> Shown:
    return Shown(row.native_id, row.title, row.text, fingerprint(row.title, row.text), row.published, row.order)
