"""One ownership of one input partition: from taking its lock to losing it, and the transactions between.

The transactional id is the lock. Whoever initialised it last owns the partition and everybody before is fenced.
"""

import asyncio
import logging
import time
import uuid
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Self

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError

from schemas.errors import BrokenInvariant
from schemas.topics import TOPICS, changelog
from streams.core.overlay import Overlay
from streams.core.store import Record, Store, Task
from streams.kafka.admin import check_partitions
from streams.kafka.changelog import MARK_KEY, Mark, restore
from streams.kafka.clients import check_alive, drop, quiet, reader, transactional
from streams.kafka.outbox import Outbox
from streams.kafka.state import Held, State
from streams.settings import Settings

log = logging.getLogger("storyloom.kafka")

Step = Callable[[Task, Record, Store], tuple[Record, ...]]
"""What a task makes of a record, its writes made in the store; raises only BrokenInvariant and MemoryError."""

_IDLE_SECONDS = 0.2
_TURN_SECONDS = 0.05
"""How long a partition works before another one of the same worker has its turn."""
_OUTBOX_BYTES = 8 * 1024 * 1024
"""Outputs after which a transaction takes no further record: they are in memory until all of them are sent."""
_SHARE = 0.8
"""Of the transaction's time-out, after which we give up ourselves."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with one input partition of one task, and by which names."""

    settings: Settings
    task: Task
    partition: int
    step: Step
    state: Callable[[], State]
    bench: Executor
    """Where records are worked on: one thread for all partitions of a worker, beside the event loop. So heartbeats are
    sent and the others' transactions go on, however long a record takes."""

    @property
    def source(self) -> TopicPartition:
        return TopicPartition(self.settings.cluster.name(self.task.source), self.partition)

    @property
    def changelog(self) -> TopicPartition:
        return TopicPartition(self.settings.cluster.name(changelog(self.task.name).name), self.partition)

    def __str__(self) -> str:
        return f"{self.task.name}[{self.partition}]"


@dataclass(frozen=True, slots=True)
class Committed:
    """What one transaction did."""

    records: int
    outputs: int
    changes: int
    """Of the state, as the changelog has them."""


@dataclass(slots=True)
class _Work:
    """What the open transaction has done so far."""

    overlay: Overlay
    outbox: Outbox
    position: int
    offset: int = -1
    since: float | None = None
    """Of the record that is worked on, and since when; None while another partition has its turn."""
    records: int = 0
    outputs: int = 0

    def full(self, batch: int) -> bool:
        """Whether it should take no further record."""
        return self.records >= batch or self.outbox.size >= _OUTBOX_BYTES


