"""Story and ladder files: those shipped load and compile, and a wrong one is named by file, line and field."""

from pathlib import Path

import pytest

from connectors.stories import load_ladder, load_stories, load_story
from schemas.errors import BadStory
from streams.core.interpret.compiled import compiled

SHIPPED = Path(__file__).parents[2] / "stories"


def test_all_shipped_stories_load_and_compile() -> None:
    stories = load_stories(SHIPPED)
    assert len(stories) >= 5
    assert {s.ladder.id for s in stories} >= {"withdrawal", "ceasefire", "agreement", "siege"}
    for story in stories:
        assert compiled(story).action


@pytest.mark.parametrize("path", sorted((SHIPPED / "ladders").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_ladder_is_named_as_its_file(path: Path) -> None:
    ladder = load_ladder(path)
    assert ladder.id == path.stem
    assert ladder.states[0].name == "none"


GOOD = """\
id: made-up
title: A made-up story
ladder: made-up
actors: [XA]
places:
- Karsk
- {name: Merrin, kind: base}
"""
LADDER = """\
id: made-up
title: A made-up ladder
words:
- name: go
  verbs: [leave]
states:
- name: none
- name: gone
  cues:
  - "*<go> .. <place>"
"""


def write(folder: Path, story: str = GOOD, ladder: str = LADDER) -> Path:
    (folder / "ladders").mkdir()
    (folder / "ladders" / "made-up.yaml").write_text(ladder, encoding="utf-8")
    path = folder / "made-up.yaml"
    path.write_text(story, encoding="utf-8")
    return path


def test_a_story_is_a_few_lines(tmp_path: Path) -> None:
    story = load_story(write(tmp_path))
    assert [p.name for p in story.places] == ["Karsk", "Merrin"]
    assert story.ladder.id == "made-up"


@pytest.mark.parametrize(
    ("wrong", "line", "field"),
    [
        (GOOD.replace("ladder: made-up", "ladder: none-such"), 3, "ladder"),
        (GOOD.replace("id: made-up", "idd: made-up"), 1, "id"),
        (GOOD.replace("kind: base}", "kind: [base]}"), 7, "places.1.kind"),
        (GOOD + "gap_hours: never\n", 8, "gap_hours"),
        (GOOD + "colour: red\n", 8, "colour"),
    ],
)
def test_a_wrong_field_is_named_with_file_and_line(tmp_path: Path, wrong: str, line: int, field: str) -> None:
    path = write(tmp_path, wrong)
    with pytest.raises(BadStory) as error:
        load_story(path)
    text = str(error.value)
    assert text.startswith(f"{path}:{line}: ")
    assert field in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        (LADDER.replace("<go>", "<went>"), 10),
        (LADDER.replace("<go>", "<go/gone>"), 10),
        (LADDER.replace('"*<go> .. <place>"', '".."'), 10),
        (LADDER.replace("- name: gone", "- nam: gone"), 8),
    ],
)
def test_a_wrong_cue_is_named_with_file_and_line(tmp_path: Path, wrong: str, line: int) -> None:
    write(tmp_path, ladder=wrong)
    with pytest.raises(BadStory, match=rf"made-up\.yaml:{line}: "):
        load_ladder(tmp_path / "ladders" / "made-up.yaml")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: [b", b"- just\n- a list\n", b"", b"1: 2\n"])
def test_what_is_no_story_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    with pytest.raises(BadStory) as error:
        load_story(path)
    assert str(error.value).startswith(str(path))


def test_one_id_once(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "twin.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(BadStory, match="twice"):
        load_stories(tmp_path)
