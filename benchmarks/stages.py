"""Where a post's CPU time goes, by stage and by kind of work: `python -m benchmarks.stages [POSTS] [SOURCES]`.

Samples the stack by the process's own CPU clock, which does not weigh calls down as a tracing profiler does. A sample
belongs to the stage whose module is innermost on the stack; what all stages share (stores, encoding, words of a text)
counts for the stage that asked for it.
"""

import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Final

from benchmarks.throughput import measure, say

STAGES: Final = {
    "revise": ("revise", "captures", "match", "sources", "edits"),
    "read": ("source", "read", "sentences"),
    "dedupe": ("dedupe", "groups", "contents", "likeness"),
    "stories": ("judge", "interpret"),
    "undeclared threads": ("cluster", "pages", "feeds", "review", "communities", "events", "nearest", "regroup"),
    "claims": ("claims", "repeats"),
    "routing": ("desk", "declared", "filings", "restated", "episodes", "watermark"),
    "fold": ("fold", "ladder", "shelves", "recall"),
    "heads and changes": ("heads", "thread", "tallies", "diff", "tell", "written"),
    "isolation, decoding": ("topology", "isolate"),
    "log": ("embedded",),
}
"""Stages in the order of the flow, each with the modules that are its own."""

STORES: Final = frozenset(("cached", "overlay", "within", "keys", "rows", "memory"))

KINDS: Final = ("own work", "stores", "encoding", "SQLite")

_TICK_SECONDS: Final = 0.001

_ROOT: Final = Path(__file__).resolve().parent.parent
_OWNER: Final = {module: stage for stage, modules in STAGES.items() for module in modules}


class Sampler:
    """Counts, while it runs, at which stage and with what kind of work the process is found."""

    def __init__(self) -> None:
        self.found: Counter[tuple[str, str]] = Counter()
        self._modules: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> "Sampler":
        signal.signal(signal.SIGPROF, self._sample)
        signal.setitimer(signal.ITIMER_PROF, _TICK_SECONDS, _TICK_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _sample(self, _signal: int, frame: FrameType | None) -> None:
        kind = stage = None
        while frame is not None and stage is None:
            module = self._module(frame.f_code.co_filename)
            kind = kind or _kind(module)
            if module[:1] == ("streams",):
                stage = next((_OWNER[part] for part in module if part in _OWNER), None)
            frame = frame.f_back
        if stage is not None:
            self.found[stage, kind or KINDS[0]] += 1

    def _module(self, file: str) -> tuple[str, ...]:
        """The parts of a module's name below the project's root; of what is not the project's, none."""
        if file not in self._modules:
            path = Path(file)
            inside = path.is_relative_to(_ROOT) and not any(part.startswith(".") for part in path.parts)
            self._modules[file] = path.relative_to(_ROOT).with_suffix("").parts if inside else ()
        return self._modules[file]


def _kind(module: tuple[str, ...]) -> str | None:
    """The kind of work that this part of the project does; None for a library, which works for whoever called it."""
    if not module:
        return None
    if module[0] == "schemas":
        return "encoding"
    if module[-1] in STORES:
        return "stores"
    return "SQLite" if module[-1] == "embedded" else "own work"


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    sources = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    measure(100, sources)  # what is loaded or compiled once
    with Sampler() as sampler:
        _, taken = measure(posts, sources)
    each = sum(taken) / posts * 1e3
    total = sampler.found.total()
    say(f"{posts:,} posts, {sources:,} sources: {each:.2f} ms of CPU a post, {total:,} samples\n")
    say("| stage | ms a post | share | " + " | ".join(KINDS) + " |")
    say("| --- |" + " --- |" * (2 + len(KINDS)))
    for stage in STAGES:
        counts = [sampler.found[stage, kind] for kind in KINDS]
        cells = " | ".join(f"{count / total * each:.2f}" for count in counts)
        say(f"| {stage} | {sum(counts) / total * each:.2f} | {sum(counts) / total:.0%} | {cells} |")
    kinds = [sum(sampler.found[stage, kind] for stage in STAGES) for kind in KINDS]
    say(f"| all | {each:.2f} | 100% | " + " | ".join(f"{count / total * each:.2f}" for count in kinds) + " |")


if __name__ == "__main__":
    main()
