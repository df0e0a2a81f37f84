"""Attributions within one sentence: which words are whose, by the verb, noun or phrase that says so."""

from dataclasses import dataclass, replace

from streams.core.read.pack import ADV, AUX, CAP, CONJ, DAY, DET, NOUN, POSS, PREP, PRON, QUOTE, Pack
from streams.core.read.phrases import after, before
from streams.core.read.speakers import Mention, describe
from streams.core.read.subjects import Cue, Subject, apposition, cue, inverted, opening, subject
from streams.core.read.words import Words

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """One attribution in words of its sentence. `subject` is None where the speaker is that of the clause before."""

    subject: Subject | None
    mention: Mention | None
    cue: Range
    content: tuple[Range, ...]
    left: bool
    """What was said stands before the words of attribution."""

    @property
    def start(self) -> int:
        spots = [self.cue[0], *(a for a, _ in self.content)]
        if self.subject:
            spots.append(min(self.subject.start, self.subject.extra[0]) if self.subject.extra else self.subject.start)
        return min(spots)

    @property
    def end(self) -> int:
        spots = [self.cue[1], *(b for _, b in self.content)]
        if self.subject:
            spots.append(max(self.subject.end, self.subject.extra[1]) if self.subject.extra else self.subject.end)
        return max(spots)


_TOLD = frozenset(
    {"tell", "inform", "assure", "remind", "advise", "ask", "warn", "urge", "promise", "reassure", "accuse"}
)
_PAUSES = frozenset({",", "—", "--"})


def clauses(w: Words, language: Pack) -> list[Clause]:
    """The attributions of a sentence, in order; those inside another's words are left out."""
    found: list[Clause] = []
    last = w.size
    while last and w.lower[last - 1] in (".", "!", "?", ";", "…"):
        last -= 1
    headline = _headline(w)
    for at in range(last):
        word = w.lower[at]
        clause: Clause | None = None
        if word in language.quoted:
            clause = _quoted(w, at, last, language)
        if clause is None and word in language.verbs:
            if at and w.lower[at - 1] == "as" and language.verbs[word].participle:
                continue
            if c := cue(w, at, headline, language):
                clause = _verb(w, c, last, found, language)
        if clause is None and word in language.agentive:
            clause = _passive(w, at, last, language)
        if word == "according" and at + 2 < last and w.lower[at + 1] == "to":
            clause = _according(w, at, last, language)
        if clause is None and word in language.nouns:
            clause = _noun(w, at, last, language)
        if clause:
            _place(w, found, clause)
    return found


def _headline(w: Words) -> bool:
    """Is this set in capitals as headlines are?"""
    long = [at for at in range(w.size) if len(w.lower[at]) > 3 and w.shown[at].isalpha()]
    return (
        len(long) > 2
        and w.lower[-1] not in (".", "!", "?")
        and sum(w.shown[k][0].isupper() for k in long) >= 0.7 * len(long)
    )


def _speaks(w: Words, s: Subject, strong: bool, language: Pack) -> Mention | None:
    """The mention, unless such words cannot speak."""
    if w.lower[s.start] in language.negations:
        return None
    mention = describe(w, s.start, s.end, s.extra, language)
    if mention.sort == "pronoun":
        kind = language.pronouns.get(mention.head)
        return mention if kind in ("person", "group", "body") else None
    if mention.sort == "other" and not mention.document and not (strong and _nominal(w, s)):
        return None
    return mention


def _nominal(w: Words, s: Subject) -> bool:
    return bool(w.bits[s.start] & (DET | CAP)) or w.lower[s.end - 1].endswith("s")


