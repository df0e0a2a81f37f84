"""When the words say that something became so, counted from the post's own time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.interpretation import Factuality
from schemas.times import Interval, Published
from streams.core.interpret.intervals import begin
from streams.core.interpret.lexicon import Tag
from streams.core.interpret.tongue import Tongue
from streams.core.sentences import Sentence

_LEFT: Final = 10
_RIGHT: Final = 14
_UP_TO: Final = frozenset(("by", "before", "until", "beyond"))


@dataclass(frozen=True, slots=True)
class Span:
    """A time expression: words [start, end) and what it means."""

    start: int
    end: int
    earliest: datetime | None
    latest: datetime | None
    lead: str = ""
    """What stands before it does: by, from, since."""

    def interval(self) -> Interval:
        return Interval(earliest=self.earliest, latest=self.latest)


def when(sentence: Sentence, predicate: Tag, mood: Factuality, published: Published, tongue: Tongue) -> Span | None:
    """The time expression that belongs to the predicate: the nearest after it, else before it, that does not date the
    saying. What is told in the present tense may be dated either way, what is past only back."""
    words, at = sentence.words, predicate.start
    clauses = tongue.mood.time_clauses
    ahead = mood in ("planned", "ordered", "conditional") or (
        mood == "happened" and predicate.form in ("s", "base") and not sentence.headline
    )
    lo, hi = max(0, at - _LEFT), min(len(words), at + _RIGHT)
    best: tuple[int, Span] | None = None
    i = lo
    while i < hi:
        if i > at and words[i] in clauses:
            break
        span = _expression(words, i, ahead, published, tongue) if _may_begin(words[i], tongue) else None
        if span is None:
            i += 1
            continue
        i = span.end
        if _dates_the_saying(words, span.start, at, tongue):
            continue
        distance = span.start - at if span.start >= at else (at - span.end) + _RIGHT
        if best is None or distance < best[0]:
            best = (distance, span)
    return best[1] if best else None


def _may_begin(word: str, tongue: Tongue) -> bool:
    return word in tongue.calendar.begins or word[0].isdigit() or word in tongue.calendar.leads


def _dates_the_saying(words: Sequence[str], start: int, at: int, tongue: Tongue) -> bool:
    for i in range(start - 1, max(-1, start - 4), -1):
        if i == at:
            return False
        if words[i] in tongue.mood.say and words[i] not in tongue.mood.announcing:
            return True
        if words[i] in (",", ";"):
            return False
    return False


def _expression(words: Sequence[str], i: int, ahead: bool, published: Published, tongue: Tongue) -> Span | None:
    start, lead = i, ""
    calendar = tongue.calendar
    while i < len(words) and words[i] in calendar.leads and i - start < 3:
        lead = calendar.roles.get(words[i], lead)
        i += 1
    if i >= len(words):
        return None
    found = calendar.core(words, i, ahead or lead in ("by", "until", "from"), published, words[start:i])
    if found is None:
        return None
    end, lo, hi = found
    if lead in _UP_TO:
        since = begin(published)
        lo = since if hi is not None and hi >= since else None
    if lead == "after":
        hi = None
    return Span(start, end, lo, hi, lead)
