"""The words of pages, by language: one file a language, read once."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "fr", "de", "es")
"""The packs there are; every stamp is read with all of them, since a page may print another language's months."""


@lru_cache(maxsize=1)
def packs() -> tuple[Mapping[str, Any], ...]:
    """Every language's pack, English first."""
    here = files(__name__)
    found = [here.joinpath(f"{language}.yaml") for language in LANGUAGES]
    return tuple(yaml.safe_load(pack.read_text(encoding="utf-8")) for pack in found if pack.is_file())


@lru_cache(maxsize=256)
def every(*path: str) -> tuple[str, ...]:
    """The words at this place in every pack, without repeats, in the order of the packs."""
    out: dict[str, None] = {}
    for pack in packs():
        found: Any = pack
        for key in path:
            found = found.get(key, {}) if isinstance(found, Mapping) else {}
        out.update(dict.fromkeys(str(word) for word in found))
    return tuple(out)


@lru_cache(maxsize=64)
def numbers(*path: str) -> Mapping[str, int]:
    """The words at this place in every pack, with the number each stands for: as given, or its place in a list."""
    out: dict[str, int] = {}
    for pack in packs():
        found: Any = pack
        for key in path:
            found = found.get(key, {}) if isinstance(found, Mapping) else {}
        pairs = found.items() if isinstance(found, Mapping) else ((word, n) for n, word in enumerate(found))
        for word, number in pairs:
            out.setdefault(str(word), int(number))
    return out
