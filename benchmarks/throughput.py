"""Posts per second through the whole embedded pipeline, in one process: `python -m benchmarks.throughput [POSTS]`.

Prints the rate over all posts, and what the first and the last tenth cost beside each other (flat: a post costs the
same in a long thread), for few and for many sources.
"""

import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.madeup import posts, stream
from connectors.replay import configure
from connectors.stories import SHIPPED, load_stories
from schemas.record import Record
from streams.core.fold import decoded
from streams.embedded import Log

TENTHS = 10


def chunks(records: Iterator[Record], size: int) -> Iterator[list[Record]]:
    while chunk := list(islice(records, size)):
        yield chunk


def measure(count: int, sources: int) -> list[float]:
    """Seconds for each tenth of `count` posts."""
    with TemporaryDirectory() as folder, Log(Path(folder) / "bench.db") as log:
        log.append(configure(load_stories(SHIPPED), ["main"]))
        log.run()
        taken = []
        size = (count + count // 10) // TENTHS
        for chunk in chunks(stream(count, sources), size):
            log.append(chunk)
            began = time.perf_counter()
            log.run()
            taken.append(time.perf_counter() - began)
        return taken


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    lengths = sorted(map(len, posts(2_000)))
    stories = len(load_stories(SHIPPED))
    say(f"{count:,} distinct posts, median {lengths[len(lengths) // 2]} characters, {stories} declared stories")
    for sources in (10, 1_000):
        taken = measure(count, sources)
        each = count / TENTHS
        say(
            f"{sources:5,} sources: {count / sum(taken):8,.0f} posts/s; "
            f"first tenth {each / taken[0]:,.0f}, last {each / taken[-1]:,.0f} posts/s (x{taken[-1] / taken[0]:.2f})"
        )
    info = decoded.cache_info()
    say(
        f"claims answered from a cache of what was decoded before: {info.hits / max(1, info.hits + info.misses):.0%}"
        f" of {info.hits + info.misses:,}"
    )


if __name__ == "__main__":
    main()
