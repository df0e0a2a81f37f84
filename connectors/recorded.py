"""Recorded observations: one JSON object a line, as anyone may write them; the JSON Schema is the contract."""

from collections.abc import Iterator
from pathlib import Path

from schemas.codec import decode, encode
from schemas.errors import BadDocument, Oversized, Undecodable
from schemas.observations import OBSERVATION, Observation, source_of
from schemas.record import Record
from schemas.topics import OBSERVATIONS, check_size


def observations(path: Path) -> Iterator[Record]:
    """The observations of a file as records. Raises BadDocument with file, line and field."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(path, number, line)
    except OSError as error:
        raise BadDocument(f"{path}: {error.strerror}") from error


def record(observation: Observation) -> Record:
    """An observation as the record that is to be sent. Raises Oversized for one over the limit of its topic."""
    made = Record(OBSERVATIONS.name, source_of(observation).encode(), encode(observation))
    check_size(OBSERVATIONS, made.key, made.value)
    return made


def _record(path: Path, number: int, line: bytes) -> Record:
    try:
        return record(decode(OBSERVATION, line))
    except Undecodable as error:
        raise BadDocument(f"{path}:{number}: no observation: {str(error) or 'not JSON'}") from error
    except Oversized as error:
        raise BadDocument(f"{path}:{number}: {error}") from error
