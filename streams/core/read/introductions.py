"""What a sentence tells of who is who, whoever speaks in it: persons with their offices, bodies with their states."""

from functools import lru_cache
from typing import NamedTuple

from streams.core.read.gazetteer import Found
from streams.core.read.mention import Mention
from streams.core.read.pack import ADV, AUX, CAP, DAY, DET, KNOWN, LINK, PART, POSS, PUNCT, QUOTE, VERB, Pack
from streams.core.read.phrases import after, before, named
from streams.core.read.speakers import describe, quiet
from streams.core.read.words import Words, shown

_BEHIND_A_NAME = AUX | POSS | VERB
_LONGEST_NAME = 6
_LONGEST_OFFICE = 14
"""Words that a name, and an office after a name, can have."""


class Introductions(NamedTuple):
    """`countries` in text order; `bodies`: last word of a body and its party; `rulers`: surnames that name a regime;
    `names`: full names without an office; `mentions`: names with an office, and offices with "the" and a country;
    `groups`: parties that are no country.
    """

    countries: tuple[str, ...] = ()
    bodies: tuple[tuple[str, str], ...] = ()
    rulers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    groups: tuple[str, ...] = ()


NOBODY = Introductions()
"""A sentence that tells of nobody."""


def introductions(w: Words, language: Pack) -> Introductions:
    """All that the words of one sentence introduce."""
    if not w.known:
        names = _plain_names(w, [], language)
        return Introductions(names=tuple(names)) if names else NOBODY
    found = named(w, 0, w.size, language)
    countries: list[str] = []
    bodies: list[tuple[str, str]] = []
    rulers: list[str] = []
    groups: list[str] = []
    for at, f in enumerate(found):
        kind = f.kind
        if kind in ("country", "people", "seat", "body"):
            countries.append(f.value)
            if kind == "body":
                bodies.append((w.lower[f.end - 1], f.value))
        elif kind == "party":
            groups.append(f.value)
        elif kind in ("state", "group") and (holder := _holder_of(w, found, at)):
            bodies.append((w.lower[f.end - 1], holder))
        elif kind == "state" and f.value in language.ruled and (ruler := _ruler(w, f.start, found)):
            rulers.append(ruler)
    mentions: list[Mention] = []
    for start, end, extra in _introduced(w, found, language):
        mention = describe(w, start, end, extra, language)
        mentions += mention.parts or (mention,)
    names = _plain_names(w, found, language)
    if not (countries or bodies or rulers or names or mentions or groups):
        return NOBODY
    return Introductions(tuple(countries), tuple(bodies), tuple(rulers), tuple(names), tuple(mentions), tuple(groups))


def _holder_of(w: Words, found: list[Found], at: int) -> str | None:
    """Whose body entry `at` is: the name right before it."""
    last = found[at - 1] if at else None
    near = last is not None and not any(w.bits[k] & PUNCT for k in range(last.end, found[at].start))
    near = near and last is not None and found[at].start - last.end <= 2
    return last.value if last and near and last.kind in ("country", "people", "seat", "party") else None


def _plain_names(w: Words, found: list[Found], language: Pack) -> list[str]:
    """Full names that stand before a verb, but for an adverb, or a genitive mark, without any office."""
    names: list[str] = []
    bits = w.bits
    taken: set[int] | None = None
    for verb in [k for k, bit in enumerate(bits) if bit & _BEHIND_A_NAME and k > 1]:
        late = bits[verb - 1] & (ADV | DAY) and not bits[verb - 1] & CAP
        stop = verb - 1 if late else verb
        if stop < 2 or not bits[stop - 2] & CAP:
            continue
        if taken is None:
            taken = {at for f in found for at in range(f.start, f.end)}
        if _nameable(bits[verb]) and verb not in taken:
            continue
        at = stop
        while at and _nameable(bits[at - 1]) and at - 1 not in taken:
            at -= 1
        while at < stop and (w.lower[at] in language.honorifics or (bits[at] & PART and w.shown[at].islower())):
            at += 1
        if 2 <= stop - at <= _LONGEST_NAME:
            names.append(quiet(shown(w, at, stop), language))
    return names


