"""A network that fails: connections to brokers that can be slowed, cut, half-closed, or cut at one certain call."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

CALLS = {
    "InitProducerId": 22,
    "AddPartitionsToTxn": 24,
    "Produce": 0,
    "AddOffsetsToTxn": 25,
    "TxnOffsetCommit": 28,
    "EndTxn": 26,
}
"""What a transaction asks the broker, by its number in Kafka's protocol, in order."""


class Proxy:
    """Forwards connections from ports that the brokers' listeners advertise to those where they listen."""

    def __init__(self, targets: Mapping[int, int]) -> None:
        self._targets = targets
        self.delay = 0.0
        """Seconds that everything takes longer, each way."""
        self.deaf = False
        """Whether the brokers' answers are lost, while what is sent to them arrives: half-closed connections."""
        self._open: set[asyncio.Task[None]] = set()
        self._doomed: tuple[int, bool, float] | None = None
        self._struck = asyncio.Event()

    async def __aenter__(self) -> "Proxy":
        self._servers = [
            await asyncio.start_server(partial(self._serve, target), "127.0.0.1", port)
            for port, target in self._targets.items()
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        for server in self._servers:
            server.close()
        self.cut()

    def cut(self) -> None:
        """Close every connection at once."""
        for task in self._open:
            task.cancel()

    async def strike(self, call: str, *, answer: bool, silence: float, within: float) -> bool:
        """Lose the next such call, or the answer to it; whether one came in time.

        The call's connection is closed at once, that of the answer stays open and mute for so many seconds.
        """
        self._struck.clear()
        self._doomed = CALLS[call], answer, silence
        with suppress(TimeoutError):
            await asyncio.wait_for(self._struck.wait(), within)
        self._doomed = None
        return self._struck.is_set()

    async def _serve(self, target: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._open.add(task)
        mute = asyncio.Event()
        with suppress(OSError, asyncio.CancelledError):
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", target)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._calls(reader, to_writer, mute, task.cancel))
                    both.create_task(self._answers(to_reader, writer, mute))
            except* (OSError, asyncio.IncompleteReadError):
                pass
            finally:
                to_writer.close()
        writer.close()
        self._open.discard(task)

    async def _calls(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, mute: asyncio.Event, close: Callable[[], object]
    ) -> None:
        """One by one: four bytes of length, then two that say which call it is."""
        while True:
            length = await source.readexactly(4)
            call = await source.readexactly(int.from_bytes(length))
            if self._doomed is not None and self._doomed[0] == int.from_bytes(call[:2]):
                _, answer, silence = self._doomed
                self._doomed = None
                self._struck.set()
                if not answer:
                    raise ConnectionResetError
                mute.set()
                asyncio.get_running_loop().call_later(silence, close)
            await self._pass(length + call, sink)

    async def _answers(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, mute: asyncio.Event) -> None:
        while data := await source.read(65_536):
            if not self.deaf and not mute.is_set():
                await self._pass(data, sink)
        raise ConnectionResetError

    async def _pass(self, data: bytes, sink: asyncio.StreamWriter) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)
        sink.write(data)
        await sink.drain()
