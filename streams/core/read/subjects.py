"""Whose verb it is: the noun phrase before a reporting verb, after it, or shared with the verb before."""

from typing import NamedTuple

from streams.core.read.pack import (
    ADV,
    AUX,
    CAP,
    CONJ,
    DAY,
    DET,
    NOUN,
    PART,
    POSS,
    PRON,
    PUNCT,
    QUOTE,
    SUB,
    Pack,
)  # fmt: skip
from streams.core.read.phrases import OPENING_MARKS, after, before
from streams.core.read.verbs import Verb
from streams.core.read.words import Words


class Subject(NamedTuple):
    """Words [start, end) and the apposition that goes with them."""

    start: int
    end: int
    extra: tuple[int, int] | None = None


class Cue(NamedTuple):
    """A reporting verb at words [verb, end), whose group with auxiliaries and adverbs begins at `group`.

    `bare`: a participle of its own: "saying", which shares the subject of the clause before it.
    """

    group: int
    verb: int
    end: int
    form: Verb
    bare: bool


_GIVEN = 9
"""How far behind a verb what is given may stand."""
_NOT_A_NAME = frozenset({"r-", "d-", "i-"})


def cue(w: Words, at: int, headline: bool, language: Pack) -> Cue | None:
    """The cue at word `at`, or None where the word reports nothing: a noun, a passive, a negation, a plan."""
    form, glue = language.verbs[w.lower[at]], language.glue
    bits = w.bits[at]
    if bits & CAP and at > 0 and not headline:
        return None
    particle: tuple[str, ...] = ()
    if form.particles:
        particle = next((p for p in form.particles if w.lower[at + 1 : at + 1 + len(p)] == p), ())
    if form.bound and not particle and form.given.isdisjoint(w.lower[at + 2 : at + _GIVEN]):
        return None
    if particle == ("to",) and w.lower[at + 2 : at + 3] and w.lower[at + 2] in language.silence:
        return None
    group = at
    aux = negated = future = passive = False
    while group > 0:
        before_bits, word = w.bits[group - 1], w.lower[group - 1]
        if before_bits & AUX and not before_bits & CAP:
            aux = True
            future |= word in language.futures or (word in glue.pluperfect and form.wish)
            passive |= word in language.passive
            negated |= word in language.negations or word.endswith(glue.negative_endings)
        elif (before_bits & ADV and not before_bits & CAP) and (not before_bits & DET or word in glue.floating):
            negated |= word in language.negations
        elif before_bits & DAY and group > 1:
            group = _when(w, group, language)
            continue
        elif group == at and word in glue.infinitive and group > 2 and w.lower[group - 2] in glue.hasty:
            aux = True  # was quick to applaud, hastened to add
            group -= 2 + (w.bits[group - 3] & DET > 0)
            continue
        else:
            break
        group -= 1
    previous = w.lower[group - 1] if group else ""
    previous_bits = w.bits[group - 1] if group else 0
    following = w.lower[at + 1] if at + 1 < w.size else ""
    if negated or future or (previous in glue.infinitive and w.lower[max(0, group - 3) : group] != glue.went_on):
        return None
    agent = following in glue.agents and not previous_bits & PRON and glue.means.isdisjoint(w.lower[at + 2 : at + 3])
    if form.past and (passive or agent) and not form.participle:
        return None
    if form.dependent and not aux:
        return None
    if following in glue.infinitive and form.hearsay:
        return None
    if previous_bits & DET or previous in glue.before_nouns or (previous_bits & POSS and not form.participle):
        return None
    if previous_bits & POSS and following in glue.after_nouns:
        return None
    if form.past and not aux and previous in language.documents and following in language.adjuncts:
        return None
    base = w.lower[at] == form.lemma and not form.past
    if not form.participle and not form.past and not aux and not _agrees(w, at, group, base, form, language):
        return None
    end = at + 1 + len(particle)
    bare = form.participle and not passive and not aux and not previous_bits & POSS
    led = previous in glue.introducing or (previous_bits & POSS and form.participle)
    return Cue(group - bool(led), at, end, form, bare)


def _when(w: Words, end: int, language: Pack) -> int:
    """Where the adverbial of time begins that ends before word `end`: "on Tuesday", "for the first time"."""
    at = end - 1
    while at > 1 and w.lower[at - 1] in language.glue.time_words:
        at -= 1
    while at > 1 and w.lower[at - 1] in language.glue.time_links:
        at -= 1
    return at


def _agrees(w: Words, at: int, group: int, base: bool, form: Verb, language: Pack) -> bool:
    """Can a present form here be a verb? Most of them are nouns too: "peace calls", "the report claims"."""
    if group == 0:
        return False
    bits, word = w.bits[group - 1], w.lower[group - 1]
    if w.lower[at] in language.nouns and any(
        language.verbs[later].past for later in w.lower[at + 1 : at + 4] if later in language.verbs
    ):
        return False
    glue = language.glue
    if word in glue.alternatives and not form.strong:
        return False
    if bits & (QUOTE | PUNCT | PRON | CONJ):
        return word not in glue.singular or not base
    if base:
        return form.spoken_base or (bool(bits & (NOUN | CAP)) and word.endswith(glue.plural_endings) and not bits & DAY)
    ahead = w.bits[at + 1] if at + 1 < w.size else 0
    if form.strong and ahead & (QUOTE | SUB | CAP | PRON) and group > 1 and w.bits[group - 2] & (DET | CAP):
        return True
    return bool(bits & (NOUN | CAP)) or form.spoken


