"""Numbers in a sentence, in figures or in words; ages, dates, clock times, ranks and names are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import Final

from streams.core.read.counting import Counting
from streams.core.sentences import Sentence

MONEY: Final = {"$": "USD", "€": "EUR", "£": "GBP"}
"""Signs of money and their codes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence: words [start, end), its value or range, and its unit."""

    start: int
    end: int
    value: float
    high: float | None = None
    unit: str | None = None


def numbers(text: str, sentence: Sentence, words: Counting) -> Iterator[Number]:
    """Every number of a sentence of this text, from left to right."""
    free = 0
    for at in compress(count(), map(words.begins.__getitem__, sentence.words)):
        found = _number(text, sentence, at, words) if at >= free else None
        if found is not None:
            yield found
            free = found.end


def _number(text: str, sentence: Sentence, i: int, words: Counting) -> Number | None:
    row = sentence.words
    read = _value(row, i, words)
    if read is None or _no_count(text, sentence, i, read[0], words):
        return None
    end, value = read
    high = None
    if end + 1 < len(row) and row[end] in words.ranges and (row[end] not in words.joins or row[i - 1] in words.between):
        more = _value(row, end + 1, words)
        if more is not None and more[1] > value:
            end, high = more
            if value < 1000 <= high and row[end - 1] in words.scale:  # two to three million
                value *= words.scale[row[end - 1]]
    unit = MONEY.get(text[sentence.starts[i] - 1 : sentence.starts[i]])
    share = next((share for share in words.shares if row[end : end + len(share)] == share), ())
    if share or row[i].endswith("%") or text[(last := sentence.ends[end - 1]) : last + 2] == " %":
        unit, end = "percent", end + len(share)
    elif end < len(row) and (row[end] in words.units or row[end] in words.spans):
        unit = row[end]
    return Number(i, end, value, high, unit)


def _value(row: Sequence[str], i: int, words: Counting) -> tuple[int, float] | None:
    """The number that begins at this word, in figures or in words, with its end."""
    word = row[i].rstrip("+%")
    if word[:1].isdigit():
        plain = word.replace(words.thousands, "")
        if ":" in plain or plain.count(words.decimal) > 1 or len(plain) > 15:
            return None
        value, end = float(plain.replace(words.decimal, ".")), i + 1
    elif word in words.small or word in words.tens:
        value, end = float(words.small.get(word) or words.tens.get(word) or 0), i + 1
    elif word in words.exact:
        value, end = float(words.exact[word]), i + 1
    elif word in words.a_scale and i + 1 < len(row) and row[i + 1] in words.a_scale[word]:
        return i + 2, words.scale[row[i + 1]]
    else:
        head, _, tail = word.partition("-")
        if head not in words.tens or tail not in words.small:
            return None
        value, end = float(words.tens[head] + words.small[tail]), i + 1
    if end + 1 < len(row) and word in words.tens and row[end] in words.sum and row[end + 1] in words.small:
        value, end = value + words.small[row[end + 1]], end + 2
    while end < len(row) and row[end] in words.scale:
        value, end = value * words.scale[row[end]], end + 1
    return end, value


def _no_count(text: str, sentence: Sentence, i: int, end: int, words: Counting) -> bool:
    """A year, day, time, age, rank, name or address."""
    row = sentence.words
    last, before = sentence.ends[end - 1], text[sentence.starts[i] - 1 : sentence.starts[i]]
    following = text[last : last + 1]
    if before in ("-", "/", "#", "_", "=", "@") or (before.isalpha() and before not in MONEY):
        return True
    if following in ("-", "/", "_") or (following.isalpha() and end == i + 1):
        return True
    after = row[end] if end < len(row) else ""
    previous = row[i - 1] if i else ""
    if after in words.spans and previous in words.lasting:
        return False
    if after in words.skipped or previous in words.months or after in words.months:
        return True
    if row[i].isdigit() and len(row[i]) == 4 and 1500 <= int(row[i]) <= 2100 and before not in MONEY:
        return True
    if previous in words.labels:
        return True
    aged = previous == "," and after in (",", ".", "") and row[i].isdigit() and len(row[i]) < 3
    return aged or (row[i] in words.one and (after in words.of or after in ("", ",", ".")))
