"""Who a noun phrase names: a person, an office or a body, and the party that the words themselves give."""

from dataclasses import dataclass
from typing import Literal

from streams.core.read.pack import CAP, CONJ, DET, LINK, PART, POSS, PREP, PRON, PUNCT, QUOTE, SUB, Pack
from streams.core.read.parties import PLACES, party_of, proper_name
from streams.core.read.phrases import Found, named
from streams.core.read.words import Words, shown

Range = tuple[int, int]
Sort = Literal["person", "body", "office", "group", "country", "pronoun", "private", "press", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker as one phrase gives it.

    `settled` says that `party` is final: words that name no party may still be an office whose state the text has
    named elsewhere, while an analyst speaks for nobody whatever the text says.
    """

    printed: str
    sort: Sort
    name: str | None = None
    owner: str | None = None
    body: str = ""
    """The body in which the office is held: "army" in "army spokesman"."""
    head: str = ""
    role: str | None = None
    party: str | None = None
    settled: bool = False
    definite: bool = False
    document: bool = False
    described: bool = False
    parts: tuple["Mention", ...] = ()


_TITLED = ("office", "state", "body", "country", "private", "press")
"""What can stand right before a name at the end of a longer title: "president of the Tavian senate Lena Marek"."""
_NOBODY = ("private", "press", "agency")
_SPEAKERS = ("person", "body", "office", "group", "country")


def _name(w: Words, start: int, end: int, found: list[Found], language: Pack) -> Range:
    """The run of capitals that no entry of the gazetteer explains, nearest to the end of the phrase's core."""
    taken = {at for f in found for at in range(f.start, f.end)}
    core = end
    for at in range(start + 1, end):
        if at in taken:
            continue
        if w.bits[at] & (LINK | PUNCT) and not w.bits[at] & (CAP | PART) and w.shown[at] not in ("-", "&"):
            core = at
            break
    stop = core
    tail = end
    while tail > core and w.bits[tail - 1] & (CAP | PART) and tail - 1 not in taken:
        tail -= 1
    if core < tail < end and any(f.end == tail and f.entry.kind in _TITLED for f in found):
        return tail, end
    while stop > start and w.bits[stop - 1] & QUOTE:
        stop -= 1
    at = stop
    while at > start:
        bits, low = w.bits[at - 1], w.lower[at - 1]
        inside = bits & QUOTE or (bits & PART and at - 1 > start and at < stop)
        if at - 1 in taken or low in language.honorifics or not (bits & CAP or inside):
            break
        at -= 1
    while at < stop and not w.bits[at] & CAP:
        at += 1
    return at, stop


def _holder(w: Words, found: list[Found], name: Range, end: int) -> Found | None:
    """The noun by which the speaker is called: the last before the name, else the last of the phrase's core."""
    heads = [f for f in found if f.entry.kind in ("office", "private", "press", "agency", "state", "group", "former")]
    if name[0] < name[1]:
        close = [f for f in heads if f.end <= name[0]]
        if close:
            return close[-1]
    core = end
    for at in range(1, end):
        if w.bits[at] & LINK and any(f.end <= at for f in heads):
            core = at
            break
    first = [f for f in heads if f.end <= core and f.entry.kind != "former"]
    return first[-1] if first else None


def describe(w: Words, start: int, end: int, extra: Range | None, language: Pack) -> Mention:
    """The mention of phrase [start, end), with what the apposition `extra` after it adds."""
    if end - start == 1 and w.bits[start] & PRON:
        return Mention(shown(w, start, end), "pronoun", head=w.lower[start])
    found = named(w, start, end, language)
    if parts := _parts(w, start, end, extra, found, language):
        return _joint(shown(w, start, end), parts)
    described = extra is not None or any(
        w.bits[at] & LINK and not w.bits[at] & (CAP | PART) for at in range(start, end)
    )
    if extra and w.bits[extra[0]] & (PRON | SUB) and not w.bits[extra[0]] & LINK:
        extra = None
    name = _name(w, start, end, found, language)
    if any(w.lower[at] in language.proper_heads for at in range(*name)):
        name = (name[0], name[0])
    more = named(w, *extra, language) if extra else []
    holder = _holder(w, found, name, end) or (_holder(w, more, (0, 0), extra[1]) if extra else None)
    kind = holder.entry.kind if holder else None
    former = [f for f in (*found, *more) if f.entry.kind == "former"]
    private = (
        kind in _NOBODY
        or _charity(holder, found)
        or any(f.start < end or (extra and f.start - extra[0] <= 2) for f in former)
    )
    party = party_of(w, start, end, found, language)
    if extra and (party is None or any(f.entry.kind == "group" for f in found)):
        party = party_of(w, *extra, more, language) or party
    person = shown(w, *name) if name[0] < name[1] else None
    if person and person.isupper() and len(person) > 4:
        person = " ".join(_quietly(word, language) for word in person.split(" "))
    owner = _owner(w, start, end, name, language) or (_owner(w, *extra, (0, 0), language) if extra else None)
    office = " ".join(w.lower[holder.start : holder.end]) if holder else ""
    national = language.national.get(language.abbreviations.get(office, office))
    if party is None and owner is None and national and not private:
        party = national[0]
    sort = _sort(w, start, end, kind, person, found, language)
    return Mention(
        printed=shown(w, start, end),
        sort=sort,
        name=person,
        owner=owner,
        body=next((w.lower[f.end - 1] for f in found if f.entry.kind == "state" and f is not holder), ""),
        head=w.lower[holder.end - 1] if holder else w.lower[end - 1],
        role=shown(w, holder.start, holder.end) if holder and kind in ("office", "private", "press") else None,
        party=None if private else party,
        settled=private
        or party is not None
        or sort == "other"
        or (person is not None and kind in (None, "group"))
        or (holder is not None and w.lower[holder.end - 1] in language.stateless)
        or any(f.entry.kind == "region" for f in found),
        definite=w.lower[start] in language.definite,
        document=any(word in language.documents for word in w.lower[start : min(end, start + 4)]),
        described=holder is not None or described or not w.bits[start] & CAP,
    )


def _quietly(word: str, language: Pack) -> str:
    """A word of a name in capitals as it is written elsewhere; particles are small."""
    return word.lower() if language.classes.get(word.lower()) == PART else word.title()


def _charity(holder: Found | None, found: list[Found]) -> bool:
    """Is the office held in a body that is nobody's: "the charity's director", "a company spokesman"?"""
    return holder is not None and any(
        f.entry.kind in ("private", "agency") and f.end <= holder.start <= f.end + 1 for f in found
    )


def _sort(
    w: Words, start: int, end: int, kind: str | None, person: str | None, found: list[Found], language: Pack
) -> Sort:
    if kind in ("press", "agency"):
        return "press"
    if kind == "private":
        return "private"
    if person:
        return "person"
    rest = [at for at in range(start, end) if not any(f.start <= at < f.end for f in found)]
    if found and all(f.entry.kind in PLACES for f in found) and all(w.bits[at] & (DET | PREP | CONJ) for at in rest):
        return "country"
    if kind == "office":
        return "office"
    if kind == "group":
        return "group"
    if kind == "state" or any(f.entry.kind in ("body", "party") for f in found) or proper_name(w, start, end, language):
        return "body"
    return "other"


def _parts(
    w: Words, start: int, end: int, extra: Range | None, found: list[Found], language: Pack
) -> tuple[Mention, ...]:
    """The mentions of "A and B", where each of the two can speak; none where "and" joins words of one title."""
    taken = {at for f in found for at in range(f.start, f.end)}
    for at in range(start + 1, end - 1):
        if w.lower[at] not in language.glue.joiners or at in taken:
            continue
        one, other = describe(w, start, at, None, language), describe(w, at + 1, end, extra, language)
        if all(m.sort in _SPEAKERS and (m.name or m.party or m.parts) for m in (one, other)):
            return (*(one.parts or (one,)), *(other.parts or (other,)))
    return ()


def _joint(printed: str, parts: tuple[Mention, ...]) -> Mention:
    parties = sorted({part.party for part in parts if part.party})
    return Mention(
        printed,
        "group",
        head=parts[-1].head,
        party="+".join(parties) or None,
        settled=all(part.settled for part in parts),
        described=True,
        parts=parts,
    )


def _owner(w: Words, start: int, end: int, name: Range, language: Pack) -> str | None:
    """Whose: the noun before a genitive mark, "Marek" in "Marek's office", or the last name after "of" or "by"."""
    if w.lower[start] in language.possessives:
        return w.shown[start]
    for at in range(start + 1, end):
        if w.bits[at] & POSS:
            first = at
            while first > start and w.bits[first - 1] & (CAP | PART):
                first -= 1
            return shown(w, min(first, at - 1), at)
    if name[0] < name[1]:
        return None
    for at in range(start + 1, end - 1):
        if w.lower[at] in language.owner_links and w.bits[end - 1] & CAP:
            first = end
            while first > at + 1 and w.bits[first - 1] & (CAP | PART):
                first -= 1
            return shown(w, first, end)
    return None
