"""From printed clocks to instants: the day of each by the order of the page, the zone by what page and manifest say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from connectors.formats import zones
from connectors.formats.setting import Setting, day_of
from connectors.formats.stamps import Stamp
from schemas.times import Published

_ROLL = 120
"""Minutes by which a clock must run against the page's order to have passed midnight; less is disorder on the page."""
_NEAR = 240
"""Minutes between two posts so close that the one between them was not published half a day off."""
_SLACK = timedelta(minutes=10)
"""How far the clock of a newsroom and that of whoever took the page may differ."""
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_WIDEST = (timedelta(hours=14), timedelta(hours=12))
"""No zone's clock is further ahead of, or behind, UTC: what a clock in an unknown zone still says."""


@dataclass(slots=True)
class Reading:
    """One post's stamp on its way to an instant."""

    stamp: Stamp
    minute: int | None = None
    day: date | None = None
    fixed: datetime | None = None
    guessed: bool = False
    """Its day rests on nothing but that the page's newest post is less than a day old."""
    before: datetime | None = None
    """The earlier of two instants, where the clock went back and nothing above rules out the later one."""


def readings(stamps: Sequence[tuple[Stamp | None, Stamp | None]], base: Setting) -> tuple[list[Published | None], bool]:
    """The times of posts in page order, top first, from (own stamp, day heading); and whether the newest stands first.

    None for a post whose stamp says nothing that can be: no stamp, or one that is later than the capture by a day.
    """
    ahead = _is_ahead(stamps, base)
    found = [_reading(own, heading, base, ahead) for own, heading in stamps]
    _mend_halves(found)
    newest_first = _newest_first(found)
    order = found if newest_first else found[::-1]
    _set_days(order, base)
    newest = max((local for r in order if r is not None and (local := _unplaced(r, base)) is not None), default=None)
    out: list[Published | None] = []
    above: datetime | None = None
    for reading in order:
        made = _published(reading, base, above, newest)
        above = made.earliest if made is not None and made.basis == "stamped" else above
        out.append(made)
    _widen_twice(order, out)
    return (out if newest_first else out[::-1]), newest_first


def _widen_twice(order: list[Reading | None], out: list[Published | None]) -> None:
    """In the hour that comes twice in autumn a clock means either instant, unless the posts around it rule one out."""
    below: datetime | None = None
    for n in range(len(order) - 1, -1, -1):
        reading, made = order[n], out[n]
        if made is None or made.basis != "stamped":
            continue
        if reading is not None and reading.before is not None and (below is None or reading.before >= below):
            made = out[n] = made.model_copy(update={"earliest": reading.before, "precision": "hour"})
        below = made.earliest


def _reading(own: Stamp | None, heading: Stamp | None, base: Setting, ahead: bool) -> Reading | None:
    if own is None:
        if heading is None:
            return None
        own = heading
    out = Reading(own, own.minute, day_of(own, base))
    if own.day is not None and out.day is None and own.instant is None:
        return None  # a day that cannot be: one after the capture, an empty field
    if out.day is None and heading is not None:
        out.day = day_of(heading, base)
    if own.instant is not None and own.instant > _FIRST:
        out.fixed = own.instant
        if _mislabelled(own, base, ahead):
            out.fixed, out.minute, out.day = None, own.instant.hour * 60 + own.instant.minute, own.instant.date()
    if out.fixed is not None and out.day is None:
        out.day = out.fixed.astimezone(base.clock).date()
    return out


def _mislabelled(own: Stamp, base: Setting, ahead: bool) -> bool:
    """Local time that the markup calls UTC: a printed clock has the same digits, or the page is `ahead` of itself."""
    at = own.instant
    if at is None or base.zone is None or own.zone is not None or not at.astimezone(base.zone).utcoffset():
        return False
    return ahead if own.minute is None else own.minute == at.hour * 60 + at.minute


def _is_ahead(stamps: Sequence[tuple[Stamp | None, Stamp | None]], base: Setting) -> bool:
    """Whether some instants were still to come when the page was taken, and would not be as clocks of its zone."""
    latest = base.captured_at + _SLACK
    found = [own.instant for own, _ in stamps if own is not None and own.instant is not None and own.minute is None]
    return base.zone is not None and any(at > latest >= at.replace(tzinfo=base.zone) for at in found)


def _newest_first(found: list[Reading | None]) -> bool:
    """By most of the steps from post to post; a step over half a day is midnight and not the order."""
    down = up = 0
    last: Reading | None = None
    for reading in found:
        if reading is None or (reading.minute is None and reading.fixed is None and reading.stamp.ago is None):
            continue
        if last is not None:
            step = _step(last, reading)
            down += step < 0
            up += step > 0
        last = reading
    return down >= up


