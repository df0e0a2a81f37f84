"""Who a noun phrase names: a person, an office or a body, and the party that the words themselves give."""

from dataclasses import dataclass
from typing import Literal

from streams.core.read.pack import CAP, DET, FUNCTION, LINK, PART, POSS, PRON, PUNCT, QUOTE, Pack
from streams.core.read.phrases import Found, find
from streams.core.read.words import Words

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
    head: str = ""
    role: str | None = None
    party: str | None = None
    settled: bool = False
    definite: bool = False
    document: bool = False
    described: bool = False


_PLACES = ("country", "people", "seat")
_TITLED = ("office", "state", "body", "country", "private", "press")
"""What can stand right before a name at the end of a longer title: "president of the Tavian senate Lena Marek"."""
_STATES = (*_PLACES, "body", "party")


def shown(w: Words, start: int, end: int) -> str:
    """Words [start, end) as printed, with their spacing made plain."""
    parts: list[str] = []
    for at in range(start, end):
        gap = at > start and w.start[at] > w.end[at - 1]
        parts.append((" " if gap else "") + ("“”" if w.bits[at] & QUOTE else w.shown[at]))
    return "".join(parts)


def _name(w: Words, start: int, end: int, found: list[Found], language: Pack) -> tuple[int, int]:
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


def _holder(w: Words, found: list[Found], name: tuple[int, int], end: int) -> Found | None:
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


def _places(w: Words, found: list[Found], at: int) -> str:
    """The party of entry `at`, joined with those listed right after it: "France, Italy and Spain"."""
    codes = [found[at].entry.value]
    last = found[at].end
    for f in found[at + 1 :]:
        between = w.lower[last : f.start]
        if f.entry.kind not in _STATES or not between or set(between) - {",", "and", "the", "&"}:
            break
        codes.append(f.entry.value)
        last = f.end
    return "+".join(sorted(set(codes)))


def _proper(w: Words, start: int, end: int, language: Pack) -> str | None:
    """A capitalised name that ends in a word for a group: "First Valley Brigade"."""
    at = start
    while at < end:
        if w.bits[at] & CAP:
            stop = at
            while stop < end and (
                w.bits[stop] & CAP
                or (w.lower[stop] in ("of", "for", "the") and stop + 1 < end and w.bits[stop + 1] & CAP)
            ):
                stop += 1
            heads = [k for k in range(at, stop) if w.lower[k] in language.proper_heads]
            if heads and stop - at >= 2:
                return shown(w, at, stop)
            at = stop
        at += 1
    return None


_MILITANT = frozenset(
    {"front", "brigade", "brigades", "movement", "division", "militia", "resistance", "battalion", "faction"}
)
"""Last words of a name that make a group of its bearers even without a word such as "rebel" near them."""


def party_of(w: Words, start: int, end: int, found: list[Found], language: Pack) -> str | None:
    """The party that words [start, end) name, None where they name none."""
    groups = [f for f in found if f.entry.kind == "group"]
    for at, f in enumerate(found):
        if f.entry.kind not in _STATES:
            continue
        nearby = found[at + 1] if at + 1 < len(found) else None
        if f.entry.kind in _PLACES and nearby and nearby.start - f.end <= 1 and nearby.entry.kind == "party":
            return nearby.entry.value
        if groups and f.entry.kind in _PLACES:
            break
        proper = _proper(w, f.start, end, language) if f.entry.kind == "people" else None
        if proper and proper.split()[-1].lower() in _MILITANT:
            return proper
        return _places(w, found, at)
    proper = _proper(w, start, end, language)
    if proper and (groups or proper.split()[-1].lower() in _MILITANT):
        return proper
    if groups:
        group = groups[0]
        people = [f for f in found if f.entry.kind == "people" and f.end == group.start]
        if people and group.entry.value == "opposition":
            return f"{w.shown[people[0].start]} {group.entry.value}"
        return group.entry.value or None
    return None


