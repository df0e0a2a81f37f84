"""How real a predicate is said to be: by its auxiliaries, what governs it, and the clause it stands in."""

from collections.abc import Sequence
from typing import Final

from schemas.interpretation import Factuality
from streams.core.interpret.lexicon import Tag
from streams.core.interpret.tongue import Tongue
from streams.core.sentences import Sentence

_CHAIN: Final = 14
_NEAR: Final = 9
_SHORTEST_ADVERB: Final = 5
_FINITE: Final = frozenset(("future", "would"))
"""Forms of a verb that tell by themselves what English tells by will and would."""


def judge(sentence: Sentence, tag: Tag, tongue: Tongue) -> Factuality | None:
    """How real the sentence says its predicate is; None where it only asks."""
    if sentence.question:
        return None
    words = sentence.words
    mood = (
        _noun(words, tag.start, sentence.headline, tongue)
        if tag.form == "n"
        else _verb(words, tag.start, tag.form, sentence.headline, tongue)
    )
    if mood == "denied":
        return mood
    if _doubted(words, tag.start, tongue) or _called_untrue(words, tag, tongue):
        return "denied"
    if mood == "happened" and tag.form != "n" and tag.start and words[tag.start - 1] in tongue.mood.nearly:
        return "denied"
    if mood == "happened" and not _of_a_noun(words, tag, tongue) and _condition(words, tag.start, tongue):
        return "conditional"
    if mood == "happened" and not sentence.headline and _present(words, tag, tongue) and _ahead(words, tag, tongue):
        return "conditional"
    return mood


def _ahead(words: Sequence[str], tag: Tag, tongue: Tongue) -> bool:
    """Whether a present tense is of the time to come: when the truce is signed; takes effect once both have signed."""
    return _awaits(words, tag.end, tongue) or _in_time(words, tag.start, tongue)


