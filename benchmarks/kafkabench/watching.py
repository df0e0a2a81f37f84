"""From published to visible: records fed at a steady rate, and a reader of committed records with a clock."""

import asyncio
import time
from collections.abc import Callable

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks.kafkabench.tasks import DESKS, observation
from streams.settings import Settings

_SETTLE_SECONDS = 3.0
_LOST_SECONDS = 60.0


class Watch:
    """Feeds observations and keeps, for each that came out, when it was published and how long it took, in seconds."""

    def __init__(self, settings: Settings, topic: str, rate: float) -> None:
        self._settings, self._rate = settings, rate
        self._topic = settings.cluster.name(topic)
        self.seen: list[tuple[float, float]] = []
        self.sent = 0

    async def run(self, seconds: float, then: Callable[[], None] = lambda: None) -> None:
        """Feed for so long; `then` is called once in the middle."""
        cluster = self._settings.cluster
        consumer = AIOKafkaConsumer(
            self._topic, **cluster.client(), isolation_level="read_committed", auto_offset_reset="latest"
        )
        producer = AIOKafkaProducer(**cluster.client(), enable_idempotence=True, linger_ms=0)
        await consumer.start()
        for place in consumer.assignment():
            await consumer.position(place)
        await producer.start()
        reading = asyncio.create_task(self._read(consumer))
        try:
            began = time.time()
            for n in range(int(seconds * self._rate)):
                if n == int(seconds * self._rate / 2):
                    then()
                record = observation(n, DESKS, time.time())
                await producer.send(cluster.name(record.topic), record.value, record.key)
                self.sent += 1
                await asyncio.sleep(max(0.0, began + (n + 1) / self._rate - time.time()))
            ends = time.time() + _LOST_SECONDS
            while len(self.seen) < self.sent and time.time() < ends:
                await asyncio.sleep(0.05)
        finally:
            reading.cancel()
            await consumer.stop()
            await producer.stop()

    async def _read(self, consumer: AIOKafkaConsumer) -> None:
        while True:
            for records in (await consumer.getmany(timeout_ms=200)).values():
                now = time.time()
                for record in records:
                    at = orjson.loads(record.value)["t"]
                    self.seen.append((at, now - at))

    def quantiles(self, *shares: float) -> list[float]:
        """In milliseconds, without the first seconds, in which everything warms up."""
        start = min(at for at, _ in self.seen) + _SETTLE_SECONDS
        took = sorted(took for at, took in self.seen if at >= start)
        return [round(1000 * took[min(len(took) - 1, int(len(took) * share))], 1) for share in shares]

    def pause(self, since: float) -> float:
        """The longest that a record published after this had to wait, in seconds."""
        return max((took for at, took in self.seen if at >= since - 0.2), default=0.0)
