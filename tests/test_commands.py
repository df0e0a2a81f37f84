"""The command line as a newcomer meets it: what it prints, and how it refuses."""

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas.record import Record
from schemas.topics import TOPICS
from storyloom.commands import app
from streams.embedded import Log

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "storyloom", *map(str, arguments)]
    wide = os.environ | {"COLUMNS": "160"}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, env=wide)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, replayed once."""
    path = tmp_path_factory.mktemp("log") / "seeds.db"
    done = run("replay", "seeds", "--log", path, "--out", path.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return path


def test_show_names_threads_states_parties_and_notifications(log: Path) -> None:
    shown = run("show", "--log", log).stdout
    for word in ("ordered", "begun", "under-way", "SY-FCD", "sceptical", "plan.completion", "Notifications"):
        assert word in shown


def test_show_as_json_gives_the_heads_as_they_are_on_the_topic(log: Path) -> None:
    heads = [json.loads(line) for line in run("show", "--log", log, "--json").stdout.splitlines()]
    told = [json.loads(line) for line in (log.parent / "threads.jsonl").read_text("utf-8").splitlines()]
    assert heads
    assert all(head in told for head in heads)


def test_why_shows_the_words_a_value_rests_on(log: Path) -> None:
    shown = run("why", "main/russia-syria-withdrawal/2017", "status", "--log", log).stdout
    assert "ordered" in shown
    assert "home bases" in shown


def test_tail_prints_the_bytes_of_a_topic(log: Path) -> None:
    assert run("tail", "changes", "--log", log).stdout == (log.parent / "changes.jsonl").read_text("utf-8")


def test_verify_finds_nothing_to_say_of_a_sound_log(log: Path) -> None:
    done = run("verify", "--log", log)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [f"law {n} holds" for n in (1, 2, 6)]


def test_replaying_again_adds_no_change(log: Path) -> None:
    before = run("tail", "changes", "--log", log).stdout
    assert run("replay", "seeds", "--log", log).returncode == 0
    assert run("tail", "changes", "--log", log).stdout == before


def test_parse_shows_the_posts_of_a_page() -> None:
    page = next((ROOT / "seeds").glob("001_*.txt"))
    posts = [json.loads(line) for line in run("parse", page, "--json").stdout.splitlines()]
    assert len(posts) == 9


def test_topics_lists_every_topic() -> None:
    listed = run("topics").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [topic.name for topic in TOPICS]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "--log", "nowhere.db"), "nowhere.db: there is no log"),
        (("replay", "nowhere"), "nowhere"),
        (("replay", "tests"), "manifest.yaml"),
        (("parse", "nowhere.txt"), "nowhere.txt"),
        (("tail", "nothing"), "no topic of that name"),
        (("nosuch",), "No such command 'nosuch'; see `"),
        (("replay",), "Missing argument 'paths'; see `"),
        (("parse", "--nope"), "No such option: --nope; see `"),
        (("stories",), "Missing command; see `"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(arguments: tuple[str, ...], says: str, tmp_path: Path) -> None:
    log = ("--log", str(tmp_path / "x.db")) if arguments[0] == "replay" else ()
    done = run(*arguments, *log)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_what_needs_the_kafka_extra_says_so_in_one_line() -> None:
    without = "import sys; sys.modules['aiokafka'] = None; from storyloom import main; main()"
    for arguments in (("show", "--kafka", "x:1"), ("tail", "changes", "--kafka", "x:1"), ("worker",)):
        command = [sys.executable, "-c", without, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert "this needs aiokafka, which comes with the kafka extra" in done.stderr


def test_records_that_were_lost_are_told_where_to_find(tmp_path: Path) -> None:
    with Log(tmp_path / "log.db") as opened:
        opened.append([Record("observations", b"s", b"{no json")])
    done = run("replay", "seeds", "--log", tmp_path / "log.db")
    says = f"storyloom: 1 record could not be used: `storyloom dead-letters list --log {tmp_path}/log.db` says why\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", says)


def test_a_terminal_sees_how_far_it_is_and_what_to_do_next(tmp_path: Path) -> None:
    seen = on_a_terminal("replay", "seeds", "--log", tmp_path / "log.db")
    counts = [tuple(map(int, pair)) for pair in re.findall(r"(\d+)/(\d+)", seen.replace("\x1b[0m", ""))]
    assert all(done <= total for done, total in counts)
    assert max(done for done, _ in counts) == max(total for _, total in counts) > 60
    assert f"`storyloom show --log {tmp_path}/log.db` shows them" in seen


def on_a_terminal(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "storyloom", *map(str, arguments)]
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": "300", "TERM": "xterm"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, cwd=ROOT, env=environment):
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # Linux says so where the other end is closed
            while part := os.read(ours, 65536):
                seen += part
    os.close(ours)
    return seen.decode()


def test_words_of_a_page_cannot_steer_the_terminal(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = "<title>A \u202e page</title><p>It \u202ewas\u200b said. [bold]Not so[/bold].</p>"
    page.write_text(f"<html>{text}</html>", "utf-8")
    shown = run("parse", page).stdout
    assert not set("\u202e\u200b\x1b").intersection(shown)
    assert "[bold]" in shown


def test_why_names_the_paths_there_are(log: Path) -> None:
    done = run("why", "main/russia-syria-withdrawal/2017", "nothing", "--log", log)
    assert done.returncode == 2
    assert "there are: " in done.stderr
    assert ", reactions.US, " in done.stderr


def test_every_command_says_what_it_is_for() -> None:
    shown = CliRunner().invoke(app, ["--help"]).output
    for command in app.registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__
        assert command.callback.__name__.replace("_", "-") in shown
