"""The words by which figures are read and told apart, of the English pack."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from streams.core.lexicon import words as listed
from streams.core.read.pack import pack


@dataclass(frozen=True, slots=True)
class Counting:
    """Word lists of data/en/figures.yaml, ready to be looked up."""

    small: dict[str, int]
    tens: dict[str, int]
    scale: dict[str, float]
    qualifiers: tuple[tuple[str, ...], ...]
    kinds: dict[str, str]
    fates: dict[str, str]
    acts: dict[str, str]
    events: dict[str, str]
    terms: dict[str, str]
    spans: frozenset[str]
    units: frozenset[str]
    skipped: frozenset[str]
    function: frozenset[str]
    peoples: dict[str, str]
    first: frozenset[str]


@lru_cache(maxsize=1)
def counting() -> Counting:
    """The lists, read once."""
    data = yaml.safe_load(files(__package__).joinpath("data/en/figures.yaml").read_text(encoding="utf-8"))
    small = {word: n for n, word in enumerate(data["small"].split())}
    tens = {word: 10 * n for n, word in enumerate(data["tens"].split(), 2)}
    qualifiers = sorted((tuple(q.split()) for q in data["qualifiers"]), key=lambda q: (-len(q), q))
    peoples = {phrase: entry.value.lower() for phrase, entry in pack("en").phrases.items() if entry.kind == "people"}
    return Counting(
        small=small,
        tens=tens,
        scale={word: float(n) for word, n in data["scale"].items()},
        qualifiers=tuple(qualifiers),
        kinds=_turned(data["kinds"]),
        fates=_turned(data["fates"]),
        acts=_turned(data["acts"]),
        events=_turned(data["events"]),
        terms=_turned(data["terms"]),
        spans=frozenset(data["spans"].split()),
        units=frozenset(data["units"].split()),
        skipped=frozenset(data["times"].split()) | frozenset(data["nameless"].split()),
        function=listed("function"),
        peoples=peoples,
        first=frozenset((*small, *tens, "a", *(f"{t}-{s}" for t in tens for s in small))),
    )


def _turned(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}
