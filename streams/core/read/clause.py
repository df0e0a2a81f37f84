"""One attribution within a sentence."""

from dataclasses import dataclass

from streams.core.read.speakers import Mention
from streams.core.read.subjects import Subject

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """One attribution in words of its sentence. `subject` is None where the speaker is that of the clause before."""

    subject: Subject | None
    mention: Mention | None
    cue: Range
    content: tuple[Range, ...]
    left: bool
    """What was said stands before the words of attribution."""

    @property
    def start(self) -> int:
        """The first word of the attribution and of what was said."""
        return min(self.cue[0], *(a for a, _ in self.content), *(a for a, _ in self._subject()))

    @property
    def end(self) -> int:
        """After the last of them."""
        return max(self.cue[1], *(b for _, b in self.content), *(b for _, b in self._subject()))

    def _subject(self) -> tuple[Range, ...]:
        if self.subject is None:
            return ()
        own = (self.subject.start, self.subject.end)
        return (own, self.subject.extra) if self.subject.extra else (own,)
