"""Making and leaving aiokafka clients, with the care that its unusual endings need."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from itertools import chain
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import ProducerFenced

from schemas.cluster import Cluster
from schemas.topics import DEAD_LETTERS

FETCH_BYTES = 4 * 1024 * 1024
BATCH_BYTES = 256 * 1024


def transactional(cluster: Cluster, transactional_id: str, timeout: float) -> AIOKafkaProducer:
    """A producer whose start takes the lock that its transactional id is."""
    return AIOKafkaProducer(
        **cluster.client(),
        transactional_id=transactional_id,
        transaction_timeout_ms=int(timeout * 1000),
        request_timeout_ms=10_000,
        retry_backoff_ms=20,
        max_batch_size=BATCH_BYTES,
        max_request_size=DEAD_LETTERS.batch_bytes,
    )


def reader(cluster: Cluster, group: str | None = None) -> AIOKafkaConsumer:
    """A consumer of committed records from wherever it is sent; with a group it can ask for the group's offsets."""
    return AIOKafkaConsumer(
        **cluster.client(),
        group_id=group,
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="none",
        request_timeout_ms=10_000,
        retry_backoff_ms=50,
        max_partition_fetch_bytes=FETCH_BYTES,
    )


async def quiet(ending: Coroutine[Any, Any, object], timeout: float = 3.0) -> None:
    """Clean up in a task of its own and let nothing out of it.

    aiokafka's `consumer.stop()` leaks the CancelledError of an inner task when the broker is down, which would end
    whoever awaits it.
    """
    task = asyncio.ensure_future(ending)
    task.add_done_callback(_look_at)
    await asyncio.wait([task], timeout=timeout)
    if not task.done():
        task.cancel()


def _look_at(future: "asyncio.Future[Any]") -> None:
    if not future.cancelled():
        future.exception()


def watched(future: "asyncio.Future[Any]") -> "asyncio.Future[Any]":
    """The future of a delivery, without asyncio's complaint where a fenced transaction never looks at it."""
    future.add_done_callback(_look_at)
    return future


async def drop(producer: AIOKafkaProducer) -> None:
    """Let go of a transactional producer in any state, without flushing and without aborting.

    `producer.stop()` flushes and may wait for ever; the next owner's InitProducerId ends whatever is open.
    """
    waiting = producer._message_accumulator
    for batch in (*chain.from_iterable(waiting._batches.values()), *waiting._pending_batches):
        watched(batch.future)
        watched(batch._drain_waiter)
    if (outcome := producer._txn_manager._transaction_waiter) is not None:
        watched(outcome)
    sender = producer._sender.sender_task
    if sender is not None and not sender.done():
        sender.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait([sender], timeout=1.0)
    if sender is not None and sender.done():
        _look_at(sender)
    producer._closed = True
    await quiet(producer.client.close())


def check_alive(producer: AIOKafkaProducer) -> None:
    """Raise what ended the producer's background task, where an idle producer would not notice."""
    sender = producer._sender.sender_task
    if sender.done():
        raise (None if sender.cancelled() else sender.exception()) or ProducerFenced()


def check_member(consumer: AIOKafkaConsumer) -> None:
    """Raise what ended the background task by which the consumer is a member of its group; most errors do not, and it
    joins again by itself."""
    coordinating = consumer._coordinator._coordination_task
    if coordinating.done():
        coordinating.result()
