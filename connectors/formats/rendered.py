"""The format of rendered text: whatever is no markup."""

from connectors.formats import text
from connectors.formats.decoding import decode
from connectors.formats.pages import page
from connectors.page import Document, Page

NAME = "text"


def sniff(_: Document) -> float:
    """Text is what a document is when nothing else is surer."""
    return 0.1


def parse(document: Document) -> Page:
    """The posts of a text. Raises BadDocument for what is no text."""
    return page(document, text.blocks(decode(document.content, document.manifest.file)), NAME)
