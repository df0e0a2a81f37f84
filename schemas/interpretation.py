"""Interpretations: what a reading means for one declared story, made where the story is known: at the desk."""

from typing import Literal

from pydantic import Field

from schemas.base import Model, Name
from schemas.evidence import Span
from schemas.reading import Extractor
from schemas.times import Interval

Factuality = Literal["happened", "reported", "ordered", "planned", "conditional", "denied", "history"]
"""How real the text says a state is. Only happened and reported can move a status; a plan never becomes a fact."""

StanceValue = Literal["welcomes", "conditional", "reserved", "sceptical", "opposes", "neutral"]
"""Toward the story's main action. A statement about something else has no stance at all."""


class Assertion(Model):
    """The text asserts a state of the story's ladder: how real, and when it became so."""

    span: Span
    state: Name
    factuality: Factuality
    effective: Interval = Interval()
    statement: int | None = None
    """Index into the reading's statements, where somebody says so and the page does not."""


class Stance(Model):
    """What the statement at this index of the reading says toward the story's main action."""

    statement: int = Field(ge=0)
    value: StanceValue


class AspectValue(Model):
    """The text gives a value of one of the ladder's aspects; `path` includes the place where keyed by it."""

    span: Span
    path: Name
    value: str


class Interpretation(Model):
    """One reading against one story."""

    interpreter: Extractor
    assertions: tuple[Assertion, ...] = ()
    stances: tuple[Stance, ...] = ()
    aspects: tuple[AspectValue, ...] = ()
