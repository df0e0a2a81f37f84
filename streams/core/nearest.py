"""Which earlier posts of a desk's feeds are most like a new one: words by weight, in lists of bounded length."""

import math
import struct
from collections import Counter

from streams.core.keys import key
from streams.core.store import Store
from streams.core.telling import share

BACKGROUND = 500
"""Posts that the lists of common words stand for: as many as a desk sees on a busy day."""

WORDS = 80
"""Words by which a post looks for others: those of most weight of the ones seen before."""

POSTINGS = 32
"""Posts found under one word, the latest."""

_ENTRY = struct.Struct("<IH")
_COUNT = 4
_SCALE = 10_000


class Nearest:
    """The words of one desk's feeds: in how many posts each was seen, and in which of late, with what weight there."""

    def __init__(self, desk: str, store: Store) -> None:
        self._store, self._word = store, key("cluster", "feed word", desk)

    def add(self, number: int, counts: Counter[str], least: int) -> list[tuple[int, int]]:
        """Lists the post of this number under its words; the earlier ones with their cosine in thousandths, from the
        least on that counts, the most similar first."""
        at = {word: self._word + key(word) for word in counts}
        rows = {word: self._store.get(there) or b"" for word, there in at.items()}
        seen = {word: 1 + int.from_bytes(row[:_COUNT], "little") for word, row in rows.items()}
        weights: dict[str, float] = {}
        for word, count in counts.items():
            rarity = math.log((number + BACKGROUND + 2) / (seen[word] + BACKGROUND * share(word) + 0.5))
            if rarity > 0:
                weights[word] = (1 + math.log(count)) * rarity
        length = math.sqrt(sum(x * x for x in weights.values())) or 1.0
        scaled = {word: round(x / length * _SCALE) for word, x in weights.items()}
        sums: dict[int, int] = {}
        for mine, word in sorted((-x, word) for word, x in scaled.items() if rows[word])[:WORDS]:
            for other, theirs in _ENTRY.iter_unpack(rows[word][_COUNT:]):
                sums[other] = sums.get(other, 0) - mine * theirs
        for word, row in rows.items():
            entry = _ENTRY.pack(number, scaled[word]) if word in scaled else b""
            kept = row[_COUNT:][-(POSTINGS - 1) * _ENTRY.size :]
            self._store.put(at[word], seen[word].to_bytes(_COUNT, "little") + kept + entry)
        unit = _SCALE * _SCALE // 1000
        return [
            (other, -x // unit) for x, other in sorted((-x, other) for other, x in sums.items() if x >= least * unit)
        ]
