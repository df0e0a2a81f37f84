"""Classes of words, and where a sentence has them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from schemas.story import Words
from streams.core.interpret.tongue import Tongue
from streams.core.memo import Memo

_REACH: Final = 5
"""How many words may stand between a phrasal verb and its particle."""


class Tag(NamedTuple):
    """A word or phrase of a class: words [start, end) of the sentence, with its form (base, s, past, part, ing, n)."""

    name: str
    form: str
    start: int
    end: int
    particle: int | None = None
    """Where the particle of a phrasal verb stands when it is apart from it."""


Tags = Mapping[str, Sequence[Tag]]


class _Entry(NamedTuple):
    rest: tuple[str, ...]
    name: str
    form: str
    apart: str | None


class _Head(NamedTuple):
    """What begins with one word, the longest first: all of it, what is this word alone, and what can hold before each
    word that goes on with some of it.
    """

    entries: tuple[_Entry, ...]
    alone: tuple[_Entry, ...]
    before: Mapping[str, tuple[_Entry, ...]]


class _Beginning(Memo[_Head | None]):
    """What begins with a word, by itself or without its possessive."""

    def __init__(self, heads: Mapping[str, _Head], genitive: tuple[str, ...]) -> None:
        super().__init__(most=1 << 12, longest=40)
        self._heads, self._genitive = heads, genitive

    def of(self, word: str) -> _Head | None:
        head = self._heads.get(word)
        if head is None and ("'" in word or "-" in word):
            head = self._heads.get(_bare(word, self._genitive))
        return head if head is not None and head.entries else None


class Lexicon:
    """Finds words of classes in a sentence, by one look-up a word."""

    def __init__(self, classes: Iterable[Words], tongue: Tongue) -> None:
        entries: dict[str, dict[_Entry, None]] = {}

        def add(words: str, name: str, form: str, apart: str | None = None) -> None:
            head, *rest = words.lower().split()
            entries.setdefault(head, {})[_Entry(tuple(rest), name, form, apart)] = None

        for group in classes:
            for lemma in group.verbs:
                for words, form in tongue.verb_forms(lemma):
                    add(words, group.name, form)
                    if after := tongue.particle(lemma):
                        add(words.split()[0], group.name, form, after)
            for noun in group.words:
                for words in tongue.noun_forms(noun):
                    add(words, group.name, "n")
        self._tongue = tongue
        self._articles, self._of = tongue.mood.articles, tongue.mood.of
        self._genitive, self._barred = tongue.mood.genitive, tongue.mood.barred
        self._heads = {head: _head(found, self._genitive) for head, found in entries.items()}
        self._beginning = _Beginning(self._heads, self._genitive)

    def only(self, names: frozenset[str]) -> "Lexicon":
        """The same with the words of these classes alone: what it finds of them is what the whole one finds."""
        part = Lexicon((), self._tongue)
        part._heads = {
            word: _head((e for e in head.entries if e.name in names), self._genitive)
            for word, head in self._heads.items()
        }
        part._beginning = _Beginning(part._heads, self._genitive)
        return part

    def heads(self, names: frozenset[str]) -> frozenset[str]:
        """First words of all words of these classes."""
        return frozenset(word for word, head in self._heads.items() if any(e.name in names for e in head.entries))

    def tags(self, words: Sequence[str]) -> dict[str, list[Tag]]:
        """Every tag of the sentence by class, in order of place, the longest first."""
        found: dict[str, list[Tag]] = {}
        articles, of, genitive, barred = self._articles, self._of, self._genitive, self._barred
        for i, head in enumerate(map(self._beginning.__getitem__, words)):
            if head is None:
                continue
            following = words[i + 1] if i + 1 < len(words) else ""
            named = following in of or (i > 0 and words[i - 1] in articles)
            for rest, name, form, apart in head.before.get(following, head.alone):
                if named and form in barred:  # the plan, a strike, start of
                    continue
                end = i + 1
                if rest:
                    if not _follows(words, end, rest, genitive):
                        continue
                    end += len(rest)
                if apart is None:
                    tag = Tag(name, form, i, end)
                elif (at := _apart(words, end, apart)) is not None:
                    tag = Tag(name, form, i, end, at)
                else:
                    continue
                if name in found:
                    found[name].append(tag)
                else:
                    found[name] = [tag]
        return found


def _head(found: Iterable[_Entry], genitive: tuple[str, ...]) -> _Head:
    """The longest first, and nothing left to chance."""
    entries = tuple(sorted(found, key=lambda e: (-len(e.rest), e.rest, e.name, e.form)))
    seconds = {entry.rest[0] + mark for entry in entries if entry.rest for mark in ("", *genitive)}
    return _Head(
        entries,
        tuple(entry for entry in entries if not entry.rest),
        {second: tuple(e for e in entries if not e.rest or second.startswith(e.rest[0])) for second in seconds},
    )


def _bare(word: str, genitive: tuple[str, ...]) -> str:
    """Without the possessive, or the last part of a compound: just-signed."""
    for mark in genitive:
        if word.endswith(mark):
            return word.removesuffix(mark)
    first, _, last = word.rpartition("-")
    return last if first and first not in ("non", "anti", "counter", "pre", "post") else word


def _follows(words: Sequence[str], at: int, rest: tuple[str, ...], genitive: tuple[str, ...]) -> bool:
    last = at + len(rest) - 1
    if last >= len(words) or tuple(words[at:last]) != rest[:-1]:
        return False
    return words[last] == rest[-1] or (
        words[last].startswith(rest[-1]) and words[last].removeprefix(rest[-1]) in genitive
    )


def _apart(words: Sequence[str], at: int, particle: str) -> int | None:
    for i in range(at + 1, min(at + _REACH + 1, len(words))):
        if words[i] == particle:
            return i
        if words[i] in ";:.,":
            return None
    return None
