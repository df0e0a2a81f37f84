"""Declared stories and the reusable ladders they follow: all that is known of a story before its first post."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from pydantic import Field

from schemas.base import Model, Name

Move = Literal["progress", "pause", "reversal"]
Kind = Literal["text", "date", "duration", "number", "place", "presence"]

FORMS: Final = frozenset(("base", "s", "past", "part", "ing", "n", "v"))
"""Forms of a word in a cue; v is any form of a verb."""
GAPS: Final = {"..": 6, "...": 30}
"""Gaps of a cue and how many words they may skip."""
ONLY: Final = frozenset(("real:", "unreal:", "denied:", "headline:", "absent:", "planned:"))
ELEMENT: Final = re.compile(r"(?P<star>\*)?(?:<(?P<name>[\w.-]+)(?:/(?P<forms>[\w,]+))?>|(?P<words>[^<>*\s]+))")
STORY_CLASSES: Final = frozenset(("actor", "place", "object"))
"""Classes of words that a story gives its ladder."""


class Words(Model):
    """A class of words that cues name: `verbs` as lemmas, meant in all their forms, `words` as nouns or set phrases.

    A hyphen in a word stands for all three spellings: cease-fire, cease fire, ceasefire.
    """

    name: Name
    verbs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class State(Model):
    """One rung of a ladder, with the cues that assert it.

    A cue is a row of elements in the order they stand in a sentence: a plain word, `a|b` for either, `<class>` for a
    word of a class, `<class/form>` for some of its forms (base, s, past, part, ing, n), `..` for a gap of up to six
    words and `...` for up to thirty. The `*` marks the predicate whose tense, mood and negation say how real the state
    is; without one it is the first verb. Classes `actor`, `place` and `object` are the story's own. A cue that begins
    with `real:` holds only for what happened, with `unreal:` only for what did not (yet), with `headline:` only in a
    line of its own; with `denied:` it says that the state is not so, with `planned:` that it is not so yet. With
    `absent:` it is so because what the words name is not: not a shot was heard. `mutual`: it takes more than one party,
    so that no single party's word makes it so.
    """

    name: Name
    move: Move = "progress"
    mutual: bool = False
    cues: tuple[str, ...] = ()


class Aspect(Model):
    """A further field that a ladder tracks beside the status, such as plan.start or remains.bases.

    `value` is what its cues mean; where None it is read from the words by `kind`. A path may have several entries with
    a value each.
    """

    path: Name
    kind: Kind = "text"
    value: str | None = None
    cues: tuple[str, ...] = ()
    by_place: str | None = None
    """Keyed by the story's places of this kind: `remains.bases` becomes `remains.bases.<place>`."""
    by_party: bool = False
    """Keyed by the party it is about: `notice` becomes `notice.<PARTY>`."""


class Cues(Model):
    """The cues of the state or aspect of this name, in a further language."""

    name: Name
    cues: tuple[str, ...] = ()


class Wording(Model):
    """A ladder in a further language: its classes of words, and the cues of its states and aspects in them.

    An aspect of a path that has several entries is named by its path and, behind a colon, its value. The language's
    verbs and nouns are listed as its dictionaries list them.
    """

    language: Name
    words: tuple[Words, ...] = ()
    states: tuple[Cues, ...] = ()
    aspects: tuple[Cues, ...] = ()


