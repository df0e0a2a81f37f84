"""`storyloom reread`: what other rules would make of a log, which stays as it is."""

import json
import shutil
from pathlib import Path

from connectors.stories import SHIPPED, load_stories
from schemas.record import Record
from schemas.story import Story
from schemas.topics import TOPICS
from storyloom.ledger import read
from storyloom.reread import Difference, reread
from streams.embedded import Log
from tests.interpret.made_up import WITHDRAWAL
from tests.test_asof import TEXTS, capture, played
from tests.test_commands import run

TOLD = [*capture("alpha", 9, list(enumerate(TEXTS)))]
THREAD = "main/valdoria-tavia/2031-05-14"


def differences(*stories: Story) -> dict[str, tuple[str | None, str | None, str | None]]:
    found = reread(played(TOLD), stories)
    return {f"{d.thread}: {d.path}": (d.old, d.new, d.words) for d in found.differences if d.path != "post"}


def test_the_same_rules_change_nothing() -> None:
    found = reread(played(TOLD), [WITHDRAWAL])
    assert (found.differences, found.stories, found.readers) == ((), (), ())


def test_a_value_that_falls_or_comes_is_told_with_its_words() -> None:
    states = tuple(s for s in WITHDRAWAL.ladder.states if s.name != "completed")
    ladder = WITHDRAWAL.ladder.model_copy(update={"states": states})
    found = differences(WITHDRAWAL.model_copy(update={"ladder": ladder}))
    assert found[f"{THREAD}: status"][:2] == ("completed", "under-way")
    old, new, words = found[f"{THREAD}: status.completed"]
    assert (old or "").startswith("since 2031-05-14 00:05")
    assert new is None
    assert words is not None
    assert words in TEXTS[5]
    assert len(found) == 2


def test_posts_that_another_definition_takes_in_or_leaves_out_are_named() -> None:
    found = reread(played(TOLD), [WITHDRAWAL.model_copy(update={"exclude": ("French",)})]).differences
    left = [d for d in found if d.thread == THREAD and d.path == "post"]
    assert sorted((d.new, d.words) for d in left) == [(None, TEXTS[2]), (None, TEXTS[1])]
    (reaction,) = (r for r in read(played(TOLD)).heads[THREAD].state.reactions if r.party == "FR")
    rested = reaction.evidence[0].quote, reaction.evidence
    assert Difference(THREAD, "reactions.FR", reaction.stance, None, *rested) in found


def test_a_story_that_is_not_declared_any_more_ends_its_thread_and_its_posts_go_elsewhere() -> None:
    found = reread(played(TOLD), [])
    assert [(name, new) for name, _, new in found.stories] == [("main/valdoria-tavia", None)]
    threads = [(d.old, d.new) for d in found.differences if d.path == "thread"]
    assert (THREAD, None) in threads
    assert all(old is None for old, _ in threads if old != THREAD)


def test_readings_of_an_older_version_are_named() -> None:
    log, now = Log(None), played(TOLD)
    log.append(now.read("observations"))
    for made in now.read("posts"):
        log.append([Record("posts", made.key, (made.value or b"").replace(b'"rules-en"', b'"rules-of-old"'))])
    ((was, new),) = reread(log, [WITHDRAWAL]).readers
    assert was.startswith("rules-of-old ")
    assert new.startswith("rules-en ")


def test_the_command_shows_what_would_change_and_leaves_the_log(seeds_log: Path, tmp_path: Path) -> None:
    def topics() -> list[Record]:
        with Log(seeds_log, read_only=True) as opened:
            return [r for topic in TOPICS for r in opened.read(topic.name)]

    before = topics()
    new = tmp_path / "stories"
    shutil.copytree(SHIPPED, new)
    file = new / "russia-syria-withdrawal.yaml"
    file.write_text(file.read_text("utf-8").replace("- {name: Tartus", "- {name: Tarraco"), encoding="utf-8")
    shown = run("reread", "--rules", new, "--log", seeds_log)
    assert shown.returncode == 0
    assert "story main/russia-syria-withdrawal is declared in other words" in shown.stdout
    assert "remains.bases.tartus  stays → –  rested on “" in shown.stdout
    assert "the log is as it was" in shown.stdout.splitlines()[-1]
    rows = [
        json.loads(line) for line in run("reread", "--rules", new, "--log", seeds_log, "--json").stdout.splitlines()
    ]
    assert {"remains.bases.tartus"} <= {row["path"] for row in rows}
    assert run("reread", "--log", seeds_log).stdout == "nothing would change; the log is as it was\n"
    assert topics() == before


def test_rules_that_are_none_are_refused(seeds_log: Path, tmp_path: Path) -> None:
    done = run("reread", "--rules", tmp_path / "nowhere", "--log", seeds_log)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert len(load_stories(SHIPPED)) > 1
