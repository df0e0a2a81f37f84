"""One list of posts from two: what a page lists for machines, and what it prints for readers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from connectors.formats.assemble import Draft
from connectors.formats.furniture import letters

_KNOWN = 0.6
"""Of the listed posts: so many must be found among the printed ones for these to be the same page's posts."""
_HEAD = 40
"""Letters at the head of two texts by which they are one."""
_LONGER = 1.2
"""A printed text that goes on by so much after the listed one has ended is whole, and the listed one cut off."""
_OFTEN = 0.5
_ENDED = re.compile(r"[.!?:;][\"”'’»)\]]*\s*$")
_ENTRY = 8
"""Letters of the shortest title by which two posts are one."""


def joined(listed: tuple[Draft, ...], printed: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The listed posts, whole where the list cuts them off, with the stamped posts that it leaves out."""
    at = _places(listed, printed)
    if len(at) < max(2, _KNOWN * len(listed)):
        return listed
    found = sorted(at.items())
    if sum(b < a for (_, a), (_, b) in pairwise(found)) > len(found) / 2:  # the list runs the other way
        return joined(listed[::-1], printed)
    short = sum(_goes_on(listed[n], printed[p]) for n, p in found) >= _OFTEN * len(found)
    out = [_whole(d, printed[at[n]], short) if n in at else d for n, d in enumerate(listed)]
    known = {key for d in listed for key in _keys(d)}
    taken = set(at.values())
    left: dict[int | None, list[Draft]] = {}
    above: int | None = None
    for n, d in enumerate(printed):
        if n in taken:
            above = n
        elif d.stamp is not None and d.stamp.timed and d.text and known.isdisjoint(_keys(d)):
            left.setdefault(above, []).append(d)
    rows = left.get(None, [])
    for n, d in enumerate(out):
        rows += [d, *(left.get(at[n], []) if n in at else [])]
    return tuple(rows)


def _keys(draft: Draft) -> Iterator[tuple[str, str]]:
    title, text = letters(draft.title or ""), letters(draft.text)
    if draft.native_id:
        yield "id", draft.native_id
    if len(title) >= _ENTRY:
        yield "title", title
    if len(text) >= _HEAD:
        yield "text", text[:_HEAD]


def _places(listed: tuple[Draft, ...], printed: tuple[Draft, ...]) -> dict[int, int]:
    """For each listed post its place among the printed ones."""
    place: dict[tuple[str, str], int] = {}
    for n, d in enumerate(printed):
        for key in _keys(d):
            place.setdefault(key, n)
    out: dict[int, int] = {}
    taken: set[int] = set()
    for n, d in enumerate(listed):
        found = next((place[key] for key in _keys(d) if key in place), None)
        if found is not None and found not in taken:
            out[n] = found
            taken.add(found)
    return out


def _goes_on(listed: Draft, printed: Draft) -> bool:
    said, shown = letters(listed.text), letters(printed.text)
    return shown.startswith(said) and len(shown) >= _LONGER * len(said) + 1


def _whole(listed: Draft, printed: Draft, short: bool) -> Draft:
    """The listed post with the printed text, where its own is cut off: as most are (`short`), or within a sentence."""
    if _goes_on(listed, printed) and (short or not _ENDED.search(listed.text)):
        return replace(listed, text=printed.text, title=listed.title or printed.title)
    return listed
