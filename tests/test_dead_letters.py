"""Dead letters end to end: listed, shown, and put back as if nothing had happened."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from schemas.codec import encode
from schemas.dead_letters import DeadLetter
from schemas.posts import Known, PostPublished, PostRemoved, PostRevised
from schemas.record import Record
from schemas.topics import DEAD_LETTERS, INPUT_BYTES
from storyloom.dead_letters import putting_back, redrive, waiting
from storyloom.ledger import read
from streams.embedded import Log
from tests.core.made import at, post
from tests.test_commands import run
from tests.test_runtimes import seeds

WRONG = b'{"type":"post.seen","capture":{"source":"z","desk":"main","captured_at":"2016-03-14T19:16:59Z"},"order":0}'
NOT_JSON = b'{"text":"\xff\x1b[31mred \xe2\x80\xae [bold]"'


def lost(record: Record, stage: str) -> Record:
    """The letter that an earlier version, which failed on the record, left in its place."""
    letter = DeadLetter(
        topic=record.topic,
        code="failed",
        stage=stage,
        version="0",
        error="KeyError",
        key=record.key,
        value=record.value or b"",
    )
    return Record(DEAD_LETTERS.name, record.topic.encode(), encode(letter))


def states(records: Sequence[Record]) -> list[str]:
    with Log(None) as log:
        log.append(records)
        log.run()
        redrive(log, ())
        assert waiting(log.read(DEAD_LETTERS.name)) == ()
        return sorted(h.state.model_dump_json() for h in read(log).threads())


def dead_letters(*arguments: str, log: Path) -> subprocess.CompletedProcess[str]:
    return run("dead-letters", *arguments, "--log", log)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    with Log(path) as opened:
        opened.append([Record("observations", b"z", WRONG)] * 2 + [Record("observations", b"z", NOT_JSON), *seeds()])
        opened.append([Record("posts", b"main", b'{"type":"post.unheard-of"}')])
        opened.run()
    return path


def test_list_has_a_line_for_each_with_desk_time_stage_and_reason(log: Path) -> None:
    lines = [" ".join(line.split()) for line in dead_letters("list", log=log).stdout.splitlines()[1:]]
    assert [line.split(" ", 1)[1] for line in lines] == [
        "main 2016-03-14 19:16 source no record of observations: post.seen.capture.id is wrong (2 times)",
        "not known not known source no record of observations: not JSON",
        "main not known desk no record of posts: of no known type",
    ]


def test_show_has_the_cause_and_bytes_that_cannot_steer_a_terminal(log: Path) -> None:
    name = dead_letters("list", log=log).stdout.splitlines()[2].split()[0]
    shown = dead_letters("show", name, log=log).stdout
    assert "Undecodable" in shown
    assert r"\xff\x1b[31mred \u202e [bold]" in shown
    assert "\x1b" not in shown
    exact = json.loads(dead_letters("show", name, "--json", log=log).stdout)
    assert exact["topic"] == "observations"


def test_a_log_without_dead_letters_says_so(tmp_path: Path) -> None:
    Log(tmp_path / "log.db").close()
    done = dead_letters("list", log=tmp_path / "log.db")
    assert (done.returncode, done.stdout) == (0, "no dead letter waits\n")
    done = dead_letters("redrive", log=tmp_path / "log.db")
    assert (done.returncode, done.stdout) == (0, "no records put back\n")


def test_a_record_that_fails_again_waits_again_and_the_exit_code_says_so(log: Path) -> None:
    name = dead_letters("list", log=log).stdout.splitlines()[1].split()[0]
    done = dead_letters("redrive", name, log=log)
    assert done.returncode == 1
    assert done.stdout.startswith("1 record put back; 1 still waits:\n")
    assert len(dead_letters("list", log=log).stdout.splitlines()) == 4


def test_a_record_that_is_too_large_itself_stays_and_the_others_go() -> None:
    (sound,) = (r for r in [*seeds()] if b'"capture.ended"' in (r.value or b"") and r.key == b"002")
    with Log(None) as opened:
        opened.append([lost(Record("observations", b"z", b"x" * (INPUT_BYTES + 1)), "source"), lost(sound, "source")])
        back, left = redrive(opened, ())
        assert [w.letter.key for w in back] == [b"002"]
        assert [w.letter.key for w in left] == [b"z"]
        assert redrive(opened, ()) == ((), left)


@pytest.mark.parametrize(
    ("arguments", "says"), [(("show", "xyz"), "no dead letter of that id"), (("redrive", ""), "several dead letters")]
)
def test_an_id_that_names_no_one_letter_is_refused(arguments: tuple[str, ...], says: str, log: Path) -> None:
    done = dead_letters(*arguments, log=log)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["list", "redrive"])
def test_a_log_that_is_not_there_is_refused_and_not_made(command: str, tmp_path: Path) -> None:
    done = dead_letters(command, log=tmp_path / "none.db")
    assert done.returncode == 2
    assert "there is no log" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_put_back_once_and_no_second_time() -> None:
    whole = [*seeds()]
    end = next(n for n, r in enumerate(whole) if b'"capture.ended"' in (r.value or b""))
    broken = [*whole[:end], lost(whole[end], "source"), *whole[end + 1 :]]
    with Log(None) as log:
        log.append(broken)
        log.run()
        back, again = redrive(log, ())
        assert ([w.letter.value for w in back], again) == ([whole[end].value], ())
        before = [r for topic in ("observations", "posts", "threads", "changes") for r in log.read(topic)]
        assert redrive(log, ()) == ((), ())
        assert [r for topic in ("observations", "posts", "threads", "changes") for r in log.read(topic)] == before


@pytest.mark.parametrize("kind", [b'"capture.ended"', b'"post.seen"', b'"source.ended"', b'"run.opened"'])
def test_an_observation_put_back_gives_the_state_as_if_it_had_never_failed(kind: bytes) -> None:
    whole = [*seeds()]
    sound = states(whole)
    places = [n for n, r in enumerate(whole) if r.topic == "observations" and kind in (r.value or b"")]
    for n in places[:: max(1, len(places) // 5)]:
        assert states([*whole[:n], lost(whole[n], "source"), *whole[n + 1 :]]) == sound, whole[n]


def test_a_post_that_was_removed_meanwhile_does_not_come_back() -> None:
    published = PostPublished(post=post("p", text="The delegation left the capital."))
    removed = PostRemoved(
        id="p", revision=1, source="a", desk="main", captured_at=at(9), known=Known(at=at(9), basis="captured")
    )
    shown, gone = (Record("posts", b"main", encode(event)) for event in (published, removed))
    assert states([shown, gone]) == states([lost(shown, "desk"), gone]) == []
    assert len(states([shown, lost(gone, "desk")])) == 0
    again = Record("posts", b"main", encode(PostRevised(edit="material", post=post("p", revision=2))))
    assert states([shown, gone, again]) == states([shown, lost(gone, "desk"), again]) != []


def test_a_mark_names_the_letter_and_repeats_none_of_its_bytes() -> None:
    letters = waiting([lost(Record("posts", b"main", b"x" * 1000), "desk")])
    record, mark = putting_back(letters)
    assert record == Record("posts", b"main", b"x" * 1000)
    assert letters[0].id.encode() in (mark.value or b"")
    assert len(mark.value or b"") < 300
