"""Numbers that a post reports: how many of what, how sharp, and what tells one quantity from another.

Two figures are one quantity where `kind` and `subject` are the same: what is counted (deaths, troops), and of which
event, which people, or with what done to them. Ages, dates, clock times, ranks and spans of time are no figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml

from schemas.evidence import Span, Where
from schemas.reading import Figure, Statement
from streams.core.lexicon import words as listed
from streams.core.read.pack import pack
from streams.core.sentences import Sentence, parsed

_MONEY: Final = {"$": "USD", "€": "EUR", "£": "GBP"}
_LEAST: Final = 5
"""A count of what has no kind of its own is told from this number on: two sides, three ways are no news."""


@dataclass(frozen=True, slots=True)
class _Words:
    small: dict[str, int]
    tens: dict[str, int]
    scale: dict[str, float]
    qualifiers: tuple[tuple[str, ...], ...]
    kinds: dict[str, str]
    fates: dict[str, str]
    acts: dict[str, str]
    events: dict[str, str]
    units: frozenset[str]
    skipped: frozenset[str]
    function: frozenset[str]
    peoples: dict[str, str]
    first: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a sentence: words [start, end), its value or range, and its unit."""

    start: int
    end: int
    value: float
    high: float | None = None
    unit: str | None = None


def figures(title: str | None, text: str, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures of a post, the title's first, each in text order."""
    words = _words()
    parts: tuple[tuple[Where, str], ...] = (("title", title or ""), ("text", text))
    return tuple(figure for where, part in parts for figure in _part(part, where, statements, words))


def _part(text: str, where: Where, statements: Sequence[Statement], words: _Words) -> Iterator[Figure]:
    known = parsed(text)
    for n, sentence in enumerate(known):
        before = None
        for number in _numbers(text, sentence, words):
            counted = _counted(sentence, number, words)
            if counted is None:
                continue
            kind, noun, end = counted
            if kind == "people" and before and "including" in sentence.words[max(0, number.start - 4) : number.start]:
                kind = before
            before = kind
            start, qualifier = _qualifier(sentence.words, number.start, words)
            if kind == "deaths":
                subject = _victims(known, n, noun, words)
            elif kind in ("money", "percent"):
                subject = _topic(sentence, number, words)
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
                statement=_statement(span, statements),
            )


def _numbers(text: str, sentence: Sentence, words: _Words) -> Iterator[_Number]:
    row, i = sentence.words, 0
    while i < len(row):
        found = _number(text, sentence, i, words) if row[i][0].isdigit() or row[i] in words.first else None
        if found is None:
            i += 1
            continue
        yield found
        i = found.end


def _number(text: str, sentence: Sentence, i: int, words: _Words) -> _Number | None:
    row = sentence.words
    read = _value(row, i, words)
    if read is None or _no_count(text, sentence, i, read[0], words):
        return None
    end, value = read
    high = None
    if (
        end + 1 < len(row)
        and row[end] in ("to", "and", "or", "–", "-")
        and (row[end] != "and" or row[i - 1] == "between")
    ):
        more = _value(row, end + 1, words)
        if more is not None and more[1] > value:
            end, high = more
            if value < 1000 <= high and row[end - 1] in words.scale:  # two to three million
                value *= words.scale[row[end - 1]]
    unit = _MONEY.get(text[sentence.starts[i] - 1 : sentence.starts[i]])
    if row[i].endswith("%") or (end < len(row) and row[end] in ("percent", "per")):
        unit = "percent"
        end += {"percent": 1, "per": 2}.get(row[end], 0) if end < len(row) else 0
    elif end < len(row) and row[end] in words.units:
        unit = row[end]
    return _Number(i, end, value, high, unit)


