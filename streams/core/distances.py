"""How far the posts of a page stand from its oldest one, so that they have an order where their times say none."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from schemas.observations import CaptureEnded


def width(ended: CaptureEnded, places: Iterable[int]) -> int:
    """How many places a capture has: one for each post, those that are lost included."""
    return max([ended.posts, *(place + 1 for place in places)])


def distances(
    ended: CaptureEnded, places: Sequence[int | None], known: Mapping[int, int], farthest: int | None
) -> dict[int, int]:
    """The distances of the posts of a capture that are not `known`, counted on from the nearest one that is.

    Without one, they begin behind the `farthest` so far, or before all there are where that is None. `places` count
    from the top of the window: those that a lost post left are counted, so that it fits in when it is put back.
    """
    at = [s if place is None else place for s, place in enumerate(places)]
    size = width(ended, at)
    local = [size - 1 - place for place in at] if ended.first == "newest" else at
    anchors = sorted((local[s], distance) for s, distance in known.items())
    if not anchors:
        base = -size if farthest is None else farthest + 1
        return {s: base + place for s, place in enumerate(local)}
    out = {}
    for s, place in enumerate(local):
        if s not in known:
            n = bisect_left(anchors, (place,))
            near = min(anchors[max(0, n - 1) : n + 1], key=lambda anchor: (abs(anchor[0] - place), anchor))
            out[s] = near[1] + place - near[0]
    return out
