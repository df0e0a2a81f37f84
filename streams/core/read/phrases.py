"""Noun phrases without a parser: where the phrase before a verb begins, where the one after it ends, what it names."""

from streams.core.read.gazetteer import Found
from streams.core.read.pack import (
    AND,
    AUX,
    CAP,
    CLASSES,
    CONJ,
    DAY,
    DET,
    FUNCTION,
    LINK,
    NOUN,
    PART,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTE,
    SUB,
    VERB,
    Pack,
)  # fmt: skip
from streams.core.read.words import Words

OPENING_MARKS = frozenset(",—:;(-")
"""Marks after which a clause can begin."""
_MODIFIERS = 5
"""How many words in lower case may stand between an article and the end of its phrase."""
_NICKNAME = 16
"""The longest quotation, with its marks, that can be part of a name."""


def find(w: Words, start: int, end: int) -> list[Found]:
    """What the gazetteer knows of words [start, end), the longest phrases first, from the left."""
    found: list[Found] = []
    free = start
    for row in w.known:
        at = row[0].start
        if at < free:
            continue
        if at >= end:
            break
        for f in row:
            if f.end <= end:
                found.append(f)
                free = f.end
                break
    return found


def _noun(w: Words, at: int, low: int, link: str, language: Pack) -> bool:
    """Can a phrase hang on this word by this preposition?"""
    bits = w.bits[at]
    if at < low or (bits & (FUNCTION & ~DET | PUNCT | QUOTE | DAY) and not bits & (NOUN | CAP)):
        return False
    return bool(bits & (NOUN | CAP)) or link in (language.glue.hanging if bits & CLASSES else language.glue.partitive)


def before(w: Words, end: int, low: int, language: Pack) -> int | None:
    """Where the noun phrase that ends before word `end` begins, not before `low`; None where there is none."""
    if end <= low:
        return None
    if w.bits[end - 1] & PRON:
        return end - 1
    at, start = end - 1, end
    while at >= low:
        bits = w.bits[at]
        if bits & QUOTE:
            if start == end or len(w.shown[at]) > _NICKNAME or at == low or not w.bits[at - 1] & CAP:
                break
            at -= 1
        elif bits & POSS or (
            bits & PART and not bits & CAP and start < end and w.bits[start] & CAP and at > low and w.bits[at - 1] & CAP
        ):
            at -= 1
        elif bits & (CAP | NOUN) and not bits & (PUNCT | AUX):
            start = at
            at -= 1
        elif bits & DET:
            start = at
            if at > low and w.bits[at - 1] & DET:
                at -= 1
            elif at - 1 > low and w.bits[at - 1] & LINK and _noun(w, at - 2, low, w.lower[at - 1], language):
                at -= 2
            elif at > low and w.bits[at - 1] & AND and (more := _joined(w, at - 1, low, language)) is not None:
                return more
            else:
                return start
        elif bits & LINK and start < end and _noun(w, at - 1, low, w.lower[at], language):
            at -= 1
        elif w.bits[at] & AND and start < end:
            more = _joined(w, at, low, language)
            return start if more is None else more
        elif bits & (FUNCTION | PUNCT | DAY | VERB):
            break
        else:
            first = _run(w, at, low)
            if first is None:
                break
            start = at = first
            if not w.bits[at] & DET:
                at -= 1
    return start if start < end else None


def _run(w: Words, at: int, low: int) -> int | None:
    """Where a run of plain words up to `at` begins, if an article or the clause itself begins there."""
    first = at
    while first >= low and at - first <= _MODIFIERS:
        bits = w.bits[first]
        if bits & DET:
            return first
        if bits & (FUNCTION | PUNCT | QUOTE) and not bits & (CAP | NOUN):
            return first + 1 if first < at and bits & (PUNCT | QUOTE | CONJ | LINK | SUB) else None
        if bits & VERB and not bits & (NOUN | CAP):
            return None
        first -= 1
    return low if first < low else None


