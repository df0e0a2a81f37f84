"""A story made ready to be looked for: its words, its cues, and who is party to it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from schemas.story import STORY_CLASSES, Aspect, State, Story, Words
from streams.core.interpret.cues import Cue, compile_cue
from streams.core.interpret.lexicon import Lexicon, Tags
from streams.core.interpret.nations import nations
from streams.core.interpret.tongue import Tongue, tongue
from streams.core.sentences import Sentence, parsed

FOREIGN: Final = "foreign"
"""The class of countries that are no party to the story."""

_OFTEN: Final = frozenset(("actor", "place", "object", "be", "have", "force"))
"""Classes that most sentences of a story have."""


@dataclass(frozen=True, slots=True)
class StateCue:
    """A state of the ladder and one cue of it."""

    state: State
    cue: Cue


@dataclass(frozen=True, slots=True)
class AspectCue:
    """An aspect of the ladder and one cue of it."""

    aspect: Aspect
    cue: Cue


Tagged = tuple[Sentence, Tags]
"""A sentence with the tags of the story and of stance in it."""

_Row = TypeVar("_Row", StateCue, AspectCue)


class Index(Generic[_Row]):
    """Cues by the rarest class of words that each needs, so that a sentence is tried on few of them."""

    def __init__(self, rows: Sequence[_Row], sizes: Mapping[str, int]) -> None:
        self._rows: dict[str, list[tuple[int, _Row]]] = {}
        for n, row in enumerate(rows):
            rarest = min(row.cue.needs, key=lambda name: (name in _OFTEN or name.startswith("="), sizes[name], name))
            self._rows.setdefault(rarest, []).append((n, row))
        self._needed = frozenset[str]().union(*(row.cue.needs for row in rows))
        self._of: Callable[[frozenset[str]], tuple[_Row, ...]] = lru_cache(maxsize=1024)(self._having)

    def of(self, tags: Tags) -> tuple[_Row, ...]:
        """The cues all of whose classes the sentence has, in the order of the ladder."""
        return self._of(self._needed.intersection(tags))

    def _having(self, have: frozenset[str]) -> tuple[_Row, ...]:
        found = [row for name in have if name in self._rows for row in self._rows[name] if row[1].cue.needs <= have]
        return tuple(row for _, row in sorted(found, key=lambda row: row[0]))


@dataclass(frozen=True, eq=False)
class Compiled:
    """All that reading a post for this story needs. Two are the same only if they are one object."""

    story: Story
    tongue: Tongue
    lexicon: Lexicon
    parts: Lexicon
    """Of the classes by which a post is known to be the story's."""
    states: Index[StateCue]
    aspects: Index[AspectCue]
    action: tuple[str, ...]
    means: tuple[str, ...]
    """Classes of words that mean the action in a statement."""
    actors: frozenset[str]
    """Names and codes of those who act."""
    places: dict[str, str]
    """Every spelling of a place, in lower case -> its name."""
    kinds: dict[str, str | None]
    """The kind of each place by name."""
    parties: dict[str, str]
    """Every spelling of a party that acts or is named, in lower case -> its name or code."""
    deeds: frozenset[str]
    """First words of the action."""
    names: Mapping[str, frozenset[str]]
    """First words of actors, places and objects."""


@lru_cache(maxsize=256)
def compiled(story: Story, language: str | None = None) -> Compiled:
    """The story, compiled once for each language. Raises BadStory where a cue is wrong."""
    spoken = tongue(language)
    ladder = story.ladder if language is None else story.ladder.worded(spoken.language)
    names = nations(spoken.language)
    actors = tuple(dict.fromkeys(w for actor in story.actors for w in _names(story, actor, names)))
    places = {spelling.lower(): place.name for place in story.places for spelling in (place.name, *place.variants)}
    places |= {compact: name for spelling, name in places.items() if (compact := _compact(spelling)) not in places}
    own = [
        *ladder.words,
        Words(name="actor", words=actors),
        Words(name="place", words=tuple(places)),
        Words(name="object", words=_content(story, actors, spoken.mood.idle)),
    ]
    extra: dict[str, Words] = {}

    def cue(source: str) -> Cue:
        made, literal = compile_cue(source)
        extra.update((group.name, group) for group in literal)
        return made

    states = tuple(StateCue(state, cue(c)) for state in ladder.states for c in state.cues)
    aspects = tuple(AspectCue(aspect, cue(c)) for aspect in ladder.aspects for c in aspect.cues)
    ours = {w.lower() for w in actors} | set(places)
    foreign = Words(
        name=FOREIGN,
        words=tuple(spelling for spellings in names.values() if ours.isdisjoint(spellings) for spelling in spellings),
    )
    parties = {w.lower(): actor for actor in story.actors for w in _names(story, actor, names)}
    parties |= {v.lower(): party.name for party in story.parties for v in (party.name, *party.variants)}
    sizes = {group.name: len(group.verbs) + len(group.words) for group in (*own, *extra.values())}
    lexicon = Lexicon([*own, *extra.values(), foreign, *spoken.views], spoken)
    return Compiled(
        story=story,
        tongue=spoken,
        lexicon=lexicon,
        parts=lexicon.only(frozenset(ladder.action) | STORY_CLASSES),
        states=Index(states, sizes),
        aspects=Index(aspects, sizes),
        action=ladder.action,
        means=(*ladder.action, *ladder.means),
        actors=frozenset(story.actors) | frozenset(parties.values()).intersection(story.actors),
        places=places,
        kinds={place.name: place.kind for place in story.places},
        parties=parties,
        deeds=lexicon.heads(frozenset(ladder.action)),
        names={name: lexicon.heads(frozenset((name,))) for name in sorted(STORY_CLASSES)},
    )


def _compact(spelling: str) -> str:
    """A name of several words as a hashtag writes it."""
    return re.sub(r"[\W_]+", "", spelling)


def _names(story: Story, actor: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    named = [v for party in story.parties if party.name == actor for v in (party.name, *party.variants)]
    return tuple(named) or names.get(actor, (actor,))


def _content(story: Story, actors: tuple[str, ...], idle: frozenset[str]) -> tuple[str, ...]:
    taken = {w.lower() for actor in actors for w in actor.split()} | {
        w.lower() for place in story.places for w in place.name.split()
    }
    return tuple(
        dict.fromkeys(
            word
            for raw in (story.object or "").split()
            if (word := raw.strip(",.").removesuffix("'s").removesuffix("’s").lower()) not in taken | idle
            and len(word) > 2
        )
    )


@lru_cache(maxsize=64)
def tagged(part: str, story: Compiled) -> tuple[Tagged, ...]:
    """The sentences of a text with their tags; kept while a post is looked at more than once."""
    return tuple((sentence, story.lexicon.tags(sentence.words)) for sentence in parsed(part))


@lru_cache(maxsize=64)
def parts(part: str, story: Compiled) -> tuple[Tagged, ...]:
    """As `tagged`, with those tags alone by which a post is known to be the story's."""
    return tuple((sentence, story.parts.tags(sentence.words)) for sentence in parsed(part))
