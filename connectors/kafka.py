"""Records to and from a Kafka cluster, for programs outside the streams: publishing observations, reading a topic."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Awaitable, Iterable, Iterator
from itertools import islice

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from connectors.outlet import outlet
from schemas.cluster import Cluster
from schemas.errors import LogUnusable
from schemas.record import Record
from schemas.refusal import refusal
from schemas.topics import BY_NAME, check_size

_CHUNK = 500
"""Records of a transaction: as many are done again at most where publishing is cut short."""
_FLIGHT = 5_000
"""Records sent before their answers are looked at: enough to keep the broker busy, few enough to hold in memory."""


def publish(where: Cluster | str, records: Iterable[Record], name: str | None = None) -> int:
    """Append the records in their order and return how many were; each is stored once, or an error is raised.

    With a name, which stands for these records in this order, one that was cut short is taken up where it ended, and
    one that was complete adds nothing. `where` may be given as bootstrap servers. Raises Oversized for a record over
    its topic's limit, and LogUnusable where the cluster cannot be reached or refuses.
    """
    cluster = _cluster(where)
    return asyncio.run(_publish(cluster, records) if name is None else _resume(cluster, records, name))


def named(records: Iterable[Record]) -> str:
    """A name that stands for these records in this order."""
    hashed = hashlib.blake2b(digest_size=10)
    for record in records:
        for part in (record.topic.encode(), record.key, record.value or b""):
            hashed.update(len(part).to_bytes(4) + part)
    return hashed.hexdigest()


async def _publish(cluster: Cluster, records: Iterable[Record]) -> int:
    producer = AIOKafkaProducer(
        **cluster.client(), enable_idempotence=True, linger_ms=5, max_batch_size=256 * 1024, request_timeout_ms=20_000
    )
    count, flight, topic = 0, list[Awaitable[object]](), None
    try:
        with refusal(cluster, KafkaError):
            await producer.start()
            for record in records:
                check_size(BY_NAME[record.topic], record.key, record.value)
                # What a later topic's readers make of it may depend on what stands in the earlier one.
                if len(flight) >= _FLIGHT or topic not in (None, record.topic):
                    await asyncio.gather(*flight)
                    flight.clear()
                topic = record.topic
                flight.append(await producer.send(cluster.name(topic), record.value, record.key))
                count += 1
            await asyncio.gather(*flight)
    finally:
        await producer.stop()
    return count


async def _resume(cluster: Cluster, records: Iterable[Record], name: str) -> int:
    count = 0
    async with outlet(cluster, name) as out:
        done = int(out.cursor or b"0")
        rest = islice(records, done, None)
        while chunk := list(islice(rest, _CHUNK)):
            count += len(chunk)
            await out.put(chunk, b"%d" % (done + count))
    return count


def read_topic(where: Cluster | str, topic: str) -> Iterator[Record]:
    """The committed records of a topic as it is now, partition by partition, each in order; then it ends.

    Raises LogUnusable where the cluster cannot be reached or has no such topic.
    """
    with asyncio.Runner() as runner:
        records = read(_cluster(where), topic)
        try:
            while (record := runner.run(anext(records, None))) is not None:
                yield record
        finally:
            runner.run(records.aclose())


async def read(cluster: Cluster, topic: str) -> AsyncGenerator[Record, None]:
    """As `read_topic`, within a running event loop."""
    name = cluster.name(topic)
    consumer = AIOKafkaConsumer(
        name,
        **cluster.client(),
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    try:
        with refusal(cluster, KafkaError):
            await consumer.start()
            partitions = sorted(consumer.assignment())
            if not partitions:
                raise LogUnusable(f"{cluster.bootstrap}: there is no topic {name}")
            ends = await consumer.end_offsets(partitions)
            for partition in partitions:
                # Only the position passes over the records that mark transactions and those that compaction took.
                while await consumer.position(partition) < ends[partition]:
                    for got in (await consumer.getmany(partition, timeout_ms=500)).values():
                        for record in got:
                            if record.offset < ends[partition]:
                                yield Record(topic, record.key or b"", record.value)
    finally:
        await consumer.stop()


def _cluster(where: Cluster | str) -> Cluster:
    return Cluster(bootstrap=where) if isinstance(where, str) else where
