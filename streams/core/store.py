"""What a task may touch: a store of bytes by key, and records in and out. Nothing else gets in."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from schemas.record import Record as Record


class Readable(Protocol):
    """Keyed bytes, ordered by key."""

    def get(self, key: bytes) -> bytes | None: ...

    def scan(self, start: bytes, end: bytes, *, reverse: bool = False) -> Iterator[tuple[bytes, bytes]]:
        """The pairs with start <= key < end in byte order (or its reverse), read lazily."""
        ...


class Store(Readable, Protocol):
    """Keyed bytes to read and write. Every read sees the writes made before it in the same transaction."""

    def put(self, key: bytes, value: bytes) -> None: ...

    def delete(self, key: bytes) -> None: ...


class Task(Protocol):
    """A keyed task: pure, so that the same records give the same bytes on every runtime."""

    name: str
    source: str
    """The topic it reads."""

    def process(self, record: Record, store: Store, /) -> Iterable[Record]: ...
