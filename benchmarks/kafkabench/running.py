"""Workers for the measurements, in this process or in their own."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from benchmarks.kafkabench import tasks
from streams.core.store import Task
from streams.kafka.lease import Step
from streams.kafka.members import Members
from streams.settings import Settings, load


@asynccontextmanager
async def worker(
    settings: Settings, what: Sequence[Task] = tasks.TASKS, step: Step = tasks.step
) -> AsyncIterator[Members]:
    """One worker, in this process."""
    stopping, members = asyncio.Event(), Members(settings, what, step)
    running = asyncio.create_task(members.run(stopping))
    try:
        yield members
    finally:
        stopping.set()
        await running


def spawn(
    settings: Settings, instance: str | None, program: Sequence[str] = ("benchmarks.kafkabench.running",)
) -> subprocess.Popen[bytes]:
    """One worker, in a process of its own; with a name its membership is static."""
    told = {"KAFKA": settings.kafka, "PREFIX": settings.prefix, "SESSION": "6", "WEB_PORT": "0"} | (
        {"INSTANCE": instance} if instance else {}
    )
    environment = os.environ | {f"STORYLOOM_{name}": value for name, value in told.items()}
    return subprocess.Popen([sys.executable, "-m", *program], env=environment)  # noqa: S603  # one of our own


def ended(workers: Sequence[subprocess.Popen[bytes]]) -> None:
    """Let them leave in good order, side by side."""
    for one in workers:
        one.terminate()
    for one in workers:
        one.wait(30)


async def _main() -> None:
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await Members(load(), tasks.TASKS, tasks.step).run(stopping)


if __name__ == "__main__":
    asyncio.run(_main())
