"""Names of countries, their people and their governments, by code: those of the reader's language pack."""

from functools import lru_cache
from typing import Final

from streams.core.read.pack import pack

_NAMING: Final = frozenset(("country", "people", "seat", "body"))
_WORDS: Final = frozenset(("us", "who", "mod", "commons", "capitol", "labour"))
"""Names that are other words in lower case; sentences write the country as u.s."""


@lru_cache(maxsize=4)
def nations(language: str | None = None) -> dict[str, tuple[str, ...]]:
    """Code -> every way to name the country, its people and its government, in lower case."""
    found: dict[str, list[str]] = {}
    for phrase, entry in pack(language).phrases.items():
        if entry.kind in _NAMING and phrase not in _WORDS:
            found.setdefault(entry.value, []).append(phrase)
    return {code: tuple(sorted(found[code])) for code in sorted(found)}
