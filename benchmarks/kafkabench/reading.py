"""Posts read in earnest, by real workers in processes of their own."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from aiokafka import TopicPartition

from benchmarks.kafkabench.running import ended, spawn
from benchmarks.madeup import captures, stories, stream
from connectors.kafka import publish
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.record import Record
from streams.kafka.clients import reader
from streams.kafka.waiting import waiting
from streams.settings import Settings
from streams.topology import TASKS

PAGES = 10
"""Live pages of a desk."""

_WARMING = 60
"""Posts of a desk that are read before the clock runs: what a worker loads once is not what a post costs."""
_STILL_SECONDS = 5.0
"""After which nothing more is coming."""
_LOOK_SECONDS = 0.1


def reading(settings: Settings, posts: int, desks: int, workers: int) -> float:
    """Seconds from publishing all of them to the last commit of what was made of them."""
    names = [f"desk-{n}" for n in range(desks)]
    streams = [stream(_WARMING + posts // desks, PAGES, name, seed) for seed, name in enumerate(names, 1)]
    publish(settings.cluster, configure([*load_stories(SHIPPED), *stories()], names))
    with _working(settings, workers):
        publish(settings.cluster, chain.from_iterable(captures(s, _WARMING) for s in streams))
        asyncio.run(_last_commit(settings))
        rest = [[*s] for s in streams]
        began = time.monotonic()
        publish(settings.cluster, _in_turn(rest))
        took = asyncio.run(_last_commit(settings)) - began
        if left := asyncio.run(waiting(settings, TASKS)):
            raise SystemExit(f"the workers stopped with {left} records to do")
        return took


def _in_turn(streams: list[list[Record]]) -> Iterator[Record]:
    """As desks work side by side."""
    for records in zip(*streams, strict=False):
        yield from records


@contextmanager
def _working(settings: Settings, workers: int) -> Iterator[None]:
    running = [spawn(settings, None, ("storyloom", "worker")) for _ in range(workers)]
    try:
        yield
    finally:
        ended(running)


async def _last_commit(settings: Settings) -> float:
    """When the group's positions moved for the last time; it waits until they stand still."""
    sources = [settings.cluster.name(task.source) for task in TASKS]
    places = [TopicPartition(source, n) for source in sources for n in range(settings.partitions)]
    consumer = reader(settings.cluster, settings.group_id)
    await consumer.start()
    try:
        consumer.assign(places)
        at: list[int | None] = [None] * len(places)
        moved = 0.0
        while not moved or time.monotonic() - moved < _STILL_SECONDS:
            if (found := [await consumer.committed(place) for place in places]) != at:
                at, moved = found, time.monotonic()
            await asyncio.sleep(_LOOK_SECONDS)
        return moved
    finally:
        await consumer.stop()
