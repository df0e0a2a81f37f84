"""Story files with a wrong field: the line names the file, the line and the field."""

import shutil
from pathlib import Path

import pytest

from tests.bad_input.given import PAGE, Command, folder, refused
from tests.test_runtimes import ROOT

STORY = """\
id: karsk-truce
title: Truce in Karsk
ladder: ceasefire
actors: [Valdoria]
places:
- {name: Karsk}
gap_hours: 24
"""
WRONG_STORIES = {
    "no such field": (("gap_hours: 24", "gap_days: 1"), "7: gap_days"),
    "no number": (("24", "soon"), "7: gap_hours"),
    "too large a number": (("24", "99999999999999"), "7: gap_hours"),
    "a nameless place": (("{name: Karsk}", "{kind: base}"), "6: places.0.name"),
    "no such ladder": (("ladder: ceasefire", "ladder: ../../seeds/manifest"), "3: ladder"),
    "NUL in a name": (("[Valdoria]", '["a\\0b"]'), "4: actors.0"),
    "half a character": (("[Valdoria]", '["\\uD800"]'), "4: actors.0"),
    "twice the same field": (("gap_hours: 24", "title: Other"), "2: title: is given twice"),
    "no YAML": (("[Valdoria]", "[Valdoria"), "5: "),
    "no mapping": (("id: karsk-truce", "7: karsk-truce"), "1: no mapping of fields"),
}


@pytest.mark.parametrize(("change", "words"), WRONG_STORIES.values(), ids=WRONG_STORIES)
def test_a_wrong_story_is_refused_at_its_line_and_field(
    command: Command, tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    path = folder(tmp_path / "pages", PAGE)
    stories = _stories(tmp_path, STORY.replace(*change))
    refused(command("replay", path, "--log", path / "log.db", "--stories", stories), f"story.yaml:{words}")
    assert not (path / "log.db").exists()


def test_the_story_that_was_changed_is_sound(command: Command, tmp_path: Path) -> None:
    path = folder(tmp_path / "pages", PAGE)
    assert command("replay", path, "--log", path / "log.db", "--stories", _stories(tmp_path, STORY)).code == 0


def test_a_folder_that_is_not_there_is_no_folder_without_stories(command: Command, tmp_path: Path) -> None:
    path = folder(tmp_path / "pages", PAGE)
    refused(command("replay", path, "--log", path / "log.db", "--stories", tmp_path / "nowhere"), "nowhere")


def _stories(path: Path, story: str) -> Path:
    shutil.copytree(ROOT / "stories" / "ladders", path / "stories" / "ladders")
    (path / "stories" / "story.yaml").write_text(story, encoding="utf-8")
    return path / "stories"
