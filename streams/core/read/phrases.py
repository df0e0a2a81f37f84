"""Noun phrases without a parser: where the phrase before a verb begins, where the one after it ends, what it names."""

from dataclasses import dataclass

from streams.core.read.pack import (
    AUX,
    CAP,
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
    Entry,
    Pack,
)  # fmt: skip
from streams.core.read.words import Words

OPENING_MARKS = frozenset(",—:;(-")
"""Marks after which a clause can begin."""
_MODIFIERS = 5
"""How many words in lower case may stand between an article and the end of its phrase."""
_TAILS = ("-based", "-led", "-run")
"""Endings behind which a name still says whose: "Saudi-led", "Tavia-based"."""
_NICKNAME = 16
"""The longest quotation, with its marks, that can be part of a name."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of the gazetteer at words [start, end)."""

    start: int
    end: int
    entry: Entry


def find(w: Words, start: int, end: int, language: Pack) -> list[Found]:
    """What the gazetteer knows of words [start, end), the longest phrases first, from the left."""
    found: list[Found] = []
    lower, phrases, longest = w.lower, language.phrases, language.longest
    free = start
    for at in [k for k in range(start, end) if lower[k] in longest or "-" in lower[k]]:
        word = lower[at]
        size = longest.get(word) or int(word.endswith(_TAILS))
        size = 0 if at < free else min(size, end - at)
        while size:
            phrase = word if size == 1 else " ".join(lower[at : at + size])
            entry = phrases.get(phrase)
            if entry is None and phrase.endswith(_TAILS):
                entry = phrases.get(phrase.rpartition("-")[0])
            if entry and _holds(w, at, entry):
                found.append(Found(at, at + size, entry))
                free = at + size
                break
            size -= 1
    return found


def _holds(w: Words, at: int, entry: Entry) -> bool:
    """Names are capitalised; a word that is only a name in capitals ("us", "who") must be printed so."""
    if not entry.proper:
        return True
    shown = w.shown[at]
    return shown[0].isupper() and (len(shown) > 3 or not w.bits[at] & FUNCTION or shown.isupper())


def _noun(w: Words, at: int, low: int, link: str, language: Pack) -> bool:
    """Can a phrase hang on this word by this preposition?"""
    bits = w.bits[at]
    if at < low or (bits & (FUNCTION & ~DET | PUNCT | QUOTE | DAY) and not bits & (NOUN | CAP)):
        return False
    return bool(bits & (NOUN | CAP)) or link in (language.glue.hanging if bits else language.glue.partitive)


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
            if start == end or w.end[at] - w.start[at] > _NICKNAME or at == low or not w.bits[at - 1] & CAP:
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
            elif (
                at > low
                and w.lower[at - 1] in language.glue.joiners
                and (more := _joined(w, at - 1, low, language)) is not None
            ):
                return more
            else:
                return start
        elif bits & LINK and start < end and _noun(w, at - 1, low, w.lower[at], language):
            at -= 1
        elif w.lower[at] in language.glue.joiners and start < end:
            more = _joined(w, at, low, language)
            return start if more is None else more
        elif bits & (FUNCTION | PUNCT | DAY) or w.lower[at] in language.verbs:
            break
        else:
            first = _run(w, at, low, language)
            if first is None:
                break
            start = at = first
            if not w.bits[at] & DET:
                at -= 1
    return start if start < end else None


def _run(w: Words, at: int, low: int, language: Pack) -> int | None:
    """Where a run of plain words up to `at` begins, if an article or the clause itself begins there."""
    first = at
    while first >= low and at - first <= _MODIFIERS:
        bits = w.bits[first]
        if bits & DET:
            return first
        if bits & (FUNCTION | PUNCT | QUOTE) and not bits & (CAP | NOUN):
            return first + 1 if first < at and bits & (PUNCT | CONJ | LINK | SUB) else None
        if w.lower[first] in language.verbs and not bits & (NOUN | CAP):
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
            if not named or w.end[at] - w.start[at] > _NICKNAME or at + 1 >= high or not w.bits[at + 1] & CAP:
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
            if not (named or (partitive and at > start)) or ahead & DAY:
                break
            if not ahead & (CAP | DET | NOUN) and not partitive:
                break
            named = False
        elif word in language.glue.joiners:
            ahead = w.bits[at + 1] if at + 1 < high else 0
            if not named or not ahead & (CAP | NOUN | DET):
                break
            named = False
        elif (
            bits & (FUNCTION | DAY)
            or word in language.verbs
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
    ahead = w.bits[at + 1] if at + 1 < high else 0
    return bool(ahead & NOUN) and not ahead & CAP and not w.lower[at].endswith(language.glue.verbal_endings)


def _verbal(w: Words, at: int, high: int, language: Pack) -> bool:
    """Is a plain word after another more likely the verb than one more noun?"""
    ahead = w.bits[at + 1] if at + 1 < high else 0
    return w.lower[at].endswith(language.glue.verbal_endings) and not ahead & (NOUN | CAP)


def named(w: Words, start: int, end: int, language: Pack) -> list[Found]:
    """As `find`, without the places that are a person's surname: "Michael Jordan", not "East Jerusalem"."""
    found = find(w, start, end, language)
    if not any(f.entry.kind in ("country", "people", "seat") for f in found):
        return found
    taken = {at for f in found for at in range(f.start, f.end)}
    return [
        f
        for f in found
        if f.entry.kind not in ("country", "people", "seat")
        or f.start == start
        or f.end - f.start > 1
        or f.start - 1 in taken
        or not w.bits[f.start - 1] & CAP
        or w.lower[f.start - 1] in language.directions
    ]
