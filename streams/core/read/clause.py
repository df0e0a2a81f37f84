"""One attribution within a sentence."""

from typing import NamedTuple

from streams.core.read.mention import Mention, Range
from streams.core.read.subjects import Subject


class Clause(NamedTuple):
    """One attribution in words of its sentence. `subject` is None where the speaker is that of the clause before;
    `left`: what was said stands before the words of attribution.
    """

    subject: Subject | None
    mention: Mention | None
    cue: Range
    content: tuple[Range, ...]
    left: bool

    @property
    def start(self) -> int:
        """The first word of the attribution and of what was said."""
        return min([a for a, _ in self._parts()])

    @property
    def end(self) -> int:
        """After the last of them."""
        return max([b for _, b in self._parts()])

    def _parts(self) -> tuple[Range, ...]:
        if self.subject is None:
            return (self.cue, *self.content)
        own = (self.subject.start, self.subject.end)
        extra = (self.subject.extra,) if self.subject.extra else ()
        return (self.cue, *self.content, own, *extra)
