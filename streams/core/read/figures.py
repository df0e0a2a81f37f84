"""Numbers that a post reports: how many of what, how sharp, and what tells one quantity from another.

Two figures are one quantity where `kind` and `subject` are the same: what is counted (deaths, troops), and of which
event, which people, or with what done to them. Ages, dates, clock times, ranks and spans of time are no figures.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from schemas.evidence import Span, Where
from schemas.reading import Figure
from streams.core.read.counting import Counting, counting
from streams.core.read.numerals import MONEY, Number, numbers
from streams.core.sentences import Sentence, parsed

_LEAST: Final = 5
"""A count of what has no kind of its own is told from this number on: two sides, three ways are no news."""


Told = Sequence[tuple[Where, tuple[int, int]]]
"""The places of a post's statements, in their order."""


def figures(title: str | None, text: str, statements: Told, language: str = "en") -> tuple[Figure, ...]:
    """The figures of a post in a language that has a pack, the title's first, each in text order."""
    words = counting(language)
    parts: tuple[tuple[Where, str], ...] = (("title", title or ""), ("text", text))
    return tuple(figure for where, part in parts for figure in _part(part, where, statements, words))


def _part(text: str, where: Where, statements: Told, words: Counting) -> Iterator[Figure]:
    known = parsed(text)
    for n, sentence in enumerate(known):
        before = None
        for number in numbers(text, sentence, words):
            counted = _counted(sentence, number, words)
            if counted is None:
                continue
            kind, noun, end = counted
            near = sentence.words[max(0, number.start - 4) : number.start]
            if kind == "people" and before and not words.including.isdisjoint(near):
                kind = before
            before = kind
            start, qualifier = _qualifier(sentence.words, number.start, words)
            if kind == "deaths":
                subject = _victims(known, n, noun, words)
            elif kind in ("money", "percent"):
                subject = _topic(sentence, number, words)
            elif kind == "duration":
                subject = _term(sentence.words, number.start, words)
            elif kind == "distance":
                subject = _measure(sentence.words, number.start, words)
            else:
                subject = _doing(sentence, number, end, noun, kind, words)
            first = sentence.starts[start] - (kind == "money" and start == number.start)
            span = Span(where=where, start=first, end=sentence.ends[end - 1])
            yield Figure(
                span=span,
                kind=kind,
                value=number.value,
                high=number.high,
                unit=number.unit,
                qualifier=qualifier,
                subject=subject,
                statement=_statement(where, first, statements),
            )


def _counted(sentence: Sentence, number: Number, words: Counting) -> tuple[str, str | None, int] | None:
    """The kind, the noun that is counted, and the end of the figure with it."""
    row = sentence.words
    if number.unit in MONEY.values():
        return "money", None, number.end
    if number.unit == "percent":
        return "percent", None, number.end
    if number.unit in words.spans:
        return ("duration", None, number.end + 1) if _term(row, number.start, words) else None
    if number.unit is not None:
        measured = number.start > 1 and not words.of.isdisjoint(row[max(0, number.start - 3) : number.start])
        return ("distance", None, number.end + 1) if measured else None
    end, noun = _noun(row, number.end, words)
    fate = _fate(row, number, end, words)
    if noun is None and (named := _number_of(row, number, words)) is not None:
        noun, end = named, number.end
    if noun is None:
        if fate is None or number.value < 2:
            return None
        return fate, None, number.end
    kind = words.kinds.get(noun) or words.kinds.get(noun.removesuffix(words.plural))
    person = kind in ("people", "troops", "hostages") or noun in words.peoples
    if person and fate is not None:
        return fate, noun, end
    if kind is not None and kind != "people":
        return kind, noun, end
    if person:
        return ("people", noun, end) if number.value >= _LEAST else None
    if number.value < _LEAST or not noun.endswith(words.plural) or noun in words.skipped:
        return None
    return noun, noun, end


def _noun(row: Sequence[str], i: int, words: Counting) -> tuple[int, str | None]:
    """The head of the words that are counted: the last before a verb, a preposition or a stop."""
    noun, end = None, i
    if i < len(row) and row[i] in words.of:  # three of the rebels
        i += 2 if i + 1 < len(row) and row[i + 1] in words.owners else 1
    for j in range(i, min(i + 5, len(row))):
        word = row[j]
        if not word[0].isalpha() or (word in words.function and word not in words.counted):
            break
        if word in words.fates and word not in words.kinds and j > i:
            break
        if j > i and word.endswith(words.verbal):
            break
        if word in words.fates and word not in words.kinds:
            break
        if noun is None or not words.head_first:
            noun = word.removesuffix(words.genitive)
        end = j + 1
        if word in words.kinds and j + 1 < len(row) and row[j + 1] in words.function:
            break
    return end, noun


