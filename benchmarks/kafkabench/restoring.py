"""How long a partition takes to open whose state has a million keys."""

import time
from collections.abc import Callable
from pathlib import Path

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.kafka.changelog import MARK_KEY, Mark, restore
from streams.kafka.clients import drop, reader, transactional
from streams.kafka.outbox import Outbox
from streams.kafka.snapshot import Snapshot
from streams.kafka.state import MemoryState, State
from streams.settings import Settings

_CHUNK = 20_000
_VALUE = b"x" * 120


async def restoring(settings: Settings, keys: int, home: Path) -> dict[str, float]:
    """Seconds by kind: into memory, into a new snapshot, with a snapshot that is up to date."""
    place = TopicPartition(settings.cluster.name("big-changelog"), 0)
    await _fill(settings, place, keys)
    path = home / "big.db"
    return {
        "memory, cold": await _restored(settings, place, MemoryState, keys),
        "snapshot, cold": await _restored(settings, place, lambda: Snapshot(path), keys),
        "snapshot, warm": await _restored(settings, place, lambda: Snapshot(path), keys),
    }


async def _fill(settings: Settings, place: TopicPartition, keys: int) -> None:
    admin = AIOKafkaAdminClient(**settings.cluster.client())
    await admin.start()
    await admin.create_topics([NewTopic(place.topic, 1, 1, topic_configs={"cleanup.policy": "compact"})])
    await admin.close()
    producer = transactional(settings.cluster, place.topic, 30.0)
    await producer.start()
    for start in range(0, keys, _CHUNK):
        outbox = Outbox(producer, {})
        await producer.begin_transaction()
        for n in range(start, min(start + _CHUNK, keys)):
            outbox.add(place.topic, b"claim/source-%d/%d" % (n % 50, n), _VALUE, 0)
        outbox.add(place.topic, MARK_KEY, Mark(start, 1, "bench").encode(), 0)
        await outbox.deliver()
        await producer.commit_transaction()
    await drop(producer)


async def _restored(settings: Settings, place: TopicPartition, make: Callable[[], State], keys: int) -> float:
    consumer = reader(settings.cluster)
    await consumer.start()
    began = time.monotonic()
    state = make()
    try:
        await restore(consumer, place, state)
        took = time.monotonic() - began
        last = b"claim/source-%d/%d" % ((keys - 1) % 50, keys - 1)
        if state.get(last) != _VALUE:
            raise SystemExit("the state was not restored")
        return took
    finally:
        state.close()
        await consumer.stop()
