"""Words by which texts are compared, by language: one file a language, read once."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en",)
"""The packs there are. All are used on every text: what language a post is in is not always known."""


@lru_cache(maxsize=1)
def _packs() -> tuple[Mapping[str, Any], ...]:
    here = files(__name__)
    return tuple(yaml.safe_load(here.joinpath(f"{name}.yaml").read_text(encoding="utf-8")) for name in LANGUAGES)


def words(subject: str) -> frozenset[str]:
    """All words of a list, over all packs. Raises KeyError where a pack lacks it."""
    return frozenset(word for pack in _packs() for word in pack[subject].split())


def pairs(subject: str) -> dict[str, str]:
    """All pairs of a table, over all packs; the first pack's entry stands. Raises KeyError where a pack lacks it."""
    out: dict[str, str] = {}
    for pack in _packs():
        for word, other in pack[subject].items():
            out.setdefault(str(word), str(other))
    return out