def _joined(w: Words, at: int, low: int, language: Pack) -> int | None:
    """Where "A and B" begins, if A is a noun phrase that begins its clause, so that "and" joins no two clauses."""
    start = before(w, at, low, language)
    if start is None or w.bits[at - 1] & PRON:
        return None
    while start > low and w.lower[start - 1] == "," and w.bits[start - 2] & CAP and w.bits[start] & CAP:
        more = before(w, start - 1, low, language)
        if more is None:
            break
        start = more
    lead = w.lower[start - 1]
    return start if start == low or lead in OPENING_MARKS or lead in language.glue.openers else None


def after(w: Words, start: int, high: int, language: Pack) -> int:
    """Where the noun phrase that begins at word `start` ends, not after `high`; `start` where there is none."""
    at = start
    if at < high and w.bits[at] & PRON:
        return at + 1
    named = False
    while at < high:
        bits, word = w.bits[at], w.lower[at]
        if bits & QUOTE:
            if not named or len(w.shown[at]) > _NICKNAME or at + 1 >= high or not w.bits[at + 1] & CAP:
                break
        elif bits & (PUNCT | AUX | SUB) and not bits & (CAP | NOUN):
            break
        elif bits & CAP:
            if bits & DAY and word in language.continues:
                break
            named = True
        elif bits & POSS:
            named = False
        elif bits & NOUN:
            named = True
        elif bits & DET:
            if named:
                break
        elif bits & PART and at + 1 < high and w.bits[at + 1] & CAP and named:
            pass
        elif bits & LINK:
            ahead = w.bits[at + 1] if at + 1 < high else 0
            partitive = word in language.glue.partitive
            if not (named or (partitive and at > start)) or ahead & DAY or (language.head_first and not partitive):
                break
            if not ahead & (CAP | DET | NOUN) and not partitive:
                break
            named = False
        elif bits & AND:
            ahead = w.bits[at + 1] if at + 1 < high else 0
            if not named or not ahead & (CAP | NOUN | DET):
                break
            named = False
        elif (
            bits & (FUNCTION | DAY | VERB)
            or (named and not _modifies(w, at, high, language))
            or (at > start and not w.bits[at - 1] & (DET | POSS | LINK | PREP) and _verbal(w, at, high, language))
        ):
            break
        at += 1
    while at > start and w.bits[at - 1] & (PREP | CONJ | DET) and not w.bits[at - 1] & (CAP | NOUN):
        at -= 1
    return at


def _modifies(w: Words, at: int, high: int, language: Pack) -> bool:
    """Is a plain word after a name an adjective of a noun to come: "Tavian senior officials"?"""
    if language.head_first:
        return bool(w.bits[at - 1] & NOUN) and not w.lower[at].endswith(language.glue.adverbial)
    ahead = w.bits[at + 1] if at + 1 < high else 0
    if not ahead & NOUN or ahead & CAP:
        return False
    return not w.lower[at].endswith(language.glue.verbal_endings) or any(row[0].start == at for row in w.known)


def _verbal(w: Words, at: int, high: int, language: Pack) -> bool:
    """Is a plain word after another more likely the verb than one more noun?"""
    ahead = w.bits[at + 1] if at + 1 < high else 0
    return w.lower[at].endswith(language.glue.verbal_endings) and not ahead & (NOUN | CAP)


def named(w: Words, start: int, end: int, language: Pack) -> list[Found]:
    """As `find`, without the places that are a person's surname: "Michael Jordan", not "East Jerusalem"."""
    kept: list[Found] = []
    last = -1
    for f in find(w, start, end):
        at = f.start
        if (
            f.kind not in ("country", "people", "seat")
            or at in (start, last)
            or f.end - at > 1
            or not w.bits[at - 1] & CAP
            or w.lower[at - 1] in language.directions
        ):
            kept.append(f)
        last = f.end
    return kept