def _verb(w: Words, c: Cue, last: int, found: list[Clause], language: Pack) -> Clause | None:
    form = c.form
    s: Subject | None = None
    shared = False
    if c.bare:
        lead = w.lower[c.group - 1] if c.group else ""
        written = form.lemma == "say" and any(word in language.documents for word in w.lower[: c.group])
        if not written and lead not in (*_PAUSES, "and", "by", "before", "while", "then", ";"):
            return None
        if form.deed and not form.strong:
            return None
        shared = True
    else:
        turned = inverted(w, c, language) if w.bits[c.group - 1 if c.group else 0] & QUOTE else None
        s = turned or subject(w, c, language) or inverted(w, c, language)
        if s is None:
            if c.group == 0 or w.lower[c.group - 1] not in (",", "and", "but", "then", "yet", "or", "—"):
                return None
            shared = True
    mention: Mention | None = None
    if shared:
        if not found or (found[-1].left and not form.strong):
            s = opening(w, c.group, language)
            if s is None:
                return None
        elif not (form.strong or form.clause or form.stance):
            return None
    if s:
        mention = _speaks(w, s, form.strong, language)
        if mention is None or (
            form.deed and not form.strong and mention.sort in ("pronoun", "other", "private", "press")
        ):
            return None
    inversion = s is not None and s.start >= c.end
    content, left = _content(w, c, s, inversion, last, language)
    content = tuple((a, b) for a, b in content if a < b)
    if not content and not (form.strong and c.end < w.size and w.lower[last - 1] == ":"):
        return None
    if (
        mention
        and mention.sort == "other"
        and form.lemma not in ("say", "tell")
        and not left
        and not _plain(w, content)
    ):
        return None
    if content and not form.strong and not left and not _reports(w, c, content, language):
        return None
    return Clause(s, mention, (c.group, c.end), content, left)


def _plain(w: Words, content: tuple[Range, ...]) -> bool:
    """Is what follows the verb a clause or a quotation, and no bare object: "the storm claimed lives"?"""
    start, stop = content[0]
    return w.lower[start - 1] in ("that", ":") or any(w.bits[at] & (AUX | QUOTE) for at in range(start, stop))


def _reports(w: Words, c: Cue, content: tuple[Range, ...], language: Pack) -> bool:
    """Do the words after a weaker verb make it a report: a clause, a quotation, or the object of a stance?"""
    start, stop = content[0]
    lead = w.lower[start - 1] if start else ""
    marked = lead in ("that", ":") or (bool(w.bits[start] & QUOTE) and w.end[start] - w.start[start] > 16)
    if c.form.narrow and not c.form.stance:
        return marked
    if c.form.stance and (not c.form.particles or c.end > c.verb + 1 or c.form.clause):
        return True
    if c.end > c.verb + 1 and c.form.particles:
        return True
    if not c.form.clause:
        return False
    if marked or w.bits[start] & QUOTE:
        return True
    return any(
        (w.bits[at] & (AUX | QUOTE) and not w.bits[at] & CAP) or w.lower[at] in language.verbs
        for at in range(start, stop)
    )


def _content(
    w: Words, c: Cue, s: Subject | None, inversion: bool, last: int, language: Pack
) -> tuple[tuple[Range, ...], bool]:
    """The said words, and whether they stand before the speaker."""
    head = min(c.group, s.start if s else c.group)
    if s and s.extra and s.extra[0] < head:
        head = s.extra[0]
    before_: Range | None = None
    if head and (w.bits[head - 1] & QUOTE or w.lower[head - 1] in (*_PAUSES, "?", "!")):
        stop = head
        while stop and w.lower[stop - 1] in _PAUSES:
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
    if any(w.bits[at] & (QUOTE | AUX) for at in range(*r)) or r[1] - start > 9:
        return False
    return w.lower[start] in language.lead_ins or w.lower[start] in language.verbs


