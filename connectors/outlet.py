"""A connector's way onto Kafka: what it observed and how far it has come, in one transaction.

Killed, it goes on from its cursor and repeats nothing. Of two with one name the later shuts out the earlier.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError, ProducerFenced

from schemas.cluster import Cluster
from schemas.errors import LogUnusable
from schemas.record import Record
from schemas.refusal import refusal
from schemas.topics import BY_NAME, CURSORS, check_size

_TRANSACTION_SECONDS = 30.0


class Outlet:
    """An open way of one name. After an error from `put` it must be opened again, which shows what was committed."""

    def __init__(self, cluster: Cluster, name: str, producer: AIOKafkaProducer, cursor: bytes | None) -> None:
        self._cluster, self._name, self._producer = cluster, name, producer
        self.cursor = cursor
        """What the last transaction left; None where there was none. Its meaning is the connector's."""

    async def put(self, records: Iterable[Record], cursor: bytes) -> None:
        """Publish these and move the cursor, both or neither.

        Raises Oversized for a record over its topic's limit, and LogUnusable where the cluster refuses, cannot be
        reached, or another connector has taken the name.
        """
        records = list(records)
        for record in records:
            check_size(BY_NAME[record.topic], record.key, record.value)
        with refusal(self._cluster, KafkaError, TimeoutError):
            try:
                async with asyncio.timeout(_TRANSACTION_SECONDS * 0.8):
                    await self._producer.begin_transaction()
                    sent = [
                        await self._producer.send(self._cluster.name(record.topic), record.value, record.key)
                        for record in records
                    ]
                    moved = await self._producer.send(self._cluster.name(CURSORS.name), cursor, self._name.encode())
                    # aiokafka commits although a record was refused, so each answer is looked at before.
                    await asyncio.gather(*sent, moved)
                    await self._producer.commit_transaction()
            except ProducerFenced as error:
                raise LogUnusable(f"another process publishes as {self._name}") from error
        self.cursor = cursor


@asynccontextmanager
async def outlet(cluster: Cluster, name: str) -> AsyncIterator[Outlet]:
    """Take the name, shutting out whoever had it, and find the cursor. Raises LogUnusable."""
    producer = AIOKafkaProducer(
        **cluster.client(),
        transactional_id=f"{cluster.prefix}connector-{name}",
        transaction_timeout_ms=int(_TRANSACTION_SECONDS * 1000),
        max_batch_size=256 * 1024,
        linger_ms=5,
    )
    try:
        with refusal(cluster, KafkaError):
            await producer.start()
            cursor = await _cursor(cluster, name.encode())  # only now: the lock has ended what another left open
        yield Outlet(cluster, name, producer, cursor)
    finally:
        # A producer that was shut out may wait for ever for what it can no longer send.
        with suppress(KafkaError, TimeoutError, AssertionError):
            await asyncio.wait_for(producer.stop(), 5.0)


async def _cursor(cluster: Cluster, name: bytes) -> bytes | None:
    consumer = AIOKafkaConsumer(
        cluster.name(CURSORS.name),
        **cluster.client(),
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    found: bytes | None = None
    await consumer.start()
    try:
        for at, end in (await consumer.end_offsets(consumer.assignment())).items():
            while await consumer.position(at) < end:
                for record in (await consumer.getmany(at, timeout_ms=500)).get(at, ()):
                    found = record.value if record.key == name else found
    finally:
        await consumer.stop()
    return found
