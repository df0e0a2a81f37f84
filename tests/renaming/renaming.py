"""A renaming: other names for the actors, persons, places and outlets of a text, the same everywhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

TABLES = Path(__file__).parent / "tables"
_DROPPED = re.compile(r"\W+")
"""What a hashtag cannot hold."""


@dataclass(frozen=True)
class Renaming:
    """`words`: names as they stand in texts; `fields`: the codes and ids by which records and story files call them."""

    words: Mapping[str, str]
    fields: Mapping[str, str]

    @classmethod
    def load(cls, name: str) -> "Renaming":
        table = yaml.safe_load((TABLES / f"{name}.yaml").read_text(encoding="utf-8"))
        return cls(words=table["words"], fields=table["fields"])

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """Every name also in capitals, as headlines and leads print them."""
        loud = {old.upper(): new.upper() for old, new in self.words.items() if len(old) > 3}
        return loud | dict(self.words)

    @cached_property
    def _lowered(self) -> dict[str, str]:
        return {old.lower(): new.lower() for old, new in self.words.items()}

    @cached_property
    def _slugs(self) -> dict[str, str]:
        return {_slug(old): _slug(new) for old, new in self.words.items()}

    def text(self, text: str) -> str:
        """The text under other names; in a hashtag a name of several words is written as one."""
        return _replaced(text, self._spellings)

    def value(self, words: str) -> str:
        """A value that was made of a text's words in lower case, or of a code."""
        if words in self.fields or any(part in self.fields for part in words.split("/")):
            return self.field(words)
        return _replaced(_replaced(words, self._lowered), self._spellings)

    def field(self, value: str) -> str:
        """A party, a path or the name of a thread; the parties of who speaks together stay in order."""
        parts = re.split(r"([./])", value)
        return "".join("+".join(sorted(self._code(code) for code in part.split("+"))) for part in parts)

    def _code(self, code: str) -> str:
        """A code, a name as it is printed, the slug of a place, or a figure's subject, which may begin with a code."""
        if code in self.fields:
            return self.fields[code]
        if code in self._slugs:
            return self._slugs[code]
        first, hyphen, rest = code.partition("-")
        country = self.fields.get(first.upper()) if hyphen and first.islower() else None
        return f"{country.lower()}-{rest}" if country else self.text(code)

    def tree(self, value: Any) -> Any:
        """A story file or manifest under other names."""
        match value:
            case dict():
                return {key: self.tree(part) for key, part in value.items()}
            case list():
                return [self.tree(part) for part in value]
            case str():
                return self.fields.get(value) or self.text(value)
            case _:
                return value


def _replaced(text: str, names: Mapping[str, str]) -> str:
    longest = sorted(names, key=lambda name: (-len(name), name))

    def new(found: re.Match[str]) -> str:
        sign, name, linked = found.groups()
        if not sign and linked is None:
            return names[name]
        return sign + _DROPPED.sub("", names.get(f"#{name}") or names[name])

    return re.sub(rf"(#?)(?<!\w)({'|'.join(map(re.escape, longest))})(?!\w)(?=(\]\(#)?)", new, text)


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-")
