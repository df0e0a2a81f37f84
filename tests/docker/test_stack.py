"""The stack for real: built, started, fed, killed; any Kafka client on the host reads what the embedded run wrote."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from confluent_kafka import Consumer, TopicPartition

from tests.docker.stack import REQUIRED, Stack, free_port, missing
from tests.packaging.tree import ROOT

_LACK = missing()
pytestmark = pytest.mark.skipif(_LACK is not None and not REQUIRED, reason=_LACK or "")

Threads = dict[str, list[bytes]]
"""The changes of each thread, in order: one key, so one partition. Across threads a topic promises no order."""

_SECONDS = 90
_QUIET_POLLS = 4


@pytest.fixture(scope="module")
def image() -> None:
    assert _LACK is None, f"required, but {_LACK}"
    Stack("storyloom-test-build", 0).compose("build", "worker", seconds=400)


@pytest.fixture
def stack(image: None) -> Iterator[Stack]:
    stack = Stack(f"storyloom-test-{os.getpid()}", free_port())
    try:
        yield stack
    finally:
        stack.down()
    assert stack.volumes() == []


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Threads:
    out = tmp_path_factory.mktemp("embedded") / "out"
    command = [sys.executable, "-m", "storyloom", "replay", "seeds", "--log", str(out / "log.db"), "--out", str(out)]
    subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=True, capture_output=True, timeout=120)
    threads = _by_thread((out / "changes.jsonl").read_bytes().splitlines())
    assert len(threads) > 1
    return threads


def _by_thread(changes: list[bytes]) -> Threads:
    threads: Threads = defaultdict(list)
    for change in changes:
        threads[json.loads(change)["subject"]].append(change)
    return dict(threads)


def _read(stack: Stack, want: int) -> list[bytes]:
    """The committed changes as any client sees them: until `want` have come and no more do, or time is up."""
    consumer = Consumer(
        {
            "bootstrap.servers": stack.servers,
            "group.id": "a-subscriber",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
            "isolation.level": "read_committed",
        }
    )
    partitions = consumer.list_topics("changes", timeout=10).topics["changes"].partitions
    consumer.assign([TopicPartition("changes", number, 0) for number in partitions])
    seen: list[bytes] = []
    quiet, end = 0, time.monotonic() + _SECONDS
    try:
        while time.monotonic() < end and (len(seen) < want or quiet < _QUIET_POLLS):
            message = consumer.poll(0.5)
            quiet = 0 if message else quiet + 1
            if message is not None:
                assert message.error() is None, message.error()
                seen.append(message.value() or b"")
    finally:
        consumer.close()
    return seen


def _count(threads: Threads) -> int:
    return sum(len(changes) for changes in threads.values())


@pytest.mark.parametrize("workers", [1, 3])
def test_a_subscriber_on_the_host_reads_what_the_embedded_run_wrote(
    stack: Stack, embedded: Threads, workers: int
) -> None:
    stack.up("--scale", f"worker={workers}")
    assert len(stack.ids("worker")) == workers
    stack.replay()
    assert _by_thread(_read(stack, _count(embedded))) == embedded


def _begun(stack: Stack) -> None:
    """Wait until the workers have committed a first position: one task has, the next works on what that gave it."""
    consumer = Consumer({"bootstrap.servers": stack.servers, "group.id": "storyloom", "enable.auto.commit": False})
    partitions = consumer.list_topics("observations", timeout=10).topics["observations"].partitions
    asked = [TopicPartition("observations", number) for number in partitions]
    end = time.monotonic() + _SECONDS
    try:
        while not any(position.offset > 0 for position in consumer.committed(asked, timeout=10)):
            assert time.monotonic() < end, "the workers have not begun"
    finally:
        consumer.close()


def test_a_worker_killed_at_work_loses_and_repeats_nothing(stack: Stack, embedded: Threads) -> None:
    slow = replace(stack, files=("docker-compose.yml", "tests/docker/long-transactions.yml"))
    slow.up()
    slow.kill("worker")
    slow.replay()
    slow.compose("up", "--detach", "--no-recreate")
    _begun(stack)
    slow.kill("worker")
    assert _read(stack, 0) == []
    slow.up("--no-recreate")
    assert _by_thread(_read(stack, _count(embedded))) == embedded
