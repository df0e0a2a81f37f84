"""Text as sentences of words, each with its place: all that cues and time expressions look at."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from streams.core.lexicon import pairs
from streams.core.memo import Memo

_LINKED: Final = r"(?:[-'’‑]\d*[^\W\d_]+)*+"
_WORD: Final = re.compile(
    rf"[A-Za-z](?:\.(?:[A-Za-z]\.)+|[a-z]*+[^\W\d_]*+{_LINKED})"  # U.S., a.m. and words: most are a-z alone
    r"|[.!?…;:,()\[\]\"“”«»–—]"
    r"|\d+(?:[.,:]\d+)*\+?%?"
    rf"|[^\W\d_]+{_LINKED}"
    r"|--"
)
_BREAK: Final = re.compile(r"\n(?:[^\S\n]*\n\s*)?")
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
_ABROAD: Final = {"US": "u.s.", "USA": "u.s."}
"""Written as the pronoun is in lower case."""
_LONGEST: Final = 200
"""Words of a sentence after which it is cut: running text without stops must stay cheap to read."""


class Sentence(NamedTuple):
    """Words of one sentence in lower case, with the place of each in the text: numbers, and no object for each.

    `headline`: a line of its own without a full stop, in which the present tense tells of what happened.
    """

    words: tuple[str, ...]
    starts: "array[int]"
    ends: "array[int]"
    headline: bool
    question: bool
    paragraph: int

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        return self.ends[-1]


_SHORT_TEXT: Final = 20_000
"""Characters up to which a text's sentences are remembered for the next stage that asks for them."""


def parsed(text: str) -> tuple[Sentence, ...]:
    """All sentences of a text; kept between the reading of a post and the stories that look at it some posts later."""
    return (_lately if len(text) <= _SHORT_TEXT else _long)(text)


def _all(text: str) -> tuple[Sentence, ...]:
    return tuple(sentences(text))


_lately = lru_cache(maxsize=512)(_all)
_long = lru_cache(maxsize=4)(_all)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in order. A paragraph break ends one, unless the text runs on in lower case."""
    tokens, breaks = _tokens(text)
    first = paragraph = 0
    for last, end in breaks:
        if first == last or _runs_on(text, end, tokens.words[last - 1]):
            continue
        begin = first
        for cut in _cuts(text, tokens, first, last):
            yield tokens.sentence(begin, cut, True, begin == first, paragraph)
            begin = cut
        yield tokens.sentence(begin, last, _stopped(tokens.words[begin:last]), begin == first, paragraph)
        first, paragraph = last, paragraph + 1


class _Tokens(NamedTuple):
    """The words and marks of a text, in parallel, and which of them are stops."""

    words: list[str]
    starts: "array[int]"
    ends: "array[int]"
    stops: list[int]

    def sentence(self, first: int, last: int, stopped: bool, fresh: bool, paragraph: int) -> Sentence:
        words = tuple(self.words[first:last])
        alone = not stopped and fresh and last - first <= 20
        return Sentence(words, self.starts[first:last], self.ends[first:last], alone, "?" in words[-3:], paragraph)


class _Lowered(Memo[str]):
    """A word as printed -> in lower case with plain marks; one string for all texts is found sooner in every table."""

    def of(self, word: str) -> str:
        low = _ABROAD.get(word) or word.lower()
        if len(low) != len(word) and word not in _ABROAD:  # a letter that has no small form of its own length
            low = "".join(small if len(small := c.lower()) == 1 else c for c in word)
        return low.replace("’", "'").replace("‑", "-")


_LOWERED: Final = _Lowered(most=1 << 15, longest=40)


class _Pieces(Memo[tuple[tuple[str, int, int], ...]]):
    """What stands between two blanks -> its words in lower case, and where in it each begins and ends."""

    def of(self, word: str) -> tuple[tuple[str, int, int], ...]:
        return tuple((_LOWERED[found.group()], *found.span()) for found in _WORD.finditer(word))


_PIECES: Final = _Pieces(most=1 << 15, longest=40)


def _tokens(text: str) -> tuple[_Tokens, list[tuple[int, int]]]:
    """The words of a text, and its line breaks: before which word each stands, and where it ends."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[tuple[int, int]] = []
    at = 0
    for line, end in _lines(text):
        for piece in line.split(" "):
            for word, first, last in _PIECES[piece]:
                words.append(word)
                starts.append(at + first)
                ends.append(at + last)
            at += len(piece) + 1
        breaks.append((len(words), end))
        at = end
    stops = [at for at, word in enumerate(words) if word in _ENDS]
    return _Tokens(words, array("I", starts), array("I", ends), stops), breaks


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines of a text, each with the place where the blank lines behind it end."""
    at = 0
    if "\n" in text:
        for found in _BREAK.finditer(text):
            yield text[at : found.start()], found.end()
            at = found.end()
    yield text[at:], len(text)


def _cuts(text: str, tokens: _Tokens, first: int, last: int) -> Iterator[int]:
    """Where within words [first, last) the next sentence begins."""
    words, stops, begin = tokens.words, tokens.stops, first
    for stop in stops[bisect_left(stops, first) : bisect_left(stops, last)]:
        if stop - begin >= _LONGEST:
            for cut in _pieces(words, begin, first, stop + 1):
                yield cut
                begin = cut
        at = stop + 1
        while at < last:
            if _begins(text, tokens, begin, stop, at):
                yield at
                begin = at
                break
            if words[at] not in _CLOSERS:
                break
            at += 1
    if last - begin > _LONGEST:
        yield from _pieces(words, begin, first, last)


def _pieces(words: Sequence[str], begin: int, first: int, last: int) -> Iterator[int]:
    """Where running text without a stop is cut, though not between a stop and what closes after it."""
    at = begin + _LONGEST
    while at < last:
        before = at - 1
        while before >= first and words[before] in _CLOSERS:
            before -= 1
        if before >= first and words[before] in _ENDS:
            at += 1
            continue
        yield at
        at += _LONGEST


def _stopped(words: Sequence[str]) -> bool:
    for word in reversed(words):
        if word not in _CLOSERS:
            return word in _ENDS or word == ":"
    return False


def _runs_on(text: str, at: int, last: str) -> bool:
    return at < len(text) and text[at].islower() and last not in _ENDS and last != ":"


def _begins(text: str, tokens: _Tokens, begin: int, stop: int, at: int) -> bool:
    """Whether a sentence begins at word `at`: after a stop and blank, with a capital, a figure or a quotation mark."""
    words, place = tokens.words, tokens.starts[at]
    if not text[place - 1].isspace():
        return False
    first = text[place]
    if first.islower() or first in ",;)–—":
        return False
    dot = tokens.starts[stop]
    if words[stop] == "." and dot and not text[dot - 1].isspace():
        previous = words[stop - 1] if stop > begin else ""
        network = previous == "x" and words[max(begin, stop - 2) : stop - 1] == ["on"]
        return not (previous in _SHORT or (len(previous) == 1 and previous.isalpha() and not network))
    return True
