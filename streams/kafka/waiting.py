"""How much is still to be done, asked from the cluster itself, whoever the workers are."""

from collections.abc import Iterable

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.core.store import Task
from streams.kafka.clients import reader
from streams.settings import Settings


async def waiting(settings: Settings, tasks: Iterable[Task]) -> int:
    """The number of committed records that the group's tasks have not worked on; tasks in the order of the flow.

    An offset is not enough to say it: behind the last record there may be some that only mark transactions. 0 means
    that all is done, unless something is published meanwhile, because a task's outputs appear together with its offset.
    """
    sizes = await _sizes(settings)
    consumer, count = reader(settings.cluster, settings.group_id), 0
    await consumer.start()
    try:
        for task in tasks:
            topic = settings.cluster.name(task.source)
            partitions = [TopicPartition(topic, partition) for partition in range(sizes[topic])]
            consumer.assign(partitions)
            begins = await consumer.beginning_offsets(partitions)
            for at in partitions:
                committed = await consumer.committed(at)
                consumer.seek(at, begins[at] if committed is None else committed)
            ends = await consumer.end_offsets(partitions)
            for at in partitions:
                while await consumer.position(at) < ends[at]:
                    got = (await consumer.getmany(at, timeout_ms=500)).get(at, ())
                    count += sum(record.offset < ends[at] for record in got)
    finally:
        await consumer.stop()
    return count


async def _sizes(settings: Settings) -> dict[str, int]:
    admin = AIOKafkaAdminClient(**settings.cluster.client())
    await admin.start()
    try:
        return {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
    finally:
        await admin.close()
