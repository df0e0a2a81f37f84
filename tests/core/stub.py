"""A desk with made-up readings: a text says in single words what its reading and its interpretation are.

`begun` asserts a state, `begun/planned` says how real it is, `begun-90` became so 90 minutes before the post, `begun~`
nobody knows when; `agreed^` is said by the last statement before it. `AA:welcomes` is a stance, `AA:-` a statement
about something else, `AA/Smith:welcomes:apples_pears` has a speaker and words of its own. `plan=a` is an aspect, `#3`
and `#3..5` count the dead, `%3` the wounded (people), `#3+` at least so many, `#3^` says it by the last statement.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar, cast

from pydantic import BaseModel, TypeAdapter

from schemas.changes import CHANGE, Change
from schemas.claims import CLAIM, Claim
from schemas.codec import decode, encode
from schemas.evidence import Span, Where
from schemas.interpretation import AspectValue, Assertion, Factuality, Interpretation, Stance, StanceValue
from schemas.posts import DeskConfigured, Post, PostEvent
from schemas.reading import Extractor, Figure, Reading, Statement
from schemas.record import Record
from schemas.routings import ROUTING, Routing
from schemas.story import Ladder, Party, State, Story
from schemas.threads import THREAD_HEAD, ThreadHead
from schemas.times import Interval, Published
from streams.core.isolate import isolate
from streams.core.memory import MemoryStore
from streams.topology import Desk
from tests.core.made import post

T = TypeVar("T", bound=BaseModel)

MADE = Extractor(name="made", version="1")
LADDER = Ladder(
    id="made",
    title="Made up",
    states=(
        State(name="none"),
        State(name="ordered"),
        State(name="agreed", mutual=True),
        State(name="begun"),
        State(name="done"),
        State(name="paused", move="pause"),
        State(name="undone", move="reversal"),
    ),
)
STORY = Story(
    id="story",
    title="A made-up story",
    ladder=LADDER,
    parties=(Party(name="Northern Front", variants=("NN",)),),
    gap_hours=1,
)
SECOND = Story(id="second", title="Another one", ladder=LADDER, gap_hours=24)
OUTSIDE, TWICE = "elsewhere", "twofold"
"""Words of a text that belongs to no declared story, and to both."""

SPEAKERS = {"Smith": "Ann Smith", "she": "Bea Jones"}
_STATE = re.compile(r"(ordered|agreed|begun|done|paused|undone)(?:/(\w+))?(-\d+|~)?(\^)?")
_SAID = re.compile(r"([A-Z]{2})(?:/(\w+))?:(\w+|-)(?::([\w-]+))?")
_ASPECT = re.compile(r"(plan|scope)=(\w)")
_FIGURE = re.compile(r"([#%])(\d+)(?:\.\.(\d+))?(\+)?(\^)?")
_KINDS = {"#": "deaths", "%": "injured"}


def _words(title: str | None, text: str) -> Iterator[tuple[str, Span]]:
    for where, part in (("title", title or ""), ("text", text)):
        for word in re.finditer(r"\S+", part):
            yield word[0], Span(where=cast(Where, where), start=word.start(), end=word.end())


def reading(text: str, title: str | None = None) -> Reading:
    """What the text says, whatever the story."""
    statements: list[Statement] = []
    figures: list[Figure] = []
    for word, span in _words(title, text):
        if said := _SAID.fullmatch(word):
            speaker = said[2]
            canonical = SPEAKERS.get(speaker)
            statements.append(Statement(span=span, party=said[1], speaker=speaker, canonical=canonical))
        elif count := _FIGURE.fullmatch(word):
            high = float(count[3]) if count[3] else None
            by = len(statements) - 1 if count[5] and statements else None
            figures.append(
                Figure(
                    span=span,
                    kind=_KINDS[count[1]],
                    value=float(count[2]),
                    high=high,
                    unit="people" if count[1] == "%" else None,
                    qualifier="at least" if count[4] else None,
                    statement=by,
                )
            )
    return Reading(extractor=MADE, statements=tuple(statements), figures=tuple(figures))


class Judge:
    """Finds in a text what it says for any story."""

    def matches(self, title: str | None, text: str, page_title: str | None, story: Story, language: str | None) -> bool:
        words = text.split()
        return OUTSIDE not in words and (story.id == STORY.id or TWICE in words)

    def interpret(
        self, title: str | None, text: str, published: Published, country: str | None, reading: Reading, story: Story
    ) -> Interpretation:
        assertions: list[Assertion] = []
        aspects: list[AspectValue] = []
        stances: list[Stance] = []
        statements = 0
        for word, span in _words(title, text):
            if said := _SAID.fullmatch(word):
                if said[3] != "-":
                    stances.append(Stance(statement=statements, value=cast(StanceValue, said[3])))
                statements += 1
            elif aspect := _ASPECT.fullmatch(word):
                aspects.append(AspectValue(span=span, path=aspect[1], value=aspect[2]))
            elif state := _STATE.fullmatch(word):
                assertions.append(
                    Assertion(
                        span=span,
                        state=state[1],
                        factuality=cast(Factuality, state[2] or "happened"),
                        effective=_effective(published, state[3]),
                        statement=statements - 1 if state[4] and statements else None,
                    )
                )
        return Interpretation(
            interpreter=MADE, assertions=tuple(assertions), stances=tuple(stances), aspects=tuple(aspects)
        )


def _effective(published: Published, when: str | None) -> Interval:
    if when == "~":
        return Interval()
    before = timedelta(minutes=int(when or 0))
    earliest = published.earliest + before if published.earliest else None
    return Interval(earliest=earliest, latest=published.latest + before)


def made(name: str, minute: int, text: str, revision: int = 1, title: str | None = None) -> Post:
    """A post of the source that its name begins with."""
    found = reading(text, title)
    return post(name, source=name[0], minute=minute, text=text, title=title, revision=revision, reading=found)


def _exact(kind: TypeAdapter[T], value: bytes) -> T:
    """The record that these bytes are the one encoding of (law 8)."""
    found = decode(kind, value)
    assert encode(found) == value
    return found


class Played:
    """A desk, and all it has told."""

    def __init__(self, *stories: Story, judge: Judge | None = None) -> None:
        self._desk, self._store = Desk(judge or Judge()), MemoryStore()
        self.heads: dict[str, ThreadHead] = {}
        self.changes: list[Change] = []
        self.claims: dict[bytes, Claim] = {}
        self.routings: list[Routing] = []
        self.letters: list[bytes] = []
        for story in stories or (STORY,):
            self.configure(story)

    def configure(self, story: Story) -> None:
        self.take(DeskConfigured(desk="main", story=story, hash=f"hash of {story.id}"))

    def take(self, event: PostEvent) -> tuple[Record, ...]:
        return self.take_record(Record("posts", b"main", encode(event)))

    def take_record(self, record: Record) -> tuple[Record, ...]:
        outputs = isolate("desk", record, self._store, lambda inner: self._desk.process(record, inner))
        for out in outputs:
            value = out.value or b""
            match out.topic:
                case "threads":
                    head = _exact(THREAD_HEAD, value)
                    self.heads[head.thread] = head
                case "changes":
                    self.changes.append(_exact(CHANGE, value))
                case "routings":
                    self.routings.append(_exact(ROUTING, value))
                case "claims" if out.value is None:
                    self.claims.pop(out.key, None)
                case "claims":
                    self.claims[out.key] = _exact(CLAIM, value)
                case _:
                    self.letters.append(value)
        return outputs

    def kept(self) -> list[tuple[bytes, bytes]]:
        """All of the store."""
        return list(self._store.scan(b"", b"\xff"))

    def states(self) -> list[str]:
        """Of the threads that hold posts, whatever their names."""
        return sorted(encode(h.state).decode() for h in self.heads.values() if h.state.posts)
