"""A part of a store, as if it were all of it: what belongs to one desk, apart from all others in the same partition."""

from collections.abc import Iterator

from streams.core.store import Store


class Within:
    """The keys of a store that begin with a prefix, seen without it."""

    def __init__(self, store: Store, prefix: bytes) -> None:
        self._store, self._prefix = store, prefix

    def get(self, key: bytes) -> bytes | None:
        return self._store.get(self._prefix + key)

    def put(self, key: bytes, value: bytes) -> None:
        self._store.put(self._prefix + key, value)

    def delete(self, key: bytes) -> None:
        self._store.delete(self._prefix + key)

    def scan(self, start: bytes, end: bytes, *, reverse: bool = False) -> Iterator[tuple[bytes, bytes]]:
        cut = len(self._prefix)
        for key, value in self._store.scan(self._prefix + start, self._prefix + end, reverse=reverse):
            yield key[cut:], value
