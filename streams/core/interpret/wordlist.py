"""Word lists written as one string, parted by spaces."""

from collections.abc import Iterable


def listed(words: str) -> frozenset[str]:
    """The words of a list in code: those of grammar that a rule itself is about."""
    return frozenset(words.split())


def numbered(names: Iterable[str], start: int = 0) -> dict[str, int]:
    """Each name's number in its list; what has several names has them parted by spaces."""
    return {name: n for n, several in enumerate(names, start) for name in several.split()}
