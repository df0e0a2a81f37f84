"""Times as intervals: what a page lets us know about when, and how we know it."""

from typing import Literal, Self

from pydantic import model_validator

from schemas.base import Instant, Model

Basis = Literal["stamped", "inferred", "manifest"]
Precision = Literal["second", "minute", "hour", "day", "week", "month", "year", "unknown"]


class Interval(Model):
    """A closed interval of time; an end that is None is not known."""

    earliest: Instant | None = None
    latest: Instant | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise ValueError("earliest is after latest")
        return self


class Published(Model):
    """When a post was published: [earliest, latest], how sharp that is, and what it rests on.

    A post must have existed at `latest`, so ordering, the watermark and episode gaps go by it. `stamped`: printed on
    the page with its zone known; `inferred`: from the text, the page's date, the order of neighbours; `manifest`: from
    what the source's manifest says. `printed` keeps a stamp as the page has it.
    """

    earliest: Instant | None = None
    latest: Instant
    precision: Precision
    basis: Basis
    printed: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.earliest is not None and self.earliest > self.latest:
            raise ValueError("earliest is after latest")
        return self
