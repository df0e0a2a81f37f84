"""Whose verb it is: the noun phrase before a reporting verb, after it, or shared with the verb before."""

from dataclasses import dataclass

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
    Verb,
)  # fmt: skip
from streams.core.read.phrases import after, before
from streams.core.read.words import Words


@dataclass(frozen=True, slots=True)
class Subject:
    """Words [start, end) and the apposition that goes with them."""

    start: int
    end: int
    extra: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb at words [verb, end), whose group with auxiliaries and adverbs begins at `group`."""

    group: int
    verb: int
    end: int
    form: Verb
    bare: bool
    """A participle of its own: "saying", which shares the subject of the clause before it."""


_OPENERS = frozenset(
    {
        ",",
        "but",
        "and",
        "—",
        "--",
        "that",
        "as",
        "while",
        "after",
        ":",
        ";",
        "(",
        "because",
        "although",
        "though",
        "when",
        "before",
        "if",
        "or",
    }
)
_NOT_A_NAME = frozenset({"r-", "d-", "i-"})


def cue(w: Words, at: int, headline: bool, language: Pack) -> Cue | None:
    """The cue at word `at`, or None where the word reports nothing: a noun, a passive, a negation, a plan."""
    form = language.verbs[w.lower[at]]
    bits = w.bits[at]
    if bits & CAP and at > 0 and not headline:
        return None
    group = at
    aux = negated = future = passive = False
    while group > 0:
        before_bits, word = w.bits[group - 1], w.lower[group - 1]
        if before_bits & AUX and not before_bits & CAP:
            aux = True
            future |= word in language.futures or (word == "had" and form.wish)
            passive |= word in language.passive
            negated |= word in language.negations or word.endswith("n't")
        elif (before_bits & ADV and not before_bits & CAP) and (
            not before_bits & DET or word in ("each", "all", "only")
        ):
            negated |= word in language.negations
        elif before_bits & DAY and group > 1:
            group = _when(w, group)
            continue
        elif word == "not":
            negated = True
        else:
            break
        group -= 1
    previous = w.lower[group - 1] if group else ""
    previous_bits = w.bits[group - 1] if group else 0
    following = w.lower[at + 1] if at + 1 < w.size else ""
    if negated or future or (previous == "to" and w.lower[max(0, group - 3) : group] != ("went", "on", "to")):
        return None
    if form.past and (passive or following == "by") and not form.participle:
        return None
    if following in ("to",) and form.lemma in ("say", "report", "believe", "think", "expect") and form.past:
        return None
    if (
        (previous_bits & DET and previous != "that")
        or previous in ("of", "a", "as")
        or (previous_bits & POSS and not form.participle)
    ):
        return None
    if previous_bits & POSS and following in ("of", "for", "that"):
        return None
    if form.past and not aux and previous in language.documents and following in language.adjuncts:
        return None
    if form.lemma == "add" and following == "to":
        return None
    base = w.lower[at] == form.lemma and not form.past
    if not form.participle and not form.past and not aux and not _agrees(w, at, group, base, form, language):
        return None
    end = at + 1
    if following in form.particles:
        end += 1
    bare = form.participle and not passive and not aux and not previous_bits & POSS
    return Cue(group - bool(previous_bits & POSS and form.participle), at, end, form, bare)


def _when(w: Words, end: int) -> int:
    """Where the adverbial of time begins that ends before word `end`: "on Tuesday", "for the first time"."""
    at = end - 1
    while at > 1 and w.lower[at - 1] in (
        "the",
        "this",
        "last",
        "next",
        "first",
        "late",
        "early",
        "same",
        "earlier",
        "a",
        "each",
    ):
        at -= 1
    while at > 1 and w.lower[at - 1] in ("for", "at", "on", "in", "over", "during", "by", "until", "of"):
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
    if word in ("and", "or") and not form.strong:
        return False
    if bits & (QUOTE | PUNCT) or bits & PRON or word in ("and", "but"):
        return word not in ("it", "he", "she") or not base
    if base:
        return form.lemma in ("say", "insist", "argue", "believe", "hope", "fear", "want", "think") or (
            bool(bits & (NOUN | CAP)) and word.endswith("s") and not bits & DAY
        )
    ahead = w.bits[at + 1] if at + 1 < w.size else 0
    if form.strong and ahead & (QUOTE | SUB | CAP | PRON) and group > 1 and w.bits[group - 2] & (DET | CAP):
        return True
    return bool(bits & (NOUN | CAP)) or form.lemma in (
        "say",
        "tell",
        "insist",
        "argue",
        "believe",
        "add",
        "want",
        "deny",
    )


def subject(w: Words, c: Cue, language: Pack) -> Subject | None:
    """The phrase before the verb group; an apposition or a clause between commas is looked over."""
    at = c.group
    if at == 0:
        return None
    mark = w.lower[at - 1]
    if mark in (",", ")", "—", "--"):
        return _over(w, at - 1, "(" if mark == ")" else mark, language)
    start = before(w, at, 0, language)
    if start is None or (start and w.lower[start - 1] == "what"):
        return None
    return Subject(start, at)


def _over(w: Words, close: int, mark: str, language: Pack) -> Subject | None:
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
        if start and w.lower[start - 1] not in _OPENERS and not w.bits[start - 1] & QUOTE:
            continue
        named = all(w.bits[k] & (CAP | PART) for k in range(at + 1, close)) and close - at > 1
        if named and w.bits[at - 1] & NOUN:
            return Subject(at + 1, close, (start, at))
        if start > 1 and w.lower[start - 1] == "," and at - start <= 2:
            outer = before(w, start - 1, 0, language)
            if outer is not None and w.bits[start - 2] & NOUN and (outer == 0 or w.lower[outer - 1] in _OPENERS):
                return Subject(start, at, (outer, start - 1))
        return Subject(start, at, (at + 1, close))
    return None


def inverted(w: Words, c: Cue, language: Pack) -> Subject | None:
    """The phrase after the verb, in "..., said Marek" and "...," said a spokesman for the ministry."""
    if c.group == 0 or c.bare or not (c.form.strong or c.form.clause):
        return None
    if not w.bits[c.group - 1] & QUOTE and w.lower[c.group - 1] not in (",", "—", "?", "!"):
        return None
    end = after(w, c.end, w.size, language)
    if end == c.end or not any(w.bits[k] & (CAP | NOUN | PRON) for k in range(c.end, end)):
        return None
    if end < w.size:
        bits, word = w.bits[end], w.lower[end]
        if bits & AUX or (
            not bits & (PUNCT | CONJ | SUB | ADV | DAY | QUOTE) and word not in language.adjuncts and word != "who"
        ):
            return None
    return Subject(c.end, end, apposition(w, end, language))


def apposition(w: Words, end: int, language: Pack) -> tuple[int, int] | None:
    """What stands after a name and a comma and says who that is."""
    if end + 1 >= w.size or w.lower[end] not in (",", "("):
        return None
    first = end + 1
    if not (
        w.bits[first] & (DET | NOUN)
        or w.lower[first] in ("of", "who", "from", "for")
        or w.lower[first][:2] in _NOT_A_NAME
        or w.bits[first] & CAP
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
    if any(word in ("who", "which") for word in w.lower[end + 2 : stop]):
        return None
    return Subject(at, end, apposition(w, end, language) if end < stop else None)
