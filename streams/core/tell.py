"""What is told: a change of one path of a thread as a notification, and the gap in a source that a thread rests on."""

from dataclasses import dataclass
from typing import Any

from schemas.codec import write
from schemas.ids import digest
from schemas.posts import GapDetected, Known, Post
from schemas.times import Interval
from schemas.topics import CHANGES
from streams.core.diff import Moved
from streams.core.store import Record
from streams.core.written import NAME, interval_row, known_row


@dataclass(frozen=True, slots=True)
class Cause:
    """The post revision or removal that moves things."""

    post: Post
    known: Known
    withdrawn: bool
    """Earlier words of the post no longer stand."""
    removed: bool

    def name(self) -> str:
        return NAME.validate_python(f"{self.post.id}@{self.post.revision}" + ("/removed" if self.removed else ""))


@dataclass(frozen=True, slots=True)
class Told:
    """A change, and where it stands among those that are told with it."""

    thread: str
    path: str
    record: Record


def change(thread: str, moved: Moved, nth: int, version: int, cause: Cause) -> Told:
    """What moved in a thread, for the `nth` time."""
    valid = moved.effective
    if valid is None:
        valid = {} if cause.removed else interval_row(cause.post.published)
    data: dict[str, Any] = {
        "path": moved.path,
        "evidence": moved.evidence,
        "valid": valid,
        "known": known_row(cause.known),
        "version": version,
        "cause": cause.name(),
    }
    if moved.old is not None:
        data["old"] = moved.old
    if moved.new is not None:
        data["new"] = moved.new
    return Told(thread, moved.path, _record(thread, moved.type, data, cause.post.desk, str(nth)))


def gap_in(thread: str, event: GapDetected, version: int) -> Record:
    """Posts of a source that the thread rests on may be missing between two captures."""
    cause = f"{event.source}@{event.captured_at:%Y-%m-%dT%H:%M:%SZ}"
    data = {
        "path": "gap",
        "evidence": [],
        "valid": interval_row(Interval(earliest=event.since, latest=event.captured_at)),
        "known": known_row(event.known),
        "version": version,
        "cause": cause,
    }
    return _record(thread, "gap.detected", data, event.desk, cause)


def _record(thread: str, kind: str, data: dict[str, Any], desk: str, nth: str) -> Record:
    """A CloudEvent: `schemas.changes.Change`, as JSON has it."""
    row = {
        "specversion": "1.0",
        "id": digest(thread, data["path"], kind, data.get("old", ""), data.get("new", ""), data["cause"], nth),
        "source": f"/desks/{desk}",
        "type": kind,
        "subject": thread,
        "time": data["known"]["at"],
        "datacontenttype": "application/json",
        "data": data,
    }
    return Record(CHANGES.name, thread.encode(), write(row))
