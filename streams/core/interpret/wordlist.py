"""Word lists written as one string, parted by spaces."""


def listed(words: str) -> frozenset[str]:
    """The words of a list in code: those of grammar that a rule itself is about."""
    return frozenset(words.split())
