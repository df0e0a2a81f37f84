"""A network that fails: TCP connections to the broker that can be slowed, cut, or left open one way only."""

import asyncio
from contextlib import suppress


class Proxy:
    """Forwards connections from `port`, which the broker's listener advertises, to `target`, where it listens."""

    def __init__(self, port: int, target: int) -> None:
        self.port, self.target = port, target
        self.delay = 0.0
        """Seconds that everything takes longer, each way."""
        self.deaf = False
        """Whether the broker's answers are lost, while what is sent to it arrives: a half-closed connection."""
        self._open: set[asyncio.Task[None]] = set()
        self.cuts = 0
        """Connections that were cut."""

    async def __aenter__(self) -> "Proxy":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()

    def cut(self) -> None:
        """Close every connection at once."""
        self.cuts += len(self._open)
        for task in self._open:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._open.add(task)
        with suppress(OSError, asyncio.CancelledError):
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self.target)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._pump(reader, to_writer, answers=False))
                    both.create_task(self._pump(to_reader, writer, answers=True))
            except* OSError:
                pass
            finally:
                to_writer.close()
        writer.close()
        self._open.discard(task)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, answers: bool) -> None:
        while data := await source.read(65_536):
            if self.delay:
                await asyncio.sleep(self.delay)
            if answers and self.deaf:
                continue
            sink.write(data)
            await sink.drain()
        raise ConnectionResetError
