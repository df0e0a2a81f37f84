"""Records in the terms of JSON, as the desk writes them and reads them again.

A desk reads its own rows a hundred times for each that it writes, and none but itself wrote them: they are checked when
they come in and not on every reading. The models of `schemas` say what is in each; the tests hold one to the other.
"""

from typing import Any, Final, NotRequired, TypedDict

from pydantic import TypeAdapter

from schemas.base import Name
from schemas.codec import instant
from schemas.interpretation import Factuality
from schemas.posts import Known
from schemas.times import Interval, Published

NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)
"""Checks the names that the desk makes: of what comes in, the models did."""


class EvidenceRow(TypedDict):
    """`schemas.evidence.Evidence`, as JSON has it."""

    post: str
    revision: int
    where: str
    start: int
    end: int
    quote: str


class ClaimRow(TypedDict):
    """`schemas.claims.Claim`, as JSON has it."""

    kind: str
    id: str
    story: str
    path: str
    source: str
    outlet: NotRequired[str]
    said: dict[str, str]
    distance: int
    evidence: EvidenceRow
    copy_of: NotRequired[str]
    speaker: NotRequired[str]
    canonical: NotRequired[str]
    party: NotRequired[str]
    state: NotRequired[str]
    factuality: NotRequired[Factuality]
    effective: NotRequired[dict[str, str]]
    stance: NotRequired[str]
    value: NotRequired[Any]
    high: NotRequired[float]
    unit: NotRequired[str]
    qualifier: NotRequired[str]


class StepRow(TypedDict):
    """`schemas.threads.Step`, as JSON has it."""

    state: str
    effective: dict[str, str]
    evidence: list[EvidenceRow]
    sources: int


class StatusRow(TypedDict):
    """`schemas.threads.Status`, as JSON has it."""

    current: str
    timeline: list[StepRow]


class BesideRow(TypedDict):
    """`schemas.threads.Beside`, as JSON has it."""

    state: str
    factuality: Factuality
    party: NotRequired[str]
    effective: dict[str, str]
    evidence: EvidenceRow


class StandingRow(TypedDict):
    """A thread's status, and what stands beside it."""

    status: NotRequired[StatusRow]
    beside: list[BesideRow]


class ReactionRow(TypedDict):
    """`schemas.threads.Reaction`, as JSON has it."""

    party: str
    stance: NotRequired[str]
    evidence: list[EvidenceRow]
    first_post: str
    first_seen: dict[str, str]
    statements: int
    copies: int
    repeated: list[list[str]]


class AspectRow(TypedDict):
    """`schemas.threads.AspectState`, as JSON has it."""

    path: str
    value: str
    evidence: list[EvidenceRow]
    sources: int


class QuantityRow(TypedDict):
    """`schemas.threads.Quantity`, as JSON has it."""

    value: float
    high: NotRequired[float]
    unit: NotRequired[str]
    qualifier: NotRequired[str]
    source: str
    speaker: NotRequired[str]
    evidence: EvidenceRow


class FigureRow(TypedDict):
    """`schemas.threads.FigureState`, as JSON has it."""

    path: str
    disputed: bool
    values: list[QuantityRow]


def interval_row(of: Interval | Published) -> dict[str, str]:
    """`schemas.times.Interval`, as JSON has it."""
    row = {}
    if of.earliest is not None:
        row["earliest"] = instant(of.earliest)
    if of.latest is not None:
        row["latest"] = instant(of.latest)
    return row


def published_row(of: Published) -> dict[str, str]:
    """`schemas.times.Published`, as JSON has it."""
    row = interval_row(of) | {"precision": of.precision, "basis": of.basis}
    if of.printed is not None:
        row["printed"] = of.printed
    return row


def known_row(of: Known) -> dict[str, str]:
    """`schemas.posts.Known`, as JSON has it."""
    return {"at": instant(of.at), "basis": of.basis}
