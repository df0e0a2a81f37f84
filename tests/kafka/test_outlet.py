"""Connectors onto Kafka: taken up where they were cut short, adding nothing twice, never two of one name."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.kafkabench.generated import generated
from connectors.kafka import publish
from connectors.outlet import outlet
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.errors import LogUnusable, Oversized
from schemas.record import Record
from schemas.topics import INPUT_BYTES, OBSERVATIONS, POSTS
from tests.kafka.conftest import LIMIT_SECONDS, Stack
from tests.kafka.toy import numbered

_PUBLISHER = """
import sys
from connectors import kafka
from schemas.cluster import Cluster
from tests.kafka.toy import numbered
kafka._CHUNK = 20
kafka.publish(Cluster(bootstrap=sys.argv[1], prefix=sys.argv[2]), numbered(10, 500), "the-seeds")
"""


def observed(stack: Stack) -> list[Record]:
    return asyncio.run(stack.read(OBSERVATIONS.name))


def test_what_was_published_under_a_name_is_not_published_again(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    records = numbered(10, 120)
    assert publish(stack.settings.cluster, records[:700], "the-seeds") == 700
    assert publish(stack.settings.cluster, records, "the-seeds") == 500
    assert publish(stack.settings.cluster, records, "the-seeds") == 0
    found = observed(stack)
    assert sorted(found, key=str) == sorted(records, key=str)
    for key in {record.key for record in records}:
        assert [r for r in found if r.key == key] == [r for r in records if r.key == key]


def test_a_publisher_that_is_killed_goes_on_where_it_was(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    command = [sys.executable, "-c", _PUBLISHER, stack.settings.kafka, stack.settings.prefix]
    kills, ends = 0, time.monotonic() + LIMIT_SECONDS
    while kills < 3:
        before = len(observed(stack))
        with subprocess.Popen(command) as process:
            while len(observed(stack)) < before + 300:
                assert time.monotonic() < ends
            assert process.poll() is None, "it was done before it was killed"
            process.kill()
            kills += 1
    subprocess.run(command, check=True, timeout=LIMIT_SECONDS)
    assert sorted(observed(stack), key=str) == sorted(numbered(10, 500), key=str)


def test_two_of_one_name_exclude_each_other(stack: Stack) -> None:
    async def act() -> None:
        await stack.ensure()
        async with outlet(stack.settings.cluster, "page") as first:
            await first.put(numbered(1, 1), b"1")
            async with outlet(stack.settings.cluster, "page") as second:
                assert second.cursor == b"1"
                with pytest.raises(LogUnusable, match="another process publishes as page"):
                    await first.put(numbered(1, 1, start=5), b"2")
                await second.put(numbered(1, 1, start=1), b"2")
        async with outlet(stack.settings.cluster, "other page") as other:
            assert other.cursor is None
        assert await stack.read(OBSERVATIONS.name) == numbered(1, 2)

    asyncio.run(act())


def test_of_two_publishers_at_once_one_is_shut_out_and_all_is_there_once(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    records, begun, go_on = numbered(10, 120), threading.Event(), threading.Event()

    def slowly() -> Iterator[Record]:
        yield from records[:600]
        begun.set()
        go_on.wait(LIMIT_SECONDS)
        yield from records[600:]

    with ThreadPoolExecutor() as threads:
        first = threads.submit(publish, stack.settings.cluster, slowly(), "the-seeds")
        try:
            assert begun.wait(LIMIT_SECONDS)
            assert publish(stack.settings.cluster, records, "the-seeds") == 700, "the first had committed 500"
        finally:
            go_on.set()
        with pytest.raises(LogUnusable, match="another process publishes as the-seeds"):
            first.result(LIMIT_SECONDS)
    assert sorted(observed(stack), key=str) == sorted(records, key=str)


def test_the_same_replay_again_adds_nothing_and_another_one_does(stack: Stack, tmp_path: Path) -> None:
    asyncio.run(stack.ensure())
    environment = os.environ | {"STORYLOOM_PREFIX": stack.settings.prefix}

    def replay(observations: int) -> tuple[list[Record], list[Record]]:
        page = tmp_path / "page.jsonl"
        page.write_bytes(b"".join((r.value or b"") + b"\n" for r in islice(generated(100, 2, 2), observations)))
        command = [sys.executable, "-m", "storyloom", "replay", str(page), "--kafka", stack.settings.kafka]
        subprocess.run(command, env=environment, check=True, timeout=LIMIT_SECONDS)
        return observed(stack), asyncio.run(stack.read(POSTS.name))

    first = replay(30)
    assert [len(records) for records in first] == [30, len(tuple(configure(load_stories(SHIPPED), ["main"])))]
    assert replay(30) == first
    assert len(replay(31)[0]) == 61
    command = [sys.executable, "-m", "storyloom", "tail", OBSERVATIONS.name, "--kafka", stack.settings.kafka]
    told = subprocess.run(command, env=environment, check=True, timeout=LIMIT_SECONDS, capture_output=True).stdout
    assert len(told.splitlines()) == 61


def test_a_record_over_its_limit_takes_nothing_with_it(stack: Stack) -> None:
    async def act() -> None:
        await stack.ensure()
        async with outlet(stack.settings.cluster, "page") as out:
            with pytest.raises(Oversized):
                await out.put([*numbered(1, 1), Record(OBSERVATIONS.name, b"k", b"x" * INPUT_BYTES)], b"1")
            assert out.cursor is None
            await out.put(numbered(1, 1), b"1")
        assert await stack.read(OBSERVATIONS.name) == numbered(1, 1)

    asyncio.run(act())
