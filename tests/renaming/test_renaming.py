"""No rule leans on a name: the seeds and their story under other names tell the same, under those names."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from connectors.manifest import NAME, load
from connectors.replay import configure, observe
from connectors.stories import LADDERS, load_stories
from tests.renaming.renaming import TABLES, Renaming
from tests.renaming.test_names import names
from tests.renaming.told import Told, told
from tests.runtimes import Embedded, Topics
from tests.test_runtimes import ROOT, expected

RENAMINGS = sorted(path.stem for path in TABLES.glob("*.yaml"))
SUBJECTS = tuple(Told.__dataclass_fields__)


@cache
def renaming(name: str) -> Renaming:
    return Renaming.load(name)


@pytest.fixture(scope="session")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """The seeds under each renaming, replayed."""
    return {name: told(replayed(renaming(name), tmp_path_factory.mktemp(name))) for name in RENAMINGS}


def replayed(names: Renaming, folder: Path) -> Topics:
    """The seeds and the stories, written under other names and replayed."""
    seeds, stories = folder / "seeds", folder / "stories"
    seeds.mkdir()
    stories.mkdir()
    for page in (ROOT / "seeds").glob("*.txt"):
        (seeds / page.name).write_text(names.text(page.read_text(encoding="utf-8")), encoding="utf-8")
    (stories / LADDERS).symlink_to(ROOT / "stories" / LADDERS)
    for file, written in (
        (ROOT / "seeds" / NAME, seeds / NAME),
        *((story, stories / story.name) for story in sorted((ROOT / "stories").glob("*.yaml"))),
    ):
        tree = names.tree(yaml.safe_load(file.read_text(encoding="utf-8")))
        written.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    documents, order = load(seeds)
    return Embedded().play((*configure(load_stories(stories), ["main"]), *observe(documents, order)))


@pytest.mark.parametrize("name", RENAMINGS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_under_other_names_the_seeds_tell_the_same(subject: str, name: str, renamed: dict[str, Told]) -> None:
    assert getattr(renamed[name], subject) == getattr(told(expected(), renaming(name)), subject)


@pytest.mark.parametrize("name", RENAMINGS)
def test_no_name_is_left_as_it_was(name: str) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt")]
    text = renaming(name).text("\n".join(pages)).casefold()
    kept = [old for wanted in names().values() for old in wanted if re.search(rf"(?<!\w){old.casefold()}(?!\w)", text)]
    assert kept == []


def test_the_tables_differ_in_the_shape_of_their_names() -> None:
    shapes = {name: "".join(renaming(name).words.values()) for name in RENAMINGS}
    assert len(shapes) >= 3
    assert [all(sign in names for sign in " -'é") for names in shapes.values()].count(True) == 1
