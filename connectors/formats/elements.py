"""Elements of HTML: the tree, what an element is by its tag and name, and the times that it holds."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml
from lxml import etree

from connectors.formats.stamps import Stamp, machine, read

Element = etree._Element


def _table() -> dict[str, frozenset[str]]:
    text = files("connectors.formats.words").joinpath("markup.yaml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = yaml.safe_load(text)
    return {role: frozenset(words) for role, words in found.items()}


_NAMES = _table()
SKIPPED = _NAMES["skipped"]
"""Tags whose content is no text of the page."""
BLOCK = _NAMES["block"]
"""Tags that begin and end a line."""
INLINE = _NAMES["inline"]
"""Tags too small to hold a post."""
APART = frozenset({"nav", "aside", "form", "menu"})
HEADINGS = {f"h{n}": n for n in range(1, 7)}
_STAMP = 80
"""Characters of the longest element that is looked at as a stamp."""


def tree(text: str) -> Element | None:
    """The tree of an HTML page, repaired as far as it goes; None where nothing is left. A DTD is not read."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    return etree.fromstring(text.encode("utf-8"), parser)


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
_ROLES = ("apart", "hidden", "caption", "embed", "around", "title")


@lru_cache(maxsize=20_000)
def _role(name: str) -> str | None:
    for part in name.split():
        words = [w.lower() for w in _HUMP.split(part) if w]
        found = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
        for role in _ROLES:
            if found & _NAMES[role]:
                return role
    return None


def role(element: Element) -> str | None:
    """What an element is by its tag, class and id: apart, hidden, caption, embed, around, title; None: nothing told."""
    tag = element.tag
    if tag in APART and not (tag == "aside" and is_clock(element)):
        return "apart"
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return "hidden"
    name = element.get("class") or ""
    own = element.get("id") or ""
    return _role(f"{name} {own}") if name or own else None


def skipped(element: Element) -> bool:
    """Whether an element's content is no text of the page. A button may show the time of the post that it links."""
    return element.tag in SKIPPED and not (element.tag == "button" and is_clock(element))


def is_clock(element: Element) -> bool:
    """Whether an element holds a time of day and little else."""
    if len(element) > 4:
        return False
    stamp = stamp_of(element)
    return stamp is not None and stamp.timed and stamp.sure


def text_of(element: Element) -> str:
    """All text in an element, white space collapsed."""
    return " ".join("".join(str(t) for t in element.itertext()).split())


@lru_cache(maxsize=2_000)
def _dates(name: str) -> int:
    """How likely an attribute of this name holds the time of publishing: 0 not, 1 that of a change, 2 yes."""
    words = {w.lower() for w in _HUMP.split(name) if w}
    if words & _NAMES["changes"]:
        return 1
    return 2 if words & _NAMES["times"] else 0


_SOONEST, _LATEST = datetime(1995, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def machine_time(element: Element) -> Stamp | None:
    """The time that an element's attributes hold for machines, that of publishing before that of a change."""
    best: tuple[int, Stamp] | None = None
    for name, value in element.attrib.items():
        likely = _dates(str(element.get("itemprop") or "") if name == "content" else str(name))
        if likely and 8 <= len(value) <= 40:
            stamp = machine(str(value))
            if stamp is not None and (stamp.instant is None or _SOONEST < stamp.instant < _LATEST):
                likely += 2 * (name == "datetime")
                if best is None or likely > best[0]:
                    best = (likely, stamp)
    return best[1] if best is not None else None


def stamp_of(element: Element) -> Stamp | None:
    """The stamp that an element is: by its text, its attributes, or both; None where it is anything else."""
    timed = element.tag == "time"
    held = machine_time(element)
    if not timed and held is None and len(element) > 4:
        return None
    text = " ".join(" ".join(str(t) for t in element.itertext()).split())
    if len(text) > _STAMP or not (timed or held is not None or any(c.isdigit() for c in text) or len(text) <= 20):
        return None
    printed = read(text) if text else None
    if printed is not None and printed.rest.strip(" *_:.–—-|·•,()"):
        printed = None
        if not timed:
            return None
    if held is None and printed is not None:
        held = next((s for e in element.iter("time") if (s := machine_time(e)) is not None), None)
    if held is None:
        if printed is None or not (printed.timed or printed.dated):
            return None
        return replace(printed, rest="", sure=printed.sure or timed)
    if not text and not timed:
        return None
    if printed is None:
        return replace(held, printed=text or held.printed) if timed else None
    return both(printed, held)


def both(printed: Stamp, held: Stamp) -> Stamp:
    """One stamp of what is printed and what the markup holds for machines."""
    day: Any = {}
    if printed.day is None and held.instant is None:
        day = {"year": held.year, "month": held.month, "day": held.day}
    minute = printed.minute if printed.minute is not None or held.instant is not None else held.minute
    return replace(printed, instant=held.instant or printed.instant, minute=minute, rest="", sure=True, **day)
