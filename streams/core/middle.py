"""Which posts have left the inside of a page's window, so that they were removed and have not fallen off its end."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Literal

from schemas.times import Published
from streams.core.match import SHARP


def left_the_middle(
    before: Sequence[str],
    now: Sequence[str],
    above: Sequence[Published],
    stamps: Mapping[str, Published],
    first: Literal["newest", "oldest"],
) -> frozenset[str]:
    """The posts of a window `before` that stood between two posts which both are still shown `now`, in that order.

    Above the topmost of these on a page with the newest first, a post may be gone too: it has not fallen off the end,
    and a newer post that stands above its place shows that the page is no older copy of itself. But a post that was
    pinned to the top may have: so this holds only where stamps say which is newer: `stamps` those of the posts before,
    `above` those of the posts now. Windows go from the top down.
    """
    places = {post: n for n, post in enumerate(before)}
    still = {places[post]: n for n, post in enumerate(now) if post in places}
    backbone = _longest_rising([*still])
    if not backbone:
        return frozenset()
    top, bottom = backbone[0], backbone[-1]
    middle = {*before[top + 1 : bottom]}
    if first == "newest" and before[top] in stamps:
        middle.update(
            post
            for post in before[:top]
            if post in stamps
            and _no_older(stamps[post], stamps[before[top]])
            and any(_no_older(newer, stamps[post]) for newer in above[: still[top]])
        )
    return frozenset(middle.difference(now))


def _no_older(one: Published, other: Published) -> bool:
    """Do stamps say so? A post without one may be of any time."""
    sharp = one.precision in SHARP and other.precision in SHARP and one.basis == "stamped"
    return sharp and one.latest >= other.latest


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """A longest subsequence that rises."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [n]
        before.append(ends[at - 1] if at else -1)
    out, n = [], ends[-1] if ends else -1
    while n >= 0:
        out.append(numbers[n])
        n = before[n]
    return out[::-1]
