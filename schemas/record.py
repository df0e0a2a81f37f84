"""A record as runtimes carry it: bytes under a key, in a topic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a topic. A value of None is a tombstone."""

    topic: str
    key: bytes
    value: bytes | None
