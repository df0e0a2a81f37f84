"""Attributions without a verb of the speaker's own: "according to", "was quoted as saying", "X's warning that"."""

from streams.core.read.clause import Clause
from streams.core.read.mention import Mention
from streams.core.read.pack import ADV, AUX, CAP, CONJ, DAY, POSS, PUNCT, QUOTE, Pack
from streams.core.read.phrases import after, before
from streams.core.read.speakers import describe
from streams.core.read.subjects import Subject, apposition, called, over
from streams.core.read.words import Words

_QUOTED_WITHIN = 20
"""How many words may stand between "quoted" and "as saying"."""
_DRAWING, _COMING = 4, 5
"""How many words before a judgement its verb, and how many behind it "from" may stand."""


def according(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "According to the ministry, ..." and "..., according to a statement issued by the ministry"."""
    size = next((len(words) for words in language.sources if w.lower[at : at + len(words)] == words), 0)
    first = at + size
    end = after(w, first, last, language) if size else first
    if end == first:
        return None
    if end + 2 < last and w.lower[end] in language.issued and not language.documents.isdisjoint(w.lower[first:end]):
        end = max(end, after(w, end + 1 + (w.lower[end + 1] in language.glue.givers), last, language))
    s = called(w, Subject(first, end, apposition(w, end, language) if at or language.head_first else None), language)
    if at == 0 and s.start == first:
        s = Subject(first, end)
    mention = describe(w, s.start, s.end, s.extra, language)
    if at == 0 or w.bits[at - 1] & CONJ:
        start = max(end, s.end)
        while start < last and w.lower[start] != "," and not w.bits[start] & QUOTE:
            start += 1
        start += start < last and w.lower[start] == ","
        return Clause(s, mention, (at, first), ((start, last),), False) if start < last else None
    stop = at
    while stop and w.lower[stop - 1] in (",", "—", "--"):
        stop -= 1
    return Clause(s, mention, (at, first), ((0, stop),), True) if stop else None


def quoted(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "X was quoted as saying" and "the agency quoted X as saying"."""
    stop = next((k for k in range(at + 1, min(at + _QUOTED_WITHIN, last)) if w.lower[k] in language.glue.roles), None)
    if stop is None or stop + 1 >= last or w.lower[stop + 1] not in language.quoting:
        return None
    group = at
    while group and w.bits[group - 1] & (AUX | ADV):
        group -= 1
    if any(w.lower[k] in language.passive for k in range(group, at)):
        start = before(w, group, 0, language)
        s = None if start is None else Subject(start, group)
    else:
        end = after(w, at + 1, stop, language)
        s = Subject(at + 1, end) if end > at + 1 else None
    if s is None:
        return None
    start = stop + 2
    while start < last and (w.lower[start] in language.glue.clause or w.lower[start] in (",", ":")):
        start += 1
    mention = describe(w, s.start, s.end, s.extra, language)
    if start < last:
        return Clause(s, mention, (at, stop + 2), ((start, last),), False)
    head = before(w, group, 0, language) if s.start >= group else s.start
    return Clause(s, mention, (at, stop + 2), ((0, head),), True) if head else None


def passive(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "The army is accused of looting by the ministry": the agent speaks."""
    auxiliary = at and w.bits[at - 1] & (AUX | ADV) and any(word in language.passive for word in w.lower[at - 3 : at])
    by = next((k for k in range(at + 1, last - 1) if w.lower[k] in language.glue.agents), None)
    if not auxiliary or by is None or any(w.bits[k] & (AUX | QUOTE) or w.lower[k] == "," for k in range(at + 1, by)):
        return None
    end = after(w, by + 1, last, language)
    if end == by + 1:
        return None
    s = Subject(by + 1, end, apposition(w, end, language))
    mention = describe(w, s.start, s.end, s.extra, language)
    if mention.sort in ("pronoun", "other") or (
        w.lower[at] in language.greeted and not _judged(w, at, mention, language)
    ):
        return None
    return Clause(s, mention, (at, at + 1), ((0, by),), True)


def _judged(w: Words, at: int, by: Mention, language: Pack) -> bool:
    """Does a party so judge a thing: "the deal was welcomed by Tavia", not "Marek was welcomed by the president"?"""
    group = at
    while group and w.bits[group - 1] & (AUX | ADV):
        group -= 1
    start = before(w, group, 0, language)
    if start is None or by.sort in ("private", "press"):
        return False
    done_to = describe(w, start, group, None, language)
    return done_to.sort not in ("person", "office", "private", "group") and done_to.head not in language.glue.persons


def drawn(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "The deal drew criticism from Tavia" and "condemnation came from Tavia": whoever it comes from judges."""
    giver = next((k for k in range(at + 1, min(at + _COMING, last - 1)) if w.lower[k] in language.glue.givers), None)
    if giver is None or any(
        not w.bits[k] & (AUX | ADV) and w.lower[k] not in language.drawn for k in range(at + 1, giver)
    ):
        return None
    if language.drawn.isdisjoint(w.lower[max(0, at - _DRAWING) : giver]):
        return None
    end = after(w, giver + 1, last, language)
    s = Subject(giver + 1, end, apposition(w, end, language))
    if end == giver + 1:
        return None
    mention = describe(w, s.start, s.end, s.extra, language)
    named = mention.sort in ("country", "body", "office") or (mention.sort == "person" and mention.role)
    return Clause(s, mention, (at, at + 1), ((0, giver),), True) if named else None


def position(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "Tavia is against the deal": what a party is for or against."""
    end = next((at + len(row) for row in language.positions[w.lower[at]] if w.lower[at : at + len(row)] == row), None)
    group = at - (w.lower[at - 1] in language.positions_before if at else 0)
    verb = group
    while group and not w.bits[group - 1] & CAP:
        if not w.bits[group - 1] & (AUX | ADV) and w.lower[group - 1] not in language.glue.degree:
            break
        group -= 1
    if end is None or end >= last or language.passive.isdisjoint(w.lower[group:verb]):
        return None
    if not language.futures.isdisjoint(w.lower[group:verb]):
        return None
    start = before(w, group, 0, language)
    s = Subject(start, group) if start is not None else None
    if s is None and group > 1 and w.lower[group - 1] == ",":
        s = over(w, group - 1, ",", language)
    if s is None:
        return None
    mention = describe(w, s.start, s.end, s.extra, language)
    return Clause(s, mention, (group, end), ((verb, last),), False) if _stands(mention) else None


def _stands(mention: Mention) -> bool:
    """Does the phrase name somebody who takes a view for others?"""
    return mention.sort in ("country", "body", "office") or (mention.sort == "person" and mention.role is not None)


def fronted(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "Also welcoming the deal was Tavia": the speaker stands behind the verb."""
    form = language.verbs[w.lower[at]]
    if not (form.participle and form.stance) or not language.glue.fronting.issuperset(w.lower[:at]):
        return None
    verb = next((k for k in range(at + 2, last - 1) if w.bits[k] & (AUX | PUNCT | QUOTE)), None)
    if verb is None or w.lower[verb] not in language.passive:
        return None
    end = after(w, verb + 1, last, language)
    s = Subject(verb + 1, end, apposition(w, end, language))
    mention = describe(w, s.start, s.end, s.extra, language) if end > verb + 1 else None
    return Clause(s, mention, (at, at + 1), ((at + 1, verb),), True) if mention and _stands(mention) else None


def cited(w: Words, at: int, last: int, found: list[Clause], language: Pack) -> Clause | None:
    """ "An agency said that the road was shut, citing the ministry": whom the press cites says it."""
    press = found[-1] if found else None
    if press is None or press.mention is None or press.mention.sort != "press" or w.lower[at - 1] != ",":
        return None
    end = after(w, at + 1, last, language)
    s = Subject(at + 1, end, apposition(w, end, language))
    mention = describe(w, s.start, s.end, s.extra, language) if end > at + 1 else None
    if mention is None or not _stands(mention):
        return None
    content = tuple((a, min(b, at - 1)) for a, b in press.content if a < at - 1)
    return Clause(s, mention, (at, at + 1), content, True) if content else None


def noun(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "X's announcement that" and "a warning from X that"."""
    s: Subject | None = None
    that = at + 1
    if at and w.bits[at - 1] & POSS:
        start = before(w, at - 1, 0, language)
        s = None if start is None else Subject(start, at - 1)
    elif at + 2 < last and w.lower[at + 1] in language.glue.givers:
        end = after(w, at + 2, last, language)
        s = Subject(at + 2, end) if end > at + 2 else None
        that = end
    while that < last and (w.bits[that] & (ADV | DAY) or w.lower[that] in language.glue.time_links):
        that += 1
    if s is None or that + 1 >= last or w.lower[that] not in language.glue.clause:
        return None
    mention = describe(w, s.start, s.end, s.extra, language)
    if mention.sort in ("pronoun", "other"):
        return None
    return Clause(s, mention, (at, at + 1), ((that + 1, last),), False)
