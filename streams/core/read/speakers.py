"""Who a noun phrase names: a person, an office or a body, and the party that the words themselves give."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from streams.core.read.gazetteer import Found
from streams.core.read.mention import Mention, Range, Sort
from streams.core.read.pack import (
    AND,
    CAP,
    CONJ,
    DET,
    DOCUMENT,
    LINK,
    OWNS,
    PART,
    POSS,
    PREP,
    PRON,
    PUNCT,
    QUOTE,
    SUB,
    TEAM,
    Pack,
)  # fmt: skip
from streams.core.read.parties import PLACES, party_of, proper_name
from streams.core.read.phrases import named
from streams.core.read.words import Words, shown, union

_TITLED = ("office", "state", "body", "country", "private", "press")
"""What can stand right before a name at the end of a longer title: "president of the Tavian senate Lena Marek"."""
_SHORTEST = 4
"""Letters of the longest name that may be an abbreviation."""
_LONGEST_NAME = 4
"""Words of a name that stands alone behind an office."""
_NOBODY = ("private", "press", "agency")
_HEADS = ("office", "private", "press", "agency", "state", "group", "former")
_SPEAKERS = ("person", "body", "office", "group", "country")


def _name(w: Words, start: int, end: int, found: list[Found], language: Pack) -> Range:
    """The run of capitals that no entry of the gazetteer explains, nearest to the end of the phrase's core."""
    bits = w.bits
    taken = _taken(found)
    core = end
    for at in range(start + 1, end):
        bit = bits[at]
        if bit & (LINK | PUNCT) and not bit & (CAP | PART) and at not in taken and w.shown[at] not in ("-", "&"):
            core = at
            break
    tail = end
    while tail > core and bits[tail - 1] & (CAP | PART) and tail - 1 not in taken:
        tail -= 1
    if core < tail < end and any(f.end == tail and f.kind in _TITLED for f in found):
        return tail, end
    stop = core
    while stop > start and bits[stop - 1] & QUOTE:
        stop -= 1
    at = stop
    while at > start:
        bit = bits[at - 1]
        inside = bit & QUOTE or (bit & PART and at - 1 > start and at < stop)
        if at - 1 == start and at in taken and w.lower[start] in language.directions:
            break
        if not (bit & CAP or inside) or at - 1 in taken or w.lower[at - 1] in language.honorifics:
            break
        at -= 1
    while at < stop and not bits[at] & CAP:
        at += 1
    if language.head_first and at < stop and _tells_apart(w, start, at, taken):
        return stop, stop
    return at, stop


def _tells_apart(w: Words, start: int, at: int, taken: Collection[int]) -> bool:
    """Do the capitals from `at` on only say of what an office is: "el alcalde de Puerto Marín"?"""
    back = at
    while back > start and w.bits[back - 1] & (LINK | DET):
        back -= 1
    return start < back < at and back - 1 in taken


def _taken(found: list[Found]) -> Collection[int]:
    """The words that the gazetteer explains."""
    match found:
        case []:
            return ()
        case [one]:
            return range(one.start, one.end)
        case _:
            return {at for f in found for at in range(f.start, f.end)}


def _holder(w: Words, found: list[Found], name: Range, end: int) -> Found | None:
    """The noun by which the speaker is called: the last before the name, else the last of the phrase's core."""
    heads = [f for f in found if f.kind in _HEADS]
    if not heads:
        return None
    if name[0] < name[1]:
        for f in reversed(heads):
            if f.end <= name[0]:
                return f
    core = end
    first = min([f.end for f in heads])
    for at in range(max(1, first), end):
        if w.bits[at] & LINK:
            core = at
            break
    for f in reversed(heads):
        if f.end <= core and f.kind != "former":
            return f
    return None


_Phrase = tuple[tuple[str, ...], tuple[int, ...]]
_REMEMBERED = 1 << 14


@lru_cache(maxsize=8)
def _lately(_language: Pack) -> dict[tuple[_Phrase, _Phrase | None, bool], Mention]:
    """What phrases were found to mention: pages name the same few people and offices over and over."""
    return {}


def describe(w: Words, start: int, end: int, extra: Range | None, language: Pack) -> Mention:
    """The mention of phrase [start, end), with what the apposition `extra` after or before it adds.

    It depends on these words alone, not on where they stand.
    """
    added = (w.shown[extra[0] : extra[1]], w.bits[extra[0] : extra[1]]) if extra else None
    key = (w.shown[start:end], w.bits[start:end]), added, extra is not None and extra[0] < start
    known = _lately(language)
    mention = known.get(key)
    if mention is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        mention = known[key] = _described(w, start, end, extra, language)
    return mention


