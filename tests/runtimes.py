"""The runtimes under one face, so that the same tests run over each."""

import asyncio
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from connectors.kafka import publish, read_topic
from schemas.cluster import Cluster
from schemas.record import Record
from schemas.topics import POSTS, TOPICS
from streams.embedded import Log
from streams.kafka.admin import ensure_topics
from streams.topology import TASKS
from tests.broker.settled import settled

Topics = dict[str, dict[bytes, list[bytes | None]]]
"""Of each topic, the values of each key in order: what a subscriber can rely on."""

DRAINED_SECONDS = 120


class Runtime(Protocol):
    """Takes records in, runs the tasks until nothing waits, and shows every topic."""

    def play(self, records: Sequence[Record]) -> Topics: ...


def by_key(records: Sequence[Record]) -> Topics:
    """Records of any topics, by topic and key; posts by desk and source, since sources write to a desk side by side."""
    found: Topics = {topic.name: {} for topic in TOPICS}
    for record in records:
        key = record.key
        if record.topic == POSTS.name:
            event = orjson.loads(record.value or b"{}")
            key += b" " + str(event.get("source") or event.get("post", {}).get("source")).encode()
        found[record.topic].setdefault(key, []).append(record.value)
    return found


@dataclass
class Embedded:
    """One process, one file; here in memory."""

    batch: int = 500

    def play(self, records: Sequence[Record]) -> Topics:
        with Log(None) as log:
            log.append(records)
            log.run(batch=self.batch)
            return by_key([r for topic in TOPICS for r in log.read(topic.name)])


@dataclass
class Kafka:
    """Workers in processes of their own, against a real broker; `kill` ends the first with SIGKILL in the middle."""

    bootstrap: str
    partitions: int = 3
    workers: int = 1
    hash_seed: str = "0"
    kill: bool = False
    prefix: str = field(default_factory=lambda: f"t{uuid.uuid4().hex[:10]}-")

    def play(self, records: Sequence[Record]) -> Topics:
        cluster = Cluster(bootstrap=self.bootstrap, prefix=self.prefix)
        asyncio.run(ensure_topics(cluster, TASKS, self.partitions))
        publish(cluster, records)
        running = [self._worker() for _ in range(self.workers)]
        group = f"{self.prefix}storyloom"
        try:
            if self.kill:
                asyncio.run(_begun(cluster, group, self.partitions))
                running[0].send_signal(signal.SIGKILL)
                running[0].wait()
                running.append(self._worker())
            asyncio.run(_joined(cluster, group, self.workers))
            asyncio.run(_drained(cluster, group, self.partitions, running))
        finally:
            for worker in running:
                worker.terminate()
            codes = [worker.wait(timeout=60) for worker in running]
        assert codes[1 if self.kill else 0 :] == [0] * (len(codes) - self.kill), codes
        return by_key([r for topic in TOPICS for r in _committed(cluster, topic.name)])

    def _worker(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "STORYLOOM_KAFKA": self.bootstrap,
            "STORYLOOM_PREFIX": self.prefix,
            "STORYLOOM_PARTITIONS": str(self.partitions),
            "STORYLOOM_WEB_PORT": "0",
            "STORYLOOM_BATCH": "5" if self.kill else "2000",
            "STORYLOOM_REBALANCE": "1",
            "PYTHONHASHSEED": self.hash_seed,
        }
        return subprocess.Popen([sys.executable, "-m", "storyloom", "worker"], env=environment)


def _committed(cluster: Cluster, topic: str) -> list[Record]:
    asyncio.run(settled(cluster, topic))
    return list(read_topic(cluster, topic))


async def _joined(cluster: Cluster, group: str, workers: int) -> None:
    """Until so many take part: quick ones could do it all before the last has even started."""
    admin = AIOKafkaAdminClient(**cluster.client())
    await admin.start()
    try:
        async with asyncio.timeout(DRAINED_SECONDS):
            while await _members(admin, group) < workers:
                await asyncio.sleep(0)
    finally:
        await admin.close()


async def _members(admin: AIOKafkaAdminClient, group: str) -> int:
    try:
        [answer] = await admin.describe_consumer_groups([group])
    except GroupCoordinatorNotAvailableError:  # a new broker makes its place for groups when it is first asked
        return 0
    [(_error, _group, _state, _kind, _protocol, members, *_)] = answer.groups
    return len(members)


async def _drained(cluster: Cluster, group: str, partitions: int, workers: list[subprocess.Popen[bytes]]) -> None:
    """Until every record of every task's source is committed. Outputs commit with positions, so the chain ends too."""
    async with asyncio.timeout(DRAINED_SECONDS), _positions(cluster, group) as consumer:
        for task in TASKS:
            sources = [TopicPartition(cluster.name(task.source), p) for p in range(partitions)]
            while await _lag(consumer, sources):
                ended = [worker.poll() for worker in workers if worker.poll() not in (None, -signal.SIGKILL)]
                assert not ended, f"a worker ended with {ended}"


async def _begun(cluster: Cluster, group: str, partitions: int) -> None:
    """Until the last task has committed something."""
    async with asyncio.timeout(DRAINED_SECONDS), _positions(cluster, group) as consumer:
        sources = [TopicPartition(cluster.name(TASKS[-1].source), p) for p in range(partitions)]
        while not any([await consumer.committed(at) for at in sources]):
            await asyncio.sleep(0)


async def _lag(consumer: AIOKafkaConsumer, sources: list[TopicPartition]) -> bool:
    """Whether a record lies behind a committed position; the marks of transactions, which do too, are none."""
    consumer.assign(sources)
    ends = await consumer.end_offsets(sources)
    for at in sources:
        consumer.seek(at, await consumer.committed(at) or 0)
        while await consumer.position(at) < ends[at]:
            if await consumer.getmany(at, timeout_ms=100, max_records=1):
                return True
    return False


@asynccontextmanager
async def _positions(cluster: Cluster, group: str) -> AsyncIterator[AIOKafkaConsumer]:
    """A reader of the group's positions; it joins nothing."""
    consumer = AIOKafkaConsumer(
        **cluster.client(),
        group_id=group,
        isolation_level="read_committed",
        enable_auto_commit=False,
        fetch_max_wait_ms=50,
    )
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()
