"""Days, weeks, months and years as spans of time, whatever the language that names them.

Days are those of UTC, a day's error either way being part of what an interval admits.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from schemas.times import Published

DAY: Final = timedelta(days=1)
HOURS: Final = {"hour": 1, "day": 24, "week": 168, "fortnight": 336, "month": 730, "year": 8766, "decade": 87660}
"""Hours of a unit of time."""

Span = tuple[datetime, datetime]
Core = tuple[int, datetime | None, datetime | None]
"""Where a time expression ends, in words, and what it means."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """A language's expressions of time.

    `leads` are words that may stand before one, `roles` what those that matter do there (by, before, until, beyond,
    after, since, from), `begins` the further words one can begin with, and `core` reads what follows the leads: words,
    place, whether what is told is still to come, when the post was published, and the leads.
    """

    leads: frozenset[str]
    roles: Mapping[str, str]
    begins: frozenset[str]
    core: Callable[[Sequence[str], int, bool, Published, Sequence[str]], Core | None]


def floor(at: datetime) -> datetime:
    """The beginning of its day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def ceil(at: datetime) -> datetime:
    """The last second of its day."""
    return at.replace(hour=23, minute=59, second=59, microsecond=0)


def begin(published: Published) -> datetime:
    """When the post began to be, or a day before it was there."""
    return published.earliest or published.latest - DAY


def around(unit: str, lo: datetime, hi: datetime) -> Span:
    """The week, month or year, or else the day, of what lies between."""
    if unit == "week":
        return floor(lo - lo.weekday() * DAY), ceil(hi + (6 - hi.weekday()) * DAY)
    if unit == "month":
        return month(lo.year, lo.month)[0], month(hi.year, hi.month)[1]
    if unit == "year":
        return datetime(lo.year, 1, 1, tzinfo=UTC), ceil(datetime(hi.year, 12, 31, tzinfo=UTC))
    return floor(lo), ceil(hi)


def beside(ahead: bool, unit: str, many: bool, lo: datetime, hi: datetime) -> Span:
    """The last or the next unit, or several of them."""
    hours = HOURS[unit]
    if many or hours <= 24:
        several = timedelta(hours=hours * 7)
        return (lo, hi + several) if ahead else (lo - several, hi)
    step = timedelta(hours=hours if ahead else -hours)
    return around(unit, lo + step, hi + step)


def end_of(unit: str, at: datetime) -> Span:
    """The last days of the week, month or year."""
    if unit == "year":
        return datetime(at.year, 12, 1, tzinfo=UTC), ceil(datetime(at.year, 12, 31, tzinfo=UTC))
    if unit == "week":
        last = at + (6 - at.weekday()) * DAY
        return floor(last - 2 * DAY), ceil(last)
    _, last = month(at.year, at.month)
    return last - 7 * DAY, last


def weekday(day: int, lo: datetime, hi: datetime, ahead: bool) -> Span:
    """The nearest such day: not after the post for what is past, not before it for what is to come."""
    if ahead:
        first = lo + ((day - lo.weekday()) % 7) * DAY
        last = hi + ((day - hi.weekday()) % 7) * DAY
    else:
        first = lo - ((lo.weekday() - day) % 7) * DAY
        last = hi - ((hi.weekday() - day) % 7) * DAY
    return floor(first), ceil(last)


def ago(least: float, most: float, hours: int, lo: datetime, hi: datetime) -> Span | None:
    """So many units back, which is never meant to the hour; None for what is too long to mean anything."""
    if most * hours > 876_000:
        return None
    slack = timedelta(hours=hours / 2)
    return floor(lo - timedelta(hours=most * hours) - slack), ceil(hi - timedelta(hours=least * hours) + slack)


def is_year(word: str) -> bool:
    """Four figures that are a year of our time."""
    return len(word) == 4 and word.isdigit() and 1900 <= int(word) <= 2100


def year_of(year: int) -> Span:
    """All of it."""
    return datetime(year, 1, 1, tzinfo=UTC), ceil(datetime(year, 12, 31, tzinfo=UTC))


def dated(end: int, year: int | None, month_: int, day: int | None, ahead: bool, at: datetime) -> Core | None:
    """A month or day without its year is the nearest one: before the post, or after it for what is to come."""
    years = [year] if year else [at.year - 1, at.year, at.year + 1]
    found = [span for y in years if (span := _day_or_month(y, month_, day)) is not None]
    if not found:
        return None
    if not year:
        fits = [s for s in found if (s[1] >= at if ahead else s[0] <= at)]
        found = fits or found
    first, last = min(found, key=lambda s: abs((s[0] - at).total_seconds()))
    return end, first, last


def _day_or_month(year: int, month_: int, day: int | None) -> Span | None:
    if day is None:
        return month(year, month_)
    if not 1 <= day <= monthrange(year, month_)[1]:
        return None
    at = datetime(year, month_, day, tzinfo=UTC)
    return at, ceil(at)


def month(year: int, number: int) -> Span:
    """All of it."""
    return datetime(year, number, 1, tzinfo=UTC), ceil(datetime(year, number, monthrange(year, number)[1], tzinfo=UTC))
