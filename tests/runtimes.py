"""The runtimes under one face, so that the same tests run over each."""

import asyncio
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from aiokafka import AIOKafkaConsumer, TopicPartition

from connectors.kafka import publish, read_topic
from schemas.cluster import Cluster
from schemas.record import Record
from schemas.topics import TOPICS
from streams.embedded import Log
from streams.kafka.admin import ensure_topics
from streams.topology import TASKS

Topics = dict[str, dict[bytes, list[bytes | None]]]
"""Of each topic, the values of each key in order: what a subscriber can rely on."""

DRAINED_SECONDS = 120


class Runtime(Protocol):
    """Takes records in, runs the tasks until nothing waits, and shows every topic."""

    def play(self, records: Sequence[Record]) -> Topics: ...


def by_key(records: Sequence[Record]) -> Topics:
    """Records of any topics, by topic and key."""
    found: Topics = {topic.name: {} for topic in TOPICS}
    for record in records:
        found[record.topic].setdefault(record.key, []).append(record.value)
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
        try:
            if self.kill:
                asyncio.run(_moved(cluster, f"{self.prefix}storyloom"))
                running[0].send_signal(signal.SIGKILL)
                running[0].wait()
                running.append(self._worker())
            asyncio.run(_drained(cluster, f"{self.prefix}storyloom", running))
        finally:
            for worker in running:
                worker.terminate()
            codes = [worker.wait(timeout=60) for worker in running]
        assert codes[1 if self.kill else 0 :] == [0] * (len(codes) - self.kill), codes
        return by_key([r for topic in TOPICS for r in read_topic(cluster, topic.name)])

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


async def _drained(cluster: Cluster, group: str, workers: list[subprocess.Popen[bytes]]) -> None:
    """Until every record of every task's source is committed. Outputs commit with positions, so the chain ends too."""
    async with asyncio.timeout(DRAINED_SECONDS):
        while any([await _lag(cluster, group, task.source) for task in TASKS]):
            ended = [worker.poll() for worker in workers if worker.poll() not in (None, -signal.SIGKILL)]
            assert not ended, f"a worker ended with {ended}"


async def _moved(cluster: Cluster, group: str) -> None:
    """Until some, and not yet all, of the last task's input is committed."""
    source = TASKS[-1].source
    async with asyncio.timeout(DRAINED_SECONDS):
        while not await _committed(cluster, group, source):
            pass


async def _lag(cluster: Cluster, group: str, topic: str) -> int:
    consumer = await _consumer(cluster, group)
    try:
        ends = await consumer.end_offsets(_partitions(consumer, cluster, topic))
        return sum([end - (await consumer.committed(at) or 0) for at, end in ends.items()])
    finally:
        await consumer.stop()


async def _committed(cluster: Cluster, group: str, topic: str) -> int:
    consumer = await _consumer(cluster, group)
    try:
        return sum([await consumer.committed(at) or 0 for at in _partitions(consumer, cluster, topic)])
    finally:
        await consumer.stop()


async def _consumer(cluster: Cluster, group: str) -> AIOKafkaConsumer:
    """A reader of the group's positions; it joins nothing."""
    consumer = AIOKafkaConsumer(
        **cluster.client(), group_id=group, isolation_level="read_committed", enable_auto_commit=False
    )
    await consumer.start()
    await consumer.topics()
    return consumer


def _partitions(consumer: AIOKafkaConsumer, cluster: Cluster, topic: str) -> list[TopicPartition]:
    name = cluster.name(topic)
    return [TopicPartition(name, p) for p in sorted(consumer.partitions_for_topic(name) or ())]
