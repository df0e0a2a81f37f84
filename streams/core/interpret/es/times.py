"""How Spanish says when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from schemas.times import Published
from streams.core.interpret.intervals import (
    DAY,
    HOURS,
    Calendar,
    Core,
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

_DAYS: Final = numbered(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"))
_MONTHS: Final = numbered(
    (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre setiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    start=1,
)
_UNITS: Final = {
    name: unit
    for unit, names in (
        ("hour", "hora horas"),
        ("day", "día días"),
        ("week", "semana semanas"),
        ("fortnight", "quincena quincenas"),
        ("month", "mes meses"),
        ("year", "año años"),
        ("decade", "década décadas"),
    )
    for name in names.split()
}
_NUMBERS: Final = numbered(
    ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce")
) | {"un": 1, "una": 1, "varios": 4, "varias": 4, "pocos": 3, "pocas": 3, "unos": 3, "unas": 3}
_PARTS: Final = listed("mañana tarde noche madrugada")
_THIS: Final = listed("este esta")
_LAST: Final = listed("pasado pasada pasados pasadas último última últimos últimas")
_NEXT: Final = listed("próximo próxima próximos próximas siguiente siguientes")
_END: Final = listed("final finales fines fin")
_ROLES: Final = {
    "antes": "before",
    "hasta": "until",
    "para": "by",
    "tras": "after",
    "después": "after",
    "desde": "from",
    "partir": "from",
    "tardar": "by",
}
_LEADS: Final = listed("a al de del el la los las en este esta por más") | frozenset(_ROLES)


def _core(words: Sequence[str], i: int, ahead: bool, published: Published, before: Sequence[str]) -> Core | None:
    lo, hi = begin(published), published.latest
    word = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    this = not _THIS.isdisjoint(before)
    if word in _PARTS and (this or "la" in before):
        return i + 1, floor(lo), ceil(hi)
    if word in ("hoy", "ahora", "anoche", "anteayer", "ayer", "mañana", "medianoche", "mediodía"):
        return _by_name(word, i, ahead, lo, hi)
    if word in _UNITS:
        return _unit_first(words, i, this, lo, hi)
    if word in _LAST or word in _NEXT:
        if following in _UNITS:
            many = following.endswith("s") and following != "mes"
            return i + 2, *beside(word in _NEXT, _UNITS[following], many, lo, hi)
        if following in _DAYS or following in _MONTHS:
            return _core(words, i + 1, word in _NEXT, published, ())
        count = _count(following)
        unit = _UNITS.get(words[i + 2]) if count and i + 2 < len(words) else None
        if count and unit:
            span = timedelta(hours=count * HOURS[unit])
            return (i + 3, lo, hi + span) if word in _NEXT else (i + 3, lo - span, hi)
        return None
    if word in _END and following in ("de", "del"):
        return _end(words, i + 2, ahead, published)
    if word == "dentro" and following == "de":
        return _quantity(words, i + 2, lo, hi)
    if word == "hace":
        return _ago(words, i + 1, lo, hi)
    if word in _DAYS:
        later = following in _NEXT
        return i + 1 + (later or following in _LAST), *weekday(_DAYS[word], lo, hi, ahead or later)
    if word in _MONTHS:
        return _month(words, i + 1, _MONTHS[word], None, ahead, hi)
    if word.isdigit() and following == "de" and i + 2 < len(words) and words[i + 2] in _MONTHS and 0 < int(word) < 32:
        return _month(words, i + 3, _MONTHS[words[i + 2]], int(word), ahead, hi)
    if is_year(word) and before:
        return i + 1, *year_of(int(word))
    if "en" in before:
        return _quantity(words, i, lo, hi)
    return None


def _by_name(word: str, i: int, ahead: bool, lo: datetime, hi: datetime) -> Core:
    match word:
        case "ayer":
            return i + 1, floor(lo - DAY), ceil(hi - DAY)
        case "anteayer":
            return i + 1, floor(lo - 2 * DAY), ceil(hi - 2 * DAY)
        case "mañana":
            return i + 1, floor(lo + DAY), ceil(hi + DAY)
        case "anoche":
            return i + 1, floor(lo - DAY), hi
        case "medianoche" | "mediodía":
            return (i + 1, lo, ceil(hi + DAY)) if ahead else (i + 1, floor(lo - DAY), hi)
        case _:
            return i + 1, floor(lo), ceil(hi)


def _unit_first(words: Sequence[str], i: int, this: bool, lo: datetime, hi: datetime) -> Core | None:
    """This week; last week, next month, the month that comes."""
    unit = _UNITS[words[i]]
    following = words[i + 1] if i + 1 < len(words) else ""
    many = words[i].endswith("s") and words[i] != "mes"
    if following in _LAST or following in _NEXT:
        return i + 2, *beside(following in _NEXT, unit, many, lo, hi)
    if following == "que" and i + 2 < len(words) and words[i + 2] in ("viene", "vienen"):
        return i + 3, *beside(True, unit, many, lo, hi)
    return (i + 1, *around(unit, lo, hi)) if this else None


def _end(words: Sequence[str], i: int, ahead: bool, published: Published) -> Core | None:
    j = i
    while j < len(words) and words[j] in ("este", "esta", "el", "la", "próximo"):
        j += 1
    if j >= len(words):
        return None
    if words[j] in ("año", "mes", "semana"):
        return j + 1, *end_of(_UNITS[words[j]], published.latest)
    found = _core(words, j, ahead, published, ("de",))
    if found is None or found[2] is None:
        return None
    return found[0], found[2] - (31 if words[j].isdigit() else 7) * DAY, found[2]


def _month(words: Sequence[str], j: int, month: int, day: int | None, ahead: bool, at: datetime) -> Core | None:
    year = None
    if j + 1 < len(words) and words[j] in ("de", "del") and is_year(words[j + 1]):
        year, j = int(words[j + 1]), j + 2
    return dated(j, year, month, day, ahead, at)


def _ago(words: Sequence[str], i: int, lo: datetime, hi: datetime) -> Core | None:
    count = _count(words[i]) if i < len(words) else None
    unit = _UNITS.get(words[i + 1]) if i + 1 < len(words) else None
    span = ago(count, count, HOURS[unit], lo, hi) if count and unit else None
    return (i + 2, *span) if span else None


def _quantity(words: Sequence[str], i: int, lo: datetime, hi: datetime) -> Core | None:
    """In two days; in two or three weeks."""
    first = _count(words[i]) if i < len(words) else None
    if not first:
        return None
    j, most = i + 1, first
    if j + 1 < len(words) and words[j] in ("a", "o") and (more := _count(words[j + 1])):
        most, j = more, j + 2
    unit = _UNITS.get(words[j]) if j < len(words) else None
    if unit is None or most * HOURS[unit] > 876_000:
        return None
    least = timedelta(hours=first * HOURS[unit] if most != first else 0)
    return j + 1, lo + least, hi + timedelta(hours=most * HOURS[unit])


def _count(word: str) -> int | None:
    if word.isdigit() and len(word) < 4:
        return int(word)
    return _NUMBERS.get(word)


CALENDAR: Final = Calendar(
    leads=_LEADS,
    roles=_ROLES,
    begins=listed("hoy ahora ayer anteayer anoche mañana medianoche mediodía dentro hace")
    | frozenset((*_DAYS, *_MONTHS, *_UNITS, *_NUMBERS))
    | _PARTS
    | _LAST
    | _NEXT
    | _END,
    core=_core,
)
