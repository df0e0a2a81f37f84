"""A store in memory, for tests, one-off runs and the runtime that keeps its state in a changelog."""

from collections.abc import Iterator

from sortedcontainers import SortedDict


class MemoryStore:
    """A Store: keyed bytes in byte order. A scan sees every write made while it runs, its own caller's included."""

    def __init__(self) -> None:
        self._values: SortedDict[bytes, bytes] = SortedDict()

    def get(self, key: bytes) -> bytes | None:
        return self._values.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        self._values[key] = value

    def delete(self, key: bytes) -> None:
        self._values.pop(key, None)

    def scan(self, start: bytes, end: bytes, *, reverse: bool = False) -> Iterator[tuple[bytes, bytes]]:
        """The pairs with start <= key < end in byte order (or its reverse), found one after the other."""
        values, keys = self._values, self._values.keys()
        at = values.bisect_left(end) - 1 if reverse else values.bisect_left(start)
        while 0 <= at < len(keys):
            key = keys[at]
            if key < start or key >= end:
                return
            yield key, values[key]
            at = values.bisect_left(key) - 1 if reverse else values.bisect_right(key)

    def __len__(self) -> int:
        return len(self._values)
