"""Entries: the elements of a page that repeat, each a post, found by what repeats and not by anybody's class names."""

import re
from collections import defaultdict
from dataclasses import dataclass

from connectors.formats.elements import HEADINGS, INLINE, Element, role, skipped, stamp_of

_SHORT = 80
_SHARE = 0.25
"""Of the words of a page outside links, entries hold at least so many; a list of teasers does not."""
_TEASED = 0.7
_TEASER = 40
"""Words outside links in the usual teaser of another page: posts say more, or are not linked to one."""
_PATTERN = re.compile(r"[0-9a-f]{6,}|\d+")
_DIGITS = re.compile(r"\d{3}")


@dataclass(slots=True)
class _Node:
    element: Element
    parent: int
    last: int
    words: int = 0
    chars: int = 0
    prose: int = 0
    stamps: int = 0
    headings: int = 0
    teasers: int = 0
    apart: bool = False
    linked: bool = False
    quoted: bool = False


def entries(root: Element) -> list[Element]:
    """The elements that are posts, in page order; empty where nothing repeats as posts do."""
    nodes = _nodes(root)
    groups: dict[tuple[str, str, str | int], list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        if not node.apart and node.element.tag not in INLINE and (node.words >= 3 or node.headings):
            for key in _keys(node):
                groups[key].append(n)
    scored: list[tuple[float, list[int]]] = []
    total = nodes[0].words
    stamps = nodes[0].stamps
    for members in groups.values():
        if len(members) < 2:
            continue
        outer = _outermost(nodes, members)
        score = _score(nodes, outer, total, stamps)
        if score > 0:
            scored.append((score, outer))
    return [nodes[n].element for n in _chosen(nodes, scored)]


def _chosen(nodes: list[_Node], scored: list[tuple[float, list[int]]]) -> list[int]:
    """The best list; one that stands above it where its entries say more: readers' comments stand below the posts."""
    score, best = max(scored, key=lambda s: s[0], default=(0.0, []))
    above = [s for s in scored if best and nodes[s[1][-1]].last < best[0] and s[0] >= _SHARE * score]
    usual = sum(nodes[n].words for n in best) / max(1, len(best))
    fuller = [s for s in above if sum(nodes[n].words for n in s[1]) >= usual * len(s[1])]
    return max(fuller, key=lambda s: s[0], default=(score, best))[1]


def _nodes(root: Element) -> list[_Node]:
    nodes: list[_Node] = []
    place: dict[Element, int] = {}
    for element in root.iter():
        parent = place.get(element.getparent(), -1)  # type: ignore[arg-type]  # the root's None is in no dict
        node = _Node(element, parent, len(nodes))
        above = nodes[parent] if parent >= 0 else None
        node.apart = (above is not None and above.apart) or skipped(element) or role(element) in ("apart", "hidden")
        node.linked = element.tag == "a" or (above is not None and above.linked)
        place[element] = len(nodes)
        nodes.append(node)
        if not node.apart:
            _count(node, element.text, node.linked)
        if above is not None and not above.apart:
            _count(above, element.tail, above.linked)
        node.headings = int(element.tag in HEADINGS and not node.apart)
    for n in range(len(nodes) - 1, 0, -1):
        node, above = nodes[n], nodes[nodes[n].parent]
        if node.element.tag in ("p", "li", "blockquote", "div") and node.words >= 8:
            node.prose = max(node.prose, 1)
        above.words += node.words
        above.chars += node.chars
        above.prose += node.prose
        node.teasers += int(node.headings > 0 and node.element.tag in HEADINGS and _leads_away(node))
        above.headings += node.headings
        above.teasers += node.teasers
        above.last = max(above.last, node.last)
    _mark_stamps(nodes)
    return nodes


def _leads_away(heading: _Node) -> bool:
    """Whether a heading is all link, and to another page: that of a teaser."""
    if heading.words or not heading.chars:
        return False
    links = [*heading.element.iter("a"), *heading.element.iterancestors("a")]
    return any(href and "#" not in href and not href.startswith("?") for href in (a.get("href") for a in links[:1]))


def _count(node: _Node, text: str | None, linked: bool) -> None:
    if text and not text.isspace():
        node.chars += len(text.strip())
        node.words += 0 if linked else len(text.split())


def _mark_stamps(nodes: list[_Node]) -> None:
    """Count the stamps in every element; notes of updates only on a page that has no other stamps."""
    updates: list[_Node] = []
    until = -1
    for n, node in enumerate(nodes):
        if (
            n <= until
            or node.apart
            or node.quoted
            or node.chars > _SHORT
            or (not node.chars and node.element.tag != "time")
        ):
            continue
        stamp = stamp_of(node.element)
        if stamp is not None and stamp.timed and stamp.sure:
            node.stamps = int(stamp.label != "updated")
            updates += [] if node.stamps else [node]
            until = node.last
    if sum(n.stamps for n in nodes) < 2:
        for node in updates:
            node.stamps = 1
    for n in range(len(nodes) - 1, 0, -1):
        nodes[nodes[n].parent].stamps += nodes[n].stamps


def _keys(node: _Node) -> list[tuple[str, str, str | int]]:
    element, tag = node.element, str(node.element.tag)
    out: list[tuple[str, str, str | int]] = [(tag, "in", node.parent)]
    out += [(tag, "class", c) for c in (element.get("class") or "").split()[:8] if not _DIGITS.search(c)]
    own = element.get("id")
    if own and any(c.isdigit() for c in own):
        out.append((tag, "id", _PATTERN.sub("#", own)))
    held = sorted(str(a) for a in element.attrib if str(a).startswith(("data-", "item")))
    if held:
        out.append((tag, "data", " ".join(held)))
    return out


def _outermost(nodes: list[_Node], members: list[int]) -> list[int]:
    out: list[int] = []
    until = -1
    for n in members:
        if n > until:
            out.append(n)
            until = nodes[n].last
    return out


def _score(nodes: list[_Node], members: list[int], total: int, stamps: int) -> float:
    """Words held, times how well each member looks like one post; 0 for what is no list of posts."""
    found = [nodes[n] for n in members]
    words = sum(f.words for f in found)
    if len(found) < 2 or words < max(_SHARE * total, 6 * len(found)):
        return 0.0
    if stamps >= 2:
        fit = sum({1: 1.0, 2: 0.95, 3: 0.8}.get(f.stamps, 0.0) for f in found) / len(found)
        teased = sum(f.teasers > 0 for f in found) >= _TEASED * len(found) and words <= _TEASER * len(found)
        return words * fit * fit * (_SHARE if teased else 1.0) if fit >= 0.6 else 0.0
    fit = sum(1 <= f.headings <= 2 and f.prose >= 1 for f in found) / len(found)
    if len(found) < 3 or fit < 0.7 or words < 0.4 * total:
        return 0.0
    return words * fit * fit
