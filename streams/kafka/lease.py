"""One ownership of one input partition: from taking its lock to losing it, and the transactions between.

The transactional id is the lock. Whoever initialised it last owns the partition and everybody before is fenced.
"""

import asyncio
import logging
import time
import uuid
from collections import deque
from collections.abc import Callable
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
_BREATH_SECONDS = 0.02
"""How long records are worked on before the event loop, which also sends the heartbeats, has its turn."""
_LONG_SECONDS = 0.05
"""From how long a stretch of work on the others' answers are given time of their own,"""
_SHARE_OF_ANSWERS = 0.1
"""and how much of it."""
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
    turn: asyncio.Lock
    """One for all partitions of a worker: one at a time is worked on, while the others' answers come in."""

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
    records: int = 0
    outputs: int = 0


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
        return None if end is None else max(0, end - self._mark.next)

    async def transaction(self, stopping: asyncio.Event) -> Committed | None:
        """Work on what is there and commit it; None where nothing came for a while."""
        if not await self._fetch(_IDLE_SECONDS):
            check_alive(self._producer)
            return None
        overlay, outbox = Overlay(self._state), Outbox(self._producer, self._partitions)
        work = _Work(overlay, outbox, self._mark.next)
        async with asyncio.timeout(None) as limit:
            await self._producer.begin_transaction()
            await self._work(work, stopping, limit)
            for key, value in overlay.changes():
                if key == MARK_KEY:
                    raise BrokenInvariant(f"{self._job}: an empty store key")
                outbox.add(self._changelog.topic, key, value, self._changelog.partition)
            mark = Mark(work.position, self._mark.partitions, self._mark.lineage)
            outbox.add(self._changelog.topic, MARK_KEY, mark.encode(), self._changelog.partition)
            self._hurry(limit)
            # Delivered before the offsets are added: both at once makes the broker refuse the produce request.
            offsets = await outbox.deliver()
            await self._producer.send_offsets_to_transaction({self._source: mark.next}, self._settings.group_id)
            await self._producer.commit_transaction()
        at = offsets[self._changelog.topic, self._changelog.partition]
        # aiokafka does not know the offset of a batch that it had to send twice; an older mark holds as well.
        self._state.apply(overlay.changes(), Held(at, mark.lineage) if at >= 0 else self._state.held)
        self._mark = mark
        return Committed(work.records, work.outputs, len(overlay))

    def _hurry(self, limit: asyncio.Timeout) -> None:
        """Kafka's clock for the transaction runs from the first batch that is sent, so ours does, too."""
        if limit.when() is None:
            limit.reschedule(asyncio.get_running_loop().time() + self._settings.transaction * _SHARE)

    async def _work(self, work: _Work, stopping: asyncio.Event, limit: asyncio.Timeout) -> None:
        """Step through records until a quiet moment, or with a backlog until the transaction is full."""
        settings, began = self._settings, time.monotonic()
        while True:
            async with self._job.turn:
                stretch = time.monotonic()
                self._step(work, min(stretch + _BREATH_SECONDS, began + settings.busy))
                took = time.monotonic() - stretch
                # A record that takes long keeps every other partition's answers waiting, so they have their time now.
                await asyncio.sleep(took * _SHARE_OF_ANSWERS if took > _LONG_SECONDS else 0)
            if work.outbox.full:
                self._hurry(limit)
                await work.outbox.send_full()
            now = time.monotonic()
            if work.records >= settings.batch or now - began >= settings.busy or stopping.is_set():
                return
            if not await self._fetch(max(0.0, began + settings.live - now)):
                return

    def _step(self, work: _Work, until: float) -> None:
        """Take records that are there, at least one, until then or until the transaction is full."""
        job = self._job
        while True:
            record = self._pending.popleft()
            if record.offset < work.position:
                raise BrokenInvariant(f"{job}: offset {record.offset} came after {work.position - 1}")
            made = job.step(job.task, Record(job.task.source, record.key or b"", record.value), work.overlay)
            for output in made:
                work.outbox.add(self._topics[output.topic], output.key, output.value)
            work.position = record.offset + 1
            work.records += 1
            work.outputs += len(made)
            if not self._pending or work.records >= self._settings.batch or time.monotonic() >= until:
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