def _awaits(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Whether a clause behind a present tense says on what it waits: takes effect once both have signed."""
    t = tongue.mood
    for i in range(at, min(len(words), at + 8)):
        if words[i] in t.condition or words[i] in t.once:
            return not (i and words[i - 1] in t.plain_no)
        if words[i] in tongue.clause:
            return False
    return False


def _present(words: Sequence[str], tag: Tag, tongue: Tongue) -> bool:
    """Signs, or is signed."""
    if tag.form == "part":
        t = tongue.mood
        near = words[max(0, tag.start - 3) : tag.start]
        return not t.is_done.isdisjoint(near) and t.have.isdisjoint(near)
    return tag.form in ("s", "base")


def _in_time(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Whether a present tense stands in a clause of time, which is of the time to come: when the troops leave."""
    for i in range(at - 1, max(-1, at - _NEAR), -1):
        if words[i] in tongue.mood.in_time:
            return True
        if words[i] in tongue.clause:
            return False
    return False


def _of_a_noun(words: Sequence[str], tag: Tag, tongue: Tongue) -> bool:
    """Whether a participle only tells which thing is meant, as known: the terms agreed today, the signed pact."""
    if tag.form != "part" or not tag.start:
        return False
    before = words[tag.start - 1]
    t = tongue.mood
    return not (
        before in t.be
        or before in t.have
        or before in t.adverbs
        or before in t.negation
        or before.endswith((*t.be_endings, *t.have_endings, *t.adverb_endings, *t.negative_endings))
    )


def negated(words: Sequence[str], at: int, tongue: Tongue, reach: int = 3) -> bool:
    """Whether a negation stands close before this word."""
    t = tongue.mood
    return any(word in t.negation or word.endswith(t.negative_endings) for word in words[max(0, at - reach) : at])


def _verb(words: Sequence[str], at: int, form: str, headline: bool, tongue: Tongue) -> Factuality:
    """Reads the verb group leftward from its last word."""
    t = tongue.mood
    i, denied, perfect, passive, wished = at - 1, False, False, False, False
    finite = form if form in _FINITE else ""
    stop = max(-1, at - _CHAIN)
    while i > stop:
        word = words[i]
        if word in t.negation or word.endswith(t.negative_endings):
            denied = True
            if word not in tongue.helpers:
                i -= 1
                continue
        if word in t.adverbs or (word.endswith(t.adverb_endings) and len(word) >= _SHORTEST_ADVERB):
            i -= 1
        elif finite:
            break
        elif word in t.infinitive and form in ("base", "past", "part", "ing"):
            mood = _infinitive(words, i, headline, tongue)
            return "denied" if denied and mood == "happened" else mood
        elif word in t.will or word.endswith(t.will_endings):
            return "denied" if denied else "planned"
        elif word in t.would or word.endswith(t.would_endings):
            return "denied" if denied else "planned" if _told(words, i, tongue) else "conditional"
        elif word in t.may or word in t.cannot:
            return "denied" if denied else "conditional"
        elif word in t.must:
            return "planned"
        elif (word in t.have or word.endswith(t.have_endings)) and form in ("past", "part"):
            perfect = True
            form = "base"
            i -= 1
        elif word in t.unreal_be and form == "part":
            form = next(iter(sorted(t.governed)), form)
            i -= 1
        elif (word in t.be or word.endswith(t.be_endings)) and not perfect and form in ("past", "part", "ing"):
            passive = True
            wished = word in t.bare_be
            form = "past" if word in t.been else "base" if word in t.being else "is"
            i -= 1
            if form == "is":
                break
            if word.endswith(t.ing_endings):
                denied = denied or negated(words, i + 1, tongue, 2)
                return "denied" if denied else _gerund(words, i + 1, headline, tongue, passive=True)
        else:
            break
    if denied:
        return "denied"
    if wished:
        return "planned"
    if finite:
        return "planned" if finite == "future" or _told(words, at, tongue) else "conditional"
    if form in t.governed and not perfect:
        return _infinitive(words, i + 1, headline, tongue)
    if form == "ing" and not passive:
        return _gerund(words, at, headline, tongue)
    if form == "base" and not any(word[0].isalnum() for word in words[:at]):
        return "ordered"  # Begin the withdrawal!
    if form == "base" and i == at - 1 and at and (words[i] in t.want or words[i] in t.order or words[i] in t.weigh):
        return "planned"  # no verb: plans complete withdrawal, orders start
    if i == at - 1 and form in ("past", "part", "base") and _wished(words, at, form, tongue):
        return "planned"
    return "denied" if _subject_negative(words, i + 1, tongue) else "happened"


def _wished(words: Sequence[str], at: int, form: str, tongue: Tongue) -> bool:
    """Whether a verb without an auxiliary is what somebody wants done: wants the troops withdrawn, let them leave."""
    t = tongue.mood
    for i in range(at - 2, max(-1, at - 7), -1):
        if words[i] in tongue.clause:
            return False
        if form == "base":
            if words[i] in t.let:
                return True
        elif words[i] in t.wish or (words[i] in t.have_done and i and words[i - 1] in t.infinitive):
            return words[i + 1] not in t.infinitive
    return False


def _infinitive(words: Sequence[str], to: int, headline: bool, tongue: Tongue) -> Factuality:
    """What governs "to" plus verb: the nearest word before it that orders, plans, refuses or begins."""
    t = tongue.mood
    if to and (words[to - 1] in t.be or words[to - 1].endswith(t.be_endings)):
        return "denied" if negated(words, to, tongue, 2) else "planned"
    if to and words[to - 1] in t.not_yet:
        return "denied"
    if words[to - 1] in t.deemed and not t.be.isdisjoint(words[max(0, to - 3) : to - 1]):
        return "denied" if negated(words, to - 1, tongue) else "happened"
    for i in range(to - 1, max(-1, to - _NEAR), -1):
        word = words[i]
        if word in tongue.stops:
            break
        if word in t.begin:
            return _verb(words, i, _form(word, tongue), headline, tongue)
        if word in t.refuse and not negated(words, i, tongue, 2):
            return "denied"
        if word in t.order:
            return "denied" if negated(words, i, tongue) else _lesser("ordered", words, i, headline, tongue)
        if word in t.weigh:
            return "conditional"
        if word in t.plan:
            return "denied" if negated(words, i, tongue) else "planned"
    return "planned"


def _lesser(mood: Factuality, words: Sequence[str], at: int, headline: bool, tongue: Tongue) -> Factuality:
    """An order that is itself only planned or supposed gives no order."""
    own = _verb(words, at, _form(words[at], tongue), headline, tongue)
    return mood if own == "happened" else own


def _gerund(words: Sequence[str], at: int, headline: bool, tongue: Tongue, *, passive: bool = False) -> Factuality:
    """Of a doing word; or of being done, which its subject may stand before: without the truce being signed."""
    t = tongue.mood
    before = words[at - 1] if at else ""
    if before in t.undone:
        return "conditional"
    for i in range(at - 1, max(-1, at - 5), -1):
        word = words[i]
        if word in tongue.clause:
            break
        if word in t.begin and word not in t.happen:
            return _verb(words, i, _form(word, tongue), headline, tongue)
        if word in t.weigh:
            return "conditional"
        if word in t.want or (word in t.doing and i and (words[i - 1] in t.plan or words[i - 1] in t.refuse)):
            return "planned"
        if word in t.deny or word in t.refuse:
            return "denied"
        if passive and word in t.undone and word not in t.places:
            return "conditional"
    return "happened"


def _noun(words: Sequence[str], at: int, headline: bool, tongue: Tongue) -> Factuality:
    t = tongue.mood
    for i in range(at - 1, max(-1, at - 6), -1):
        word = words[i]
        if word in tongue.clause:
            break
        if (word in t.negation or word.endswith(t.negative_endings)) and i >= at - 3:
            return "denied"
        if word in t.weigh:
            return "conditional"
        if word in t.want:
            return "planned"
        if word in t.deny or word in t.refuse:
            return "denied"
        if word in t.will or word.endswith(t.will_endings) or word in t.must:
            return "planned"
        if word in t.infinitive and i + 1 < at and words[i + 1] not in t.determiners:
            return _infinitive(words, i, headline, tongue)
        if word in t.would or word.endswith(t.would_endings) or word in t.may:
            return "conditional"
    return "happened"


def _subject_negative(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """No soldier has left; none of the troops left; neither side has signed; not a shot was heard."""
    for i in range(at - 1, max(-1, at - 6), -1):
        word = words[i]
        if word in tongue.clause:
            return False
        if word in tongue.mood.none or (word in tongue.mood.plain_no and words[i + 1] in tongue.mood.determiners):
            return True
    return False


def _doubted(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Somebody denies or doubts what the clause says: denied that, no evidence that, did not believe."""
    t = tongue.mood
    for i in range(at - 1, max(-1, at - 12), -1):
        word = words[i]
        if word in (";", ":", ".") or (word == "," and i < at - 1 and words[i + 1] in t.contrasts):
            return False
        if word in t.deny:
            return not negated(words, i, tongue, 2)
        if word in t.evidence and negated(words, i, tongue, 4):
            return True
    return False


def _called_untrue(words: Sequence[str], tag: Tag, tongue: Tongue) -> bool:
    """Reports that it was signed are fake; contrary to reports, it was signed is not meant."""
    t = tongue.mood
    for i in range(tag.end, min(len(words), tag.end + _NEAR)):
        if words[i] in t.deny and not t.afterthought.isdisjoint(words[max(tag.end, i - 5) : i]):
            return "," in words[tag.end : i]
    heard = next((i for i in range(tag.start - 1, max(-1, tag.start - _CHAIN), -1) if words[i] in t.hearsay), None)
    if heard is None:
        return False
    if any(word in t.contrary for word in words[max(0, heard - 4) : heard]):
        return "," not in words[heard : tag.start]
    return any(
        words[i] in t.untrue and any(word in t.be or word in t.begin for word in words[max(tag.end, i - 3) : i])
        for i in range(tag.end, min(len(words), tag.end + _CHAIN))
    )


def _condition(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Whether the predicate stands in, or follows from, a clause of condition."""
    t = tongue.mood
    for i in range(at - 1, -1, -1):
        word = words[i]
        if word in t.condition or word in t.until:
            return not (word in t.before and _happening(words[at], tongue)) and not (
                word in t.until_after_no and i and words[i - 1] in t.plain_no
            )
        if word in (",", ";", ":", "—", "–"):
            break
    return any(word in t.condition_first for word in words[:2])


def _happening(word: str, tongue: Tongue) -> bool:
    return word.endswith(tongue.mood.finished_endings) or word in tongue.mood.finished


def _told(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    t = tongue.mood
    return any(word in t.say or word in t.that for word in words[max(0, at - 14) : at])


def _form(word: str, tongue: Tongue) -> str:
    t = tongue.mood
    if word.endswith(t.ing_endings):
        return "ing"
    if word.endswith(t.past_endings) or word in t.past_words:
        return "past"
    return "s" if word.endswith(t.present_endings) else "base"
