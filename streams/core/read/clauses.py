"""Attributions within one sentence: which words are whose, by the verb, noun or phrase that says so."""

from streams.core.read.clause import Clause
from streams.core.read.contents import PAUSES, plain, reports
from streams.core.read.contents import content as content_of
from streams.core.read.mention import Mention, Range
from streams.core.read.pack import CAP, CONJ, CUE, DET, QUOTE, VERB, Pack
from streams.core.read.phrases import before
from streams.core.read.sources import according, cited, drawn, fronted, noun, passive, position, quoted
from streams.core.read.speakers import describe
from streams.core.read.subjects import Cue, Subject, cue, inverted, opening, subject
from streams.core.read.words import Words

_PERFORMED = 6
"""Among how many words behind a verb what it does by saying so is named."""


def clauses(w: Words, language: Pack) -> list[Clause]:
    """The attributions of a sentence, in order; those inside another's words are left out."""
    found: list[Clause] = []
    bits = w.bits
    cues = [at for at, bit in enumerate(bits) if bit & CUE]
    if not cues:
        return found
    last = w.size
    while last and w.lower[last - 1] in (".", "!", "?", ";", "…"):
        last -= 1
    headline = _headline(w)
    for at in cues:
        if at >= last:
            break
        word = w.lower[at]
        clause: Clause | None = None
        if word in language.quoted:
            clause = quoted(w, at, last, language)
        if word in language.citing and (source := cited(w, at, last, found, language)):
            found[-1] = source
            continue
        if clause is None and bits[at] & VERB:
            clause = fronted(w, at, last, language)
        if clause is None and bits[at] & VERB:
            if at and w.lower[at - 1] in language.glue.roles and language.verbs[word].participle:
                continue
            if c := cue(w, at, headline, language):
                clause = _verb(w, c, last, found, language)
        if clause is None and word in language.agentive:
            clause = passive(w, at, last, language)
        if word in language.source_starts:
            clause = according(w, at, last, language) or clause
        if clause is None and word in language.nouns:
            clause = noun(w, at, last, language)
        if clause is None and word in language.judgements:
            clause = drawn(w, at, last, language)
        if clause is None and word in language.positions:
            clause = position(w, at, last, language)
        if clause:
            _place(w, found, clause, language)
    return found


def _headline(w: Words) -> bool:
    """Is this set in capitals as headlines are?"""
    if w.lower[-1] in (".", "!", "?"):
        return False
    long = [shown for low, shown in zip(w.lower, w.shown, strict=True) if len(low) > 3 and shown.isalpha()]
    return len(long) > 2 and sum([word[0].isupper() for word in long]) >= 0.7 * len(long)


def _speaks(w: Words, s: Subject, strong: bool, language: Pack) -> Mention | None:
    """The mention, unless such words cannot speak."""
    if w.lower[s.start] in language.negations:
        return None
    mention = describe(w, s.start, s.end, s.extra, language)
    if mention.sort == "pronoun":
        kind = language.pronouns.get(mention.head)
        return mention if kind in ("person", "group", "body") else None
    if mention.sort == "other" and not mention.document and not (strong and _nominal(w, s, language)):
        return None
    return mention


def _nominal(w: Words, s: Subject, language: Pack) -> bool:
    return bool(w.bits[s.start] & (DET | CAP)) or w.lower[s.end - 1].endswith(language.glue.plural_endings)


def _verb(w: Words, c: Cue, last: int, found: list[Clause], language: Pack) -> Clause | None:
    form = c.form
    s: Subject | None = None
    shared = False
    if c.bare and (s := _absolute(w, c, last, language)):
        pass
    elif c.bare:
        lead = w.lower[c.group - 1] if c.group else ""
        written = form.plain and not language.documents.isdisjoint(w.lower[: c.group])
        joined = lead in language.glue.united and not language.glue.uniting.isdisjoint(w.lower[: c.group])
        issued = lead in language.documents and not form.deed
        if not (written or joined or issued or lead in PAUSES or lead == ";" or lead in language.glue.sharing):
            return None
        if form.deed and not form.strong:
            return None
        shared = True
    else:
        turned = inverted(w, c, language) if w.bits[c.group - 1 if c.group else 0] & QUOTE else None
        s = turned or subject(w, c, language) or inverted(w, c, language)
        if s is None:
            lead = w.lower[c.group - 1] if c.group else ""
            if lead not in PAUSES and lead not in language.glue.resuming and not (language.drops and c.group == 0):
                return None
            shared = True
    mention: Mention | None = None
    if shared:
        led = bool(c.group) and w.lower[c.group - 1] in language.glue.relatives
        if not found or (found[-1].left and not form.strong and not led):
            s = opening(w, c.group, language)
            if s is None and (c.bare or not language.drops or not (form.strong or form.clause)):
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
    content, left = content_of(w, c, s, inversion, last, language)
    content = tuple((a, b) for a, b in content if a < b)
    if not content and not (form.strong and c.end < w.size and w.lower[last - 1] == ":"):
        return None
    if content and not left and _deed(w, c, content[0], language):
        return None
    if content and not left and form.stance and w.lower[content[0][0] - 1] not in language.glue.clause:
        content = _contrasted(w, content, language)
    if content and not left:
        if mention and mention.sort == "other" and not form.plain and not plain(w, content, language):
            return None
        if not form.strong and not reports(w, c, content, language):
            return None
    return Clause(s, mention, (c.group, c.end), content, left)


