"""What every record shares: frozen, closed to unknown fields, times in UTC, text that can be encoded."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


class Model(BaseModel):
    """An immutable value: built once, checked when built, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


_FIRST, _LAST = 2, 9998
"""Years of times, so far from the ends of the calendar that days can be added to any of them."""


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs an offset")
    if not _FIRST <= value.year <= _LAST:
        raise ValueError("a time at the end of the calendar")
    return value.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(_utc)]
"""A point in time, always UTC; a naive datetime is refused."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=512, pattern=r"^[^\x00]+$")]
"""An identifier: a source, a desk, a thread, a party, a path. No NUL, which separates the parts of store keys."""
