"""Language packs: the words by which one language names offices, bodies and countries and reports what they say.

All that is of one language is in its folder of `data`; a further language is a further folder of the same files, and
the forms of its verbs.
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
from streams.core.read.tokens import parted, token
from streams.core.read.verbs import Verb, verbs_of

DET, PRON, PREP, LINK, SUB, CONJ, AUX, ADV, DAY, NOUN, CAP, PUNCT, QUOTE, POSS, PART = (1 << n for n in range(15))
"""Classes of a word, as bits: NOUN is an office, body or group by which a speaker is called, POSS the genitive mark."""
FUNCTION = DET | PRON | PREP | SUB | CONJ | AUX | ADV
VERB, CUE, OPENS, KNOWN, AND, OWNS, TEAM, DOCUMENT, LED = (1 << n for n in range(15, 24))
"""What else is known of a word: VERB reports, CUE begins an attribution of any kind, OPENS may begin a phrase of the
gazetteer, KNOWN is more than a part of a name, AND joins two noun phrases, OWNS stands before an owner, TEAM can be the
head of a group's name, DOCUMENT is something written, LED ends as "Saudi-led" does."""
CLASSES = (1 << 15) - 1
TAILS = ("-based", "-led", "-run")
"""Endings behind which a name still says whose: "Saudi-led", "Tavia-based"."""

HIDDEN = "\ue000"
"""Stands for each character of a quotation, so that nothing inside one is taken for the reporter's own words."""

_HEADS = ("office", "private", "press", "state", "group")
FILES = ("bodies", "countries", "figures", "grammar", "roles", "verbs")
LANGUAGES = ("en", "es")

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


Node = tuple[Entry | None, dict[str, "Node"]]
"""What the words so far name, and what with each word that may follow."""


