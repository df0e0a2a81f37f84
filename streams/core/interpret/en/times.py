"""How English says when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from schemas.times import Published
from streams.core.interpret.intervals import (
    DAY,
    HOURS,
    Calendar,
    Core,
    Span,
    ago,
    around,
    begin,
    beside,
    ceil,
    dated,
    end_of,
    floor,
    is_year,
    weekday,
    year_of,
)
from streams.core.interpret.wordlist import listed, numbered

_DAYS: Final = numbered(("monday", "tuesday tues", "wednesday", "thursday thurs", "friday", "saturday", "sunday"))
_MONTHS: Final = numbered(
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
    start=1,
)
_NUMBERS: Final = numbered(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
) | {"a": 1, "an": 1, "several": 4, "few": 3, "couple": 2}
_LEADS: Final = listed("by before until beyond after since from in on this the late early earlier mid-")
_DATING: Final = _LEADS - {"the", "this"}
_BEFORE_MONTHS: Final = listed("in by of until since on last next this")
_WORDS: Final = listed(
    "today yesterday tomorrow tonight overnight midnight noon morning ago last next coming within end year's now"
)
_ROLES: Final = {word: word for word in ("by", "before", "until", "beyond", "after", "since", "from")}


def _core(words: Sequence[str], i: int, ahead: bool, published: Published, before: Sequence[str]) -> Core | None:
    lo, hi = begin(published), published.latest
    word = words[i]
    following = words[i + 1].removesuffix("'s") if i + 1 < len(words) else ""
    match word:
        case "today" | "tonight" | "now":
            return i + 1, floor(lo), ceil(hi)
        case "morning" | "afternoon" | "evening" | "week" | "month" | "year" if "this" in before:
            return i + 1, *around(word, lo, hi)
        case "yesterday":
            return i + 1, floor(lo - DAY), ceil(hi - DAY)
        case "tomorrow":
            return i + 1, floor(lo + DAY), ceil(hi + DAY)
        case "overnight":
            return i + 1, floor(lo - DAY), hi
        case "midnight" | "noon":
            if _day_at(words, i + 1) is not None:
                at = i + 1 if words[i + 1] in _DAYS or words[i + 1] in ("today", "tomorrow", "yesterday") else i + 2
                return _core(words, at, ahead, published, ())
            coming = floor(lo + DAY) if word == "midnight" else lo
            return (i + 1, coming, ceil(hi + DAY)) if ahead else (i + 1, floor(lo - DAY), hi)
        case "last" | "next" | "past" | "coming" if following.removesuffix("s") in HOURS:
            many = following.endswith("s")
            return i + 2, *beside(word in ("next", "coming"), following.removesuffix("s"), many, lo, hi)
        case "last" | "next" if following in _DAYS or following in _MONTHS:
            return _core(words, i + 1, word == "next", published, ())
        case "year's" | "month's" if following == "end":
            return i + 2, *end_of(word[:-2], hi)
        case "end" if following == "of":
            return _end(words, i, ahead, published)
        case "within":
            return _within(words, i + 1, lo, hi)
    if word in _DAYS:
        return i + 1, *weekday(_DAYS[word], lo, hi, ahead)
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


def _end(words: Sequence[str], i: int, ahead: bool, published: Published) -> Core | None:
    j = i + 2
    if j < len(words) and words[j] in ("the", "this", "next"):
        j += 1
    if j >= len(words):
        return None
    if words[j] in ("year", "month", "week"):
        return j + 1, *end_of(words[j], published.latest)
    found = _core(words, j, ahead, published, ())
    if found is None or found[2] is None:
        return None
    whole_year = words[j].isdigit()
    return found[0], found[2] - (31 if whole_year else 7) * DAY, found[2]


def _within(words: Sequence[str], i: int, lo: datetime, hi: datetime) -> Core | None:
    if i < len(words) and words[i] in ("the", "next"):
        i += 1
    if i < len(words) and words[i].removesuffix("s") in HOURS:
        return i + 1, lo, hi + timedelta(hours=7 * HOURS[words[i].removesuffix("s")])
    count = _count(words[i]) if i < len(words) else None
    if count is None or i + 1 >= len(words) or words[i + 1].removesuffix("s") not in HOURS:
        return None
    return i + 2, lo, hi + timedelta(hours=count * HOURS[words[i + 1].removesuffix("s")])


def _month_first(words: Sequence[str], i: int, ahead: bool, at: datetime) -> Core | None:
    follows = i + 1 < len(words) and words[i + 1].isdigit()
    if words[i] in ("may", "march") and not follows and not (i and words[i - 1] in _BEFORE_MONTHS):
        return None
    j, day, year = i + 1, None, None
    if j < len(words) and words[j] == ".":
        j += 1
    if j < len(words) and words[j].rstrip("stndrh").isdigit():
        n = int(words[j].rstrip("stndrh"))
        if n <= 31:
            day, j = n, j + 1
            if j + 1 < len(words) and words[j] == "," and is_year(words[j + 1]):
                year, j = int(words[j + 1]), j + 2
        elif is_year(words[j]):
            year, j = n, j + 1
    return dated(j, year, _MONTHS[words[i]], day, ahead, at)


def _number_first(
    words: Sequence[str], i: int, ahead: bool, published: Published, before: Sequence[str]
) -> Core | None:
    following = words[i + 1] if i + 1 < len(words) else ""
    if following in _MONTHS and int(words[i]) <= 31 and int(words[i]) > 0:
        j, year = i + 2, None
        if j < len(words) and is_year(words[j]):
            year, j = int(words[j]), j + 1
        return dated(j, year, _MONTHS[following], int(words[i]), ahead, published.latest)
    if is_year(words[i]) and before and before[-1] in _DATING:
        return i + 1, *year_of(int(words[i]))
    if following in ("a.m.", "p.m.", "am", "pm", "gmt"):
        for j in range(i + 2, min(i + 7, len(words))):
            if words[j] in _DAYS or words[j] in ("today", "tomorrow", "yesterday"):
                return _core(words, j, ahead, published, ())
        return None
    return _quantity(words, i, begin(published), published.latest, before)


def _quantity(words: Sequence[str], i: int, lo: datetime, hi: datetime, before: Sequence[str]) -> Core | None:
    """Two days ago; in two to three days; within a week; two weeks later tells nothing."""
    first = _count(words[i])
    if first is None:
        return None
    j, most = i + 1, first
    if j + 1 < len(words) and words[j] in ("to", "or", "of") and _count(words[j + 1]) is not None:
        most, j = _count(words[j + 1]) or first, j + 2
    if j >= len(words) or words[j].removesuffix("s") not in HOURS:
        return None
    hours = HOURS[words[j].removesuffix("s")]
    span: Span | None = ago(first, most, hours, lo, hi)
    if span is None:
        return None
    if j + 1 < len(words) and words[j + 1] in ("ago", "earlier"):
        return j + 2, *span
    if "in" in before or (i and words[i - 1] in ("in", "within", '"', "“")):
        least, longest = timedelta(hours=first * hours), timedelta(hours=most * hours)
        return j + 1, lo + (least if most != first else timedelta(0)), hi + longest
    return None


def _count(word: str) -> int | None:
    if word.isdigit() and len(word) < 4:
        return int(word)
    return _NUMBERS.get(word)


CALENDAR: Final = Calendar(
    leads=_LEADS,
    roles=_ROLES,
    begins=frozenset(_DAYS)
    | frozenset(_MONTHS)
    | _WORDS
    | frozenset(f"{unit}{s}" for unit in HOURS for s in ("", "s"))
    | frozenset(_NUMBERS),
    core=_core,
)
