"""`run`: observed posts in order -> one row each, with post id, revision, original and thread."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from schemas.codec import encode
from schemas.observations import Capture, CaptureEnded, Observation, PostSeen
from schemas.posts import PostEvent, PostPublished, PostRemoved, PostRevised
from schemas.times import Published
from streams.core.cluster import Placed, place
from streams.core.dedupe import dedupe
from streams.core.memory import MemoryStore
from streams.core.revise import revise
from streams.core.sources import Source

Row = dict[str, Any]


def write(source: Path, out: Path, _meta: Row) -> None:
    """Reads the observations, sends them through the stages over a store in memory, writes the rows."""
    with source.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    with out.open("w", encoding="utf-8") as to:
        for row in _rows(rows):
            to.write(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(rows: list[Row]) -> Iterator[Row]:
    pages, desk = MemoryStore(), MemoryStore()
    copies: dict[str, str | None] = {}
    threads = _Threads()
    observed: dict[str, str] = {}
    for _, group in groupby(rows, key=lambda row: (row["source"], row["page"], row["capture"] or row["id"])):
        shown = list(group)
        capture = _capture(shown[0])
        changes: dict[str, str] = {}
        for event in _events(capture, shown, pages):
            match event:
                case PostPublished() | PostRevised() | PostRemoved():
                    verdict = dedupe(event, desk)
                case _:
                    continue
            if not isinstance(event, PostRemoved):
                threads.take(event.post.id, place(event.post, desk))
            copies[verdict.post] = verdict.copy_of.of if verdict.copy_of else None
            for other in verdict.changed:
                copies[other.post] = other.copy_of.of if other.copy_of else None
                yield {"id": other.post, "duplicate_of": copies[other.post]}
            if isinstance(event, PostRemoved):
                yield {"change": "removed", "id": event.id}
            elif isinstance(event, PostRevised):
                changes[verdict.post] = "revised"
            else:
                changes[verdict.post] = "duplicate" if verdict.copy_of else "published"
        remembered = Source(capture.source, pages)
        for row, post_id in zip(shown, remembered.window().shown, strict=True):
            kept = remembered.get(post_id)
            yield {
                "obs": row["id"],
                "id": post_id,
                "revision": kept.revision if kept else None,
                "duplicate_of": copies.get(post_id),
                "change": changes.get(post_id, "unchanged"),
            }
            observed[row["id"]] = post_id
    yield from ({"obs": obs, "id": post_id, "thread": threads.of(post_id)} for obs, post_id in observed.items())


class _Threads:
    """The thread of each post, after all that was said of it and of its label."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._goes_on: dict[str, str] = {}

    def take(self, post: str, placed: Placed) -> None:
        self._labels[post] = placed.label
        self._labels.update((moved.post, moved.label) for moved in placed.moved)
        self._goes_on.update(placed.ended)

    def of(self, post: str) -> str:
        label = self._labels[post]
        while label in self._goes_on:
            label = self._goes_on[label]
        return label


def _events(capture: Capture, shown: list[Row], pages: MemoryStore) -> Iterator[PostEvent]:
    for observation in _observations(capture, shown):
        yield from revise(observation, encode(observation), pages)


def _capture(row: Row) -> Capture:
    return Capture(
        source=f"{row['source']}/{row['page'] or ''}",
        id=str(row["capture"] or row["id"]),
        captured_at=datetime.fromisoformat(row["captured_at"]),
        outlet=row["source"],
        page_title=row.get("page_title") or row["page"],
    )


def _observations(capture: Capture, shown: list[Row]) -> Iterator[Observation]:
    """A capture of a page, or one post of a plain stream, which has no other like it on its page."""
    for order, row in enumerate(shown):
        at = datetime.fromisoformat(row["published_at"]) if row["published_at"] else None
        published = (
            Published(earliest=at, latest=at, precision="minute", basis="stamped", printed=row["published_at"])
            if at
            else Published(latest=capture.captured_at, precision="unknown", basis="inferred")
        )
        yield PostSeen(
            capture=capture,
            order=order,
            native_id=row["id"] if row["capture"] is None else None,
            title=row.get("title"),
            text=row["text"],
            published=published,
        )
    yield CaptureEnded(capture=capture, posts=len(shown), window="partial")
