"""Formats: from the bytes of one capture to the posts on the page. Pure: no clock, no files, no network."""

from typing import Protocol

from connectors.formats import feeds, hypertext, jsonld, rendered
from connectors.formats.languages import declared
from connectors.page import Document, Page
from schemas.errors import BadDocument


class Format(Protocol):
    """One format: how sure it is that a document is of its kind, from 0 to 1, and what it makes of one."""

    NAME: str

    def sniff(self, document: Document, /) -> float: ...

    def parse(self, document: Document, /) -> Page: ...


FORMATS: tuple[Format, ...] = (jsonld, feeds, hypertext, rendered)


def parse(document: Document) -> Page:
    """The posts of a document, in page order, in whichever format it is.

    Raises BadDocument, with one line that names the file, for an empty, binary or undecodable document, and for one
    whose clocks run off the calendar.
    """
    try:
        page = max(FORMATS, key=lambda f: f.sniff(document)).parse(document)
    except OverflowError as error:
        raise BadDocument(f"{document.manifest.file}: its times run off the calendar") from error
    return page.model_copy(update={"language": document.manifest.language or declared(document.content)})
