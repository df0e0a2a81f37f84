"""How real a predicate is said to be: by its auxiliaries, what governs it, and the clause it stands in."""

from collections.abc import Sequence
from typing import Final

from schemas.interpretation import Factuality
from streams.core.interpret import english as en
from streams.core.interpret.english import listed
from streams.core.interpret.lexicon import Tag
from streams.core.sentences import Sentence

_CHAIN: Final = 14
_NEAR: Final = 9
_STOPS: Final = listed('; : — – -- ( ) that which who whom " ” “')
_DETERMINERS: Final = listed("the a an this that these those its his her their our any all some each every")
_HELPERS: Final = en.WILL | en.WOULD | en.HAVE | en.BE | en.DO | {"cannot", "can't", "couldn't"}
_GOVERNORS: Final = en.WANT | en.ORDER | en.WEIGH
_ON: Final = en.PLAN | en.REFUSE
_CLAUSE: Final = _STOPS | listed(", and but or while although though whereas")


def judge(sentence: Sentence, tag: Tag) -> Factuality | None:
    """How real the sentence says its predicate is; None where it only asks."""
    if sentence.question:
        return None
    words = sentence.words
    mood = (
        _noun(words, tag.start, sentence.headline)
        if tag.form == "n"
        else _verb(words, tag.start, tag.form, sentence.headline)
    )
    if mood == "denied":
        return mood
    if _doubted(words, tag.start):
        return "denied"
    if mood == "happened" and not _of_a_noun(words, tag) and _condition(words, tag.start):
        return "conditional"
    return mood


def _of_a_noun(words: Sequence[str], tag: Tag) -> bool:
    """Whether a participle only tells which thing is meant, as known: the terms agreed today, the signed pact."""
    if tag.form != "part" or not tag.start:
        return False
    before = words[tag.start - 1]
    return not (_is(before) or _has(before) or before in en.ADVERBS or before.endswith("ly") or _negative(before))


def negated(words: Sequence[str], at: int, reach: int = 3) -> bool:
    """Whether a negation stands close before this word."""
    return any(_negative(word) for word in words[max(0, at - reach) : at])


def _negative(word: str) -> bool:
    return word in en.NEGATION or word.endswith("n't")


def _verb(words: Sequence[str], at: int, form: str, headline: bool) -> Factuality:
    """Reads the verb group leftward from its last word."""
    i, denied, perfect, passive = at - 1, False, False, False
    stop = max(-1, at - _CHAIN)
    while i > stop:
        word = words[i]
        if _negative(word):
            denied = True
            if word not in _HELPERS:
                i -= 1
                continue
        if word in en.ADVERBS or (word.endswith("ly") and len(word) > 4):
            i -= 1
        elif word == "to" and form in ("base", "past", "part", "ing"):
            mood = _infinitive(words, i, headline)
            return "denied" if denied and mood == "happened" else mood
        elif _future(word):
            return "denied" if denied else "planned"
        elif _would(word):
            return "denied" if denied else "planned" if _told(words, i) else "conditional"
        elif word in en.MAY or word in ("couldn't", "can't", "cannot"):
            return "denied" if denied else "conditional"
        elif word in en.MUST:
            return "planned"
        elif _has(word) and form in ("past", "part"):
            perfect = True
            form = "base"
            i -= 1
        elif _is(word) and not perfect and form in ("past", "part", "ing"):
            passive = True
            form = "past" if word == "been" else "base" if word in ("be", "being") else "is"
            i -= 1
            if form == "is":
                break
        else:
            break
    if denied:
        return "denied"
    if form == "ing" and not passive:
        return _gerund(words, at, headline)
    if form == "base" and not any(word[0].isalnum() for word in words[:at]):
        return "ordered"  # Begin the withdrawal!
    if form == "base" and i == at - 1 and at and words[i] in _GOVERNORS:
        return "planned"  # no verb: plans complete withdrawal, orders start
    return "denied" if _subject_negative(words, i + 1) else "happened"


def _future(word: str) -> bool:
    return word in en.WILL or word.endswith("'ll")


def _would(word: str) -> bool:
    return word in en.WOULD or word.endswith("'d")


def _has(word: str) -> bool:
    return word in en.HAVE or word.endswith("'ve")


def _is(word: str) -> bool:
    return word in en.BE or word.endswith("'re")


