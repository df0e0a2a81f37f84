"""Furniture: lines that a page prints around its posts, known by general words and by shape."""

import re
from functools import lru_cache

from connectors.formats.words import every

_MARKS = re.compile(r"[^\w\s'&()/:%.\-]+")
_SPACE = re.compile(r"\s+")
_DASH = re.compile(r"[–—−]")
_LONGEST = 200
"""Characters above which a line is prose, whatever it begins with."""
_NOTICE = 100
"""Characters above which a line tells something before it says where to press."""


def fold(text: str) -> str:
    """The words of a line, so that two lines with other case, spacing and punctuation compare equal."""
    return _SPACE.sub(" ", _MARKS.sub(" ", text.replace("’", "'").casefold())).strip(" '.:-/")


def letters(text: str) -> str:
    """Letters and digits only, lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())


@lru_cache(maxsize=64)
def _whole(*path: str) -> frozenset[str]:
    return frozenset(fold(w) for w in every(*path))


@lru_cache(maxsize=64)
def _starts(*path: str) -> re.Pattern[str]:
    words = sorted((w.casefold() for w in every(*path)), key=lambda w: (-len(w), w))
    return re.compile("(?:" + "|".join(re.escape(w) + (r"(?!\w)" if w[-1].isalnum() else "") for w in words) + ")")


def _begins(text: str, *path: str) -> bool:
    return _starts(*path).match(text.lstrip(" \t*_-•·|>#[(").casefold().replace("’", "'")) is not None


FRAMES = "+=*<>-"
"""What a line in a frame of marks begins with."""
_FRAMED = re.compile(
    r"^(?:\+{2,}|={2,}|\*{3,}|>{2,}|<{2,}|-{3,})\s*(?=[\w\"“'‘«(\[])(.*[^\s+=*<>-])\s*(?:\+{2,}|={2,}|\*{3,}|<{2,}|>{2,}|-{3,})$"
)


def unframed(text: str) -> str:
    """A short line without the marks that stand on both sides of it: "+++ 14:05 A title +++"."""
    framed = _FRAMED.match(text) if len(text) <= _LONGEST and text[:1] in FRAMES else None
    return framed.group(1) if framed is not None else text


_COUNT = re.compile(
    r"^\d[\d,.]*[kKmM]?\s?(?:comments?|shares?|likes?|retweets?|replies|views?|updates?|posts?|min(?:ute)?s? read)?$"
    r"|^page \d{1,4}(?: (?:of|/) \d{1,4})?$|^\d{1,4} of \d{1,4}$",
    re.I,
)
_SHEET = re.compile(r"^https?://\S+\s+\d{1,3}(?:\s?/\s?|\sof\s)\d{1,3}$")
"""What a browser prints below every sheet."""
_LINKED = 4_000
"""Characters of the longest such line that is looked at."""
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}\)")
_HANDLE = re.compile(r"^@\w{2,20}$")
_WIDGET = re.compile(r"^\W*\d{1,2}x\d{1,2} image$", re.I)


def is_label(text: str) -> bool:
    """A whole line that is no part of any post: a button, a label, a count."""
    line = fold(text)
    if not line or line in _whole("furniture") or _COUNT.match(line) or _WIDGET.match(line):
        return True
    return bool(_SHEET.match(text.strip())) or _links_only(text)


def _links_only(text: str) -> bool:
    """A line of pictures and buttons in Markdown."""
    if len(text) > _LINKED or text.lstrip()[:1] not in ("[", "!"):
        return False
    linked = _LINK.findall(text)
    return bool(linked) and not _MARKS.sub("", _LINK.sub("", text)).strip() and all(map(is_label, linked))


def unlinked(text: str) -> str:
    """A line that is one link in Markdown without its address."""
    link = _LINK.fullmatch(text.strip())
    return link.group(1) if link is not None and link.group(1) else text


def is_empty(rest: str) -> bool:
    """What follows a stamp on its line and says no more: marks, or a label such as "Key event"."""
    bare = rest.strip(" *_:.–—-|·,()")
    return not bare or (len(bare) <= 40 and bare[0] not in "\"“'‘«" and (is_label(bare) or bool(_HANDLE.match(bare))))


def is_furniture(text: str) -> bool:
    """A line that is no part of any post: a label, or a notice that is known by its first words, or its last ones."""
    if len(text) > _LONGEST:
        return _links_only(text)
    return is_label(text) or _begins(text, "furniture_starts") or _points(text) or _invites(text)


def _invites(text: str) -> bool:
    """A line that offers letters or messages to the reader."""
    line = fold(text)
    return any(what in line for what in every("furniture_holds"))


def points_on(text: str) -> bool:
    """A label over the titles of other pages: "Read more"."""
    return len(text) <= 40 and fold(text) in _whole("onward")


def _points(text: str) -> bool:
    """A short line that ends by telling the reader where to press."""
    return len(text) <= _NOTICE and fold(text).endswith(every("furniture_ends"))


def ends_page(text: str) -> bool:
    """A line under which no more posts stand."""
    return len(text) <= 80 and (fold(text) in _whole("tail") or _begins(text, "tail_starts"))


def opens_comments(text: str) -> bool:
    """A line under which readers write."""
    return len(text) <= 60 and re.sub(r"^\d[\d,.]* | \(?\d[\d,.]*\)?$", "", fold(text)) in _whole("comments")


def opens_box(text: str) -> bool:
    """The label of a box that lists the page's own posts."""
    return len(text) <= 60 and fold(text) in _whole("boxes")