class Lease:
    """An open partition. After any exception from `transaction` it is to be closed: the next lock ends what is open."""

    def __init__(
        self,
        job: Job,
        producer: AIOKafkaProducer,
        consumer: AIOKafkaConsumer,
        state: State,
        partitions: dict[str, int],
        mark: Mark,
    ) -> None:
        self._job, self._settings = job, job.settings
        self._producer, self._consumer, self._state = producer, consumer, state
        self._partitions, self._mark = partitions, mark
        self._source, self._changelog = job.source, job.changelog
        self._topics = {topic.name: job.settings.cluster.name(topic.name) for topic in TOPICS}
        self._pending: deque[ConsumerRecord] = deque()
        self._passed = mark.next
        """The position when nothing was there to work on: only records that mark transactions lie between."""

    @classmethod
    async def take(cls, job: Job, ending: AsyncExitStack) -> Self:
        """Take the lock, and only then ask what is committed and restore the state that belongs to it.

        What is opened is closed by `ending`. Raises BrokenInvariant where state, offset and source do not agree.
        """
        settings, cluster = job.settings, job.settings.cluster
        identity = settings.transactional_id(job.task.name, job.partition)
        producer = transactional(cluster, identity, settings.transaction)
        ending.push_async_callback(drop, producer)
        await producer.start()
        names = [cluster.name(topic.name) for topic in TOPICS] + [job.changelog.topic]
        partitions = {name: len(await producer.partitions_for(name)) for name in names}
        check_partitions(job.task, partitions[job.source.topic], partitions[job.changelog.topic])
        consumer = reader(cluster, settings.group_id)
        ending.push_async_callback(_stop, consumer)
        await consumer.start()
        committed = await consumer.committed(job.source)
        state = job.state()
        ending.callback(state.close)
        found = await restore(consumer, job.changelog, state)
        consumer.assign([job.source])
        begin = (await consumer.beginning_offsets([job.source]))[job.source]
        end = (await consumer.end_offsets([job.source]))[job.source]
        mark = found or Mark(begin, partitions[job.source.topic], uuid.uuid4().hex[:16])
        try:
            _check(job, found, committed, partitions[job.source.topic], (begin, end))
        except BrokenInvariant:
            # Another may have taken the lock since, and committed between our looking at the one and at the other.
            await _prove_ownership(producer, job)
            raise
        consumer.seek(job.source, mark.next)
        return cls(job, producer, consumer, state, partitions, mark)

    @property
    def lag(self) -> int | None:
        """Committed records of the source that are not worked on yet; None while that is not known."""
        end = self._consumer.last_stable_offset(self._source)
        return None if end is None else max(0, end - max(self._mark.next, self._passed))

    async def transaction(self, stopping: asyncio.Event) -> Committed | None:
        """Work on what is there and commit it; None where nothing came for a while."""
        if not await self._fetch(_IDLE_SECONDS):
            check_alive(self._producer)
            self._passed = await self._consumer.position(self._source)
            return None
        work = _Work(Overlay(self._state), Outbox(self._producer, self._partitions), self._mark.next)
        await self._work(work, stopping)
        changes, mark = list(work.overlay.changes()), Mark(work.position, self._mark.partitions, self._mark.lineage)
        for key, value in changes:
            if key == MARK_KEY:
                raise BrokenInvariant(f"{self._job}: an empty store key")
            work.outbox.add(self._changelog.topic, key, value, self._changelog.partition)
        work.outbox.add(self._changelog.topic, MARK_KEY, mark.encode(), self._changelog.partition)
        # Only now, when all the work is done: Kafka's clock for a transaction runs from its first batch.
        async with asyncio.timeout(self._settings.transaction * _SHARE):
            await self._producer.begin_transaction()
            # Delivered before the offsets are added: both at once makes the broker refuse the produce request.
            offsets = await work.outbox.deliver()
            await self._producer.send_offsets_to_transaction({self._source: mark.next}, self._settings.group_id)
            await self._producer.commit_transaction()
        at = offsets[self._changelog.topic, self._changelog.partition]
        # aiokafka does not know the offset of a batch that it had to send twice; an older mark holds as well.
        self._state.apply(changes, Held(at, mark.lineage) if at >= 0 else self._state.held)
        self._mark = mark
        return Committed(work.records, work.outputs, len(changes))

    async def _work(self, work: _Work, stopping: asyncio.Event) -> None:
        """Step through records until a quiet moment, or with a backlog until the transaction is full."""
        settings, began, loop = self._settings, time.monotonic(), asyncio.get_running_loop()
        while True:
            turn = loop.run_in_executor(self._job.bench, self._turn, work, began + settings.busy)
            while not (await asyncio.wait([turn], timeout=settings.session))[0]:
                if work.since is not None and (took := time.monotonic() - work.since) > settings.session / 2:
                    log.warning("%s: the record at offset %d takes %.0f s so far", self._job, work.offset, took)
            turn.result()
            work.since = None
            now = time.monotonic()
            if work.full(settings.batch) or now - began >= settings.busy or stopping.is_set():
                return
            if not await self._fetch(max(0.0, began + settings.live - now)):
                return

    def _turn(self, work: _Work, until: float) -> None:
        """Take records that are there, at least one, for a turn, until then, or until the transaction is full."""
        job, until = self._job, min(until, time.monotonic() + _TURN_SECONDS)
        while True:
            record = self._pending.popleft()
            if record.offset < work.position:
                raise BrokenInvariant(f"{job}: offset {record.offset} came after {work.position - 1}")
            work.offset, work.since = record.offset, time.monotonic()
            made = job.step(job.task, Record(job.task.source, record.key or b"", record.value), work.overlay)
            for output in made:
                work.outbox.add(self._topics[output.topic], output.key, output.value)
            work.position = record.offset + 1
            work.records += 1
            work.outputs += len(made)
            if not self._pending or work.full(self._settings.batch) or time.monotonic() >= until:
                return

    async def _fetch(self, seconds: float) -> bool:
        """Whether there are pending records, after waiting this long for some."""
        if not self._pending:
            try:
                got = await self._consumer.getmany(
                    self._source, timeout_ms=int(seconds * 1000), max_records=self._settings.batch
                )
            except OffsetOutOfRangeError as error:
                raise BrokenInvariant(f"{self._job}: records of {self._source.topic} were lost: {error}") from error
            self._pending.extend(got.get(self._source, ()))
        return bool(self._pending)


async def _stop(consumer: AIOKafkaConsumer) -> None:
    await quiet(consumer.stop())


async def _prove_ownership(producer: AIOKafkaProducer, job: Job) -> None:
    """Raise ProducerFenced unless nobody took the lock after this producer. Leaves nothing behind."""
    await producer.begin_transaction()
    await producer.send_offsets_to_transaction({job.source: 0}, job.settings.group_id)
    await producer.abort_transaction()


def _check(job: Job, mark: Mark | None, committed: int | None, partitions: int, source: tuple[int, int]) -> None:
    """Raise BrokenInvariant where the state, the committed offset and the source do not belong together."""
    if mark is None:
        if committed is not None:
            raise BrokenInvariant(f"{job}: offset {committed} is committed, but {job.changelog.topic} is empty")
        return
    if mark.partitions != partitions:
        raise BrokenInvariant(
            f"{job}: its state is of {mark.partitions} partitions, {job.source.topic} has {partitions}"
        )
    if committed not in (None, mark.next):  # None: a broker forgets the offsets of a group that was away for a week
        raise BrokenInvariant(f"{job}: its state stands at {mark.next}, its committed offset at {committed}")
    if not source[0] <= mark.next <= source[1]:
        raise BrokenInvariant(f"{job}: it stands at {mark.next}, {job.source.topic} holds {source[0]} to {source[1]}")
