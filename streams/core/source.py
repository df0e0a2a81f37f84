"""The SOURCE task: what belongs to one source. Revisions are told apart, and each new one is read."""

from collections.abc import Iterator
from typing import assert_never

from schemas.base import Model
from schemas.codec import decode, encode, hand_on
from schemas.observations import OBSERVATION, RunOpened, SourceAdvanced, SourceEnded, SourceIdle
from schemas.posts import (
    POST_EVENT,
    DeskConfigured,
    GapDetected,
    Post,
    PostEvent,
    PostPublished,
    PostRemoved,
    PostRevised,
)
from schemas.topics import OBSERVATIONS, POSTS
from streams.core.read import PageContext, Person, people, read
from streams.core.revise import revise
from streams.core.rows import Table
from streams.core.store import Record, Store

_KNOWN_PEOPLE = 200
"""How many of the people a page has introduced are remembered, the newest: surnames and pronouns refer to these."""


class _People(Model):
    people: tuple[Person, ...] = ()


_PEOPLE = Table("people", _People)


class Source:
    """Observations in, posts with their readings out, keyed by desk."""

    name = "source"
    source = OBSERVATIONS.name

    def process(self, record: Record, store: Store) -> Iterator[Record]:
        raw = record.value or b""
        events = tuple(revise(decode(OBSERVATION, raw), raw, store))
        known = _introduced(events, store)
        for event in events:
            yield _put_out(_read(event, known))


def _posts(events: tuple[PostEvent, ...]) -> Iterator[Post]:
    for event in events:
        if isinstance(event, PostPublished | PostRevised):
            yield event.post


def _introduced(events: tuple[PostEvent, ...], store: Store) -> tuple[Person, ...]:
    """Whom the page has introduced so far, these posts included."""
    posts = tuple(_posts(events))
    if not posts:
        return ()
    source = posts[0].source
    row = _PEOPLE.get(store, source) or _People()
    known = {p.name: p for p in row.people}
    for post in posts:
        for person in people(post.title, post.text, post.language):
            known.pop(person.name, None)
            known[person.name] = person
    now = _People(people=tuple(known.values())[-_KNOWN_PEOPLE:])
    if now != row:
        _PEOPLE.put(store, now, source)
    return now.people


def _read(event: PostEvent, known: tuple[Person, ...]) -> PostEvent:
    match event:
        case PostPublished(post=post) | PostRevised(post=post):
            context = PageContext(
                outlet=post.outlet,
                country=post.country,
                language=post.language,
                page_title=post.page_title,
                people=known,
            )
            reading = read(post.title, post.text, context)
            return event.model_copy(update={"post": post.model_copy(update={"reading": reading})})
        case _:
            return event


def _put_out(event: PostEvent) -> Record:
    """The event as a record, with so much of the reading left out at its end that it is within the limit of its topic.

    A text at the limit of an observation can be so dense that what is read in it takes more room than the text.
    """
    key, value = _desk(event).encode(), encode(event)
    if len(key) + len(value) > POSTS.limit and isinstance(event, PostPublished | PostRevised):
        shorter = _shorter(event)
        if shorter is not None:
            return _put_out(shorter)
    hand_on(POST_EVENT, value, event)
    return Record(POSTS.name, key, value)


def _shorter(event: PostPublished | PostRevised) -> PostEvent | None:
    """The event with half of the reading; None where one of each is left."""
    reading = event.post.reading
    most = max(len(reading.statements), len(reading.figures)) // 2
    if most == 0:
        return None
    statements = reading.statements[:most]
    figures = tuple(
        f if f.statement is None or f.statement < most else f.model_copy(update={"statement": None})
        for f in reading.figures[:most]
    )
    gone = len(reading.statements) + len(reading.figures) - len(statements) - len(figures)
    kept = reading.model_copy(
        update={"statements": statements, "figures": figures, "left_out": (reading.left_out or 0) + gone}
    )
    return event.model_copy(update={"post": event.post.model_copy(update={"reading": kept})})


def _desk(event: PostEvent) -> str:
    match event:
        case PostPublished(post=post) | PostRevised(post=post):
            return post.desk
        case PostRemoved() | GapDetected() | DeskConfigured():
            return event.desk
        case RunOpened() | SourceAdvanced() | SourceIdle() | SourceEnded():
            return event.desk
        case _:
            assert_never(event)
