"""A store remembered: what was lately read from a slower one or written over it is answered from memory."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Final

from sortedcontainers import SortedList

from streams.core.store import Readable

BUDGET: Final = 256 << 20
"""Bytes of keys and values, about, that are kept in memory: the rows of some twenty thousand posts."""

_ROW = 200
"""Bytes that a row takes beside its key and value."""

CHUNK: Final = 32
"""Rows read at once where a scan leaves what is known: most scans want the first few of their range."""

_LEAST, _MOST = b"", b"\xff" * 9
"""All keys there can be lie between these."""


class Cached:
    """A Store over another one, which it never writes to: whoever commits the `changes` there says so with `settle`.

    It knows single rows, and ranges of which it has every row, so that it can tell, too, what is not there. The store
    below must not be changed by anybody else. A scan sees the writes made while it runs.
    """

    def __init__(self, base: Readable, *, empty: bool = False, budget: int = BUDGET, chunk: int = CHUNK) -> None:
        """`empty`: nothing is below, so nothing needs to be looked for there."""
        self._base, self._budget, self._chunk = base, budget, chunk
        self.forget()
        if empty:
            self._learnt(_LEAST, _MOST)

    def forget(self) -> None:
        """Drop all that is remembered, the changes, too."""
        self._values: dict[bytes, bytes | None] = {}
        self._keys: SortedList[bytes] = SortedList()
        self._changed: dict[bytes, None] = {}
        self._starts: list[bytes] = []
        self._ends: list[bytes] = []
        self._size = self._moves = 0

    def changes(self) -> Iterator[tuple[bytes, bytes | None]]:
        """Each key written since the last `settle`, in byte order, with its newest value; None where it was deleted."""
        return ((key, self._values[key]) for key in sorted(self._changed))

    def settle(self) -> None:
        """The changes are in the store below now."""
        self._changed = {}
        if self._size > self._budget:
            self.forget()

    def get(self, key: bytes) -> bytes | None:
        if key in self._values:
            return self._values[key]
        if self._known_until(key) is not None:
            return None
        value = self._base.get(key)
        self._remember(key, value)
        return value

    def put(self, key: bytes, value: bytes) -> None:
        # An encoder's bytes may be the beginning of a larger block that was cut short; a copy takes what it needs.
        self._remember(key, bytes(bytearray(value)))
        self._changed[key] = None

    def delete(self, key: bytes) -> None:
        self._remember(key, None)
        self._changed[key] = None

    def _remember(self, key: bytes, value: bytes | None) -> None:
        old = self._values.get(key)
        self._values[key] = value
        if old is None:
            self._size += len(key) + _ROW
            if value is not None:
                self._keys.add(key)
                self._size += len(value)
                self._moves += 1
        elif value is None:
            self._keys.remove(key)
            self._moves += 1
        else:
            self._size += len(value) - len(old)

    def scan(self, start: bytes, end: bytes, *, reverse: bool = False) -> Iterator[tuple[bytes, bytes]]:
        """The pairs with start <= key < end in byte order (or its reverse), found one after the other."""
        while start < end:
            low, high = self._backward(start, end) if reverse else self._forward(start, end)
            moves, values, last = self._moves, self._values, None
            for last in self._keys.irange(low, high, (True, False), reverse):
                value = values[last]
                if value is not None:
                    yield last, value
                if moves != self._moves:
                    break
            else:
                last = None
            if reverse:
                end = low if last is None else last
            else:
                start = high if last is None else last + b"\x00"

    def _forward(self, start: bytes, end: bytes) -> tuple[bytes, bytes]:
        """A range that begins at this start and of which every row is remembered now."""
        until = self._known_until(start)
        if until is None:
            rows = list(islice(self._base.scan(start, end), self._chunk))
            until = end if len(rows) < self._chunk else rows[-1][0] + b"\x00"
            self._learn(start, until, rows)
        return start, min(until, end)

    def _backward(self, start: bytes, end: bytes) -> tuple[bytes, bytes]:
        """A range that ends at this end and of which every row is remembered now."""
        at = bisect_right(self._starts, end) - 1
        if at >= 0 and self._starts[at] == end:
            at -= 1
        if at >= 0 and self._ends[at] >= end:
            return max(start, self._starts[at]), end
        rows = list(islice(self._base.scan(start, end, reverse=True), self._chunk))
        since = start if len(rows) < self._chunk else rows[-1][0]
        self._learn(since, end, rows)
        return since, end

    def _learn(self, start: bytes, end: bytes, rows: list[tuple[bytes, bytes]]) -> None:
        for key, value in rows:
            if key not in self._values:
                self._remember(key, value)
        self._learnt(start, end)

    def _known_until(self, key: bytes) -> bytes | None:
        """The end of the known range that the key lies in."""
        at = bisect_right(self._starts, key) - 1
        return self._ends[at] if at >= 0 and key < self._ends[at] else None

    def _learnt(self, start: bytes, end: bytes) -> None:
        """Every row of this range is remembered now: one range with those that it touches."""
        first = bisect_right(self._starts, start)
        if first and self._ends[first - 1] >= start:
            first -= 1
            start = self._starts[first]
        last = bisect_right(self._starts, end)
        if last > first:
            end = max(end, self._ends[last - 1])
        self._starts[first:last], self._ends[first:last] = [start], [end]
