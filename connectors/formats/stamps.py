"""Stamps: what a line says about when, in all the forms that pages print it in."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from connectors.formats.grammar import START, elsewhere, months, tokens, units, weekdays
from connectors.formats.words import every, numbers

_LONGEST = 120
"""Characters of a line that are looked at; no stamp is longer."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed time, in parts, as far as it says them.

    `minute` is the clock in minutes after midnight, `halves` whether it was printed with a.m. or p.m.; `zone` as
    printed; `ago` seconds before the capture with the printed unit's length in `ago_unit`; `day_offset` is 0 for
    today, -1 for yesterday. `instant` is one that the markup gives. `rest` is what follows the stamp on its line,
    `label` what the page calls it.
    """

    printed: str
    minute: int | None = None
    second: int | None = None
    halves: bool = False
    zone: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    swapped: bool = False
    """Day and month could be the other way round: 05/03/2016."""
    weekday: int | None = None
    day_offset: int | None = None
    ago: int | None = None
    ago_unit: int | None = None
    instant: datetime | None = None
    label: str | None = None
    rest: str = ""
    sure: bool = True
    """No number could look like this by chance."""

    @property
    def timed(self) -> bool:
        """It says more than a day."""
        return self.minute is not None or self.instant is not None or self.ago_unit not in (None, 86400) or self.since

    @property
    def since(self) -> bool:
        """It counts back from the capture in so many words."""
        return self.ago is not None and self.sure

    @property
    def dated(self) -> bool:
        """It says which day, if need be together with when the page was taken."""
        return self.day is not None or self.instant is not None

    @property
    def shape(self) -> tuple[bool, bool, str | None]:
        """What tells the stamps of posts from a page's own: day or not, relative or not, label."""
        return (self.day is not None, self.ago is not None and self.minute is None, self.label)


def read(line: str) -> Stamp | None:
    """The stamp that a line begins with, if it begins with one; what it does not use is in `rest`."""
    text = line.strip()
    if not text or (len(text) > _WORDED and not _DIGIT.search(text, 0, _LONGEST)):
        return None
    stamp, end = _read(text[:_LONGEST])
    if stamp is None or end >= len(text):
        return stamp
    changed, last = _read(text[end:].lstrip(" /|·–—-(")[:_LONGEST]) if len(text) <= _LONGEST else (None, 0)
    whole = changed is not None and changed.label == "updated" and end + last >= len(text.rstrip(" )")) - 4
    return replace(stamp, rest="" if whole else text[end:])


