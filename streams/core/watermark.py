"""Order of time at a desk: posts of a run wait until every source of its roster has passed them.

The watermark of a run is the minimum over its roster. It is moved by markers on the log, never by a clock, and only
forward. A source that has sent nothing yet holds it back; an idle or ended one does not. What comes behind the
watermark is late, and goes on at once, to be corrected in.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from schemas.base import Instant, Model
from schemas.codec import decode, encode
from schemas.observations import Marker, Order, RunOpened, SourceAdvanced, SourceEnded, SourceIdle
from streams.core.keys import key, prefix_range
from streams.core.order import BEGINNING, DESK_POST, END, DeskPost, known_at, of_event
from streams.core.rows import Table
from streams.core.store import Store


class _Run(Model):
    order: Order
    watermark: Instant


class _Mark(Model):
    at: Instant


_RUNS = Table("run", _Run)
_MARKS = Table("run-mark", _Mark)
"""(run, source): how far each source of the roster has come."""
_LINE = Table("run-line", _Mark)
"""(run, mark, source): the same in the order of the marks, so that the least is the first."""
_WAITING = "run-waiting"


def open_run(opened: RunOpened, store: Store) -> None:
    """Take note of a run and of the part of its roster that reports here; a second record of it changes nothing."""
    if _RUNS.get(store, opened.run) is not None:
        return
    _RUNS.put(store, _Run(order=opened.order, watermark=BEGINNING), opened.run)
    for entry in opened.roster:
        if entry.desk == opened.desk and _MARKS.get(store, opened.run, entry.source) is None:
            _mark(opened.run, entry.source, BEGINNING, store)


def hold(event: DeskPost, store: Store) -> bool:
    """Whether the event has to wait; if so it is kept until `advance` releases it."""
    run = _RUNS.get(store, event.run) if event.run is not None else None
    if event.run is None or run is None or run.order == "arrival" or known_at(event) < run.watermark:
        return False
    store.put(key(_WAITING, event.run, known_at(event), *of_event(event)), encode(event))
    return True


def advance(marker: Marker, store: Store) -> Iterator[DeskPost]:
    """Move a source's mark, and take from the wait the events that now lie behind the watermark, in order of time.

    A mark also counts for a run that is not open yet: the source's own opening of it may have been lost.
    """
    match marker:
        case RunOpened():
            return
        case SourceAdvanced(until=until):
            _mark(marker.run, marker.source, until, store)
        case SourceIdle() | SourceEnded():
            _mark(marker.run, marker.source, END, store)
        case _:
            assert_never(marker)
    run = _RUNS.get(store, marker.run)
    if run is None:
        return
    watermark = next((mark.at for mark in _LINE.scan(store, marker.run)), END)
    if watermark <= run.watermark:
        return
    _RUNS.put(store, run.model_copy(update={"watermark": watermark}), marker.run)
    start, _ = prefix_range(_WAITING, marker.run)
    for place, raw in tuple(store.scan(start, key(_WAITING, marker.run, watermark))):
        store.delete(place)
        yield decode(DESK_POST, raw)


def _mark(run: str, source: str, at: datetime, store: Store) -> None:
    old = _MARKS.get(store, run, source)
    if old is not None:
        _LINE.delete(store, run, old.at, source)
    mark = _Mark(at=at)
    _MARKS.put(store, mark, run, source)
    _LINE.put(store, mark, run, at, source)
