"""The rule from facts to status: what moves it, and that nothing depends on the order facts come in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.interpretation import Factuality
from schemas.times import Interval
from streams.core.ladder import Fact, status, timeline
from tests.interpret.made_up import AGREEMENT, CEASEFIRE, WITHDRAWAL

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)


def fact(
    state: str,
    hour: int,
    factuality: Factuality = "happened",
    party: str | None = None,
    since: int | None = None,
    dated: bool = True,
) -> Fact:
    said = NOON + timedelta(hours=hour)
    start = NOON + timedelta(hours=hour if since is None else since)
    return Fact(
        id=f"{state} {hour} {factuality} {party} {since}",
        state=state,
        factuality=factuality,
        effective=Interval(earliest=start if dated else None, latest=max(start, said)),
        key=(said, said, "page", hour),
        party=party,
    )


def names(*facts: Fact) -> list[str]:
    return [step.state for step in timeline(WITHDRAWAL.ladder, facts)]


def test_no_fact_no_timeline() -> None:
    assert timeline(WITHDRAWAL.ladder, ()) == ()
    assert status(WITHDRAWAL.ladder, ()) == "none"


@pytest.mark.parametrize("unreal", ["planned", "ordered", "conditional", "denied", "history"])
def test_only_what_happened_moves(unreal: Factuality) -> None:
    assert names(fact("ordered", 0), fact("completed", 1, unreal)) == ["ordered"]


def test_an_older_mention_is_no_step_back() -> None:
    assert names(fact("ordered", 0), fact("under-way", 1), fact("ordered", 2)) == ["ordered", "under-way"]


def test_a_lower_state_told_later_joins_the_timeline_below() -> None:
    assert names(fact("ordered", 0), fact("under-way", 1), fact("begun", 2)) == ["ordered", "begun", "under-way"]


def test_a_pause_holds_until_something_newer() -> None:
    begun, paused = fact("begun", 0), fact("paused", 5)
    assert names(begun, paused)[-1] == "paused"
    assert names(begun, paused, fact("begun", 6, dated=False))[-1] == "paused"
    assert names(begun, paused, fact("under-way", 9))[-1] == "under-way"


def test_an_old_pause_does_not_stop_what_has_gone_on() -> None:
    assert names(fact("under-way", 9), fact("paused", 10, since=3), fact("under-way", 4))[-1] != "none"


def test_a_single_party_does_not_make_what_takes_two() -> None:
    ladder = CEASEFIRE.ladder
    one = fact("agreed", 0, "reported", "Ostrova")
    assert status(ladder, [one]) == "none"
    assert status(ladder, [one, fact("agreed", 1, "reported", "Highland Front")]) == "agreed"
    assert status(ladder, [one, fact("agreed", 1)]) == "agreed"
    assert status(ladder, [fact("agreed", 0, "reported", "Ostrova+Highland Front")]) == "agreed"


def test_a_collapse_outlasts_a_breach() -> None:
    facts = [fact("in-force", 0), fact("collapsed", 3), fact("violated", 4)]
    assert status(CEASEFIRE.ladder, facts) == "collapsed"


def test_a_later_report_can_only_show_that_it_was_so_sooner() -> None:
    (step,) = timeline(AGREEMENT.ladder, [fact("signed", 4, dated=False), fact("signed", 9, since=-2)])
    assert step.effective.latest == NOON + timedelta(hours=4)
    assert len(step.facts) == 2


_STATES = [s.name for s in WITHDRAWAL.ladder.states]


@given(
    st.lists(
        st.builds(
            fact,
            st.sampled_from(_STATES),
            st.integers(0, 20),
            st.sampled_from(("happened", "reported", "planned", "denied", "history")),
            st.sampled_from((None, "A", "B", "A+B")),
            st.sampled_from((None, -5, 0, 3)),
            st.booleans(),
        ),
        max_size=12,
        unique_by=lambda f: f.id,
    )
)
def test_the_order_of_facts_does_not_matter(facts: list[Fact]) -> None:
    shuffled = sorted(facts, key=lambda f: f.id[::-1])
    assert timeline(WITHDRAWAL.ladder, facts) == timeline(WITHDRAWAL.ladder, shuffled)


@given(
    st.lists(
        st.builds(fact, st.sampled_from(_STATES[:6]), st.integers(0, 20), st.sampled_from(("happened", "planned"))),
        max_size=12,
        unique_by=lambda f: f.id,
    )
)
def test_progress_never_goes_back_and_every_step_cites(facts: list[Fact]) -> None:
    steps = timeline(WITHDRAWAL.ladder, facts)
    ranks = [_STATES.index(step.state) for step in steps]
    assert ranks == sorted(set(ranks))
    known = {f.id for f in facts if f.factuality == "happened"}
    assert all(step.facts and set(step.facts) <= known for step in steps)