_WORDED = 40
"""Characters of the longest stamp without a digit, such as "Just now"."""
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=8192)
def _read(head: str) -> tuple[Stamp | None, int]:
    """The stamp at the head of a line, and where it ends."""
    found = START.match(head)
    if found is None:
        return None, 0
    parts = _Parts({}, {})
    at = end = found.end()
    parts_of = tokens()
    while at < len(head):
        again = elsewhere().match(head, at) if "clock" in parts.by else None
        if again is not None:
            at = end = again.end()
            continue
        token = parts_of.match(head, at)
        if token is None:
            break
        kind = _kind(token)
        if not _take(kind, token, parts):
            break
        at = token.end()
        if kind not in _BETWEEN:
            end = at
    if at >= len(head) and len(head) < _LONGEST:
        end = at
    return _made(parts, head[:end].strip()), end


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the tokens of a stamp said so far: which kind gave each part, and the words of each kind."""

    by: dict[str, str]
    words: dict[str, str]


_GIVES = {
    "iso": ("date", "clock"),
    "ymd": ("date",),
    "dmy": ("date",),
    "daymonth": ("date",),
    "monthday": ("date",),
    "halves": ("clock",),
    "clock": ("clock",),
    "military": ("clock",),
    "word": ("clock",),
    "relative": ("ago",),
    "now": ("ago",),
    "offset": ("zone",),
    "zone": ("zone",),
    "place": ("zone",),
    "us": ("zone",),
    "local": ("zone",),
    "weekday": ("weekday",),
    "today": ("today",),
    "updated": ("label",),
    "published": ("label",),
    "year": ("year",),
    "epoch": ("clock", "date"),
}
_BETWEEN = ("other", "joint", "glue")
_DAYS = ("ymd", "dmy", "daymonth", "monthday")


def _kind(token: re.Match[str]) -> str:
    return next(k for k in (*_GIVES, *_BETWEEN) if token.group(k) is not None)


def _take(kind: str, token: re.Match[str], parts: _Parts) -> bool:
    """Note what the token says; False where that was said already or makes no sense here: the stamp ends before it."""
    by = parts.by
    if kind in ("glue", "other"):
        return True
    if kind == "joint":
        return bool(by)
    label = kind in ("updated", "published")
    gives = ("date",) if kind == "iso" and len(token.group()) <= 10 else _GIVES[kind]
    if label:
        if by.keys() & {"clock", "date", "ago"}:
            return False
    elif any(g in by for g in gives):
        if kind == "relative":
            # Once for readers and once for those who listen.
            return (token.group("since") or token.group("before")) is not None
        return kind in _DAYS and by.get("date") in _DAYS  # the day once more, in another form
    if (kind in ("offset", "zone", "place", "us") and "clock" not in by) or (kind == "year" and "date" not in by):
        return False
    by.update(dict.fromkeys(gives, kind))
    for name, value in token.groupdict().items():
        if value is not None:
            parts.words[name] = value
    return True


def _made(parts: _Parts, printed: str) -> Stamp | None:
    by, words = parts.by, parts.words
    if not by.keys() & {"date", "clock", "ago", "today", "weekday"}:
        return None
    fields: dict[str, object] = {}
    for what in ("date", "clock", "ago"):
        if what in by and not (what == "clock" and by[what] in ("iso", "epoch")):
            made = _READ[by[what]](words)
            if made is None:
                return None
            fields |= made
    if "weekday" in by:
        fields["weekday"] = weekdays()[words["weekday"].rstrip(".").casefold()]
    if "today" in by:
        fields["day_offset"] = numbers("days")[words["today"].casefold()]
    if "zone" in by:
        fields["zone"] = "local" if by["zone"] == "local" else words[by["zone"]].strip()
    if by.keys() & {"zone", "label"}:
        fields["sure"] = True
    if fields.get("day") is not None and fields.get("year") is None and "year" in words:
        fields["year"] = int(words["year"])
    return Stamp(printed=printed, label=by.get("label"), **fields)  # type: ignore[arg-type]  # typed by the readers


def _iso(words: dict[str, str]) -> dict[str, object] | None:
    text = words["iso"]
    try:
        when = datetime.fromisoformat(text.replace(" Z", "Z"))
    except ValueError:
        return None
    out = _date(when.year, when.month, when.day)
    if out is None or len(text) <= 10:
        return out
    if when.tzinfo is not None:
        return {"instant": when.astimezone(UTC)}
    return out | {"minute": when.hour * 60 + when.minute, "second": when.second or None}


def _epoch(words: dict[str, str]) -> dict[str, object] | None:
    return {"instant": datetime.fromtimestamp(int(words["epoch"]), UTC)}


def _ymd(words: dict[str, str]) -> dict[str, object] | None:
    year, month, day = (int(n) for n in re.split(r"[/.]", words["ymd"]))
    return _date(year, month, day)


def _dmy(words: dict[str, str]) -> dict[str, object] | None:
    a, b, c = (int(n) for n in re.split(r"[/.-]", words["dmy"]))
    year = c if c > 99 else 2000 + c
    if b > 12:
        return _date(year, a, b)
    out = _date(year, b, a)
    return out and out | {"swapped": a <= 12 and a != b}


def _worded(words: dict[str, str]) -> dict[str, object] | None:
    month = words.get("m1") or words["m2"]
    day = words.get("d1") or words["d2"]
    year = words.get("y1") or words.get("y2")
    return _date(int(year) if year else None, months()[month.casefold()], int(day))


_YEARS = range(1900, 2101)
"""Years that a page can mean; others are empty or broken fields."""


def _date(year: int | None, month: int, day: int) -> dict[str, object] | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    if year is not None and year not in _YEARS:
        return None
    return {"year": year, "month": month, "day": day}


def _halves(words: dict[str, str]) -> dict[str, object] | None:
    hour, minute = int(words["h1"]), int(words.get("min1") or words.get("min2") or 0)
    if hour <= 12:
        hour = hour % 12 + (12 if words["half"] in "pP" else 0)
    return {"minute": hour * 60 + minute, "halves": True, "second": int(words["s1"]) if "s1" in words else None}


def _clock(words: dict[str, str]) -> dict[str, object] | None:
    hour, minute = int(words["h2"]) % 24, int(words["min3"])
    sure = words["sep"].strip() == ":"
    return {"minute": hour * 60 + minute, "second": int(words["s2"]) if "s2" in words else None, "sure": sure}


def _military(words: dict[str, str]) -> dict[str, object] | None:
    return {"minute": int(words["h3"]) * 60 + int(words["min4"])}


def _word(words: dict[str, str]) -> dict[str, object] | None:
    return {"minute": numbers("clocks")[words["word"].casefold()]}


def _ago(words: dict[str, str]) -> dict[str, object] | None:
    length = units()[words["unit"].casefold()]
    count = int(words["n"]) if words["n"].isdigit() else 1
    half = words["n"].casefold() in every("half")
    finer = units()[words["unit2"].casefold()] if "unit2" in words else length
    ago = count * length // (2 if half else 1) + (int(words["n2"]) * finer if finer < length else 0)
    return {"ago": ago, "ago_unit": min(finer, length), "sure": bool(words.keys() & {"since", "before"})}


def _now(_: dict[str, str]) -> dict[str, object] | None:
    return {"ago": 0, "ago_unit": 60}


_READ = {
    "iso": _iso,
    "epoch": _epoch,
    "ymd": _ymd,
    "dmy": _dmy,
    "daymonth": _worded,
    "monthday": _worded,
    "halves": _halves,
    "clock": _clock,
    "military": _military,
    "word": _word,
    "relative": _ago,
    "now": _now,
}


def machine(value: str, printed: str = "") -> Stamp | None:
    """The stamp in a machine-readable attribute: ISO 8601, or seconds or milliseconds since 1970."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        seconds = int(text) // (1000 if len(text) == 13 else 1)
        return Stamp(printed=printed or text, instant=datetime.fromtimestamp(seconds, UTC))
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    if when.year < 1990 or when.year not in _YEARS:  # an empty field of a database, not a time of publishing
        return None
    if when.tzinfo is not None:  # no clock: nobody prints this one, and a printed one may contradict it
        return Stamp(printed=printed or text, instant=when.astimezone(UTC))
    clock = len(text) > 10
    return Stamp(
        printed=printed or text,
        minute=when.hour * 60 + when.minute if clock else None,
        second=when.second or None if clock else None,
        year=when.year,
        month=when.month,
        day=when.day,
    )
