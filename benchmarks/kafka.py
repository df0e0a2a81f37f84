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
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.kafkabench.copying import TWICE, with_aiokafka, with_confluent
from benchmarks.kafkabench.reading import reading
from benchmarks.kafkabench.restoring import restoring
from benchmarks.kafkabench.running import ended, spawn, worker
from benchmarks.kafkabench.tasks import COPY, DESKS, TASKS, observation, step
from benchmarks.kafkabench.watching import Watch
from connectors.kafka import publish
from schemas.topics import CHANGES, ROUTINGS
from streams.core.store import Task
from streams.kafka.admin import ensure_topics
from streams.kafka.lease import Step
from streams.kafka.waiting import waiting
from streams.settings import Settings
from tests.broker.fixture import jvm_broker

RATE = 100
MEASURES = ("throughput", "reading", "latency", "pauses", "restoring")


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
        """Bare loops and tasks in turn, each in this process, so that its CPU can be told."""
        posts = self.given.posts
        once, twice = self.topics(posts), self.topics(posts)
        runs = [
            _bare("bare copy, aiokafka", posts, 1, lambda: asyncio.run(with_aiokafka(once, posts))),
            _bare("bare copy, confluent-kafka", posts, 1, lambda: with_confluent(self.topics(posts), posts)),
            _bare(
                "bare copy over two hops, aiokafka", posts, 2, lambda: asyncio.run(with_aiokafka(twice, posts, TWICE))
            ),
            asyncio.run(self._through("the same copy as a task", self.topics(posts), posts, COPY)),
            asyncio.run(self._through("both tasks, trivial readings", once, posts)),
            asyncio.run(self._through("the same, one hot desk", self.topics(posts, desks=1), posts)),
        ]
        say("A post through both tasks is read twice. Ratios are to the first row, by clock and by CPU.\n")
        say("| one worker | posts/s | ratio | read/s | ratio | written/s | ratio | CPU \u00b5s a post | CPU ratio |")
        say("| --- " * 9 + "|")
        for run in runs:
            say(run.line(runs[0]))
        say("")

    def reading(self) -> None:
        """Posts read in earnest, as `make bench` has them."""
        posts = self.given.full_posts
        say("| full readings | workers | posts/s |\n| --- | --- | --- |")
        for desks, workers in ((DESKS, 1), (DESKS, 2), (1, 2)):
            took = reading(self.topics(), posts, desks, workers)
            say(f"| {desks} desk{'s' if desks > 1 else ''} | {workers} | {posts / took:,.0f} |")
        say("")

    async def _through(
        self, name: str, settings: Settings, posts: int, tasks: Sequence[Task] = TASKS, step: Step = step
    ) -> "Run":
        """Through all tasks: outputs and changes of state are what is written."""
        async with worker(settings, tasks, step) as members:
            while len(members.partitions) < 6 * len(tasks) or any(p.lease is None for p in members.partitions.values()):
                await asyncio.sleep(0.01)
            began, cpu = time.monotonic(), time.process_time()
            counts = [p.counts for p in members.partitions.values()]
            done = -1
            while done < (done := sum(c.records for c in counts)) or await waiting(settings, tasks):
                await asyncio.sleep(2)  # asking takes CPU of its own, more the more is left
            took = max(c.last_commit or began for c in counts) - began
            cpu = time.process_time() - cpu
            read, written = sum(c.records for c in counts), sum(c.outputs + c.changes for c in counts)
        return Run(name, posts, read, written, took, cpu)

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
            await asyncio.to_thread(ended, workers)

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


@dataclass(frozen=True, slots=True)
class Run:
    """What went through in how many seconds, of the clock and of this process's CPU."""

    name: str
    posts: int
    read: int
    written: int
    took: float
    cpu: float

    def line(self, bare: "Run") -> str:
        cells = [self.name]
        for mine, theirs in ((self.posts, bare.posts), (self.read, bare.read), (self.written, bare.written)):
            cells += [f"{mine / self.took:,.0f}", f"{mine / self.took * bare.took / theirs:.2f}"]
        each, barely = self.cpu / self.posts, bare.cpu / bare.posts
        return f"| {' | '.join([*cells, f'{1e6 * each:.0f}', f'{barely / each:.2f}'])} |"


def _bare(name: str, posts: int, hops: int, copy: Callable[[], float]) -> Run:
    cpu = time.process_time()
    took = copy()
    return Run(name, posts, hops * posts, hops * posts, took, time.process_time() - cpu)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bootstrap", help="a broker to measure against")
    options.add_argument("--posts", type=int, default=20_000)
    options.add_argument("--full-posts", type=int, default=7_000, help="posts that are read in earnest")
    options.add_argument("--seconds", type=float, default=20.0, help="of each measurement of latency")
    options.add_argument("--rounds", type=int, default=5, help="of each kind of pause")
    options.add_argument("--keys", type=int, default=1_000_000)
    options.add_argument("--only", choices=MEASURES)
    given = options.parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as ending:
        home = Path(folder)
        bench = Bench(given.bootstrap or ending.enter_context(jvm_broker(home / "broker")), given, home)
        for name in MEASURES:
            if given.only in (None, name):
                getattr(bench, name)()
    return 0


if __name__ == "__main__":
    sys.exit(main())