def _described(w: Words, start: int, end: int, extra: Range | None, language: Pack) -> Mention:
    bits, lower = w.bits, w.lower
    if end - start == 1 and bits[start] & PRON:
        return Mention(shown(w, start, end), "pronoun", head=lower[start])
    signs = union(bits[start:end])
    found = named(w, start, end, language)
    if signs & AND and (parts := _parts(w, start, end, extra, found, language)):
        return _joint(shown(w, start, end), parts)
    described = extra is not None or bool(
        signs & LINK and any(bit & LINK and not bit & (CAP | PART) for bit in bits[start:end])
    )
    if extra and bits[extra[0]] & (PRON | SUB) and not bits[extra[0]] & LINK:
        extra = _headed(w, *extra, language)
    name = _name(w, start, end, found, language)
    if signs & TEAM and union(bits[name[0] : name[1]]) & TEAM:
        name = (name[0], name[0])
    more = named(w, *extra, language) if extra else []
    kinds = {f.kind for f in found}
    holder = _holder(w, found, name, end)
    if holder is None and extra and not _only_a_state(found, start, end):
        holder = _holder(w, more, (0, 0), extra[1])
    if holder and holder.kind == "private" and bits[holder.start] & CAP and bits[holder.start] & TEAM:
        holder = next((f for f in found if f.kind == "group" and f.end <= holder.start), holder)
    kind = holder.kind if holder else None
    private = kind in _NOBODY or _charity(holder, found) or _former(found, more, end, extra)
    party = party_of(w, start, end, found, language)
    past = extra is not None and "office" in kinds and _former([], more, end, extra)
    if extra and not past and (party is None or "group" in kinds):
        party = party_of(w, *extra, more, language) or party
        if party in language.group_names:
            party = proper_name(w, start, end, language) or party
        if party in language.qualified_groups and name[0] < name[1]:
            party, holder = None, None
    if name[0] == name[1] and extra and not more and kind == "office" and _full_name(w, *extra):
        name = extra
    elif name[0] == name[1] and extra and kind == "office":
        name = _name_behind(w, extra, more, language)
    person = shown(w, *name) if name[0] < name[1] else None
    person = quiet(person, language) if person else None
    owner = _stand_in(w, start, found, language) or _owner(w, start, end, name, language)
    if owner is None and extra:
        owner = _stand_in(w, extra[0], more, language) or _owner(w, *extra, (0, 0), language)
    if party is None and owner is None and holder and not private:
        office = " ".join(lower[holder.start : holder.end])
        national = language.national.get(language.abbreviations.get(office, office))
        party = national[0] if national and len(national) == 1 else None
    sort = _sort(w, start, end, kind, person, found, language)
    return Mention(
        printed=shown(w, start, end),
        sort=sort,
        name=person,
        owner=owner,
        body=next((lower[f.end - 1] for f in found if f.kind == "state" and f is not holder), "")
        if "state" in kinds
        else "",
        head=lower[holder.end - 1] if holder else lower[end - 1],
        role=shown(w, holder.start, holder.end) if holder and kind in ("office", "private", "press") else None,
        party=None if private else party,
        settled=private
        or party is not None
        or sort == "other"
        or (person is not None and (kind is None or (holder is not None and _leads_no_state(holder, language))))
        or (holder is not None and owner is None and _stateless(lower[holder.start : holder.end], language))
        or "region" in kinds,
        definite=lower[start] in language.definite,
        document=bool(signs & DOCUMENT and union(bits[start : min(end, start + 4)]) & DOCUMENT),
        described=holder is not None or described or not bits[start] & CAP,
        titles=_titles(w, found + more, holder, language) if person else (),
    )


def _name_behind(w: Words, extra: Range, found: list[Found], language: Pack) -> Range:
    """The name with which an apposition ends, behind an office: "the mediator, former minister Lena Marek"."""
    start, end = _name(w, *extra, found, language)
    titled = any(f.end == start and f.kind in ("office", "former") for f in found)
    full = 1 < end - start <= _LONGEST_NAME and end == extra[1] and titled
    return (start, end) if full else (extra[0], extra[0])


def _leads_no_state(holder: Found, language: Pack) -> bool:
    """Is this a group's word, of which a party in a parliament is told apart by its country?"""
    return holder.kind == "group" and holder.value not in language.qualified_groups


def _titles(w: Words, found: list[Found], holder: Found | None, language: Pack) -> tuple[str, ...]:
    """The nouns of these offices, written out, beside that of the holder's own."""
    known = w.lower[holder.end - 1] if holder else ""
    offices = (" ".join(w.lower[f.start : f.end]) for f in found if f.kind == "office")
    nouns = (language.abbreviations.get(office, office).rsplit(" ", 1)[-1] for office in offices)
    return tuple(dict.fromkeys(noun for noun in nouns if noun != known))