def _step(a: Reading, b: Reading) -> float:
    if a.fixed is not None and b.fixed is not None:
        return (b.fixed - a.fixed).total_seconds()
    if a.day is not None and b.day is not None and a.day != b.day:
        return (b.day - a.day).days
    if a.minute is not None and b.minute is not None:
        step = b.minute - a.minute
        return step if abs(step) < 720 else -step
    if a.stamp.ago is not None and b.stamp.ago is not None:
        return a.stamp.ago - b.stamp.ago
    return 0


def _mend_halves(found: list[Reading | None]) -> None:
    """a.m. for p.m.: the only misprint of a clock that the clocks above and below it correct without a doubt."""
    timed = [r for r in found if r is not None and r.minute is not None and r.fixed is None]
    for above, reading, below in zip(timed, timed[1:], timed[2:], strict=False):
        if above.minute is None or reading.minute is None or below.minute is None or not reading.stamp.halves:
            continue
        low, high = sorted((above.minute, below.minute))
        other = (reading.minute + 720) % 1440
        if high - low <= _NEAR and not low <= reading.minute <= high and low <= other <= high:
            reading.minute = other


def _set_days(order: list[Reading | None], base: Setting) -> None:
    """Give every clock a day. Down the page the clock runs back; where it jumps forward, midnight has been passed."""
    timed = [r for r in order if r is not None and r.minute is not None and r.fixed is None]
    known = [r for r in order if r is not None and r.day is not None and (r.minute is not None or r.fixed is not None)]
    if any(r.day is None for r in timed):
        if known:
            _from_anchors([r for r in order if r is not None and (r.minute is not None or r.fixed is not None)], base)
        else:
            _from_page(timed, base)


def _minute(reading: Reading, base: Setting) -> int:
    if reading.minute is not None:
        return reading.minute
    assert reading.fixed is not None
    local = reading.fixed.astimezone(base.clock)
    return local.hour * 60 + local.minute


def _from_anchors(order: list[Reading], base: Setting) -> None:
    last: Reading | None = None
    for reading in order:
        if reading.day is None and last is not None and last.day is not None:
            forward = _minute(reading, base) - _minute(last, base)
            reading.day = last.day - timedelta(days=forward >= _ROLL)
        last = reading if reading.day is not None else last
    last = None
    for reading in reversed(order):
        if reading.day is None and last is not None and last.day is not None:
            back = _minute(last, base) - _minute(reading, base)
            reading.day = last.day + timedelta(days=back >= _ROLL)
        last = reading if reading.day is not None else last


def _from_page(order: list[Reading], base: Setting) -> None:
    """Days counted from the top, then set by the page's date and by when it was taken."""
    pinned = _pinned(order, base)
    rest = [r for r in order if r is not pinned]
    back = [0]
    for one, other in pairwise(rest):
        assert one.minute is not None
        assert other.minute is not None
        back.append(back[-1] + (other.minute - one.minute >= _ROLL))
    top = _top_day(rest[0], back[-1], base)
    for reading, days in zip(rest, back, strict=True):
        reading.day = top - timedelta(days=days)
        reading.guessed = base.day is None and base.span is None
    if pinned is not None:
        pinned.day = top
        pinned.guessed = base.day is None and base.span is None


def _pinned(order: list[Reading], base: Setting) -> Reading | None:
    """A first post held at the top out of order: as the newest, it would be of the day after the capture."""
    if len(order) < 3 or order[0].minute is None or order[1].minute is None:
        return None
    if base.zone is None and order[0].stamp.zone in (None, "local"):
        return None
    if order[1].minute - order[0].minute < _ROLL:
        return None
    local = base.captured_at.astimezone(base.clock)
    latest = local.hour * 60 + local.minute + _SLACK.seconds // 60
    same_day = base.day is None or base.day == local.date()
    return order[0] if same_day and order[1].minute <= latest else None


def _top_day(top: Reading, rolls: int, base: Setting) -> date:
    taken = base.captured_at.astimezone(base.clock).date()
    latest = taken + timedelta(days=1)
    while latest > taken - timedelta(days=2) and _instants(top, latest, base, None)[0] > base.captured_at + _SLACK:
        latest -= timedelta(days=1)
    day = base.day
    if day is None and base.span is not None:
        day = base.span[1]
        return min(latest, day)
    if day is None:
        return latest
    return max(min(day + timedelta(days=rolls), latest), min(day, latest))


