"""What the desk makes of single posts, and tells, in the words of the reader: small cases, each of one rule."""

from schemas.evidence import Span
from schemas.posts import Known, PostPublished, PostRemoved, PostRevised
from schemas.reading import Figure, Reading, Statement
from tests.core.histories import WIRES
from tests.core.stub import MADE, Played, made


def told(desk: Played) -> list[tuple[str, str | None, str | None]]:
    """What was told since the last time but the opening of threads."""
    found: list[tuple[str, str | None, str | None]] = [
        (c.type, c.data.old, c.data.new) for c in desk.changes if c.data.path != "thread"
    ]
    desk.changes.clear()
    return found


def say(desk: Played, name: str, minute: int, text: str, revision: int = 1) -> None:
    post = made(name, minute, text, revision)
    desk.take(PostPublished(post=post) if revision == 1 else PostRevised(edit="material", post=post))


def remove(desk: Played, name: str) -> None:
    known = Known(at=made(name, 999, "").captured_at, basis="captured")
    desk.take(PostRemoved(id=name, revision=1, source=name[0], desk="main", captured_at=known.at, known=known))


def test_a_value_whose_words_are_removed_is_retracted_and_falls_back_to_the_rest() -> None:
    desk = Played()
    say(desk, "a0", 0, "ordered AA:welcomes plan=a #3")
    say(desk, "b0", 5, "begun AA:opposes plan=b #5")
    told(desk)
    remove(desk, "b0")
    assert told(desk) == [
        ("figure.retracted", "3; 5", "3"),
        ("aspect.retracted", "b", "a"),
        ("reaction.retracted", "opposes", "welcomes"),
        ("status.retracted", "begun", "ordered"),
    ]
    remove(desk, "a0")
    assert told(desk) == [
        ("figure.retracted", "3", None),
        ("aspect.retracted", "a", None),
        ("reaction.retracted", "welcomes", None),
        ("status.retracted", "ordered", None),
    ]


def test_a_value_that_is_overtaken_is_changed_and_not_retracted() -> None:
    desk = Played()
    say(desk, "a0", 0, "ordered AA:welcomes plan=a #3")
    assert told(desk) == [
        ("figure.reported", None, "3"),
        ("aspect.changed", None, "a"),
        ("reaction.added", None, "welcomes"),
        ("status.changed", None, "ordered"),
    ]
    say(desk, "b0", 5, "begun AA:opposes plan=b #5")
    assert told(desk) == [
        ("figure.disputed", "3", "3; 5"),
        ("aspect.changed", "a", "b"),
        ("reaction.changed", "welcomes", "opposes"),
        ("status.changed", "ordered", "begun"),
    ]


def test_a_corrected_value_is_retracted_also_where_another_stands_in_its_place() -> None:
    desk = Played()
    say(desk, "a0", 0, "begun AA:welcomes plan=a #3")
    told(desk)
    say(desk, "a0", 0, "ordered AA:opposes plan=b #4", 2)
    assert told(desk) == [
        ("figure.retracted", "3", "4"),
        ("aspect.retracted", "a", "b"),
        ("reaction.retracted", "welcomes", "opposes"),
        ("status.retracted", "begun", "ordered"),
    ]


def test_a_second_source_is_told_once_and_a_third_is_not() -> None:
    desk = Played()
    say(desk, "a0", 0, "begun")
    say(desk, "a1", 1, "begun")
    told(desk)
    say(desk, "b0", 2, "begun")
    (change,) = desk.changes
    assert [e.post for e in change.data.evidence] == ["b0"]
    assert told(desk) == [("corroboration.added", "begun", "begun")]
    say(desk, "c0", 3, "begun")
    assert told(desk) == []


def test_of_many_sources_the_first_by_name_stand_side_by_side() -> None:
    desk = Played()
    for n in range(40):
        p = made(f"s{n}", n, f"#{n}")
        desk.take(PostPublished(post=p.model_copy(update={"source": f"s{n:02}"})))
    (figure,) = desk.heads["main/story/2031-05-04"].state.figures
    assert [q.source for q in figure.values] == [f"s{n:02}" for n in range(32)]


