"""Whether a post belongs to a story, and on which words."""

from dataclasses import dataclass

from schemas.story import Story
from streams.core.interpret.compiled import Compiled, compiled
from streams.core.sentences import Sentence, parsed

_WEIGHTS = {"action": 2, "actor": 1, "place": 1, "object": 1}
_TELLING = 4
"""The action, and two of who, where and on what."""
_ON_PAGE = 2
"""What is enough on a page whose title tells all: an actor and a place, or the action."""


@dataclass(frozen=True, slots=True)
class Match:
    """A post belongs to the story: how surely, from 0 to 1, and the words that say so by the part they play."""

    score: float
    words: tuple[tuple[str, str], ...]


def match(title: str | None, text: str, story: Story, *, page_title: str | None = None) -> Match | None:
    """Whether the post is about the story: its action, and two of its actor, place and object, named in its title and
    one paragraph; on a page whose title tells all that, the action or an actor and a place. None where it is not.

    Raises BadStory for a ladder with a wrong cue.
    """
    ready = compiled(story)
    if _excluded(title, text, story):
        return None
    ours = page_title is not None and _weight(_roles(page_title, parsed(page_title), ready)) >= _TELLING
    body, head = parsed(text), parsed(title or "")
    if not ours and not _may_tell(ready, body, head):
        return None
    above = _roles(title or "", head, ready)
    best = above
    for paragraph in _paragraphs(body):
        found = above | _roles(text, paragraph, ready)
        if _weight(found) > _weight(best):
            best = found
    if _weight(best) < (_ON_PAGE if ours else _TELLING) or not (ours or "action" in best):
        return None
    return Match(score=min(1.0, (_weight(best) + ours) / 5), words=tuple(sorted(best.items())))


def _may_tell(story: Compiled, *parts: tuple[Sentence, ...]) -> bool:
    """A look at the words alone, which spares most posts the rest."""
    words = {word for part in parts for sentence in part for word in sentence.words}
    return not story.deeds.isdisjoint(words) and any(
        not story.names.isdisjoint((w, w.removesuffix("'s"))) for w in words
    )


def _paragraphs(body: tuple[Sentence, ...]) -> list[tuple[Sentence, ...]]:
    found: dict[int, list[Sentence]] = {}
    for sentence in body:
        found.setdefault(sentence.paragraph, []).append(sentence)
    return [tuple(row) for row in found.values()]


def _excluded(title: str | None, text: str, story: Story) -> bool:
    whole = f"{title or ''}\n{text}".casefold() if story.exclude else ""
    return any(word.casefold() in whole for word in story.exclude)


def _roles(text: str, part: tuple[Sentence, ...], story: Compiled) -> dict[str, str]:
    """The part each kind of word plays in these sentences: the first of each."""
    found: dict[str, str] = {}
    for sentence in part:
        for name, tags in story.lexicon.tags(sentence.words).items():
            role = "action" if name in story.action else name
            if role in _WEIGHTS and role not in found:
                found[role] = text[sentence.starts[tags[0].start] : sentence.ends[tags[0].end - 1]]
    return found


def _weight(roles: dict[str, str]) -> int:
    return sum(_WEIGHTS[role] for role in roles)
