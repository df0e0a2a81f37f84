"""Language packs: the words by which one language names offices, bodies and countries and reports what they say.

All that is English is in `data/en`; a second language is a second folder of the same files.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, NamedTuple

import yaml

from schemas.ids import digest
from streams.core.read.glue import Glue

DET, PRON, PREP, LINK, SUB, CONJ, AUX, ADV, DAY, NOUN, CAP, PUNCT, QUOTE, POSS, PART = (1 << n for n in range(15))
"""Classes of a word, as bits: NOUN is an office, body or group by which a speaker is called, POSS the genitive mark."""
FUNCTION = DET | PRON | PREP | SUB | CONJ | AUX | ADV
VERB, CUE, OPENS, KNOWN, AND, OWNS, TEAM, DOCUMENT = (1 << n for n in range(15, 23))
"""What else is known of a word: VERB reports, CUE begins an attribution of any kind, OPENS may begin a phrase of the
gazetteer, KNOWN is more than a part of a name, AND joins two noun phrases, OWNS stands before an owner, TEAM can be the
head of a group's name, DOCUMENT is something written."""
CLASSES = (1 << 15) - 1
TAILS = ("-based", "-led", "-run")
"""Endings behind which a name still says whose: "Saudi-led", "Tavia-based"."""

HIDDEN = "\ue000"
"""Stands for each character of a quotation, so that nothing inside one is taken for the reporter's own words."""

_PROPER = frozenset({"country", "people", "seat", "body", "party", "agency"})
_HEADS = ("office", "private", "press", "state", "group")
FILES = ("bodies", "countries", "figures", "grammar", "roles", "verbs")
LANGUAGES = ("en",)

Kind = Literal[
    "country",
    "people",
    "seat",
    "region",
    "body",
    "party",
    "office",
    "private",
    "press",
    "state",
    "group",
    "former",
    "agency",
]


class Entry(NamedTuple):
    """What one phrase of the gazetteer means: `value` is a party for places, bodies and parties, else the noun."""

    kind: Kind
    value: str
    proper: bool
    """Is it a name, and so capitalised?"""


