"""HTML as blocks, by tags, names of elements, and the look of each line."""

import re
from dataclasses import replace

from lxml import etree

from connectors.formats.blocks import Block, Kind
from connectors.formats.elements import (
    BLOCK,
    HEADINGS,
    SKIPPED,
    Element,
    machine_time,
    role,
    skipped,
    stamp_of,
    text_of,
)
from connectors.formats.furniture import is_caption, is_empty, is_furniture, is_label, is_sentence, unframed
from connectors.formats.stamps import read

_KIND = {
    "li": Kind.LIST_ITEM,
    "dd": Kind.PARAGRAPH,
    "blockquote": Kind.QUOTATION,
    "figcaption": Kind.CAPTION,
    "figure": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "footer": Kind.BOILERPLATE,
    "address": Kind.BOILERPLATE,
}
_ROLE = {"caption": Kind.CAPTION, "embed": Kind.EMBED, "around": Kind.BOILERPLATE}
_MOST = 0.4
"""Of the page's text: an element that holds more is no furniture, whatever its name."""
_SPACE = re.compile(r"[^\S\xa0]+")
_PARTS = {"caption": 600, "embed": 2_000, "around": 160}
"""Characters of the longest part of a post that is known by the name of its element alone."""
_STAMP = 80
_LEAD = 40
"""Characters that may stand before a stamp in its line: a name, a label."""


def blocks(root: Element, entries: list[Element]) -> list[Block]:
    """The blocks of a page, or of an element of it; `entries` are opened and closed by separators."""
    writer = _Writer(root, entries)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if not writer.open(element):
                walk.skip_subtree()
        else:
            writer.close(element)
    writer.flush()
    return writer.out


class _Writer:
    """The run of inline text being read, and where in the page it stands."""

    def __init__(self, root: Element, entries: list[Element]) -> None:
        self.out: list[Block] = []
        self._root = root
        self._run: list[str] = []
        self._sizes = _sizes(root)
        self._entries = _native_ids(entries)
        self._kinds: list[tuple[Element, Kind, int]] = [(root, Kind.PARAGRAPH, 0)]
        self._linked = self._bold = self._links = self._bolds = 0
        self._skipped: Element | None = None
        self._inside = False
        self._opened = 0

    def open(self, element: Element) -> bool:
        """Enter an element; False: its content is not to be read."""
        tag = str(element.tag)
        if element in self._entries:
            self.flush()
            self._opened = len(self.out)
            self.out.append(Block(Kind.SEPARATOR, "", entry=self._entries[element]))
            self._inside = True
        part = role(element) if element not in self._entries and tag not in ("html", "body") else None
        if part == "hidden" and self._stamp(element, anywhere=True):
            self._skipped = element
            return False
        if skipped(element) or (part in ("apart", "hidden") and not self._main(element)):
            self._skipped = element
            return False
        if self._stamp(element):
            self._skipped = element
            return False
        if tag == "br":
            self._break()
        elif tag == "hr" and not self._inside:
            self.flush()
            self.out.append(Block(Kind.SEPARATOR, ""))
        if tag in BLOCK or part in ("caption", "title", "embed"):
            self.flush()
        self._enter(element, tag, part)
        self._links += tag == "a"
        self._bolds += tag in ("b", "strong")
        self._add(element.text)
        return True

    def close(self, element: Element) -> None:
        """Leave an element: its line ends where it is a block."""
        tag = str(element.tag)
        if self._skipped is element:
            self._skipped = None
        else:
            if tag in BLOCK or self._kinds[-1][0] is element:
                self.flush()
            if self._kinds[-1][0] is element and len(self._kinds) > 1:
                self._kinds.pop()
            self._links -= tag == "a"
            self._bolds -= tag in ("b", "strong")
        if element in self._entries:
            self.flush()
            self._inside = False
            self._hold(element)
            self.out.append(Block(Kind.SEPARATOR, ""))
        self._add(element.tail)

    def flush(self) -> None:
        """End the line that is being read."""
        text = "".join(self._run)
        linked, bold = self._linked, self._bold
        self._run, self._linked, self._bold = [], 0, 0
        text = "\n".join(line.strip() for line in text.split("\n")).strip()
        if text:
            _, kind, level = self._kinds[-1]
            letters = max(1, sum(not c.isspace() for c in text))
            self.out.append(_block(text, kind, level, linked / letters > 0.9, bold / letters > 0.9))

    def _enter(self, element: Element, tag: str, part: str | None) -> None:
        above = self._kinds[-1][1]
        if tag in HEADINGS and above is not Kind.BOILERPLATE:
            self._kinds.append((element, Kind.HEADING, HEADINGS[tag]))
        elif part == "title" and tag not in HEADINGS and above is Kind.PARAGRAPH and self._titles(element):
            self._kinds.append((element, Kind.HEADING, 6))
        elif part in _ROLE and self._part(element, part) and above is not Kind.HEADING:
            self._kinds.append((element, _ROLE[part], 0))
        elif tag in _KIND and above in (Kind.PARAGRAPH, Kind.QUOTATION, Kind.LIST_ITEM):
            self._kinds.append((element, _KIND[tag], 0))

    def _titles(self, element: Element) -> bool:
        text = text_of(element)
        return 0 < len(text) <= 250 and not any(e.tag in ("p", "h1", "h2", "h3", "h4") for e in element.iter())

    def _part(self, element: Element, part: str) -> bool:
        return self._sizes[element] <= _PARTS[part] and not self._main(element)

    def _main(self, element: Element) -> bool:
        """Whether an element holds so much that its name cannot mean that it is furniture."""
        return self._sizes[element] > _MOST * self._sizes[self._root]

    def _stamp(self, element: Element, anywhere: bool = False) -> bool:
        """Emit the stamp that an element is, if it is one and stands where a stamp stands: in the head of its line."""
        if element.tag in ("html", "body", "ul", "ol", "table") or len(element) > 8:
            return False
        lead = sum(map(len, self._run))
        if lead > _LEAD and element.tag not in BLOCK and not anywhere:
            return False
        if self._sizes[element] > _STAMP or self._kinds[-1][1] is Kind.EMBED:
            return False
        stamp = stamp_of(element)
        if stamp is None or not (stamp.sure or element.tag == "time"):
            return False
        if not stamp.timed and element.tag not in BLOCK and element.tag != "time":
            return False
        self.flush()
        self.out.append(Block(Kind.STAMP, text_of(element) or stamp.printed, stamp=stamp))
        return True

    def _hold(self, entry: Element) -> None:
        """Give an entry that prints no time the one that its attributes hold."""
        start = self._opened
        if not any(b.stamp is not None and b.kind is Kind.STAMP and b.stamp.timed for b in self.out[start:]):
            held = (machine_time(e) for e in (entry, *entry.iter("meta")))
            stamp = next((s for s in held if s is not None), None)
            if stamp is not None:
                self.out.insert(start + 1, Block(Kind.STAMP, stamp.printed, stamp=stamp))

    def _break(self) -> None:
        if self._run and self._run[-1] == "\n":
            self.flush()
        elif self._run:
            self._run.append("\n")

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = _SPACE.sub(" ", text)
        if text == " " and (not self._run or self._run[-1].endswith((" ", "\n"))):
            return
        self._run.append(text)
        letters = sum(not c.isspace() for c in text) if self._links or self._bolds else 0
        self._linked += letters if self._links else 0
        self._bold += letters if self._bolds else 0


