"""Break a running stream in every way we know, then compare it byte for byte with one that was left alone.

    python -m benchmarks.faults --records 200000 --kills 200 --zombies 20 --broker-kills 10
    python -m benchmarks.faults --subject real --records 20000 --rate 150

It starts brokers of its own (Java 17 and Maven, see tests/broker) and three workers behind a network that fails, two
of them with their state in a file, feeds them while it breaks things, and prints a table. Exit code 1 where a record
was lost, repeated or out of order, a state differs, or a worker ended by itself. Kills at named points of a transaction
are part of `--kills`.
"""

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from aiokafka.errors import KafkaError
from confluent_kafka import Producer

from benchmarks.faultlab.brokers import Brokers
from benchmarks.faultlab.outcome import Difference, Outcome, aborted, compare, outcome
from benchmarks.faultlab.proxy import CALLS, Proxy
from benchmarks.faultlab.subject import NAMES, subject
from benchmarks.faultlab.worker import POINTS
from schemas.errors import LogUnusable
from schemas.record import Record
from streams.kafka.admin import ensure_topics
from streams.kafka.waiting import waiting
from streams.settings import Settings

WORKERS = 3
_DRAIN_SECONDS = 600
_FATE_SECONDS = 10
_ON_FILE = 2
"""Workers that keep their state in a file, the others in memory."""


