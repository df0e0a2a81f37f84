"""Blocks: what any document becomes before it is cut into posts, whatever its format was."""

from dataclasses import dataclass
from enum import StrEnum

from connectors.formats.stamps import Stamp


class Kind(StrEnum):
    """What a block is, by its markup or by its own look; what it means on the page is the segmenter's to say."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    LIST_ITEM = "list item"
    SEPARATOR = "separator"
    STAMP = "stamp"
    EMBED = "embed"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One block, with its text as printed.

    `gap` is the white space printed before it, so that joined blocks read as on the page. `level` is a heading's, 1 to
    6, or 7 for a line that is only set in bold. `entry` on a separator: the markup shows that a post opens here, and
    this is its id there, or "" where it has none; None on a plain rule.
    """

    kind: Kind
    text: str
    gap: str = "\n\n"
    level: int = 0
    stamp: Stamp | None = None
    entry: str | None = None


def join(blocks: list[Block]) -> str:
    """The text of these blocks, with the white space that stood between them."""
    if not blocks:
        return ""
    return (blocks[0].text + "".join(b.gap + b.text for b in blocks[1:])).strip()
