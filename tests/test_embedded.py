"""The embedded runtime: resumes where it stopped, keeps a second writer out, refuses what it cannot read."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.faultlab.real import large
from benchmarks.kafkabench.generated import generated
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.dead_letters import DEAD_LETTER
from schemas.errors import LogUnusable
from schemas.record import Record
from schemas.topics import TOPICS
from streams.embedded import Log
from tests.runtimes import Topics, by_key
from tests.test_runtimes import expected, seeds


def everything(log: Log) -> Topics:
    return by_key([r for topic in TOPICS for r in log.read(topic.name)])


def test_an_interrupted_batch_leaves_nothing_and_the_next_run_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    records, stops = seeds(), 0
    with Log(path) as log:
        log.append(records)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    while True:
        with Log(path) as log:
            try:
                log.run(stop, batch=3)
            except KeyboardInterrupt:
                stops += 1
                continue
            assert stops > 5
            assert everything(log) == expected()
            return


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_cut_of_the_input_gives_the_same_bytes(data: st.DataObject) -> None:
    records = seeds()
    cuts = sorted(data.draw(st.sets(st.integers(1, len(records) - 1), max_size=4)))
    with Log(None) as log:
        for start, end in zip([0, *cuts], [*cuts, len(records)], strict=True):
            log.append(records[start:end])
            log.run(batch=data.draw(st.integers(1, 20)))
        assert everything(log) == expected()


def test_a_second_writer_is_refused_and_a_reader_is_not(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with Log(path) as log:
        log.append(seeds())
        with pytest.raises(LogUnusable, match="another process is writing"):
            Log(path)
        with Log(path, read_only=True) as reader:
            assert sum(1 for _ in reader.read("observations")) > 20


def test_a_log_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    Log(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LogUnusable, match=r"format 99.*: replay its sources into a new log"):
        Log(path)


def test_a_file_that_is_no_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.write_bytes(b"this is no database, whatever it is called" * 50)
    with pytest.raises(LogUnusable, match="cannot be used"):
        Log(path)


def test_bytes_that_are_no_record_become_a_dead_letter_and_the_stream_goes_on() -> None:
    broken = Record("observations", b"a", b"{no json")
    with Log(None) as log:
        log.append([broken, *seeds(), Record("posts", b"main", b'{"type":"post.unheard-of"}')])
        log.run()
        played = everything(log)
    letters = played.pop("dead-letters")
    assert [len(values) for _, values in sorted(letters.items())] == [1, 1]
    sound = expected()
    for topic in ("claims", "threads", "changes", "routings"):
        assert played[topic] == sound[topic]


def test_an_output_over_its_topics_limit_becomes_a_dead_letter() -> None:
    records = [*configure(load_stories(SHIPPED), ["desk-0"]), *generated(40, 1, 1)]
    at = next(n for n, record in enumerate(records) if b'"post.seen"' in (record.value or b""))
    records[at] = large(records[at])
    with Log(None) as log:
        log.append(records)
        log.run()
        assert [DEAD_LETTER.validate_json(r.value or b"").code for r in log.read("dead-letters")] == ["oversized"]
