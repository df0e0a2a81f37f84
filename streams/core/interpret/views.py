"""What a statement's words of praise, blame and doubt make of the story's main action, taken together."""

from dataclasses import dataclass
from typing import Final, Literal

from schemas.interpretation import StanceValue
from streams.core.interpret.lexicon import Tag
from streams.core.interpret.mood import negated
from streams.core.interpret.tongue import VIEW, Tongue

_OBJECT: Final = 8
_VIEWS: Final = (
    "praise",
    "blame",
    "assent",
    "undo",
    "thanks",
    "call",
    "good",
    "bad",
    "fear",
    "doubt",
    "wait",
    "proviso",
    "demand",
    "verdict",
    "horror",
)
_TAKERS: Final = ("praise", "blame", "call", "assent", "undo")
"""Those that need the action as their object."""
_HORROR: Final = 4
_ENDED: Final = 10
_REFUSAL: Final = 5
"""How many words before an assent what refuses it may begin."""
_THANKED: Final = 4
_OPENING, _CLOSING = frozenset('"“'), frozenset('"”')

About = Literal["named", "meant", "near"] | None
"""How a statement is about the action: it names it, goes on about it, or only stands next to words that name it."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one statement with the tags in them, the story's and those of stance, and their language."""

    tongue: Tongue
    words: tuple[str, ...]
    action: tuple[Tag, ...]
    views: dict[str, list[Tag]]


@dataclass(slots=True)
class _Score:
    good: float = 0
    bad: float = 0
    fear: bool = False
    doubt: bool = False
    wait: bool = False
    proviso: bool = False
    demand: bool = False


def view(said: Said, about: About, calls: bool, earlier: StanceValue | None) -> StanceValue | None:
    """The stance of a statement that is `about` the action like this; `calls`: whether to call for the action is to
    want it; `earlier`: what this speaker took before, which stands while he goes on about it.
    """
    score = _scored(said, about, calls)
    tail = _after_but(said)
    if tail is not None:
        later = _scored(tail, about, calls)
        later.doubt = score.doubt
        if later.wait or later.doubt or later.bad > later.good:
            return _verdict(score, said) if score.good and not (later.doubt or later.bad) else _verdict(later, tail)
    value = _verdict(score, said)
    if value is not None or about != "named":
        return value
    return earlier if earlier in ("welcomes", "opposes", "sceptical") else "neutral"


def _verdict(score: _Score, said: Said) -> StanceValue | None:
    if score.doubt and score.good <= 1:
        return "sceptical"
    if score.demand or (score.proviso and not score.bad):
        return "conditional"
    if score.wait and score.good < 2:
        return "reserved"
    if score.fear and score.good <= score.bad < 2:
        return "sceptical"
    if score.bad > score.good:
        return "opposes"
    if score.good > score.bad:
        return "conditional" if _supposes(said) else "welcomes"
    if score.bad:
        return "reserved"
    return None


