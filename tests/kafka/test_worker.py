"""Workers as processes: killed in the middle, stopped in good order, ended by what must end them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import orjson
import pytest

from connectors.kafka import publish
from schemas.record import Record
from schemas.topics import CHANGES, CLAIMS, OBSERVATIONS
from tests.broker.fixture import free_port
from tests.kafka.conftest import LIMIT_SECONDS, Stack, exact
from tests.kafka.toy import numbered

ROOT = Path(__file__).resolve().parents[2]


def start(stack: Stack, log: Path, **environment: str) -> subprocess.Popen[bytes]:
    """A worker of the toy tasks, in Faust, started in a folder `cwd` beside the log."""
    cwd = log.parent / "cwd"
    cwd.mkdir(exist_ok=True)
    settings = stack.settings
    told = {
        "KAFKA": settings.kafka,
        "PREFIX": settings.prefix,
        "PARTITIONS": str(settings.partitions),
        "SESSION": "6",
        "REBALANCE": "1",
        "WEB_PORT": "0",
    }
    names = {f"STORYLOOM_{name}": value for name, value in (told | environment).items()}
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.kafka.hosted"],
            cwd=cwd,
            env=os.environ | names | {"PYTHONPATH": str(ROOT), "TMPDIR": str(cwd)},
            stdout=out,
            stderr=out,
        )


def wait(until: Callable[[], bool], worker: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + LIMIT_SECONDS
    while not until():
        assert worker.poll() is None, log.read_text()[-3000:]
        assert time.monotonic() < ends, log.read_text()[-3000:]
        time.sleep(0.05)


def holds(stack: Stack, topic: str, count: int) -> Callable[[], bool]:
    return lambda: asyncio.run(stack.holds(topic, count)())


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_nothing(stack: Stack, tmp_path: Path) -> None:
    log, keys, each = tmp_path / "log", 10, 300
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(keys, each))
    # Small transactions, so that there is a middle to be killed in.
    small = {"BATCH": "10", "INSTANCE": "the-same-worker", "STATE": str(tmp_path / "state")}
    for kill in range(3):
        worker = start(stack, log, **small)
        wait(holds(stack, CLAIMS.name, 300 * (kill + 1)), worker, log)
        worker.kill()
        worker.wait()
    assert len(asyncio.run(stack.read(CLAIMS.name))) < keys * each, "it was done before it was killed"
    worker = start(stack, log, **(small | {"BATCH": "1000"}))
    wait(holds(stack, CHANGES.name, keys * each), worker, log)
    worker.terminate()
    assert worker.wait(20) == 0
    exact(asyncio.run(stack.read(CLAIMS.name)), keys, each)
    assert len(asyncio.run(stack.read(CHANGES.name))) == keys * each


def test_a_worker_ends_in_good_order_says_nothing_and_leaves_nothing_behind(stack: Stack, tmp_path: Path) -> None:
    log = tmp_path / "log"
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(5, 5))
    worker = start(stack, log)
    wait(holds(stack, CHANGES.name, 25), worker, log)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert log.read_text() == ""
    assert list((tmp_path / "cwd").iterdir()) == []


def test_a_worker_tells_its_tasks_partitions_and_lag_on_the_web_and_to_prometheus(stack: Stack, tmp_path: Path) -> None:
    log, port = tmp_path / "log", free_port()
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(5, 5))
    worker = start(stack, log, WEB_PORT=str(port))

    def told() -> dict[str, Any]:
        try:
            return orjson.loads(page(port, "/tasks"))["tasks"] if worker.poll() is None else {}
        except URLError:
            return {}

    def done(task: str) -> int:
        return sum(partition["records"] for name, partition in told().items() if name.startswith(task))

    try:
        wait(lambda: (done("source"), done("desk")) == (25, 25), worker, log)
        wait(lambda: [partition["lag"] for partition in told().values()] == [0] * 6, worker, log)
        assert sorted(told()) == [f"{task}[{n}]" for task in ("desk", "source") for n in range(3)]
        found = {line.rsplit(b" ", 1)[0]: line.rsplit(b" ", 1)[1] for line in page(port, "/metrics").splitlines()}
        records = [float(found[b'storyloom_task_records_total{partition="%d",task="desk"}' % n]) for n in range(3)]
        lag = [float(found[b'storyloom_task_lag_records{partition="%d",task="source"}' % n]) for n in range(3)]
        assert (sum(records), sum(lag)) == (25, 0)
        assert float(found[b'storyloom_task_opening_seconds{partition="0",task="desk"}']) > 0
    finally:
        worker.terminate()
    assert worker.wait(20) == 0


def page(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        content: bytes = answer.read()
        return content


def test_a_broken_invariant_ends_the_worker_with_a_code_that_is_not_0(stack: Stack, tmp_path: Path) -> None:
    log = tmp_path / "log"
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, [Record(OBSERVATIONS.name, b"key-0", orjson.dumps({"n": 0, "broken": 1}))])
    worker = start(stack, log)
    assert worker.wait(LIMIT_SECONDS) == 1
    assert log.read_text() == "BrokenInvariant: as it was told to\n"


def test_a_broker_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    log = tmp_path / "log"
    worker = start(Stack("127.0.0.1:1"), log)
    assert worker.wait(LIMIT_SECONDS) == 2
    assert log.read_text().startswith("127.0.0.1:1: ")
    assert len(log.read_text().splitlines()) == 1


@pytest.mark.parametrize(("setting", "value"), [("PARTITIONS", "none"), ("SECURITY", "TRUSTING")])
def test_a_wrong_setting_is_named(stack: Stack, tmp_path: Path, setting: str, value: str) -> None:
    log = tmp_path / "log"
    worker = start(stack, log, **{setting: value})
    assert worker.wait(LIMIT_SECONDS) != 0
    assert f"STORYLOOM_{setting}" in log.read_text()
