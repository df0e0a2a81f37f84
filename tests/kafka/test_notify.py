"""Webhooks behind a broker: committed changes only, each thread in order, parked and driven again."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition
from pydantic import HttpUrl, SecretStr

from connectors.kafka import publish
from schemas.record import Record
from schemas.topics import CHANGES, PARKED
from streams.kafka.clients import drop, transactional
from streams.kafka.outbox import place
from streams.notify import _parking, redrive
from streams.settings import Settings
from tests.kafka.conftest import LIMIT_SECONDS, Stack
from tests.kafka.receiver import SECRET, Receiver, change
from tests.kafka.test_worker import start


async def abort(stack: Stack, records: list[Record]) -> None:
    producer = transactional(stack.settings.cluster, f"{stack.settings.prefix}aborter", 10.0)
    await producer.start()
    await producer.begin_transaction()
    for record in records:
        await producer.send_and_wait(stack.settings.cluster.name(record.topic), record.value, record.key)
    await producer.abort_transaction()
    await drop(producer)


def test_committed_changes_are_delivered_in_order_and_aborted_ones_never(
    stack: Stack, receiver: Receiver, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    asyncio.run(stack.ensure())
    receiver.refused = {"stuck"}
    environment = {"WEBHOOK_URL": receiver.url, "WEBHOOK_SECRET": SECRET, "WEBHOOK_HOURS": str(1 / 3600)}
    worker = start(stack, log, **environment)
    try:
        for n in range(20):
            asyncio.run(abort(stack, [change(f"thread-{n % 4}", 1000 + n)]))
            publish(
                stack.settings.cluster, [change(f"thread-{t}", n) for t in range(4)] + [change("stuck", n)] * (n < 2)
            )
        receiver.until(80, log)
        by_thread = {f"thread-{t}": [n for thread, n in receiver.taken if thread == f"thread-{t}"] for t in range(4)}
        assert by_thread == {thread: list(range(20)) for thread in by_thread}
        until(lambda: len(parked(stack)) == 2, log)
    finally:
        worker.terminate()
    assert worker.wait(20) == 0
    settings = stack.settings.model_copy(
        update={"webhook_url": HttpUrl(receiver.url), "webhook_secret": SecretStr(SECRET)}
    )
    assert asyncio.run(redriven(settings)) == [("stuck-0", False), ("stuck-1", False)]
    assert by_command(stack, environment) == (1, b"stuck-0 refused\nstuck-1 refused\n")
    receiver.refused.clear()
    assert by_command(stack, environment) == (0, b"stuck-0 delivered\nstuck-1 delivered\n")
    assert receiver.taken[-2:] == [("stuck", 0), ("stuck", 1)]
    assert by_command(stack, environment) == (0, b"")


def test_what_is_parked_behind_a_refusal_is_not_tried_before_it(stack: Stack, receiver: Receiver) -> None:
    asyncio.run(stack.ensure())
    settings = stack.settings.model_copy(
        update={"webhook_url": HttpUrl(receiver.url), "webhook_secret": SecretStr(SECRET)}
    )
    asyncio.run(park(stack, [change(thread, n) for n in range(2) for thread in ("stuck", "free")]))
    receiver.refuse_once = "stuck"
    assert asyncio.run(redriven(settings)) == [
        ("stuck-0", False),
        ("free-0", True),
        ("stuck-1", False),
        ("free-1", True),
    ]
    assert receiver.taken == [("free", 0), ("free", 1)]
    assert asyncio.run(redriven(settings)) == [("stuck-0", True), ("stuck-1", True)]


def test_a_worker_killed_while_it_delivers_loses_no_change_and_keeps_each_thread_in_order(
    stack: Stack, receiver: Receiver, tmp_path: Path
) -> None:
    log, threads, each = tmp_path / "log", 4, 40
    asyncio.run(stack.ensure())
    for part in range(2):
        new = range(part * each // 2, (part + 1) * each // 2)
        publish(stack.settings.cluster, [change(f"thread-{t}", n) for n in new for t in range(threads)])
        some = threads * each * (2 * part + 1) // 4
        receiver.hold_after(some)
        worker = start(stack, log, WEBHOOK_URL=receiver.url, WEBHOOK_SECRET=SECRET)
        receiver.until(some, log)
        # It has counted what was delivered by then, and no more, while the next of each thread is on its way.
        until(lambda: counted(stack) == countable(stack, set(receiver.taken)), log)
        worker.kill()
        worker.wait()
        receiver.let_go()
    assert len(set(receiver.taken)) < threads * each, "it was done before it was killed"
    worker = start(stack, log, WEBHOOK_URL=receiver.url, WEBHOOK_SECRET=SECRET)
    try:
        until(lambda: len(set(receiver.taken)) == threads * each, log)
    finally:
        worker.terminate()
    assert worker.wait(20) == 0
    for t in range(threads):
        first = list(dict.fromkeys(n for thread, n in receiver.taken if thread == f"thread-{t}"))
        assert first == list(range(each)), "a change came before an earlier one of its thread"


def until(holds: Callable[[], bool], log: Path) -> None:
    ends = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < ends, log.read_text()[-2000:]
        time.sleep(0.1)


def parked(stack: Stack) -> list[Record]:
    return asyncio.run(stack.read(PARKED.name))


def countable(stack: Stack, taken: set[tuple[str, int]]) -> int:
    """How many changes the group can be past: a partition's first ones, up to one that was not delivered."""
    partitions: dict[int, list[bool]] = {}
    for record in asyncio.run(stack.read(CHANGES.name)):
        told = orjson.loads(record.value or b"")
        at = place(record.key, stack.settings.partitions)
        partitions.setdefault(at, []).append((told["subject"], told["n"]) in taken)
    return sum(len(list(takewhile(bool, delivered))) for delivered in partitions.values())


def counted(stack: Stack) -> int:
    """How many changes the agent's group is past."""

    async def ask() -> int:
        settings = stack.settings
        consumer = AIOKafkaConsumer(**settings.cluster.client(), group_id=f"{settings.group_id}-edges")
        await consumer.start()
        try:
            places = [TopicPartition(settings.cluster.name(CHANGES.name), n) for n in range(settings.partitions)]
            return sum([await consumer.committed(place) or 0 for place in places])
        finally:
            await consumer.stop()

    return asyncio.run(ask())


def by_command(stack: Stack, environment: dict[str, str]) -> tuple[int, bytes]:
    told = environment | {"KAFKA": stack.settings.kafka, "PREFIX": stack.settings.prefix}
    names = {f"STORYLOOM_{name}": value for name, value in told.items()}
    command = [sys.executable, "-m", "storyloom", "parked", "redrive"]
    done = subprocess.run(command, env=os.environ | names, stdout=subprocess.PIPE, timeout=LIMIT_SECONDS)
    return done.returncode, done.stdout


async def park(stack: Stack, changes: list[Record]) -> None:
    async with _parking(stack.settings.cluster) as parking:
        for record in changes:
            id = orjson.loads(record.value or b"")["id"]
            await parking.put(record.key + b"\x00" + id.encode(), record.value)


async def redriven(settings: Settings) -> list[tuple[str, bool]]:
    return [found async for found in redrive(settings)]