def _nameable(bits: int) -> bool:
    return bool(bits & CAP and not bits & KNOWN)


def _ruler(w: Words, at: int, found: list[Found]) -> str | None:
    """The surname right before word `at`, if it is one."""
    last = at - 1 - (at > 0 and bool(w.bits[at - 1] & POSS))
    if last < 0 or not w.bits[last] & CAP or any(f.start <= last < f.end for f in found):
        return None
    return surname(w.lower[last])


@lru_cache(maxsize=1 << 14)
def surname(name: str) -> str:
    """What calls a person later: the last word, without the article that some names carry and some writers drop."""
    last = name.rsplit(" ", 1)[-1].lower()
    return last[3:] if last[2:3] == "-" and len(last) > 5 else last


def _introduced(w: Words, found: list[Found], language: Pack) -> list[tuple[int, int, tuple[int, int] | None]]:
    """Phrases in which an office stands with a name or alone with "the": (start, end, apposition)."""
    out: list[tuple[int, int, tuple[int, int] | None]] = []
    for f in found:
        if f.kind not in ("office", "private"):
            continue
        at = f.end
        comma = at < w.size and w.lower[at] == ","
        first = at + comma
        stop = _name_end(w, first)
        if stop - first >= (2 if comma else 1):
            start = before(w, at, 0, language)
            if start is not None:
                out.append((first, stop, (start, at)) if comma else (start, stop, None))
        elif named := _behind(w, f, language):
            out.append(named)
        elif behind := _apposed(w, f, language):
            out.append(behind)
        else:
            start = before(w, at, 0, language) if f.start else None
            if start is not None and start < f.start and w.lower[start] in language.glue.definite_article:
                out.append((start, at, None))
    return out


def _name_end(w: Words, start: int) -> int:
    """Where the capitals that begin at word `start` end, a nickname in quotation marks among them."""
    stop = start
    while stop < w.size and stop - start < _LONGEST_NAME:
        bits = w.bits[stop]
        nickname = bits & QUOTE and start < stop < w.size - 1 and w.bits[stop + 1] & CAP
        if not nickname and (not bits & CAP or bits & DET):
            break
        stop += 1
    return stop


def _behind(w: Words, f: Found, language: Pack) -> tuple[int, int, tuple[int, int]] | None:
    """The name behind an office with all that tells it apart: "el canciller de Tavia, Ramón Ibarra"."""
    end = after(w, f.start, w.size, language) if language.head_first else f.end
    if end <= f.end or end >= w.size or w.lower[end] != ",":
        return None
    stop = _name_end(w, end + 1)
    start = before(w, end, 0, language)
    return (end + 1, stop, (start, end)) if stop - end > 2 and start is not None else None


def _apposed(w: Words, f: Found, language: Pack) -> tuple[int, int, tuple[int, int]] | None:
    """The full name before a comma and this office: "Lena Marek, the Tavian minister for trade"."""
    back = f.start
    while back > 0 and w.lower[back - 1] != "," and f.start - back < _LONGEST_NAME:
        back -= 1
    if back < 2 or w.lower[back - 1] != "," or not w.bits[back - 2] & CAP:
        return None
    if language.head_first and any(bits & (VERB | AUX) for bits in w.bits[back : f.start]):
        return None
    at = f.end
    if at < w.size and not w.bits[at] & (LINK | PUNCT) and w.lower[at] not in language.glue.relatives:
        return None
    start = before(w, back - 1, 0, language)
    high = at
    while high < w.size and w.lower[high] not in (",", ".", ";") and high - at < _LONGEST_OFFICE:
        high += 1
    return (start, back - 1, (back, high)) if start is not None and back - 1 - start >= 2 else None
