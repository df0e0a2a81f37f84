"""What is one word in a language, and how phrases of a pack are cut into words."""

import re
from collections.abc import Iterable


def token(genitive: Iterable[str], short: Iterable[str], hidden: str) -> re.Pattern[str]:
    """The pattern of one word of a sentence whose quotations are runs of the sign `hidden`."""
    marks, forms = "|".join(genitive), "|".join(short)
    apart = rf"(?!(?:{marks})\b)" if marks else ""
    shorts = rf"|'(?:{forms})\b" if forms else ""
    return re.compile(
        rf"[^\W_]+(?:(?:[./&-]|,(?=\d)|'{apart})[^\W_]+)*(?:(?<=\.[^\W\d_])\.|\.(?=\s*[\w{hidden}]))?"
        rf"|{hidden}+{shorts}|--+|[^\w\s]"
    )


def parted(phrase: str, genitive: Iterable[str]) -> str:
    """With the marks of whose it is as words of their own, as they are in a sentence."""
    marks = [rf"'{mark}\b" for mark in genitive]
    return re.sub("|".join((*marks, r"(?<=s)'(?= )")), r" \g<0>", phrase) if marks else phrase


def longest(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Phrases as words, the longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=lambda words: (-len(words), words)))
