"""Readings: what was extracted from one post revision, whatever story it belongs to."""

from typing import Literal

from pydantic import Field

from schemas.base import Model, Name
from schemas.evidence import Span

Mode = Literal["direct", "mixed", "indirect"]
"""How the words are reported: in quotation marks, partly, or not at all."""


class Statement(Model):
    """Somebody is reported to have said something.

    `span` covers the statement with its words of attribution, `content` what was said. `speaker` is as printed there
    ("he", "the ministry", "President Lena Marek"), `canonical` the name or body it resolves to within post and
    page. `party` is for whom they speak: ISO 3166-1 alpha-2, UN, EU, NATO, A+B for a joint statement, or the name of a
    non-state party; None is nobody's party (the press, analysts, private people). `assumed`: neither post nor page says
    whose office or body it is, and `party` is the outlet's own country; a declared story knows better.
    """

    span: Span
    content: tuple[Span, ...] = ()
    speaker: str | None = None
    canonical: str | None = None
    role: str | None = None
    party: str | None = None
    assumed: bool | None = None
    mode: Mode = "indirect"
    cue: str | None = None


class Figure(Model):
    """A number the text reports: `value` (or the range [value, high]) of `kind`, such as deaths or troops.

    `qualifier` is what the text says of its sharpness: "at least", "about", "more than". `subject` tells apart two
    quantities of one kind in one story (the whole war, one campaign), None where the text does not say.
    """

    span: Span
    kind: Name
    value: float
    high: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    subject: str | None = None
    statement: int | None = None
    """Index into the reading's statements of the one who gives the number."""


class Extractor(Model):
    """Who read: a name and the version of its rules or model."""

    name: Name
    version: Name


class Reading(Model):
    """All that one extractor found in one post revision, in text order."""

    extractor: Extractor
    statements: tuple[Statement, ...] = Field(default=())
    figures: tuple[Figure, ...] = Field(default=())
    left_out: int | None = Field(default=None, ge=1)
    """How many more were found, at the post's end, than a record can hold; None where all are here."""
    language: str | None = None
    """The language it was read in; None is English."""
