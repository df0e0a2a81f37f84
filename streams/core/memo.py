"""Memos: what is made of a word, kept for when the word comes again, as words of news do."""

from typing import TypeVar

V = TypeVar("V")


class Memo(dict[str, V]):
    """What `of` makes of each word that is looked up; at most so many are kept, and all forgotten when it is full.

    A dictionary, so that what is kept is found without a call.
    """

    def __init__(self, most: int, longest: int) -> None:
        """`longest`: characters up to which a word is worth keeping."""
        self._most, self._longest = most, longest

    def of(self, word: str) -> V:
        """Pure: what it makes may be kept."""
        raise NotImplementedError

    def __missing__(self, word: str) -> V:
        made = self.of(word)
        if len(word) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[word] = made
        return made
