"""Claims: every statement, assertion, aspect and figure that stands now, each with its evidence.

Keyed by story, path and claim, not by thread, so that joining two episodes moves no row; a routing says which thread a
post is in. A claim falls with a tombstone.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Model, Name
from schemas.evidence import Evidence
from schemas.interpretation import Factuality, StanceValue
from schemas.times import Interval, Published


class _Claim(Model):
    id: Name
    story: Name
    path: Name
    source: Name
    outlet: str | None = None
    said: Published
    distance: int
    evidence: Evidence
    copy_of: Name | None = None
    """The post, or the claim, that this repeats; a copy is no independent confirmation."""
    speaker: str | None = None
    canonical: str | None = None
    party: str | None = None


class AssertionClaim(_Claim):
    """A state of the story's ladder is asserted; `party` says so, or the page itself where None."""

    kind: Literal["assertion"] = "assertion"
    state: Name
    factuality: Factuality
    effective: Interval = Interval()


class StatementClaim(_Claim):
    """A party is reported to have said something; stance None: about something else."""

    kind: Literal["statement"] = "statement"
    stance: StanceValue | None = None


class AspectClaim(_Claim):
    """An aspect of the ladder has this value."""

    kind: Literal["aspect"] = "aspect"
    value: str


class FigureClaim(_Claim):
    """A number is reported: `value`, or the range [value, high]."""

    kind: Literal["figure"] = "figure"
    value: float
    high: float | None = None
    unit: str | None = None
    qualifier: str | None = None


Claim = Annotated[AssertionClaim | StatementClaim | AspectClaim | FigureClaim, Field(discriminator="kind")]
CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