def _gazetteer(phrases: dict[str, Entry]) -> dict[str, Node]:
    root: dict[str, Node] = {}
    for phrase, entry in phrases.items():
        nodes = root
        *words, last = phrase.split(" ")
        for word in words:
            nodes = nodes.setdefault(word, (None, {}))[1]
        nodes[last] = entry, nodes[last][1] if last in nodes else {}
    return root


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A language as the reader needs it.

    `phrases` is the gazetteer, keyed by words in lower case and spaces, `gazetteer` the same by one word after the
    other; `classes` and `signs` are the bits of each word.
    """

    language: str
    version: str
    glue: Glue
    token: re.Pattern[str]
    """A word with the full stop of an abbreviation or an inner one, a hidden quotation, a short form or a mark."""
    genitive: frozenset[str]
    """Marks of whose it is, that are words of their own in a sentence."""
    classes: dict[str, int]
    head_first: bool
    """Does what a noun is called by stand before what tells it apart: "ministro de Defensa", with the name behind?"""
    joint: str
    """Between the names of two who speak as one."""
    drops: bool
    """Can a verb stand without a subject, for whoever spoke last?"""
    seats: frozenset[str]
    signs: dict[str, int]
    phrases: dict[str, Entry]
    gazetteer: dict[str, Node]
    verbs: dict[str, Verb]
    national: dict[str, tuple[str, ...]]
    epithets: dict[str, tuple[str, ...]]
    """What a holder of an office is called, by the offices: "the envoy" of an ambassador."""
    ranks: frozenset[str]
    """Words that make another office of one of the same noun: "prime minister", "vice president"."""
    standing: frozenset[str]
    """Nouns that stand for a body named before: "the group's leader"."""
    stateless: frozenset[str]
    abroad: frozenset[str]
    """Offices that are held in another country."""
    missions: frozenset[str]
    local: frozenset[str]
    """Offices of a part of a country that are called as those of the whole."""
    seated: frozenset[str]
    """Members of a parliament."""
    crowd: frozenset[str]
    reporters: frozenset[str]
    spokesmen: frozenset[str]
    head_of_state: frozenset[str]
    ruled: frozenset[str]
    quoting: frozenset[str]
    sources: tuple[tuple[str, ...], ...]
    source_starts: frozenset[str]
    presidential: frozenset[str]
    presided: frozenset[str]
    heading: frozenset[str]
    secretariats: dict[str, str]
    junta: frozenset[str]
    juntas: frozenset[str]
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
    meetings: frozenset[str]
    labels: frozenset[str]
    nouns: frozenset[str]
    documents: frozenset[str]
    issued: frozenset[str]
    silence: frozenset[str]
    quoted: frozenset[str]
    agentive: frozenset[str]
    greeted: frozenset[str]
    judgements: frozenset[str]
    drawn: frozenset[str]
    willing: frozenset[str]
    performing: frozenset[str]
    performed: tuple[tuple[str, ...], ...]
    citing: frozenset[str]
    gives: frozenset[str]
    relief: frozenset[str]
    positions: dict[str, tuple[tuple[str, ...], ...]]
    """By their first word."""
    positions_before: frozenset[str]
    group_names: frozenset[str]
    international: frozenset[str]
    qualified_groups: frozenset[str]
    domestic: frozenset[str]
    militant_heads: frozenset[str]
    name_links: frozenset[str]
    listing: frozenset[str]
    possessives: frozenset[str]
    directions: frozenset[str]
    owner_links: frozenset[str]
    definite: frozenset[str]
    credit: re.Pattern[str]


def _entries(files: dict[str, dict[str, Any]]) -> dict[str, Entry]:
    """Every phrase of the gazetteer; a later one of the same words wins, but not the name of a country over what is
    also written small and means the same."""
    proper, small = frozenset(files["grammar"]["proper"]), frozenset(files["bodies"]["small"])
    found: dict[str, Entry] = {}
    for phrase, kind, value in _meanings(files["roles"], files["bodies"], files["countries"]):
        if kind == "country" and phrase in found and not found[phrase].proper and found[phrase].value == value:
            continue
        found[phrase] = Entry(kind, value, kind in proper and phrase not in small)
    return found


def _meanings(
    roles: dict[str, Any], bodies: dict[str, Any], countries: dict[str, Any]
) -> Iterator[tuple[str, Kind, str]]:
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
        yield from ((word, kind, word) for word in words)
    for offices in roles["national"].values():
        yield from ((word, "office", word) for word in offices)
    yield from ((word, "group", name) for word, name in bodies["groups"].items())
    for code, words in bodies["places"].items():
        yield from ((word, "seat", code) for word in words)
    for code, country in countries.items():
        yield from ((word.lower(), "people", code) for word in country["people"])
        yield from ((word.lower(), "seat", code) for word in country.get("capital", ()))
        yield from ((word.lower(), "country", code) for word in country["names"])
    for party, words in bodies["unique"].items():
        yield from ((word, "body", party) for word in words)
    for party, words in bodies["parties"].items():
        yield from ((word, "party", party) for word in (party.lower(), *words))


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
        (NOUN, grammar["adjectives"]),
        (NOUN, (_head(phrase, grammar) for phrase, e in phrases.items() if e.kind in _HEADS)),
        (NOUN, (phrase for phrase, e in phrases.items() if e.kind == "people" and not e.proper)),
    )
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
        (CUE, (*verbs["judgements"], *verbs["citing"], *_by_first(verbs["positions"]))),
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


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    rows = [tuple(phrase.split(" ")) for phrase in phrases]
    return {first: tuple(row for row in rows if row[0] == first) for first in sorted({row[0] for row in rows})}


def _head(phrase: str, grammar: dict[str, Any]) -> str:
    """The word on which the others of a phrase hang."""
    words = phrase.split(" ")
    return words[0 if grammar["heads"] == "first" else -1]


def _load(language: str) -> tuple[str, dict[str, dict[str, Any]]]:
    folder = resources.files(__package__).joinpath("data").joinpath(language)
    texts = [folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in FILES]
    # Strings only: to YAML "on", "no" and the code NO would be booleans.
    files = [yaml.load(text, Loader=yaml.BaseLoader) for text in texts]  # noqa: S506 - BaseLoader makes no objects
    return digest(*texts), dict(zip(FILES, files, strict=True))


def pack(language: str | None) -> Pack:
    """The pack of a language tag ("en", "en-GB"); English where there is none of its own."""
    tag = (language or "en").split("-")[0].lower()
    return _pack(tag if tag in LANGUAGES else "en")


@lru_cache(maxsize=len(LANGUAGES))
def _pack(tag: str) -> Pack:
    version, files = _load(tag)
    grammar, roles, verbs = files["grammar"], files["roles"], files["verbs"]
    phrases = {parted(phrase, grammar["genitive"]): entry for phrase, entry in _entries(files).items()}
    forms = verbs_of(tag, verbs)
    classes = _classes(files, phrases)
    national: dict[str, tuple[str, ...]] = {}
    for code, offices in roles["national"].items():
        for office in offices:
            national[office] = (*national.get(office, ()), code)
    return Pack(
        language=tag,
        version=version,
        glue=Glue.model_validate(grammar["glue"]),
        token=token(grammar["genitive"], grammar["short_forms"], HIDDEN),
        genitive=frozenset(f"'{mark}" for mark in grammar["genitive"]),
        classes=classes,
        joint=grammar["joint"],
        drops=grammar["subject"] == "dropped",
        head_first=grammar["heads"] == "first",
        signs=_signs(files, phrases, forms, classes),
        seats=frozenset(phrase.split(" ")[-1] for phrase, entry in phrases.items() if entry.kind == "seat"),
        phrases=phrases,
        gazetteer=_gazetteer(phrases),
        verbs=forms,
        national=national,
        epithets={word: tuple(offices) for word, offices in roles["epithets"].items()},
        ranks=frozenset(roles["ranks"]),
        standing=frozenset(files["bodies"]["standing"]),
        stateless=frozenset(roles["stateless"]),
        reporters=frozenset(roles["reporters"]),
        abroad=frozenset(roles["abroad"]),
        missions=frozenset(roles["missions"]),
        local=frozenset(roles["local"]),
        seated=frozenset(roles["seated"]),
        crowd=frozenset(roles["crowd"]),
        spokesmen=frozenset(roles["spokesmen"]),
        head_of_state=frozenset(roles["head_of_state"]),
        ruled=frozenset(files["bodies"]["ruled"]),
        quoting=frozenset(verbs["quoting"]),
        sources=tuple(tuple(words) for words in verbs["sources"]),
        source_starts=frozenset(words[0] for words in verbs["sources"]),
        presidential=frozenset(roles["presidential"]),
        presided=frozenset(roles["presided"]),
        heading=frozenset(roles["heading"]),
        secretariats=roles["secretariats"],
        junta=frozenset(roles["junta"]),
        juntas=frozenset(roles["juntas"]),
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
        meetings=frozenset(grammar["meetings"]),
        labels=frozenset(grammar["labels"]),
        nouns=frozenset(verbs["nouns"]),
        documents=frozenset(verbs["documents"]),
        issued=frozenset(verbs["issued"]),
        silence=frozenset(verbs["silence"]),
        quoted=frozenset(verbs["quoted"]),
        agentive=frozenset(verbs["agentive"]),
        greeted=frozenset(verbs["greeted"]),
        judgements=frozenset(verbs["judgements"]),
        drawn=frozenset(verbs["drawn"]),
        willing=frozenset(verbs["willing"]),
        performing=frozenset(verbs["performing"]),
        performed=tuple(tuple(act.split(" ")) for act in verbs["performed"]),
        citing=frozenset(verbs["citing"]),
        gives=frozenset(verbs["gives"]),
        relief=frozenset(verbs["relief"]),
        positions=_by_first(verbs["positions"]),
        positions_before=frozenset(verbs["positions_before"]),
        international=frozenset(party for party in files["bodies"]["unique"] if party not in files["countries"]),
        group_names=frozenset(files["bodies"]["groups"].values()),
        qualified_groups=frozenset(files["bodies"]["qualified_groups"]),
        domestic=frozenset(files["bodies"]["domestic"]),
        militant_heads=frozenset(files["bodies"]["militant_heads"]),
        name_links=frozenset(grammar["name_links"]),
        listing=frozenset((",", *grammar["glue"]["joiners"], *grammar["definite"])),
        possessives=frozenset(grammar["possessives"]),
        directions=frozenset(grammar["directions"]),
        owner_links=frozenset(grammar["owner_links"]),
        definite=frozenset(grammar["definite"]),
        credit=re.compile("|".join(grammar["credits"])),
    )
