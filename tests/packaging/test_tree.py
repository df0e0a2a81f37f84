"""Tidiness of the whole tree: what no linter looks at."""

import ast
import re
from pathlib import Path

import pytest

from tests.packaging.tree import files, text

_LIMIT = 400
_WRITTEN = {".py", ".sh", ".toml", ".yml", ".md"}
_PLAIN = {"Makefile", "Dockerfile", "run"}
_GIVEN = ("seeds/", "tests/golden/")
_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|tmp|farm)/")
_CONTAINER = ("Dockerfile", "docker-compose.yml", "tests/docker/", "tests/broker/container.py")
_REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|repo1?\.maven|npmjs\.(?:org|com)|deb\.debian\.org|crates\.io|golang\.org"
)
_SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
_IMPURE = {"open", "print", "input", "hash", "id", "eval", "exec", "compile", "globals", "__import__", "breakpoint"}


def _written() -> list[Path]:
    return [p for p in files() if (p.suffix in _WRITTEN or p.name in _PLAIN) and not p.as_posix().startswith(_GIVEN)]


def test_no_file_is_longer_than_one_subject_needs() -> None:
    lengths = {p.as_posix(): text(p).count("\n") for p in _written()}
    assert {p: n for p, n in lengths.items() if n > _LIMIT} == {}


def test_no_name_says_nothing() -> None:
    assert [p.as_posix() for p in files() if _SAYS_NOTHING & {part.removesuffix(".py") for part in p.parts}] == []


@pytest.mark.parametrize(("what", "elsewhere"), [(_MACHINE, _CONTAINER), (_REGISTRY, ())], ids=["paths", "registries"])
def test_nothing_names_a_machine(what: re.Pattern[str], elsewhere: tuple[str, ...]) -> None:
    found = [
        f"{p}:{number}: {line.strip()[:100]}"
        for p in _written()
        if not p.as_posix().startswith(elsewhere or "\0")
        for number, line in enumerate(text(p).splitlines(), 1)
        if what.search(line)
    ]
    assert found == []


def test_the_core_calls_no_builtin_that_sees_the_process() -> None:
    """What ruff's banned-api cannot reach: builtins that read, write or differ from one process to the next."""
    core = [p for p in files() if p.as_posix().startswith(("streams/core/", "streams/topology")) and p.suffix == ".py"]
    found = [
        f"{p}:{node.lineno}: {node.func.id}"
        for p in core
        for node in ast.walk(ast.parse(text(p)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _IMPURE
    ]
    assert core
    assert found == []
