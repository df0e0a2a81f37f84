"""`storyloom verify`: says which laws hold on a log, and what is broken where."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from connectors.recorded import record
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.record import Record
from schemas.topics import BY_NAME, TOPICS
from storyloom.dead_letters import redrive
from storyloom.verify import PASSES, Findings, verify
from streams.embedded import Log
from tests.golden.scenarios import scenarios
from tests.test_asof import TEXTS, capture
from tests.test_commands import run
from tests.test_dead_letters import NOT_JSON, lost
from tests.test_runtimes import seeds


def log_of(records: list[Record]) -> Log:
    log = Log(None)
    log.append(records)
    log.run()
    return log


def altered(log: Log, topic: str, change: Callable[[list[Record]], list[Record]]) -> Findings:
    """What is found on a copy of the log with other records in one topic."""
    with Log(None) as copy:
        for name in BY_NAME:
            records = list(log.read(name))
            copy.append(change(records) if name == topic else records)
        return verify(copy)


def test_a_sound_log_holds_every_law_and_progress_comes_to_its_end() -> None:
    log, done = log_of([*seeds()]), list[int]()
    found = verify(log, done.append)
    assert ([line[:11] for line in found.holds], found.broken, found.notes) == (
        ["law 1 holds", "law 2 holds", "law 6 holds"],
        [],
        [],
    )
    assert sum(done) == PASSES * sum(1 for topic in ("observations", "posts") for _ in log.read(topic))


@pytest.mark.parametrize("name", ["i-a", "ii-c", "iv-a"])
def test_so_does_a_log_in_which_posts_were_removed_and_corrected_in_any_order(name: str) -> None:
    assert verify(log_of([*scenarios()[name].records()])).broken == []


def test_a_replay_into_the_log_again_is_no_fault() -> None:
    log = log_of([*seeds()])
    log.append(seeds())
    log.run()
    assert verify(log).broken == []


def with_records(log: Log, topic: str, place: int, records: list[Record]) -> Log:
    """The log with more records at a place of one topic."""
    copy = Log(None)
    for name in BY_NAME:
        there = list(log.read(name))
        copy.append([*there[:place], *records, *there[place:]] if name == topic else there)
    return copy


def test_an_observation_that_was_lost_and_put_back_is_no_fault() -> None:
    whole = [*seeds()]
    at = next(n for n, r in enumerate(whole) if b'"capture.ended"' in (r.value or b""))
    log = log_of([*whole[:at], lost(whole[at], "source"), *whole[at + 1 :]])
    redrive(log, ())
    place = sum(r.topic == "observations" for r in whole[:at])
    found = verify(with_records(log, "observations", place, [whole[at]]))
    assert found.broken == []
    assert found.notes == ["a record that an earlier version lost would be used by this one"]
    assert verify(with_records(log, "observations", place, [])).broken


def test_a_post_that_was_lost_and_put_back_is_no_fault() -> None:
    one, other = ([*map(record, capture(source, 9, [(n, TEXTS[n])]))] for n, source in enumerate(("alpha", "beta")))
    (first,) = log_of(one).read("posts")
    log = log_of([*other, lost(first, "desk")])
    redrive(log, ())
    found = verify(with_records(with_records(log, "observations", 0, one), "posts", 0, [first]))
    assert found.broken == []
    assert found.notes == ["a record that an earlier version lost would be used by this one"]


def test_dead_letters_that_wait_are_noted() -> None:
    log = log_of([*seeds(), Record("observations", b"z", NOT_JSON), Record("posts", b"main", b"[]")])
    found = verify(log)
    assert (found.broken, found.notes) == ([], ["2 dead letters not put back: `storyloom dead-letters list`"])


@pytest.mark.parametrize("topic", ["posts", "routings", "claims", "threads", "changes"])
def test_other_bytes_are_told_with_topic_record_and_field(topic: str) -> None:
    def other(records: list[Record]) -> list[Record]:
        at = next(n for n, r in enumerate(records) if b'"revision":1' in (r.value or b""))
        value = (records[at].value or b"").replace(b'"revision":1', b'"revision":7', 1)
        return [*records[:at], Record(topic, records[at].key, value), *records[at + 1 :]]

    told = altered(log_of([*seeds()]), topic, other).broken
    fault = next(line for line in told if line.startswith(f"law 1 is broken: {topic} record "))
    assert "revision 7; a replay gives 1" in fault


@pytest.mark.parametrize("topic", ["posts", "routings", "claims", "threads", "changes"])
def test_a_record_too_few_or_too_many_is_told(topic: str) -> None:
    log = log_of([*seeds()])
    fewer = altered(log, topic, lambda records: records[:-1]).broken
    assert any(line.startswith(f"law 1 is broken: {topic} ends before record ") for line in fewer)
    more = altered(log, topic, lambda records: [*records, records[-1]]).broken
    assert any(line.startswith(f"law 1 is broken: {topic} ") for line in more)


def test_words_that_are_not_in_the_post_are_told() -> None:
    def other(records: list[Record]) -> list[Record]:
        value = (records[0].value or b"").replace(b'"quote":"9', b'"quote":"8', 1)
        return [Record("claims", records[0].key, value), *records[1:]]

    told = altered(log_of([*seeds()]), "claims", other).broken
    assert any(line.startswith("law 6 is broken: claim ") and "cites words that are not in " in line for line in told)


def test_a_record_that_no_stage_can_have_written_is_a_damaged_log(tmp_path: Path) -> None:
    with Log(tmp_path / "log.db") as log:
        log.append([Record("threads", b"main/t", b'{"thread":1}')])
    for command in ("show", "verify", "reread"):
        done = run(command, "--log", tmp_path / "log.db")
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert "the log is damaged: no record of threads at key 'main/t'" in done.stderr


def test_posts_read_by_another_version_are_noted_and_keep_their_readings() -> None:
    def other(records: list[Record]) -> list[Record]:
        return [Record(r.topic, r.key, (r.value or b"").replace(b'"rules-en"', b'"rules-of-old"')) for r in records]

    found = altered(log_of([*seeds()]), "posts", other)
    assert not any(line.startswith("law 1 is broken: posts") for line in found.broken)
    assert any(note.startswith("posts were read by rules-of-old ") for note in found.notes)


def test_the_command_says_what_is_broken_and_exits_with_1(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    sound = log_of([*seeds()])
    with Log(path) as log:
        for topic in TOPICS:
            log.append([*sound.read(topic.name)][: -1 if topic.name == "changes" else None])
    with Log(path, read_only=True) as log:
        assert sum(1 for _ in log.read("changes")) > 1
    done = run("verify", "--log", path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "law 1 is broken: changes ends before record" in done.stdout
    assert "law 2 holds" in done.stdout


def test_what_is_interpreted_in_another_language_is_compared_like_the_rest() -> None:
    text = (
        "El Gobierno de Rusia ha ordenado la retirada de las tropas que tenía en la base de Tartus, y se van el lunes."
    )
    log = log_of([*configure(load_stories(SHIPPED), ["main"]), *map(record, capture("alpha", 9, [(0, text)]))])
    used = {orjson.loads(r.value or b"")["interpretation"]["interpreter"]["name"] for r in log.read("routings")}
    assert used == {"cues-es"}
    assert verify(log).notes == []
    old = altered(
        log,
        "routings",
        lambda records: [replace(r, value=(r.value or b"").replace(b"cues-es", b"cues-xx")) for r in records],
    )
    assert "interpreted by cues-xx" in old.notes[0]
