"""When the words say that something became so, counted from the post's own time.

Days are those of UTC, a day's error either way being part of what an interval admits.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from schemas.interpretation import Factuality
from schemas.times import Interval, Published
from streams.core.interpret import english as en
from streams.core.interpret.english import listed
from streams.core.interpret.lexicon import Tag
from streams.core.sentences import Sentence

_DAYS: Final = {
    name: n
    for n, names in enumerate(("monday", "tuesday tues", "wednesday", "thursday thurs", "friday", "saturday", "sunday"))
    for name in names.split()
    if len(name) > 3
}
_MONTHS: Final = {
    name: n
    for n, names in enumerate(
        (
            "january jan",
            "february feb",
            "march",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_UNITS: Final = {"hour": 1, "day": 24, "week": 168, "fortnight": 336, "month": 730, "year": 8766, "decade": 87660}
_NUMBERS: Final = {
    word: n
    for n, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"a": 1, "an": 1, "several": 4, "few": 3, "couple": 2}
_DAY: Final = timedelta(days=1)
_LEFT: Final = 10
_RIGHT: Final = 14
_WORDS: Final = (
    frozenset(_DAYS)
    | frozenset(_MONTHS)
    | listed(
        "today yesterday tomorrow tonight overnight midnight noon morning ago last next coming within end year's now"
    )
    | frozenset(f"{unit}{s}" for unit in _UNITS for s in ("", "s"))
)


@dataclass(frozen=True, slots=True)
class Span:
    """A time expression: words [start, end) and what it means."""

    start: int
    end: int
    earliest: datetime | None
    latest: datetime | None
    lead: str = ""
    """The preposition before it: by, from, since."""

    def interval(self) -> Interval:
        return Interval(earliest=self.earliest, latest=self.latest)


def when(sentence: Sentence, predicate: Tag, mood: Factuality, published: Published) -> Span | None:
    """The time expression that belongs to the predicate: the nearest after it, else before it, that does not date the
    saying. What is told in the present tense may be dated either way, what is past only back."""
    words, at = sentence.words, predicate.start
    ahead = mood in ("planned", "ordered", "conditional") or (
        mood == "happened" and predicate.form in ("s", "base") and not sentence.headline
    )
    lo, hi = max(0, at - _LEFT), min(len(words), at + _RIGHT)
    best: tuple[int, Span] | None = None
    i = lo
    while i < hi:
        if i > at and words[i] in _CLAUSES:
            break
        span = _expression(words, i, ahead, published) if _may_begin(words[i]) else None
        if span is None:
            i += 1
            continue
        i = span.end
        if _dates_the_saying(words, span.start, at):
            continue
        distance = span.start - at if span.start >= at else (at - span.end) + _RIGHT
        if best is None or distance < best[0]:
            best = (distance, span)
    return best[1] if best else None


_CLAUSES: Final = listed("where which who whom while but although though because when whose")
"""Words behind which a time dates something else."""


def _may_begin(word: str) -> bool:
    return word in _WORDS or word[0].isdigit() or word in _NUMBERS or word in _LEADS


_LEADS: Final = listed("by before until beyond after since from in on this the late early earlier mid-")
_DATING: Final = _LEADS - {"the", "this"}


def _dates_the_saying(words: Sequence[str], start: int, at: int) -> bool:
    for i in range(start - 1, max(-1, start - 4), -1):
        if i == at:
            return False
        if words[i] in en.SAY and words[i] not in ("announced", "announces", "pledged", "vowed", "promised"):
            return True
        if words[i] in (",", ";"):
            return False
    return False


def _expression(words: Sequence[str], i: int, ahead: bool, published: Published) -> Span | None:
    start, lead = i, ""
    while i < len(words) and words[i] in _LEADS and i - start < 3:
        if words[i] in ("by", "before", "until", "beyond", "after", "since", "from"):
            lead = words[i]
        i += 1
    if i >= len(words):
        return None
    found = _core(words, i, ahead or lead in ("by", "until", "from"), published, words[start:i])
    if found is None:
        return None
    end, lo, hi = found
    begin = published.earliest or published.latest - _DAY
    if lead in ("by", "before", "until", "beyond"):
        lo = begin if hi is not None and hi >= begin else None
    if lead == "after":
        hi = None
    return Span(start, end, lo, hi, lead)


_Core = tuple[int, datetime | None, datetime | None]


def _core(words: Sequence[str], i: int, ahead: bool, published: Published, before: Sequence[str]) -> _Core | None:
    lo, hi = published.earliest or published.latest - _DAY, published.latest
    word = words[i]
    following = words[i + 1].removesuffix("'s") if i + 1 < len(words) else ""
    match word:
        case "today" | "tonight" | "now":
            return i + 1, floor(lo), _ceil(hi)
        case "morning" | "afternoon" | "evening" | "week" | "month" | "year" if "this" in before:
            return i + 1, *_around(word, lo, hi)
        case "yesterday":
            return i + 1, floor(lo - _DAY), _ceil(hi - _DAY)
        case "tomorrow":
            return i + 1, floor(lo + _DAY), _ceil(hi + _DAY)
        case "overnight":
            return i + 1, floor(lo - _DAY), hi
        case "midnight" | "noon":
            if _day_at(words, i + 1) is not None:
                at = i + 1 if words[i + 1] in _DAYS or words[i + 1] in ("today", "tomorrow", "yesterday") else i + 2
                return _core(words, at, ahead, published, ())
            return (i + 1, lo, _ceil(hi + _DAY)) if ahead else (i + 1, floor(lo - _DAY), hi)
        case "last" | "next" | "past" | "coming" if following.removesuffix("s") in _UNITS:
            return i + 2, *_relative_unit(word, following, lo, hi)
        case "last" | "next" if following in _DAYS or following in _MONTHS:
            return _core(words, i + 1, word == "next", published, ())
        case "year's" | "month's" if following == "end":
            return i + 2, *_end_of(word[:-2], hi)
        case "end" if following == "of":
            return _end(words, i, ahead, published)
        case "within":
            return _within(words, i + 1, lo, hi)
    if word in _DAYS:
        return i + 1, *_weekday(_DAYS[word], lo, hi, ahead)
    if word in _MONTHS:
        return _month_first(words, i, ahead, hi)
    if word.isdigit():
        return _number_first(words, i, ahead, published, before)
    if word in _NUMBERS or "-" in word:
        return _quantity(words, i, lo, hi, before)
    return None


def _day_at(words: Sequence[str], i: int) -> str | None:
    for word in words[i : i + 2]:
        if word in _DAYS or word in ("today", "tomorrow", "yesterday"):
            return word
    return None


def _around(unit: str, lo: datetime, hi: datetime) -> tuple[datetime, datetime]:
    if unit == "week":
        return floor(lo - lo.weekday() * _DAY), _ceil(hi + (6 - hi.weekday()) * _DAY)
    if unit == "month":
        return _month(lo.year, lo.month)[0], _month(hi.year, hi.month)[1]
    if unit == "year":
        return datetime(lo.year, 1, 1, tzinfo=UTC), _ceil(datetime(hi.year, 12, 31, tzinfo=UTC))
    return floor(lo), _ceil(hi)


def _relative_unit(which: str, unit: str, lo: datetime, hi: datetime) -> tuple[datetime, datetime]:
    hours = _UNITS[unit.removesuffix("s")]
    step = timedelta(hours=hours)
    if unit.endswith("s") or hours <= 24:
        many = timedelta(hours=hours * 7)
        return (lo, hi + many) if which in ("next", "coming") else (lo - many, hi)
    sign = 1 if which in ("next", "coming") else -1
    first, last = _around(unit, lo + sign * step, hi + sign * step)
    return first, last


def _end_of(unit: str, at: datetime) -> tuple[datetime, datetime]:
    if unit == "year":
        return datetime(at.year, 12, 1, tzinfo=UTC), _ceil(datetime(at.year, 12, 31, tzinfo=UTC))
    if unit == "week":
        last = at + (6 - at.weekday()) * _DAY
        return floor(last - 2 * _DAY), _ceil(last)
    _, last = _month(at.year, at.month)
    return last - 7 * _DAY, last


def _end(words: Sequence[str], i: int, ahead: bool, published: Published) -> _Core | None:
    j = i + 2
    if j < len(words) and words[j] in ("the", "this", "next"):
        j += 1
    if j >= len(words):
        return None
    if words[j] in ("year", "month", "week"):
        return j + 1, *_end_of(words[j], published.latest)
    found = _core(words, j, ahead, published, ())
    if found is None or found[2] is None:
        return None
    whole_year = words[j].isdigit()
    return found[0], found[2] - (31 if whole_year else 7) * _DAY, found[2]


def _within(words: Sequence[str], i: int, lo: datetime, hi: datetime) -> _Core | None:
    if i < len(words) and words[i] in ("the", "next"):
        i += 1
    if i < len(words) and words[i].removesuffix("s") in _UNITS:
        return i + 1, lo, hi + timedelta(hours=7 * _UNITS[words[i].removesuffix("s")])
    count = _count(words[i]) if i < len(words) else None
    if count is None or i + 1 >= len(words) or words[i + 1].removesuffix("s") not in _UNITS:
        return None
    return i + 2, lo, hi + timedelta(hours=count * _UNITS[words[i + 1].removesuffix("s")])


def _weekday(day: int, lo: datetime, hi: datetime, ahead: bool) -> tuple[datetime, datetime]:
    """The nearest such day: not after the post for what is past, not before it for what is to come."""
    if ahead:
        first = lo + ((day - lo.weekday()) % 7) * _DAY
        last = hi + ((day - hi.weekday()) % 7) * _DAY
    else:
        first = lo - ((lo.weekday() - day) % 7) * _DAY
        last = hi - ((hi.weekday() - day) % 7) * _DAY
    return floor(first), _ceil(last)


_BEFORE_MONTHS: Final = listed("in by of until since on last next this")


def _month_first(words: Sequence[str], i: int, ahead: bool, at: datetime) -> _Core | None:
    dated = i + 1 < len(words) and words[i + 1].isdigit()
    if words[i] in ("may", "march") and not dated and not (i and words[i - 1] in _BEFORE_MONTHS):
        return None
    month, j, day, year = _MONTHS[words[i]], i + 1, None, None
    if j < len(words) and words[j] == ".":
        j += 1
    if j < len(words) and words[j].rstrip("stndrh").isdigit():
        n = int(words[j].rstrip("stndrh"))
        if n <= 31:
            day, j = n, j + 1
            if j + 1 < len(words) and words[j] == "," and _is_year(words[j + 1]):
                year, j = int(words[j + 1]), j + 2
        elif _is_year(words[j]):
            year, j = n, j + 1
    return _dated(j, year, month, day, ahead, at)


def _number_first(
    words: Sequence[str], i: int, ahead: bool, published: Published, before: Sequence[str]
) -> _Core | None:
    following = words[i + 1] if i + 1 < len(words) else ""
    if following in _MONTHS and int(words[i]) <= 31 and int(words[i]) > 0:
        j, year = i + 2, None
        if j < len(words) and _is_year(words[j]):
            year, j = int(words[j]), j + 1
        return _dated(j, year, _MONTHS[following], int(words[i]), ahead, published.latest)
    if _is_year(words[i]) and before and before[-1] in _DATING:
        year = int(words[i])
        return i + 1, datetime(year, 1, 1, tzinfo=UTC), _ceil(datetime(year, 12, 31, tzinfo=UTC))
    if following in ("a.m.", "p.m.", "am", "pm", "gmt"):
        for j in range(i + 2, min(i + 7, len(words))):
            if words[j] in _DAYS or words[j] in ("today", "tomorrow", "yesterday"):
                return _core(words, j, ahead, published, ())
        return None
    lo = published.earliest or published.latest - _DAY
    return _quantity(words, i, lo, published.latest, before)


def _quantity(words: Sequence[str], i: int, lo: datetime, hi: datetime, before: Sequence[str]) -> _Core | None:
    """Two days ago; in two to three days; within a week; two weeks later tells nothing."""
    first = _count(words[i])
    if first is None:
        return None
    j, most = i + 1, first
    if j + 1 < len(words) and words[j] in ("to", "or", "of") and _count(words[j + 1]) is not None:
        most, j = _count(words[j + 1]) or first, j + 2
    if j >= len(words) or words[j].removesuffix("s") not in _UNITS:
        return None
    hours = _UNITS[words[j].removesuffix("s")]
    least, longest = timedelta(hours=first * hours), timedelta(hours=most * hours)
    if longest > timedelta(days=36500):
        return None
    if j + 1 < len(words) and words[j + 1] in ("ago", "earlier"):
        slack = timedelta(hours=hours / 2)
        return j + 2, floor(lo - longest - slack), _ceil(hi - least + slack)
    if "in" in before or (i and words[i - 1] in ("in", "within", '"', "“")):
        return j + 1, lo + (least if most != first else timedelta(0)), hi + longest
    return None


def _count(word: str) -> int | None:
    if word.isdigit() and len(word) < 4:
        return int(word)
    return _NUMBERS.get(word)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1900 <= int(word) <= 2100


def _dated(end: int, year: int | None, month: int, day: int | None, ahead: bool, at: datetime) -> _Core | None:
    """A month or day without its year is the nearest one: before the post, or after it for what is to come."""
    years = [year] if year else [at.year - 1, at.year, at.year + 1]
    found = [span for y in years if (span := _day_or_month(y, month, day)) is not None]
    if not found:
        return None
    if not year:
        fits = [s for s in found if (s[1] >= at if ahead else s[0] <= at)]
        found = fits or found
    first, last = min(found, key=lambda s: abs((s[0] - at).total_seconds()))
    return end, first, last


def _day_or_month(year: int, month: int, day: int | None) -> tuple[datetime, datetime] | None:
    if day is None:
        return _month(year, month)
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    at = datetime(year, month, day, tzinfo=UTC)
    return at, _ceil(at)


def _month(year: int, month: int) -> tuple[datetime, datetime]:
    return datetime(year, month, 1, tzinfo=UTC), _ceil(datetime(year, month, monthrange(year, month)[1], tzinfo=UTC))


def floor(at: datetime) -> datetime:
    """The beginning of its day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _ceil(at: datetime) -> datetime:
    return at.replace(hour=23, minute=59, second=59, microsecond=0)
