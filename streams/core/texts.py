"""Texts made comparable: characters folded, words in printed and folded form, shingles and sketches of them."""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from schemas.ids import digest
from streams.core import lexicon
from streams.core.memo import Memo

FUNCTION = lexicon.words("function")
NEGATION = lexicon.words("negation")
TITLES = lexicon.words("titles")
NUMBERS = lexicon.pairs("numbers")
_SHORT_FOR = lexicon.pairs("short_for")
_COVERAGE = lexicon.words("coverage")
_LABELS = lexicon.words("labels")

_SEEN_AS = {
    # Cyrillic and Greek letters that look like Latin ones, then quotation marks, then what cannot be seen.
    **dict(
        zip(
            "АВЕКМНОРСТУХаеорсухіјѕІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο" + "‘’‚‛`ʼ" + "“”„«»",
            "ABEKMHOPCTYXaeopcyxijsIJSABEZHIKMNOPTYXo" + "''''''" + '"""""',
            strict=True,
        )
    ),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e", ""),
    **dict.fromkeys("\u2060\u2066\u2067\u2068\u2069\ufeff", ""),
    **dict.fromkeys(map(chr, range(0x300, 0x370)), ""),
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"(\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*)(?:'s\b)?", re.IGNORECASE)

_DATELINE = re.compile(
    r"\s*(?:[^a-z\d\n(]{2,40}?(?:,\s[A-Z][a-z]{1,14}\.?)?(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s*)?"
    r"(?:\([^()\n]{2,40}\)\s*)?(?:--|[-–—])\s+(?=\S)"
)
"""An agency's opening, such as "PLACE, March 3 (Agency) - ": capitals, an agency in brackets, a dash."""

_LABEL = re.compile(r"\s*([^\W\d_]+)(?:[ -]([^\W\d_]+))?\s*:\s+(?=\S)")
_NAME_INSIDE = re.compile(r"[a-z,]\s+([A-Z][^\W\d_]+)")


def fold(text: str) -> str:
    """The text in characters that compare: compatibility forms, accents and look-alikes undone, case kept."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text)
    for character in {"`", *_NOT_ASCII.findall(text)}:
        seen_as = _SEEN_AS.get(character)
        if seen_as is not None:
            text = text.replace(character, seen_as)
    return text


class _Codes(Memo[int]):
    """A number for each word, the same for a word and its short form."""

    def of(self, low: str) -> int:
        return zlib.crc32(_SHORT_FOR.get(low, low).encode())


_CODES = _Codes(most=1 << 16, longest=64)


SHINGLE = 3
"""Words of a shingle: enough that chance repeats are rare in news prose, few enough that one changed word spoils only
three of them."""

_MASK = (1 << 32) - 1

WHOLE, LEAD, OPENING = 6, 5, 15
"""A sketch keeps the 6 least shingles of the whole text: two texts that share 0.6 of theirs then share one of the 6
with a chance over 0.99. Excerpts are taken from the top, so the 5 least of the first 15 (some 30 words) are kept."""


@dataclass(frozen=True)
class Words:
    """The words of a text in one case, and as numbers that are cheap to compare; `text` is what they were found in."""

    text: str
    lower: tuple[str, ...]
    codes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.lower)

    @cached_property
    def sketch(self) -> tuple[int, ...]:
        """The few shingles by which the text is looked up: near-copies share some of them.

        Only shingles that begin with a word of meaning count, where there are any: "one of the" is in every other text.
        """
        runs = self._runs
        telling = [run for word, run in zip(self.lower, runs, strict=False) if word not in FUNCTION]
        if len(self) < SHINGLE or not telling:
            telling = runs
        return tuple(sorted({*sorted(set(telling))[:WHOLE], *sorted(set(telling[:OPENING]))[:LEAD]}))

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The words in the case they are printed in."""
        found = _words_of(self.text)[: len(self)]
        return found if len(found) == len(self) else self.lower

    @cached_property
    def shingles(self) -> frozenset[int]:
        """All its shingles."""
        return frozenset(self._runs)

    @cached_property
    def _runs(self) -> list[int]:
        return shingles(self.codes)

    def first(self, count: int) -> "Words":
        """Its first words, or all where there are no more."""
        return Words(self.text, self.lower[:count], self.codes[:count]) if len(self) > count else self


_REMEMBERED = 20_000
"""Characters up to which a text's words are remembered for the next stage that asks for them."""


def words(text: str) -> Words:
    """The words of a text from where its report begins: after a label, and an agency's opening."""
    return _lately_read(text) if len(text) <= _REMEMBERED else _read(text)


def _read(text: str) -> Words:
    folded = fold(text)
    return plain(folded[_opening(folded) :])


_lately_read = lru_cache(maxsize=2048)(_read)


def plain(folded: str) -> Words:
    """The words of a folded text, all of them."""
    lower = _words_of(folded.casefold())
    return Words(folded, lower, tuple(map(_CODES.__getitem__, lower)))


class _Between(Memo[tuple[str, ...]]):
    """The words in what stands between two spaces, mostly one."""

    def of(self, printed: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(printed))


_BETWEEN = _Between(most=1 << 16, longest=64)


def lower(text: str) -> tuple[str, ...]:
    """All words of a text in one case, without what else is known of them."""
    return _words_of(fold(text).casefold())


def _words_of(folded: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(_BETWEEN.__getitem__, folded.split())))


def _opening(folded: str) -> int:
    label = _LABEL.match(folded)
    start = label.end() if label and all(w is None or w.casefold() in _LABELS for w in label.groups()) else 0
    dateline = _DATELINE.match(folded, start)
    return dateline.end() if dateline else start


def shingles(codes: tuple[int, ...]) -> list[int]:
    """A number for every run of three words; for fewer words, one number for them all."""
    if len(codes) < SHINGLE:
        return [zlib.crc32(repr(codes).encode())]
    return [(a * 40503 + b * 30011 + c) & _MASK for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)]


def exact(found: Words) -> str:
    """What is the same for two texts with the same words in the same order, however they are set."""
    return digest(" ".join(found.lower))


NOTICE_WORDS, NOTICE_SHARE = 60, 0.35


def is_notice(found: Words) -> bool:
    """Does the text only speak of the coverage itself ("we pause our updates here")? It then repeats no report.

    So a text of at most 60 words with no number and no name inside a sentence, of whose words with a meaning of their
    own more than a third belong to the vocabulary in which pages speak of themselves.
    """
    if not 0 < len(found) <= NOTICE_WORDS:
        return False
    own = sum(word in _COVERAGE for word in found.lower)
    told = sum(word not in FUNCTION and word not in _COVERAGE for word in found.lower)
    return (
        own > NOTICE_SHARE * (own + told)
        and not any(word[0].isdigit() for word in found.lower)
        and all(name.casefold() in _COVERAGE for name in _NAME_INSIDE.findall(found.text))
    )


def numbers(found: Words) -> frozenset[str]:
    """The numbers that the text gives, in figures."""
    return frozenset([given for given in map(_NUMBERS.__getitem__, found.lower) if given is not None])


class _Numbers(Memo[str | None]):
    def of(self, low: str) -> str | None:
        return low.replace(",", "") if low[0].isdigit() else NUMBERS.get(low)


_NUMBERS = _Numbers(most=1 << 15, longest=40)


def number(low: str) -> str | None:
    """The number a word stands for, in figures, or None."""
    return _NUMBERS[low]