def _entry(kind: Kind, value: str) -> Entry:
    return Entry(kind, value, kind in _PROPER)


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
    past: bool
    particles: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A language as the reader needs it.

    `phrases` is the gazetteer, keyed by words in lower case and spaces, `continued` are the beginnings of its longer
    ones; `classes` and `signs` are the bits of each word.
    """

    language: str
    version: str
    glue: Glue
    classes: dict[str, int]
    seats: frozenset[str]
    signs: dict[str, int]
    phrases: dict[str, Entry]
    continued: frozenset[str]
    verbs: dict[str, Verb]
    national: dict[str, tuple[str, ...]]
    stateless: frozenset[str]
    crowd: frozenset[str]
    reporters: frozenset[str]
    spokesmen: frozenset[str]
    head_of_state: frozenset[str]
    ruled: frozenset[str]
    quoting: frozenset[str]
    sources: tuple[tuple[str, ...], ...]
    source_starts: frozenset[str]
    presidential: frozenset[str]
    abbreviations: dict[str, str]
    honorifics: frozenset[str]
    short: frozenset[str]
    open_short: frozenset[str]
    continues: frozenset[str]
    pronouns: dict[str, str]
    passive: frozenset[str]
    futures: frozenset[str]
    negations: frozenset[str]
    lead_ins: frozenset[str]
    adjuncts: frozenset[str]
    hearers: frozenset[str]
    labels: frozenset[str]
    nouns: frozenset[str]
    documents: frozenset[str]
    issued: frozenset[str]
    quoted: frozenset[str]
    agentive: frozenset[str]
    proper_heads: frozenset[str]
    group_names: frozenset[str]
    international: frozenset[str]
    qualified_groups: frozenset[str]
    militant_heads: frozenset[str]
    name_links: frozenset[str]
    owner_links: frozenset[str]
    listing: frozenset[str]
    possessives: frozenset[str]
    directions: frozenset[str]
    definite: frozenset[str]
    credit: re.Pattern[str]


def _forms(lemma: str, irregular: dict[str, list[str]]) -> tuple[str, str, str, str]:
    """Base, third person, past and participle by the rules of English spelling."""
    if lemma in irregular:
        third, past, participle = irregular[lemma]
        return lemma, third, past, participle
    if lemma.endswith("e"):
        return lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return lemma, third, lemma + "ed", lemma + "ing"


_VERB_LISTS = (
    "strong", "clause", "stance", "narrow", "deeds", "wishes", "told", "told_all", "plain", "spoken", "spoken_base",
    "hearsay",
)  # fmt: skip


def _verbs(data: dict[str, Any]) -> dict[str, Verb]:
    lists = {name: frozenset(data[name]) for name in _VERB_LISTS}
    particles: dict[str, list[str]] = data["particles"]
    forms: dict[str, Verb] = {}
    for lemma in sorted(frozenset().union(particles, *(lists[name] for name in ("strong", "clause", "stance")))):
        base, third, past, participle = _forms(lemma, data["irregular"])
        for form in (base, third, past, participle):
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
                participle=form == participle,
                past=form == past,
                particles=frozenset(particles.get(lemma, ())),
            )
    return forms


_GENITIVE = re.compile(r"'s\b|(?<=s)'(?= )")
"""Marks that are words of their own in a sentence."""


def _entries(files: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Entry]]:
    """Every phrase of the gazetteer; a later one of the same words wins."""
    roles, bodies = files["roles"], files["bodies"]
    kinds: tuple[tuple[Kind, Iterable[str]], ...] = (
        ("press", roles["press"]),
        ("agency", roles["agencies"]),
        ("private", roles["private"]),
        ("former", roles["former"]),
        ("state", bodies["state"]),
        ("office", roles["office"]),
        ("office", roles["abbreviations"]),
        ("region", bodies["regions"]),
    )
    for kind, words in kinds:
        yield from ((word, _entry(kind, word)) for word in words)
    for offices in roles["national"].values():
        yield from ((word, _entry("office", word)) for word in offices)
    yield from ((word, _entry("group", name)) for word, name in bodies["groups"].items())
    for code, words in bodies["places"].items():
        yield from ((word, _entry("seat", code)) for word in words)
    for code, country in files["countries"].items():
        yield from ((word.lower(), _entry("people", code)) for word in country["people"])
        yield from ((word.lower(), _entry("seat", code)) for word in country.get("capital", ()))
        yield from ((word.lower(), _entry("country", code)) for word in country["names"])
    for party, words in bodies["unique"].items():
        yield from ((word, _entry("body", party)) for word in words)
    for party, words in bodies["parties"].items():
        yield from ((word, _entry("party", party)) for word in (party.lower(), *words))


def _classes(files: dict[str, dict[str, Any]], phrases: dict[str, Entry]) -> dict[str, int]:
    grammar = files["grammar"]
    lists: tuple[tuple[int, Iterable[str]], ...] = (
        (DET, grammar["determiners"]),
        (PRON, grammar["pronouns"]),
        (PREP, grammar["prepositions"]),
        (LINK, grammar["links"]),
        (SUB, grammar["subordinators"]),
        (CONJ, grammar["conjunctions"]),
        (AUX, grammar["auxiliaries"]),
        (ADV, grammar["adverbs"]),
        (DAY, grammar["days"]),
        (PART, grammar["particles"]),
        (NOUN, files["verbs"]["documents"]),
        (NOUN, (word for phrase, e in phrases.items() if e.kind in _HEADS
                for word in phrase.split(" ")[-1:])),
    )  # fmt: skip
    classes: dict[str, int] = {}
    for bit, words in lists:
        for word in words:
            classes[word] = classes.get(word, 0) | bit
    return classes


def _signs(
    files: dict[str, dict[str, Any]], phrases: dict[str, Entry], forms: Iterable[str], classes: dict[str, int]
) -> dict[str, int]:
    grammar, verbs = files["grammar"], files["verbs"]
    lists: tuple[tuple[int, Iterable[str]], ...] = (
        (VERB | CUE, forms),
        (CUE, (*verbs["quoted"], *verbs["agentive"], *verbs["nouns"], *(words[0] for words in verbs["sources"]))),
        (OPENS, (phrase.partition(" ")[0] for phrase in phrases)),
        (KNOWN, (word for word, bits in classes.items() if bits & ~PART)),
        (AND, grammar["glue"]["joiners"]),
        (OWNS, grammar["owner_links"]),
        (TEAM, files["bodies"]["proper_heads"]),
        (DOCUMENT, verbs["documents"]),
    )
    signs: dict[str, int] = {}
    for bit, words in lists:
        for word in words:
            signs[word] = signs.get(word, 0) | bit
    return signs


def _load(language: str) -> tuple[str, dict[str, dict[str, Any]]]:
    folder = resources.files(__package__).joinpath("data").joinpath(language)
    texts = [folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in FILES]
    # Strings only: to YAML "on", "no" and the code NO would be booleans.
    files = [yaml.load(text, Loader=yaml.BaseLoader) for text in texts]  # noqa: S506 - BaseLoader makes no objects
    return digest(*texts), dict(zip(FILES, files, strict=True))


TOKEN = re.compile(
    rf"[^\W_]+(?:(?:[./&-]|,(?=\d)|'(?!s\b))[^\W_]+)*(?:(?<=\.[^\W\d_])\.|\.(?=\s*[\w{HIDDEN}]))?"
    rf"|{HIDDEN}+|'(?:s|ve|d|ll|re|m)\b|--+|[^\w\s]"
)
"""A word with the full stop of an abbreviation or an inner one, a hidden quotation, a short form or a mark."""


def pack(language: str | None) -> Pack:
    """The pack of a language tag ("en", "en-GB"); English where there is none of its own."""
    tag = (language or "en").split("-")[0].lower()
    return _pack(tag if tag in LANGUAGES else "en")


@lru_cache(maxsize=len(LANGUAGES))
def _pack(tag: str) -> Pack:
    version, files = _load(tag)
    grammar, roles, verbs = files["grammar"], files["roles"], files["verbs"]
    phrases = {_GENITIVE.sub(r" \g<0>", phrase): entry for phrase, entry in _entries(files)}
    continued = frozenset(phrase[:at] for phrase in phrases for at, sign in enumerate(phrase) if sign == " ")
    forms = _verbs(verbs)
    classes = _classes(files, phrases)
    national: dict[str, tuple[str, ...]] = {}
    for code, offices in roles["national"].items():
        for office in offices:
            national[office] = (*national.get(office, ()), code)
    return Pack(
        language=tag,
        version=version,
        glue=Glue.model_validate(grammar["glue"]),
        classes=classes,
        signs=_signs(files, phrases, forms, classes),
        seats=frozenset(phrase.split(" ")[-1] for phrase, entry in phrases.items() if entry.kind == "seat"),
        phrases=phrases,
        continued=continued,
        verbs=forms,
        national=national,
        stateless=frozenset(roles["stateless"]),
        reporters=frozenset(roles["reporters"]),
        crowd=frozenset(roles["crowd"]),
        spokesmen=frozenset(roles["spokesmen"]),
        head_of_state=frozenset(roles["head_of_state"]),
        ruled=frozenset(files["bodies"]["ruled"]),
        quoting=frozenset(verbs["quoting"]),
        sources=tuple(tuple(words) for words in verbs["sources"]),
        source_starts=frozenset(words[0] for words in verbs["sources"]),
        presidential=frozenset(roles["presidential"]),
        abbreviations=roles["abbreviations"],
        honorifics=frozenset(roles["honorifics"]),
        short=frozenset(grammar["abbreviations"]),
        open_short=frozenset(grammar["open_abbreviations"]),
        continues=frozenset(grammar["continues"]),
        pronouns=grammar["pronouns"],
        passive=frozenset(grammar["passive"]),
        futures=frozenset(grammar["futures"]),
        negations=frozenset(grammar["negations"]),
        lead_ins=frozenset(grammar["lead_ins"]),
        adjuncts=frozenset(grammar["adjuncts"]),
        hearers=frozenset(grammar["hearers"]),
        labels=frozenset(grammar["labels"]),
        nouns=frozenset(verbs["nouns"]),
        documents=frozenset(verbs["documents"]),
        issued=frozenset(verbs["issued"]),
        quoted=frozenset(verbs["quoted"]),
        agentive=frozenset(verbs["agentive"]),
        international=frozenset(party for party in files["bodies"]["unique"] if party not in files["countries"]),
        group_names=frozenset(files["bodies"]["groups"].values()),
        qualified_groups=frozenset(files["bodies"]["qualified_groups"]),
        militant_heads=frozenset(files["bodies"]["militant_heads"]),
        name_links=frozenset(grammar["name_links"]),
        owner_links=frozenset(grammar["owner_links"]),
        listing=frozenset((",", *grammar["glue"]["joiners"], *grammar["definite"])),
        possessives=frozenset(grammar["possessives"]),
        directions=frozenset(grammar["directions"]),
        definite=frozenset(grammar["definite"]),
        proper_heads=frozenset(files["bodies"]["proper_heads"]),
        credit=re.compile("|".join(grammar["credits"])),
    )
