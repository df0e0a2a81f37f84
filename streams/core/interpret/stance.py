"""The stance a statement takes toward the story's main action; none where it is about something else.

What is praised or blamed must be the action: by name, as "the move", or by a statement that goes on from one about it.
Whoever acts, and tells of it, takes no stance, save those of the same country who speak for their own side.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from schemas.evidence import Span, Where
from schemas.interpretation import Assertion, Stance, StanceValue
from schemas.reading import Statement
from streams.core.interpret.compiled import Compiled, Tagged
from streams.core.interpret.lexicon import Tag
from streams.core.interpret.mood import negated
from streams.core.interpret.tongue import VIEW, Attitude, Tongue

_OBJECT: Final = 8
_TURNED: Final[dict[StanceValue, StanceValue]] = {"welcomes": "opposes", "opposes": "welcomes"}
"""Where the news is that the action is undone, "the decision" praised is the action blamed."""
_VIEWS: Final = (
    "praise",
    "blame",
    "call",
    "good",
    "bad",
    "fear",
    "doubt",
    "wait",
    "proviso",
    "demand",
    "verdict",
    "horror",
)
_HORROR: Final = 4
_ENDED: Final = 10


_About = Literal["named", "meant", "near"] | None
"""How a statement is about the action: it names it, goes on about it, or only stands next to words that name it."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one statement with the tags in them, the story's and those of stance, and their language."""

    tongue: Tongue
    words: tuple[str, ...]
    action: tuple[Tag, ...]
    views: dict[str, list[Tag]]


@dataclass(slots=True)
class _Score:
    good: float = 0
    bad: float = 0
    fear: bool = False
    doubt: bool = False
    wait: bool = False
    proviso: bool = False
    demand: bool = False


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
    for n, statement in enumerate(statements):
        said = _said(tagged[statement.span.where], statement, story)
        who = statement.canonical or statement.speaker or ""
        named = _named(said) or any(_lies_in(a.span, statement.span) for a in asserted)
        goes_on = topic.get(who, False) or _goes_on(tagged["text"], statement, asserted, story)
        topic[who] = named or goes_on
        if statement.party is None or _acts_itself(statement, story):
            continue
        about: _About = None
        if named:
            about = "named"
        elif (on_it := _on_it(said, story.tongue)) or goes_on:
            about = "meant" if on_it or statement.mode == "direct" else "near"
        value = _value(said, about, calls, earlier.get(who))
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


def _said(known: Sequence[Tagged], statement: Statement, story: Compiled) -> _Said:
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
                into += [_moved(tag, by) for tag in found if first <= tag.start < last]
        words += sentence.words[first:last]
        words.append(".")
    return _Said(story.tongue, tuple(words), tuple(sorted(action, key=lambda t: t.start)), views)


def _lies_in(inner: Span, outer: Span) -> bool:
    return inner.where == outer.where and outer.start <= inner.start and inner.end <= outer.end


def _same_breath(text: str, one: Statement, other: Statement) -> bool:
    """Whether two statements are halves of one sentence of one speaker: hailed the deal, but said."""
    if one.canonical != other.canonical or one.party != other.party or one.span.where != "text":
        return False
    between = text[one.span.end : other.span.start] if other.span.where == "text" else "."
    return len(between) < 12 and not any(stop in between for stop in ".!?\n")


def _named(said: _Said) -> bool:
    """Whether the statement names the action, or means it by "the move", "this decision"."""
    return bool(said.action) or any(
        _definite(said.words, tag.start, said.tongue.attitude) for tag in said.views.get("anaphor", ())
    )


def _definite(words: Sequence[str], at: int, t: Attitude) -> bool:
    before = words[max(0, at - 2) : at]
    return any(word in t.definite or word.endswith(t.genitive) for word in before)


def _goes_on(known: Sequence[Tagged], statement: Statement, asserted: Sequence[Assertion], story: Compiled) -> bool:
    """Whether the sentence right before names the action, or it or this one before the statement tells its state."""
    start = statement.span.start
    if statement.span.where != "text":
        return False
    before: Tagged | None = None
    for row in known:
        if row[0].end > start:
            begin = row[0].start if before is None else before[0].start
            if before is not None and any(name in before[1] for name in story.means):
                return True
            return any(a.span.where == "text" and begin <= a.span.start < start for a in asserted)
        before = row
    return False


def _on_it(said: _Said, tongue: Tongue) -> bool:
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
            if j > i + 1 and j < len(words) and (words[j] in t.a_thing or j in judged):
                return True
    return False


def _judges(said: _Said) -> bool:
    """Whether the statement praises or blames the action in so many words."""
    return any(_takes_action(said, tag) for name in ("praise", "blame") for tag in said.views.get(name, ()))


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


def _value(said: _Said, about: _About, calls: bool, earlier: StanceValue | None) -> StanceValue | None:
    score = _scored(said, about, calls)
    tail = _after_but(said)
    if tail is not None:
        later = _scored(tail, about, calls)
        later.doubt = score.doubt
        if later.wait or later.doubt or later.bad > later.good:
            return _verdict(score, said) if score.good and not (later.doubt or later.bad) else _verdict(later, tail)
    value = _verdict(score, said)
    if value is not None or about != "named":
        return value
    return earlier if earlier in ("welcomes", "opposes", "sceptical") else "neutral"


