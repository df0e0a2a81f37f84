"""What language a text is in, where its document does not say: by the small words of the packs."""

import re
from functools import lru_cache
from typing import Final

from streams.core.memo import Memo
from streams.core.read.pack import FUNCTION, LANGUAGES, pack
from streams.core.sentences import parsed

_WORD: Final = re.compile(r"[^\W\d_]+")
_LOOKED_AT: Final = 2_000
"""Characters of a text that are looked at."""
_LEAST: Final = 4
"""Small words of another language than the first that a text must have to be taken for it."""
_TIMES: Final = 3
"""How many times as many of them as of the first language's."""


def language_of(declared: str | None, text: str) -> str:
    """The language whose pack a text is read with: the declared one ("es-MX"), else by its small words; the first of
    the packs where nothing tells, or where a language is declared that has no pack."""
    if declared is not None:
        tag = declared.split("-")[0].lower()
        return tag if tag in LANGUAGES else LANGUAGES[0]
    return _detected(text)


@lru_cache(maxsize=32)
def _detected(text: str) -> str:
    foreign = _foreign().__getitem__
    if sum([sum(map(foreign, sentence.words)) for sentence in parsed(text)]) < _LEAST:
        return LANGUAGES[0]
    own = _own()
    found = dict.fromkeys(LANGUAGES, 0)
    for word in _WORD.findall(text[:_LOOKED_AT].lower()):
        if (language := own.get(word)) is not None:
            found[language] += 1
    first = LANGUAGES[0]
    best = max(LANGUAGES, key=lambda name: found[name])
    return best if found[best] >= max(_LEAST, _TIMES * found[first]) else first


class _Foreign(Memo[int]):
    """How many small words of other languages than the first stand in a word with hyphens or apostrophes."""

    def of(self, word: str) -> int:
        own = _own()
        return sum(own.get(part, LANGUAGES[0]) != LANGUAGES[0] for part in _WORD.findall(word.lower()))


@lru_cache(maxsize=1)
def _foreign() -> _Foreign:
    return _Foreign(most=1 << 15, longest=40)


@lru_cache(maxsize=1)
def _own() -> dict[str, str]:
    """The small words that only one language has."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for word, bits in pack(language).classes.items():
            if bits & FUNCTION:
                found.setdefault(word, []).append(language)
    return {word: languages[0] for word, languages in found.items() if len(languages) == 1}