def says_live(text: str) -> bool:
    """A line in which the page calls itself a live page, and does not only point to one."""
    line = f" {_DASH.sub('-', text.casefold())} " if len(text) <= _LONGEST else ""
    return len(text) <= _LONGEST and any(cue in line for cue in every("live")) and not _begins(text, "elsewhere")


@lru_cache(maxsize=1)
def _shows() -> re.Pattern[str]:
    what, verbs = "|".join(every("captions", "shows")), "|".join(every("captions", "shows_verbs"))
    return re.compile(rf"(?:the |a |an |this |these )?(?:\w+ )?(?:{what}) (?:{verbs})\b")


def is_caption(text: str) -> bool:
    """A line under a picture: it says so, credits one, or tells what a picture shows."""
    if len(text) > 400:
        return False
    line = text.strip().casefold().replace("’", "'")
    if _begins(line, "captions", "starts"):
        return True
    end = line.rstrip(" .")[-60:]
    if any(credit in end for credit in every("captions", "credits")):
        return True
    return len(line) < 160 and line[-1:] not in ".!?\"”'’" and _shows().match(line) is not None


_NAME = r"[A-ZÀ-Þ][\w'’.-]*(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|van|von|der|den|al|el|bin|la|le|du|da)){1,3}"
_NAMES = rf"{_NAME}(?:(?:,| and| &|, and) {_NAME}){{0,4}}"
_PLACED = rf"{_NAMES}(?:,? (?:in|at) [A-ZÀ-Þ][\w .,'’-]{{2,40}})?"
_NAME_ONLY = re.compile(rf"^\W{{0,4}}{_NAMES}\W{{0,2}}$")
_WROTE = "by|posted by|written by|analysis by|analysis from|reporting by|reported by|from|par|von|por"
_BY = re.compile(rf"^\W{{0,4}}(?i:{_WROTE})\s(?:the )?{_PLACED}")
_FROM = re.compile(r"^\W{0,4}(?i:from)\s(?:(?![a-z]{4,})\S+\s?|(?:and|in|with|reporter|team|staff)\s?)+$")
_ROLE = re.compile(rf"^\W{{0,4}}{_NAMES}\s?[,|\n·•–—-]\s?(.{{3,60}})$")


def is_name(text: str) -> bool:
    """A line of one or a few names and nothing else."""
    return len(text) <= 80 and _NAME_ONLY.match(text.strip()) is not None


def is_role(text: str) -> bool:
    """A line that says what somebody who wrote is: "Political correspondent"."""
    words = text.casefold().split()
    return 1 < len(words) <= 6 and text[:1].isupper() and words[-1] in every("bylines", "ends")


def is_byline(text: str) -> bool:
    """A line that says who wrote."""
    line = text.strip()
    if len(line) > 160 or (line.endswith((".", "?", "!")) and not line.endswith((" Jr.", " Sr."))):
        return False
    if re.match(r"^\W{0,4}(?i:from)\s", line):
        return len(line.split()) <= 12 and _FROM.match(line) is not None and len(line.split()) >= 3
    if _BY.match(line):
        return True
    role = _ROLE.match(line)
    if role is None:
        return False
    words = role.group(1).casefold().rstrip(" .")
    return any(words.endswith(end) for end in every("bylines", "ends"))


def is_credit(text: str) -> bool:
    """A line that credits agencies or staff under an article."""
    return len(text) <= 300 and _begins(text, "credits")


_CLOSING = "\"”'’»)]*_ "


def is_sentence(text: str) -> bool:
    """Prose: a line that ends as a sentence ends, or is too long for a title."""
    bare = text.rstrip(_CLOSING)
    return len(text) > 180 or (bare[-1:] in ".!?…:;" and len(text.split()) > 3)


_OPENING = re.compile(r"^[\s*_#>\"“'‘«(\[¿¡•-]*[\w$£€@\[]")


def is_titlelike(text: str, longest: int = 140) -> bool:
    """The shape of a headline: one short line, no full stop, no sentence of its own before its end."""
    line = text.strip()
    words = line.split()
    if not 2 <= len(words) <= 24 or len(line) > longest or "\n" in line:
        return False
    bare = line.rstrip(_CLOSING)
    if bare[-1:] in ".,;:…" and not re.search(r"\b(?:[A-Z]\.){2,}$", bare):
        return False
    first = _OPENING.match(line)
    return first is not None and not first.group()[-1].islower()
