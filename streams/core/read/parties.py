"""For whom a phrase speaks: the state, body or group that its own words name."""

from streams.core.read.gazetteer import Found
from streams.core.read.pack import CAP, POSS, TEAM, Pack
from streams.core.read.words import Words, shown, union

PLACES = ("country", "people", "seat")
_OF_THE = 3
"""How far before such a word its member may stand: "a lawmaker of the opposition"."""
_NAMED = (*PLACES, "body", "party")


def is_country(party: str | None) -> bool:
    """Is it a country's code, and no bloc's?"""
    return party is not None and len(party) == len("XX") and party not in ("UN", "EU")


def party_of(w: Words, start: int, end: int, found: list[Found], language: Pack) -> str | None:
    """The party that words [start, end) name, None where they name none.

    The first name counts ("the US envoy to Syria"), but a group's name or word wins over the country's before it
    ("Tavian rebels").
    """
    groups = [f for f in found if f.kind == "group" and f.value and not _domestic(w, f, end, language)]
    for at, f in enumerate(found):
        kind = f.kind
        if kind not in _NAMED:
            continue
        nearby = found[at + 1] if at + 1 < len(found) else None
        if kind in PLACES and nearby and nearby.start - f.end <= 1 and nearby.kind == "party":
            return nearby.value
        if groups and kind in PLACES:
            break
        proper = proper_name(w, f.start, end, language) if kind == "people" else None
        return proper if proper and _militant(proper, language) else _listed(w, found, at, language)
    proper = proper_name(w, start, end, language)
    if proper and (groups or _militant(proper, language)):
        return proper
    if not groups:
        return None
    group = groups[0]
    people = [f for f in found if f.kind == "people" and f.end == group.start]
    if people and group.value in language.qualified_groups:
        return f"{w.shown[people[0].start]} {group.value}"
    return group.value


def _domestic(w: Words, group: Found, end: int, language: Pack) -> bool:
    """Is it the opposition in a parliament, whose members speak for their country: "Tavia's opposition lawmaker", "the
    opposition's Lena Marek", "the opposition Homeland Union"?"""
    if group.value not in language.qualified_groups:
        return False
    if group.end < end and w.lower[group.end] in language.domestic:
        return True
    named = group.end + bool(group.end < end and w.bits[group.end] & POSS)
    if named < end and w.bits[named] & CAP:
        return True
    before = w.lower[max(0, group.start - _OF_THE) : group.start]
    return not language.domestic.isdisjoint(before) and not language.owner_links.isdisjoint(before)


def proper_name(w: Words, start: int, end: int, language: Pack) -> str | None:
    """A capitalised name with a word for a group in it: "First Valley Brigade", "Council of the North"."""
    bits, at = w.bits, start
    if not union(bits[start:end]) & TEAM:
        return None
    while at < end:
        stop = at
        while stop < end and (
            bits[stop] & CAP or (at < stop and (_links(w, stop, end, language) or _linked(w, stop, language)))
        ):
            stop += 1
        if stop - at >= 2 and union(bits[at:stop]) & TEAM:
            return shown(w, at, stop)
        at = stop + 1
    return None


def _links(w: Words, at: int, end: int, language: Pack) -> bool:
    """Do the words from `at` on join a name to a capital: "of the" in "Brigade of the Three Valleys"?"""
    first = at
    while at < end and w.lower[at] in language.name_links and w.shown[at].islower():
        at += 1
    return first < at < end and w.shown[at][0].isupper()


def _linked(w: Words, at: int, language: Pack) -> bool:
    """Is this the capital that such words join: "Three", which elsewhere is no name?"""
    return w.lower[at - 1] in language.name_links and w.shown[at][0].isupper()


def _militant(name: str, language: Pack) -> bool:
    """Is a group of this name one even without a word such as "rebel" beside it?"""
    words = name.lower().split(" ")
    head = next((n for n, word in enumerate(words) if n and word in language.name_links), len(words)) - 1
    return words[head] in language.militant_heads


def _listed(w: Words, found: list[Found], at: int, language: Pack) -> str:
    """The party of entry `at`, joined with those listed right after it: "France, Italy and Spain"."""
    codes = {found[at].value}
    last = found[at].end
    for f in found[at + 1 :]:
        between = w.lower[last : f.start]
        if f.kind not in _NAMED or not between or not language.listing.issuperset(between):
            break
        codes.add(f.value)
        last = f.end
    return "+".join(sorted(codes))
