"""Law 1 at length: a generated stream through the embedded runtime, then through Kafka, cut in every way, byte by byte.

    python -m benchmarks.samebytes [--observations 20000] [--cuts 7x3 1x1] [--bootstrap HOST:PORT]

Exit code 1 where a topic differs. Without --bootstrap it starts a broker of its own (Java 17 and Maven).
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.kafkabench.generated import generated
from connectors.kafka import publish, read_topic
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.record import Record
from schemas.topics import TOPICS
from streams.kafka.admin import ensure_topics
from streams.kafka.waiting import waiting
from streams.settings import Settings
from streams.topology import TASKS
from tests.broker.fixture import jvm_broker
from tests.runtimes import Embedded, Topics, by_key

SOURCES, DESKS = 50, 14
CUTS = ("7x3", "3x3", "1x3", "7x1", "3x1", "1x1")
"""Partitions and workers, the hardest first."""


def stream(observations: int) -> list[Record]:
    """Declarations of the stories at every desk, then the observations."""
    stories = load_stories(SHIPPED)
    return [*configure(stories, [f"desk-{n}" for n in range(DESKS)]), *generated(observations, SOURCES, DESKS)]


def on_kafka(bootstrap: str, records: Sequence[Record], partitions: int, workers: int) -> tuple[Topics, float]:
    """What every topic holds at the end, and the posts' observations worked on in a second."""
    settings = Settings(kafka=bootstrap, prefix=f"same{uuid.uuid4().hex[:8]}-", partitions=partitions)
    asyncio.run(ensure_topics(settings.cluster, TASKS, partitions))
    publish(settings.cluster, records)
    told = {"KAFKA": bootstrap, "PREFIX": settings.prefix, "WEB_PORT": "0"}
    environment = os.environ | {f"STORYLOOM_{name}": value for name, value in told.items()}
    began = time.monotonic()
    running = [
        subprocess.Popen([sys.executable, "-m", "storyloom", "worker"], env=environment | {"PYTHONHASHSEED": str(seed)})
        for seed in range(workers)
    ]
    try:
        while asyncio.run(waiting(settings, TASKS)):
            time.sleep(1)
            if any(worker.poll() is not None for worker in running):
                raise SystemExit("a worker ended")
        took = time.monotonic() - began
    finally:
        for worker in running:
            worker.terminate()
        for worker in running:
            worker.wait(60)
    found = by_key([record for topic in TOPICS for record in read_topic(settings.cluster, topic.name)])
    return found, len(records) / took


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--observations", type=int, default=20_000)
    options.add_argument("--cuts", nargs="+", default=CUTS, help="partitions and workers")
    options.add_argument("--bootstrap")
    given = options.parse_args()
    records, same = stream(given.observations), True
    with tempfile.TemporaryDirectory(prefix="same-") as folder, ExitStack() as ending:
        bootstrap = given.bootstrap or ending.enter_context(jvm_broker(Path(folder)))
        began = time.monotonic()
        must = Embedded().play(records)
        say(f"{len(records):,} records, {SOURCES} sources, {DESKS} desks")
        say("| runtime | records/s | topics that differ |\n| --- | --- | --- |")
        say(f"| embedded | {len(records) / (time.monotonic() - began):,.0f} | |")
        for partitions, workers in (map(int, cut.split("x")) for cut in given.cuts):
            does, rate = on_kafka(bootstrap, records, partitions, workers)
            differ = [topic for topic in must if must[topic] != does[topic]]
            same = same and not differ
            say(f"| Kafka, {partitions} partitions, {workers} workers | {rate:,.0f} | {', '.join(differ) or 'none'} |")
    return 0 if same else 1


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
