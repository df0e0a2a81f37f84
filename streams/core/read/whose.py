"""For whom an office speaks where the words around it say whose it is: "Tavia will join, its minister said"."""

from streams.core.read.clause import Clause
from streams.core.read.gazetteer import Found
from streams.core.read.mention import Mention
from streams.core.read.pack import ADV, AUX, QUOTE, VERB, Pack
from streams.core.read.parties import PLACES, is_country
from streams.core.read.phrases import after
from streams.core.read.speakers import describe
from streams.core.read.subjects import opening
from streams.core.read.words import Words

_GIFT = 7
"""How far behind a verb what a country gives may be named."""
_STATES = ("country", "body", "group")


def owned(w: Words, clause: Clause, mention: Mention, first: bool, language: Pack) -> Mention:
    """The clause's mention, with the party of whatever the sentence says that it belongs to or stands for.

    `first`: nobody has spoken in the sentence before.
    """
    subject = clause.subject
    if subject is None or mention.party is not None:
        return mention
    start = subject.start if subject.extra is None else min(subject.start, subject.extra[0])
    if mention.sort == "pronoun":
        if not first or clause.left or language.pronouns.get(mention.head) != "body":
            return mention
        meant = _opener(w, start, language)
        return mention if meant is None else meant
    if mention.settled:
        return mention
    party: str | None = None
    lead = w.lower[start - 1] if start else ""
    owner = (mention.owner or "").lower()
    if owner in language.glue.owners:
        meant = _opener(w, start, language)
        party = meant.party if meant else _before(w, start, near=False)
    elif owner in language.standing:
        party = next((f.value for f in reversed(_bodies(w, start))), None)
    elif lead in language.glue.whose or (
        lead in language.glue.there and (mention.name is None or _whence(w, start - 1, language))
    ):
        party = _before(w, start - 1, near=True)
    elif clause.content and (mention.role or mention.sort == "body") and not mention.owner:
        party = _willing(w, *clause.content[0], language)
    return mention if party is None else mention._replace(party=party, settled=True, owner=None)


def addressed(w: Words, clause: Clause, language: Pack) -> str | None:
    """The party that the speaker turns to or judges: nobody's guess is that he speaks for it."""
    verb = next((language.verbs[word] for word in w.lower[slice(*clause.cue)] if word in language.verbs), None)
    if clause.left or verb is None or not (verb.told or verb.stance):
        return None
    end = after(w, clause.cue[1], w.size, language)
    if end == clause.cue[1] or (end < w.size and w.bits[end] & (AUX | ADV | VERB)):
        return None  # a clause: announced Tavia would join
    return describe(w, clause.cue[1], end, None, language).party


def _opener(w: Words, stop: int, language: Pack) -> Mention | None:
    """The state or body that the sentence begins with, before word `stop`."""
    end = next((at for at in range(stop) if w.lower[at] in language.glue.relatives), stop)
    subject = opening(w, end, language) if end else None
    if subject is None or subject.end > stop:
        return None
    mention = describe(w, subject.start, subject.end, None, language)
    return mention if mention.sort in _STATES and mention.party else None


def _willing(w: Words, first: int, stop: int, language: Pack) -> str | None:
    """The state whose minister speaks, by what it is said to wish or think: "Tavia would join, the minister said".

    What a state did, or will suffer, its enemies say as well.
    """
    if w.bits[first] & QUOTE:
        return None
    if first:
        end = after(w, first, stop, language)
    else:
        subject = opening(w, stop, language)
        first, end = (subject.start, subject.end) if subject else (0, 0)
    at = end
    while at < stop and w.bits[at] & (AUX | ADV):
        at += 1
    if end == first or at == stop:
        return None
    gives = w.lower[at] in language.gives and not language.relief.isdisjoint(w.lower[at + 1 : min(stop, at + _GIFT)])
    if not gives and w.lower[at] not in language.willing:
        return None
    mention = describe(w, first, end, None, language)
    return mention.party if mention.sort == "country" else None


def _bodies(w: Words, stop: int) -> list[Found]:
    """The bodies that are no country's, named before word `stop`."""
    known = [row[0] for row in w.known if row[0].end <= stop]
    return [f for f in known if f.kind == "party" or (f.kind == "body" and not is_country(f.value))]


def _before(w: Words, stop: int, *, near: bool) -> str | None:
    """The last state or body named before word `stop`; `near`: right before it or the comma there."""
    found = [row[0] for row in w.known if row[0].end <= stop and row[0].kind in (*PLACES, "body")]
    if not found or (near and stop - found[-1].end > 1):
        return None
    return found[-1].value


def _whence(w: Words, stop: int, language: Pack) -> bool:
    """Does what comes before "where" come from there: "criticism came from Tavia, where"?"""
    found = [row[0] for row in w.known if row[0].end <= stop and row[0].kind == "country"]
    return bool(found) and found[-1].start > 0 and w.lower[found[-1].start - 1] in language.glue.givers
