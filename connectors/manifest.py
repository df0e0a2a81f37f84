"""A folder of captures and its manifest.yaml: which file is which source, taken when, and in which order they go.

version: 1
order: time          # or arrival
captures:
- file: page.txt
  source: "001"
  captured_at: "2016-03-14T19:16:59Z"
  ...                # see connectors.page.Manifest
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from connectors.page import Document, Manifest
from connectors.yaml_files import YamlFile
from schemas.base import Model
from schemas.errors import BadManifest
from schemas.observations import Order

NAME = "manifest.yaml"


class Folder(Model):
    """A manifest as written."""

    version: Literal[1]
    order: Order = "time"
    captures: tuple[Manifest, ...] = Field(min_length=1)


def load(folder: Path) -> tuple[tuple[Document, ...], Order]:
    """The documents of a folder in the order listed. Raises BadManifest with the file, the place and what is wrong."""
    path = folder / NAME
    file = YamlFile(path, BadManifest)
    try:
        listed = Folder.model_validate(file.fields)
    except ValidationError as error:
        raise file.first(error) from None
    desks: dict[str, str] = {}
    for n, entry in enumerate(listed.captures):
        if desks.setdefault(entry.source, entry.desk) != entry.desk:
            raise file.wrong(
                ("captures", n, "desk"), f"source {entry.source!r} reports to {desks[entry.source]!r} above"
            )
    return tuple(_document(folder, file, n, entry) for n, entry in enumerate(listed.captures)), listed.order


def _document(folder: Path, file: YamlFile, n: int, entry: Manifest) -> Document:
    try:
        return Document(content=(folder / entry.file).read_bytes(), manifest=entry)
    except OSError as error:
        raise file.wrong(("captures", n, "file"), f"{entry.file}: {error.strerror}") from error
