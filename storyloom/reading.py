"""Topics to read from: an embedded log, or Kafka as it is now."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.cluster import Cluster
from schemas.record import Record
from storyloom.ledger import Readable
from storyloom.options import cluster
from streams.embedded import Log


class OnKafka:
    """The committed records of a cluster's topics, partition by partition."""

    def __init__(self, where: Cluster) -> None:
        self._where = where

    def read(self, topic: str) -> Iterator[Record]:
        from connectors.kafka import read_topic  # the client is an extra

        yield from read_topic(self._where, topic)


@contextmanager
def reading(log: Path, kafka: str | None) -> Iterator[Readable]:
    """The topics of the log, or of Kafka where servers are named. Raises LogUnusable."""
    if kafka is not None:
        yield OnKafka(cluster(kafka))
        return
    with Log(log, read_only=True) as opened:
        yield opened