class Ladder(Model):
    """A kind of event: its states in the order of progress, then pauses and reversals, and its aspects.

    `action` are the classes of words that name the action itself, by which a post or a stance is known to be about it;
    `agent`: who acts is part of the story, so that the same deed of another is another event; `common`: the action's
    words are everyday ones (a deal, a bill), so that a post must also name its object. `means` are further classes that
    mean the action in a statement of the story's; `announced` is the state in which the story is once whoever acts has
    said what they will do.
    """

    id: Name
    title: str
    states: tuple[State, ...] = Field(min_length=1)
    aspects: tuple[Aspect, ...] = ()
    words: tuple[Words, ...] = ()
    action: tuple[Name, ...] = ()
    agent: bool = False
    common: bool = False
    means: tuple[Name, ...] = ()
    announced: Name | None = None
    wordings: tuple[Wording, ...] = ()

    def worded(self, language: str) -> "Ladder":
        """The ladder as its wording in another language has it; without words and cues where it has none."""
        found = next((w for w in self.wordings if w.language == language), Wording(language=language))
        states, aspects = ({row.name: row.cues for row in rows} for rows in (found.states, found.aspects))
        return self.model_copy(
            update={
                "words": found.words,
                "states": tuple(s.model_copy(update={"cues": states.get(s.name, ())}) for s in self.states),
                "aspects": tuple(a.model_copy(update={"cues": aspects.get(named(a), ())}) for a in self.aspects),
            }
        )


def named(aspect: Aspect) -> str:
    """What a wording calls an aspect: its path, and its value where its cues mean one."""
    return aspect.path if aspect.value is None else f"{aspect.path}:{aspect.value}"


class Place(Model):
    """A place of the story, under one name whatever its spelling."""

    name: Name
    kind: str | None = None
    """Such as base, where an aspect is keyed by places of one kind."""
    variants: tuple[str, ...] = ()


class Party(Model):
    """A non-state party the story names, with the words that mean it."""

    name: Name
    variants: tuple[str, ...] = ()


class Story(Model):
    """One declared subject to follow, with its ladder in full, so that a log is complete in itself.

    `actors` are the parties who act (ISO codes or names), `places` where, `object` on what. `exclude` are words that
    put a post outside. `gap_hours` is the silence after which a new episode, and so a new thread, begins.
    """

    id: Name
    title: str
    ladder: Ladder
    actors: tuple[Name, ...] = ()
    places: tuple[Place, ...] = ()
    parties: tuple[Party, ...] = ()
    object: str | None = None
    exclude: tuple[str, ...] = ()
    gap_hours: int = Field(default=24 * 30, ge=1, le=24 * 36_525)

    def __hash__(self) -> int:
        """By its id, which is cheap and tells most stories apart: what is compiled of a story is looked up by post."""
        return hash(self.id)


def wrong_cues(ladder: Ladder) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where a ladder's cues or action name what there is not: the field's place in the ladder, and what is wrong."""
    classes = {group.name for group in ladder.words} | STORY_CLASSES
    rows = [("states", n, s.cues) for n, s in enumerate(ladder.states)]
    rows += [("aspects", n, a.cues) for n, a in enumerate(ladder.aspects)]
    for field, n, cues in rows:
        for i, cue in enumerate(cues):
            if not any(part not in GAPS and part not in ONLY for part in cue.split()):
                yield (field, n, "cues", i), "an empty cue"
            for part in cue.split():
                m = ELEMENT.fullmatch(part)
                if m is None:
                    yield (field, n, "cues", i), f"no element of a cue: {part!r}"
                elif m["name"] and m["name"] not in classes:
                    yield (field, n, "cues", i), f"no such class of words: {m['name']!r}"
                elif m["forms"] and not FORMS.issuperset(m["forms"].split(",")):
                    yield (field, n, "cues", i), f"no such form: {m['forms']!r}"
    for field, names in (("action", ladder.action), ("means", ladder.means)):
        for i, name in enumerate(names):
            if name not in classes:
                yield (field, i), f"no such class of words: {name!r}"
    for n, wording in enumerate(ladder.wordings):
        for place, wrong in wrong_cues(ladder.worded(wording.language).model_copy(update={"wordings": ()})):
            yield ("wordings", n, *place), wrong
        known = {s.name for s in ladder.states} | {named(a) for a in ladder.aspects}
        for i, row in enumerate((*wording.states, *wording.aspects)):
            if row.name not in known:
                yield ("wordings", n, i), f"no such state or aspect: {row.name!r}"
    if ladder.announced is not None and ladder.announced not in {state.name for state in ladder.states}:
        yield ("announced",), f"no such state: {ladder.announced!r}"
