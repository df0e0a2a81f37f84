"""A Faust app whose agents read committed records only.

Faust has no setting for it: an app that is not transactional itself reads aborted records as if they counted.
"""

from collections.abc import Iterable

import faust
from faust.app.base import BootStrategy
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport
from mode import ServiceT

from schemas.errors import BrokenInvariant


class _Thread(AIOKafkaConsumerThread):
    def _create_worker_consumer(self, transport: Transport) -> object:
        consumer = super()._create_worker_consumer(transport)
        if not hasattr(consumer, "_isolation_level"):
            raise BrokenInvariant("aiokafka keeps its isolation level elsewhere: agents would read aborted records")
        consumer._isolation_level = "read_committed"
        return consumer


class _Consumer(Consumer):
    def _new_consumer_thread(self) -> _Thread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)


class _Transport(Transport):
    Consumer = _Consumer


class _Boot(BootStrategy):
    """Without agents there is nothing to consume, and Faust's consumer would end the worker for it."""

    def server(self) -> Iterable[ServiceT]:
        agents = bool(self.app.agents)
        self.enable_kafka_consumer = self.enable_kafka_producer = agents
        return super().server() if agents else [*self.sensors(), *self.web_server()]


class App(faust.App):
    """As `faust.App`, but what a transaction aborted is never seen, and nothing is written to disk."""

    BootStrategy = _Boot

    def _create_directories(self) -> None:
        """Make none: they are for tables, which are not used here."""

    def _new_transport(self) -> _Transport:
        return _Transport(self.conf.broker_consumer, self, loop=self.loop)
