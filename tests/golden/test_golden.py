"""The seeds must yield what an analyst says they yield, and exactly what was last approved.

`facts/` was written by hand against the texts; `expected/` is our own output, renewed by `make approve`.
"""

from functools import cache
from typing import Any

import pytest

from schemas.posts import POST_EVENT, Post, PostPublished
from schemas.threads import THREAD_HEAD, ThreadHead
from tests.golden.approved import TOPICS, approved, text
from tests.golden.scenarios import facts
from tests.runtimes import Topics
from tests.test_runtimes import expected as replayed

EPISODES = {"ep-2016-03": "main/russia-syria-withdrawal/2016-03", "ep-2017-12": "main/russia-syria-withdrawal/2017-12"}


@cache
def played() -> Topics:
    return replayed()


@cache
def heads() -> dict[str, ThreadHead]:
    found = {}
    for values in played()["threads"].values():
        head = THREAD_HEAD.validate_json(values[-1] or b"")
        found[head.thread] = head
    return found


def head_of(episode: str) -> ThreadHead:
    return next(head for name, head in heads().items() if name.startswith(EPISODES[episode]))


@cache
def posts() -> dict[str, list[Post]]:
    """By source, top of the page first."""
    found: dict[str, list[Post]] = {}
    for values in played()["posts"].values():
        for value in values:
            event = POST_EVENT.validate_json(value or b"")
            if isinstance(event, PostPublished):
                found.setdefault(event.post.source, []).append(event.post)
    return {source: sorted(seen, key=lambda p: -p.distance) for source, seen in found.items()}


@pytest.mark.parametrize("topic", TOPICS)
def test_the_seeds_give_what_was_approved(topic: str) -> None:
    now = text(played()[topic])
    assert approved("seeds", topic, now) == now


@pytest.mark.parametrize("entry", facts("entries")["entries"], ids=lambda entry: str(entry["id"]))
def test_every_post_has_its_place_title_words_and_stamp(entry: dict[str, Any]) -> None:
    post = posts()[entry["file"]][entry["ordinal"] - 1]
    assert (post.title or "") == (entry["title"]["text"] if entry["title"] else "")
    ends = [entry["last60"], entry.get("also_accept", {}).get("last60", entry["last60"])]
    assert any("".join(end.split()) in "".join(post.text.split()) for end in ends)
    if entry["time"]["basis"] == "explicit" and entry["time"]["precision"] == "minute":
        assert post.published.basis == "stamped"
        assert f"{post.published.earliest:%Y-%m-%dT%H:%M:%SZ}" == entry["time"]["instant"]


@pytest.mark.parametrize("told", facts("timeline")["episodes"], ids=lambda told: str(told["episode"]))
def test_the_status_is_what_happened_and_never_what_was_planned(told: dict[str, Any]) -> None:
    status = head_of(told["episode"]).state.status
    assert status is not None
    assert status.current in told["final"]["accept"]
    never = {n["state"] for n in told.get("never", ())} | set(told["final"].get("reject", ()))
    assert {step.state for step in status.timeline}.isdisjoint(never - {"none", "ordered"})


@pytest.mark.parametrize(
    ("episode", "party"),
    [
        (ledger["episode"], party)
        for ledger in facts("reactions")["episodes"]
        for party in ledger["parties"]
        if party["level"] == "must"
    ],
    ids=lambda value: value if isinstance(value, str) else str(value["party"]),
)
def test_every_party_has_its_stance(episode: str, party: dict[str, Any]) -> None:
    stances = {r.party: r.stance for r in head_of(episode).state.reactions}
    assert (stances.get(party["party"]) or "not-a-stance") in party["accept"]


@pytest.mark.parametrize("ledger", facts("reactions")["episodes"], ids=lambda ledger: str(ledger["episode"]))
def test_nobody_who_is_absent_has_a_stance(ledger: dict[str, Any]) -> None:
    told = {r.party for r in head_of(ledger["episode"]).state.reactions if r.stance is not None}
    assert told.isdisjoint({party["party"] for party in ledger["absent"]})