def _value(row: Sequence[str], i: int, words: _Words) -> tuple[int, float] | None:
    """The number that begins at this word, in figures or in words, with its end."""
    word = row[i].rstrip("+%")
    if word[:1].isdigit():
        plain = word.replace(",", "")
        if ":" in plain or plain.count(".") > 1 or len(plain) > 15:
            return None
        value, end = float(plain), i + 1
    elif word in words.small or word in words.tens:
        value, end = float(words.small.get(word) or words.tens.get(word) or 0), i + 1
    elif word == "a" and i + 1 < len(row) and row[i + 1] in ("hundred", "dozen"):
        return i + 2, words.scale[row[i + 1]]
    else:
        head, _, tail = word.partition("-")
        if head not in words.tens or tail not in words.small:
            return None
        value, end = float(words.tens[head] + words.small[tail]), i + 1
    while end < len(row) and row[end] in words.scale:
        value, end = value * words.scale[row[end]], end + 1
    return end, value


def _no_count(text: str, sentence: Sentence, i: int, end: int, words: _Words) -> bool:
    """A year, day, time, age, rank, name or address."""
    row = sentence.words
    last, before = sentence.ends[end - 1], text[sentence.starts[i] - 1 : sentence.starts[i]]
    following = text[last : last + 1]
    if before in ("-", "/", "#", "_", "=", "@") or (before.isalpha() and before not in _MONEY):
        return True
    if following in ("-", "/", "_") or (following.isalpha() and end == i + 1):
        return True
    after = row[end] if end < len(row) else ""
    previous = row[i - 1] if i else ""
    if after in words.skipped or previous in _MONTHS or after in _MONTHS:
        return True
    if row[i].isdigit() and len(row[i]) == 4 and 1500 <= int(row[i]) <= 2100 and before not in _MONEY:
        return True
    if previous in ("no", "number", "article", "resolution", "age", "aged", "page", "chapter", "phase"):
        return True
    aged = previous == "," and after in (",", ".", "") and row[i].isdigit() and len(row[i]) < 3
    return aged or (row[i] == "one" and after in ("of", "", ",", "."))


_MONTHS: Final = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
        *("december", "jan", "feb", "aug", "sept", "oct", "nov", "dec"),
    )
)


def _counted(sentence: Sentence, number: _Number, words: _Words) -> tuple[str, str | None, int] | None:
    """The kind, the noun that is counted, and the end of the figure with it."""
    row = sentence.words
    if number.unit in _MONEY.values():
        return "money", None, number.end
    if number.unit == "percent":
        return "percent", None, number.end
    if number.unit is not None:
        measured = number.start > 1 and "of" in row[max(0, number.start - 3) : number.start]
        return ("distance", None, number.end + 1) if measured else None
    end, noun = _noun(row, number.end, words)
    fate = _fate(row, number, end, words)
    if noun is None:
        if fate is None or number.value < 2:
            return None
        return fate, None, number.end
    kind = words.kinds.get(noun) or words.kinds.get(noun.removesuffix("s"))
    person = kind in ("people", "troops", "hostages") or noun in words.peoples
    if person and fate is not None:
        return fate, noun, end
    if kind is not None and kind != "people":
        return kind, noun, end
    if person:
        return ("people", noun, end) if number.value >= _LEAST else None
    if number.value < _LEAST or not noun.endswith("s") or noun in words.skipped:
        return None
    return noun, noun, end


def _noun(row: Sequence[str], i: int, words: _Words) -> tuple[int, str | None]:
    """The head of the words that are counted: the last before a verb, a preposition or a stop."""
    noun, end = None, i
    if i < len(row) and row[i] == "of":  # three of the rebels
        i += 2 if i + 1 < len(row) and row[i + 1] in ("the", "its", "his", "their", "them") else 1
    for j in range(i, min(i + 5, len(row))):
        word = row[j]
        if not word[0].isalpha() or (word in words.function and word not in ("more", "other", "others", "own")):
            break
        if word in words.fates and word not in words.kinds and j > i:
            break
        if j > i and word.endswith(("ed", "ing")):
            break
        if word in words.fates and word not in words.kinds:
            break
        noun, end = word.removesuffix("'s"), j + 1
        if word in words.kinds and j + 1 < len(row) and row[j + 1] in words.function:
            break
    return end, noun


