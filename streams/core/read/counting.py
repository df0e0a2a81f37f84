"""The words by which figures are read and told apart, by language."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from streams.core.lexicon import words as listed
from streams.core.read.pack import LANGUAGES, pack

_REMEMBERED = 1 << 15


@dataclass(frozen=True, slots=True)
class Counting:
    """Word lists of figures.yaml, ready to be looked up."""

    small: dict[str, int]
    tens: dict[str, int]
    scale: dict[str, float]
    qualifiers: dict[str, tuple[tuple[str, ...], ...]]
    """By their last word, the longest first."""
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
    begins: "Beginnings"
    head_first: bool
    exact: dict[str, int]
    sum: frozenset[str]
    a_scale: dict[str, frozenset[str]]
    thousands: str
    decimal: str
    of: frozenset[str]
    owners: frozenset[str]
    including: frozenset[str]
    counted: frozenset[str]
    verbal: tuple[str, ...]
    genitive: str
    plural: str
    number_nouns: frozenset[str]
    joins: frozenset[str]
    breaks: frozenset[str]
    far_breaks: frozenset[str]
    were: frozenset[str]
    anybody: frozenset[str]
    anyone: frozenset[str]
    death: str
    vague: frozenset[str]
    between: frozenset[str]
    more: str
    ranges: frozenset[str]
    shares: tuple[tuple[str, ...], ...]
    lasting: frozenset[str]
    months: frozenset[str]
    labels: frozenset[str]
    one: frozenset[str]


class Beginnings(dict[str, bool]):
    """Whether a word can begin a number, in figures or in words; those met lately are remembered."""

    def __init__(self, first: frozenset[str]) -> None:
        self._first = first

    def __missing__(self, word: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = begins = word in self._first or word[0].isdigit()
        return begins


@lru_cache(maxsize=len(LANGUAGES))
def counting(language: str) -> Counting:
    """The lists of a language that has a pack, read once."""
    data = yaml.safe_load(files(__package__).joinpath(f"data/{language}/figures.yaml").read_text(encoding="utf-8"))

    def listed_in(subject: str) -> frozenset[str]:
        return frozenset(str(data[subject]).split())

    small = {word: n for n, word in enumerate(data["small"].split())}
    tens = {word: 10 * n for n, word in enumerate(data["tens"].split(), 2)}
    exact = {word: int(n) for word, n in data["exact"].items()}
    qualifiers = sorted((tuple(q.split()) for q in data["qualifiers"]), key=lambda q: (-len(q), q))
    peoples = {
        phrase: entry.value.lower() for phrase, entry in pack(language).phrases.items() if entry.kind == "people"
    }
    first = frozenset((*small, *tens, *exact, *data["a_scale"], *(f"{t}-{s}" for t in tens for s in small)))
    return Counting(
        small=small,
        tens=tens,
        scale={word: float(n) for word, n in data["scale"].items()},
        qualifiers={last: tuple(q for q in qualifiers if q[-1] == last) for last in {q[-1] for q in qualifiers}},
        kinds=_turned(data["kinds"]),
        fates=_turned(data["fates"]),
        acts=_turned(data["acts"]),
        events=_turned(data["events"]),
        terms=_turned(data["terms"]),
        spans=frozenset(data["spans"].split()),
        units=frozenset(data["units"].split()),
        skipped=frozenset(data["times"].split()) | frozenset(data["nameless"].split()),
        function=listed_in("function") if "function" in data else listed("function"),
        peoples=peoples,
        begins=Beginnings(first),
        head_first=pack(language).head_first,
        exact=exact,
        sum=listed_in("sum"),
        a_scale={word: frozenset(scales.split()) for word, scales in data["a_scale"].items()},
        thousands=data["thousands"],
        decimal=data["decimal"],
        of=listed_in("of"),
        owners=listed_in("owners"),
        including=listed_in("including"),
        counted=listed_in("counted"),
        verbal=tuple(data["verbal"].split()),
        genitive=data["genitive"],
        plural=data["plural"],
        number_nouns=listed_in("number_nouns"),
        joins=listed_in("and"),
        breaks=listed_in("breaks") | {";", "."},
        far_breaks=listed_in("far_breaks") | {";", "."},
        were=listed_in("were"),
        anybody=listed_in("anybody"),
        anyone=listed_in("anyone"),
        death=data["death"],
        vague=listed_in("vague"),
        between=listed_in("between"),
        more=data["more"],
        ranges=listed_in("ranges"),
        shares=tuple(tuple(share.split()) for share in data["shares"]),
        lasting=listed_in("lasting"),
        months=listed_in("months"),
        labels=listed_in("labels"),
        one=listed_in("one"),
    )


def _turned(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}
