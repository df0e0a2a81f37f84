"""One input partition that this worker was dealt: owned again and again, through loss of the lock, broker or answer."""

import asyncio
import logging
import random
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiokafka.errors import (
    AuthenticationFailedError,
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaError,
    ProducerFenced,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)

from streams.kafka.lease import Job, Lease

log = logging.getLogger("storyloom.kafka")

REFUSED = (
    AuthenticationFailedError,
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)
"""Answers that trying again does not change: somebody has to grant access first."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0


@dataclass(slots=True)
class Counts:
    """What a partition has done since this worker was dealt it. `restoring` is in seconds, the last time it opened."""

    records: int = 0
    outputs: int = 0
    changes: int = 0
    transactions: int = 0
    opened: int = 0
    fenced: int = 0
    reopened: int = 0
    restoring: float = 0.0
    last_commit: float | None = None
    """By the monotonic clock."""


class Partition:
    """Runs a job until it is told to stop. Who should own a partition, which the group says, is only a hint: where two
    believe it, each takes the lock in turn, at the cost of time and never of data."""

    def __init__(self, job: Job) -> None:
        self.job, self.counts = job, Counts()
        self.lease: Lease | None = None
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Finish the transaction that is open, then end."""
        self._stopping.set()

    async def run(self) -> None:
        """Raises what must end the worker: BrokenInvariant, LogUnusable, refused access, and whatever is a bug."""
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                async with AsyncExitStack() as ending:
                    began = time.monotonic()
                    self.lease = await Lease.take(self.job, ending)
                    ending.callback(self._let_go)
                    self.counts.opened += 1
                    self.counts.restoring = time.monotonic() - began
                    while not self._stopping.is_set():
                        await self._transaction(self.lease)
                        pause = _FIRST_PAUSE
            except ProducerFenced:
                self.counts.fenced += 1
                log.info("%s: another worker owns it now", self.job)
                # More than two heartbeats, in which the group tells us whether it is still ours to take back.
                await self._rest(2.5 + random.random())  # noqa: S311  # spread, not secret
            except REFUSED:
                raise
            except (KafkaError, TimeoutError, OSError, AssertionError) as error:
                # AssertionError is aiokafka's own after a transaction failed. Whether that one was committed is not
                # known here; the broker says so when the partition is opened again.
                self.counts.reopened += 1
                log.warning("%s: %r; opening it again", self.job, error)
                await self._rest(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _let_go(self) -> None:
        self.lease = None

    async def _transaction(self, lease: Lease) -> None:
        done = await lease.transaction(self._stopping)
        if done is not None:
            self.counts.records += done.records
            self.counts.outputs += done.outputs
            self.counts.changes += done.changes
            self.counts.transactions += 1
            self.counts.last_commit = time.monotonic()

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
