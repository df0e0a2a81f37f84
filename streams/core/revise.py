"""The first stage of a source: from what its captures show to what became of its posts."""

from collections.abc import Iterator
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


def revise(observation: Observation, store: Store) -> Iterator[PostEvent]:
    """What an observation makes of its source's posts.

    Posts seen are kept until their capture has ended; then all that it tells comes at once: a gap, the new and changed
    posts from the oldest to the newest, the removed ones. A capture used before tells nothing, one older than the
    newest only posts that were never seen. Markers pass, once.
    """
    match observation:
        case PostSeen():
            Source(observation.capture.source, store).buffer(observation)
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


def _ended(ended: CaptureEnded, source: Source) -> Iterator[PostEvent]:
    capture = ended.capture
    rows = source.take_buffered(capture.id)
    if source.is_used(capture.id):
        return
    source.use(capture.id, capture.captured_at)
    look = look_at(ended, [_shown(row) for row in rows], source)
    if look.is_late():
        yield from look.publish(source)
        return
    if look.is_gap():
        yield look.gap()
    yield from look.publish_and_revise(source)
    yield from look.remove(source)
    look.remember(source)


def _shown(row: PostSeen) -> Shown:
    return Shown(row.native_id, row.title, row.text, fingerprint(row.title, row.text), row.published, row.order)
