"""A worker of the lab: the tasks without Faust, told by SUBJECT which, and by its fate at which instruction to end.

A fate is `where:when:count`, such as `commit_transaction:after:3`: kill -9 after the third call of it. `where` is a
method of aiokafka's producer that a partition awaits, or `apply`, which changes the state after the commit.
`disk:full:3`: from the third `apply` on, no file can grow. It stands in the file FATE, read at the start and at
SIGUSR1; where there is none at the start, the worker makes it when it can hear the signal. With TWIN it takes every
partition without being dealt any.
"""

import asyncio
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaProducer

from benchmarks.faultlab.subject import Subject, subject
from schemas.errors import LogUnusable
from streams.core.store import Task
from streams.kafka.lease import Job
from streams.kafka.members import Members
from streams.kafka.partition import Partition
from streams.kafka.snapshot import Snapshot, folder
from streams.kafka.state import Changes, Held, MemoryState, State
from streams.settings import Settings, load

CALLS = ("start", "begin_transaction", "send_batch", "flush", "send_offsets_to_transaction", "commit_transaction")
POINTS = (*CALLS, "apply")
"""In the order of a partition's life: the lock, then a transaction."""


class _Fate:
    """Counts calls, and ends the process at the one that was chosen."""

    def __init__(self, told: Path) -> None:
        self._told = told
        self._where, self._when, self._left = "", "", 0

    def listen(self) -> None:
        """From now on, and to what was told before."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self._hear)
        if self._told.exists():
            self._hear()
        else:
            self._told.touch()

    def _hear(self) -> None:
        self._where, self._when, count = self._told.read_text().split(":")
        self._left = int(count)

    def __call__(self, where: str, when: str) -> None:
        if (where, when) == (self._where, self._when):
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def disk(self) -> None:
        if self._where == "disk":
            self._left -= 1
            if self._left == 0:
                resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))


def _mortal(method: Callable[..., Any], fate: _Fate) -> Callable[..., Any]:
    async def call(*args: Any, **kwargs: Any) -> Any:
        fate(method.__name__, "before")
        result = await method(*args, **kwargs)
        fate(method.__name__, "after")
        return result

    return call


def _state(fate: _Fate, kept: Path | None, task: Task, partition: int) -> State:
    """Of the kind that workers use, in a class of its own that can be killed."""

    class Memory(MemoryState):
        def apply(self, changes: Changes, held: Held | None) -> None:
            fate("apply", "before")
            super().apply(changes, held)
            fate("apply", "after")

    class File(Snapshot):
        def apply(self, changes: Changes, held: Held | None) -> None:
            fate("apply", "before")
            fate.disk()
            super().apply(changes, held)
            fate("apply", "after")

    return Memory() if kept is None else File(kept / f"{task.name}-{partition}.db")


async def _usurp(settings: Settings, what: Subject, stopping: asyncio.Event) -> None:
    """Own every partition, whoever was dealt it, until told to stop."""
    with ThreadPoolExecutor(1) as bench:
        partitions = [
            Partition(Job(settings, task, n, what.step, MemoryState, bench))
            for task in what.tasks
            for n in range(settings.partitions)
        ]
        async with asyncio.TaskGroup() as running:
            for partition in partitions:
                running.create_task(partition.run())
            await stopping.wait()
            for partition in partitions:
                partition.stop()


async def main() -> None:
    settings, fate, what = load(), _Fate(Path(os.environ["FATE"])), subject(os.environ["SUBJECT"])
    for name in CALLS:
        setattr(AIOKafkaProducer, name, _mortal(getattr(AIOKafkaProducer, name), fate))
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    fate.listen()
    if os.environ.get("TWIN"):
        await _usurp(settings, what, stopping)
    elif settings.state is None:
        await Members(settings, what.tasks, what.step, partial(_state, fate, None)).run(stopping)
    else:
        with folder(settings.state) as kept:
            await Members(settings, what.tasks, what.step, partial(_state, fate, kept)).run(stopping)


if __name__ == "__main__":
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        asyncio.run(main())
    except LogUnusable as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from error
