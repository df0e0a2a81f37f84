"""The laws on the desk alone, with made-up readings: any history, whatever fails on the way."""

from collections.abc import Callable
from random import Random

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codec import decode, encode
from schemas.dead_letters import DEAD_LETTER
from schemas.interpretation import Interpretation
from schemas.posts import PostEvent, PostPublished, PostRemoved
from schemas.reading import Reading
from schemas.record import Record
from schemas.story import Story
from schemas.times import Published
from tests.core.histories import History, Move, moves
from tests.core.laws import cited
from tests.core.stub import MADE, SECOND, STORY, Judge, Played, made

histories = st.lists(moves(), min_size=1, max_size=14)
often = settings(max_examples=200, deadline=None)


def played(made_moves: list[Move]) -> tuple[History, list[PostEvent]]:
    """The events of these moves, and the posts that stand after them."""
    history = History((STORY, SECOND))
    events = [event for move in made_moves if (event := history.event(move)) is not None]
    return history, events


@often
@given(histories, st.randoms(use_true_random=False))
def test_law_2_any_history_ends_in_the_state_of_the_posts_that_stand(told: list[Move], chance: Random) -> None:
    history, events = played(told)
    lived, anew = Played(STORY, SECOND), Played(STORY, SECOND)
    for event in events:
        lived.take(event)
    posts = [s.post for s in history.standing.values()]
    chance.shuffle(posts)
    for post in posts:
        anew.take(PostPublished(post=post))
    assert lived.letters == anew.letters == []
    assert lived.states() == anew.states()
    assert lived.claims == anew.claims


@often
@given(histories)
def test_law_4_an_event_that_comes_twice_tells_nothing_twice(told: list[Move]) -> None:
    _, events = played(told)
    desk = Played(STORY, SECOND)
    for event in events:
        desk.take(event)
        assert desk.take(event) == ()
    assert len({c.id for c in desk.changes}) == len(desk.changes)


def test_law_4_a_value_that_comes_back_is_a_change_of_its_own() -> None:
    desk = Played()
    for revision, text in enumerate(("plan=a", "plan=b", "plan=a", "plan=b"), 1):
        desk.take(PostPublished(post=made("a0", 0, text, revision)))
    told = [c for c in desk.changes if c.data.path == "plan"]
    assert [c.data.new for c in told] == ["a", "b", "a", "b"]
    assert len({c.id for c in told}) == 4


class Failing(Judge):
    """Cannot read some texts, until it is mended."""

    def __init__(self, fails: Callable[[str], bool]) -> None:
        self.fails = fails

    def interpret(
        self, title: str | None, text: str, published: Published, country: str | None, reading: Reading, story: Story
    ) -> Interpretation:
        if self.fails(text):
            raise ValueError("no words for this secret")
        return super().interpret(title, text, published, country, reading, story)


@often
@given(histories, st.data())
def test_law_5_what_failed_and_is_put_back_leaves_the_state_as_if_it_had_never_failed(
    told: list[Move], data: st.DataObject
) -> None:
    _, events = played(told)
    if not events:
        return
    sound = Played(STORY, SECOND)
    lost = data.draw(st.sets(st.integers(0, len(events) - 1), min_size=1, max_size=3))
    judge = Failing(lambda text: False)
    desk = Played(STORY, SECOND, judge=judge)
    again: list[Record] = []
    for n, event in enumerate(events):
        sound.take(event)
        record = Record("posts", b"main", encode(event))
        if n not in lost:
            desk.take_record(record)
        elif isinstance(event, PostRemoved) or data.draw(st.booleans()):
            desk.take_record(Record("posts", b"main", (record.value or b"")[1:]))
            again.append(record)
        else:
            letters, kept = len(desk.letters), desk.kept()
            judge.fails = lambda text, of=event: text == of.post.text  # type: ignore[misc]  # of this event
            desk.take_record(record)
            judge.fails = lambda text: False
            if len(desk.letters) > letters:
                again.append(record)
                assert desk.kept() == kept
    found = [decode(DEAD_LETTER, letter) for letter in desk.letters]
    assert [letter.value[-60:] for letter in found] == [(record.value or b"")[-60:] for record in again]
    for record in data.draw(st.permutations(again)):
        desk.take_record(record)
    assert desk.states() == sound.states()
    assert desk.claims == sound.claims


def test_law_8_a_letter_has_the_kind_of_the_error_and_none_of_its_words() -> None:
    desk = Played(judge=Failing(lambda text: True))
    desk.take(PostPublished(post=made("a0", 0, "begun")))
    (letter,) = desk.letters
    found = decode(DEAD_LETTER, letter)
    assert (found.code, found.error, found.topic, found.location) == ("failed", "ValueError", "posts", None)
    assert b"secret" not in letter
    assert orjson.dumps(orjson.loads(letter), option=orjson.OPT_SORT_KEYS) == letter
    assert desk.heads == {}
    assert desk.changes == []


@often
@given(histories)
def test_law_6_every_value_cites_words_that_stand_in_its_post(told: list[Move]) -> None:
    history, events = played(told)
    desk = Played(STORY, SECOND)
    for event in events:
        desk.take(event)
    for head in desk.heads.values():
        for e in cited(head.model_dump(mode="json")):
            at = history.standing[e.post].post
            words = (at.title or "") if e.where == "title" else at.text
            assert (e.revision, words[e.start : e.end]) == (at.revision, e.quote)


@often
@given(histories)
def test_law_7_a_routing_says_who_interpreted_and_on_which_definition(told: list[Move]) -> None:
    _, events = played(told)
    desk = Played(STORY, SECOND)
    for event in events:
        desk.take(event)
    for r in desk.routings:
        assert (r.definition is None) == (r.story is None)
        if r.story is not None:
            assert r.definition == f"hash of {r.story}"
        if r.in_thread and r.story is not None:
            assert r.interpretation is not None
            assert r.interpretation.interpreter == MADE