def _scored(said: Said, about: About, calls: bool) -> _Score:
    score = _Score()
    flip = bool(said.views.get("undo"))
    right = said.tongue.attitude.right
    welcomed = {tag.start for tag in said.views.get("good", ())}  # a cautious welcome, cautiously optimistic
    for name in _VIEWS:
        if name == "call" and not calls:
            continue
        counted = -1
        for tag in said.views.get(name, ()):
            if tag.start == counted and name in _TAKERS:  # a form that is both past and participle
                continue
            if name in _TAKERS and not takes_action(said, tag):
                if name == "praise" and not negated(said.words, tag.start, said.tongue):
                    score.good += _hails(said, tag) or _thanks(said, tag, None)
                continue
            counted = tag.start
            if name in ("good", "bad", "fear") and about not in ("named", "meant"):
                continue
            if name in ("wait", "proviso") and (about is None or tag.start in welcomed or tag.end in welcomed):
                continue
            if name == "horror" and not _of_the_action(said, tag):
                continue
            if name in ("bad", "horror") and _ended(said, tag):
                score.good += 1
                continue
            against = negated(said.words, tag.start, said.tongue) != (flip and name in ("good", "bad"))
            against = against or _refused(said, tag)
            if name == "call" and any(tag.end <= no.start < tag.end + _OBJECT for no in said.views.get("blame", ())):
                continue  # urged them to reject it
            if name == "call" and _released(said, tag):
                score.bad += 0 if against else 1
                continue
            match name:
                case "praise":
                    score.good += 0 if against else 2
                    score.bad += 2 if against else 0
                case "blame":
                    score.bad += 0 if against else 2
                case "assent":
                    till = not said.tongue.attitude.till.isdisjoint(said.words[tag.end :])
                    score.proviso = score.proviso or (till and _unwilled(said, tag))
                    score.bad += 2 if not till and _unwilled(said, tag) else 0
                case "undo":
                    score.bad += 2 if not against and _vowed(said, tag) else 0
                case "thanks":
                    score.good += 0 if against else _thanks(said, tag, about)
                case "call" | "good":
                    score.good += 0 if against else 1
                    score.bad += 1 if against else 0
                case "bad" | "horror":
                    score.bad += 0 if against else 1
                    score.good += 1 if against else 0
                case "fear":
                    score.fear = score.fear or not against
                case "doubt":
                    score.doubt = True
                case "wait":
                    score.wait = True
                case "proviso":
                    score.proviso = True
                case "verdict":
                    score.bad += 0 if about in ("named", "meant") or said.words[tag.start] in right else 1
                    score.good += 1 if about is None and said.words[tag.start] in right else 0
                case _:
                    score.demand = True
    score.doubt = score.doubt or any(negated(said.words, t.start, said.tongue, 2) for t in said.views.get("faith", ()))
    if _if_action(said):
        score.proviso = True
    return score


def _refused(said: Said, tag: Tag) -> bool:
    """Refused to endorse, was reluctant to welcome, ruled out signing, stopped short of praising."""
    words, t = said.words, said.tongue.mood
    if tag.form == "ing" and t.refuse.isdisjoint(words[max(0, tag.start - 2) : tag.start]):
        return not said.tongue.attitude.short.isdisjoint(words[max(0, tag.start - 2) : tag.start])
    if tag.form != "ing" and (not tag.start or words[tag.start - 1] not in t.infinitive):
        return False
    return not t.refuse.isdisjoint(words[max(0, tag.start - _REFUSAL) : tag.start - 1])


def _unwilled(said: Said, tag: Tag) -> bool:
    """Will never sign, vowed not to accept, refused to be bound by; that somebody has not signed is no view."""
    t, words = said.tongue.mood, said.words[max(0, tag.start - _REFUSAL) : tag.start]
    if _refused(said, tag):
        return True
    if not negated(said.words, tag.start, said.tongue, _REFUSAL):
        return False
    vows = said.tongue.attitude.vows
    return any(
        word in t.will
        or word in t.would
        or word in t.may
        or word in t.cannot
        or word in vows
        or word.endswith(t.would_endings)
        for word in words
    )


def _vowed(said: Said, tag: Tag) -> bool:
    """Vowed to tear up, urged them to scrap."""
    words = said.words[max(0, tag.start - _REFUSAL) : tag.start]
    called = {call.start for call in said.views.get("call", ())}
    return not said.tongue.attitude.vows.isdisjoint(words) or any(
        at in called for at in range(max(0, tag.start - _REFUSAL), tag.start)
    )


def _thanks(said: Said, tag: Tag, about: About) -> int:
    """How good thanks say that the action is: congratulated them on the deal, thanked both sides."""
    words, t = said.words, said.tongue.attitude
    for i in range(tag.end, min(tag.end + _OBJECT, len(words))):
        if words[i] in said.tongue.barriers:
            break
        if words[i] in t.thanked_for and any(i < act.start <= i + _THANKED for act in said.action):
            return 2
    return 1 if about and not t.doers.isdisjoint(words[tag.end : tag.end + _THANKED]) else 0


