"""Whether a post belongs to a story, and on which words."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.story import Story
from streams.core.interpret.binding import states_in
from streams.core.interpret.compiled import FOREIGN, Compiled, Tagged, compiled, parts
from streams.core.interpret.tongue import Tongue
from streams.core.sentences import parsed

_ROLES = ("action", "actor", "place", "object")
_ON_PAGE = 2
"""How many of them are enough on a page whose title tells all."""
_OWNER, _OWNED = 2, 3
"""Words before and behind a noun among which another country's name makes it another's: "Tavia's withdrawal", "the
withdrawal of Tavian"; "Tavia welcomed the withdrawal" is further away."""
_LEAD = 2
"""Paragraphs that say what a post is about. What only one further down names is an aside."""


@dataclass(frozen=True, slots=True)
class Match:
    """A post belongs to the story: how surely, from 0 to 1, and the words that say so by the part they play."""

    score: float
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a post is the story's, or is not. `words` are those of the paragraph, with the title, that names most of it.

    `missing` are the parts that no paragraph names beside them; `aside`: all parts are named, but only once, and not at
    the beginning, in the paragraph of this number; `excluded`: a word of the post by which the story leaves it out;
    `page`: the title of its page tells it all.
    """

    match: Match | None
    words: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    aside: int | None
    excluded: str | None
    page: bool


def match(
    title: str | None, text: str, story: Story, *, page_title: str | None = None, language: str | None = None
) -> Match | None:
    """Whether the post is about the story: its action and its place, with its actor or its object, named in one
    paragraph and the title, at its beginning or twice further down. A sentence that tells of a state of the story's, of
    that actor in that place, names the action, too. On a page whose title tells all that, any two of them are enough,
    or the action alone, unless it is said to be another's. None where it is not. `language` is that of the post, None
    for English.

    Raises BadStory for a ladder with a wrong cue.
    """
    ready = compiled(story, language)
    ours = page_title is not None and _is_ours(page_title, ready)
    if not ours and not _may_tell(ready, *_words(title or "", text, ready.tongue)):
        return None
    if _excluded(title, text, story):
        return None
    above = _roles(title or "", parts(title or "", ready), ready)
    best, places = above, [-1] if _tells(above, story) else []
    for n, paragraph in enumerate(_paragraphs(parts(text, ready))):
        own = _roles(text, paragraph, ready)
        found = above | own
        if _tells(found, story) and "action" in own:
            places.append(n)
        if len(found) > len(best):
            best = found
    told = bool(places) and (places[0] < _LEAD or len(places) > 1)
    if ours and not told and len(best) < _ON_PAGE:
        on = _goes_on(title or "", parts(title or "", ready), ready) or _goes_on(text, parts(text, ready), ready)
        best, told = best | on, bool(on)
    if not told and not (ours and len(best) >= _ON_PAGE):
        return None
    return Match(score=min(1.0, (len(best) + ours) / 5), words=tuple(sorted(best.items())))


def explain(
    title: str | None, text: str, story: Story, *, page_title: str | None = None, language: str | None = None
) -> Explanation:
    """What `match` makes of a post, and on what. Raises BadStory as it does."""
    ready = compiled(story, language)
    above = _roles(title or "", parts(title or "", ready), ready)
    own = [_roles(text, paragraph, ready) for paragraph in _paragraphs(parts(text, ready))]
    whole = f"{title or ''}\n{text}".casefold()
    best = max([above, *(above | roles for roles in own)], key=len)
    told = [n for n, roles in enumerate(own, 1) if "action" in roles and _tells(above | roles, story)]
    missing = [role for role in _needed(story) if role not in best]
    if "actor" not in best and "object" not in best and "object" not in missing:
        missing.append("actor or object")
    found = match(title, text, story, page_title=page_title, language=language)
    return Explanation(
        match=found,
        words=found.words if found else tuple(sorted(best.items())),
        missing=tuple(missing),
        aside=told[0] if told and found is None else None,
        excluded=next((word for word in story.exclude if word.casefold() in whole), None),
        page=page_title is not None and _tells(_roles(page_title, parts(page_title, ready), ready), story),
    )


def _needed(story: Story) -> tuple[str, ...]:
    """The parts that `_tells` asks for, beside actor or object."""
    place = ("place",) if story.places else ()
    return ("action", *place, "object") if story.ladder.common and story.object else ("action", *place)


def _tells(roles: Container[str], story: Story) -> bool:
    return "action" in roles and _of_ours(roles, story)


def _of_ours(roles: Container[str], story: Story) -> bool:
    """Whether what is named says whose action it is."""
    if story.places and "place" not in roles:
        return False
    if story.ladder.common and story.object and "object" not in roles:
        return False
    return "actor" in roles or "object" in roles


@lru_cache(maxsize=1024)
def _is_ours(page_title: str, story: Compiled) -> bool:
    """Whether a page's title tells all; kept, as its posts come one after the other."""
    return _tells(_roles(page_title, parts(page_title, story), story), story.story)


