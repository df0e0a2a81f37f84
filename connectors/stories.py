"""Story and ladder files: YAML in, declared stories out. An error names file, line and field."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from connectors.yaml_files import YamlFile
from schemas.errors import BadStory
from schemas.story import Ladder, Story, Wording, wrong_cues

LADDERS = "ladders"
"""The folder beside stories that holds ladders."""

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
    file = YamlFile(path, BadStory)
    fields = _fields(file)
    name = fields.get("ladder")
    if not isinstance(name, str):
        raise file.wrong(("ladder",), "names no ladder")
    known = ladders(path.parent)
    if name not in known:
        raise file.wrong(("ladder",), f"no such ladder: {name!r}; there are: {', '.join(known)}")
    places = fields.get("places", ())
    if isinstance(places, Sequence) and not isinstance(places, str):
        places = [{"name": place} if isinstance(place, str) else place for place in places]
    try:
        return Story.model_validate({**fields, "places": places, "ladder": load_ladder(known[name])})
    except ValidationError as error:
        raise file.first(error) from None


def ladders(folder: Path) -> dict[str, Path]:
    """The files of the ladders that a story in this folder can name: its own, before those that are shipped."""
    found = [*(SHIPPED / LADDERS).glob("*.yaml"), *(folder / LADDERS).glob("*.yaml")]
    return dict(sorted({path.stem: path for path in found}.items()))


def load_ladder(path: Path) -> Ladder:
    """One ladder, with its wordings in further languages: the files of its name in the folders beside it. Raises
    BadStory, also for a cue that names a class of words there is not."""
    file = YamlFile(path, BadStory)
    wordings = [_wording(other) for other in sorted(path.parent.glob(f"*/{path.name}"))]
    try:
        ladder = Ladder.model_validate({**_fields(file), "wordings": wordings})
    except ValidationError as error:
        raise file.first(error) from None
    for place, wrong in wrong_cues(ladder):
        raise file.wrong(place, wrong)
    return ladder


def _wording(path: Path) -> Wording:
    file = YamlFile(path, BadStory)
    try:
        return Wording.model_validate({**_fields(file), "language": path.parent.name})
    except ValidationError as error:
        raise file.first(error) from None


def _fields(file: YamlFile) -> Mapping[str, Any]:
    if not isinstance(file.fields, dict) or not all(isinstance(key, str) for key in file.fields):
        raise file.wrong((), "no mapping of fields")
    return file.fields
