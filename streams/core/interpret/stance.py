"""The stance a statement takes toward the story's main action; none where it is about something else.

What is praised or blamed must be the action: by name, as "the move", or by a statement that goes on from one about it.
Whoever acts, and tells of it, takes no stance, save those of the same country who speak for their own side.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from schemas.evidence import Span, Where
from schemas.interpretation import Assertion, Stance, StanceValue
from schemas.reading import Statement
from streams.core.interpret.compiled import Compiled, Tagged
from streams.core.interpret.lexicon import Tag
from streams.core.interpret.tongue import VIEW, Attitude, Tongue
from streams.core.interpret.views import About, Said, moved, takes_action, view

_JOINT: Final = 12
"""Characters between two statements of one sentence at the most."""
_VOICED: Final = 4
"""How many words before a feeling the verb that voices it may stand."""
_TURNED: Final[dict[StanceValue, StanceValue]] = {"welcomes": "opposes", "opposes": "welcomes"}
"""Where the news is that the action is undone, "the decision" praised is the action blamed."""


def stances(
    text: str,
    tagged: Mapping[Where, Sequence[Tagged]],
    statements: Sequence[Statement],
    asserted: Sequence[Assertion],
    story: Compiled,
) -> Iterator[Stance]:
    """The stances of a post's statements, in order; a statement that takes none has none. What asserts a state of the
    story is about its action."""
    earlier: dict[str, StanceValue] = {}
    topic: dict[str, bool] = {}
    calls = not story.story.ladder.agent  # whoever wants another to leave may yet not like how
    moves = {state.name: state.move for state in story.story.ladder.states}
    turned = any(moves[a.state] == "reversal" and a.factuality in ("happened", "reported") for a in asserted)
    before: tuple[Statement, StanceValue | None] | None = None
    last: Statement | None = None  # the one before, where it is about the action
    for n, statement in enumerate(statements):
        said = _said(tagged[statement.span.where], statement, story)
        who = statement.canonical or statement.speaker or ""
        named = _named(said) or any(_lies_in(a.span, statement.span) for a in asserted)
        goes_on = topic.get(who, False) or _goes_on(tagged, statement, asserted, story)
        goes_on = goes_on or (last is not None and _one_sentence(text, last, statement))
        topic[who] = named or goes_on
        last = statement if named or goes_on else None
        if statement.party is None or _acts_itself(statement, story):
            continue
        about: About = None
        if named:
            about = "named"
        elif (on_it := _on_it(said, story.tongue)) or goes_on:
            about = "meant" if on_it or statement.mode == "direct" or _feels(said) else "near"
        value = view(said, about, calls, earlier.get(who))
        if turned and named and not said.action and value is not None:
            value = _TURNED.get(value, value)
        if before and _same_breath(text, before[0], statement) and not _judges(said):
            goes_on_with = said.words[0].endswith(story.tongue.attitude.doing_endings) and before[1] != "neutral"
            value = before[1] if before[1] is not None and (value is None or goes_on_with) else value
        before = (statement, value)
        if value is not None:
            if value != "neutral":
                earlier[who] = value
            yield Stance(statement=n, value=value)


def _said(known: Sequence[Tagged], statement: Statement, story: Compiled) -> Said:
    words: list[str] = []
    action: list[Tag] = []
    views: dict[str, list[Tag]] = {}
    for sentence, tags in known:
        if sentence.end <= statement.span.start:
            continue
        if sentence.start >= statement.span.end:
            break
        first = bisect_left(sentence.starts, statement.span.start)
        last = bisect_left(sentence.starts, statement.span.end)
        by = first - len(words)
        for name, found in tags.items():
            into = action if name in story.means else None
            if name.startswith(VIEW):
                into = views.setdefault(name.removeprefix(VIEW), [])
            if into is not None:
                into += [moved(tag, by) for tag in found if first <= tag.start < last]
        words += sentence.words[first:last]
        words.append(".")
    return Said(story.tongue, tuple(words), tuple(sorted(action, key=lambda t: t.start)), views)


def _lies_in(inner: Span, outer: Span) -> bool:
    return inner.where == outer.where and outer.start <= inner.start and inner.end <= outer.end


def _same_breath(text: str, one: Statement, other: Statement) -> bool:
    """Whether two statements are halves of one sentence of one speaker: hailed the deal, but said."""
    return one.canonical == other.canonical and one.party == other.party and _one_sentence(text, one, other)


def _one_sentence(text: str, one: Statement, other: Statement) -> bool:
    """Whether two statements stand in one sentence, the one right behind the other: Tavia hailed it, while Ostrova."""
    if one.span.where != "text" or other.span.where != "text":
        return False
    between = text[one.span.end : other.span.start]
    return len(between) < _JOINT and not any(stop in between for stop in ".!?\n")


def _feels(said: Said) -> bool:
    """Whether a feeling is all that is said: Tavia made no secret of its dismay, voiced relief."""
    words, t = said.words, said.tongue.attitude
    end = len(words)
    while end and not words[end - 1][0].isalnum():
        end -= 1
    return any(
        tag.end == end and not t.voicing.isdisjoint(words[max(0, tag.start - _VOICED) : tag.start])
        for name in ("good", "bad", "fear")
        for tag in said.views.get(name, ())
    )


def _named(said: Said) -> bool:
    """Whether the statement names the action, or means it by "the move", "this decision"."""
    return bool(said.action) or any(
        _definite(said.words, tag.start, said.tongue.attitude) for tag in said.views.get("anaphor", ())
    )


def _definite(words: Sequence[str], at: int, t: Attitude) -> bool:
    before = words[max(0, at - 2) : at]
    return any(word in t.definite or word.endswith(t.genitive) for word in before)


def _goes_on(
    tagged: Mapping[Where, Sequence[Tagged]], statement: Statement, asserted: Sequence[Assertion], story: Compiled
) -> bool:
    """Whether the sentence right before, or the title before the first, names the action, or it or this one before the
    statement tells its state."""
    start = statement.span.start
    if statement.span.where != "text":
        return False
    before: Tagged | None = None
    for row in tagged["text"]:
        if row[0].end > start:
            begin = row[0].start if before is None else before[0].start
            heard = tagged["title"] if before is None else (before,)
            if any(name in tags for _, tags in heard for name in story.means):
                return True
            return any(a.span.where == "text" and begin <= a.span.start < start for a in asserted)
        before = row
    return False


def _on_it(said: Said, tongue: Tongue) -> bool:
    """Whether what is said is what "it" or "this" is, which in a post about the action is the action."""
    t, say, words = tongue.attitude, tongue.mood.say, said.words
    judged = {tag.start for name in ("good", "bad", "verdict") for tag in said.views.get(name, ())}
    for i, word in enumerate(words):
        if word in t.this_is and (i < 2 or words[i - 1] in say):
            return True
        if word not in t.it_is:
            continue
        if i and words[i - 1] in t.calls:
            return True
        if i < 2 or words[i - 1] in say or words[i - 1] in t.that:
            j = i + 1
            while j < len(words) and words[j] in t.auxiliaries:
                j += 1
            if j > i + 1 and j < len(words) and (words[j] in t.a_thing or not judged.isdisjoint((j, j + 1))):
                return True
    return False


def _judges(said: Said) -> bool:
    """Whether the statement praises or blames the action in so many words."""
    return any(takes_action(said, tag) for name in ("praise", "blame") for tag in said.views.get(name, ()))


def _acts_itself(statement: Statement, story: Compiled) -> bool:
    """Whether the speaker is of the party that acts, and speaks for it."""
    if not story.story.ladder.agent or statement.party is None:
        return False
    if story.actors.isdisjoint(statement.party.split("+")):
        return False
    words = f"{statement.role or ''} {statement.speaker or ''}".lower().replace(",", " ").split()
    t = story.tongue.attitude
    if not t.dissenting.isdisjoint(words):
        return not t.executive.isdisjoint(words) and t.former.isdisjoint(words) and t.opposition.isdisjoint(words)
    return True
