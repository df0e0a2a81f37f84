"""Repeats: the headline that says what a paragraph says, the lead's fragment of a quotation, the same words elsewhere.

One speaker, the same words: that is one statement in several wrappings, not several statements.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from schemas.story import Story
from streams.core import lexicon
from streams.core.read.pack import LANGUAGES, pack
from streams.core.read.parties import PLACES
from streams.core.texts import FUNCTION, NEGATION, lower, numbers, words
from streams.core.written import ClaimRow

STEM: Final = 5
"""Letters by which forms of a word meet: coordinated, coordination. Fewer join strangers, more part kin."""

SHARED: Final = 0.5
"""Of the fewer telling words of two statements, from which they say the same: a headline keeps half of its lead's."""

RETOLD: Final = 1 / 3
"""The same where one person is quoted in two posts, or a quotation follows its own summary: other words for the same
thing are expected, other things in the same words are not."""

QUOTED: Final = 3 / 4
"""Of the telling words of a quotation, from which it is what the same person says in another post at greater length:
two translations of one sentence share most of it."""

_QUOTED = re.compile(r'["“„«‘]([^"“”„«»‘]{3,})["”»’]')
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_REFUSAL = NEGATION | lexicon.words("refusal")
_MOMENTS = lexicon.words("moments")
_UNTELLING = FUNCTION.union(form for tag in LANGUAGES for form, verb in pack(tag).verbs.items() if verb.strong)
"""Words of grammar, and verbs of saying: that it is said is no part of what is said."""


def wrapped(claims: Sequence[ClaimRow], common: frozenset[str]) -> Iterator[tuple[ClaimRow, ...]]:
    """The statements of one party in one post that say the same, the fullest first: what tells most in the speaker's
    own words. Those that stand alone are left out.

    `common`: as `common_stems` gives them.
    """
    if len(claims) < 2:
        return
    said = [told(c, common) for c in claims]
    pairs = ((i, j) for j, one in enumerate(said) for i in range(j) if _wraps(one, said[i]))
    for group in joined(len(said), pairs):
        group.sort(key=lambda i: (said[i].in_title, not said[i].direct, -len(said[i].stems), i))
        yield tuple(claims[i] for i in group)


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups that pairs of the first so many numbers make; numbers that stand alone are left out."""
    root = list(range(count))
    for i, j in pairs:
        one, other = root[i], root[j]
        if one != other:
            root = [min(one, other) if r in (one, other) else r for r in root]
    found: dict[int, list[int]] = {}
    for i, r in enumerate(root):
        found.setdefault(r, []).append(i)
    return [group for group in found.values() if len(group) > 1]


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The telling words of a text, cut to their stems."""
    return frozenset(_in_order(text))


_words = lru_cache(maxsize=1024)(lower)


@lru_cache(maxsize=1024)
def _in_order(text: str) -> list[str]:
    """The same as they follow each other; a compound is one word, whether or not it is printed with a hyphen."""
    whole = _HYPHEN.sub("", text) if "-" in text else text
    return [w[:STEM] for w in _words(whole) if len(w) > 2 and w not in _UNTELLING]


@lru_cache(maxsize=256)
def common_stems(story: Story | None) -> frozenset[str]:
    """Stems that tell nothing in this story, because everybody says them: its title's, who acts in it and where."""
    if story is None:
        return frozenset()
    acting = [name for actor in story.actors for name in (actor, *_called(actor))]
    acting += [spelling for party in story.parties if party.name in story.actors for spelling in party.variants]
    where = [spelling for place in story.places for spelling in (place.name, *place.variants)]
    return frozenset().union(*map(stems, (story.title, *acting, *where)))


