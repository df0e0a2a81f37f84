"""Classes of words, and where a sentence has them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from schemas.story import Words
from streams.core.interpret.inflect import noun_forms, particle, verb_forms

_DETERMINERS: Final = frozenset(("the", "a", "an", "this", "these", "its", "his", "her", "their", "our", "any"))
"""Words after which a bare form is no verb."""
_BARE: Final = frozenset(("base", "s"))
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


class Lexicon:
    """Finds words of classes in a sentence, by one look-up a word."""

    def __init__(self, classes: Iterable[Words]) -> None:
        entries: dict[str, dict[_Entry, None]] = {}

        def add(words: str, name: str, form: str, apart: str | None = None) -> None:
            head, *rest = words.lower().split()
            entries.setdefault(head, {})[_Entry(tuple(rest), name, form, apart)] = None

        for group in classes:
            for lemma in group.verbs:
                for words, form in verb_forms(lemma):
                    add(words, group.name, form)
                    if after := particle(lemma):
                        add(words.split()[0], group.name, form, after)
            for noun in group.words:
                for words in noun_forms(noun):
                    add(words, group.name, "n")
        self._entries = {head: _ordered(found) for head, found in entries.items()}

    def heads(self, names: frozenset[str]) -> frozenset[str]:
        """First words of all words of these classes."""
        return frozenset(head for head, entries in self._entries.items() if any(e.name in names for e in entries))

    def tags(self, words: Sequence[str]) -> dict[str, list[Tag]]:
        """Every tag of the sentence by class, in order of place, the longest first."""
        found: dict[str, list[Tag]] = {}
        get = self._entries.get
        for i, word in enumerate(words):
            entries = get(word)
            if entries is None and ("'" in word or "-" in word):
                entries = get(_bare(word))
            if entries is None:
                continue
            named = (i > 0 and words[i - 1] in _DETERMINERS) or (i + 1 < len(words) and words[i + 1] == "of")
            for rest, name, form, apart in entries:
                if named and form in _BARE:  # the plan, a strike, start of
                    continue
                end = i + 1
                if rest:
                    if not _follows(words, end, rest):
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


def _ordered(found: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """The longest first, and nothing left to chance."""
    return tuple(sorted(found, key=lambda e: (-len(e.rest), e.rest, e.name, e.form)))


def _bare(word: str) -> str:
    """Without the possessive, or the last part of a compound: just-signed."""
    if word.endswith("'s"):
        return word[:-2]
    first, _, last = word.rpartition("-")
    return last if first and first not in ("non", "anti", "counter", "pre", "post") else word


def _follows(words: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
    last = at + len(rest) - 1
    if last >= len(words) or tuple(words[at:last]) != rest[:-1]:
        return False
    return words[last] in (rest[-1], rest[-1] + "'s")


def _apart(words: Sequence[str], at: int, particle: str) -> int | None:
    for i in range(at + 1, min(at + _REACH + 1, len(words))):
        if words[i] == particle:
            return i
        if words[i] in ";:.,":
            return None
    return None