def _fate(row: Sequence[str], number: _Number, end: int, words: _Words) -> str | None:
    """What became of those counted: the nearest such word behind, else before, in the same clause."""
    for word in row[max(0, number.start - 2) : number.start]:
        if word in words.fates:
            return words.fates[word]
    for i in range(end, min(end + 10, len(row))):
        if row[i] in (",", ";", "but", ".") or (row[i] == "and" and not any(w[0].isdigit() for w in row[i : i + 5])):
            break
        if row[i] in words.fates:
            return words.fates[row[i]]
    for i in range(number.start - 1, max(-1, number.start - 13), -1):
        if row[i] in (";", ".", "but", "while"):
            break
        if row[i] in words.fates:
            return words.fates[row[i]]
    return None


def _victims(known: Sequence[Sentence], n: int, noun: str | None, words: _Words) -> str | None:
    """The event that killed, named in this sentence or told of just before, and whom, where not people at large."""
    event = None
    for i in range(n, max(-1, n - 4), -1):
        named = [words.events[word] for word in known[i].words if word in words.events]
        if named:
            event = named[0]
            break
    who = None if noun is None or noun in ("people", "person", "others", "life", "lives") or "death" in noun else noun
    return "-".join(part for part in (event, who) if part) or None


def _doing(sentence: Sentence, number: _Number, end: int, noun: str | None, kind: str, words: _Words) -> str | None:
    """Whose, and what was done with them."""
    row = sentence.words
    whose = next((words.peoples[w] for w in row[number.end : end] if w in words.peoples), None)
    act = None
    for i in (*range(end, min(end + 6, len(row))), *range(number.start - 1, max(-1, number.start - 7), -1)):
        if row[i] in words.acts:
            act = words.acts[row[i]]
            break
    who = noun if kind == "people" and noun not in ("people", "person") else None
    return "-".join(part for part in (whose, act, who) if part) or None


def _topic(sentence: Sentence, number: _Number, words: _Words) -> str | None:
    """What a sum or a share is of: the first plain noun behind it."""
    row = sentence.words
    for word in row[number.end : number.end + 5]:
        if word[0].isalpha() and word not in words.function:
            return word.removesuffix("'s")
    return None


def _measure(row: Sequence[str], start: int, words: _Words) -> str | None:
    """The noun that a length is of: a range of 90 miles."""
    nouns = [word for word in row[max(0, start - 5) : start] if word[0].isalpha() and word not in words.function]
    return next((word for word in nouns if word not in ("almost", "nearly", "roughly")), None)


def _qualifier(row: Sequence[str], start: int, words: _Words) -> tuple[int, str | None]:
    for phrase in words.qualifiers:
        at = start - len(phrase)
        if at >= 0 and tuple(row[at:start]) == phrase:
            return at, " ".join(phrase)
    if start and row[start - 1] == "between":
        return start - 1, "between"
    return start, "more than" if row[start].endswith("+") else None


def _statement(span: Span, statements: Sequence[Statement]) -> int | None:
    for i, statement in enumerate(statements):
        whole = statement.span
        if whole.where == span.where and whole.start <= span.start < whole.end:
            return i
    return None


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = yaml.safe_load(files(__package__).joinpath("data/en/figures.yaml").read_text(encoding="utf-8"))
    small = {word: n for n, word in enumerate(data["small"].split())}
    tens = {word: 10 * n for n, word in enumerate(data["tens"].split(), 2)}
    qualifiers = sorted((tuple(q.split()) for q in data["qualifiers"]), key=lambda q: (-len(q), q))
    peoples = {
        phrase: entry.value.lower()
        for phrase, entry in pack("en").phrases.items()
        if entry.kind == "people" and " " not in phrase
    }
    return _Words(
        small=small,
        tens=tens,
        scale={word: float(n) for word, n in data["scale"].items()},
        qualifiers=tuple(qualifiers),
        kinds=_turned(data["kinds"]),
        fates=_turned(data["fates"]),
        acts=_turned(data["acts"]),
        events=_turned(data["events"]),
        units=frozenset(data["units"].split()),
        skipped=frozenset(data["times"].split()) | frozenset(data["nameless"].split()),
        function=listed("function"),
        peoples=peoples,
        first=frozenset((*small, *tens, "a", *(f"{t}-{s}" for t in tens for s in small))),
    )


def _turned(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}
