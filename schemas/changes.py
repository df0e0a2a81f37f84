"""Changes: notifications that one path of a thread's state moved, as CloudEvents 1.0 in JSON.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
"""

from typing import Literal

from pydantic import Field, TypeAdapter

from schemas.base import Instant, Model, Name
from schemas.evidence import Evidence
from schemas.posts import Known
from schemas.times import Interval

ChangeType = Literal[
    "thread.opened",
    "thread.merged",
    "thread.split",
    "status.changed",
    "status.retracted",
    "reaction.added",
    "reaction.changed",
    "reaction.retracted",
    "aspect.changed",
    "aspect.retracted",
    "figure.reported",
    "figure.disputed",
    "figure.retracted",
    "corroboration.added",
    "gap.detected",
]


class ChangeData(Model):
    """What moved: `old` and `new` as text (a state, a stance, a value), None for nothing.

    `valid` is when the new value became so or was said, `known` when it counts as known here; `version` is the
    thread's after this change. `cause` is the post revision or definition that moved it.
    """

    path: Name
    old: str | None = None
    new: str | None = None
    evidence: tuple[Evidence, ...] = ()
    valid: Interval = Interval()
    known: Known
    version: int = Field(ge=1)
    cause: Name


class Change(Model):
    """One notification. `id` is the same on every replay; `source` names the desk, `subject` the thread."""

    specversion: Literal["1.0"] = "1.0"
    id: Name
    source: Name
    type: ChangeType
    subject: Name
    time: Instant
    datacontenttype: Literal["application/json"] = "application/json"
    data: ChangeData


CHANGE: TypeAdapter[Change] = TypeAdapter(Change)
