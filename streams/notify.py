"""Delivery of changes to a webhook: a Faust agent over committed records, at least once, in order for each thread.

A thread whose delivery is being tried again holds up no other. What was not taken in time is parked in a topic of its
own, from which `redrive` delivers it on demand.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final, cast

import aiohttp
import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError
from faust import Stream
from faust.types import EventT, StreamT

from schemas.cluster import Cluster
from schemas.errors import BadInput
from schemas.refusal import refusal
from schemas.topics import CHANGES, PARKED
from streams.committed import App
from streams.settings import Settings
from streams.webhook import Receiver, Signer

log = logging.getLogger("storyloom.notify")

_PARKING_PAUSE: Final = 1.0
_WAITING: Final = 500
"""Changes taken from the topic and not delivered yet, at most: they are what a restart may deliver twice."""


def attach(app: App, settings: Settings) -> None:
    """Give the app the agent, where the settings name a receiver."""
    if settings.webhook_url is None:
        return
    signer = _signer(settings)
    topic = app.topic(
        settings.cluster.name(CHANGES.name),
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        allow_empty=True,
    )

    @app.agent(topic, name=f"{settings.group_id}-webhook")
    async def webhook(changes: StreamT[bytes]) -> None:
        stream = cast("Stream[bytes]", changes)  # the interface does not name `noack`
        async with AsyncExitStack() as ending:
            receiver = await ending.enter_async_context(_receiver(settings, signer))
            parking = await ending.enter_async_context(_parking(settings.cluster))
            threads = await ending.enter_async_context(Threads(receiver, parking))
            async for event in stream.noack().events():
                await threads.take(event)


class Parking:
    """Where changes wait that the receiver did not take. It is compacted: what is delivered leaves nothing behind."""

    def __init__(self, producer: AIOKafkaProducer, topic: str) -> None:
        self._producer, self._topic = producer, topic

    async def put(self, key: bytes, body: bytes | None) -> None:
        """Park it, however long the broker takes; without a body, free its place."""
        while True:
            try:
                await self._producer.send_and_wait(self._topic, body, key, partition=0)
                return
            except KafkaError as error:
                log.warning("cannot park a change yet: %r", error)
                await asyncio.sleep(_PARKING_PAUSE)


class Threads:
    """One queue for each thread that has something to deliver, each worked off in order, all at once."""

    def __init__(self, receiver: Receiver, parking: Parking) -> None:
        self._receiver, self._parking = receiver, parking
        self._queues: dict[bytes, asyncio.Queue[EventT[bytes]]] = {}
        self._room = asyncio.Semaphore(_WAITING)
        self._group = asyncio.TaskGroup()

    async def __aenter__(self) -> "Threads":
        await self._group.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._group.__aexit__(*error)  # type: ignore[arg-type]  # what the with statement gave

    async def take(self, event: EventT[bytes]) -> None:
        """Queue one change, waiting where too many wait already."""
        await self._room.acquire()
        thread = event.key or b""
        if thread in self._queues:
            self._queues[thread].put_nowait(event)
            return
        queue: asyncio.Queue[EventT[bytes]] = asyncio.Queue()
        queue.put_nowait(event)
        self._queues[thread] = queue
        self._group.create_task(self._work(thread, queue))

    async def _work(self, thread: bytes, queue: asyncio.Queue[EventT[bytes]]) -> None:
        while not queue.empty():
            event = queue.get_nowait()
            await self._deliver(thread, event.value)
            event.ack()
            self._room.release()
        del self._queues[thread]

    async def _deliver(self, thread: bytes, body: bytes | None) -> None:
        if body is None:
            return
        id = _id(body)
        if id is None:
            log.warning("a record of %s that is no change is not delivered", CHANGES.name)
        elif not await self._receiver.deliver(id, body):
            log.warning("change %s was not taken in time; it is parked", id)
            await self._parking.put(thread + b"\x00" + id.encode(), body)


async def redrive(settings: Settings) -> AsyncIterator[tuple[str, bool]]:
    """Try each parked change once: its id, and whether the receiver took it now.

    Those of a thread are tried in order; after one that is refused, the rest of its thread stay where they are. Raises
    BadInput where the settings name no receiver, and LogUnusable where the cluster cannot be reached.
    """
    if settings.webhook_url is None:
        raise BadInput("STORYLOOM_WEBHOOK_URL: there is nowhere to deliver to")
    with refusal(settings.cluster, KafkaError):
        waiting = await _parked(settings.cluster)
        async with _receiver(settings, _signer(settings)) as receiver, _parking(settings.cluster) as parking:
            refused: set[bytes] = set()
            for key, body in waiting.items():
                id, thread = _id(body) or "", key.split(b"\x00")[0]
                taken = thread not in refused and await receiver.try_once(id, body)
                if taken:
                    await parking.put(key, None)
                else:
                    refused.add(thread)
                yield id, taken


async def _parked(cluster: Cluster) -> dict[bytes, bytes]:
    """What waits, by its key, in the order in which it was parked."""
    waiting: dict[bytes, bytes] = {}
    consumer = AIOKafkaConsumer(cluster.name(PARKED.name), **cluster.client(), auto_offset_reset="earliest")
    try:
        await consumer.start()
        ends = await consumer.end_offsets(consumer.assignment())
        for at, end in ends.items():
            while await consumer.position(at) < end:
                for record in (await consumer.getmany(at, timeout_ms=500)).get(at, ()):
                    waiting.pop(record.key, None)
                    if record.value is not None:
                        waiting[record.key] = record.value
    finally:
        await consumer.stop()
    return waiting


def _id(body: bytes) -> str | None:
    try:
        return str(orjson.loads(body)["id"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None


def _signer(settings: Settings) -> Signer:
    if settings.webhook_secret is None:
        raise BadInput("STORYLOOM_WEBHOOK_SECRET: what changes are signed with is not set")
    return Signer(settings.webhook_secret.get_secret_value())


@asynccontextmanager
async def _receiver(settings: Settings, signer: Signer) -> AsyncIterator[Receiver]:
    async with aiohttp.ClientSession() as session:
        yield Receiver(session, str(settings.webhook_url), signer, settings.webhook_hours)


@asynccontextmanager
async def _parking(cluster: Cluster) -> AsyncIterator[Parking]:
    producer = AIOKafkaProducer(**cluster.client(), enable_idempotence=True)
    await producer.start()
    try:
        yield Parking(producer, cluster.name(PARKED.name))
    finally:
        await producer.stop()
