"""Statements of a party, counted: which are copies, and which say the same as another one."""

from operator import attrgetter
from typing import Final

from streams.core.repeats import Told, joined, says_again, told
from streams.core.shelves import Held

_ORDER: Final = attrgetter("order")


class Statements:
    """Those of one party that are held against each other, each once with each other one, however many come after."""

    __slots__ = ("_common", "_counted", "_same", "_told", "copies", "first", "repeated")

    def __init__(self) -> None:
        self._counted: list[Held] = []
        self.first: Held | None = None
        """In order of time."""
        self._common: frozenset[str] | None = None
        self._told: dict[Held, Told] = {}
        self._same: list[tuple[Held, Held]] = []
        self.copies = 0
        self.repeated: list[list[str]] = []
        """Ids of those that say the same, the first said first."""

    def count(self, claims: list[Held], common: frozenset[str] | None) -> None:
        """These stand now, any number but none; `common` as `repeats.common_stems` gives them.

        None: no story is followed, so that all is without a stance, and they are not held against each other.
        """
        if claims == self._counted and common == self._common:
            return
        self._counted = claims
        self.first = min(claims, key=_ORDER)
        own = [c for c in claims if "copy_of" not in c.row]
        if common is None:
            self._told, self._same = {}, []
        else:
            self._compare(own, common)
        self._common = common
        self.repeated, self.copies = [], len(claims) - len(own)
        if self._same:
            own.sort(key=_ORDER)
            at = {c: n for n, c in enumerate(own)}
            groups = joined(len(own), ((at[one], at[other]) for one, other in self._same))
            self.repeated = [[own[n].row["id"] for n in group] for group in groups]
            self.copies += sum(len(group) - 1 for group in groups)

    def _compare(self, own: list[Held], common: frozenset[str]) -> None:
        if common != self._common:
            self._told, self._same = {}, []
        for gone in self._told.keys() - own:
            del self._told[gone]
            self._same = [pair for pair in self._same if gone not in pair]
        for claim in own:
            if claim not in self._told:
                one = told(claim.row, common)
                of_one = [(c, other) for c, other in self._told.items() if other.name == one.name]
                self._same += [(c, claim) for c, other in of_one if says_again(one, other)]
                self._told[claim] = one
