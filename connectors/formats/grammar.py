"""The grammar of stamps: what the parts of a printed time look like."""

import re
from collections.abc import Iterable
from functools import lru_cache

from connectors.formats import zones
from connectors.formats.words import every, numbers


def alternatives(words: Iterable[str]) -> str:
    """A pattern of these words, the longer ones first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    return {w: n + 1 for w, n in numbers("months").items()} | dict(numbers("month_forms"))


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    return {**numbers("weekdays"), **numbers("weekday_forms")}


_UNIT = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2_629_800, "year": 31_557_600}


@lru_cache(maxsize=1)
def units() -> dict[str, int]:
    return {word: length for unit, length in _UNIT.items() for word in every("units", unit)}


@lru_cache(maxsize=1)
def tokens() -> re.Pattern[str]:
    """One alternative for each part of a stamp; the first that fits wins, so the longer forms stand first."""
    named, weekly = alternatives(tuple(months())), alternatives(tuple(weekdays()))
    lengths, ones = alternatives(tuple(units())), alternatives((*every("ones"), *every("half")))
    ago, before = alternatives(every("ago")), alternatives(every("before_ago") or ("\x00",))
    cities = r"[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?"
    end = r"(?![^\W\d_])"
    near = rf"(?i:{alternatives(every('near_ago'))})\s?(?=[\w ]{{1,20}}?\s(?i:{ago}){end})"
    return re.compile(
        "|".join(
            (
                r"(?P<iso>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)(?!\d)",
                r"(?P<ymd>\d{4}[/.]\d{1,2}[/.]\d{1,2})(?!\d)",
                r"(?P<dmy>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{2,4})(?!\d)",
                rf"(?P<daymonth>(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?:\s(?:of|de))?[\s-]?(?i:(?P<m1>{named}))\b\.?"
                r"(?:,?[\s-](?:(?:de|del)\s)?(?P<y1>(?:19|20)\d{2})(?!\d))?)",
                rf"(?P<monthday>(?i:(?P<m2>{named}))\b\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<y2>(?:19|20)\d{{2}})(?!\d))?)",
                r"(?P<halves>(?P<h1>2[0-3]|[01]?\d)(?:\s?[:.;,'’hHL]{1,2}\s?(?P<min1>[0-5]\d)|(?P<min2>[0-5]\d))?(?::(?P<s1>[0-5]\d))?"
                r"\s?(?P<half>[aApP])\.?\s?[mM](?![a-z])\.?)",
                r"(?P<clock>(?P<h2>2[0-4]|[01]?\d)(?P<sep>\s?:\s?|[.;hH]|\sh\s)(?P<min3>[0-5]\d)(?::(?P<s2>[0-5]\d))?"
                r"(?:(?P=h2)(?P=sep)(?P=min3))?(?![\d%]|[.,]\d))",
                rf"(?P<relative>(?:{near})?(?P<before>(?i:{before})\s)?(?P<n>\d{{1,4}}|(?i:{ones})(?=\s))(?:\+)?\s?(?i:(?P<unit>{lengths})){end}\.?"
                rf"(?:,?\s(?P<n2>\d{{1,2}})\s?(?i:(?P<unit2>{lengths})){end}\.?)?(?P<since>\s(?i:{ago}){end})?)",
                r"(?P<military>(?P<h3>2[0-3]|[01]\d)(?P<min4>[0-5]\d)(?=\s?(?:hrs|hours|GMT|UTC|[A-Z]{2,4}T\b|BST)))(?:\s?(?:hrs|hours)\b)?",
                rf"(?P<word>(?i:{alternatives(every('clocks'))})\b)",
                r"(?P<offset>(?:UTC|GMT)?\s?[+−-]\d{1,2}(?::?\d{2})?(?!\d))",
                rf"(?P<zone>(?:{'|'.join(zones.abbreviations())}|Z)(?:(?![^\W\d_])|(?=[A-Z][a-z])))",
                r"(?P<us>(?:Eastern|Central|Mountain|Pacific)(?=\s*(?:$|[,:;)|–—-])))|"
                rf"(?P<place>(?:{cities})(?:\s(?:[Ss]tandard|[Dd]aylight|[Ss]ummer|[Mm]ean))?\s[Tt]ime\b)",
                rf"(?P<local>(?i:{alternatives(every('local'))})\b)",
                rf"(?P<weekday>(?i:{weekly})\b(?!['’])\.?)",
                rf"(?P<today>(?i:{alternatives(tuple(numbers('days')))})\b(?!['’]))",
                rf"(?P<now>(?i:{alternatives(every('now'))})\b)",
                rf"(?P<updated>(?i:{alternatives(every('labels', 'updated'))}){end})",
                rf"(?P<published>(?i:{alternatives(every('labels', 'published'))}){end})",
                rf"(?P<other>(?i:{alternatives(every('labels', 'other'))}){end})",
                rf"(?P<joint>(?i:{alternatives(every('labels', 'joint'))}){end})",
                r"(?P<epoch>1[0-9]{9})(?!\d)",
                r"(?P<year>(?:19|20)\d{2})(?!\d)",
                r"(?P<glue>[\s,|·•–—\-()\[\]:*_@.;/>~‎​‏﻿]+)",
            )
        )
    )


@lru_cache(maxsize=1)
def elsewhere() -> re.Pattern[str]:
    """The clock once more, in another zone: "/1.05pm ET", " (1932 GMT)"."""
    return re.compile(
        r"\s?[/|(]\s?(?:2[0-3]|[01]?\d)(?:[:.]?[0-5]\d)?(?:\s?[aApP]\.?[mM](?![a-z])\.?)?"
        rf"\s?(?:{'|'.join(zones.abbreviations())})(?![^\W\d_])\)?"
    )


START = re.compile(r"[\s\-–—*_•·|>(\[#,:‎​‏﻿]*(?=[\w+])")