def _deed(w: Words, c: Cue, content: Range, language: Pack) -> bool:
    """Is it done by saying it: "declared a state of emergency"?"""
    if c.form.lemma not in language.performing or content[0] != c.end:
        return False
    words = w.lower[content[0] : min(content[1], content[0] + _PERFORMED)]
    return any(
        words[at : at + len(act)] == act for act in language.performed for at in range(len(words) - len(act) + 1)
    )


def _contrasted(w: Words, content: tuple[Range, ...], language: Pack) -> tuple[Range, ...]:
    """What was said, ended where another party comes in: "called it a victory, while Tavia had doubts"."""
    start, stop = content[-1]
    for row in w.known:
        at = row[0].start
        named = start + 2 < at < stop and row[0].kind in ("country", "seat")
        if named and w.lower[at - 2] == "," and w.lower[at - 1] in language.glue.contrasts:
            return (*content[:-1], (start, at - 2))
    return content


def _absolute(w: Words, c: Cue, last: int, language: Pack) -> Subject | None:
    """Whose participle it is, where a named speaker stands between a comma and it: "..., Minister Marek saying"."""
    if not (c.form.strong or (c.form.stance and any(w.bits[k] & QUOTE for k in range(c.end, last)))):
        return None
    start = before(w, c.group, 1, language)
    if start is None or (w.lower[start - 1] != "," and w.lower[start - 1] not in language.glue.beside):
        return None
    mention = describe(w, start, c.group, None, language)
    named = mention.sort in ("country", "body") or (mention.sort == "person" and mention.role)
    return Subject(start, c.group) if named else None


def _place(w: Words, found: list[Clause], new: Clause, language: Pack) -> None:
    """Add a clause to those before it: cut the words before it short, or leave out one of the two."""
    press = new.mention is not None and _weak(new.mention)
    if not found:
        found.append(new)
        return
    old = found[-1]
    if new.left and new.start <= old.cue[0]:
        if press:
            found[-1] = _cut(w, old, min(new.cue[0], new.subject.start) if new.subject else new.cue[0], language)
        elif not old.left:
            found[-1] = new
        elif old.end + 1 < new.content[0][1]:
            found.append(new._replace(content=((old.end + 1, new.content[0][1]),)))
        else:
            found.append(new)
        return
    begin = new.start
    inside = not old.left and old.content[-1][0] <= begin < old.content[-1][1]
    if not inside:
        if old.left and old.content[-1][1] > begin > old.content[-1][0]:
            found[-1] = _cut(w, old, begin, language)
        found.append(new)
        return
    if new.subject is None:
        found[-1] = _cut(w, old, begin, language)
        found.append(new)
        return
    sign = w.lower[begin - 1] if begin else ""
    far = w.lower[begin - 2] if begin > 1 else ""
    verb = language.verbs.get(w.lower[new.cue[0]]) if sign == "," and new.cue[0] == new.subject.end else None
    of_its_own = verb is not None and verb.participle
    if (
        of_its_own
        or sign in (";", "—")
        or sign in language.glue.contrasts
        or (sign in language.glue.asides and far == ",")
    ):
        found[-1] = _cut(w, old, begin, language)
        found.append(new)
    elif old.mention is not None and _weak(old.mention) and old.mention.sort != "person":
        found[-1] = new


def _weak(mention: Mention) -> bool:
    """Does this source only pass on what somebody else says: a newspaper, a monitor, a bare name?"""
    return (
        not mention.document and mention.party is None and mention.sort not in ("pronoun", "office") and mention.settled
    )


def _cut(w: Words, old: Clause, at: int, language: Pack) -> Clause:
    """The clause with its words ended before `at` and the marks and conjunctions in front of it."""
    stop = at
    while stop > 0 and (
        w.lower[stop - 1] in (",", ";", "—") or w.lower[stop - 1] in language.glue.trailing or w.bits[stop - 1] & CONJ
    ):
        stop -= 1
    start, end = old.content[-1]
    if stop <= start and len(old.content) > 1:
        return old._replace(content=old.content[:-1])
    if not start < stop < end:
        return old
    return old._replace(content=(*old.content[:-1], (start, stop)))
