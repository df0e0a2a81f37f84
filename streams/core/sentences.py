"""Text as sentences of words, each with its place: all that cues and time expressions look at."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from streams.core.lexicon import pairs

_WORD: Final = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*\+?%?"
    r"|[^\W\d_]+(?:[-'’‑]\d*[^\W\d_]+)*"
    r"|\n[^\S\n]*\n\s*|\n"
    r"|[.!?…;:,()\[\]\"“”«»–—]|--"
)
_ENDS: Final = frozenset(".!?…")
_CLOSERS: Final = frozenset("\"”»)]'")
_SHORT: Final = frozenset(pairs("short_for")) | {
    "mr",
    "mrs",
    "ms",
    "dr",
    "st",
    "vs",
    "no",
    "jr",
    "sr",
    "rev",
    "hon",
    "inc",
}
"""Words that a full stop shortens and that end no sentence."""
_ABROAD: Final = {"us": "u.s.", "usa": "u.s."}
"""Written as the pronoun is in lower case."""
_LONGEST: Final = 200
"""Words of a sentence after which it is cut: running text without stops must stay cheap to read."""


class Sentence(NamedTuple):
    """Words of one sentence in lower case, with the place of each in the text.

    `headline`: a line of its own without a full stop, in which the present tense tells of what happened.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    headline: bool
    question: bool
    paragraph: int

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        return self.ends[-1]


@lru_cache(maxsize=16)
def parsed(text: str) -> tuple[Sentence, ...]:
    """All sentences of a text; kept for the few texts that several stories look at one after the other."""
    return tuple(sentences(text))


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in order. A paragraph break ends one, unless the text runs on in lower case."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraph, fresh = 0, True

    def made(stopped: bool) -> Sentence:
        alone = not stopped and fresh and len(words) <= 20
        return Sentence(tuple(words), tuple(starts), tuple(ends), alone, "?" in words[-3:], paragraph)

    low = text.lower()
    if len(low) != len(text):  # a letter that has no small form of its own length
        low = "".join(small if len(small := c.lower()) == 1 else c for c in text)
    low = low.replace("’", "'").replace("‑", "-")
    ended = False  # a stop, and perhaps what closes after it, is the last that was read
    for m in _WORD.finditer(text):
        start, end = m.span()
        word = low[start:end]
        if word[0] == "\n":
            if not words or _runs_on(text, end, words[-1]):
                continue
            yield made(_stopped(words))
            words, starts, ends = [], [], []
            paragraph, fresh, ended = paragraph + 1, True, False
            continue
        if ended:
            if _begins(text, start, words, starts):
                yield made(True)
                words, starts, ends, fresh = [], [], [], False
            ended = word in _CLOSERS
        elif len(words) >= _LONGEST:
            yield made(True)
            words, starts, ends, fresh = [], [], [], False
        if word in _ENDS:
            ended = True
        if word in _ABROAD and text[start:end].isupper():
            word = _ABROAD[word]
        words.append(word)
        starts.append(start)
        ends.append(end)
    if words:
        yield made(_stopped(words))


def _stopped(words: list[str]) -> bool:
    for word in reversed(words):
        if word not in _CLOSERS:
            return word in _ENDS or word == ":"
    return False


def _runs_on(text: str, at: int, last: str) -> bool:
    return at < len(text) and text[at].islower() and last not in _ENDS and last != ":"


def _begins(text: str, at: int, words: list[str], starts: list[int]) -> bool:
    """Whether a new sentence begins here: after a stop and blank, with a capital, a figure or a quotation mark."""
    before = text[at - 1 : at]
    if not before.isspace():
        return False
    i = len(words) - 1
    while i >= 0 and words[i] in _CLOSERS:
        i -= 1
    if i < 0 or words[i] not in _ENDS:
        return False
    first = text[at]
    if first.islower() or first in ",;)–—":
        return False
    previous = words[i - 1] if i else ""
    if words[i] == "." and starts[i] and not text[starts[i] - 1].isspace():
        return not (previous in _SHORT or (len(previous) == 1 and previous.isalpha()))
    return True
