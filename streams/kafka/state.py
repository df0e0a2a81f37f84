"""Where a partition's state lies between transactions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from streams.core.memory import MemoryStore
from streams.core.store import Store

Changes = Iterable[tuple[bytes, bytes | None]]
"""Keys with their new values; None deletes."""


@dataclass(frozen=True, slots=True)
class Held:
    """How far a state has followed its changelog: the offset of the newest mark in it, and that changelog's lineage."""

    at: int
    lineage: str


class State(Store, Protocol):
    """A Store that outlives transactions. Between them it is changed by `apply` only."""

    held: Held | None
    """None: nothing that a later restore could start from."""

    def apply(self, changes: Changes, held: Held | None) -> None:
        """Make these changes and take this as held, together or not at all."""
        ...

    def clear(self) -> None: ...

    def close(self) -> None: ...


class MemoryState(MemoryStore):
    """State in memory: quickest, and restored from its changelog at every start."""

    held: Held | None = None

    def apply(self, changes: Changes, held: Held | None) -> None:  # noqa: ARG002  # nothing of it outlives us
        for key, value in changes:
            if value is None:
                self.delete(key)
            else:
                # An encoder's bytes may be the beginning of a larger block that was cut short (orjson: 4 KiB for 60
                # bytes, once thousands of them are kept); a copy takes what it needs.
                self.put(key, bytes(memoryview(value)))

    def clear(self) -> None:
        self._values.clear()

    def close(self) -> None:
        self.clear()
