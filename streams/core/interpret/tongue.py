"""A language as interpretation needs it: its words of mood, clause and stance, its forms of words, its times.

All that is of one language is in the folder of its name beside this module; a further language is a further folder.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any, Final

import yaml
from pydantic import BeforeValidator

from schemas.base import Model
from schemas.ids import digest
from schemas.story import Words
from streams.core.interpret import en, es
from streams.core.interpret.intervals import Calendar
from streams.core.interpret.wordlist import listed

VIEW: Final = "view."
"""Begins the names of the classes of words of stance."""
LANGUAGES: Final = {"en": en, "es": es}


def _split(words: Any) -> tuple[str, ...]:
    return tuple(str(words or "").split())


def _phrases(words: Any) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in _split(words))


_List = Annotated[frozenset[str], BeforeValidator(_split)]
_Phrases = Annotated[frozenset[str], BeforeValidator(_phrases)]
_Endings = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Mood(Model):
    """See mood.yaml, which says what each list is for."""

    adverbs: _List
    be: _List
    have: _List
    do: _List
    will: _List
    would: _List
    may: _List
    must: _List
    negation: _List
    order: _List
    want: _List
    plan: _List
    weigh: _List
    wish: _List
    have_done: _List
    let: _List
    refuse: _List
    deny: _List
    begin: _List
    deemed: _List
    say: _List
    since: _List
    undone: _List
    history: _Phrases
    earlier: _Phrases
    condition: _List
    until: _List
    once: _List
    in_time: _List
    is_done: _List
    nearly: _List
    negative_endings: _Endings
    will_endings: _Endings
    would_endings: _Endings
    have_endings: _Endings
    be_endings: _Endings
    adverb_endings: _Endings
    infinitive: _List
    governed: _List
    unreal_be: _List
    not_yet: _List
    been: _List
    being: _List
    bare_be: _List
    cannot: _List
    helpers: _List
    relatives: _List
    conjunctions: _List
    determiners: _List
    articles: _List
    barred: _List
    of: _List
    happen: _List
    doing: _List
    none: _List
    evidence: _List
    hearsay: _List
    untrue: _List
    contrary: _List
    afterthought: _List
    contrasts: _List
    condition_first: _List
    that: _List
    before: _List
    until_after_no: _List
    plain_no: _List
    finished: _List
    finished_endings: _Endings
    past_words: _List
    past_endings: _Endings
    ing_endings: _Endings
    present_endings: _Endings
    definite: _List
    known: _List
    announcing: _List
    time_clauses: _List
    barriers: _List
    near_barriers: _List
    joining: _List
    breaks: _List
    places: _List
    by: _List
    saying_links: _List
    doer_links: _List
    sharpness: _List
    deadlines: _List
    idle: _List
    genitive: _Endings


class Attitude(Model):
    """The words on which the rules of stance turn: see stance.yaml."""

    executive: _List
    dissenting: _List
    region_ends: _List
    for_doing: _List
    doing_endings: _Endings
    auxiliaries: _List
    calls: _List
    claims: _List
    it: _List
    it_is: _List
    this_is: _List
    that: _List
    a_thing: _List
    voicing: _List
    of: _List
    definite: _List
    genitive: _Endings
    by: _List
    talks: _List
    but: _List
    condition: _List
    condition_first: _List
    supposing: _List
    right: _List
    former: _List
    opposition: _List
    vows: _List
    till: _List
    thanked_for: _List
    doers: _List
    short: _List


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """One language. `views` are the classes of its words of stance, beside a story's own."""

    language: str
    version: str
    mood: Mood
    attitude: Attitude
    views: tuple[Words, ...]
    calendar: Calendar
    verb_forms: Callable[[str], Iterator[tuple[str, str]]]
    noun_forms: Callable[[str], Iterator[str]]
    particle: Callable[[str], str | None]
    clause: frozenset[str]
    """What ends the clause in which a governing word is looked for."""
    stops: frozenset[str]
    helpers: frozenset[str]
    breaks: frozenset[str]
    barriers: frozenset[str]
    near_barriers: frozenset[str]
    region_ends: frozenset[str]

    def owner(self, words: str) -> str:
        """A name without the mark that makes it an owner's."""
        for mark in self.mood.genitive:
            words = words.removesuffix(mark)
        return words


@lru_cache(maxsize=len(LANGUAGES))
def tongue(language: str | None) -> Tongue:
    """The language of this tag; English where there is none."""
    name = language if language in LANGUAGES else "en"
    rules = LANGUAGES[name]
    texts = [files(rules).joinpath(file).read_text(encoding="utf-8") for file in ("mood.yaml", "stance.yaml")]
    words, views = (yaml.safe_load(text) for text in texts)
    mood = Mood.model_validate(words)
    attitude = Attitude.model_validate({key: found for key, found in views.items() if key != "classes"})
    stops = listed("; : — – -- ( ) ” “") | mood.relatives
    barriers = mood.barriers | {";", ":"}
    return Tongue(
        language=name,
        version=digest(*texts),
        mood=mood,
        attitude=attitude,
        views=tuple(
            Words(name=VIEW + group["name"], verbs=tuple(group.get("verbs", ())), words=tuple(group.get("words", ())))
            for group in views["classes"]
        ),
        calendar=rules.CALENDAR,
        verb_forms=rules.verb_forms,
        noun_forms=rules.noun_forms,
        particle=rules.particle,
        stops=stops,
        clause=stops | mood.conjunctions | {","},
        helpers=mood.will | mood.would | mood.have | mood.be | mood.do | mood.helpers,
        breaks=mood.breaks | {";", ":", "—", "–"},
        barriers=barriers,
        near_barriers=barriers | mood.near_barriers,
        region_ends=attitude.region_ends | listed(', ; : . - – — ( " ”'),
    )
