"""What a cluster holds after a run, and how much of it was aborted."""

from aiokafka import AIOKafkaConsumer

from benchmarks.faultlab.stream import TOPICS, Outcome
from connectors.kafka import read
from schemas.cluster import Cluster
from schemas.record import Record
from schemas.topics import changelog
from streams.kafka.changelog import MARK_KEY
from tests.kafka import toy


async def outcome(cluster: Cluster) -> Outcome:
    """As a subscriber of committed records sees it."""
    found = Outcome()
    for topic in TOPICS:
        found.records[topic] = [record async for record in read(cluster, topic)]
    for task in toy.TASKS:
        state: dict[bytes, bytes] = {}
        async for record in read(cluster, changelog(task.name).name):
            _fold(state, record)
        found.states[task.name] = state
    return found


def _fold(state: dict[bytes, bytes], record: Record) -> None:
    if record.key == MARK_KEY:
        return
    if record.value is None:
        state.pop(record.key, None)
    else:
        state[record.key] = record.value


async def aborted(cluster: Cluster, committed: Outcome) -> int:
    """Records in the output topics that no reader of committed records sees: the proof that faults met transactions."""
    raw = 0
    for topic in TOPICS:
        consumer = AIOKafkaConsumer(cluster.name(topic), **cluster.client(), auto_offset_reset="earliest")
        await consumer.start()
        try:
            partitions = sorted(consumer.assignment())
            ends = await consumer.end_offsets(partitions)
            for at in partitions:
                while await consumer.position(at) < ends[at]:
                    for got in (await consumer.getmany(at, timeout_ms=500)).values():
                        raw += len(got)
        finally:
            await consumer.stop()
    return raw - sum(len(records) for records in committed.records.values())
