"""Forms of English verbs and nouns, so that a ladder lists lemmas only."""

import re
from collections.abc import Iterator
from typing import Final

from streams.core.interpret.wordlist import listed

_IRREGULAR: Final = {
    lemma: (past.split("/"), part.split("/"))
    for lemma, past, part in (
        row.split()
        for row in """
be was/were been|become became become|begin began begun|break broke broken|bring brought brought|build built built
burst burst burst|bind bound bound|blow blew blown|choose chose chosen|feel felt felt|freeze froze frozen
hear heard heard|lie lay lain|ride rode ridden|show showed shown|sit sat sat|grind ground ground
call called called|come came come|cut cut cut|do did done|draw drew drawn|drive drove driven|fall fell fallen
fight fought fought|find found found|flee fled fled|fly flew flown|give gave given|go went gone|grow grew grown
have had had|hit hit hit|hold held held|keep kept kept|lay laid laid|lead led led|leave left left|let let let
lose lost lost|make made made|mean meant meant|meet met met|overtake overtook overtaken|pay paid paid|put put put
quit quit quit|read read read|retake retook retaken|rise rose risen|run ran run|say said said|see saw seen
seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shoot shot shot|shut shut shut
sink sank sunk|speak spoke spoken|split split split|stand stood stood|steal stole stolen|strike struck struck/stricken
swear swore sworn|take took taken|tear tore torn|tell told told|think thought thought|throw threw thrown
overrun overran overrun|stick stuck stuck|sweep swept swept|spread spread spread|wind wound wound
slide slid slid|dig dug dug|undergo underwent undergone
withdraw withdrew withdrawn|withhold withheld withheld|win won won|write wrote written
""".replace("\n", "|").split("|")
        if row
    )
}
_DENIED: Final = {
    "be": (("isn't", "s"), ("aren't", "s"), ("wasn't", "past"), ("weren't", "past")),
    "have": (("hasn't", "s"), ("haven't", "s"), ("hadn't", "past")),
}
"""Forms run together with their negation."""
_DOUBLING: Final = re.compile(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")
_STRESSED: Final = listed(
    "admit begin commit compel control defer expel halt let permit prefer propel refer regret scrap stop strip submit "
    "transfer kidnap cut hit put quit run set shut sit win ban plan pin nod rip slip step trap wrap unwrap"
)
_PARTICLES: Final = listed("out back off down away up home over in apart go")


def verb_forms(lemma: str) -> Iterator[tuple[str, str]]:
    """(words, form) for every form of a verb; a past that is also its participle has both forms. Only the first word
    of a phrase is inflected."""
    head, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    yield head + tail, "base"
    yield _third(head) + tail, "s"
    yield _ing(head) + tail, "ing"
    if head == "be":
        yield "are" + tail, "s"
    for word, form in _DENIED.get(head, ()):
        yield word + tail, form
    if head in _IRREGULAR:
        past, part = _IRREGULAR[head]
        for word in past:
            yield word + tail, "past"
        for word in part:
            yield word + tail, "part"
    else:
        yield _past(head) + tail, "past"
        yield _past(head) + tail, "part"


def particle(lemma: str) -> str | None:
    """The particle of a phrasal verb, which may stand after the object: pull the troops out."""
    words = lemma.split()
    return words[1] if len(words) == 2 and words[1] in _PARTICLES else None


def noun_forms(noun: str) -> Iterator[str]:
    """A noun or phrase with its plural, its last word inflected, in all spellings of its hyphens."""
    spellings = [noun]
    if "-" in noun:
        spellings += [noun.replace("-", " "), noun.replace("-", "")]
    for word in spellings:
        yield word
        if word[-1].isalpha() and not word.endswith("s"):
            yield _third(word)


def _third(word: str) -> str:
    if word in ("have", "be", "do", "go"):
        return {"have": "has", "be": "is", "do": "does", "go": "goes"}[word]
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


def _ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
        return word[:-1] + "ing"
    return word + word[-1] + "ing" if _doubles(word) else word + "ing"


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ied"
    return word + word[-1] + "ed" if _doubles(word) else word + "ed"


def _doubles(word: str) -> bool:
    if not _DOUBLING.search(word):
        return False
    return word in _STRESSED or len(re.findall(r"[aeiou]+", word)) == 1
