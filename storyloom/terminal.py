"""Tables and foreign text on a terminal."""

import unicodedata
from typing import Final

from rich.table import Table
from rich.text import Text

QUOTE: Final = 110
"""Characters of a quotation shown in a line."""


def table(*columns: str) -> Table:
    """An empty table with these columns."""
    made = Table(box=None, pad_edge=False, header_style="dim", expand=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def plain(text: str, style: str = "") -> Text:
    """Text from outside for a terminal: whatever could steer it, hide or turn around other text is escaped."""
    return Text("".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else repr(c)[1:-1] for c in text), style)
