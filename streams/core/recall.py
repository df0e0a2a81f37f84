"""Recall: what was made of a store's bytes, kept for when the same bytes come again.

Everything is found by a digest of all that it was made of, so what is recalled is what would be made anew, and nobody
can tell the two apart but by the time they take.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar

from schemas.ids import framed

V = TypeVar("V")


def mark(parts: Iterable[bytes]) -> str:
    """A digest of these parts, by which what was made of them is found again; they cannot run into each other."""
    return hashlib.blake2b(framed(parts), digest_size=12).hexdigest()


class Recall(Generic[V]):
    """Values by digest, the longest unused forgotten first once all together weigh more than `most`."""

    def __init__(self, most: int) -> None:
        self._most, self._weight = most, 0
        self._kept: OrderedDict[str, tuple[V, int]] = OrderedDict()

    def get(self, digest: str) -> V | None:
        """The value, still kept."""
        found = self._kept.get(digest)
        if found is None:
            return None
        self._kept.move_to_end(digest)
        return found[0]

    def take(self, digest: str) -> V | None:
        """The value, which is the caller's now, to be changed and kept by another digest."""
        found = self._kept.pop(digest, None)
        if found is None:
            return None
        self._weight -= found[1]
        return found[0]

    def keep(self, digest: str, value: V, weight: int = 1) -> None:
        self.take(digest)
        self._kept[digest] = value, weight
        self._weight += weight
        while self._weight > self._most:
            _, (_, freed) = self._kept.popitem(last=False)
            self._weight -= freed
