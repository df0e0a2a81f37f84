"""From a post's paragraphs to its statements: who goes on speaking, signed quotations, headlines and posts within."""

import re
from dataclasses import dataclass
from functools import lru_cache

from schemas.evidence import Span, Where
from schemas.reading import Mode, Statement
from streams.core.read.cast import Cast, Voice
from streams.core.read.clause import Clause
from streams.core.read.clauses import clauses
from streams.core.read.introductions import Introductions, introductions
from streams.core.read.pack import CAP, QUOTE, Pack
from streams.core.read.phrases import after
from streams.core.read.speakers import Mention, describe
from streams.core.read.subjects import opening
from streams.core.read.words import Words, clean, hide, paragraphs, quotations, sentences, shown, words

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
_LABEL_WORDS = 6
"""How many words a speaker before a headline's colon can have."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a paragraph."""

    words: Words
    quote: bool
    """Nothing but a quotation."""
    introductions: Introductions


@dataclass(frozen=True, slots=True)
class Paragraph:
    start: int
    end: int
    lines: tuple[Line, ...]
    finished: bool
    """Ends as a sentence does; a heading does not."""


@lru_cache(maxsize=32)
def parse(text: str, language: Pack) -> tuple[Paragraph, ...]:
    """The paragraphs of a text and their sentences; captions and credits of pictures are left out.

    Remembered for the last few texts: a post is surveyed for its page and then read.
    """
    plain = clean(text[:_LONGEST_TEXT])
    out: list[Paragraph] = []
    for start, end in paragraphs(plain):
        piece = plain[start:end]
        if len(piece) < 400 and language.credit.search(piece):
            continue
        hidden = hide(piece, quotations(piece))
        lines: list[Line] = []
        for a, b in sentences(hidden, language):
            w = words(hidden, a, b, language, start)
            if w.size:
                quote = all(bits & QUOTE or word in ".,!?;…" for bits, word in zip(w.bits, w.lower, strict=True))
                lines.append(Line(w, quote, introductions(w, language)))
        out.append(Paragraph(start, end, tuple(lines), piece.rstrip()[-1:] in ".!?\"”':;…"))
    return tuple(out)


class Reader:
    """Reads one text of a post, its title or its body, and keeps what the next line may refer to."""

    def __init__(self, text: str, where: Where, cast: Cast, language: Pack) -> None:
        self._text, self._where, self._cast, self._language = text, where, cast, language
        self._out: list[Statement] = []
        self._unsigned: list[Paragraph] = []

    def read(self, parsed: tuple[Paragraph, ...]) -> tuple[Statement, ...]:
        for paragraph in parsed:
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
        return tuple(self._out)

    def _paragraph(self, paragraph: Paragraph) -> None:
        """Its sentences, one after the other; a quotation alone is the last speaker's."""
        direct: Statement | None = None
        first = len(self._out)
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

    def _name_group(self, old: Statement, new: Statement, at: int) -> None:
        """ "A spokesman for a rebel group", whom the next sentence names with his group, speaks for that group."""
        groups = self._language.group_names
        if (
            old.canonical is None
            and old.party in groups
            and new.party
            and len(new.party) > 2
            and new.party not in groups
        ):
            self._out[at] = old.model_copy(update={"canonical": new.canonical, "party": new.party})

    def _alone(self, w: Words, direct: Statement | None) -> Statement | None:
        start, end = w.start[0], w.end[-1]
        if direct is not None and self._out and self._out[-1] == direct:
            content = (*direct.content, self._span(start, end))
            self._out[-1] = direct.model_copy(update={"span": self._span(direct.span.start, end), "content": content})
            return self._out[-1]
        voice = self._cast.last
        if (
            voice is None
            or end - start < 20
            or (end - start < _HEADING and self._text[end - 2 : end - 1] not in ".,!?")
        ):
            return None
        self._out.append(self._statement((start, end), ((start, end),), None, voice, "direct", None))
        return self._out[-1]

    def _sentence(self, w: Words) -> list[Statement]:
        made: list[Statement] = []
        if w.size > _LONGEST_SENTENCE:
            return made
        voice: Voice | None = None
        printed: str | None = None
        for clause in clauses(w, self._language):
            if clause.mention is not None and clause.subject is not None:
                if clause.mention.owner in self._language.possessives and clause.left:
                    self._glance(w)
                voice = self._cast.resolve(clause.mention)
                printed = self._slice(w, clause.subject.start, clause.subject.end)
            if voice is None or (voice.sort == "press" and (voice.role or "").lower() not in self._language.reporters):
                continue
            self._cast.last = voice
            if not clause.content:
                continue
            made.append(self._clause(w, clause, voice, printed))
        if not made:
            self._glance(w)
        self._out += made
        return made

    def _glance(self, w: Words) -> None:
        """Keep whom the sentence is about, for the pronoun to come."""
        if subject := opening(w, w.size, self._language):
            self._cast.glance(describe(w, subject.start, subject.end, subject.extra, self._language))

    def _clause(self, w: Words, clause: Clause, voice: Voice, printed: str | None) -> Statement:
        content = tuple((w.start[a], self._closed(w, b)) for a, b in clause.content)
        quotes = [bool(w.bits[k] & QUOTE) for a, b in clause.content for k in range(a, b) if w.lower[k] not in ",."]
        mode: Mode = "direct" if all(quotes) else "mixed" if any(quotes) else "indirect"
        return self._statement(
            (w.start[clause.start], self._closed(w, clause.end)), content, printed, voice, mode, shown(w, *clause.cue)
        )

    def _closed(self, w: Words, end: int) -> int:
        """The place after word `end` - 1, with the mark that closes a quotation and shows as a full stop."""
        at = w.end[end - 1]
        return at + bool(w.bits[end - 1] & QUOTE and end < w.size and w.lower[end] == "." and w.start[end] == at)

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
            self._out.append(self._statement(span, (span,), mention.printed, voice, "direct", None))
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
            (k for k in range(n - 2, 1, -1) if w.lower[k] in ("—", "-", "--") and w.start[k] > w.end[k - 1]), None
        )
        if dash is not None and (account or n - dash <= 4):
            stop = dash + 1
            while stop < n and w.bits[stop] & CAP and (stop == dash + 1 or w.start[stop] - w.end[stop - 1] == 1):
                stop += 1
            mention = self._named(w, dash + 1, stop, quoted=account)
            if mention is not None and not clauses(w, self._language):
                return self._label(w, (dash + 1, stop), (0, dash), mention)
        return False

    def _label(self, w: Words, who: tuple[int, int], what: tuple[int, int], mention: Mention) -> bool:
        voice = self._cast.resolve(mention)
        span = (w.start[min(who[0], what[0])], w.end[max(who[1], what[1]) - 1])
        content = ((w.start[what[0]], w.end[what[1] - 1]),)
        self._out.append(self._statement(span, content, self._slice(w, *who), voice, "indirect", None))
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
        text = self._text[w.start[start] : w.end[end - 1]]
        return " ".join((clean(text) if "[" in text or "*" in text else text).split())

    def _span(self, start: int, end: int) -> Span:
        return Span(where=self._where, start=start, end=end)

    def _statement(
        self,
        span: tuple[int, int],
        content: tuple[tuple[int, int], ...],
        printed: str | None,
        voice: Voice,
        mode: Mode,
        cue: str | None,
    ) -> Statement:
        return Statement(
            span=self._span(*span),
            content=tuple(self._span(*part) for part in content),
            speaker=printed,
            canonical=voice.canonical,
            role=voice.role,
            party=voice.party,
            mode=mode,
            cue=cue,
        )