def _right(
    w: Words, c: Cue, at: int, inversion: bool, ahead: bool, quoted: bool, last: int, language: Pack
) -> tuple[int | None, str]:
    """Where what was said begins after the verb, and by what mark: "that", "quote", "pause" or nothing."""
    if (
        not inversion
        and c.form.lemma in _TOLD
        and at < last
        and not w.bits[at] & QUOTE
        and w.lower[at] not in (",", ":", "that")
    ):
        if w.lower[at] in language.hearers:
            at += 1
        elif c.form.lemma == "tell":
            end = after(w, at, last, language)
            at = end if end > at else at
    while at < last and (w.bits[at] & (ADV | DAY) and not w.bits[at] & DET):
        at += 1
    if at >= last:
        return None, ""
    word, bits = w.lower[at], w.bits[at]
    if word == "that" and not inversion:
        return at + 1, "that"
    if word == ":":
        return (at + 1, "that") if at + 1 < last else (None, "")
    if bits & QUOTE:
        return at, "quote"
    if word in _PAUSES:
        if at + 1 >= last:
            return None, ""
        if w.bits[at + 1] & QUOTE:
            return at + 1, "quote"
        if w.lower[at + 1] == "that":
            return at + 2, "that"
        if not ahead:
            that = _that(w, at + 1, last)
            return (that, "that") if that else (at + 1, "")
        following = w.lower[at + 1]
        goes_on = w.bits[at + 1] & (AUX | PRON | DET | CAP | NOUN) or following in language.verbs
        broken = following in ("according", "who", "which") or (
            following in language.verbs and language.verbs[following].participle
        )
        return (at + 1, "pause") if not quoted and goes_on and not broken else (None, "")
    if inversion:
        return None, ""
    if word in language.adjuncts or bits & CONJ:
        if that := _that(w, at, last):
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


def _that(w: Words, at: int, last: int) -> int | None:
    """After the "that", colon or quotation that an adverbial leads up to, before the next verb."""
    for k in range(at, last):
        if w.lower[k] == ":" or (w.lower[k] == "that" and k > at and not w.bits[k - 1] & (AUX | DET)):
            return k + 1 if k + 1 < last else None
        if w.bits[k] & QUOTE and k > at and (w.end[k] - w.start[k] > 24):
            return k
        if w.bits[k] & AUX and not w.bits[k] & CAP:
            return None
    return None


