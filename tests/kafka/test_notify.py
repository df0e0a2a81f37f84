"""Webhooks behind a broker: committed changes only, each thread in order, parked and driven again."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson
import pytest
from pydantic import HttpUrl, SecretStr
from standardwebhooks import Webhook

from connectors.kafka import publish
from schemas.record import Record
from schemas.topics import CHANGES, PARKED
from streams.kafka.clients import drop, transactional
from streams.notify import redrive
from streams.settings import Settings
from tests.kafka.conftest import LIMIT_SECONDS, Stack
from tests.kafka.test_webhook import SECRET
from tests.kafka.test_worker import start


class Receiver:
    """An HTTP server that takes changes; those of a thread that is refused get 503."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, int]] = []
        self.refused: set[str] = set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                Webhook(SECRET).verify(body, dict(self.headers.items()))
                change = orjson.loads(body)
                assert self.headers["webhook-id"] == change["id"]
                refused = change["subject"] in outer.refused
                if not refused:
                    outer.taken.append((change["subject"], change["n"]))
                self.send_response(503 if refused else 204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def until(self, count: int, log: Path) -> None:
        ends = time.monotonic() + LIMIT_SECONDS
        while len(self.taken) < count:
            assert time.monotonic() < ends, (self.taken, log.read_text()[-2000:])
            time.sleep(0.05)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def change(thread: str, n: int) -> Record:
    return Record(CHANGES.name, thread.encode(), orjson.dumps({"id": f"{thread}-{n}", "subject": thread, "n": n}))


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
    receiver.refused.clear()
    assert asyncio.run(redriven(settings)) == [("stuck-0", True), ("stuck-1", True)]
    assert receiver.taken[-2:] == [("stuck", 0), ("stuck", 1)]
    assert asyncio.run(redriven(settings)) == []


def until(holds: Callable[[], bool], log: Path) -> None:
    ends = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < ends, log.read_text()[-2000:]
        time.sleep(0.1)


def parked(stack: Stack) -> list[Record]:
    return asyncio.run(stack.read(PARKED.name))


async def redriven(settings: Settings) -> list[tuple[str, bool]]:
    return [found async for found in redrive(settings)]