def subject(w: Words, c: Cue, language: Pack) -> Subject | None:
    """The phrase before the verb group; an apposition or a clause between commas is looked over."""
    at = c.group
    if at == 0:
        return None
    mark = w.lower[at - 1]
    if mark in (",", ")", "—", "--"):
        return over(w, at - 1, "(" if mark == ")" else mark, language)
    start = before(w, at, 0, language)
    if start is None or (start and w.lower[start - 1] in language.glue.free_relatives):
        return None
    return Subject(start, at)


def over(w: Words, close: int, mark: str, language: Pack) -> Subject | None:
    """The phrase before an insertion that ends at the mark `close`: "Marek, who leads the talks, said"."""
    tries = 0
    for at in range(close - 1, 0, -1):
        if w.lower[at] != mark:
            continue
        tries += 1
        if tries > 4:
            return None
        start = before(w, at, 0, language)
        if start is None or not any(w.bits[k] & (CAP | NOUN | PRON) for k in range(start, at)):
            continue
        if w.lower[start][:2] in _NOT_A_NAME or w.lower[start].isdigit():
            continue
        if start and not _opens(w, start, language) and not w.bits[start - 1] & QUOTE:
            continue
        first = at + 1 + (w.lower[at + 1] in language.glue.definite_article and w.lower[at + 2] in language.honorifics)
        named = all(w.bits[k] & (CAP | PART) for k in range(first, close)) and close > first
        if named and (w.bits[at - 1] & NOUN or (language.head_first and _titled(w, start, at))):
            return Subject(at + 1, close, (start, at))
        if start > 1 and w.lower[start - 1] == "," and at - start <= 2:
            outer = before(w, start - 1, 0, language)
            if outer is not None and w.bits[start - 2] & NOUN and (outer == 0 or _opens(w, outer, language)):
                return Subject(start, at, (outer, start - 1))
        return Subject(start, at, (at + 1, close))
    return None


def _opens(w: Words, start: int, language: Pack) -> bool:
    """Can a clause begin at word `start`, by the word before it?"""
    lead = w.lower[start - 1]
    return lead in OPENING_MARKS or lead in language.glue.openers or bool(w.bits[start - 1] & QUOTE)


def inverted(w: Words, c: Cue, language: Pack) -> Subject | None:
    """The phrase after the verb, in "..., said Marek" and "...," said a spokesman for the ministry."""
    led = w.lower[c.group] in language.glue.introducing
    if (c.group == 0 and not led) or c.bare or not (c.form.strong or c.form.clause):
        return None
    if not led and not w.bits[c.group - 1] & QUOTE and w.lower[c.group - 1] not in (",", "—", "?", "!"):
        return None
    start = past_when(w, c.end, language)
    end = after(w, start, w.size, language)
    if end == start or not any(w.bits[k] & (CAP | NOUN | PRON) for k in range(start, end)):
        return None
    if end < w.size:
        bits, word = w.bits[end], w.lower[end]
        if bits & AUX or (
            not bits & (PUNCT | CONJ | SUB | ADV | DAY | QUOTE)
            and word not in language.adjuncts
            and word not in language.glue.relatives
        ):
            return None
    return called(w, Subject(start, end, apposition(w, end, language)), language)


def past_when(w: Words, at: int, language: Pack) -> int:
    """Past the words of time between a verb and what follows it, in a language that puts them there."""
    between = language.glue.between
    end = at
    while between and end < w.size and (w.bits[end] & DAY or w.lower[end] in between):
        end += 1
        if w.bits[end - 1] & DAY:
            at = end
    return at


def called(w: Words, s: Subject, language: Pack) -> Subject:
    """The name, where an office stands before it: "el ministro de Defensa, Ramón Ibarra"."""
    if not language.head_first or s.extra is None or not _titled(w, s.start, s.end):
        return s
    first, stop = s.extra
    named = stop - first > 1 and all(w.bits[k] & (CAP | PART) for k in range(first, stop))
    return Subject(first, stop, (s.start, s.end)) if named else s


def _titled(w: Words, start: int, end: int) -> bool:
    """Is this phrase an office with its article, and nobody's name?"""
    return bool(w.bits[start] & (DET | NOUN)) and any(w.bits[k] & NOUN for k in range(start, end))


def apposition(w: Words, end: int, language: Pack) -> tuple[int, int] | None:
    """What stands after a name and a comma and says who that is."""
    if end + 1 >= w.size or w.lower[end] not in (",", "("):
        return None
    first = end + 1
    if not (
        w.bits[first] & (DET | NOUN)
        or w.lower[first] in language.glue.apposing
        or w.lower[first] in language.glue.relatives
        or w.lower[first][:2] in _NOT_A_NAME
        or w.bits[first] & CAP
        or any(row[0].start == first and row[0].kind == "former" for row in w.known)
    ):
        return None
    stop = first
    while stop < w.size and w.lower[stop] not in (",", ".", ";", ":", ")", "—") and not w.bits[stop] & QUOTE:
        stop += 1
    if w.lower[first][:2] in _NOT_A_NAME and stop < w.size and w.lower[stop] == ",":
        more = apposition(w, stop, language)
        return (first, more[1]) if more else (first, stop)
    return first, stop


def opening(w: Words, stop: int, language: Pack) -> Subject | None:
    """The phrase with which the sentence begins, after adverbials: the subject of a verb that has none beside it."""
    at = 0
    while at < stop and w.bits[at] & (CONJ | ADV) and not w.bits[at] & CAP:
        at += 1
    if at < stop and w.lower[at] in language.lead_ins:
        while at < stop and w.lower[at] != ",":
            at += 1
        at += 1
    end = after(w, at, stop, language)
    if end <= at or not any(w.bits[k] & (CAP | NOUN | PRON) for k in range(at, end)):
        return None
    if not language.glue.relatives.isdisjoint(w.lower[end + 2 : stop]):
        return None
    return called(w, Subject(at, end, apposition(w, end, language) if end < stop else None), language)