def _number_of(row: Sequence[str], number: Number, words: Counting) -> str | None:
    """What is counted where it is not said behind: the number of raids rose to 40; 40 the number of raids."""
    for i in (*range(number.end, number.end + 3), *range(number.start - 1, max(0, number.start - 9), -1)):
        if i + 2 < len(row) and row[i] in words.number_nouns and row[i + 1] in words.of:
            return _noun(row, i + 2, words)[1]
    return None


def _fate(row: Sequence[str], number: Number, end: int, words: Counting) -> str | None:
    """What became of those counted: the nearest such word behind, else before, in the same clause."""
    for i in range(number.start - 1, max(-1, number.start - 3), -1):
        if row[i] in words.fates:  # killed at least six
            return words.fates[row[i]]
        if row[i] in words.joins or row[i] == ",":
            break
    begin = _apposition(row, end, words)
    for i in range(begin, min(begin + 10, len(row))):
        joins = row[i] in words.joins and not any(w[0].isdigit() for w in row[i : i + 5])
        if row[i] == "," or row[i] in words.breaks or joins:
            break
        if row[i] in words.fates:
            return words.fates[row[i]]
    for i in range(number.start - 1, max(-1, number.start - 13), -1):
        if row[i] in words.far_breaks:
            break
        if row[i] in words.fates:
            return words.fates[row[i]]
    return None


def _apposition(row: Sequence[str], end: int, words: Counting) -> int:
    """Behind words set between commas and a verb: twenty people, most of them guests, were killed."""
    if end < len(row) and row[end] == ",":
        for i in range(end + 1, min(end + 9, len(row) - 1)):
            if row[i] == "," and row[i + 1] in words.were:
                return i + 1
    return end


def _victims(known: Sequence[Sentence], n: int, noun: str | None, words: Counting) -> str | None:
    """The event that killed, named in this sentence or told of just before, and whom, where not people at large."""
    event = None
    for i in range(n, max(-1, n - 4), -1):
        named = [words.events[word] for word in known[i].words if word in words.events]
        if named:
            event = named[0]
            break
    who = None if noun is None or noun in words.anybody or words.death in noun else noun
    return "-".join(part for part in (event, who) if part) or None


def _doing(sentence: Sentence, number: Number, end: int, noun: str | None, kind: str, words: Counting) -> str | None:
    """Whose, and what was done with them."""
    row = sentence.words
    behind = row[number.end : end]
    names = (*behind, *(f"{one} {other}" for one, other in pairwise(behind)))
    whose = next((words.peoples[name] for name in names if name in words.peoples), None)
    act = None
    for i in (*range(end, min(end + 6, len(row))), *range(number.start - 1, max(-1, number.start - 7), -1)):
        if row[i] in words.acts:
            act = words.acts[row[i]]
            break
    who = noun if kind == "people" and noun not in words.anyone else None
    return "-".join(part for part in (whose, act, who) if part) or None


def _topic(sentence: Sentence, number: Number, words: Counting) -> str | None:
    """What a sum or a share is of: the first plain noun behind it."""
    row = sentence.words
    for word in row[number.end : number.end + 5]:
        if word[0].isalpha() and word not in words.function:
            return word.removesuffix(words.genitive)
    return None


def _term(row: Sequence[str], start: int, words: Counting) -> str | None:
    """What holds for that long."""
    return next((words.terms[word] for word in reversed(row[max(0, start - 16) : start]) if word in words.terms), None)


def _measure(row: Sequence[str], start: int, words: Counting) -> str | None:
    """The noun that a length is of: a range of 90 miles."""
    nouns = [word for word in row[max(0, start - 5) : start] if word[0].isalpha() and word not in words.function]
    return next((word for word in nouns if word not in words.vague), None)


def _qualifier(row: Sequence[str], start: int, words: Counting) -> tuple[int, str | None]:
    for phrase in words.qualifiers.get(row[start - 1], ()) if start else ():
        at = start - len(phrase)
        if at >= 0 and tuple(row[at:start]) == phrase:
            return at, " ".join(phrase)
    if start and row[start - 1] in words.between:
        return start - 1, row[start - 1]
    return start, words.more if row[start].endswith("+") else None


def _statement(where: Where, start: int, statements: Told) -> int | None:
    for i, (there, (first, end)) in enumerate(statements):
        if there == where and first <= start < end:
            return i
    return None
