"""Dead letters: records that could not be used, with their raw bytes, so that nothing is lost and each can be driven
again. Keyed by the topic they came from."""

from typing import Literal

from pydantic import ConfigDict, TypeAdapter

from schemas.base import Model, Name
from schemas.ids import digest
from schemas.record import Record

Code = Literal["undecodable", "failed", "oversized"]
"""undecodable: no record of its topic; failed: a stage raised; oversized: it, or what a
stage made of it, is over the limit of its topic."""


class DeadLetter(Model):
    """One record that lost its effects. No broker coordinates and no exception text: the same on every runtime.

    `key` and `value` are the raw bytes, in base64 on the wire.
    """

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    topic: Name
    code: Code
    stage: Name
    version: Name
    error: Name
    """The class of the error, such as ValidationError."""
    location: str | None = None
    """Where in the record, such as `post.seen.text`, where that is known."""
    key: bytes
    value: bytes
    redriven: Name | None = None
    """Where set, this is no letter but the mark that the one of this id was put back on its topic; it has no value."""


def id_of(letter: DeadLetter) -> str:
    """What names a letter: the record that it holds and the stage that lost it, on every runtime alike."""
    return id_of_record(Record(letter.topic, letter.key, letter.value), letter.stage)


def id_of_record(record: Record, stage: str) -> str:
    """What a letter of this record would be named, had the stage lost it."""
    return digest(record.topic, stage, record.key.hex(), (record.value or b"").hex())


DEAD_LETTER: TypeAdapter[DeadLetter] = TypeAdapter(DeadLetter)
