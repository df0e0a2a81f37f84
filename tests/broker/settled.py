"""Reading what was just committed: Kafka answers a commit before it has marked every partition that it touched."""

import asyncio
from contextlib import suppress

from aiokafka import AIOKafkaConsumer

from schemas.cluster import Cluster

PATIENCE_SECONDS = 3
"""A commit shows within milliseconds; what is open for longer belongs to somebody who was killed, and stays unseen."""


async def settled(cluster: Cluster, topic: str) -> None:
    """Until no transaction is open on the topic, or whoever left one open does not end it."""
    committed, written = (
        AIOKafkaConsumer(cluster.name(topic), **cluster.client(), isolation_level=level, enable_auto_commit=False)
        for level in ("read_committed", "read_uncommitted")
    )
    async with committed, written:
        places = written.assignment()
        ends = await written.end_offsets(places)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while any(at < ends[place] for place, at in (await committed.end_offsets(places)).items()):
                    await asyncio.sleep(0)
