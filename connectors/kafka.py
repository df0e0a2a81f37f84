"""Records to and from a Kafka cluster, for programs outside the streams: publishing observations, reading a topic."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from schemas.cluster import Cluster
from schemas.errors import LogUnusable
from schemas.record import Record
from schemas.topics import BY_NAME, check_size

_FLIGHT = 5_000
"""Records sent before their answers are looked at: enough to keep the broker busy, few enough to hold in memory."""


def publish(where: Cluster | str, records: Iterable[Record]) -> int:
    """Append the records in their order and return their number; each is stored once, or an error is raised.

    `where` may be given as bootstrap servers. Raises Oversized, before anything later is sent, for a record over its
    topic's limit, and LogUnusable where the cluster cannot be reached or refuses.
    """
    return asyncio.run(_publish(_cluster(where), records))


async def _publish(cluster: Cluster, records: Iterable[Record]) -> int:
    producer = AIOKafkaProducer(
        **cluster.client(), enable_idempotence=True, linger_ms=5, max_batch_size=256 * 1024, request_timeout_ms=20_000
    )
    count, flight = 0, []
    try:
        await producer.start()
        for record in records:
            check_size(BY_NAME[record.topic], record.key, record.value)
            flight.append(await producer.send(cluster.name(record.topic), record.value, record.key))
            count += 1
            if len(flight) >= _FLIGHT:
                await asyncio.gather(*flight)
                flight.clear()
        await asyncio.gather(*flight)
    except KafkaError as error:
        raise LogUnusable(f"{cluster.bootstrap}: {error!r}") from error
    finally:
        await producer.stop()
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
    except KafkaError as error:
        raise LogUnusable(f"{cluster.bootstrap}: {error!r}") from error
    finally:
        await consumer.stop()


def _cluster(where: Cluster | str) -> Cluster:
    return Cluster(bootstrap=where) if isinstance(where, str) else where