def _hails(said: Said, tag: Tag) -> bool:
    """Hailed "a great day": nothing else is praised than what is called so."""
    words, end = said.words, tag.end
    if end >= len(words) or words[end] not in _OPENING:
        return False
    close = next((i for i in range(end + 1, len(words)) if words[i] in _CLOSING), len(words))
    if any(word[0].isalnum() for word in words[close:]):
        return False
    return any(end < good.start < close for good in said.views.get("good", ()))


def _of_the_action(said: Said, tag: Tag) -> bool:
    """A horrific attack; called it an outrage."""
    words, at = said.words, tag.start
    if any(0 < t.start - at <= _HORROR for t in (*said.action, *said.views.get("anaphor", ()))):
        return True
    if not said.tongue.attitude.it.isdisjoint(words[max(0, at - 2 * _HORROR) : at]):
        return True
    return any(0 < at - t.end < 4 for t in said.action)


def _ended(said: Said, tag: Tag) -> bool:
    """The end of suffering is no suffering."""
    return any(0 < tag.start - t.start <= _ENDED for t in said.views.get("ending", ()))


def _released(said: Said, tag: Tag) -> bool:
    """Whether what is called for is that the action end: demanded the release of the hostages, an end to the siege."""
    ends = (*said.views.get("release", ()), *said.views.get("ending", ()))
    return any(tag.end <= end.start < act.start <= tag.end + _OBJECT for end in ends for act in said.action)


def takes_action(said: Said, tag: Tag) -> bool:
    """Whether what is praised or blamed is the action; being welcomed by somebody is a greeting."""
    words, end = said.words, tag.end
    t = said.tongue.attitude
    if tag.form == "part" and end < len(words) and words[end] in t.by:
        return _passive(said, tag)
    region = end
    while region < len(words) and region < end + _OBJECT:
        for_doing = (
            words[region] in t.for_doing and region + 1 < len(words) and words[region + 1].endswith(t.doing_endings)
        )
        if words[region] in t.claims or (words[region] in said.tongue.region_ends and not for_doing):
            break
        region += 1
    means = _means(said)
    parts = {tag.start for tag in said.views.get("part-of", ())}
    for i in range(end, region):
        if i in means or (i == end and words[i] in t.it):
            return True
        opened = any(j in parts for j in range(end, i))
        if opened and words[i] in t.talks:
            return True
        if words[i] in t.of and not opened and tag.name != VIEW + "call":
            return False
    return False


def _means(said: Said) -> set[int]:
    """Where the action is named, or meant: by "the move", or by giving in, for which whoever acts is blamed."""
    views = said.views
    return {tag.start for tag in (*views.get("anaphor", ()), *views.get("yield", ()), *said.action)}


def _passive(said: Said, tag: Tag) -> bool:
    """Whether what is praised or blamed by somebody is the action: the deal was welcomed by; a visitor is greeted."""
    words, t = said.words, said.tongue.attitude
    start = tag.start
    while start > 0 and tag.start - start < _OBJECT and words[start - 1] not in said.tongue.region_ends:
        start -= 1
    means = _means(said)
    return any(i in means for i in range(start, tag.start)) and not any(
        words[i] in t.of and not any(j in means for j in range(start, i)) for i in range(start, tag.start)
    )


def _if_action(said: Said) -> bool:
    """If the withdrawal is real, ...: the action stands in a condition."""
    t = said.tongue.attitude
    for i, word in enumerate(said.words):
        if word in t.condition:
            if word in t.condition_first and i and said.words[i - 1] not in (".", ",", '"', "“"):
                continue
            if any(i < tag.start < i + 14 for tag in said.action):
                return True
    return False


def _supposes(said: Said) -> bool:
    return not said.tongue.attitude.supposing.isdisjoint(said.words)


def _after_but(said: Said) -> Said | None:
    at = max((i for i, word in enumerate(said.words) if word in said.tongue.attitude.but and i > 2), default=None)
    if at is None:
        return None
    views = {name: [moved(t, at) for t in tags if t.start >= at] for name, tags in said.views.items()}
    return Said(said.tongue, said.words[at:], tuple(moved(t, at) for t in said.action if t.start >= at), views)


def moved(tag: Tag, by: int) -> Tag:
    return Tag(tag.name, tag.form, tag.start - by, tag.end - by)
