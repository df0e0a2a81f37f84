"""Time zones as pages print them: abbreviations by the country of the outlet, offsets, cities, datelines."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import yaml

_OFFSET = re.compile(r"^(?:utc|gmt)?\s?([+−-])\s?(\d{1,2})(?::?(\d{2}))?$", re.IGNORECASE)
_LAST = re.compile(
    r"\s*(?:standard time|daylight time|summer time|daylight saving time|time|heure de|uhr)$", re.IGNORECASE
)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    found = files("connectors.formats.words").joinpath("zones.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = yaml.safe_load(found)
    return table


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, str]:
    """City to zone: the IANA names end in a city, such as Europe/Paris."""
    out: dict[str, str] = {}
    for name in sorted(available_timezones()):
        area, _, city = name.partition("/")
        if city and area not in ("Etc", "US", "SystemV", "posix", "right"):
            out.setdefault(city.rpartition("/")[2].replace("_", " ").casefold(), name)
    return out


@lru_cache(maxsize=256)
def named(name: str) -> tzinfo | None:
    """The zone of an IANA name, or None where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=1)
def abbreviations() -> tuple[str, ...]:
    """Every abbreviation known, longest first."""
    return tuple(sorted(_table()["abbreviations"], key=lambda a: (-len(a), a)))


@lru_cache(maxsize=4096)
def readings(printed: str, country: str | None) -> tuple[tzinfo, ...]:
    """What a printed zone can mean, the most likely first: the place's own time, then the hours that the name says.

    Pages print one season's name in the other ("EST" in June): then only order and date can decide.
    """
    name = printed.strip(" ()[].").upper()
    if name == "Z":
        return (UTC,)
    offset = _OFFSET.match(name)
    if offset:
        sign = -1 if offset.group(1) in "-−" else 1
        minutes = int(offset.group(2)) * 60 + int(offset.group(3) or 0)
        return (timezone(sign * timedelta(minutes=minutes)),) if minutes <= 14 * 60 else ()
    entry = _table()["abbreviations"].get(name)
    if entry is not None:
        own = country is not None and country in entry
        first = named(entry[country] if own else entry["else"])
        fixed = None if own or "hours" not in entry else timezone(timedelta(hours=entry["hours"]))
        return tuple(z for z in (first, fixed) if z is not None)
    place = _LAST.sub("", printed.strip(" ()[].")).casefold()
    zone = _table()["words"].get(place) or _cities().get(place)
    return tuple(z for z in (named(zone) if zone else None,) if z is not None)


def of_country(country: str | None) -> tzinfo | None:
    """The zone of a country that has only one in which its press prints."""
    name = _table()["countries"].get(country) if country else None
    return named(name) if name else None


_HOST = re.compile(r"^https?://[^/?#]*\.([a-z]{2})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)


def country_of(url: str | None) -> str | None:
    """The country that an address's top-level domain names."""
    host = _HOST.match(url) if url else None
    if host is None:
        return None
    domain = host.group(1).lower()
    code: str = _table()["domains"].get(domain, domain.upper())
    return code if code in _table()["countries"] else None


_REGION = r"[A-Z][\w.]{1,14}(?: [A-Z][\w.]{1,10})?"
_DATELINE = re.compile(
    rf"^([A-Z][A-Z .'’-]{{2,40}})(?:,\s({_REGION}))?\s*(?:\([A-Z][\w /-]{{1,20}}\)\s*)?[—–-]{{1,2}}\s"
)


def dateline(text: str) -> tzinfo | None:
    """The zone of the place that an agency's dateline names: "KARLSTON, Ky. (AP) — "."""
    found = _DATELINE.match(text[:120])
    if found is None:
        return None
    places = _table()["datelines"]
    for part in (found.group(2), found.group(1)):
        if part:
            key = part.strip(" ,").casefold()
            zone = places.get(key) or places.get(key.rstrip(".")) or _cities().get(key)
            if zone:
                return named(zone)
    return None
