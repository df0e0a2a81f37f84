"""A worker of the lab: the tasks without Faust, and told by DIE at which instruction it is to be killed.

DIE is `where:when:count`, such as `commit_transaction:after:3`: kill -9 after the third call of it. `where` is a method
of aiokafka's producer that a transaction awaits, or `apply`, which makes the changes in the state after the commit.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaProducer

from streams.kafka.members import Members
from streams.kafka.state import Changes, Held, MemoryState
from streams.settings import load
from tests.kafka import toy

POINTS = ("begin_transaction", "send_batch", "flush", "send_offsets_to_transaction", "commit_transaction", "apply")
"""In the order of a transaction."""


class _Fate:
    """Counts calls, and ends the process at the one that was chosen."""

    def __init__(self, told: str | None) -> None:
        self.where, self.when, count = (told or "never:before:0").split(":")
        self.left = int(count)

    def __call__(self, where: str, when: str) -> None:
        if (where, when) == (self.where, self.when):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def _mortal(method: Callable[..., Any], fate: _Fate) -> Callable[..., Any]:
    async def call(*args: Any, **kwargs: Any) -> Any:
        fate(method.__name__, "before")
        result = await method(*args, **kwargs)
        fate(method.__name__, "after")
        return result

    return call


async def main() -> None:
    settings, fate = load(), _Fate(os.environ.get("DIE"))
    for name in POINTS[:-1]:
        setattr(AIOKafkaProducer, name, _mortal(getattr(AIOKafkaProducer, name), fate))

    class State(MemoryState):
        def apply(self, changes: Changes, held: Held | None) -> None:
            fate("apply", "before")
            super().apply(changes, held)
            fate("apply", "after")

    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await Members(settings, toy.TASKS, toy.step, lambda _task, _partition: State()).run(stopping)


if __name__ == "__main__":
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    asyncio.run(main())
