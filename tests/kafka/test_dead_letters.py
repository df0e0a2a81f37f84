"""Dead letters on Kafka: listed from the topic, put back once, and used by the workers as if they had never failed."""

import asyncio
import os
import subprocess
import sys

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError

from connectors.kafka import publish
from schemas.codec import decode
from schemas.dead_letters import DEAD_LETTER
from schemas.record import Record
from schemas.topics import BATCH_BYTES
from storyloom.ledger import read as ledger
from streams.topology import TASKS, step
from tests.kafka.conftest import Stack
from tests.test_asof import log_of_seeds
from tests.test_commands import ROOT
from tests.test_dead_letters import NOT_JSON, lost
from tests.test_runtimes import seeds


def dead_letters(stack: Stack, *arguments: str) -> subprocess.CompletedProcess[str]:
    return storyloom(stack, "dead-letters", *arguments)


def storyloom(stack: Stack, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "storyloom", *arguments, "--kafka", stack.settings.kafka]
    environment = os.environ | {"STORYLOOM_PREFIX": stack.settings.prefix, "COLUMNS": "160"}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, env=environment)


def test_a_lost_observation_is_put_back_once_and_the_threads_end_as_if_it_had_not_been_lost(stack: Stack) -> None:
    sound = {h.thread: h.state.model_dump(mode="json", exclude_none=True) for h in ledger(log_of_seeds()).threads()}
    whole = [*seeds()]
    end = next(n for n, r in enumerate(whole) if b'"capture.ended"' in (r.value or b"") and r.key == b"002")
    asyncio.run(stack.ensure(TASKS))
    publish(stack.settings.cluster, [*whole[:end], *whole[end + 1 :]])
    publish(stack.settings.cluster, [lost(whole[end], "source")])

    async def states() -> bool:
        heads = {r.key.decode(): orjson.loads(r.value or b"")["state"] for r in await stack.read("threads")}
        return heads == sound

    listed = dead_letters(stack, "list").stdout.splitlines()
    assert [line.split()[1:2] for line in listed[1:]] == [["main"]]
    done = dead_letters(stack, "redrive")
    assert (done.returncode, done.stdout) == (0, "1 record put back; the workers take it from there\n")
    assert dead_letters(stack, "redrive").stdout == "no records put back\n"
    assert dead_letters(stack, "list").stdout == "no dead letter waits\n"
    asyncio.run(stack.run(states, TASKS, step))
    shown = storyloom(stack, "show", "--json").stdout.splitlines()
    assert {head["thread"]: head["state"] for head in map(orjson.loads, shown)} == sound
    then = storyloom(stack, "show", "--known-at", "2016-03-14T18:20Z").stdout
    assert "2 posts of 1 source, " in then
    assert sum(r == whole[end] for r in asyncio.run(stack.read("observations"))) == 1


def test_what_a_foreign_producer_writes_as_large_as_the_broker_takes_it_is_a_dead_letter(stack: Stack) -> None:
    most = BATCH_BYTES - 88  # what Kafka puts around one record with this key
    large, sound = Record("observations", b"z", b"x" * most), Record("observations", b"z", NOT_JSON)

    async def write() -> None:
        producer = AIOKafkaProducer(**stack.settings.cluster.client(), max_request_size=2 * BATCH_BYTES)
        await producer.start()
        topic = stack.settings.cluster.name("observations")
        with pytest.raises(MessageSizeTooLargeError):
            await producer.send_and_wait(topic, large.value + b"x" * 88, large.key)  # type: ignore[operator]
        for record in (large, sound):
            await producer.send_and_wait(topic, record.value, record.key)
        await producer.stop()

    asyncio.run(stack.ensure(TASKS))
    asyncio.run(write())
    asyncio.run(stack.run(stack.holds("dead-letters", 2), TASKS, step))
    first, second = (decode(DEAD_LETTER, r.value or b"") for r in asyncio.run(stack.read("dead-letters")))
    assert (first.code, first.value, second.value) == ("oversized", large.value, sound.value)


def test_a_record_that_fails_again_waits_again(stack: Stack) -> None:
    asyncio.run(stack.ensure(TASKS))
    publish(stack.settings.cluster, [Record("observations", b"z", NOT_JSON)])
    asyncio.run(stack.run(stack.holds("dead-letters", 1), TASKS, step))
    assert "no record of observations: not JSON" in dead_letters(stack, "list").stdout
    assert dead_letters(stack, "redrive").returncode == 0
    asyncio.run(stack.run(stack.holds("dead-letters", 3), TASKS, step))
    assert "no record of observations: not JSON" in dead_letters(stack, "list").stdout
