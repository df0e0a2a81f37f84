"""Replay: captures of pages, in the order their manifest says, as the observations of one run.

`time` lets desks release posts in the order in which they must have existed; `arrival` delivers the captures as listed,
as if live.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from connectors.formats import parse
from connectors.page import Document, Page
from connectors.recorded import record
from schemas.codec import encode
from schemas.errors import BadDocument, Oversized
from schemas.ids import digest
from schemas.observations import (
    Capture,
    CaptureEnded,
    Observation,
    Order,
    PostSeen,
    RosterEntry,
    RunOpened,
    SourceAdvanced,
    SourceEnded,
)
from schemas.posts import DeskConfigured
from schemas.record import Record
from schemas.story import Story
from schemas.topics import POSTS

STRIDE: Final = 200
"""Posts between two marks of progress, so that what a desk releases at once stays small beside a transaction."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document and what it shows."""

    document: Document
    page: Page

    def sha256(self) -> str:
        return hashlib.sha256(self.document.content).hexdigest()

    def id(self) -> str:
        """Of the capture."""
        manifest = self.document.manifest
        return digest(manifest.source, manifest.captured_at.isoformat(), self.sha256())


def observe(documents: Iterable[Document], order: Order) -> Iterator[Record]:
    """The observations of these captures as records, in the order in which they are to be sent.

    Raises BadDocument for a document that is no page, or has a post too large to be a record.
    """
    captures = tuple(Parsed(d, parse(d)) for d in documents)
    files = {c.id(): c.document.manifest.file for c in captures}
    return (_record(observation, files) for observation in _observations(captures, order))


def _record(observation: Observation, files: Mapping[str, str]) -> Record:
    try:
        return record(observation)
    except Oversized as error:
        if not isinstance(observation, PostSeen):
            raise
        post = f"{files[observation.capture.id]}: post {observation.order + 1} from the top"
        raise BadDocument(f"{post} is no post of a page: {error}") from error


def configure(stories: Iterable[Story], desks: Iterable[str]) -> Iterator[Record]:
    """The declarations of these stories at these desks."""
    told = sorted(stories, key=lambda s: s.id)
    for desk in sorted(set(desks)):
        for story in told:
            event = DeskConfigured(desk=desk, story=story, hash=digest(encode(story).decode()))
            yield Record(POSTS.name, desk.encode(), encode(event))


def _observations(captures: tuple[Parsed, ...], order: Order) -> Iterator[Observation]:
    run = digest(order, *(part for c in captures for part in (c.document.manifest.model_dump_json(), c.sha256())))
    desks = {c.document.manifest.source: c.document.manifest.desk for c in captures}
    roster = tuple(RosterEntry(source=source, desk=desk) for source, desk in desks.items())
    for source, desk in desks.items():
        yield RunOpened(run=run, source=source, desk=desk, order=order, roster=roster)
    if order == "arrival":
        for capture in captures:
            yield from _capture(capture, run, order)
    else:
        strides = _strides(captures)
        by_source = sorted(captures, key=lambda c: (c.document.manifest.source, c.document.manifest.captured_at))
        for source, group in groupby(by_source, key=lambda c: c.document.manifest.source):
            for capture in group:
                yield from _capture(capture, run, order)
            for until in strides:
                yield SourceAdvanced(run=run, source=source, desk=desks[source], until=until)
    for source, desk in desks.items():
        yield SourceEnded(run=run, source=source, desk=desk)


def _capture(parsed: Parsed, run: str, order: Order) -> Iterator[Observation]:
    manifest, page = parsed.document.manifest, parsed.page
    capture = Capture(
        source=manifest.source,
        desk=manifest.desk,
        id=parsed.id(),
        captured_at=manifest.captured_at,
        outlet=manifest.outlet,
        country=manifest.country,
        language=page.language,
        url=manifest.url,
        page_title=page.title,
    )
    for post in page.posts:
        yield PostSeen(
            run=run,
            capture=capture,
            order=post.order,
            native_id=post.native_id,
            title=post.title,
            text=post.text,
            published=post.published,
        )
    yield CaptureEnded(
        run=run,
        capture=capture,
        posts=len(page.posts),
        window=manifest.window,
        first=page.first,
        known="reconstructed" if order == "time" else "captured",
    )


def _strides(captures: tuple[Parsed, ...]) -> tuple[datetime, ...]:
    """Instants between which about STRIDE posts of the run lie."""
    times = sorted(post.published.latest for c in captures for post in c.page.posts)
    return tuple(sorted({t + timedelta(microseconds=1) for t in times[STRIDE::STRIDE]}))
