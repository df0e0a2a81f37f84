"""The runtime on a real broker: restored state, dead letters, what must stop a worker and what must not."""

import asyncio
import gc
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition, partitioner
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic, RecordsToDelete
from aiokafka.errors import ProducerFenced
from hypothesis import given
from hypothesis import strategies as st

from connectors.kafka import publish
from schemas.dead_letters import DEAD_LETTER
from schemas.errors import BrokenInvariant, LogUnusable, Oversized
from schemas.topics import CHANGES, CLAIMS, DEAD_LETTERS, INPUT_BYTES, OBSERVATIONS, POSTS, RECORD_BYTES, changelog
from streams.core.store import Record, Store, Task
from streams.kafka.changelog import MARK_KEY
from streams.kafka.clients import drop, transactional
from streams.kafka.lease import Committed, Job, Lease
from streams.kafka.members import Members
from streams.kafka.outbox import Outbox, murmur2, place
from streams.kafka.state import MemoryState
from streams.kafka.waiting import waiting
from tests.kafka import toy
from tests.kafka.conftest import Stack, exact
from tests.kafka.toy import numbered


@pytest.fixture
def bench() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as made:
        yield made


def observation(key: bytes, **fields: int) -> Record:
    return Record(OBSERVATIONS.name, key, orjson.dumps(fields))


def admin(stack: Stack, act: Any) -> None:
    async def call() -> None:
        client = AIOKafkaAdminClient(**stack.settings.cluster.client())
        await client.start()
        try:
            await act(client)
        finally:
            await client.close()

    asyncio.run(call())