def _stand_in(w: Words, start: int, found: list[Found], language: Pack) -> str | None:
    """The noun that stands for a body named before: "a spokesman for the organisation"."""
    for f in found:
        at = f.start
        if f.kind != "group" or f.value or at < start + 2 or w.lower[at] not in language.standing:
            continue
        if w.lower[at - 1] in language.glue.definite_article and w.bits[at - 2] & OWNS:
            return w.lower[at]
    return None


def _headed(w: Words, start: int, end: int, language: Pack) -> Range | None:
    """What a relative clause says that somebody heads: "who leads Tavia's Northern Union"."""
    if start + 2 >= end or w.lower[start + 1] not in language.heading:
        return None
    stop = start + 2
    while stop < end and (not w.bits[stop] & LINK or w.lower[stop] in language.name_links):
        stop += 1
    return (start + 2, stop) if stop > start + 2 else None


def _only_a_state(found: list[Found], start: int, end: int) -> bool:
    """Is the phrase a country's name and no more: "Tavia, three of whose citizens were hurt"?"""
    return len(found) == 1 and found[0].kind in ("country", "seat") and found[0].end == end and found[0].start == start


def _stateless(office: Sequence[str], language: Pack) -> bool:
    """Is no state to be guessed for this office: an officer's of nobody knows what, but not a police officer's?"""
    return " ".join(office) in language.stateless


def _former(found: list[Found], more: list[Found], end: int, extra: Range | None) -> bool:
    """Does a word such as "former" stand with the name, or at the head of what is added to it? A country has no former
    office: "Tavia, the former colonial power"."""
    if found and all(f.kind in ("country", "seat", "body", "party") for f in found):
        return False
    held = any(f.kind == "office" for f in found)
    for f in found if held else (*found, *more):
        if f.kind == "former" and (f.start < end or (extra is not None and f.start - extra[0] <= 2)):
            return True
    return False


def quiet(name: str, language: Pack) -> str:
    """A name printed in capitals as it is written elsewhere, its particles small; any other as it is."""
    if not name.isupper() or len(name) <= _SHORTEST:
        return name
    words = [(word.lower(), word.title()) for word in name.split(" ")]
    return " ".join(low if language.classes.get(low) == PART else title for low, title in words)


def _full_name(w: Words, start: int, end: int) -> bool:
    """Are these words a person's name behind an office: "a spokesman for the Front, Daud Marek, said"?"""
    return 1 < end - start <= _LONGEST_NAME and all(bit & (CAP | PART) and not bit & TEAM for bit in w.bits[start:end])


def _charity(holder: Found | None, found: list[Found]) -> bool:
    """Is the office held in a body that is nobody's: "the charity's director", "a company spokesman"?"""
    return holder is not None and any(
        f.kind in ("private", "agency") and f.end <= holder.start <= f.end + 1 for f in found
    )


def _sort(
    w: Words, start: int, end: int, kind: str | None, person: str | None, found: list[Found], language: Pack
) -> Sort:
    kinds = {f.kind for f in found}
    if kind in ("press", "agency"):
        return "press"
    if kind == "private":
        return "private"
    if person:
        return "person"
    if found and kinds.issubset(PLACES):
        taken = _taken(found)
        others = [at for at in range(start, end) if at not in taken]
        if all(w.bits[at] & (DET | PREP | CONJ) or w.lower[at] in language.directions for at in others):
            return "country"
    if kind == "office":
        return "office"
    if kind == "group":
        return "group"
    if kind == "state" or not kinds.isdisjoint(("body", "party")) or proper_name(w, start, end, language):
        return "body"
    return "other"


def _parts(
    w: Words, start: int, end: int, extra: Range | None, found: list[Found], language: Pack
) -> tuple[Mention, ...]:
    """The mentions of "A and B", where each of the two can speak; none where "and" joins words of one title."""
    for at in range(start + 1, end - 1):
        if not w.bits[at] & AND or at in _taken(found):
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
    bits = w.bits
    for at in range(start + 1, end):
        if bits[at] & POSS:
            first = at
            while first > start and w.bits[first - 1] & (CAP | PART):
                first -= 1
            return shown(w, min(first, at - 1), at)
    if name[0] < name[1]:
        return None
    for at in range(start + 1, end - 1):
        if w.bits[at] & OWNS and w.bits[end - 1] & CAP:
            first = end
            while first > at + 1 and w.bits[first - 1] & (CAP | PART):
                first -= 1
            return shown(w, first, end)
    return None
