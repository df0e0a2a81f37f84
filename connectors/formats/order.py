"""The order of stamps down a page, in whatever they print."""

from itertools import pairwise

from connectors.formats.stamps import Stamp


def newest_first(stamps: list[Stamp]) -> bool:
    """Whether most of these stamps are older than the one above them."""
    steps = [_step(a, b) or 0 for a, b in pairwise(stamps)]
    return sum(s < 0 for s in steps) >= sum(s > 0 for s in steps)


def steady(stamps: list[Stamp], down: bool) -> float:
    """The share of steps from stamp to stamp that keep the order, `down`: newest first."""
    steps = [follows(a, b, down) for a, b in pairwise(stamps)]
    return sum(steps) / len(steps) if steps else 1.0


def follows(a: Stamp, b: Stamp, down: bool) -> bool:
    """Whether a stamp can stand right under another on a page in this order."""
    step = _step(a, b)
    return step is not None and (step <= 0 if down else step >= 0)


def _step(a: Stamp, b: Stamp) -> float | None:
    """From one stamp to the next, in whatever both print: below 0 where the second is older. None: not comparable."""
    if a.instant is not None and b.instant is not None:
        return (b.instant - a.instant).total_seconds()
    if a.day is not None and b.day is not None and (a.month, a.day) != (b.month, b.day):
        return 1 if (b.year or 0, b.month, b.day) > (a.year or 0, a.month, a.day) else -1
    if a.minute is not None and b.minute is not None:
        step = b.minute - a.minute
        return step if abs(step) < 720 else -step
    if a.ago is not None and b.ago is not None:
        return a.ago - b.ago
    return None
