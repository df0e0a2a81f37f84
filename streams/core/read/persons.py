"""The persons of a page: their names, offices and parties, and which two names and offices are one person's."""

from collections.abc import Iterator
from dataclasses import dataclass

from streams.core.read.introductions import surname


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a post introduces: name as fully as printed, office, and the party that makes them speak for."""

    name: str
    role: str | None = None
    party: str | None = None
    titles: tuple[str, ...] = ()
    """The nouns of further offices that the text gives."""

    @property
    def surname(self) -> str:
        return surname(self.name)


class Page:
    """The persons of a page by surname: of several, the one told of most fully, and what others add to that."""

    def __init__(self, known: tuple[Person, ...]) -> None:
        self._known: dict[str, list[Person]] = {}
        for person in known:
            self._known.setdefault(surname(person.name), []).append(person)

    def get(self, last: str) -> Person | None:
        """The person of this surname."""
        several = self._known.get(last)
        if several is None:
            return None
        kept, *others = several
        for person in others:
            if _fuller(person, kept):
                kept = merge(person, kept)
        if others:
            self._known[last] = [kept]
        return kept

    def persons(self) -> Iterator[Person]:
        """All of them, in the order of their surnames' first mention."""
        for last in self._known:
            if person := self.get(last):
                yield person


def same_name(one: str, other: str) -> bool:
    """Can two names of one surname be one person's: one of them the surname alone, or both with one first name?"""
    if " " not in one or " " not in other or one.split()[0] == other.split()[0]:
        return True
    one, other = sorted((one.lower(), other.lower()), key=len)
    return other.endswith(f" {one}")


def agree(words: str | None, head: str) -> bool:
    return bool(words) and head in (words or "").lower().replace("'s", " ").split()


def _fuller(one: Person, other: Person) -> bool:
    return (len(one.name.split()) > 1, one.party is not None, one.role is not None) > (
        len(other.name.split()) > 1,
        other.party is not None,
        other.role is not None,
    )


def merge(new: Person, old: Person | None) -> Person:
    if old is None:
        return new
    name = max((new.name, old.name), key=lambda n: (len(n.split()), n))
    titles = tuple(dict.fromkeys((*old.titles, *new.titles)))
    return Person(name, new.role or old.role, new.party or old.party, titles)