class Lab:
    """One run: its broker, network, workers and what was done to them."""

    def __init__(self, given: argparse.Namespace, home: Path) -> None:
        self.given, self.home, self.subject = given, home, subject(given.subject)
        self.chance = random.Random(given.seed)  # noqa: S311  # the same faults every time
        self.did: Counter[str] = Counter()
        self.brokers = Brokers(home, given.brokers)
        self.proxy = Proxy(self.brokers.targets())
        self.settings = Settings(
            kafka=self.brokers.servers,
            prefix="lab-",
            partitions=given.partitions,
            replication=given.brokers,
            rebalance=1.0,
            session=6.0,
        )
        self.names = [f"worker-{n}" for n in range(WORKERS)]
        self.on_file = self.names[:_ON_FILE]
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.frozen: dict[str, float] = {}
        self.share = 0.0
        """Of the input, that is to be fed by now: so much of it is kept for each fault."""

    def start(self, name: str, fate: str = "", **told: str) -> subprocess.Popen[bytes]:
        """A worker, with its fate at once or none yet: what it writes into the file says that it can hear one."""
        self.fate(name).unlink(missing_ok=True)
        if fate:
            self.fate(name).write_text(fate)
        settings = {
            "KAFKA": self.brokers.proxied,
            "PREFIX": self.settings.prefix,
            "PARTITIONS": str(self.settings.partitions),
            "REPLICATION": str(self.settings.replication),
            "INSTANCE": name,
            "SESSION": "6",
            "REBALANCE": "1",
            # Longer transactions than in earnest, so that most faults meet one.
            "LIVE": "0.1",
            "BATCH": "100",
        }
        if name in self.on_file:
            settings["STATE"] = str(self.home / f"{name}-state")
        named = {f"STORYLOOM_{key}": value for key, value in settings.items()}
        with (self.home / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "benchmarks.faultlab.worker"],
                env=os.environ | named | told | {"SUBJECT": self.given.subject, "FATE": str(self.fate(name))},
                stderr=log,
            )

    def fate(self, name: str) -> Path:
        return self.home / f"{name}.fate"

    def feed(self, records: list[Record]) -> None:
        """Some of it for each fault, from a thread; each record once, whatever happens to the broker."""
        producer = Producer(
            {
                "bootstrap.servers": self.settings.kafka,
                "enable.idempotence": True,
                "partitioner": "murmur2_random",
                "delivery.timeout.ms": 600_000,
                "log_level": 0,
            }
        )
        topic = None
        for n, record in enumerate(records):
            if topic not in (None, record.topic):
                producer.flush(600)  # what a later topic's readers make of it may depend on the earlier one
            topic = record.topic
            while True:
                try:
                    producer.produce(self.settings.cluster.name(record.topic), record.value, record.key)
                    break
                except BufferError:
                    producer.poll(0.1)
            producer.poll(0)
            time.sleep(1 / self.given.rate)
            while n > self.share * len(records):
                time.sleep(0.01)
        left = producer.flush(600)
        if left:
            raise SystemExit(f"{left} records of the input never reached the broker")

    async def run(self) -> bool:
        records = list(self.subject.inputs(self.given.records, self.given.seed))
        must = self.subject.expected(records)
        async with AsyncExitStack() as ending:
            ending.callback(self.brokers.down)
            await self.brokers.up()
            await ensure_topics(
                self.settings.cluster, self.subject.tasks, self.given.partitions, self.settings.replication
            )
            await ending.enter_async_context(self.proxy)
            ending.callback(self.end)
            began = time.monotonic()
            feeding = asyncio.create_task(asyncio.to_thread(self.feed, records))
            for name in self.names:
                self.workers[name] = self.start(name)
            await self.chaos()
            await feeding
            await self.drain()
            took = time.monotonic() - began
            does = await outcome(self.settings.cluster, must.records, self.subject.tasks)
            lost = await aborted(self.settings.cluster, does)
        return self.report(took, len(records), must, does, lost)

    async def chaos(self) -> None:
        """One fault after the other until each was done as often as was asked for."""
        todo = [fault for fault, count in self.faults().items() for _ in range(count)]
        self.chance.shuffle(todo)
        await asyncio.sleep(3)
        for n, fault in enumerate(todo, 1):
            self.share = n / len(todo)
            await asyncio.sleep(self.chance.uniform(0.3, self.given.pause))
            self.revive()
            await getattr(self, f"do_{fault}")()
            if fault not in ("kill_at_point", "call", "end_lost"):  # which count what they met
                self.did[fault] += 1
        self.share = 1.0
        await asyncio.sleep(1)
        self.revive(all_of_them=True)

    def faults(self) -> dict[str, int]:
        given = self.given
        at_points = given.kills // 2
        return {
            "kill": given.kills - at_points,
            "kill_at_point": at_points,
            "zombie": given.zombies,
            "twin": max(1, given.zombies // 2),
            "leave": given.kills // 10,
            "broker_kill": given.broker_kills,
            "full_disk": given.network,
            "call": 3 * given.network,
            "end_lost": given.network,
            "cut": given.network,
            "delay": given.network,
            "deaf": given.network,
        }

    def revive(self, *, all_of_them: bool = False) -> None:
        now = time.monotonic()
        for name, until in list(self.frozen.items()):
            if now > until or all_of_them:
                self.workers[name].send_signal(signal.SIGCONT)
                del self.frozen[name]
        for name, worker in self.workers.items():
            if worker.poll() is not None:
                if worker.returncode not in (0, -signal.SIGKILL, -signal.SIGTERM):
                    self.did[f"worker {self.why(name, worker.returncode)}"] += 1
                self.workers[name] = self.start(name)

    def why(self, name: str, code: int) -> str:
        last = (self.home / f"{name}.log").read_text(errors="replace").strip().rsplit("\n", 1)[-1]
        if "Unable to bootstrap" in last:
            return "found no broker at its start"
        if code == 2 and "the state cannot be kept here" in last:
            return "stopped by the full disk"
        return f"ended with {code}: {last[:200]}"

    def awake(self) -> str:
        return self.chance.choice([name for name in self.workers if name not in self.frozen])

    async def do_kill(self) -> None:
        self.workers[self.awake()].kill()

    async def do_kill_at_point(self) -> None:
        """Let a worker die at a named point; where it does not come there in time, anywhere."""
        name, point = self.awake(), f"{self.chance.choice(POINTS)}:{self.chance.choice(('before', 'after'))}"
        met = await self.ended(name, f"{point}:{self.chance.randint(1, 3)}") == -signal.SIGKILL
        self.did[f"kill at {point}" if met else "kill where a point was not met"] += 1
        self.workers[name].kill()

    async def ended(self, name: str, fate: str) -> int | None:
        """The code with which the worker met its fate; None where it did not within some seconds."""
        if fate.startswith("start:"):
            self.restart(name, fate)
        elif not await self.within(lambda: self.fate(name).exists()):
            return None
        else:
            self.fate(name).write_text(fate)
            self.workers[name].send_signal(signal.SIGUSR1)
        await self.within(lambda: self.workers[name].poll() is not None)
        return self.workers[name].poll()

    async def within(self, holds: Callable[[], bool]) -> bool:
        """Whether it came to hold within some seconds."""
        for _ in range(10 * _FATE_SECONDS):
            if holds():
                return True
            await asyncio.sleep(0.1)
        return False

    def restart(self, name: str, fate: str = "") -> None:
        """What a worker does first it only does when it is started."""
        self.workers[name].kill()
        self.workers[name].wait()
        self.workers[name] = self.start(name, fate)

    async def do_zombie(self) -> None:
        if len(self.frozen) < WORKERS - 1:
            name = self.awake()
            self.workers[name].send_signal(signal.SIGSTOP)
            self.frozen[name] = time.monotonic() + self.chance.uniform(8, 15)

    async def do_twin(self) -> None:
        """For some seconds a second owner of every partition, which no group has dealt it."""
        twin = self.start("twin", TWIN="1")
        await asyncio.sleep(self.chance.uniform(3, 6))
        twin.terminate()
        try:
            await asyncio.to_thread(twin.wait, 15)
        except subprocess.TimeoutExpired:
            twin.kill()
            twin.wait()

    async def do_full_disk(self) -> None:
        free = [name for name in self.on_file if name not in self.frozen]
        if free:
            await self.ended(self.chance.choice(free), f"disk:full:{self.chance.randint(1, 6)}")

    async def do_end_lost(self) -> None:
        await self.strike("EndTxn", answer=True)

    async def do_call(self) -> None:
        await self.strike(self.chance.choice(list(CALLS)), answer=self.chance.random() < 0.5)

    async def strike(self, call: str, *, answer: bool) -> None:
        if call == "InitProducerId":
            self.restart(self.awake())
        if await self.proxy.strike(
            call, answer=answer, silence=self.chance.choice((0.0, 1.0, 15.0)), within=_FATE_SECONDS
        ):
            self.did[f"{'answer to ' if answer else ''}{call} lost"] += 1

    async def do_leave(self) -> None:
        self.workers[self.awake()].terminate()

    async def do_broker_kill(self) -> None:
        # Of several, one is away for long enough that the others take over what it led.
        await self.brokers.kill(self.chance, self.chance.uniform(0, 2 if self.given.brokers == 1 else 8))

    async def do_cut(self) -> None:
        self.proxy.cut()

    async def do_delay(self) -> None:
        self.proxy.delay = self.chance.uniform(0.05, 0.5)
        await asyncio.sleep(self.chance.uniform(1, 3))
        self.proxy.delay = 0.0

    async def do_deaf(self) -> None:
        self.proxy.deaf = True
        await asyncio.sleep(self.chance.uniform(0.2, 3))
        self.proxy.deaf = False
        self.proxy.cut()

    async def drain(self) -> None:
        ends = time.monotonic() + _DRAIN_SECONDS
        while time.monotonic() < ends:
            self.revive()
            try:
                if await waiting(self.settings, self.subject.tasks) == 0:
                    return
            except (KafkaError, LogUnusable):
                pass
            await asyncio.sleep(1)

    def end(self) -> None:
        for worker in self.workers.values():
            worker.send_signal(signal.SIGCONT)
            worker.terminate()
        for worker in self.workers.values():
            try:
                worker.wait(30)
            except subprocess.TimeoutExpired:
                worker.kill()

    def report(self, took: float, given: int, must: Outcome, does: Outcome, lost: int) -> bool:
        """Print what was done and found; whether all is as if nothing had been done."""
        say(f"{given:,} records of subject {self.given.subject} in {took:.0f} s, seed {self.given.seed}\n")
        say("| fault | times |\n| --- | --- |")
        for what, times in sorted(self.did.items()):
            say(f"| {what.replace('_', ' ')} | {times} |")
        differences: list[Difference] = compare(must, does, self.subject.order)
        say("\n| topic | records | lost | repeated | keys out of order |\n| --- | --- | --- | --- | --- |")
        for found in differences:
            say(f"| {found.topic} | {found.records:,} | {found.lost} | {found.repeated} | {found.disordered} |")
        same = must.states == does.states
        keys = sum(map(len, must.states.values()))
        say(f"\nstates of {keys:,} keys {'as without faults' if same else 'DIFFER'}; {lost:,} records aborted")
        ended = any(what.startswith("worker ended") for what in self.did)
        return same and not ended and not any(f.lost or f.repeated or f.disordered for f in differences)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--subject", choices=NAMES, default="toy")
    options.add_argument("--records", type=int, default=10_000)
    options.add_argument("--rate", type=int, default=400, help="records a second, at most")
    options.add_argument("--partitions", type=int, default=6)
    options.add_argument("--kills", type=int, default=8, help="kill -9 of a worker, half of them at named points")
    options.add_argument(
        "--zombies", type=int, default=1, help="workers stopped and continued after they were replaced"
    )
    options.add_argument("--broker-kills", type=int, default=1)
    options.add_argument("--brokers", type=int, default=1, help="nodes of the cluster; with 3 each record is on all")
    options.add_argument("--network", type=int, default=1, help="times of each fault of network and disk")
    options.add_argument("--pause", type=float, default=2.5, help="the longest time between two faults, in seconds")
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as home:
        return 0 if asyncio.run(Lab(given, Path(home)).run()) else 1


if __name__ == "__main__":
    sys.exit(main())
