"""The barest loops that copy a topic exactly once: what any runtime on these clients has to be measured by."""

import asyncio
import time

from aiokafka import TopicPartition
from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer
from confluent_kafka import TopicPartition as Place

from schemas.topics import OBSERVATIONS, POSTS, ROUTINGS
from streams.kafka.clients import drop, reader, transactional
from streams.settings import Settings

_BATCH = 2000


ONCE = {OBSERVATIONS.name: ROUTINGS.name}
TWICE = {OBSERVATIONS.name: POSTS.name, POSTS.name: ROUTINGS.name}
"""From topic to topic, as many hops as the two tasks make."""


async def with_aiokafka(settings: Settings, count: int, hops: dict[str, str] = ONCE) -> float:
    """Seconds to copy so many records over each hop, with one transaction for each fetch."""
    cluster, group = settings.cluster, f"{settings.prefix}bare{len(hops)}"
    targets = {cluster.name(source): cluster.name(target) for source, target in hops.items()}
    producer, consumer = transactional(cluster, group, 15.0), reader(cluster, group)
    await producer.start()
    await consumer.start()
    places = [TopicPartition(source, n) for source in targets for n in range(settings.partitions)]
    consumer.assign(places)
    for place in places:
        consumer.seek(place, 0)
    began, copied = time.monotonic(), 0
    try:
        while copied < count * len(hops):
            got = await consumer.getmany(timeout_ms=500, max_records=_BATCH)
            if not got:
                continue
            await producer.begin_transaction()
            sent, offsets = [], {}
            for place, records in got.items():
                sent += [await producer.send(targets[place.topic], record.value, record.key) for record in records]
                offsets[place] = records[-1].offset + 1
            await asyncio.gather(*sent)
            await producer.send_offsets_to_transaction(offsets, group)
            await producer.commit_transaction()
            copied += len(sent)
        return time.monotonic() - began
    finally:
        await consumer.stop()
        await drop(producer)


def with_confluent(settings: Settings, count: int) -> float:
    """The same with librdkafka."""
    common = {"bootstrap.servers": settings.kafka, "log_level": 0}
    group = f"{settings.prefix}librdkafka"
    consumer = Consumer(common | {"group.id": group, "enable.auto.commit": False, "isolation.level": "read_committed"})
    producer = Producer(common | {"transactional.id": group, "linger.ms": 5})
    producer.init_transactions(30)
    source, target = settings.cluster.name(OBSERVATIONS.name), settings.cluster.name(ROUTINGS.name)
    consumer.assign([Place(source, n, OFFSET_BEGINNING) for n in range(settings.partitions)])
    began, copied = time.monotonic(), 0
    try:
        while copied < count:
            records = [record for record in consumer.consume(_BATCH, 0.5) if not record.error()]
            if not records:
                continue
            producer.begin_transaction()
            for record in records:
                producer.produce(target, record.value(), record.key())
            producer.send_offsets_to_transaction(
                consumer.position(consumer.assignment()), consumer.consumer_group_metadata(), 30
            )
            producer.commit_transaction(30)
            copied += len(records)
        return time.monotonic() - began
    finally:
        consumer.close()
