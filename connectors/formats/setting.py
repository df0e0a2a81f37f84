"""What is known about a page's times besides its stamps: its zone, its date, when it was taken."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from connectors.formats import zones
from connectors.formats.blocks import Block, Kind
from connectors.formats.stamps import Stamp, read
from connectors.page import Manifest
from schemas.errors import BadManifest

_ALL_TIMES = re.compile(
    r"\b(?:all\s+times?|times?)\s+(?:(?:are|is|shown|given|listed|in|here|stated|on|as)\s+)*"
    r"(?P<zone>local|[A-Z][\w/+:-]*(?:\s[A-Z][\w]*)?(?:\s(?:[Ss]tandard|[Dd]aylight|[Ss]ummer|[Mm]ean))?(?:\s[Tt]ime)?)"
)
_PREAMBLE = 400
"""Characters of a line above the posts that are searched for a note on the page's zone."""


@dataclass(frozen=True, slots=True)
class Setting:
    """`zone` is that of clocks printed without one, None where nothing tells; `day` the page's own date; `span` what
    the manifest says of when the page was published."""

    captured_at: datetime
    country: str | None = None
    zone: tzinfo | None = None
    day: date | None = None
    span: tuple[date, date] | None = None
    live: bool = True

    @property
    def clock(self) -> tzinfo:
        """The zone to reckon days in."""
        return self.zone or UTC


def setting(
    manifest: Manifest, preamble: tuple[Block, ...], said: Stamp | None = None, article: bool = False
) -> Setting:
    """The setting of a page with these blocks above its posts, that says for machines when it was published.

    Raises BadManifest for a zone that does not exist and for a date that is none.
    """
    country = manifest.country or zones.country_of(manifest.url)
    zone = _zone(manifest, preamble, country)
    span = published(manifest)
    base = Setting(manifest.captured_at, country, zone, None, span, not article)
    day = next((d for b in preamble if (d := _page_day(b, base))), None)
    if day is None and said is not None:
        day = said.instant.astimezone(base.clock).date() if said.instant is not None else day_of(said, base)
    if day is None and span is not None and span[0] == span[1]:
        day = span[0]
    return Setting(manifest.captured_at, country, zone, day, span, not article)


def _zone(manifest: Manifest, preamble: tuple[Block, ...], country: str | None) -> tzinfo | None:
    if manifest.timezone is not None:
        zone = zones.named(manifest.timezone)
        if zone is None:
            raise BadManifest(f"{manifest.file}: there is no time zone {manifest.timezone!r}")
        return zone
    local: tzinfo | None = None
    for block in preamble:
        head = block.text[:_PREAMBLE]
        local = local or zones.dateline(head)
        said = _ALL_TIMES.search(head)
        if said and said.group("zone") != "local":
            words = said.group("zone").split()
            for n in range(len(words), 0, -1):
                found = zones.readings(" ".join(words[:n]), country)
                if found:
                    return found[0]
    return local or zones.of_country(country)


def _page_day(block: Block, base: Setting) -> date | None:
    stamp = block.stamp if block.kind is Kind.STAMP else None
    if stamp is None or stamp.day is None or stamp.label == "updated":
        return None
    return day_of(stamp, base)


_SPAN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def published(manifest: Manifest) -> tuple[date, date] | None:
    """The first and last day of what the manifest says. Raises BadManifest where it says no year, month or day."""
    if manifest.published is None:
        return None
    found = _SPAN.match(manifest.published)
    try:
        if found is None:
            stamp = read(manifest.published)
            if stamp is None or stamp.year is None or stamp.month is None or stamp.day is None:
                raise ValueError
            day = date(stamp.year, stamp.month, stamp.day)
            return day, day
        year, month, day_ = found.groups()
        if day_:
            only = date(int(year), int(month), int(day_))
            return only, only
        if month:
            first = date(int(year), int(month), 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return date(int(year), 1, 1), date(int(year), 12, 31)
    except ValueError:
        raise BadManifest(f"{manifest.file}: published is no year, month or day: {manifest.published!r}") from None


_FIRST_YEAR = 1990
"""No live page is older; a stamp before it is an empty field, not a time."""


def day_of(stamp: Stamp, base: Setting) -> date | None:
    """The day that a stamp names, with the year, and the order of day and month, that the capture leaves."""
    taken = base.captured_at.astimezone(base.clock).date()
    if stamp.day is not None and stamp.month is not None:
        return _full(stamp, base, taken)
    if stamp.day_offset is not None:
        return taken + timedelta(days=stamp.day_offset)
    if stamp.weekday is not None:
        return taken - timedelta(days=(taken.weekday() - stamp.weekday) % 7)
    return None


def _full(stamp: Stamp, base: Setting, taken: date) -> date | None:
    assert stamp.month is not None
    assert stamp.day is not None
    years = [stamp.year] if stamp.year is not None else [taken.year + n for n in (1, 0, -1, -2, -3, -4)]
    pairs = [(stamp.month, stamp.day)]
    if stamp.swapped:
        other = (stamp.day, stamp.month)
        pairs = [other, *pairs] if _month_first(stamp, base) else [*pairs, other]
    latest = taken + timedelta(days=1)
    found: list[date] = []
    for month, day in pairs:
        for year in years:
            try:
                when = date(year, month, day)
            except ValueError:
                continue
            if when <= latest and year >= _FIRST_YEAR:
                if stamp.weekday is None or when.weekday() == stamp.weekday or stamp.year is not None:
                    found.append(when)
                break
    near = base.day or taken
    if len(found) > 1 and min(abs((d - near).days) for d in found) <= _NEAR:
        return min(found, key=lambda d: abs((d - near).days))
    return found[0] if found else None


_NEAR = 2
"""Days from the page's date, or the capture, within which a day is meant whatever the country's habit."""
_AMERICAN = frozenset({"ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT"})


def _month_first(stamp: Stamp, base: Setting) -> bool:
    return base.country in ("US", "PH") or (base.country is None and (stamp.zone or "") in _AMERICAN)
