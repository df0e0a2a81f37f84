"""One stack of topics for each test, apart from all others by its prefix."""

import asyncio
import gc
import uuid
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import orjson
import pytest

from connectors.kafka import read
from schemas.record import Record
from streams.core.store import Task
from streams.kafka.admin import ensure_topics
from streams.kafka.lease import Step
from streams.kafka.members import Members
from streams.kafka.state import MemoryState, State
from streams.settings import Settings
from tests.broker.settled import settled
from tests.kafka import toy
from tests.kafka.receiver import Receiver

LIMIT_SECONDS = 60


class Stack:
    """Topics, settings and workers of one test."""

    def __init__(self, bootstrap: str, partitions: int = 3) -> None:
        self.settings = Settings(
            kafka=bootstrap, prefix=f"t{uuid.uuid4().hex[:10]}-", partitions=partitions, rebalance=1.0, session=6.0
        )

    async def ensure(self, tasks: tuple[Task, ...] = toy.TASKS) -> dict[str, int]:
        return await ensure_topics(self.settings.cluster, tasks, self.settings.partitions)

    async def read(self, topic: str) -> list[Record]:
        """All of a topic, what was committed a moment ago included."""
        await settled(self.settings.cluster, topic)
        return [record async for record in read(self.settings.cluster, topic)]

    async def run(
        self,
        until: Callable[[], Coroutine[Any, Any, bool]],
        tasks: tuple[Task, ...] = toy.TASKS,
        step: Step = toy.step,
        settings: Settings | None = None,
        state: Callable[[Task, int], State] = lambda _task, _partition: MemoryState(),
    ) -> None:
        """One worker, until what is awaited holds. What ends the worker is raised."""
        stopping = asyncio.Event()
        running = asyncio.create_task(Members(settings or self.settings, tasks, step, state).run(stopping))
        try:
            async with asyncio.timeout(LIMIT_SECONDS):
                while not running.done() and not await until():
                    await asyncio.wait([running], timeout=0.2)
        finally:
            stopping.set()
            await running

    def holds(self, topic: str, count: int) -> Callable[[], Coroutine[Any, Any, bool]]:
        """Whether the topic has this many committed records."""

        async def check() -> bool:
            return len([record async for record in read(self.settings.cluster, topic)]) >= count

        return check


def exact(records: list[Record], keys: int, each: int) -> None:
    """Every key's numbers from 0 in order, none missing, none twice, none that the state thought out of order."""
    found: dict[bytes, list[int]] = {}
    for record in records:
        value = orjson.loads(record.value or b"")
        assert not value["bad"], record
        found.setdefault(record.key, []).append(value["n"])
    assert found == {b"key-%d" % key: list(range(each)) for key in range(keys)}


@pytest.fixture(scope="module", autouse=True)
def _left_behind() -> Iterator[None]:
    """A client that was not closed is told of in the module that left it, not in whatever test collects it."""
    yield
    gc.collect()


@pytest.fixture
def stack(bootstrap: str) -> Stack:
    return Stack(bootstrap)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()
