"""Whether what a sentence says is said of this story: its actor and its place, not another's like deed."""

from collections.abc import Iterator, Sequence
from typing import Final

from streams.core.interpret.compiled import FOREIGN, Compiled, StateCue
from streams.core.interpret.cues import Found, find
from streams.core.interpret.lexicon import Tag, Tags
from streams.core.interpret.tongue import Tongue
from streams.core.sentences import Sentence

_SUBJECT: Final = 14


def states_in(sentence: Sentence, tags: Tags, story: Compiled) -> Iterator[tuple[StateCue, Found]]:
    """Every place where a sentence speaks of a state of this story, with the cue by which it does."""
    ladder = story.story.ladder
    for row in story.states.of(tags):
        for found in find(row.cue, sentence.words, tags, story.tongue):
            if binds(sentence, found, tags, story.tongue, agent=ladder.agent, common=ladder.common):
                yield row, found


def binds(sentence: Sentence, found: Found, tags: Tags, tongue: Tongue, *, agent: bool, common: bool = False) -> bool:
    """Whether the predicate is of the story. `agent`: who acts is part of the story, so that the nearest party named
    before the predicate, or as its doer behind it, must not be another. `common`: where it is done tells nothing, as
    a deal may be signed anywhere."""
    foreign = tags.get(FOREIGN)
    if not foreign:
        return True
    ours = [t for name in ("actor", "place") for t in tags.get(name, ())]
    if not common and _elsewhere(sentence.words, found, foreign, ours, tongue):
        return False
    if agent:
        return _actor_acts(sentence.words, found, foreign, tags.get("actor", ()), tongue)
    return _not_only_others(sentence.words, found, foreign, ours, tongue)


def _elsewhere(words: Sequence[str], found: Found, foreign: Sequence[Tag], ours: Sequence[Tag], tongue: Tongue) -> bool:
    """A place of another country close behind what is told, and none of ours in the sentence before it."""
    for tag in foreign:
        behind = tag.start - found.end
        if -3 <= behind <= 8 and tag.start and _place_word(words, tag.start, tongue):
            near = [t for t in ours if found.start - 6 <= t.start <= tag.end + 6]
            if not near:
                return True
    return False


def _place_word(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    return any(word in tongue.mood.places for word in words[max(0, at - 4) : at])


def _actor_acts(
    words: Sequence[str], found: Found, foreign: Sequence[Tag], actors: Sequence[Tag], tongue: Tongue
) -> bool:
    t = tongue.mood
    at = found.predicate.start
    lowest = max(0, at - _SUBJECT)
    others = [tag for tag in foreign if lowest <= tag.start < at and not _object_of_saying(words, tag, tongue)]
    if not others:
        behind = [tag for tag in foreign if found.end <= tag.start <= found.end + 4]
        return all(t.by.isdisjoint(words[found.end : tag.start]) for tag in behind)
    other = others[-1].start
    mine = [tag.start for tag in actors if lowest <= tag.start < found.end]
    if mine and max(mine) > other:
        return True
    between = words[other:at]
    if (
        mine
        and any(start < other for start in mine)
        and not any(w in t.want or w in t.that for w in words[max(mine[0], 0) : other])
    ):
        return any(w in t.doer_links for w in words[max(0, other - 2) : other])
    return any(w in tongue.breaks for w in between) and not mine and not t.that.isdisjoint(between)


def _object_of_saying(words: Sequence[str], tag: Tag, tongue: Tongue) -> bool:
    """Told Washington; in Berlin: no subject."""
    before = words[tag.start - 1] if tag.start else ""
    return before in tongue.mood.saying_links


def _not_only_others(
    words: Sequence[str], found: Found, foreign: Sequence[Tag], ours: Sequence[Tag], tongue: Tongue
) -> bool:
    """A sentence that names only others as those who act is not of the story."""
    if ours:
        return True
    at = found.predicate.start
    subject = [t for t in foreign if at - 4 <= t.end <= at and not _object_of_saying(words, t, tongue)]
    return not subject or found.predicate.form in ("n", "part")
