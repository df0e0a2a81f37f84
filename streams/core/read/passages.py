"""From a post's paragraphs to its statements: who goes on speaking, signed quotations, headlines and posts within."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from schemas.evidence import Where
from schemas.reading import Mode
from streams.core.read.cast import Cast, Voice
from streams.core.read.clause import Clause
from streams.core.read.clauses import clauses
from streams.core.read.introductions import NOBODY, Introductions, introductions
from streams.core.read.mention import Mention, Range
from streams.core.read.pack import CAP, PREP, QUOTE, Pack
from streams.core.read.phrases import after
from streams.core.read.plain import clean, hide, paragraphs, sentences
from streams.core.read.speakers import describe
from streams.core.read.whose import addressed, owned
from streams.core.read.words import Words, shown, words

_SIGNATURE = re.compile(r"\s*(?:[—–]|--|-)\s*(?=[^\W\d_])")
_ACCOUNT = re.compile(r"\s*\[?@\w")
_LONGEST_TEXT = 200_000
"""Characters of a text that are read; no post is so long, and what is longer is no post."""
_LONGEST_SENTENCE = 500
"""Words of a sentence in which attributions are looked for: the work in one grows with the square of its length."""
_HEADING = 60
"""A quotation shorter than this that ends without a stop is a heading set in quotation marks."""
_LONGEST_BLOCK = 6
"""How many paragraphs a signature can sign."""
_STOPS = ".,!?;…"
_LONGEST_CREDIT = 400
"""Characters of a paragraph that can be the caption or credit of a picture."""
_VENUES = frozenset({"AT", "BE", "CH", "EU", "QA"})
"""In whose capitals others meet."""
_LABEL_WORDS = 6
"""How many words a speaker before a headline's colon can have."""


class Line(NamedTuple):
    """One sentence of a paragraph. `quote`: nothing but a quotation."""

    words: Words
    quote: bool


class Paragraph(NamedTuple):
    """Characters [start, end) of a text. `finished`: ends as a sentence does; a heading does not."""

    start: int
    end: int
    lines: tuple[Line, ...]
    finished: bool


class Parsed(NamedTuple):
    """A text as paragraphs, and whom its sentences introduce."""

    paragraphs: tuple[Paragraph, ...]
    introduced: tuple[Introductions, ...]


class Said(NamedTuple):
    """A statement in the making: places in the text as pairs."""

    span: Range
    content: tuple[Range, ...]
    speaker: str | None
    canonical: str | None
    role: str | None
    party: str | None
    assumed: bool
    mode: Mode
    cue: str | None

    def fields(self, where: Where) -> dict[str, Any]:
        """The fields of the statement that is recorded."""
        return {
            "span": {"where": where, "start": self.span[0], "end": self.span[1]},
            "content": [{"where": where, "start": start, "end": end} for start, end in self.content],
            "speaker": self.speaker,
            "canonical": self.canonical,
            "role": self.role,
            "party": self.party,
            "assumed": self.assumed or None,
            "mode": self.mode,
            "cue": self.cue,
        }


@lru_cache(maxsize=32)
def parse(text: str, language: Pack) -> Parsed:
    """The paragraphs of a text and their sentences; captions and credits of pictures are left out.

    Remembered for the last few texts: a post is surveyed for its page and then read.
    """
    plain = clean(text[:_LONGEST_TEXT])
    pieces = [
        (start, end)
        for start, end in paragraphs(plain)
        if end - start >= _LONGEST_CREDIT or not language.credit.search(plain, start, end)
    ]
    hidden = hide(plain, pieces)
    out: list[Paragraph] = []
    introduced: list[Introductions] = []
    for start, end in pieces:
        lines: list[Line] = []
        for a, b in sentences(hidden[start:end], language):
            w = words(hidden, start + a, start + b, language)
            if w.size:
                lines.append(Line(w, bool(w.bits[0] & QUOTE or w.lower[0] in _STOPS) and _quotation(w)))
                said = introductions(w, language)
                if said is not NOBODY:
                    introduced.append(said)
        out.append(Paragraph(start, end, tuple(lines), plain[end - 1] in ".!?\"”':;…"))
    return Parsed(tuple(out), tuple(introduced))


def _quotation(w: Words) -> bool:
    """Is there nothing but quotations and marks?"""
    return all(bits & QUOTE or word in _STOPS for bits, word in zip(w.bits, w.lower, strict=True))


