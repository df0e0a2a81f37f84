"""Story and ladder files: YAML in, declared stories out. An error names file, line and field."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from schemas.errors import BadStory
from schemas.story import Ladder, Story, wrong_cues

LADDERS = "ladders"
"""The folder beside the stories that holds the ladders they name."""


SHIPPED: Final = Path(__file__).resolve().parent.parent / "stories"
"""The stories and ladders that come with the project."""


def load_stories(folder: Path) -> tuple[Story, ...]:
    """Every story of a folder, by id. Raises BadStory for a wrong file, an id that is used twice or no folder."""
    if not folder.is_dir():
        raise BadStory(f"{folder}: is no folder of stories")
    found: dict[str, Story] = {}
    for path in sorted(folder.glob("*.yaml")):
        story = load_story(path)
        if story.id in found:
            raise BadStory(f"{path}: id: {story.id!r} is declared twice in this folder")
        found[story.id] = story
    return tuple(found[i] for i in sorted(found))


def load_story(path: Path) -> Story:
    """One story with its ladder in full. Raises BadStory."""
    node, fields = _read(path)
    name = fields.get("ladder")
    if not isinstance(name, str):
        raise _bad(path, node, ("ladder",), "names no ladder")
    ladder = path.parent / LADDERS / f"{name}.yaml"
    if not ladder.is_file():
        raise _bad(path, node, ("ladder",), f"no such ladder: {name!r}")
    places = fields.get("places", ())
    if isinstance(places, Sequence) and not isinstance(places, str):
        places = [{"name": place} if isinstance(place, str) else place for place in places]
    try:
        return Story.model_validate({**fields, "places": places, "ladder": load_ladder(ladder)})
    except ValidationError as error:
        raise _first(path, node, error) from None


def load_ladder(path: Path) -> Ladder:
    """One ladder. Raises BadStory, also for a cue that names a class of words there is not."""
    node, fields = _read(path)
    try:
        ladder = Ladder.model_validate(fields)
    except ValidationError as error:
        raise _first(path, node, error) from None
    for place, wrong in wrong_cues(ladder):
        raise _bad(path, node, place, wrong)
    return ladder


def _read(path: Path) -> tuple[yaml.Node | None, Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        fields = yaml.safe_load(text)
    except OSError as error:
        raise BadStory(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadStory(f"{path}: is not UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadStory(f"{path}:{line}: is not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise BadStory(f"{path}: is not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in fields):
        raise BadStory(f"{path}:1: is no mapping of fields")
    return node, fields


def _first(path: Path, node: yaml.Node | None, error: ValidationError) -> BadStory:
    first = error.errors(include_url=False)[0]
    return _bad(path, node, first["loc"], first["msg"])


def _bad(path: Path, node: yaml.Node | None, field: Sequence[str | int], wrong: str) -> BadStory:
    return BadStory(f"{path}:{_line(node, field)}: {'.'.join(str(part) for part in field)}: {wrong}")


def _line(node: yaml.Node | None, field: Sequence[str | int]) -> int:
    """The line of the deepest part of the field that the file has."""
    line = node.start_mark.line + 1 if node else 1
    for part in field:
        match node:
            case yaml.MappingNode():
                found = next(((k, v) for k, v in node.value if k.value == part), None)
                if found is None:
                    return line
                line, node = found[0].start_mark.line + 1, found[1]
            case yaml.SequenceNode() if isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line + 1
            case _:
                return line
    return line
