"""What topics and states hold after a run, how that differs from what they must hold, and how much was aborted."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer

from connectors.kafka import read
from schemas.cluster import Cluster
from schemas.record import Record
from schemas.topics import changelog
from streams.core.store import Task
from streams.kafka.changelog import MARK_KEY

Order = Callable[[Record], bytes | None]
"""Among which records of its topic a record has a place that is not chance; None: among none."""


@dataclass(slots=True)
class Outcome:
    """The records of each topic, and the state of each task."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    states: dict[str, dict[bytes, bytes]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """How one topic differs from what it must hold."""

    topic: str
    records: int
    lost: int
    repeated: int
    disordered: int
    """Keys whose records are the right ones in another order."""


def compare(must: Outcome, does: Outcome, order: Order) -> list[Difference]:
    """By topic; bytes are compared, keys and values."""
    found = []
    for topic, wanted in must.records.items():
        want = Counter((record.key, record.value) for record in wanted)
        have = Counter((record.key, record.value) for record in does.records[topic])
        first, second = _ordered(wanted, order), _ordered(does.records[topic], order)
        disordered = sum(second[key] != first.get(key) and _same(second[key], first.get(key, [])) for key in second)
        lost, repeated = (want - have).total(), (have - want).total()
        found.append(Difference(topic, have.total(), lost, repeated, disordered))
    return found


def _ordered(records: Iterable[Record], order: Order) -> dict[bytes, list[bytes | None]]:
    found: dict[bytes, list[bytes | None]] = {}
    for record in records:
        if (key := order(record)) is not None:
            found.setdefault(key, []).append(record.value)
    return found


def _same(some: list[bytes | None], others: list[bytes | None]) -> bool:
    return Counter(some) == Counter(others)


async def outcome(cluster: Cluster, topics: Iterable[str], tasks: Iterable[Task]) -> Outcome:
    """As a subscriber of committed records sees it."""
    found = Outcome()
    for topic in topics:
        found.records[topic] = [record async for record in read(cluster, topic)]
    for task in tasks:
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
    for topic in committed.records:
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
