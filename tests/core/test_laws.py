"""Laws 2, 4, 5 and 6 on the desk, with made-up readings: any history ends in the state of what stands."""

import itertools
from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.changes import CHANGE, Change
from schemas.codec import decode, encode
from schemas.evidence import Evidence, Span
from schemas.interpretation import AspectValue, Assertion, Interpretation, Stance
from schemas.posts import DeskConfigured, Known, Post, PostEvent, PostPublished, PostRemoved, PostRevised
from schemas.reading import Extractor, Figure, Reading, Statement
from schemas.record import Record
from schemas.story import Ladder, State, Story
from schemas.threads import THREAD_HEAD, ThreadHead
from schemas.times import Interval, Published
from streams.core.isolate import isolate
from streams.core.memory import MemoryStore
from streams.topology import Desk
from tests.core.made import post

STORY = Story(
    id="story",
    title="A made-up story",
    ladder=Ladder(
        id="made",
        title="Made up",
        states=(
            State(name="none"),
            State(name="ordered"),
            State(name="begun"),
            State(name="done"),
            State(name="paused", move="pause"),
        ),
    ),
    gap_hours=1,
)
MADE = Extractor(name="made", version="1")
WORDS = (
    "ordered",
    "begun",
    "done",
    "paused",
    "AA:welcomes",
    "AA:opposes",
    "BB:reserved",
    "BB:neutral",
    "plan=a",
    "plan=b",
    "#3",
    "#5",
)


class Judge:
    """Reads the words of a text as what they say: `AA:welcomes`, `plan=a`, `begun`; figures are in the reading."""

    def matches(self, title: str | None, text: str, page_title: str | None, story: Story) -> bool:
        return True

    def interpret(
        self, title: str | None, text: str, published: Published, country: str | None, reading: Reading, story: Story
    ) -> Interpretation:
        placed = list(spans(text))
        said = [word for word, _ in placed if ":" in word]
        return Interpretation(
            interpreter=MADE,
            assertions=tuple(
                Assertion(
                    span=span,
                    state=word,
                    factuality="happened",
                    effective=Interval(earliest=published.earliest, latest=published.latest),
                )
                for word, span in placed
                if word in {s.name for s in story.ladder.states}
            ),
            stances=tuple(Stance(statement=i, value=word.split(":")[1]) for i, word in enumerate(said)),
            aspects=tuple(
                AspectValue(span=span, path="plan", value=word.split("=")[1]) for word, span in placed if "=" in word
            ),
        )


def spans(text: str) -> Iterable[tuple[str, Span]]:
    at = 0
    for word in text.split(" "):
        yield word, Span(start=at, end=at + len(word))
        at += len(word) + 1


def reading(text: str) -> Reading:
    placed = list(spans(text))
    return Reading(
        extractor=MADE,
        statements=tuple(Statement(span=span, party=word.split(":")[0]) for word, span in placed if ":" in word),
        figures=tuple(
            Figure(span=span, kind="deaths", value=float(word[1:])) for word, span in placed if word[0] == "#"
        ),
    )


class Played:
    """A desk, and all it has told."""

    def __init__(self) -> None:
        self._desk, self._store = Desk(Judge()), MemoryStore()
        self.heads: dict[str, ThreadHead] = {}
        self.changes: list[Change] = []
        self.letters = 0
        self.take(DeskConfigured(desk="main", story=STORY, hash="h"))

    def take(self, event: PostEvent) -> None:
        record = Record("posts", b"main", encode(event))
        for out in isolate("desk", record, self._store, lambda inner: self._desk.process(record, inner)):
            self.letters += out.topic == "dead-letters"
            if out.topic == "threads":
                head = decode(THREAD_HEAD, out.value or b"")
                self.heads[head.thread] = head
            elif out.topic == "changes":
                self.changes.append(decode(CHANGE, out.value or b""))

    def states(self) -> list[str]:
        return sorted(encode(h.state).decode() for h in self.heads.values() if h.state.posts)


def made(name: str, minute: int, text: str, revision: int = 1) -> Post:
    return post(name, source=name[0], minute=minute, text=text, revision=revision, reading=reading(text))