def test_values_of_one_number_in_other_words_are_no_dispute() -> None:
    desk = Played()
    say(desk, "a0", 0, "%3000+")
    say(desk, "b0", 1, "%3000")
    (figure,) = desk.heads["main/story/2031-05-04"].state.figures
    assert (figure.disputed, len(figure.values)) == (False, 1)
    assert told(desk) == [("figure.reported", None, "at least 3,000 people")]
    say(desk, "b0", 1, "%3000..4000", 2)
    assert told(desk) == [("figure.disputed", "at least 3,000 people", "at least 3,000 people; 3,000 to 4,000 people")]


def test_beside_the_status_stand_the_newest_few_of_each_state_and_no_history() -> None:
    desk = Played()
    for n, text in enumerate(("done/planned", "done/denied", "done/ordered", "done/conditional", "begun/history")):
        say(desk, f"a{n}", n, text)
    state = desk.heads["main/story/2031-05-04"].state
    assert [b.factuality for b in state.beside] == ["denied", "ordered", "conditional"]
    assert state.status is None
    assert told(desk) == []


def test_a_second_source_beyond_the_words_that_are_cited_is_told_with_these() -> None:
    desk = Played()
    for n in range(3):
        say(desk, f"a{n}", n, "begun")
    told(desk)
    say(desk, "b0", 5, "begun")
    (change,) = desk.changes
    assert [e.post for e in change.data.evidence] == ["a0", "a1", "a2"]


def test_a_party_that_no_longer_takes_a_stance_is_told_without_words() -> None:
    desk = Played()
    say(desk, "b0", 0, "AA:-")
    say(desk, "a0", 5, "AA:welcomes")
    desk.changes.clear()
    remove(desk, "a0")
    (change,) = desk.changes
    assert (change.type, change.data.new, change.data.evidence) == ("reaction.retracted", None, ())


def test_a_copy_does_not_bring_an_old_value_back() -> None:
    desk = Played()
    say(desk, "a0", 0, WIRES[1])
    say(desk, "b0", 5, "plan=b BB:neutral")
    desk.changes.clear()
    say(desk, "c0", 9, WIRES[1])
    assert told(desk) == []
    (plan,) = desk.heads["main/story/2031-05-04"].state.aspects
    assert (plan.value, plan.sources) == ("b", 1)


def test_a_copy_is_counted_once_however_often_its_words_are_repeated() -> None:
    desk = Played()
    for n, source in enumerate("abc"):
        say(desk, f"{source}0", n, WIRES[0])
    (reaction,) = desk.heads["main/story/2031-05-04"].state.reactions
    assert (reaction.statements, reaction.copies, reaction.repeated) == (3, 2, ())


def test_beside_the_status_stand_no_more_than_the_newest_eight_and_who_says_so() -> None:
    desk = Played()
    for n, state in enumerate(("ordered", "begun", "done", "paused")):
        for k in range(3):
            say(desk, f"a{n}{k}", 3 * n + k, f"AA:- {state}/planned^")
    beside = desk.heads["main/story/2031-05-04"].state.beside
    assert [b.evidence.post for b in beside] == ["a11", "a12", "a20", "a21", "a22", "a30", "a31", "a32"]
    assert {b.party for b in beside} == {"AA"}


def test_one_number_of_two_units_is_two_values_and_each_has_its_speaker() -> None:
    desk = Played()
    for n, unit in enumerate(("people", "soldiers")):
        span = Span(start=0, end=4)
        reading = Reading(
            extractor=MADE,
            statements=(Statement(span=span, speaker=f"speaker {n}"),),
            figures=(Figure(span=span, kind="deaths", value=7, unit=unit, statement=0),),
        )
        desk.take(PostPublished(post=made(f"{'ab'[n]}0", n, "text").model_copy(update={"reading": reading})))
    (figure,) = desk.heads["main/story/2031-05-04"].state.figures
    assert [(q.unit, q.speaker) for q in figure.values] == [("people", "speaker 0"), ("soldiers", "speaker 1")]
    assert not figure.disputed


def test_words_that_add_nothing_to_the_state_make_no_new_head() -> None:
    desk = Played()
    say(desk, "a0", 0, "nothing")
    outputs = desk.take(PostRevised(edit="material", post=made("a0", 0, "begun/history", 2)))
    assert {o.topic for o in outputs} == {"claims", "routings"}