def _block(text: str, kind: Kind, level: int, linked: bool, bold: bool) -> Block:
    text = unframed(text)
    stamp = read(text)
    if stamp is not None and is_empty(stamp.rest) and kind is not Kind.CAPTION:
        return Block(Kind.STAMP, text, stamp=replace(stamp, rest=""))
    if kind is Kind.BOILERPLATE or (is_label(text) if kind is Kind.HEADING else is_furniture(text)):
        return Block(Kind.BOILERPLATE, text)
    if kind is Kind.HEADING:
        return Block(kind, text, level=level, stamp=stamp)
    if linked and kind in (Kind.LIST_ITEM, Kind.PARAGRAPH) and not is_sentence(text):
        return Block(Kind.BOILERPLATE, text)
    if kind is Kind.PARAGRAPH and bold and len(text) <= 200 and not is_sentence(text):
        return Block(Kind.HEADING, text, level=7, stamp=stamp)
    if kind is Kind.PARAGRAPH and is_caption(text):
        return Block(Kind.CAPTION, text)
    return Block(kind, text, stamp=stamp)


_ID = ("id", "data-id", "data-post-id", "data-block-id", "data-entry-id", "data-update-id", "data-key", "data-uid")


def _native_ids(entries: list[Element]) -> dict[Element, str]:
    """The page's own ids of its posts, from the first attribute in which no two unlike ones have the same; else ""."""
    for name in _ID:
        own = [e.get(name) or "" for e in entries]
        given = {(o, text_of(e)) for o, e in zip(own, entries, strict=True) if o}
        if 2 * len(given) > len(entries) and len({o for o, _ in given}) == len(given):
            return dict(zip(entries, own, strict=True))
    return dict.fromkeys(entries, "")


def _sizes(root: Element) -> dict[Element, int]:
    """Characters of text in every element, without scripts and the like."""
    elements = list(root.iter())
    sizes = {e: len(e.text or "") if e.tag not in SKIPPED else 0 for e in elements}
    for element in reversed(elements):
        above = element.getparent()
        if above is not None and above in sizes:
            sizes[above] += (sizes[element] if element.tag not in SKIPPED else 0) + len(element.tail or "")
    return sizes
