"""The forms of a language's reporting verbs, and the ways in which each reports."""

from dataclasses import dataclass
from typing import Any

from streams.core.read.forms import FORMS
from streams.core.read.tokens import longest

_VERB_LISTS = (
    "strong", "clause", "stance", "narrow", "deeds", "wishes", "told", "told_all", "plain", "spoken", "spoken_base",
    "hearsay",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting verb and the ways in which it reports (see verbs.yaml)."""

    lemma: str
    strong: bool
    clause: bool
    stance: bool
    narrow: bool
    deed: bool
    wish: bool
    told: bool
    told_all: bool
    plain: bool
    spoken: bool
    spoken_base: bool
    hearsay: bool
    participle: bool
    dependent: bool
    """Reports only behind an auxiliary, as a participle of the past that is not also the past."""
    past: bool
    particles: tuple[tuple[str, ...], ...]
    """What may follow at once and makes another report of it, the longest first."""
    bound: bool
    """It reports with one of them only."""
    given: frozenset[str]
    """Nouns that do so behind an object."""


def verbs_of(language: str, data: dict[str, Any]) -> dict[str, Verb]:
    """By form, from what verbs.yaml says of their lemmas."""
    lists = {name: frozenset(data[name]) for name in _VERB_LISTS}
    particles: dict[str, list[str]] = data["particles"]
    forms: dict[str, Verb] = {}
    for lemma in sorted(frozenset().union(particles, *(lists[name] for name in ("strong", "clause", "stance")))):
        for form, kind in FORMS[language](lemma, data["irregular"]):
            forms[form] = Verb(
                lemma=lemma,
                strong=lemma in lists["strong"],
                clause=lemma in lists["clause"],
                stance=lemma in lists["stance"],
                narrow=lemma in lists["narrow"],
                deed=lemma in lists["deeds"],
                wish=lemma in lists["wishes"],
                told=lemma in lists["told"],
                told_all=lemma in lists["told_all"],
                plain=lemma in lists["plain"],
                spoken=lemma in lists["spoken"],
                spoken_base=lemma in lists["spoken_base"],
                hearsay=lemma in lists["hearsay"],
                participle=kind == "doing",
                dependent=kind == "done",
                past=kind in ("past", "done"),
                particles=longest(particles.get(lemma, ())),
                given=frozenset(data["given"].get(lemma, ())),
                bound=not any(lemma in lists[name] for name in ("strong", "clause", "stance")),
            )
    return forms
