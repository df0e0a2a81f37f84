"""Which partitions this worker should run: group membership, used as a hint and never for data."""

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor
from aiokafka.errors import KafkaError

from streams.core.store import Task
from streams.kafka.clients import check_member, quiet
from streams.kafka.lease import Job, Step
from streams.kafka.partition import REFUSED, Partition
from streams.kafka.state import MemoryState, State
from streams.settings import Settings
from streams.uncollected import uncollected

log = logging.getLogger("storyloom.kafka")

_LOOK_SECONDS = 1.0
_FINISH_SECONDS = 10.0
_FOREVER_MS = 2**31 - 1
_COLLECT_SECONDS = 600.0
"""Between two searches for cycles of garbage, of half a second among all that a worker remembers. Failed connections
leave some cycles; records make next to none."""


class Members(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka has no types
    """Runs a Partition for each that the group deals to this worker, and leaves the group only when all have ended.

    The consumer that joins the group reads nothing: its partitions are paused at once. Where a rebalance leaves a
    partition with us, its work does not even pause.
    """

    def __init__(
        self,
        settings: Settings,
        tasks: Iterable[Task],
        step: Step,
        state: Callable[[Task, int], State] = lambda _task, _partition: MemoryState(),
    ) -> None:
        cluster = settings.cluster
        self._settings, self._step, self._state = settings, step, state
        self._tasks = {cluster.name(task.source): task for task in tasks}
        self._wanted: frozenset[TopicPartition] = frozenset()
        self._running: dict[TopicPartition, tuple[Partition, asyncio.Task[None]]] = {}
        self._dealt = asyncio.Event()
        self._bench = ThreadPoolExecutor(1, "storyloom-work")
        self.joined = False
        """Whether the group has ever dealt to this worker, be it nothing."""

    @property
    def partitions(self) -> Mapping[str, Partition]:
        """What runs here, by name, such as `desk[3]`."""
        return {str(partition.job): partition for partition, _ in self._running.values()}

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Nothing stops here: only the next assignment says what really leaves this worker."""

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        self._consumer.pause(*assigned)
        self._wanted = frozenset(assigned)
        self.joined = True
        self._dealt.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Be a member until told to stop. Raises whatever must end the worker."""
        settings = self._settings
        self._consumer = AIOKafkaConsumer(
            **settings.cluster.client(),
            group_id=settings.group_id,
            group_instance_id=settings.instance,
            enable_auto_commit=False,
            auto_offset_reset="latest",
            session_timeout_ms=int(settings.session * 1000),
            heartbeat_interval_ms=int(settings.session * 1000 / 6),
            rebalance_timeout_ms=int(settings.rebalance * 1000),
            max_poll_interval_ms=_FOREVER_MS,
            partition_assignment_strategy=[StickyPartitionAssignor],
            metadata_max_age_ms=30_000,
            fetch_max_bytes=1,
            max_partition_fetch_bytes=1,
        )
        try:
            self._consumer.subscribe(list(self._tasks), listener=self)
            await self._consumer.start()
            with uncollected():
                await self._deal_on(stopping)
        finally:
            await self._finish()
            await quiet(self._consumer.stop())  # leaves the group, so that the next owner starts at once

    async def _deal_on(self, stopping: asyncio.Event) -> None:
        collected = time.monotonic()
        while not stopping.is_set():
            self._deal()
            await self._look(stopping)
            if time.monotonic() - collected > _COLLECT_SECONDS:
                gc.collect()
                collected = time.monotonic()

    def _deal(self) -> None:
        """Stop what left us, start what came. A partition that comes back waits until its earlier run has ended."""
        self._dealt.clear()
        for at, (partition, _) in self._running.items():
            if at not in self._wanted:
                partition.stop()
        for at in sorted(self._wanted - self._running.keys()):
            task = self._tasks[at.topic]
            partition = Partition(
                Job(
                    self._settings,
                    task,
                    at.partition,
                    self._step,
                    partial(self._state, task, at.partition),
                    self._bench,
                )
            )
            self._running[at] = partition, asyncio.create_task(partition.run(), name=str(partition.job))

    async def _look(self, stopping: asyncio.Event) -> None:
        """Wait until something happens; collect what ended, and raise what ended it."""
        waits = [asyncio.create_task(event.wait()) for event in (self._dealt, stopping)]
        runs = [run for _, run in self._running.values()]
        try:
            await asyncio.wait([*waits, *runs], timeout=_LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        for at, (_, run) in list(self._running.items()):
            if run.done():
                del self._running[at]
                run.result()
        # Every partition is paused, so this reads nothing; it raises what befell the membership.
        try:
            await self._consumer.getmany(timeout_ms=0)
        except REFUSED:
            raise
        except KafkaError as error:
            # Such as what a coordinator says that is just moving to another broker; what was dealt goes on meanwhile.
            check_member(self._consumer)
            log.warning("membership: %r; joining again", error)

    async def _finish(self) -> None:
        runs = [run for _, run in self._running.values()]
        for partition, _ in self._running.values():
            partition.stop()
        if runs:
            _, late = await asyncio.wait(runs, timeout=_FINISH_SECONDS)
            for run in late:
                run.cancel()
            if late:
                await asyncio.wait(late, timeout=_FINISH_SECONDS)
        self._bench.shutdown(wait=False, cancel_futures=True)
        for run in runs:
            if run.done() and not run.cancelled() and (error := run.exception()):
                log.error("%s ended: %r", run.get_name(), error)
        self._running.clear()
