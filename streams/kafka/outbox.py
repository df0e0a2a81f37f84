"""What one transaction sends, gathered into batches by us: a future for each batch, where `send` makes one a record."""

import asyncio
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError
from aiokafka.partitioner import murmur2
from aiokafka.producer.message_accumulator import BatchBuilder

from schemas.errors import BrokenInvariant
from streams.kafka.clients import watched

Place = tuple[str, int]
"""A topic, as it is named on the cluster, and a partition of it."""

_murmur2 = lru_cache(maxsize=65_536)(murmur2)


def place(key: bytes, partitions: int) -> int:
    """The partition of a key as Kafka's own clients choose it, so that everybody's records of a key lie together."""
    return int((_murmur2(key) & 0x7FFFFFFF) % partitions)


class Outbox:
    """The records of one open transaction. Topics are named as they are on the cluster."""

    def __init__(self, producer: AIOKafkaProducer, partitions: Mapping[str, int]) -> None:
        self._producer = producer
        self._partitions = partitions
        self._open: dict[Place, BatchBuilder] = {}
        self._full: list[tuple[Place, BatchBuilder]] = []
        self._sent: list[tuple[Place, int, asyncio.Future[Any]]] = []

    def add(self, topic: str, key: bytes, value: bytes | None, partition: int | None = None) -> None:
        """Take a record, for the partition of its key unless one is given. Sends nothing yet."""
        at = topic, place(key, self._partitions[topic]) if partition is None else partition
        batch = self._open.get(at)
        if batch is None or batch.append(timestamp=None, key=key, value=value) is None:
            if batch is not None:
                self._full.append((at, batch))
            self._open[at] = batch = self._producer.create_batch()
            batch.append(timestamp=None, key=key, value=value)

    @property
    def full(self) -> bool:
        """Whether there are batches that can take no more."""
        return bool(self._full)

    async def send_full(self) -> None:
        """Send the batches that can take no more."""
        full, self._full = self._full, []
        for at, batch in full:
            answer = watched(await self._producer.send_batch(batch, at[0], partition=at[1]))
            self._sent.append((at, batch.record_count(), answer))

    async def deliver(self) -> dict[Place, int]:
        """Send the rest, wait for the broker's answers and look at every one; the last offset in each partition.

        aiokafka commits a transaction although one of its batches failed, so whoever commits calls this before. Raises
        what the broker said; BrokenInvariant where it refuses a size that the schemas allow.
        """
        await self.send_full()
        self._full.extend(self._open.items())
        self._open = {}
        await self.send_full()
        await self._producer.flush()
        try:
            return {at: answer.result().offset + count - 1 for at, count, answer in self._sent}
        except MessageSizeTooLargeError as error:
            raise BrokenInvariant(f"the broker refuses a record within its topic's limit: {error}") from error