def describe(w: Words, start: int, end: int, extra: tuple[int, int] | None, language: Pack) -> Mention:
    """The mention of phrase [start, end), with what the apposition `extra` after it adds."""
    printed = shown(w, start, end)
    if end - start == 1 and w.bits[start] & PRON:
        return Mention(printed, "pronoun", head=w.lower[start])
    found = find(w, start, end, language)
    name = _name(w, start, end, found, language)
    if any(w.lower[at] in language.proper_heads for at in range(*name)):
        name = (name[0], name[0])
    more = find(w, *extra, language) if extra else []
    holder = _holder(w, found, name, end)
    beside = _holder(w, more, (0, 0), extra[1]) if extra else None
    called = holder or beside
    kind = called.entry.kind if called else None
    former = any(f.entry.kind == "former" for f in found) or any(
        f.entry.kind == "former" and extra is not None and f.start - extra[0] <= 2 for f in more
    )
    party = party_of(w, start, end, found, language)
    if party is None and extra:
        party = party_of(w, *extra, more, language)
    elif extra and any(f.entry.kind == "group" for f in found):
        party = party_of(w, *extra, more, language) or party
    private = (
        kind in ("private", "press")
        or former
        or (holder is None and beside is not None and beside.entry.kind in ("private", "press"))
    )
    region = any(f.entry.kind == "region" for f in found)
    office = " ".join(w.lower[called.start : called.end]) if called else None
    office = language.abbreviations.get(office or "", office)
    person = shown(w, *name) if name[0] < name[1] else None
    if person and person.isupper() and len(person) > 4:
        person = person.title()
    owner = _owner(w, start, end, name)
    if owner is None and extra:
        owner = _owner(w, *extra, (0, 0))
    if party is None and owner is None and office in language.national and not private:
        party = language.national[office][0]
    sort: Sort
    if kind in ("press", "agency"):
        sort = "press"
    elif kind == "private":
        sort = "private"
    elif person:
        sort = "person"
    elif (
        found
        and all(f.entry.kind in _PLACES for f in found)
        and not any(
            w.bits[at] & ~(CAP | DET | FUNCTION)
            for at in range(start, end)
            if not any(f.start <= at < f.end for f in found)
        )
    ):
        sort = "country"
    elif kind == "office":
        sort = "office"
    elif kind == "group":
        sort = "group"
    elif kind == "state" or any(f.entry.kind in ("body", "party") for f in found) or _proper(w, start, end, language):
        sort = "body"
    else:
        sort = "other"
    document = bool(w.lower[start:end]) and any(
        word in language.documents for word in w.lower[start : min(end, start + 4)]
    )
    return Mention(
        printed=printed,
        sort=sort,
        name=person,
        owner=owner,
        head=w.lower[called.end - 1] if called else w.lower[end - 1],
        role=shown(w, called.start, called.end) if called and kind in ("office", "private", "press") else None,
        party=None if private else party,
        settled=private
        or (called is not None and w.lower[called.end - 1] in language.stateless)
        or party is not None
        or region
        or (bool(person) and kind is None)
        or sort == "other",
        definite=w.lower[start] in ("the", "his", "her", "its", "their") or w.lower[start] == "this",
        document=document,
        described=called is not None or extra is not None or not w.bits[start] & CAP,
    )


def _owner(w: Words, start: int, end: int, name: tuple[int, int]) -> str | None:
    """Whose: the noun before a genitive mark, "Marek" in "Marek's office", or the last name after "of" or "by"."""
    for at in range(start + 1, end):
        if w.bits[at] & POSS:
            first = at
            while first > start and w.bits[first - 1] & (CAP | PART):
                first -= 1
            return shown(w, min(first, at - 1), at)
    if name[0] < name[1]:
        return None
    for at in range(start + 1, end - 1):
        if w.lower[at] in ("by", "for", "of", "from") and w.bits[end - 1] & CAP:
            first = end
            while first > at + 1 and w.bits[first - 1] & (CAP | PART):
                first -= 1
            return shown(w, first, end)
    return None
