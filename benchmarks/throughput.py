"""Posts per second through the whole embedded pipeline, in one process.

    python -m benchmarks.throughput [--posts 20000] [--sources 10 1000]
    python -m benchmarks.throughput --thread 100000

The first prints the rate over all posts, what the first and the last tenth cost beside each other, and what share of
questions each cache answered. The second prints what a post costs as one live page of one story grows. Times are those
of the process's own CPU, beside the rate by the clock on the wall, which a busy machine slows.
"""

import argparse
import functools
import gc
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.madeup import captures, stories, stream
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.codec import decode
from schemas.ids import fingerprint
from schemas.observations import OBSERVATION, PostSeen
from schemas.record import Record
from streams.embedded import Log

TENTHS = 10

WINDOW = 1_000
"""Posts over which the cost at one length of a thread is taken."""

LENGTHS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)

FEWEST_QUESTIONS = 1_000
"""Caches that were asked less often are not shown."""


class Run:
    """A log with stories, shipped and made-up, that takes in a stream piece by piece."""

    def __init__(self, records: Iterable[Record], log: Log) -> None:
        self._records, self._log = iter(records), log
        log.append(configure([*load_stories(SHIPPED), *stories()], ["main"]))
        log.run()
        self.wall = 0.0
        """Seconds by the clock on the wall so far."""

    def take(self, posts: int) -> float:
        """Seconds of CPU for so many further posts."""
        self._log.append(captures(self._records, posts))
        wall, cpu = time.perf_counter(), time.process_time()
        self._log.run()
        spent = time.process_time() - cpu
        self.wall += time.perf_counter() - wall
        return spent


def measure(count: int, sources: int) -> tuple[float, list[float]]:
    """Seconds by the clock on the wall for `count` posts, and seconds of CPU for each tenth of them."""
    with TemporaryDirectory() as folder, Log(Path(folder) / "bench.db") as log:
        run = Run(stream(count, sources), log)
        taken = [run.take(count // TENTHS) for _ in range(TENTHS)]
        return run.wall, taken


def through(count: int, sources: int) -> None:
    """Print the rate over all posts, and the first and last tenth."""
    wall, taken = measure(count, sources)
    each = count / TENTHS
    say(
        f"{sources:5,} sources: {count / wall:8,.0f} posts/s; of CPU {sum(taken) / count * 1e3:.2f} ms a post, "
        f"first tenth {taken[0] / each * 1e3:.2f}, last {taken[-1] / each * 1e3:.2f} (x{taken[-1] / taken[0]:.2f})"
    )


def growing(count: int) -> None:
    """Print what a post costs at several lengths of one thread."""
    with TemporaryDirectory() as folder, Log(Path(folder) / "bench.db") as log:
        run, done, first = Run(stream(count, 1), log), 0, 0.0
        for length in (n for n in LENGTHS if n <= count):
            if length > done + WINDOW:
                run.take(length - WINDOW - done)
            spent = run.take(WINDOW) / WINDOW * 1e3
            done, first = length, first or spent
            say(f"{length:9,} posts in one thread: {spent:6.2f} ms of CPU a post (x{spent / first:.2f})")


def caches() -> Iterator[str]:
    """What share of questions each of the project's caches answered."""
    for cache in gc.get_objects():
        if isinstance(cache, functools._lru_cache_wrapper):
            made = getattr(cache, "__wrapped__", None)
            info, module = cache.cache_info(), getattr(made, "__module__", "")
            asked = info.hits + info.misses
            if module.split(".")[0] in ("schemas", "streams") and asked >= FEWEST_QUESTIONS:
                yield f"{module}.{getattr(made, '__qualname__', '')}: {info.hits / asked:.0%} of {asked:,}"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def about(count: int, sources: int) -> str:
    """What is measured with."""
    texts = [
        seen.text
        for record in islice(stream(count, sources), 2 * count)
        if isinstance(seen := decode(OBSERVATION, record.value or b""), PostSeen)
    ]
    distinct = len({fingerprint(None, text) for text in texts})
    declared = len(load_stories(SHIPPED)) + len(stories())
    return (
        f"{distinct:,} distinct posts, median {statistics.median(map(len, texts)):.0f} characters, {declared} stories"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Posts per second through the whole embedded pipeline.")
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--sources", type=int, nargs="+", default=[10, 1_000])
    parser.add_argument("--thread", type=int, help="measure one thread up to this many posts")
    given = parser.parse_args()
    if given.thread:
        growing(given.thread)
    else:
        say(about(given.posts, given.sources[0]))
        for sources in given.sources:
            through(given.posts, sources)
    for line in sorted(caches()):
        say(f"answered from a cache: {line}")


if __name__ == "__main__":
    main()
