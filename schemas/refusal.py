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


def quiet_client() -> None:
    """Keeps what the client logs from standard error: what ends a program is in its one line. Its level stays, so that
    `refusal` hears it."""
    _CLIENT.addHandler(logging.NullHandler())
    _CLIENT.propagate = False


@contextmanager
def refusal(cluster: Cluster, *raised: type[Exception]) -> Iterator[None]:
    """Raises LogUnusable for what the client raises within, with what it logged before: the cluster cannot be reached,
    or refuses."""
    heard = _Heard(logging.ERROR)
    _CLIENT.addHandler(heard)
    try:
        yield
    except raised as error:
        # `AIOKafkaClient.bootstrap` logs what each server answered, and raises no more than that none would do:
        # https://github.com/aio-libs/aiokafka/blob/v0.12.0/aiokafka/client.py
        told = f"{heard.last} ({error!r})" if heard.last else repr(error)
        raise LogUnusable(f"{cluster.bootstrap}: {told}") from error
    finally:
        _CLIENT.removeHandler(heard)
