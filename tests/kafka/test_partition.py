"""The runtime on a real broker: restored state, dead letters, what must stop a worker and what must not."""

import asyncio

from connectors.kafka import publish
from schemas.topics import CHANGES, CLAIMS
from tests.kafka.conftest import Stack, exact
from tests.kafka.toy import numbered


def test_each_record_counts_once_through_both_tasks_and_over_restarts(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    for part in range(3):
        publish(stack.settings.cluster, numbered(keys=20, each=5, start=5 * part))
        asyncio.run(stack.run(stack.holds(CHANGES.name, 100 * (part + 1))))
    exact(asyncio.run(stack.read(CLAIMS.name)), keys=20, each=15)
    assert len(asyncio.run(stack.read(CHANGES.name))) == 300
