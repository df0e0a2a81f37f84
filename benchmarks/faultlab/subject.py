"""What runs in the lab: tasks, their input, and what must come of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from benchmarks.faultlab.outcome import Order, Outcome
from schemas.record import Record
from streams.core.store import Task
from streams.kafka.lease import Step

NAMES = ("toy", "real")


@dataclass(frozen=True, slots=True)
class Subject:
    """Tasks, so many records of input for a seed, and the outcome where nothing fails."""

    tasks: tuple[Task, ...]
    step: Step
    inputs: Callable[[int, int], Iterator[Record]]
    expected: Callable[[Sequence[Record]], Outcome]
    order: Order


def subject(name: str) -> Subject:
    """By its name. Only this one is imported: workers start a thousand times, and the real one takes long to."""
    found: Subject = import_module(f"benchmarks.faultlab.{name}").SUBJECT
    return found
