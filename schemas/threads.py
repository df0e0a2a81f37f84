"""Thread heads: the running state of one episode of one story, small enough to send after every post.

`state` is a function of the set of posts that stand, whatever the order they came in (up to the names of threads);
`meta` is what depends on arrival. Every value cites evidence; lists of citations hold the oldest few by order of time,
the claims topic has them all.
"""

from pydantic import Field, TypeAdapter

from schemas.base import Instant, Model, Name
from schemas.evidence import Evidence
from schemas.interpretation import Factuality, StanceValue
from schemas.times import Interval, Published


class Step(Model):
    """One state the story has been in, since when, and on which words; `sources` confirm it independently."""

    state: Name
    effective: Interval
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    sources: int = Field(ge=0)


class Beside(Model):
    """An assertion kept beside the status and never folded into it: planned, conditional, denied or doubted."""

    state: Name
    factuality: Factuality
    party: str | None = None
    effective: Interval = Interval()
    evidence: Evidence


class Status(Model):
    """Where the story stands: the last of its timeline. No status at all is the ladder's first state."""

    current: Name
    timeline: tuple[Step, ...] = Field(min_length=1)


class Reaction(Model):
    """What one party has said: its stance (None: about something else), and the words it rests on."""

    party: Name
    stance: StanceValue | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    first_post: Name
    first_seen: Published
    statements: int = Field(ge=1)
    copies: int = Field(ge=0)
    repeated: tuple[tuple[Name, ...], ...] = ()
    """Ids of claims that say the same in other wrappings, the first said first."""


class AspectState(Model):
    """The standing value of one aspect."""

    path: Name
    value: str
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    sources: int = Field(ge=0)


class Quantity(Model):
    """One value that one source gives."""

    value: float
    high: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    source: Name
    speaker: str | None = None
    evidence: Evidence


class FigureState(Model):
    """What is reported of one quantity: conflicting values stand side by side with their sources."""

    path: Name
    disputed: bool
    values: tuple[Quantity, ...] = Field(min_length=1)


class State(Model):
    """A function of the posts that stand."""

    status: Status | None = None
    beside: tuple[Beside, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    aspects: tuple[AspectState, ...] = ()
    figures: tuple[FigureState, ...] = ()
    posts: int = Field(ge=0)
    sources: int = Field(ge=0)
    first: Instant | None = None
    last: Instant | None = None


class Meta(Model):
    """What depends on the order of arrival."""

    version: int = Field(ge=1)
    opened: Instant
    updated: Instant
    merged_into: str | None = None


class ThreadHead(Model):
    """The running state of one thread."""

    thread: Name
    story: Name | None = None
    title: str
    definition: str | None = None
    state: State
    meta: Meta


THREAD_HEAD: TypeAdapter[ThreadHead] = TypeAdapter(ThreadHead)
