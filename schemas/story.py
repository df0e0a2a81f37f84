"""Declared stories and the reusable ladders they follow: all that is known of a story before its first post."""

from typing import Literal

from pydantic import Field

from schemas.base import Model, Name

Move = Literal["progress", "pause", "reversal"]
Kind = Literal["text", "date", "duration", "number", "place", "presence"]


class State(Model):
    """One rung of a ladder, with the words that assert it.

    `cues` are regular expressions over predicates, in general words and never one page's sentence; `nouns` name the
    action itself ("pull-out", "truce") where only a verb or a date near them makes an assertion.
    """

    name: Name
    move: Move = "progress"
    cues: tuple[str, ...] = ()


class Aspect(Model):
    """A further field that a ladder tracks beside the status, such as plan.start or remains.bases."""

    path: Name
    kind: Kind = "text"
    cues: tuple[str, ...] = ()
    by_place: bool = False
    """Keyed by place: `remains.bases` becomes `remains.bases.<place>`."""


class Ladder(Model):
    """A kind of event: its states in the order of progress, then pauses and reversals, and its aspects."""

    id: Name
    title: str
    states: tuple[State, ...] = Field(min_length=1)
    aspects: tuple[Aspect, ...] = ()
    action: tuple[str, ...] = ()
    """Words for the action itself, by which a post or a stance is known to be about it."""


class Place(Model):
    """A place of the story, under one name whatever its spelling."""

    name: Name
    variants: tuple[str, ...] = ()


class Party(Model):
    """A non-state party the story names, with the words that mean it."""

    name: Name
    variants: tuple[str, ...] = ()


class Story(Model):
    """One declared subject to follow, with its ladder in full, so that a log is complete in itself.

    `actors` are the parties who act (ISO codes or names), `places` where, `object` on what. `exclude` are words that
    put a post outside. `gap_hours` is the silence after which a new episode, and so a new thread, begins.
    """

    id: Name
    title: str
    ladder: Ladder
    actors: tuple[Name, ...] = ()
    places: tuple[Place, ...] = ()
    parties: tuple[Party, ...] = ()
    object: str | None = None
    exclude: tuple[str, ...] = ()
    gap_hours: int = Field(default=24 * 30, ge=1)
