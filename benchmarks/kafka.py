"""What the Kafka runtime costs, beside the barest loops that copy a topic exactly once.

    python -m benchmarks.kafka [--posts 20000] [--keys 1000000] [--bootstrap HOST:PORT]

Without --bootstrap it starts a broker of its own (Java 17 and Maven, see tests/broker). The tasks have the real ones'
shape and sizes but read nothing in the text.
"""

import argparse
import asyncio
import logging
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.kafkabench.copying import with_aiokafka, with_confluent
from benchmarks.kafkabench.restoring import restoring
from benchmarks.kafkabench.running import spawn, worker
from benchmarks.kafkabench.tasks import DESKS, TASKS, observation
from benchmarks.kafkabench.watching import Watch
from connectors.kafka import publish
from schemas.topics import CHANGES, ROUTINGS
from streams.kafka.admin import ensure_topics
from streams.settings import Settings
from tests.broker.fixture import jvm_broker

RATE = 100


class Bench:
    """All measurements against one broker; each has topics of its own."""

    def __init__(self, bootstrap: str, given: argparse.Namespace, home: Path) -> None:
        self.bootstrap, self.given, self.home = bootstrap, given, home

    def topics(self, posts: int = 0, desks: int = DESKS) -> Settings:
        """Fresh topics with so many observations in them."""
        settings = Settings(
            kafka=self.bootstrap, prefix=f"bench{uuid.uuid4().hex[:8]}-", partitions=6, rebalance=1.0, session=6.0
        )
        asyncio.run(ensure_topics(settings.cluster, TASKS, settings.partitions))
        if posts:
            publish(settings.cluster, (observation(n, desks) for n in range(posts)))
        return settings

    def throughput(self) -> None:
        posts = self.given.posts
        settings = self.topics(posts)
        bare = posts / asyncio.run(with_aiokafka(settings, posts))
        librdkafka = posts / with_confluent(self.topics(posts), posts)
        ours = asyncio.run(self._through(settings))
        hot = asyncio.run(self._through(self.topics(posts, desks=1)))
        say("| through | posts/s | records written/s |\n| --- | --- | --- |")
        say(f"| bare transactional copy, aiokafka | {bare:,.0f} | {bare:,.0f} |")
        say(f"| bare transactional copy, confluent-kafka | {librdkafka:,.0f} | {librdkafka:,.0f} |")
        for what, (rate, written) in (("both tasks", ours), ("both tasks, one desk", hot)):
            say(f"| {what} | {rate:,.0f} | {rate * written / posts:,.0f} |")
        say("")

    async def _through(self, settings: Settings) -> tuple[float, int]:
        """Posts per second through both tasks, and how many records they wrote, outputs and changes of state."""
        posts = self.given.posts
        async with worker(settings) as members:
            while len(members.partitions) < 12 or any(p.lease is None for p in members.partitions.values()):
                await asyncio.sleep(0.01)
            began = time.monotonic()
            while sum(p.counts.records for p in members.partitions.values()) < 2 * posts:
                await asyncio.sleep(0.01)
            rate = posts / (time.monotonic() - began)
            return rate, sum(p.counts.outputs + p.counts.changes for p in members.partitions.values())

    def latency(self) -> None:
        say(f"| {RATE} posts/s, published to visible | p50 ms | p90 ms | p99 ms |\n| --- | --- | --- | --- |")
        bare = asyncio.run(self._bare_latency(self.topics()))
        say(f"| bare loop | {' | '.join(map(str, bare))} |")
        ours = asyncio.run(self._latency(self.topics()))
        say(f"| both tasks | {' | '.join(map(str, ours))} |\n\np99: {ours[2] / bare[2]:.1f} of the bare loop's\n")

    async def _bare_latency(self, settings: Settings) -> list[float]:
        watch = Watch(settings, ROUTINGS.name, RATE)
        copying = asyncio.create_task(with_aiokafka(settings, sys.maxsize))
        await watch.run(self.given.seconds)
        copying.cancel()
        await asyncio.wait([copying])
        return watch.quantiles(0.5, 0.9, 0.99)

    async def _latency(self, settings: Settings) -> list[float]:
        watch = Watch(settings, CHANGES.name, RATE)
        async with worker(settings):
            await watch.run(self.given.seconds)
        return watch.quantiles(0.5, 0.9, 0.99)

    def pauses(self) -> None:
        say("| what happens to one of two workers | pauses, s | p50 s |\n| --- | --- | --- |")
        for what, static in (("leaves in good order", False), ("kill -9 and start, static membership", True)):
            found = [asyncio.run(self._pause(static)) for _ in range(self.given.rounds)]
            say(f"| {what} | {', '.join(f'{p:.2f}' for p in found)} | {statistics.median(found):.2f} |")
        say("")

    async def _pause(self, static: bool) -> float:
        settings = await asyncio.to_thread(self.topics)
        workers = [spawn(settings, f"worker-{n}" if static else None) for n in range(2)]
        happened = [0.0]
        try:
            watch = Watch(settings, CHANGES.name, RATE)
            await Watch(settings, CHANGES.name, RATE).run(8)  # both are in the group then
            await watch.run(12, self._fault(settings, workers, static, happened))
            return watch.pause(happened[0])
        finally:
            for one in workers:
                one.terminate()
            for one in workers:
                await asyncio.to_thread(one.wait, 20)

    @staticmethod
    def _fault(
        settings: Settings, workers: list[subprocess.Popen[bytes]], static: bool, happened: list[float]
    ) -> Callable[[], None]:
        def act() -> None:
            happened[0] = time.time()
            if static:
                workers[0].kill()
                workers[0].wait()
                workers[0] = spawn(settings, "worker-0")
            else:
                workers[0].terminate()

        return act

    def restoring(self) -> None:
        keys = self.given.keys
        found = asyncio.run(restoring(self.topics(), keys, self.home))
        say(f"| restoring {keys:,} keys | s |\n| --- | --- |")
        for kind, took in found.items():
            say(f"| {kind} | {took:.2f} |")
        say("")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bootstrap", help="a broker to measure against")
    options.add_argument("--posts", type=int, default=20_000)
    options.add_argument("--seconds", type=float, default=20.0, help="of each measurement of latency")
    options.add_argument("--rounds", type=int, default=5, help="of each kind of pause")
    options.add_argument("--keys", type=int, default=1_000_000)
    options.add_argument("--only", choices=("throughput", "latency", "pauses", "restoring"))
    given = options.parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as ending:
        home = Path(folder)
        bench = Bench(given.bootstrap or ending.enter_context(jvm_broker(home / "broker")), given, home)
        for name in ("throughput", "latency", "pauses", "restoring"):
            if given.only in (None, name):
                getattr(bench, name)()
    return 0


if __name__ == "__main__":
    sys.exit(main())
