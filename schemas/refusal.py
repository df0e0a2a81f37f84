"""Why a cluster cannot be used, in one line: the Kafka client raises that no server let it in, and only logs why."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.cluster import Cluster
from schemas.errors import LogUnusable

_CLIENT = logging.getLogger("aiokafka")


class _Heard(logging.Handler):
    """The last error that the client logged."""

    last: str | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.last = " ".join(record.getMessage().split())


@contextmanager
def refusal(cluster: Cluster, *raised: type[Exception]) -> Iterator[None]:
    """Raises LogUnusable for what the client raises within, with what it logged before: the cluster cannot be reached,
    or refuses."""
    heard, before = _Heard(logging.ERROR), (_CLIENT.level, _CLIENT.propagate)
    _CLIENT.addHandler(heard)
    _CLIENT.setLevel(logging.ERROR)
    _CLIENT.propagate = False
    try:
        yield
    except raised as error:
        # `AIOKafkaClient.bootstrap` logs what each server answered, and raises no more than that none would do:
        # https://github.com/aio-libs/aiokafka/blob/v0.12.0/aiokafka/client.py
        told = f"{heard.last} ({error!r})" if heard.last else repr(error)
        raise LogUnusable(f"{cluster.bootstrap}: {told}") from error
    finally:
        _CLIENT.removeHandler(heard)
        _CLIENT.setLevel(before[0])
        _CLIENT.propagate = before[1]
