"""Law 1 on the seeds: the same bytes on every topic, on each runtime, however it is cut, and after a kill."""

import asyncio
import uuid
from functools import cache
from pathlib import Path

import pytest

from connectors.kafka import publish, read_topic
from connectors.manifest import load
from connectors.replay import configure, observe
from connectors.stories import load_stories
from schemas.cluster import Cluster
from schemas.errors import Oversized
from schemas.record import Record
from schemas.topics import INPUT_BYTES, OBSERVATIONS
from streams.embedded import Log
from streams.kafka.admin import ensure_topics
from streams.topology import TASKS
from tests.runtimes import Embedded, Kafka, Runtime, Topics

ROOT = Path(__file__).resolve().parents[1]


@cache
def seeds() -> tuple[Record, ...]:
    documents, order = load(ROOT / "seeds")
    return (*configure(load_stories(ROOT / "stories"), ["main"]), *observe(documents, order))


@cache
def expected() -> Topics:
    return Embedded().play(seeds())


def test_the_seeds_say_something_on_every_topic_but_dead_letters() -> None:
    silent = {topic for topic, keys in expected().items() if not keys}
    assert silent == {"dead-letters"}


@pytest.mark.parametrize("batch", [1, 7])
def test_the_batch_size_does_not_show(batch: int) -> None:
    assert Embedded(batch).play(seeds()) == expected()


@pytest.mark.parametrize(
    ("partitions", "workers", "hash_seed", "kill"),
    [(1, 1, "1", False), (3, 1, "2", False), (3, 3, "1", False), (7, 3, "2", False), (3, 1, "3", True)],
)
def test_kafka_gives_the_same_bytes(bootstrap: str, partitions: int, workers: int, hash_seed: str, kill: bool) -> None:
    runtime: Runtime = Kafka(bootstrap, partitions, workers, hash_seed, kill)
    assert runtime.play(seeds()) == expected()


def test_both_runtimes_refuse_a_record_over_its_limit_and_take_none_with_it(bootstrap: str) -> None:
    fits, too_large = (Record(OBSERVATIONS.name, b"page", b"x" * size) for size in (INPUT_BYTES - 4, INPUT_BYTES - 3))
    with Log(None) as log:
        with pytest.raises(Oversized, match="observations holds at most"):
            log.append([fits, too_large])
        assert list(log.read(OBSERVATIONS.name)) == []
        log.append([fits])
        assert list(log.read(OBSERVATIONS.name)) == [fits]
    cluster = Cluster(bootstrap=bootstrap, prefix=f"t{uuid.uuid4().hex[:10]}-")
    asyncio.run(ensure_topics(cluster, TASKS, 1))
    with pytest.raises(Oversized, match="observations holds at most"):
        publish(cluster, [fits, too_large], "page")
    assert list(read_topic(cluster, OBSERVATIONS.name)) == []
    assert publish(cluster, [fits], "page") == 1
    # Kafka answers a commit before readers see it; who opens the same name again is let in only after that.
    assert publish(cluster, [fits], "page") == 0
    assert list(read_topic(cluster, OBSERVATIONS.name)) == [fits]