def _verdict(score: _Score, said: _Said) -> StanceValue | None:
    if score.doubt and score.good <= 1:
        return "sceptical"
    if score.demand or (score.proviso and not score.bad):
        return "conditional"
    if score.wait and score.good < 2:
        return "reserved"
    if score.bad > score.good:
        return "opposes"
    if score.fear and score.good <= score.bad:
        return "sceptical"
    if score.good > score.bad:
        return "conditional" if _supposes(said) else "welcomes"
    if score.bad:
        return "reserved"
    return None


def _scored(said: _Said, about: _About, calls: bool) -> _Score:
    score = _Score()
    flip = bool(said.views.get("undo"))
    right = said.tongue.attitude.right
    for name in _VIEWS:
        if name == "call" and not calls:
            continue
        for tag in said.views.get(name, ()):
            if name in ("praise", "blame", "call") and not _takes_action(said, tag):
                continue
            if name in ("good", "bad", "fear") and about not in ("named", "meant"):
                continue
            if name in ("wait", "proviso") and about is None:
                continue
            if name == "horror" and not _of_the_action(said, tag):
                continue
            if name in ("bad", "horror") and _ended(said, tag):
                score.good += 1
                continue
            against = negated(said.words, tag.start, said.tongue) != (flip and name in ("good", "bad"))
            if name == "call" and _released(said, tag):
                score.bad += 0 if against else 1
                continue
            match name:
                case "praise":
                    score.good += 0 if against else 2
                    score.bad += 2 if against else 0
                case "blame":
                    score.bad += 0 if against else 2
                case "call" | "good":
                    score.good += 0 if against else 1
                    score.bad += 1 if against else 0
                case "bad" | "horror":
                    score.bad += 0 if against else 1
                    score.good += 1 if against else 0
                case "fear":
                    score.fear = score.fear or not against
                case "doubt":
                    score.doubt = True
                case "wait":
                    score.wait = True
                case "proviso":
                    score.proviso = True
                case "verdict":
                    score.bad += 0 if about in ("named", "meant") or said.words[tag.start] in right else 1
                    score.good += 1 if about is None and said.words[tag.start] in right else 0
                case _:
                    score.demand = True
    score.doubt = score.doubt or any(negated(said.words, t.start, said.tongue, 2) for t in said.views.get("faith", ()))
    if _if_action(said):
        score.proviso = True
    return score


def _of_the_action(said: _Said, tag: Tag) -> bool:
    """A horrific attack; called it an outrage."""
    words, at = said.words, tag.start
    if any(0 < t.start - at <= _HORROR for t in (*said.action, *said.views.get("anaphor", ()))):
        return True
    if not said.tongue.attitude.it.isdisjoint(words[max(0, at - 2 * _HORROR) : at]):
        return True
    return any(0 < at - t.end < 4 for t in said.action)


def _ended(said: _Said, tag: Tag) -> bool:
    """The end of suffering is no suffering."""
    return any(0 < tag.start - t.start <= _ENDED for t in said.views.get("ending", ()))


def _released(said: _Said, tag: Tag) -> bool:
    """Whether what is called for is that the action end: demanded the release of the hostages, an end to the siege."""
    ends = (*said.views.get("release", ()), *said.views.get("ending", ()))
    return any(tag.end <= end.start < act.start <= tag.end + _OBJECT for end in ends for act in said.action)


def _takes_action(said: _Said, tag: Tag) -> bool:
    """Whether what is praised or blamed is the action; being welcomed by somebody is a greeting."""
    words, end = said.words, tag.end
    t = said.tongue.attitude
    if tag.form == "part" and end < len(words) and words[end] in t.by:
        return False
    region = end
    while region < len(words) and region < end + _OBJECT:
        for_doing = (
            words[region] in t.for_doing and region + 1 < len(words) and words[region + 1].endswith(t.doing_endings)
        )
        if words[region] in t.claims or (words[region] in said.tongue.region_ends and not for_doing):
            break
        region += 1
    means = {tag.start for tag in (*said.views.get("anaphor", ()), *said.action)}
    parts = {tag.start for tag in said.views.get("part-of", ())}
    for i in range(end, region):
        if i in means or (i == end and words[i] in t.it):
            return True
        opened = any(j in parts for j in range(end, i))
        if opened and words[i] in t.talks:
            return True
        if words[i] in t.of and not opened and tag.name != VIEW + "call":
            return False
    return False


def _if_action(said: _Said) -> bool:
    """If the withdrawal is real, ...: the action stands in a condition."""
    t = said.tongue.attitude
    for i, word in enumerate(said.words):
        if word in t.condition:
            if word in t.condition_first and i and said.words[i - 1] not in (".", ",", '"', "“"):
                continue
            if any(i < tag.start < i + 14 for tag in said.action):
                return True
    return False


def _supposes(said: _Said) -> bool:
    return not said.tongue.attitude.supposing.isdisjoint(said.words)


def _after_but(said: _Said) -> _Said | None:
    at = max((i for i, word in enumerate(said.words) if word in said.tongue.attitude.but and i > 2), default=None)
    if at is None:
        return None
    views = {name: [_moved(t, at) for t in tags if t.start >= at] for name, tags in said.views.items()}
    return _Said(said.tongue, said.words[at:], tuple(_moved(t, at) for t in said.action if t.start >= at), views)


def _moved(tag: Tag, by: int) -> Tag:
    return Tag(tag.name, tag.form, tag.start - by, tag.end - by)
