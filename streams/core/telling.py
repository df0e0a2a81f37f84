"""What a text is about: its telling words, and how much each of them tells before any other post was seen."""

import math
from collections import Counter

from streams.core import lexicon
from streams.core.texts import FUNCTION, words

UNLISTED = 0.002
"""Share of posts that hold a word which is on no list of common ones: in a day's posts of one desk, one or two."""

SHARES = {
    word: share
    for subject, share in (("in_a_fortieth", 1 / 40), ("in_a_twelfth", 1 / 12), ("in_a_third", 1 / 3))
    for word in lexicon.words(subject)
}


def share(word: str) -> float:
    """In what share of all posts a word is to be expected."""
    return SHARES.get(word, UNLISTED)


_WEIGHTS = {word: -math.log(share) for word, share in SHARES.items()}
_MOST = -math.log(UNLISTED)


def weight(word: str) -> float:
    """How much the word tells by itself: the logarithm of how seldom it is."""
    return _WEIGHTS.get(word, _MOST)


def telling(text: str) -> Counter[str]:
    """The words that say what a text is about, with their counts: no grammar, no numbers, nothing of two letters."""
    return Counter([low for low in words(text).lower if len(low) > 2 and low not in FUNCTION and not low[0].isdigit()])
