"""What one transaction sends, gathered into batches by us: a future for each batch, where `send` makes one a record."""

from collections.abc import Mapping
from functools import lru_cache
from struct import unpack_from

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError
from aiokafka.producer.message_accumulator import BatchBuilder

from schemas.errors import BrokenInvariant
from streams.kafka.clients import watched

Place = tuple[str, int]
"""A topic, as it is named on the cluster, and a partition of it."""

_MASK = 0xFFFFFFFF
_MIX = 0x5BD1E995


@lru_cache(maxsize=65_536)
def murmur2(key: bytes) -> int:
    """The hash that Kafka's clients choose partitions by; aiokafka's own goes byte by byte and takes twice as long."""
    words = len(key) // 4
    hashed = 0x9747B28C ^ len(key)
    for word in unpack_from(f"<{words}I", key):
        word = word * _MIX & _MASK
        hashed = (hashed * _MIX ^ (word ^ word >> 24) * _MIX) & _MASK
    if rest := key[4 * words :]:
        hashed = (hashed ^ int.from_bytes(rest, "little")) * _MIX & _MASK
    hashed = (hashed ^ hashed >> 13) * _MIX & _MASK
    return hashed ^ hashed >> 15


def place(key: bytes, partitions: int) -> int:
    """The partition of a key as Kafka's own clients choose it, so that everybody's records of a key lie together."""
    return (murmur2(key) & 0x7FFFFFFF) % partitions


class Outbox:
    """The records of one open transaction. Topics are named as they are on the cluster."""

    def __init__(self, producer: AIOKafkaProducer, partitions: Mapping[str, int]) -> None:
        self._producer = producer
        self._partitions = partitions
        self._open: dict[Place, BatchBuilder] = {}
        self._full: list[tuple[Place, BatchBuilder]] = []
        self.size = 0
        """Bytes of keys and values taken so far."""

    def add(self, topic: str, key: bytes, value: bytes | None, partition: int | None = None) -> None:
        """Take a record, for the partition of its key unless one is given. Sends nothing yet."""
        at = topic, place(key, self._partitions[topic]) if partition is None else partition
        self.size += len(key) + len(value or b"")
        batch = self._open.get(at)
        if batch is None or batch.append(timestamp=None, key=key, value=value) is None:
            if batch is not None:
                self._full.append((at, batch))
            self._open[at] = batch = self._producer.create_batch()
            batch.append(timestamp=None, key=key, value=value)

    async def deliver(self) -> dict[Place, int]:
        """Send all, wait for the broker's answers and look at every one; the last offset in each partition.

        aiokafka commits a transaction although one of its batches failed, so whoever commits calls this before. Raises
        what the broker said; BrokenInvariant where it refuses a size that the schemas allow.
        """
        batches = [*self._full, *self._open.items()]
        self._full, self._open = [], {}
        sent = [
            (at, batch.record_count(), watched(await self._producer.send_batch(batch, at[0], partition=at[1])))
            for at, batch in batches
        ]
        await self._producer.flush()
        try:
            return {at: answer.result().offset + count - 1 for at, count, answer in sent}
        except MessageSizeTooLargeError as error:
            raise BrokenInvariant(f"the broker refuses a record within its topic's limit: {error}") from error