@lru_cache(maxsize=16)
def _words(title: str, text: str, spoken: Tongue) -> tuple[frozenset[str], frozenset[str]]:
    """All words of a post, and with them the names of owners without their mark; kept for the stories that follow."""
    words = frozenset[str]().union(*(sentence.words for part in (title, text) for sentence in parsed(part)))
    return words, words.union([spoken.owner(word) for word in words if "'" in word])


def _may_tell(story: Compiled, words: frozenset[str], names: frozenset[str]) -> bool:
    """A look at the words alone, which spares most posts the rest."""
    named = {role for role, heads in story.names.items() if not heads.isdisjoint(names)}
    return bool(named) and (not story.deeds.isdisjoint(words) or _names_enough(named, story.story))


def _paragraphs(body: Sequence[Tagged]) -> list[list[Tagged]]:
    found: dict[int, list[Tagged]] = {}
    for row in body:
        found.setdefault(row[0].paragraph, []).append(row)
    return list(found.values())


def _excluded(title: str | None, text: str, story: Story) -> bool:
    whole = f"{title or ''}\n{text}".casefold() if story.exclude else ""
    return any(word.casefold() in whole for word in story.exclude)


def _roles(text: str, part: Sequence[Tagged], story: Compiled) -> dict[str, str]:
    """The part each kind of word plays in these sentences: the first of each."""
    found: dict[str, str] = {}
    for sentence, known in part:
        for name, tags in known.items():
            role = "action" if name in story.action else name
            if role in _ROLES and role not in found:
                found[role] = text[sentence.starts[tags[0].start] : sentence.ends[tags[0].end - 1]]
    if "action" not in found and _names_enough(found, story.story) and (deed := _deed(text, part, story)):
        found["action"] = deed
    return found


def _goes_on(text: str, part: Sequence[Tagged], story: Compiled) -> dict[str, str]:
    """The action, as a page that is the story's names it without saying again whose it is: "the siege", "the attack",
    or a sentence that tells of a state."""
    for sentence, _ in part:
        tags = story.lexicon.tags(sentence.words)
        foreign = [at for tag in tags.get(FOREIGN, ()) for at in range(tag.start, tag.end)]
        nouns = [(t.start, t.end) for name in story.means for t in tags.get(name, ()) if t.form == "n"]
        named = [(i, j) for i, j in nouns if not any(i - _OWNER <= at < j + _OWNED for at in foreign)]
        for start, end in (*named, *((found.start, found.end) for _, found in states_in(sentence, tags, story))):
            return {"action": text[sentence.starts[start] : sentence.ends[end - 1]]}
    return {}


def _names_enough(roles: Container[str], story: Story) -> bool:
    """Whether all that is named but the action leaves no doubt whose it is."""
    return _of_ours(roles, story) and (bool(story.places) or ("actor" in roles and "object" in roles))


def _deed(text: str, part: Sequence[Tagged], story: Compiled) -> str | None:
    """The words of the first sentence that tell of a state of the story's in other words than the action's."""
    for sentence, known in part:
        if _names_enough(known, story.story):
            for _, found in states_in(sentence, story.lexicon.tags(sentence.words), story):
                return text[sentence.starts[found.start] : sentence.ends[found.end - 1]]
    return None
