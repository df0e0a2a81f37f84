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

import yaml
from pydantic import Field, ValidationError

from connectors.page import Document, Manifest
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
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        listed = Folder.model_validate(raw)
    except OSError as error:
        raise BadManifest(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadManifest(f"{path}: not UTF-8 at byte {error.start}") from error
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark
        raise BadManifest(f"{path}:{at.line + 1 if at else 1}: {error.problem}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadManifest(f"{path}: {'.'.join(str(p) for p in first['loc']) or 'manifest'}: {first['msg']}") from error
    return tuple(_document(folder, path, entry) for entry in listed.captures), listed.order


def _document(folder: Path, path: Path, entry: Manifest) -> Document:
    try:
        return Document(content=(folder / entry.file).read_bytes(), manifest=entry)
    except OSError as error:
        raise BadManifest(f"{path}: {entry.file}: {error.strerror}") from error