class Reader:
    """Reads one text of a post, its title or its body, and keeps what the next line may refer to."""

    def __init__(self, text: str, cast: Cast, language: Pack) -> None:
        self._text, self._cast, self._language = text, cast, language
        self._out: list[Said] = []
        self._unsigned: list[Paragraph] = []

    def read(self, parsed: Parsed) -> list[Said]:
        """What is said in the text, in its order."""
        for paragraph in parsed.paragraphs:
            before = len(self._out)
            if self._signature(paragraph) or self._headline(paragraph):
                self._unsigned = []
                continue
            self._paragraph(paragraph)
            if len(self._out) > before:
                self._unsigned = []
            elif paragraph.finished:
                self._unsigned.append(paragraph)
            else:
                self._unsigned = []
        return self._out

    def _paragraph(self, paragraph: Paragraph) -> None:
        """Its sentences, one after the other; a quotation alone is the last speaker's."""
        direct: Said | None = None
        first = len(self._out)
        self._cast.turn()
        for line in paragraph.lines:
            if line.quote:
                direct = self._alone(line.words, direct)
                continue
            direct = None
            if self._furniture(line.words):
                continue
            before = len(self._out)
            made = self._sentence(line.words)
            if made and before > first:
                self._name_group(self._out[before - 1], made[0], before - 1)
            if made and made[-1].mode == "direct":
                direct = made[-1]

    def _furniture(self, w: Words) -> bool:
        """ "Read more: Minister to quit": a label that points elsewhere."""
        colon = w.lower.index(":") if ":" in w.lower[1:4] else 0
        return bool(colon) and w.lower[0] in self._language.labels and not w.bits[min(colon + 1, w.size - 1)] & QUOTE

    def _name_group(self, old: Said, new: Said, at: int) -> None:
        """ "A spokesman for a rebel group", whom the next sentence names with his group, speaks for that group."""
        groups = self._language.group_names
        if (
            old.canonical is None
            and old.party in groups
            and new.party
            and len(new.party) > 2
            and new.party not in groups
        ):
            self._out[at] = old._replace(canonical=new.canonical, party=new.party)

    def _alone(self, w: Words, direct: Said | None) -> Said | None:
        start, end = w.start(0), w.end(-1)
        if direct is not None and self._out and self._out[-1] == direct:
            self._out[-1] = direct._replace(span=(direct.span[0], end), content=(*direct.content, (start, end)))
            return self._out[-1]
        voice = self._cast.last
        if (
            voice is None
            or end - start < 20
            or (end - start < _HEADING and self._text[end - 2 : end - 1] not in ".,!?")
        ):
            return None
        self._out.append(_said((start, end), ((start, end),), None, voice, "direct", None))
        return self._out[-1]

    def _sentence(self, w: Words) -> list[Said]:
        made: list[Said] = []
        if w.size > _LONGEST_SENTENCE:
            return made
        voice: Voice | None = None
        printed: str | None = None
        self._cast.scene = scene(w)
        for clause in clauses(w, self._language):
            if clause.mention is not None and clause.subject is not None:
                if clause.mention.owner in self._language.possessives and clause.left:
                    self._cast.glance(w, before=False)
                voice = self._resolved(w, clause, clause.mention, voice is None)
                printed = self._slice(w, clause.subject.start, clause.subject.end)
            if voice is None and clause.mention is None and self._language.drops:
                voice = self._cast.resolve(Mention("", "pronoun"))
            if voice is None or (voice.sort == "press" and (voice.role or "").lower() not in self._language.reporters):
                continue
            self._cast.last = voice
            if not clause.content:
                continue
            made.append(self._clause(w, clause, voice, printed))
        if not made:
            self._cast.glance(w)
        self._out += made
        return made

    def _resolved(self, w: Words, clause: Clause, mention: Mention, first: bool) -> Voice:
        """Who speaks, by the words around him where nothing else tells."""
        known = self._cast.person(mention.name) if mention.name and not mention.owner else None
        if known and known.party:
            return self._cast.resolve(mention)
        voice = self._cast.resolve(owned(w, clause, mention, first, self._language))
        guessed = mention.sort == "person" and voice.role is None and mention.party is None and voice.party is not None
        return (
            voice._replace(party=None, assumed=False)
            if guessed and addressed(w, clause, self._language) == voice.party
            else voice
        )

    def _clause(self, w: Words, clause: Clause, voice: Voice, printed: str | None) -> Said:
        content = tuple((w.start(a), self._closed(w, b)) for a, b in clause.content)
        quotes = [
            bool(bits & QUOTE)
            for a, b in clause.content
            for bits, word in zip(w.bits[a:b], w.lower[a:b], strict=True)
            if word not in ",."
        ]
        mode: Mode = "direct" if all(quotes) else "mixed" if any(quotes) else "indirect"
        return _said(
            (w.start(clause.start), self._closed(w, clause.end)),
            content,
            printed,
            voice,
            mode,
            shown(w, *clause.cue),
        )

    def _closed(self, w: Words, end: int) -> int:
        """The place after word `end` - 1, with the mark that closes a quotation and shows as a full stop."""
        at = w.end(end - 1)
        return at + bool(w.bits[end - 1] & QUOTE and end < w.size and w.lower[end] == "." and w.start(end) == at)

    def _signature(self, paragraph: Paragraph) -> bool:
        """A line such as "— Minister Lena Marek" signs the paragraphs above it that nobody has been given."""
        if len(paragraph.lines) != 1 or not _SIGNATURE.match(self._text, paragraph.start):
            return False
        w = paragraph.lines[0].words
        if w.size > 16 or w.lower[-1] in (".", "!", "?"):
            return False
        mention = self._named(w, 1, w.size)
        if mention is None or not self._unsigned:
            return False
        voice = self._cast.resolve(mention)
        for block in self._unsigned[-_LONGEST_BLOCK:]:
            span = (block.start, block.end)
            self._out.append(_said(span, (span,), mention.printed, voice, "direct", None))
        self._cast.last = voice
        return True

    def _headline(self, paragraph: Paragraph) -> bool:
        """ "Marek: judge us by deeds" and "Deeds count - Marek": a line that is no sentence."""
        if len(paragraph.lines) != 1 or (paragraph.finished and paragraph.lines[0].words.lower[-1] == "."):
            return False
        w = paragraph.lines[0].words
        n = w.size
        if n < 3:
            return False
        account = _ACCOUNT.match(self._text, self._text.rfind("\n", 0, paragraph.start) + 1) is not None
        colon = next((k for k in range(1, min(n, _LABEL_WORDS + 1)) if w.lower[k] == ":"), None)
        if colon is not None and colon + 1 < n and w.lower[0] not in self._language.labels:
            mention = self._named(w, 0, colon, quoted=bool(w.bits[colon + 1] & QUOTE))
            if mention is not None and after(w, 0, colon, self._language) == colon:
                return self._label(w, (0, colon), (colon + 1, n), mention)
        dash = next(
            (k for k in range(n - 2, 1, -1) if w.lower[k] in ("—", "-", "--") and w.start(k) > w.end(k - 1)),
            None,
        )
        if dash is not None and (account or n - dash <= 4):
            stop = dash + 1
            while stop < n and w.bits[stop] & CAP and (stop == dash + 1 or w.start(stop) - w.end(stop - 1) == 1):
                stop += 1
            mention = self._named(w, dash + 1, stop, quoted=account)
            if mention is not None and not clauses(w, self._language):
                return self._label(w, (dash + 1, stop), (0, dash), mention)
        return False

    def _label(self, w: Words, who: tuple[int, int], what: tuple[int, int], mention: Mention) -> bool:
        voice = self._cast.resolve(mention)
        span = (w.start(min(who[0], what[0])), w.end(max(who[1], what[1]) - 1))
        content = ((w.start(what[0]), w.end(what[1] - 1)),)
        self._out.append(_said(span, content, self._slice(w, *who), voice, "indirect", None))
        self._cast.last = voice
        return True

    def _named(self, w: Words, start: int, end: int, *, quoted: bool = False) -> Mention | None:
        """The speaker that these words are, if they are one by office, by party or by the cast."""
        if start >= end or not w.bits[start] & CAP:
            return None
        stop = after(w, start, end, self._language)
        if stop == start:
            return None
        mention = describe(w, start, stop, (stop + 1, end) if stop + 1 < end else None, self._language)
        match mention.sort:
            case "person":
                known = self._cast.person(mention.name or "")
                return mention if quoted or mention.role or mention.party or (known and known.role) else None
            case "country" if mention.head in self._language.seats and not quoted:
                return None
            case "office" | "body" | "group" | "country":
                return mention
            case _:
                return None

    def _slice(self, w: Words, start: int, end: int) -> str:
        text = self._text[w.start(start) : w.end(end - 1)]
        return " ".join((clean(text) if "[" in text or "*" in text else text).split())


def scene(w: Words) -> str | None:
    """The country in whose capital a sentence opens: "In Ostrova City, the minister said"."""
    if not w.known or not w.bits[0] & PREP or w.known[0][0].start != 1:
        return None
    capital = w.known[0][0]
    opened = capital.kind == "seat" and capital.end < w.size and w.lower[capital.end] == ","
    return capital.value if opened and len(capital.value) == len("XX") and capital.value not in _VENUES else None


def _said(
    span: Range, content: tuple[Range, ...], printed: str | None, voice: Voice, mode: Mode, cue: str | None
) -> Said:
    return Said(span, content, printed, voice.canonical, voice.role, voice.party, voice.assumed, mode, cue)
