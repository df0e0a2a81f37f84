"""Typed rows over a store of bytes: the only way stages read and write state, in the one encoding."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from pydantic import BaseModel, TypeAdapter

from schemas.codec import decode, encode
from schemas.errors import BrokenInvariant, Undecodable
from streams.core.keys import Part, beginning_with, key
from streams.core.store import Store

M = TypeVar("M", bound=BaseModel)


class Table(Generic[M]):
    """One kind of row, under one prefix of the task's store."""

    def __init__(self, name: str, model: type[M], *, remembered: int = 0) -> None:
        """`remembered`: how many decoded rows are kept for bytes that come again: for large rows, read often."""
        self._name, self._prefix = name, key(name)
        self._adapter: TypeAdapter[M] = TypeAdapter(model)
        self._decoded: Callable[[bytes], M] = lru_cache(remembered)(self._row) if remembered else self._row

    def get(self, store: Store, *parts: Part) -> M | None:
        raw = store.get(self._prefix + key(*parts))
        return None if raw is None else self._decoded(raw)

    def put(self, store: Store, row: M, *parts: Part) -> None:
        store.put(self._prefix + key(*parts), encode(row))

    def delete(self, store: Store, *parts: Part) -> None:
        store.delete(self._prefix + key(*parts))

    def scan(self, store: Store, *prefix: Part, reverse: bool = False) -> Iterator[M]:
        """The rows whose parts begin with `prefix`, in order, read lazily."""
        start, end = beginning_with(self._prefix + key(*prefix))
        for _, raw in store.scan(start, end, reverse=reverse):
            yield self._decoded(raw)

    def between(self, store: Store, low: bytes, high: bytes, *, reverse: bool = False) -> Iterator[M]:
        """The rows of keys low <= key < high; make the bounds with `key`."""
        for _, raw in store.scan(low, high, reverse=reverse):
            yield self._decoded(raw)

    def _row(self, raw: bytes) -> M:
        try:
            return decode(self._adapter, raw)
        except Undecodable as error:
            raise BrokenInvariant(f"a row of {self._name} cannot be read at {error}") from error

    def key(self, *parts: Part) -> bytes:
        """Where a row with these parts stands, for the bounds of `between`."""
        return self._prefix + key(*parts)