def _according(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    end = after(w, at + 2, last, language)
    if end == at + 2:
        return None
    if w.lower[at + 2 : end] and any(w.lower[k] in language.documents for k in range(at + 2, end)):
        end = _document(w, end, last, language)
    s = Subject(at + 2, end, apposition(w, end, language) if at else None)
    mention = describe(w, s.start, s.end, s.extra, language)
    if at == 0 or w.bits[at - 1] & CONJ:
        start = end
        while start < last and w.lower[start] != "," and not w.bits[start] & QUOTE:
            start += 1
        start += start < last and w.lower[start] == ","
        return Clause(s, mention, (at, at + 2), ((start, last),), False) if start < last else None
    stop = at
    while stop and w.lower[stop - 1] in _PAUSES:
        stop -= 1
    return Clause(s, mention, (at, at + 2), ((0, stop),), True) if stop else None


def _document(w: Words, end: int, last: int, language: Pack) -> int:
    """The end of "a statement issued by the ministry"."""
    if end + 2 < last and w.lower[end] in language.issued:
        at = end + (w.lower[end + 1] in ("by", "from"))
        return max(
            end, after(w, at + (w.lower[end] in language.issued and w.lower[end + 1] in ("by", "from")), last, language)
        )
    return end


def _quoted(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "X was quoted as saying" and "the agency quoted X as saying"."""
    stop = next((k for k in range(at + 1, min(at + 20, last)) if w.lower[k] == "as"), None)
    if stop is None or stop + 1 >= last or w.lower[stop + 1] not in ("saying", "telling"):
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
    start = stop + 2 + (stop + 2 < last and w.lower[stop + 2] in ("that", ",", ":"))
    mention = describe(w, s.start, s.end, s.extra, language)
    if start < last:
        return Clause(s, mention, (at, stop + 2), ((start, last),), False)
    head = before(w, group, 0, language) if s.start >= group else s.start
    return Clause(s, mention, (at, stop + 2), ((0, head),), True) if head else None


def _passive(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "The army is accused of looting by the ministry": the agent speaks."""
    if (
        not at
        or not w.bits[at - 1] & (AUX | ADV)
        or not any(w.lower[k] in language.passive for k in range(max(0, at - 3), at))
    ):
        return None
    by = next((k for k in range(at + 1, last - 1) if w.lower[k] == "by"), None)
    if by is None or any(w.bits[k] & (AUX | QUOTE) or w.lower[k] == "," for k in range(at + 1, by)):
        return None
    end = after(w, by + 1, last, language)
    if end == by + 1:
        return None
    s = Subject(by + 1, end, apposition(w, end, language))
    mention = describe(w, s.start, s.end, s.extra, language)
    if mention.sort in ("pronoun", "other"):
        return None
    return Clause(s, mention, (at, at + 1), ((0, by),), True)


def _noun(w: Words, at: int, last: int, language: Pack) -> Clause | None:
    """ "X's announcement that" and "a warning from X that"."""
    s: Subject | None = None
    that = at + 1
    if at and w.bits[at - 1] & POSS:
        start = before(w, at - 1, 0, language)
        s = None if start is None else Subject(start, at - 1)
    elif at + 2 < last and w.lower[at + 1] in ("from", "by"):
        end = after(w, at + 2, last, language)
        s = Subject(at + 2, end) if end > at + 2 else None
        that = end
    while that < last and (w.bits[that] & (ADV | DAY) or w.lower[that] == "on"):
        that += 1
    if s is None or that + 1 >= last or w.lower[that] != "that":
        return None
    mention = describe(w, s.start, s.end, s.extra, language)
    return (
        None if mention.sort in ("pronoun", "other") else Clause(s, mention, (at, at + 1), ((that + 1, last),), False)
    )


def _place(w: Words, found: list[Clause], new: Clause) -> None:
    """Add a clause to those before it: cut the words before it short, or leave out one of the two."""
    press = new.mention is not None and _weak(new.mention)
    if not found:
        found.append(new)
        return
    old = found[-1]
    if new.left and new.start <= old.cue[0]:
        if old.left:
            if not press:
                found.append(
                    replace(new, content=((old.end + 1, new.content[0][1]),))
                    if old.end + 1 < new.content[0][1]
                    else new
                )
            return
        if press:
            found[-1] = _cut(w, old, new.cue[0] if new.subject is None else min(new.cue[0], new.subject.start))
            return
        found[-1] = new
        return
    begin = new.start
    inside = not old.left and old.content[-1][0] <= begin < old.content[-1][1]
    if not inside:
        if old.left and old.content[-1][1] > begin > old.content[-1][0]:
            found[-1] = _cut(w, old, begin)
        found.append(new)
        return
    if new.subject is None:
        found[-1] = _cut(w, old, begin)
        found.append(new)
        return
    sign = w.lower[begin - 1] if begin else ""
    far = w.lower[begin - 2] if begin > 1 else ""
    if sign in (";", "while", "but", "—", "whereas") or (sign in ("and", "as", "though", "although") and far == ","):
        found[-1] = _cut(w, old, begin)
        found.append(new)
    elif old.mention is not None and _weak(old.mention) and old.mention.sort != "person":
        found[-1] = new


def _weak(mention: Mention) -> bool:
    """Does this source only pass on what somebody else says: a newspaper, a monitor, a bare name?"""
    return (
        not mention.document and mention.party is None and mention.sort not in ("pronoun", "office") and mention.settled
    )


def _cut(w: Words, old: Clause, at: int) -> Clause:
    """The clause with its words ended before `at` and the marks and conjunctions in front of it."""
    stop = at
    while stop > 0 and (
        w.lower[stop - 1] in (",", ";", "—", "while", "though", "although", "whereas", "as") or w.bits[stop - 1] & CONJ
    ):
        stop -= 1
    start, end = old.content[-1]
    if not start < stop < end:
        return old
    return replace(old, content=(*old.content[:-1], (start, stop)))
