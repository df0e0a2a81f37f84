"""Whether what a sentence says is said of this story: its actor and its place, not another's like deed."""

from collections.abc import Sequence
from typing import Final

from streams.core.interpret import english as en
from streams.core.interpret.compiled import FOREIGN
from streams.core.interpret.cues import Found
from streams.core.interpret.english import listed
from streams.core.interpret.lexicon import Tag, Tags
from streams.core.sentences import Sentence

_SUBJECT: Final = 14
_BREAKS: Final = listed("; : — – that which who while but although though whereas")
_IN: Final = listed("in at near outside from of")


def binds(sentence: Sentence, found: Found, tags: Tags, agent: bool) -> bool:
    """Whether the predicate is of the story. `agent`: who acts is part of the story, so that the nearest party named
    before the predicate, or as its doer behind it, must not be another."""
    foreign = tags.get(FOREIGN)
    if not foreign:
        return True
    ours = [t for name in ("actor", "place") for t in tags.get(name, ())]
    if _elsewhere(sentence.words, found, foreign, ours):
        return False
    if agent:
        return _actor_acts(sentence.words, found, foreign, tags.get("actor", ()))
    return _not_only_others(sentence.words, found, foreign, ours)


def _elsewhere(words: Sequence[str], found: Found, foreign: Sequence[Tag], ours: Sequence[Tag]) -> bool:
    """A place of another country close behind what is told, and none of ours in the sentence before it."""
    for tag in foreign:
        behind = tag.start - found.end
        if -3 <= behind <= 8 and tag.start and _place_word(words, tag.start):
            near = [t for t in ours if found.start - 6 <= t.start <= tag.end + 6]
            if not near:
                return True
    return False


def _place_word(words: Sequence[str], at: int) -> bool:
    return any(word in _IN for word in words[max(0, at - 4) : at])


def _actor_acts(words: Sequence[str], found: Found, foreign: Sequence[Tag], actors: Sequence[Tag]) -> bool:
    at = found.predicate.start
    lowest = max(0, at - _SUBJECT)
    others = [t for t in foreign if lowest <= t.start < at and not _object_of_saying(words, t)]
    if not others:
        passive = [t for t in foreign if found.end <= t.start <= found.end + 4 and "by" in words[found.end : t.start]]
        return not passive
    other = others[-1].start
    mine = [t.start for t in actors if lowest <= t.start < found.end]
    if mine and max(mine) > other:
        return True
    between = words[other:at]
    if (
        mine
        and any(start < other for start in mine)
        and not any(w in en.WANT or w in ("that",) for w in words[max(mine[0], 0) : other])
    ):
        return any(w in ("from", "in", "of", "with", "against", "and") for w in words[max(0, other - 2) : other])
    return any(w in _BREAKS for w in between) and not mine and "that" in between


def _object_of_saying(words: Sequence[str], tag: Tag) -> bool:
    """Told Washington; in Berlin: no subject."""
    before = words[tag.start - 1] if tag.start else ""
    return before in ("told", "to", "in", "from", "at", "with", "near", "against")


def _not_only_others(words: Sequence[str], found: Found, foreign: Sequence[Tag], ours: Sequence[Tag]) -> bool:
    """A sentence that names only others as those who act is not of the story."""
    if ours:
        return True
    at = found.predicate.start
    subject = [t for t in foreign if at - 4 <= t.end <= at and not _object_of_saying(words, t)]
    return not subject or found.predicate.form in ("n", "part")
