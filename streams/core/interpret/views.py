"""The words of stance, as classes beside a story's own, read once."""

from typing import Final

import yaml

from schemas.story import Words
from streams.core.interpret.english import data

_DATA: Final = yaml.safe_load(data("stance.yaml"))

VIEW: Final = "view."
"""Begins the names of these classes."""
VIEWS: Final = tuple(
    Words(name=VIEW + group["name"], verbs=tuple(group.get("verbs", ())), words=tuple(group.get("words", ())))
    for group in _DATA["classes"]
)
EXECUTIVE: Final = frozenset(_DATA["executive"].split())
"""Words of offices that speak for whoever acts."""
DISSENTING: Final = frozenset(_DATA["dissenting"].split())
"""Words of those who, of the same country, speak for themselves or their side."""
