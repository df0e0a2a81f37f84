"""Recorded observations: one JSON object a line, as anyone may write them; the JSON Schema is the contract."""

from collections.abc import Iterator
from pathlib import Path

from schemas.codec import decode, encode
from schemas.errors import BadDocument, Undecodable
from schemas.observations import OBSERVATION, CaptureEnded, PostSeen
from schemas.record import Record
from schemas.topics import OBSERVATIONS


def observations(path: Path) -> Iterator[Record]:
    """The observations of a file as records. Raises BadDocument with file, line and field."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(path, number, line)
    except OSError as error:
        raise BadDocument(f"{path}: {error.strerror}") from error


def _record(path: Path, number: int, line: bytes) -> Record:
    try:
        observation = decode(OBSERVATION, line)
    except Undecodable as error:
        raise BadDocument(f"{path}:{number}: no observation: {error or 'not JSON'}") from error
    source = observation.capture.source if isinstance(observation, PostSeen | CaptureEnded) else observation.source
    return Record(OBSERVATIONS.name, source.encode(), encode(observation))
