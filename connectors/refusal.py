"""Why a cluster cannot be used, in one line: the Kafka client raises that no server let it in, and only logs why."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from aiokafka.errors import KafkaConnectionError, KafkaError

from schemas.cluster import Cluster
from schemas.errors import LogUnusable

_CLIENT = logging.getLogger("aiokafka")


class _Heard(logging.Handler):
    """The last error that the client logged."""

    last: str | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.last = " ".join(record.getMessage().split())


@contextmanager
def refusal(cluster: Cluster) -> Iterator[None]:
    """Raises LogUnusable for what the client raises within: the cluster cannot be reached, or refuses."""
    heard = _Heard(logging.ERROR)
    _CLIENT.addHandler(heard)
    try:
        yield
    except (KafkaError, TimeoutError) as error:
        # `AIOKafkaClient.bootstrap` logs what each server answered, and raises no more than that none would do:
        # https://github.com/aio-libs/aiokafka/blob/v0.12.0/aiokafka/client.py
        logged = heard.last if type(error) is KafkaConnectionError else None
        raise LogUnusable(f"{cluster.bootstrap}: {logged or repr(error)}") from error
    finally:
        _CLIENT.removeHandler(heard)