names = st.tuples(st.sampled_from("abc"), st.integers(0, 3)).map(lambda t: f"{t[0]}{t[1]}")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
steps = st.lists(
    st.tuples(names, st.sampled_from(["say", "say", "remove"]), st.integers(0, 240), texts), min_size=1, max_size=14
)


def history(moves: list[tuple[str, str, int, str]]) -> tuple[list[PostEvent], dict[str, Post]]:
    """Events that could come of these moves, and the posts that stand after them."""
    standing: dict[str, Post] = {}
    revisions = itertools.count(2)
    events: list[PostEvent] = []
    seen: set[str] = set()
    for name, what, minute, text in moves:
        old = standing.get(name)
        if what == "remove":
            if old is not None:
                del standing[name]
                known = Known(at=old.captured_at + timedelta(days=1), basis="captured")
                events.append(
                    PostRemoved(
                        id=name,
                        revision=old.revision,
                        source=old.source,
                        desk="main",
                        captured_at=known.at,
                        known=known,
                    )
                )
        elif name in seen:
            standing[name] = made(name, minute, text, next(revisions))
            events.append(PostRevised(edit="material", post=standing[name]))
        else:
            seen.add(name)
            standing[name] = made(name, minute, text)
            events.append(PostPublished(post=standing[name]))
    return events, standing


@settings(max_examples=250, deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_any_history_ends_in_the_state_of_the_posts_that_stand(
    moves: list[tuple[str, str, int, str]], chance: object
) -> None:
    events, standing = history(moves)
    lived, anew = Played(), Played()
    for event in events:
        lived.take(event)
    posts = [PostPublished(post=p) for p in standing.values()]
    chance.shuffle(posts)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    for published in posts:
        anew.take(published)
    assert lived.letters == anew.letters == 0
    assert lived.states() == anew.states()


@settings(max_examples=200, deadline=None)
@given(steps)
def test_every_value_cites_words_that_stand_in_its_post(moves: list[tuple[str, str, int, str]]) -> None:
    events, standing = history(moves)
    lived = Played()
    for event in events:
        lived.take(event)
    for head in lived.heads.values():
        for e in cited(head):
            at = standing[e.post]
            assert (e.revision, at.text[e.start : e.end]) == (at.revision, e.quote)


@settings(max_examples=200, deadline=None)
@given(steps)
def test_an_event_that_comes_twice_tells_nothing_twice(moves: list[tuple[str, str, int, str]]) -> None:
    events, _ = history(moves)
    once, twice = Played(), Played()
    for event in events:
        once.take(event)
        twice.take(event)
        twice.take(event)
    assert once.changes == twice.changes
    assert len({c.id for c in once.changes}) == len(once.changes)


def cited(head: ThreadHead) -> list[Evidence]:
    s = head.state
    found = [e for step in (s.status.timeline if s.status else ()) for e in step.evidence]
    found += [e for r in s.reactions for e in r.evidence] + [e for a in s.aspects for e in a.evidence]
    return found + [q.evidence for f in s.figures for q in f.values] + [b.evidence for b in s.beside]


def test_a_value_whose_words_are_removed_is_retracted_and_falls_back_to_the_rest() -> None:
    desk = Played()
    first, second = made("a0", 0, "ordered AA:welcomes"), made("b0", 5, "begun AA:opposes")
    desk.take(PostPublished(post=first))
    desk.take(PostPublished(post=second))
    known = Known(at=second.captured_at, basis="captured")
    desk.changes.clear()
    desk.take(PostRemoved(id="b0", revision=1, source="b", desk="main", captured_at=known.at, known=known))
    told = [(c.type, c.data.path, c.data.old, c.data.new) for c in desk.changes]
    assert told == [
        ("reaction.retracted", "reactions.AA", "opposes", "welcomes"),
        ("status.retracted", "status", "begun", "ordered"),
    ]


def test_a_value_that_is_overtaken_is_changed_and_not_retracted() -> None:
    desk = Played()
    desk.take(PostPublished(post=made("a0", 0, "ordered")))
    desk.changes.clear()
    desk.take(PostPublished(post=made("b0", 5, "begun")))
    assert [(c.type, c.data.old, c.data.new) for c in desk.changes] == [("status.changed", "ordered", "begun")]