def _instants(reading: Reading, day: date, base: Setting, above: datetime | None) -> list[datetime]:
    """The instants that the clock can mean on this day, the likeliest first."""
    assert reading.minute is not None
    said = reading.stamp.zone
    found: Sequence[tzinfo] = zones.readings(said, base.country) if said and said != "local" else ()
    if not found:
        found = (base.clock,)
    hour, minute = divmod(reading.minute, 60)
    naive = datetime.combine(day, time(hour, minute, reading.stamp.second or 0))
    out: list[datetime] = []
    for zone in found:
        once, again = (naive.replace(tzinfo=zone, fold=n).astimezone(UTC) for n in (0, 1))
        if again > once and again <= (above or base.captured_at + _SLACK):
            reading.before, once = once, again
        out.append(once)
    return out


def _published(
    reading: Reading | None, base: Setting, above: datetime | None, newest: datetime | None
) -> Published | None:
    if reading is None:
        return None
    stamp = reading.stamp
    try:
        if newest is not None and (local := _unplaced(reading, base)) is not None:
            return _somewhere(local, newest - local, reading, base)
        if reading.fixed is not None:
            return _exact(reading.fixed, stamp, base)
        if reading.minute is not None and reading.day is not None:
            found = _instants(reading, reading.day, base, above)
            at = next((i for i in found if i <= base.captured_at + _SLACK), found[0])
            return _exact(at, stamp, base)
        if stamp.ago is not None:
            return _ago(stamp, base)
        if reading.day is not None:
            return _day(reading.day, stamp, base)
    except OverflowError:
        return None
    return None


def _exact(at: datetime, stamp: Stamp, base: Setting) -> Published | None:
    if at < _FIRST or at > base.captured_at + timedelta(days=1):
        return None
    if at.second or at.microsecond:
        return Published(earliest=at, latest=at, precision="second", basis="stamped", printed=stamp.printed or None)
    latest = at + timedelta(seconds=59)
    return Published(earliest=at, latest=latest, precision="minute", basis="stamped", printed=stamp.printed or None)


_NAMED = {1: "minute", 60: "minute", 3600: "hour", 86400: "day", 604800: "week", 31_557_600: "year"}


def _ago(stamp: Stamp, base: Setting) -> Published:
    """ "2 hours ago" when the page was taken: some pages round and some cut, so one unit to either side."""
    assert stamp.ago is not None
    assert stamp.ago_unit is not None
    unit = timedelta(seconds=stamp.ago_unit)
    at = base.captured_at - timedelta(seconds=stamp.ago)
    latest = base.captured_at if stamp.ago == 0 else min(base.captured_at, at + unit / 2)
    precision = _NAMED.get(stamp.ago_unit, "month")
    return Published.model_validate(
        {"earliest": at - unit, "latest": latest, "precision": precision, "basis": "inferred", "printed": stamp.printed}
    )


def _day(day: date, stamp: Stamp, base: Setting) -> Published | None:
    start = datetime.combine(day, time(0), base.clock).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(0), base.clock).astimezone(UTC) - timedelta(seconds=1)
    if start > base.captured_at:
        return None
    if base.zone is None:
        return _anywhere(start, end, stamp, base)
    latest = min(end, base.captured_at)
    return Published(earliest=start, latest=latest, precision="day", basis="stamped", printed=stamp.printed)


def _unplaced(reading: Reading, base: Setting) -> datetime | None:
    """What a clock shows, as if it were UTC's, where neither it nor the page tells of which zone it is."""
    placed = base.zone is not None or reading.fixed is not None or reading.stamp.zone not in (None, "local")
    if placed or reading.minute is None or reading.day is None:
        return None
    second = timedelta(minutes=reading.minute, seconds=reading.stamp.second or 0)
    return datetime.combine(reading.day, time(0), UTC) + second


def _somewhere(local: datetime, behind: timedelta, reading: Reading, base: Setting) -> Published | None:
    """Such a clock, `behind` the newest of its page: all are of one zone, and the newest shows no time to come."""
    latest = min(base.captured_at - behind + _SLACK, base.captured_at)
    earliest = base.captured_at - behind - timedelta(days=1)
    if not reading.guessed:
        earliest, latest = local - _WIDEST[0], min(local + _WIDEST[1], latest)
    if earliest > latest:
        return None
    printed = reading.stamp.printed
    return Published(earliest=earliest, latest=latest, precision="day", basis="inferred", printed=printed)


def _anywhere(first: datetime, last: datetime, stamp: Stamp, base: Setting) -> Published | None:
    """A time printed without a zone on a page that nothing places: true in every zone that there is."""
    earliest = first - _WIDEST[0]
    latest = min(last + _WIDEST[1], base.captured_at)
    if earliest > latest:
        return None
    return Published(earliest=earliest, latest=latest, precision="day", basis="inferred", printed=stamp.printed)
