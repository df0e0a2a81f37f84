"""Repeats: the headline that says what a paragraph says, the lead's fragment of a quotation, the same words elsewhere.

One speaker, the same words: that is one statement in several wrappings, not several statements.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from schemas.story import Story
from streams.core.read.pack import pack
from streams.core.read.parties import PLACES
from streams.core.texts import FUNCTION, words
from streams.core.written import ClaimRow

STEM: Final = 5
"""Letters by which forms of a word meet: coordinated, coordination. Fewer join strangers, more part kin."""

SHARED: Final = 0.5
"""Of the fewer telling words of two statements, from which they say the same: a headline keeps half of its lead's."""

RETOLD: Final = 1 / 3
"""The same where one person is quoted in two posts, or a quotation follows its own summary: other words for the same
thing are expected, other things in the same words are not."""

_QUOTED = re.compile(r'["“„«‘]([^"“”„«»‘]{3,160})["”»’]')


def groups(claims: Sequence[ClaimRow], common: frozenset[str]) -> tuple[tuple[ClaimRow, ...], ...]:
    """The statements of one party that say the same, first said first; those that stand alone are left out.

    `common`: as `common_stems` gives them.
    """
    if len(claims) < 2:
        return ()
    told = [_told_by(c, common) for c in claims]
    root = list(range(len(claims)))
    by_name: dict[str | None, list[int]] = {}
    by_post: dict[str, list[int]] = {}
    for i, one in enumerate(told):
        named, together = by_name.setdefault(one.name, []), by_post.setdefault(one.post, [])
        for j in (*named, *together):
            if root[i] != root[j] and _same(one, told[j]):
                first, last = sorted((root[i], root[j]))
                root = [first if r == last else r for r in root]
        named.append(i)
        together.append(i)
    found: dict[int, list[ClaimRow]] = {}
    for i, r in enumerate(root):
        found.setdefault(r, []).append(claims[i])
    return tuple(tuple(group) for group in found.values() if len(group) > 1)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The telling words of a text, cut to their stems."""
    return frozenset(w[:STEM] for w in words(text).lower if w not in FUNCTION and len(w) > 2)


@lru_cache(maxsize=256)
def common_stems(story: Story | None) -> frozenset[str]:
    """Stems that tell nothing in this story, because everybody says them: its title's, who acts in it and where."""
    if story is None:
        return frozenset()
    acting = [name for actor in story.actors for name in (actor, *_called(actor))]
    acting += [spelling for party in story.parties if party.name in story.actors for spelling in party.variants]
    where = [spelling for place in story.places for spelling in (place.name, *place.variants)]
    return frozenset().union(*map(stems, (story.title, *acting, *where)))


def _called(country: str) -> list[str]:
    return [name for name, entry in pack(None).phrases.items() if entry.value == country and entry.kind in PLACES]


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    post: str
    name: str | None
    by_office: bool
    """A headline, a body or its spokesman: whose words may stand elsewhere under the other name."""
    direct: bool
    """Mostly in quotation marks."""
    stems: frozenset[str]
    quoted: tuple[frozenset[str], ...]


def _told_by(claim: ClaimRow, common: frozenset[str]) -> _Told:
    said = claim["evidence"]
    return _told(said["post"], said["where"], said["quote"], claim.get("canonical"), claim.get("speaker"), common)


@lru_cache(maxsize=8192)
def _told(
    post: str, where: str, quote: str, canonical: str | None, speaker: str | None, common: frozenset[str]
) -> _Told:
    named = canonical is not None and canonical.split()[-1] in quote
    own = stems(f"{canonical or ''} {speaker or ''}") | common
    told = stems(quote) - own
    quoted = tuple(s for q in _QUOTED.findall(quote) if (s := stems(q) - common))
    return _Told(
        post=post,
        name=canonical,
        by_office=where == "title" or not named,
        direct=2 * sum(len(q) for q in quoted) > len(told),
        stems=told,
        quoted=quoted,
    )


@lru_cache(maxsize=65536)
def _same(one: _Told, other: _Told) -> bool:
    together = one.post == other.post
    if one.name != other.name and not (together and (one.by_office or other.by_office)):
        return False
    shared, least = len(one.stems & other.stems), min(len(one.stems), len(other.stems))
    if shared >= 2 and shared >= SHARED * least:
        return True
    retold = one.name is not None and (not together or one.direct != other.direct)
    if retold and shared >= 2 and shared >= RETOLD * least:
        return True
    return together and (any(q <= other.stems for q in one.quoted) or any(q <= one.stems for q in other.quoted))
