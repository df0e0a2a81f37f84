"""Writes held back over a store, until they are made in it together or dropped together."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator

from streams.core.store import Store


class Overlay:
    """A Store over another one, which it never writes to before `apply`.

    One holds the writes of a record that may yet fail, one those of a transaction that is not committed; they nest. A
    scan sees the writes made while it runs. The store below must not change in the meantime.
    """

    def __init__(self, base: Store) -> None:
        self._base = base
        self._changes: dict[bytes, bytes | None] = {}
        self._keys: list[bytes] = []

    def get(self, key: bytes) -> bytes | None:
        return self._changes[key] if key in self._changes else self._base.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        self._write(key, value)

    def delete(self, key: bytes) -> None:
        self._write(key, None)

    def _write(self, key: bytes, value: bytes | None) -> None:
        if key not in self._changes:
            insort(self._keys, key)
        self._changes[key] = value

    def scan(self, start: bytes, end: bytes, *, reverse: bool = False) -> Iterator[tuple[bytes, bytes]]:
        """The pairs with start <= key < end in byte order (or its reverse), found one after the other."""
        while self._is_bare(start, end):
            written = len(self._keys)
            for pair in self._base.scan(start, end, reverse=reverse):
                yield pair
                if len(self._keys) != written:
                    start, end = (start, pair[0]) if reverse else (pair[0] + b"\x00", end)
                    break
            else:
                return
        yield from self._merged(start, end, reverse)

    def _is_bare(self, start: bytes, end: bytes) -> bool:
        """Is no key of the range ours?"""
        at = bisect_left(self._keys, start)
        return at == len(self._keys) or self._keys[at] >= end

    def _merged(self, start: bytes, end: bytes, reverse: bool) -> Iterator[tuple[bytes, bytes]]:
        """Our pairs and those below as one."""
        below = self._base.scan(start, end, reverse=reverse)
        after: bytes | None = None
        under = next(below, None)
        while True:
            over = self._beside(start, end, after, reverse)
            if over is not None and (under is None or (over >= under[0] if reverse else over <= under[0])):
                after, value = over, self._changes[over]
                if under is not None and under[0] == over:
                    under = next(below, None)
            elif under is not None:
                after, value = under
                under = next(below, None)
            else:
                return
            if value is not None:
                yield after, value

    def _beside(self, start: bytes, end: bytes, after: bytes | None, reverse: bool) -> bytes | None:
        """The next key of ours within the range, after the one that the scan has reached."""
        if reverse:
            at = bisect_left(self._keys, end if after is None else after) - 1
        else:
            at = bisect_left(self._keys, start) if after is None else bisect_right(self._keys, after)
        if not 0 <= at < len(self._keys):
            return None
        key = self._keys[at]
        return key if start <= key < end else None

    def changes(self) -> Iterator[tuple[bytes, bytes | None]]:
        """Each key written, in byte order, with its newest value; None where it was deleted."""
        return ((key, self._changes[key]) for key in self._keys)

    def apply(self) -> None:
        """Make the changes in the store below, and hold none."""
        put, delete = self._base.put, self._base.delete
        for key, value in self._changes.items():
            if value is None:
                delete(key)
            else:
                put(key, value)
        self._changes, self._keys = {}, []

    def __len__(self) -> int:
        return len(self._keys)
