"""Restoring from a compacted, transactional topic, whatever stands at its end."""

import asyncio
from collections.abc import Sequence

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from schemas.errors import LogUnusable
from streams.kafka.changelog import FORMAT, MARK_KEY, Mark, restore
from streams.kafka.clients import drop, reader, transactional
from streams.kafka.state import MemoryState
from tests.kafka.conftest import Stack

Pairs = Sequence[tuple[bytes, bytes | None]]
_COMPACTION_SECONDS = 60
_EAGER = {
    "cleanup.policy": "compact",
    "segment.ms": "200",
    "min.cleanable.dirty.ratio": "0.01",
    "delete.retention.ms": "100",
    "min.compaction.lag.ms": "0",
    "max.compaction.lag.ms": "300",
}


class Changelog:
    """One partition, written as a lease writes it, by an owner that can be let go in any state."""

    def __init__(self, stack: Stack) -> None:
        self.cluster = stack.settings.cluster
        self.at = TopicPartition(self.cluster.name("toy-changelog"), 0)
        self.next = 0

    async def create(self) -> None:
        admin = AIOKafkaAdminClient(**self.cluster.client())
        await admin.start()
        await admin.create_topics([NewTopic(self.at.topic, 1, 1, topic_configs=_EAGER)])
        await admin.close()

    async def write(self, pairs: Pairs, end: str = "commit") -> None:
        self.next += 1
        mark = Mark(self.next, 1, "line").encode()
        producer = transactional(self.cluster, f"{self.at.topic}-lock", 10.0)
        await producer.start()
        await producer.begin_transaction()
        for key, value in (*pairs, (MARK_KEY, mark)):
            await producer.send_and_wait(self.at.topic, value, key, self.at.partition)
        match end:
            case "commit":
                await producer.commit_transaction()
            case "abort":
                await producer.abort_transaction()
        await drop(producer)

    async def restored(self) -> tuple[dict[bytes, bytes], Mark | None, int]:
        """State, mark and the number of records that are still there, after the lock was taken."""
        owner = transactional(self.cluster, f"{self.at.topic}-lock", 10.0)
        await owner.start()
        consumer = reader(self.cluster)
        await consumer.start()
        counted = _Counting()
        try:
            async with asyncio.timeout(10):
                mark = await restore(consumer, self.at, counted)
        finally:
            await consumer.stop()
            await drop(owner)
        return dict(counted.scan(b"", b"\xff" * 9)), mark, counted.changes

    async def compacted(self, below: int) -> None:
        async with asyncio.timeout(_COMPACTION_SECONDS):
            while (await self.restored())[2] > below:
                await self.write([])
                await asyncio.sleep(0.3)


class _Counting(MemoryState):
    def __init__(self) -> None:
        super().__init__()
        self.changes = 0

    def put(self, key: bytes, value: bytes) -> None:
        self.changes += 1
        super().put(key, value)

    def delete(self, key: bytes) -> None:
        self.changes += 1
        super().delete(key)


def many(prefix: bytes) -> Pairs:
    return [(b"key-%d" % key, prefix + b"-%d" % turn) for turn in range(4) for key in range(5)]


FULL = {b"key-%d" % key: b"new-3" for key in range(5)}


@pytest.mark.parametrize(
    ("end", "pairs", "expected"),
    [
        ("commit", (), FULL),
        ("abort", many(b"aborted"), FULL),
        ("open", many(b"open"), FULL),
        ("commit", [(b"key-0", b"alone")], FULL | {b"key-0": b"alone"}),
        ("commit", [(key, None) for key in FULL], {}),
    ],
    ids=["marks only", "aborted", "left open", "one record", "all deleted"],
)
def test_restores_what_was_committed_from_a_compacted_topic(
    stack: Stack, end: str, pairs: Pairs, expected: dict[bytes, bytes]
) -> None:
    async def act() -> None:
        log = Changelog(stack)
        await log.create()
        assert await log.restored() == ({}, None, 0)
        await log.write(many(b"old"))
        await log.write(many(b"new"))
        await log.compacted(below=20)
        await log.write(pairs, end)
        state, mark, _ = await log.restored()
        assert state == expected
        assert mark == Mark(log.next if end == "commit" else log.next - 1, 1, "line")

    asyncio.run(act())


def test_tombstones_that_compaction_took_leave_nothing_behind(stack: Stack) -> None:
    async def act() -> None:
        log = Changelog(stack)
        await log.create()
        await log.write(many(b"old"))
        await log.write([(key, None) for key in FULL])
        await log.compacted(below=0)
        state, mark, _ = await log.restored()
        assert (state, mark) == ({}, Mark(log.next, 1, "line"))

    asyncio.run(act())


def test_a_changelog_of_another_format_is_refused() -> None:
    with pytest.raises(LogUnusable, match="format 99"):
        Mark.decode(Mark(1, 1, "line").encode().replace(f'"format":{FORMAT}'.encode(), b'"format":99'))
