"""Each scenario must end as an analyst says, and give exactly what was last approved."""

from functools import cache
from typing import Any

import pytest

from schemas.changes import CHANGE, Change
from schemas.threads import THREAD_HEAD, ThreadHead
from tests.golden.approved import EXPECTED, TOPICS, approved, newest, text
from tests.golden.scenarios import facts, scenarios
from tests.golden.test_golden import EPISODES, head_of, heads, played
from tests.runtimes import Embedded, Topics

CASES = {case["id"]: case for told in facts("notifications")["scenarios"] for case in told["cases"]}
NOTIFICATIONS = {told["id"]: told for told in facts("notifications")["notifications"]}
COMPACT = ("threads", "claims")


@cache
def ended(name: str) -> Topics:
    return Embedded().play(scenarios()[name].records())


def written(topics: Topics, topic: str) -> str:
    return text(newest(topics[topic]) if topic in COMPACT else topics[topic])


def head(name: str, episode: str) -> ThreadHead:
    every = [THREAD_HEAD.validate_json(values[-1] or b"") for values in ended(name)["threads"].values()]
    (found,) = (h for h in every if h.thread.startswith(EPISODES[episode]) and h.meta.merged_into is None)
    return found


def changes(name: str) -> list[Change]:
    return [CHANGE.validate_json(value or b"") for values in ended(name)["changes"].values() for value in values]


def value(state: ThreadHead, path: str) -> str | None:
    found: dict[str, str | None] = {f"reactions.{r.party}": r.stance for r in state.state.reactions}
    found |= {a.path: a.value for a in state.state.aspects}
    return found.get(path, state.state.status.current if path == "status" and state.state.status else None)


def states(name: str) -> list[str]:
    found = [THREAD_HEAD.validate_json(values[-1] or b"") for values in ended(name)["threads"].values()]
    return sorted(h.state.model_dump_json() for h in found if h.state.posts)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("name", scenarios())
def test_a_scenario_gives_what_was_approved(name: str, topic: str) -> None:
    now = written(ended(name), topic)
    assert approved(name, topic, now, otherwise=written(played(), topic)) == now


def test_there_is_no_approved_output_of_anything_else() -> None:
    assert {folder.name for folder in EXPECTED.iterdir()} <= {"seeds", *scenarios()}


def test_a_page_twice_changes_nothing() -> None:
    for name in ("iii-a", "iii-a-polled"):
        assert not (EXPECTED / name).exists()


@pytest.mark.parametrize("name", ["iv-a", "iv-a-2", "iv-b", "iv-c"])
def test_another_order_of_pages_ends_in_the_same_claims_and_states(name: str) -> None:
    assert written(ended(name), "claims") == written(played(), "claims")
    assert states(name) == sorted(h.state.model_dump_json() for h in heads().values())


def test_a_page_seen_while_it_grew_ends_in_the_same_values() -> None:
    """Its posts' times are known more sharply then, so the bytes are others."""
    for episode in EPISODES:
        now, then = head("iv-d", episode), head_of(episode)
        for path in (
            {"status"} | {f"reactions.{r.party}" for r in then.state.reactions} | {a.path for a in then.state.aspects}
        ):
            assert value(now, path) == value(then, path)


@pytest.mark.parametrize("name", [name for name in scenarios() if name in CASES])
def test_the_status_afterwards_is_what_still_rests_on_something(name: str) -> None:
    told = CASES[name]["status_after"]
    status = head(name, told["episode"]).state.status
    assert (status.current if status else "none") in told["accept"]


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        pytest.param(name, NOTIFICATIONS[c["notification"]], id=f"{name} {c['notification']}")
        for name, case in CASES.items()
        if name in scenarios()
        for c in case["changes"]
        if (c["change"], c["level"]) == ("retracted", "must")
    ],
)
def test_what_lost_its_words_is_retracted(name: str, moved: dict[str, Any]) -> None:
    assert value(head(name, moved["episode"]), moved["path"]) is None
    told = [c.type for c in changes(name) if c.data.path == moved["path"] and c.data.new is None]
    assert told
    assert all(kind.endswith(".retracted") for kind in told)


@pytest.mark.parametrize("name", [name for name in scenarios() if name in CASES])
def test_what_rests_on_other_words_is_not_retracted(name: str) -> None:
    stay = {NOTIFICATIONS[n]["path"] for n in CASES[name]["unchanged"]}
    gone = {c.data.path for c in changes(name) if c.type.endswith(".retracted") and c.data.new is None}
    assert stay.isdisjoint(gone)