@lru_cache(maxsize=1)
def _countries() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """What countries are called, in words, each with the country; by the first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, entry in pack(None).phrases.items():
        if entry.kind in PLACES:
            name = tuple(phrase.split())
            found.setdefault(name[0], []).append((name, entry.value))
    return found


def _called(country: str) -> list[str]:
    return [" ".join(name) for names in _countries().values() for name, value in names if value == country]


@dataclass(frozen=True, eq=False)
class Told:
    """What a statement says, in words that compare."""

    quote: str
    post: str
    name: str | None
    aside: bool
    """It takes no stance, and so may be about anything."""
    in_title: bool
    by_office: bool
    """A headline, a body or its spokesman: whose words may stand elsewhere under the other name."""
    direct: bool
    """Mostly in quotation marks."""
    stems: frozenset[str]
    """In a direct quotation what stands between the marks, without the words of attribution."""
    quoted: tuple[frozenset[str], ...]

    @cached_property
    def near(self) -> frozenset[tuple[str, str]]:
        """Stems one after the other, with no more than one between them."""
        found = [s for s in _in_order(self.quote) if s in self.stems]
        return frozenset(pair for n in (1, 2) for pair in zip(found, found[n:], strict=False) if pair[0] != pair[1])

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers it gives."""
        return numbers(words(self.quote))

    @cached_property
    def moments(self) -> frozenset[str]:
        """The days, months and parts of a day it names."""
        return _MOMENTS.intersection(_words(self.quote))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of which its telling words name the land, the people or the seat."""
        begin, said = _countries(), _words(self.quote)
        return frozenset(
            value
            for at, word in enumerate(said)
            for name, value in begin.get(word, ())
            if said[at : at + len(name)] == name and stems(" ".join(name)) <= self.stems
        )

    @cached_property
    def denied(self) -> frozenset[str]:
        """The two stems that follow each negation or refusal."""
        found, following = set[str](), 0
        for word in _words(self.quote):
            if word in _REFUSAL:
                following = 2
            elif following and word[:STEM] in self.stems:
                following -= 1
                found.add(word[:STEM])
        return frozenset(found)


def told(claim: ClaimRow, common: frozenset[str]) -> Told:
    """What a statement says."""
    said, aside = claim["evidence"], "stance" not in claim
    who = (claim.get("canonical"), claim.get("speaker"))
    return _told(said["post"], said["where"], said["quote"], aside, *who, common)


@lru_cache(maxsize=8192)
def _told(
    post: str, where: str, quote: str, aside: bool, canonical: str | None, speaker: str | None, common: frozenset[str]
) -> Told:
    named = canonical is not None and canonical.split()[-1] in quote
    own = stems(f"{canonical or ''} {speaker or ''}") | common
    every = stems(quote) - own
    quoted = tuple(s for q in _QUOTED.findall(quote) if (s := stems(q) - common))
    direct = 2 * sum(len(q) for q in quoted) > len(every)
    return Told(
        quote=quote,
        post=post,
        name=canonical,
        aside=aside,
        in_title=where == "title",
        by_office=where == "title" or not named,
        direct=direct,
        stems=frozenset().union(*quoted) - own if direct else every,
        quoted=quoted,
    )


def _wraps(one: Told, other: Told) -> bool:
    """Are they two wrappings of one statement in a post?"""
    shared = len(one.stems & other.stems)
    if (
        not shared
        or not (one.name == other.name or one.by_office or other.by_office)
        or _apart(one.numbers, other.numbers)
    ):
        return False
    if any(q <= other.stems for q in one.quoted) or any(q <= one.stems for q in other.quoted):
        return True
    near, least = not one.near.isdisjoint(other.near), min(len(one.stems), len(other.stems))
    if near and one.name is not None and one.direct != other.direct:
        return shared >= RETOLD * least
    return shared >= SHARED * least and (near or shared > 2 or (shared == 2 and (one.in_title or other.in_title)))


def says_again(one: Told, other: Told) -> bool:
    """Do two posts report the same words of one speaker? What takes no stance may be about anything, and needs a
    name."""
    if one.name != other.name or one.post == other.post or (one.name is None and (one.aside or other.aside)):
        return False
    shared, least = one.stems & other.stems, min(len(one.stems), len(other.stems))
    if len(shared) < 2:
        return False
    if len(shared) < (SHARED if one.name is None else RETOLD) * least and not (
        (one.quoted and _retells(other, one)) or (other.quoted and _retells(one, other))
    ):
        return False
    return (
        not one.near.isdisjoint(other.near)
        and one.denied & shared == other.denied & shared
        and not _apart(one.numbers, other.numbers)
        and not _apart(one.moments, other.moments)
        and not _apart(one.countries, other.countries)
    )


def _retells(one: Told, other: Told) -> bool:
    """Does it say at greater length what the other one quotes?"""
    return any(len(q & one.stems) >= max(3, QUOTED * len(q)) for q in other.quoted)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Does each have what the other lacks?"""
    return not (one <= other or one >= other)
