"""The topics on a cluster: created from the one list or checked against it, before any worker starts."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, UnknownTopicOrPartitionError, for_code

from schemas.cluster import Cluster
from schemas.errors import LogUnusable
from schemas.topics import EDGES, TOPICS, Topic, changelog
from streams.core.store import Task

TOMBSTONE_DAYS = 7
"""How long a deletion stays readable in a compacted topic: a snapshot or a subscriber that is older starts anew."""

_SETTINGS: dict[str, dict[str, str]] = {
    "compact": {"cleanup.policy": "compact", "delete.retention.ms": str(TOMBSTONE_DAYS * 24 * 3600 * 1000)},
    "all": {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1"},
}
_VISIBLE_SECONDS = 15
"""How long a topic that was created may take to show in every broker's metadata."""


async def ensure_topics(
    cluster: Cluster, tasks: Iterable[Task], partitions: int, replication: int = 1
) -> dict[str, int]:
    """Create the topics that are not there, check those that are; the partitions of each, by its name in the list.

    Topics that exist keep the partitions they have. Raises LogUnusable where a task's state and the topic it reads
    differ in partitions, or a topic is set up to lose records that must stay.
    """
    tasks = tuple(tasks)
    admin = AIOKafkaAdminClient(**cluster.client())
    await admin.start()
    try:
        wanted = dict.fromkeys(TOPICS, partitions) | dict.fromkeys(EDGES, 1)
        found = await _create(admin, cluster, wanted, replication)
        states = {changelog(task.name): found[task.source] for task in tasks}
        found |= await _create(admin, cluster, states, replication)
        await _check(admin, cluster, (*wanted, *states))
    finally:
        await admin.close()
    for task in tasks:
        check_partitions(task, found[task.source], found[changelog(task.name).name])
    return found


def check_partitions(task: Task, source: int, state: int) -> None:
    """Raise LogUnusable unless the topic that a task reads has as many partitions as the task's state."""
    if source != state:
        raise LogUnusable(
            f"{task.source} has {source} partitions, the state of task {task.name} has {state}: topics in use cannot be"
            " enlarged, because keys would move away from their state; replay into topics with another prefix"
        )


async def _create(
    admin: AIOKafkaAdminClient, cluster: Cluster, wanted: Mapping[Topic, int], replication: int
) -> dict[str, int]:
    found = await _partitions(admin, cluster, wanted)
    new = [
        NewTopic(
            cluster.name(topic.name),
            count,
            replication,
            topic_configs=_SETTINGS[topic.kept]
            | {"max.message.bytes": str(topic.batch_bytes), "min.insync.replicas": str(_in_sync(replication))},
        )
        for topic, count in wanted.items()
        if topic.name not in found
    ]
    if not new:
        return found
    response = await admin.create_topics(new)
    for name, code, message, *_ in response.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:  # which only says that another worker was quicker
            raise LogUnusable(f"cannot create topic {name}: {message or error.__name__}")
    async with asyncio.timeout(_VISIBLE_SECONDS):
        while len(found := await _partitions(admin, cluster, wanted)) < len(wanted):
            await asyncio.sleep(0.05)
    return found


def _in_sync(replication: int) -> int:
    """Of three copies two must be written before a record counts as taken: with one, a leader that dies may take it."""
    return max(1, replication - 1)


async def _partitions(admin: AIOKafkaAdminClient, cluster: Cluster, topics: Iterable[Topic]) -> dict[str, int]:
    """By name; all topics are asked for, because a broker may create a topic that is asked for by its name."""
    counts = {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
    return {topic.name: counts[name] for topic in topics if counts.get(name := cluster.name(topic.name))}


async def _described(admin: AIOKafkaAdminClient, topics: list[ConfigResource]) -> list[Any]:
    """The settings of topics, asked for again while the broker that answers has not heard of one that was just made."""
    async with asyncio.timeout(_VISIBLE_SECONDS):
        while True:
            answers = await admin.describe_configs(topics)
            if all(for_code(code) is not UnknownTopicOrPartitionError for a in answers for code, *_ in a.resources):
                return answers  # type: ignore[no-any-return]  # aiokafka has no types
            await asyncio.sleep(0.05)


async def _check(admin: AIOKafkaAdminClient, cluster: Cluster, topics: Iterable[Topic]) -> None:
    listed = {cluster.name(topic.name): topic for topic in topics}
    for response in await _described(admin, [ConfigResource(ConfigResourceType.TOPIC, name) for name in listed]):
        for code, message, _, name, entries in response.resources:
            if code:
                raise LogUnusable(f"cannot read the settings of topic {name}: {message or for_code(code).__name__}")
            actual = {entry[0]: entry[1] for entry in entries}
            required = {
                key: value for key, value in _SETTINGS[listed[name].kept].items() if key != "delete.retention.ms"
            }
            wrong = [
                f"{key}={actual.get(key)} must be {value}" for key, value in required.items() if actual[key] != value
            ]
            if int(actual["max.message.bytes"]) < listed[name].batch_bytes:
                wrong.append(f"max.message.bytes={actual['max.message.bytes']} must be {listed[name].batch_bytes}")
            if wrong:
                raise LogUnusable(f"topic {name}: {', '.join(wrong)}")