def test_each_record_counts_once_through_both_tasks_and_over_restarts(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    for part in range(3):
        publish(stack.settings.cluster, numbered(keys=20, each=5, start=5 * part))
        asyncio.run(stack.run(stack.holds(CHANGES.name, 100 * (part + 1))))
        assert asyncio.run(waiting(stack.settings, toy.TASKS)) == 0
    exact(asyncio.run(stack.read(CLAIMS.name)), keys=20, each=15)
    assert len(asyncio.run(stack.read(CHANGES.name))) == 300
    publish(stack.settings.cluster, numbered(keys=20, each=2))
    assert asyncio.run(waiting(stack.settings, toy.TASKS)) == 40


def test_records_go_to_the_partition_that_kafkas_own_clients_choose() -> None:
    # From org.apache.kafka.common.utils.UtilsTest, testMurmur2.
    known = {b"21": -973932308, b"foobar": -790332482, b"a-little-bit-long-string": -985981536, b"abc": 479470107}
    for key, value in known.items():
        assert place(key, 7) == (value & 0x7FFFFFFF) % 7


@given(st.binary(max_size=200))
def test_the_hash_of_any_key_is_that_of_the_client(key: bytes) -> None:
    assert murmur2(key) == partitioner.murmur2(key) & 0xFFFFFFFF


def test_a_record_that_fails_becomes_a_dead_letter_and_leaves_no_trace_in_the_state(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    bad = [observation(b"key-0", fail=1, n=9), Record(OBSERVATIONS.name, b"key-0", b"no json"), observation(b"key-0")]
    publish(stack.settings.cluster, [*numbered(1, 2), *bad, *numbered(1, 2, start=2)])
    asyncio.run(stack.run(stack.holds(CLAIMS.name, 4)))
    exact(asyncio.run(stack.read(CLAIMS.name)), keys=1, each=4)
    letters = [DEAD_LETTER.validate_json(r.value or b"") for r in asyncio.run(stack.read(DEAD_LETTERS.name))]
    assert [letter.value for letter in letters] == [record.value for record in bad]


def test_an_output_over_its_limit_becomes_a_dead_letter_and_one_at_its_limit_passes(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    room = RECORD_BYTES - len(b'{"from":"key-0","n":0,"bad":false,"pad":""}') - len(b"desk-0")
    publish(stack.settings.cluster, [observation(b"key-0", n=0, big=room), observation(b"key-0", n=1, big=room + 1)])
    asyncio.run(stack.run(stack.holds(DEAD_LETTERS.name, 1)))
    assert [len(r.key + (r.value or b"")) for r in asyncio.run(stack.read(POSTS.name))] == [RECORD_BYTES]
    with pytest.raises(Oversized):
        publish(stack.settings.cluster, [Record(OBSERVATIONS.name, b"k", b"x" * INPUT_BYTES)])


def test_a_broken_invariant_stops_the_worker_and_commits_nothing(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, [*numbered(1, 3), observation(b"key-0", broken=1)])
    with pytest.raises(BrokenInvariant, match="as it was told to"):
        asyncio.run(stack.run(stack.holds(CHANGES.name, 99)))
    assert asyncio.run(stack.read(CLAIMS.name)) == []


def test_deleted_state_stays_deleted_and_the_mark_is_the_newest(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, [*numbered(1, 3), observation(b"key-0", forget=1)])
    asyncio.run(stack.run(stack.holds(CHANGES.name, 3)))
    publish(stack.settings.cluster, numbered(1, 3))
    asyncio.run(stack.run(stack.holds(CHANGES.name, 6)))
    values = [orjson.loads(r.value or b"") for r in asyncio.run(stack.read(CLAIMS.name))]
    assert [(v["n"], v["bad"]) for v in values] == [(n, False) for n in (0, 1, 2, 0, 1, 2)]
    log = [r for r in asyncio.run(stack.read(changelog("source").name)) if r.key == MARK_KEY]
    assert orjson.loads(log[-1].value or b"")["next"] == 7


def test_topics_in_use_cannot_be_enlarged(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(4, 2))
    asyncio.run(stack.run(stack.holds(CHANGES.name, 8)))
    name = stack.settings.cluster.name(OBSERVATIONS.name)
    admin(stack, lambda client: client.create_partitions({name: NewPartitions(4)}))
    with pytest.raises(LogUnusable, match="observations has 4 partitions, the state of task source has 3"):
        asyncio.run(stack.ensure())
    with pytest.raises(LogUnusable, match="cannot be enlarged"):
        asyncio.run(stack.run(stack.holds(CHANGES.name, 99)))
    state = stack.settings.cluster.name(changelog("source").name)
    admin(stack, lambda client: client.create_partitions({state: NewPartitions(4)}))
    with pytest.raises(BrokenInvariant, match="its state is of 3 partitions"):
        asyncio.run(stack.run(stack.holds(CHANGES.name, 99)))


def test_a_topic_that_would_lose_records_is_refused(stack: Stack) -> None:
    name = stack.settings.cluster.name(CHANGES.name)
    admin(stack, lambda client: client.create_topics([NewTopic(name, 3, 1, topic_configs={"retention.ms": "1000"})]))
    with pytest.raises(LogUnusable, match=r"changes: retention.ms=1000 must be -1"):
        asyncio.run(stack.ensure())


def test_source_records_that_are_lost_stop_the_worker(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(6, 5))
    asyncio.run(stack.run(stack.holds(CHANGES.name, 30)))
    publish(stack.settings.cluster, numbered(6, 5, start=5))
    cut = {
        (stack.settings.cluster.name(OBSERVATIONS.name), partition): -1
        for partition in range(stack.settings.partitions)
    }
    admin(stack, lambda client: _delete_records(client, cut))
    with pytest.raises(BrokenInvariant, match="holds"):
        asyncio.run(stack.run(stack.holds(CHANGES.name, 99)))


async def _delete_records(client: AIOKafkaAdminClient, cut: dict[tuple[str, int], int]) -> None:
    await client.delete_records({TopicPartition(*at): RecordsToDelete(offset) for at, offset in cut.items()})


def test_offsets_that_the_broker_forgot_are_found_in_the_state(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(6, 5))
    asyncio.run(stack.run(stack.holds(CHANGES.name, 30)))
    publish(stack.settings.cluster, numbered(6, 5, start=5))
    # A group without offsets is what the broker makes of one that was away for longer than it keeps them.
    other = stack.settings.model_copy(update={"group": "another"})
    asyncio.run(stack.run(stack.holds(CHANGES.name, 60), settings=other))
    exact(asyncio.run(stack.read(CLAIMS.name)), keys=6, each=10)


def test_offsets_that_do_not_belong_to_the_state_stop_the_worker(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(1, 5))
    asyncio.run(stack.run(stack.holds(CHANGES.name, 5)))
    _commit(stack, 3)
    with pytest.raises(BrokenInvariant, match="its state stands at 5, its committed offset at 3"):
        asyncio.run(stack.run(stack.holds(CHANGES.name, 99)))


def _commit(stack: Stack, offset: int) -> None:
    async def call() -> None:
        settings = stack.settings
        consumer = AIOKafkaConsumer(**settings.cluster.client(), group_id=settings.group_id, enable_auto_commit=False)
        await consumer.start()
        at = TopicPartition(settings.cluster.name(OBSERVATIONS.name), place(b"key-0", settings.partitions))
        consumer.assign([at])
        await consumer.commit({at: offset})
        await consumer.stop()

    asyncio.run(call())


def test_a_batch_that_the_broker_refuses_is_never_committed(stack: Stack) -> None:
    async def send(limit: int) -> None:
        name = stack.settings.cluster.name(POSTS.name)
        producer = transactional(stack.settings.cluster, f"{name}-lock", 10.0)
        await producer.start()
        outbox = Outbox(producer, {name: 3})
        await producer.begin_transaction()
        outbox.add(name, b"small", b"kept only with the others", 0)
        outbox.add(name, b"big", b"x" * limit, 1)
        try:
            await outbox.deliver()
            await producer.commit_transaction()
        finally:
            await drop(producer)

    name = stack.settings.cluster.name(POSTS.name)
    admin(stack, lambda c: c.create_topics([NewTopic(name, 3, 1, topic_configs={"max.message.bytes": "20000"})]))
    with pytest.raises(BrokenInvariant, match="refuses"):
        asyncio.run(send(30_000))
    asyncio.run(send(10_000))
    assert [r.key for r in asyncio.run(stack.read(POSTS.name))] == [b"small", b"big"]


async def committed(lease: Lease) -> Committed:
    """One transaction, however long the broker takes to hand out what is there."""
    while (done := await lease.transaction(asyncio.Event())) is None:
        pass
    return done


def test_a_second_owner_fences_the_first_in_the_middle_of_its_transaction(stack: Stack, bench: Executor) -> None:
    patient = stack.settings.model_copy(update={"live": 5.0, "busy": 5.0})  # a transaction that waits for more
    at = place(b"key-0", stack.settings.partitions)

    async def act() -> None:
        await stack.ensure()
        worked = threading.Event()

        def telling(task: Task, record: Record, store: Store) -> tuple[Record, ...]:
            worked.set()
            return toy.step(task, record, store)

        async with AsyncExitStack() as ending:
            first = await Lease.take(Job(patient, toy.TASKS[0], at, telling, MemoryState, bench), ending)
            await asyncio.to_thread(publish, stack.settings.cluster, numbered(1, 4))
            middle = asyncio.create_task(first.transaction(asyncio.Event()))
            await asyncio.to_thread(worked.wait)
            second = await Lease.take(Job(stack.settings, toy.TASKS[0], at, toy.step, MemoryState, bench), ending)
            assert (await committed(second)).records == 4
            with pytest.raises(ProducerFenced):
                await middle
            complaints: list[object] = []
            asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
            await asyncio.to_thread(publish, stack.settings.cluster, numbered(1, 4, start=4))
            await committed(second)
        del first, middle
        gc.collect()
        assert not complaints, "the ending of a fenced transaction is known, not an error to be told"

    asyncio.run(act())
    exact(asyncio.run(stack.read(CLAIMS.name)), keys=1, each=8)


def test_one_who_lost_the_lock_while_opening_is_fenced_and_breaks_no_invariant(stack: Stack, bench: Executor) -> None:
    """The other commits after we asked for the offset and before we read the changelog."""
    at = place(b"key-0", stack.settings.partitions)

    async def other() -> None:
        async with AsyncExitStack() as ending:
            lease = await Lease.take(Job(stack.settings, toy.TASKS[0], at, toy.step, MemoryState, bench), ending)
            await committed(lease)

    def meanwhile() -> MemoryState:
        thread = threading.Thread(target=lambda: asyncio.run(other()))
        thread.start()
        thread.join()
        return MemoryState()

    async def act() -> None:
        await stack.ensure()
        for part in range(2):
            await asyncio.to_thread(publish, stack.settings.cluster, numbered(1, 4, start=4 * part))
            async with AsyncExitStack() as ending:
                if part == 0:
                    lease = await Lease.take(
                        Job(stack.settings, toy.TASKS[0], at, toy.step, MemoryState, bench), ending
                    )
                    await committed(lease)
                else:
                    with pytest.raises(ProducerFenced):
                        await Lease.take(Job(stack.settings, toy.TASKS[0], at, toy.step, meanwhile, bench), ending)

    asyncio.run(act())
    exact(asyncio.run(stack.read(CLAIMS.name)), keys=1, each=8)


def test_a_record_that_takes_longer_than_the_session_costs_no_membership_and_no_transaction(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    """Were heartbeats held up, another worker would be dealt the partition, would be held up as well, and so on."""
    settings = stack.settings.model_copy(update={"transaction": 2.0})
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, [observation(b"key-0", n=0), observation(b"key-0", n=1, slow=1), *numbered(3, 3)])
    worked: list[bytes] = []
    dealt: list[int] = []

    def slow(task: Task, record: Record, store: Store) -> tuple[Record, ...]:
        if task.name == "source":
            worked.append(record.value or b"")
        if b"slow" in (record.value or b""):
            time.sleep(settings.session + 2)
        return toy.step(task, record, store)

    class Watched(Members):
        def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
            dealt.append(1)
            super().on_partitions_assigned(assigned)

    async def act() -> None:
        stopping = asyncio.Event()
        running = asyncio.create_task(Watched(settings, toy.TASKS, slow).run(stopping))
        done = stack.holds(CHANGES.name, 11)
        while not await done():
            await asyncio.wait([running], timeout=0.2)
        stopping.set()
        await running

    asyncio.run(act())
    assert len(dealt) == 1, "it was taken for dead"
    assert len(worked) == 11, "something was worked on twice"
    assert "the record at offset 1 takes 6 s so far" in caplog.text
