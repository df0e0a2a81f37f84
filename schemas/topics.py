"""The one list of topics. Runtimes, topic set-up, documentation and tests read it, and nothing else names a topic.

Sizes are limited here and not by a broker, so that both runtimes refuse the same records. An observation may take
256 KiB: thirty times the longest article on a live page. What is derived from it may take 640 KiB. Both are below
Kafka's default limit for a batch; a dead letter may be larger, since it holds, as base64, whatever a producer that is
not ours could write to a topic.
"""

from dataclasses import dataclass
from typing import Final, Literal

from schemas.errors import Oversized

Kept = Literal["all", "compact"]
"""all: for ever, because evidence, as-of questions and rebuilding rest on it; compact: the newest value of each key."""

INPUT_BYTES: Final = 256 * 1024
RECORD_BYTES: Final = 640 * 1024
BATCH_BYTES: Final = 1_048_588
"""Kafka's own default of `max.message.bytes`, set on every topic so that a cluster's other default does not matter."""
DEAD_LETTER_BYTES: Final = 1_500_000
"""Base64 makes 4 of 3 bytes; the rest is for what a letter says about them."""
_AROUND_BYTES: Final = 1_024
"""More than Kafka puts around one record of a batch."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: `key` says what its key is, `model` which records of `schemas` it holds; `limit` is in bytes."""

    name: str
    key: str
    model: str
    kept: Kept
    limit: int = RECORD_BYTES

    @property
    def batch_bytes(self) -> int:
        """What a broker has to take as one batch: Kafka's `max.message.bytes`."""
        return max(BATCH_BYTES, self.limit + _AROUND_BYTES)


OBSERVATIONS: Final = Topic("observations", "source", "Observation", "all", INPUT_BYTES)
POSTS: Final = Topic("posts", "desk", "PostEvent", "all")
ROUTINGS: Final = Topic("routings", "thread", "Routing", "all")
CLAIMS: Final = Topic("claims", "desk, story, path, claim", "Claim", "compact")
THREADS: Final = Topic("threads", "thread", "ThreadHead", "compact")
CHANGES: Final = Topic("changes", "thread", "Change", "all")
DEAD_LETTERS: Final = Topic("dead-letters", "source topic", "DeadLetter", "all", DEAD_LETTER_BYTES)

TOPICS: Final = (OBSERVATIONS, POSTS, ROUTINGS, CLAIMS, THREADS, CHANGES, DEAD_LETTERS)
BY_NAME: Final = {topic.name: topic for topic in TOPICS}

PARKED: Final = Topic("parked", "thread, change", "Change", "compact")
"""Changes that a webhook's receiver did not take in time, until they are delivered."""
CURSORS: Final = Topic("cursors", "connector", "bytes", "compact")
"""How far each connector has published, written in the transaction of what it published."""
EDGES: Final = (PARKED, CURSORS)
"""Topics of Kafka's edges, with one partition each; the embedded runtime has no use for them."""


def changelog(task: str) -> Topic:
    """The topic that keeps the state of a task on Kafka, with as many partitions as the topic the task reads."""
    return Topic(f"{task}-changelog", "store key", "bytes", "compact")


def check_size(topic: Topic, key: bytes, value: bytes | None) -> None:
    """Raise Oversized where key and value together are larger than the topic's limit."""
    size = len(key) + len(value or b"")
    if size > topic.limit:
        raise Oversized(f"a record of {size:,} bytes; {topic.name} holds at most {topic.limit:,}")
