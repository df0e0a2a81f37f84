"""What a post asserts of the story's status: each state its words speak of, how real, since when, and who says so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from schemas.evidence import Span, Where
from schemas.interpretation import Assertion, Factuality
from schemas.reading import Statement
from schemas.story import State
from schemas.times import Interval, Published
from streams.core.interpret.binding import states_in
from streams.core.interpret.compiled import Compiled
from streams.core.interpret.cues import Found
from streams.core.interpret.intervals import floor
from streams.core.interpret.lexicon import Tag, Tags
from streams.core.interpret.mood import judge
from streams.core.interpret.times import when
from streams.core.interpret.tongue import Tongue
from streams.core.sentences import Sentence

_OLD: Final = timedelta(days=45)
"""An event dated longer before its post than this is another round of the story, or another story."""

_OLDEST: Final = timedelta(days=400)
"""The same where it is called the action that is known."""

_AT_ONCE: Final = 3
"""Words between a verb and a time that surely is its own."""
_YEAR: Final = re.compile(r"[12]\d{3}")
_REAL: Final = frozenset(("happened", "reported"))


@dataclass(frozen=True, slots=True)
class _Candidate:
    state: State
    found: Found
    mood: Factuality
    weight: int
    phase: bool
    """Its predicate tells a phase of another deed, which is no assertion of its own then: started to leave."""


def assertions(
    sentence: Sentence, tags: Tags, where: Where, published: Published, statements: Sequence[Statement], story: Compiled
) -> Iterator[Assertion]:
    """The assertions of one sentence, in text order."""
    for candidate in _chosen(list(_candidates(sentence, tags, story))):
        found, mood = candidate.found, candidate.mood
        time = when(sentence, found.predicate, mood, published, story.tongue)
        interval = time.interval() if time else None
        if mood == "denied" and time is not None and time.lead in story.tongue.mood.until:
            due = when(sentence, found.predicate, "planned", published, story.tongue)
            if due is not None and due.start <= found.predicate.end + _AT_ONCE and _later(due.interval(), published):
                mood, time, interval = "planned", due, due.interval()  # not before Monday
        if mood == "happened" and time is not None and interval is not None and _to_come(interval, published):
            if found.predicate.form in ("s", "base") and time.lead != "from":  # takes effect on Sunday
                mood = "planned"
            else:  # agreed on a truce from Sunday: its own time is not said
                time = interval = None
        span = Span(where=where, start=sentence.starts[found.start], end=sentence.ends[found.end - 1])
        by = _speaker(span, found.predicate, sentence, statements, story.tongue)
        if mood == "happened" and _past(sentence.words, tags, found, interval, published, story):
            mood = "history"
        if mood == "happened" and by is not None:
            mood = "reported"
        if time is not None:
            last = max(found.end, time.end) if time.start <= found.end + 6 else found.end
            span = Span(where=where, start=span.start, end=sentence.ends[last - 1])
        effective = _effective(interval, mood, sentence, found.predicate, published, story.tongue)
        yield Assertion(span=span, state=candidate.state.name, factuality=mood, effective=effective, statement=by)


def announcement(
    asserted: Sequence[Assertion], published: Published, statements: Sequence[Statement], story: Compiled
) -> Iterator[Assertion]:
    """That whoever acts has said what they will do, where the post asserts nothing else that is so."""
    state = story.story.ladder.announced
    if state is None or any(a.factuality in _REAL for a in asserted):
        return
    for a in asserted:
        party = statements[a.statement].party if a.statement is not None else None
        if a.factuality == "planned" and party is not None and story.actors.issuperset(party.split("+")):
            said = Interval(earliest=published.earliest, latest=published.latest)
            yield Assertion(span=a.span, state=state, factuality="reported", effective=said, statement=a.statement)


def _to_come(interval: Interval, published: Published) -> bool:
    return interval.earliest is not None and interval.earliest > published.latest


def _later(interval: Interval | None, published: Published) -> bool:
    return interval is not None and interval.latest is not None and interval.latest > published.latest


def _candidates(sentence: Sentence, tags: Tags, story: Compiled) -> Iterator[_Candidate]:
    for row, found in states_in(sentence, tags, story):
        mood = row.cue.mood(judge(sentence, found.predicate, story.tongue), sentence.headline)
        if mood is not None:
            phase = sentence.words[found.predicate.start] in story.tongue.mood.begin
            yield _Candidate(row.state, found, mood, len(row.cue.elements), phase)


def _chosen(candidates: list[_Candidate]) -> list[_Candidate]:
    """One state a predicate, the most exact cue first; and of two with one mood, the one whose words hold the other."""
    best: dict[int, _Candidate] = {}
    for c in candidates:
        old = best.get(c.found.predicate.start)
        if old is None or _rank(c) > _rank(old):
            best[c.found.predicate.start] = c
    kept: list[_Candidate] = []
    for c in sorted(best.values(), key=_longest):
        if not any(_holds(k, c) or (k.phase and _holds(c, k)) for k in kept):
            kept.append(c)
    return sorted(kept, key=lambda c: (c.found.start, c.found.end))


def _longest(c: _Candidate) -> tuple[bool, int, int, bool]:
    """Of two over the same words, the one that is surely a verb: came to an end."""
    return not c.phase, c.found.start - c.found.end, c.found.start, c.found.predicate.form == "base"


def _rank(c: _Candidate) -> tuple[int, int, int, bool]:
    """Of a verb whose bare form is also its past, not the bare form."""
    return c.weight, c.found.end - c.found.start, -c.found.start, c.found.predicate.form != "base"


def _holds(outer: _Candidate, inner: _Candidate) -> bool:
    inside = outer.found.start <= inner.found.predicate.start < outer.found.end
    return inside and outer.mood == inner.mood


def _past(
    words: Sequence[str], tags: Tags, found: Found, interval: Interval | None, published: Published, story: Compiled
) -> bool:
    """Told of another time: dated long ago, or called an earlier or a similar one."""
    near, mood = words[max(0, found.start - 3) : found.end + 3], story.tongue.mood
    if any(word in mood.history for word in near) or any(f"{a} {b}" in mood.earlier for a, b in pairwise(near)):
        return True
    begin = published.earliest or published.latest
    if _opens_long_ago(words, begin, story.tongue):
        return True
    if interval is None or interval.latest is None or interval.latest >= begin - _OLD:
        return False
    return interval.latest < begin - _OLDEST or not _the_action(words, tags, found, story)


def _opens_long_ago(words: Sequence[str], begin: datetime, tongue: Tongue) -> bool:
    """In 2009, ...: what a sentence says behind that is of then."""
    if len(words) < len(("in", "2009", ",")) or words[0] not in tongue.mood.places or not _YEAR.fullmatch(words[1]):
        return False
    return int(words[1]) < (begin - _OLDEST).year


def _the_action(words: Sequence[str], tags: Tags, found: Found, story: Compiled) -> bool:
    """Whether the match speaks of the action as the one that is known: the deal was agreed in May."""
    return any(
        tag.form == "n"
        and found.start <= tag.start < found.end
        and not story.tongue.mood.definite.isdisjoint(words[max(0, tag.start - 3) : tag.start])
        for name in story.action
        for tag in tags.get(name, ())
    )


def _speaker(
    span: Span, predicate: Tag, sentence: Sentence, statements: Sequence[Statement], tongue: Tongue
) -> int | None:
    """The statement that the assertion is made in: in what was said, or as the saying itself where one announces."""
    at = sentence.starts[predicate.start]
    known = _known(sentence.words, predicate, tongue)
    says = sentence.words[predicate.start] in tongue.mood.say
    for i, statement in enumerate(statements):
        for part in statement.content or (statement.span,):
            if part.where == span.where and part.start <= at < part.end:
                return None if known and statement.mode != "direct" else i
        if says and statement.span.where == span.where and statement.span.start <= at < statement.span.end:
            return i
    return None


def _known(words: Sequence[str], predicate: Tag, tongue: Tongue) -> bool:
    """Whether the deed is taken as known, so that the page says so itself, whoever speaks: since the truce fell,
    despite the vote, the just-signed deal."""
    at = predicate.start
    if any(word in tongue.mood.since for word in words[max(0, at - 4) : at]):
        return True
    return predicate.form == "part" and at > 0 and words[at - 1] in tongue.mood.known


def _effective(
    interval: Interval | None,
    mood: Factuality,
    sentence: Sentence,
    predicate: Tag,
    published: Published,
    tongue: Tongue,
) -> Interval:
    if mood not in _REAL:
        if interval is not None:
            return interval
        until = published.latest if mood == "denied" else None
        return Interval() if mood == "history" else Interval(earliest=published.earliest, latest=until)
    if interval is None:
        at = predicate.start
        if any(word in tongue.mood.since for word in sentence.words[max(0, at - 4) : at]):
            return Interval(latest=published.latest)
        begin = published.earliest
        if begin is not None and predicate.form in ("past", "part") and not _perfect(sentence.words, at, tongue):
            begin = min(begin, floor(published.latest))
        return Interval(earliest=begin, latest=published.latest)
    latest = published.latest if interval.latest is None else min(interval.latest, published.latest)
    earliest = interval.earliest
    return Interval(earliest=None if earliest is None or earliest > latest else earliest, latest=latest)


def _perfect(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    return any(word in tongue.mood.have for word in words[max(0, at - 3) : at])
