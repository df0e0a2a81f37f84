"""Bounds for posts without a stamp: from the days their text names, the page's date, their neighbours, the capture."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from connectors.formats.setting import Setting
from connectors.formats.words import every, numbers
from schemas.times import Precision, Published

_NEWS = timedelta(days=7)
"""A live page's own news is not older: a day named without a year or "last" further back is background."""
_UNPLACED = timedelta(hours=12)
"""How far a day may start from UTC's where nothing places the page."""
_WIDTHS: tuple[tuple[timedelta, Precision], ...] = (
    (timedelta(minutes=1), "minute"),
    (timedelta(hours=1), "hour"),
    (timedelta(days=2), "day"),
    (timedelta(days=8), "week"),
    (timedelta(days=32), "month"),
    (timedelta(days=366), "year"),
)


def bounded(
    found: Sequence[Published | None], texts: Sequence[str], base: Setting, newest_first: bool
) -> tuple[Published, ...]:
    """The times of a page's posts, in page order, with bounds for those that have none yet."""
    if all(p is not None for p in found):
        return tuple(p for p in found if p is not None)
    oldest_first = range(len(found) - 1, -1, -1) if newest_first else range(len(found))
    first, last = _page_bounds(base)
    said = [_named_day(t, last, base) if p is None else None for p, t in zip(found, texts, strict=True)]
    if first is None and base.live:
        recent = [d for d in said if d is not None and last - d <= _NEWS]
        first = min(recent, default=None)
    lower: list[datetime | None] = [None] * len(found)
    anchors = _in_order(
        [(n, p.earliest) for n in oldest_first if (p := found[n]) and p.earliest and p.basis == "stamped"]
    )
    floor = first
    for n in oldest_first:
        known = found[n]
        if known is not None:
            floor = known.earliest if n in anchors else floor
            continue
        day = said[n]
        if day is not None and (not base.live or last - day <= _NEWS) and (floor is None or day > floor):
            floor = day
        lower[n] = floor
    out: list[Published] = []
    ceiling = last
    for n in reversed(oldest_first):
        known = found[n]
        if known is not None:
            ceiling = min(ceiling, known.latest) if n in anchors else ceiling
            out.append(known)
        else:
            out.append(_published(lower[n], ceiling, base))
    return tuple(out if newest_first else out[::-1])


def _in_order(stamped: list[tuple[int, datetime]]) -> frozenset[int]:
    """The most posts that rise in time together; one held at the top of a page, or misprinted, bounds no neighbour."""
    tails: list[datetime] = []
    ends: list[int] = []
    before: list[int] = []
    for i, (_, at) in enumerate(stamped):
        place = bisect_right(tails, at)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(at)
            ends.append(i)
        else:
            tails[place], ends[place] = at, i
    out: list[int] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        out.append(stamped[i][0])
        i = before[i]
    return frozenset(out)


def _page_bounds(base: Setting) -> tuple[datetime | None, datetime]:
    """What page date and manifest say of every post: not before, not after."""
    captured = base.captured_at
    days = base.span if base.span is not None else (base.day, None) if base.day is not None else None
    if days is None:
        return None, captured
    first = _start(days[0], base)
    last = captured
    if days[1] is not None:
        last = min(captured, _start(days[1] + timedelta(days=1), base, late=True) - timedelta(seconds=1))
    return (first, last) if first <= last else (None, captured)


def _start(day: date, base: Setting, late: bool = False) -> datetime:
    midnight = datetime.combine(day, time(0), base.clock).astimezone(UTC)
    if base.zone is not None:
        return midnight
    return midnight + _UNPLACED if late else midnight - _UNPLACED


@lru_cache(maxsize=1)
def _mention() -> re.Pattern[str]:
    months = {w: n + 1 for w, n in numbers("months").items()} | dict(numbers("month_forms"))
    names = "|".join(sorted((re.escape(m) for m in months), key=lambda m: (-len(m), m)))
    weekdays = "|".join(re.escape(w) for w in numbers("weekdays"))
    nth = "(?:st|nd|rd|th)?"
    return re.compile(
        rf"\b(?:(?P<m1>{names})\.? (?P<d1>\d{{1,2}}){nth}|(?P<d2>\d{{1,2}}){nth} (?P<m2>{names}))\b"
        rf"(?:,? (?P<year>(?:19|20)\d\d))?(?!\w)|\b(?P<weekday>{weekdays})\b(?!['’]s)",
        re.IGNORECASE,
    )


_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+")
_READ = 100_000
"""Characters of a post that are searched for days."""


def _named_day(text: str, last: datetime, base: Setting) -> datetime | None:
    """The start of the latest day that the text names as past: the post is not older than what it tells."""
    ahead, near, back = (frozenset(every(k)) for k in ("ahead", "ahead_near", "back"))
    best: datetime | None = None
    for sentence in _SENTENCE.split(text[:_READ]):
        for named in _mention().finditer(sentence):
            clause = re.split(r"[,;:–—]", sentence[max(0, named.start() - 200) : named.start()])[-1]
            before = [w.casefold() for w in _WORD.findall(clause)]
            if ahead.intersection(before) or near.intersection(before[-2:]) or back.intersection(before[-1:]):
                continue
            day = _day(named, last, base)
            if day is not None:
                start = _start(day, base)
                if start <= last and (best is None or start > best):
                    best = start
    return best


def _day(named: re.Match[str], last: datetime, base: Setting) -> date | None:
    today = last.astimezone(base.clock).date()
    if named.group("weekday"):
        if not base.live and base.span is None:
            return None  # nothing ties an undated article to the week in which it was taken
        weekday = numbers("weekdays")[named.group("weekday").casefold()]
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    months = {w: n + 1 for w, n in numbers("months").items()} | dict(numbers("month_forms"))
    month = months[(named.group("m1") or named.group("m2")).casefold()]
    number = int(named.group("d1") or named.group("d2"))
    years = [int(named.group("year"))] if named.group("year") else [today.year, today.year - 1]
    for year in years:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day <= today:
            return day
    return None


def _published(earliest: datetime | None, latest: datetime, base: Setting) -> Published:
    if earliest is not None and earliest > latest:
        earliest = None
    width = latest - earliest if earliest is not None else None
    precision: Precision = "unknown"
    if width is not None:
        precision = next((p for w, p in _WIDTHS if width <= w), "unknown")
    manifest = base.span is not None or earliest is None
    return Published(
        earliest=earliest, latest=latest, precision=precision, basis="manifest" if manifest else "inferred"
    )
