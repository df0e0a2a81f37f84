"""Nothing that reads every story was written for the seeds: no cue quotes them, no code names who is in them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.golden.scenarios import facts
from tests.test_runtimes import ROOT

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IN_A_ROW = 4
_CODE = ("schemas", "streams", "connectors", "storyloom")
_PERSON = re.compile(r"[A-Z][\w-]+ (?:[a-z]+ )?[\w-]*[A-Z][\w-]+")
_LEAST = {"persons": 15, "bases": 6, "outlets": 5}
"""How many names the facts have at least, so that a fact file of another form is no empty list."""


def _files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


@cache
def seeds() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in _files("seeds/*.txt"))


def rows(text: str) -> Iterator[str]:
    """Every four words in a row, in one case and without marks."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    for at in range(len(words) - _IN_A_ROW + 1):
        yield " ".join(words[at : at + _IN_A_ROW])


def entries(value: Any) -> Iterator[str]:
    """Every string of a data file: its keys and its values."""
    match value:
        case dict():
            for key, part in value.items():
                yield from entries(key)
                yield from entries(part)
        case list():
            for part in value:
                yield from entries(part)
        case str():
            yield value
        case _:
            pass


@pytest.mark.parametrize(
    "path",
    _files("streams/core/**/*.yaml", "connectors/**/*.yaml", "stories/**/*.yaml", "tests/renaming/tables/*.yaml"),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_entry_of_a_data_file_has_four_words_in_a_row_from_a_seed(path: Path) -> None:
    theirs = set(rows(seeds()))
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # strings only: "on" and "no" are words
    assert [row for entry in entries(data) for row in rows(entry) if row in theirs] == []
    assert theirs


@pytest.mark.parametrize("path", _files(*(f"{part}/**/*.py" for part in _CODE)), ids=lambda path: path.stem)
def test_no_text_in_code_has_four_words_in_a_row_from_a_seed(path: Path) -> None:
    """But for comments and what errors say."""
    theirs = set(rows(seeds()))
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    said = {part for node in nodes if isinstance(node, ast.Raise | ast.Expr) for part in ast.walk(node)}
    texts = [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    found = [row for text in texts if text not in said for row in rows(str(text.value)) if row in theirs]
    assert found == []


@cache
def names() -> dict[str, set[str]]:
    """Who and what the seeds name, as the analyst's facts and the manifest have it: the forms that stand for them."""
    told, seen = facts("attributions")["speakers"], facts("seeds")
    named = {name for speaker in told for name in (speaker["name"] or "").split(" and ")}
    bodies = {name for name in named for s in told for alias in s["aliases"] if f"the {name}" in alias["text"]}
    persons = {name for name in named - bodies if _PERSON.fullmatch(name)}
    outlets = {seed["source"]["outlet"] for seed in seen["seeds"]} | {
        capture["outlet"] for capture in yaml.safe_load((ROOT / "seeds/manifest.yaml").read_text("utf-8"))["captures"]
    }
    return {
        "persons": persons | {re.split(r"[ -]", name)[-1] for name in persons},
        "bases": {
            variant["text"]
            for place in seen["name_variants"]
            if place["canonical"].endswith(" base")
            for variant in place["variants"]
        },
        "outlets": {outlet.removeprefix("The ") for outlet in outlets}
        | {word for outlet in outlets for word in re.findall(r"\b[A-Z]{2,}\b", outlet)},
    }


@pytest.mark.parametrize("kind", _LEAST)
def test_no_outlet_person_or_base_of_the_seeds_is_named_in_code_or_in_the_general_data(kind: str) -> None:
    wanted = names()[kind]
    assert len(wanted) >= _LEAST[kind]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, wanted)))})(?!\w)", re.IGNORECASE)
    assert pattern.search(seeds())
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in _files(
            *(f"{part}/**/*.{end}" for part in _CODE for end in ("py", "yaml")), "stories/ladders/**/*.yaml"
        )
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in pattern.finditer(line)
    ]
    assert found == []
