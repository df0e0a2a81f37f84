"""YAML files that people write: read once, and every fault in one line with its file, line and field."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from schemas.errors import BadInput

_SURROGATE = re.compile("[\ud800-\udfff]")


class YamlFile:
    """What a file says, and where in it each field stands. Raises `error`, one line, for what is no YAML."""

    def __init__(self, path: Path, error: type[BadInput]) -> None:
        self._path, self._error = path, error
        text = self._text()
        try:
            self._node = yaml.compose(text, Loader=yaml.SafeLoader)
            self.fields: Any = yaml.safe_load(text)
        except yaml.MarkedYAMLError as wrong:
            line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
            raise error(f"{path}:{line}: is not YAML: {wrong.problem}") from None
        except yaml.YAMLError as wrong:
            raise error(f"{path}: is not YAML: {str(wrong).splitlines()[0]}") from None
        except ValueError as wrong:
            raise error(f"{path}: holds a time or a number that there is not: {wrong}") from None
        except RecursionError:
            raise error(f"{path}: is nested too deeply") from None
        for place, fault in _faults(self._node):
            raise self.wrong(place, fault)

    def wrong(self, field: Sequence[str | int], what: str) -> BadInput:
        """The error that says what is wrong with a field."""
        place = [f"{self._path}:{self._line(field)}", ".".join(str(part) for part in field), what]
        return self._error(": ".join(part for part in place if part))

    def first(self, error: ValidationError) -> BadInput:
        """The error that tells the first thing wrong."""
        first = error.errors(include_url=False, include_input=False)[0]
        return self.wrong(first["loc"], first["msg"])

    def _text(self) -> str:
        try:
            return self._path.read_text(encoding="utf-8")
        except OSError as wrong:
            raise self._error(f"{self._path}: cannot be read: {wrong.strerror}") from None
        except UnicodeDecodeError as wrong:
            raise self._error(f"{self._path}: is not UTF-8 text at byte {wrong.start}") from None

    def _line(self, field: Sequence[str | int]) -> int:
        """The line of the deepest part of the field that the file has."""
        node = self._node
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


def _faults(node: yaml.Node | None) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What YAML itself lets pass: a field that stands twice in one mapping, text that UTF-8 cannot hold. Each alias is
    looked at once."""
    waiting: list[tuple[tuple[str | int, ...], yaml.Node]] = [((), node)] if node else []
    seen: set[int] = set()
    while waiting:
        place, at = waiting.pop()
        if id(at) in seen:
            continue
        seen.add(id(at))
        match at:
            case yaml.MappingNode():
                named = [(key.value, part) for key, part in at.value if isinstance(key.value, str)]
                twice = {name for name, n in Counter(name for name, _ in named).items() if n > 1}
                yield from (((*place, name), "is given twice") for name in sorted(twice))
                waiting += [((*place, name), part) for name, part in named]
            case yaml.SequenceNode():
                waiting += [((*place, n), part) for n, part in enumerate(at.value)]
            case yaml.ScalarNode() if _SURROGATE.search(at.value):
                yield place, "holds half of a surrogate pair, which is no character"
            case _:
                pass