def _infinitive(words: Sequence[str], to: int, headline: bool) -> Factuality:
    """What governs "to" plus verb: the nearest word before it that orders, plans, refuses or begins."""
    if to and _is(words[to - 1]):
        return "denied" if negated(words, to, 2) else "planned"
    if to and words[to - 1] == "yet":
        return "denied"
    for i in range(to - 1, max(-1, to - _NEAR), -1):
        word = words[i]
        if word in _STOPS:
            break
        if word in en.BEGIN:
            return _verb(words, i, _form(word), headline)
        if word in en.REFUSE and not negated(words, i, 2):
            return "denied"
        if word in en.ORDER:
            return "denied" if negated(words, i) else _lesser("ordered", words, i, headline)
        if word in en.WEIGH:
            return "conditional"
        if word in en.PLAN:
            return "denied" if negated(words, i) else "planned"
    return "planned"


def _lesser(mood: Factuality, words: Sequence[str], at: int, headline: bool) -> Factuality:
    """An order that is itself only planned or supposed gives no order."""
    own = _verb(words, at, _form(words[at]), headline)
    return mood if own == "happened" else own


def _gerund(words: Sequence[str], at: int, headline: bool) -> Factuality:
    before = words[at - 1] if at else ""
    if before in en.UNDONE:
        return "conditional"
    for i in range(at - 1, max(-1, at - 5), -1):
        word = words[i]
        if word in _CLAUSE:
            break
        if word in en.BEGIN and word not in ("happen", "happened"):
            return _verb(words, i, _form(word), headline)
        if word in en.WEIGH:
            return "conditional"
        if word in en.WANT or (word in ("on", "at", "for") and i and words[i - 1] in _ON):
            return "planned"
        if word in en.DENY or word in en.REFUSE:
            return "denied"
    return "happened"


def _noun(words: Sequence[str], at: int, headline: bool) -> Factuality:
    for i in range(at - 1, max(-1, at - 6), -1):
        word = words[i]
        if word in _CLAUSE:
            break
        if _negative(word) and i >= at - 3:
            return "denied"
        if word in en.WEIGH:
            return "conditional"
        if word in en.WANT:
            return "planned"
        if word in en.DENY or word in en.REFUSE:
            return "denied"
        if _future(word) or word in en.MUST:
            return "planned"
        if word == "to" and i + 1 < at and words[i + 1] not in _DETERMINERS:
            return _infinitive(words, i, headline)
        if _would(word) or word in en.MAY:
            return "conditional"
    return "happened"


def _subject_negative(words: Sequence[str], at: int) -> bool:
    """No soldier has left; none of the troops left; neither side has signed."""
    for i in range(at - 1, max(-1, at - 6), -1):
        word = words[i]
        if word in _CLAUSE:
            return False
        if word in ("no", "none", "neither", "nobody", "nothing", "never", "nor"):
            return True
    return False


def _doubted(words: Sequence[str], at: int) -> bool:
    """Somebody denies or doubts what the clause says: denied that, no evidence that, did not believe."""
    for i in range(at - 1, max(-1, at - 12), -1):
        word = words[i]
        if word in (";", ":", ".") or (word == "," and i < at - 1 and words[i + 1] in ("but", "while", "and")):
            return False
        if word in en.DENY:
            return not negated(words, i, 2)
        if word in ("believe", "evidence", "confirmation", "confirm", "sign", "signs", "proof") and negated(
            words, i, 4
        ):
            return True
    return False


def _condition(words: Sequence[str], at: int) -> bool:
    """Whether the predicate stands in, or follows from, a clause of condition."""
    for i in range(at - 1, -1, -1):
        word = words[i]
        if word in en.IF or word in en.UNTIL:
            return not (word == "before" and _happening(words, at)) and not (
                word == "until" and i and words[i - 1] == "not"
            )
        if word in (",", ";", ":", "—", "–"):
            break
    return any(word in ("if", "unless") for word in words[:2])


def _happening(words: Sequence[str], at: int) -> bool:
    return words[at].endswith("ed") or words[at] in ("took", "left", "began", "went", "came")


def _told(words: Sequence[str], at: int) -> bool:
    return any(word in en.SAY or word == "that" for word in words[max(0, at - 14) : at])


def _form(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    if word.endswith("ed") or word in ("began", "begun", "kept", "told"):
        return "past"
    return "s" if word.endswith("s") else "base"
