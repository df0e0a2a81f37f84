"""What was said: which words of a sentence a reporting verb reports, and on which side of the speaker."""

from streams.core.read.mention import Range
from streams.core.read.pack import ADV, AUX, CAP, CONJ, DAY, DET, NOUN, PREP, PRON, QUOTE, VERB, Pack
from streams.core.read.phrases import after
from streams.core.read.subjects import Cue, Subject, past_when
from streams.core.read.words import Words

PAUSES = frozenset({",", "—", "--"})
_SCARE = 16
"""A quotation of so many characters, with its marks, quotes a word or two and makes no report by itself."""
_SENTENCE = 24
"""A longer one after an adverbial is what was said, and no part of the adverbial."""
_CIRCUMSTANCE = 9
"""An opening of more words than this is no mere circumstance."""


def plain(w: Words, content: tuple[Range, ...], language: Pack) -> bool:
    """Is what follows the verb a clause or a quotation, and no bare object: "the storm claimed lives"?"""
    start, stop = content[0]
    return _announced(w, start, language) or any(w.bits[at] & (AUX | QUOTE) for at in range(start, stop))


def reports(w: Words, c: Cue, content: tuple[Range, ...], language: Pack) -> bool:
    """Do the words after a weaker verb make it a report: a clause, a quotation, or the object of a stance?"""
    start, stop = content[0]
    marked = _announced(w, start, language) or bool(w.bits[start] & QUOTE and len(w.shown[start]) > _SCARE)
    if c.form.narrow and not c.form.stance:
        return marked
    if c.form.stance and (not c.form.particles or c.end > c.verb + 1 or c.form.clause):
        return True
    if (c.end > c.verb + 1 and c.form.particles) or (c.form.bound and c.end == c.verb + 1):
        return True
    if not c.form.clause:
        return False
    if marked or w.bits[start] & QUOTE:
        return True
    return any((w.bits[at] & (AUX | QUOTE) and not w.bits[at] & CAP) or w.bits[at] & VERB for at in range(start, stop))


def _announced(w: Words, start: int, language: Pack) -> bool:
    """Does "that" or a colon stand before word `start`?"""
    return start > 0 and (w.lower[start - 1] == ":" or w.lower[start - 1] in language.glue.clause)


def content(
    w: Words, c: Cue, s: Subject | None, inversion: bool, last: int, language: Pack
) -> tuple[tuple[Range, ...], bool]:
    """The said words, and whether they stand before the speaker."""
    head = min(c.group, s.start if s else c.group)
    if s and s.extra and s.extra[0] < head:
        head = s.extra[0]
    before_: Range | None = None
    if head and (w.bits[head - 1] & QUOTE or w.lower[head - 1] in (*PAUSES, "?", "!")):
        stop = head
        while stop and w.lower[stop - 1] in PAUSES:
            stop -= 1
        if stop and (stop > 1 or w.bits[0] & QUOTE):
            before_ = (0, stop)
    if before_ and (c.bare or _adverbial(w, before_, language)):
        before_ = None
    quoted = bool(before_) and bool(w.bits[(before_ or (0, 1))[1] - 1] & QUOTE)
    tail = max(c.end, s.end if s and inversion else c.end, s.extra[1] if s and s.extra and inversion else c.end)
    start, said = _right(w, c, tail, inversion, bool(before_), quoted, last, language)
    if start is None:
        return ((before_,), True) if before_ else ((), False)
    if before_ and (inversion or quoted or said == "pause") and said != "that":
        return ((before_, (start, last)), True) if said in ("quote", "pause") else ((before_,), True)
    return ((start, last),), False


def _adverbial(w: Words, r: Range, language: Pack) -> bool:
    """Is this only a place, a time or a circumstance, and nobody's words?"""
    start = r[0]
    while start < r[1] and w.bits[start] & CONJ:
        start += 1
    if start >= r[1]:
        return True
    if any(w.bits[at] & (QUOTE | AUX) for at in range(*r)) or r[1] - start > _CIRCUMSTANCE:
        return False
    return w.lower[start] in language.lead_ins or bool(w.bits[start] & VERB)


def _right(
    w: Words, c: Cue, at: int, inversion: bool, ahead: bool, quoted: bool, last: int, language: Pack
) -> tuple[int | None, str]:
    """Where what was said begins after the verb, and by what mark: "that", "quote", "pause" or nothing."""
    if (
        not inversion
        and c.form.told
        and at < last
        and not w.bits[at] & QUOTE
        and w.lower[at] not in (",", ":")
        and w.lower[at] not in language.glue.clause
    ):
        if w.lower[at] in language.hearers:
            at += 1
        elif c.form.told_all:
            end = after(w, at, last, language)
            at = end if end > at else at
            at += at < last and w.lower[at] in language.hearers
    while at < last and (w.bits[at] & (ADV | DAY) and not w.bits[at] & DET):
        at += 1
    at = past_when(w, at, language)
    if at >= last:
        return None, ""
    word, bits = w.lower[at], w.bits[at]
    if word in language.glue.clause and not inversion:
        return (at + 1, "that") if at + 1 < last else (at, "")
    if word == ":":
        return (at + 1, "that") if at + 1 < last else (None, "")
    if bits & QUOTE:
        return at, "quote"
    if word in PAUSES:
        if at + 1 >= last:
            return None, ""
        if w.bits[at + 1] & QUOTE:
            return at + 1, "quote"
        if w.lower[at + 1] in language.glue.clause:
            return at + 2, "that"
        if not ahead:
            that = _that(w, at + 1, last, language)
            return (that, "that") if that else (at + 1, "")
        following = w.lower[at + 1]
        goes_on = w.bits[at + 1] & (AUX | PRON | DET | CAP | NOUN) or following in language.verbs
        broken = (
            following in language.glue.relatives
            or any(following == source[0] for source in language.sources)
            or (following in language.verbs and language.verbs[following].participle)
        )
        return (at + 1, "pause") if not quoted and goes_on and not broken else (None, "")
    if inversion:
        return None, ""
    if word in language.glue.dative and c.form.stance and not c.form.strong:
        return at, ""
    if word in language.adjuncts or bits & CONJ:
        if that := _that(w, at, last, language):
            return that, "that"
        if ahead or bits & CONJ:
            return None, ""
        if c.form.stance and not c.form.strong:
            return at, ""
        return _skipped(w, at, last, language), ""
    return at, ""


def _skipped(w: Words, at: int, last: int, language: Pack) -> int:
    """Past the adverbials of place and time right after the verb: "told reporters in Rome on Friday"."""
    first = at
    while at < last and w.lower[at] in language.adjuncts and w.bits[at] & PREP:
        end = after(w, at + 1, last, language)
        while end < last and w.bits[end] & DAY:
            end += 1
        if not at + 1 < end < last:
            return first
        at = end
    return at


def _that(w: Words, at: int, last: int, language: Pack) -> int | None:
    """After the "that", colon or quotation that an adverbial leads up to, before the next verb."""
    for k in range(at, last):
        if w.lower[k] == ":" or (w.lower[k] in language.glue.clause and k > at and not w.bits[k - 1] & (AUX | DET)):
            return k + 1 if k + 1 < last else None
        if w.bits[k] & QUOTE and k > at and len(w.shown[k]) > _SENTENCE:
            return k
        if w.bits[k] & AUX and not w.bits[k] & CAP:
            return None
    return None
