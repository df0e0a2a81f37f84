"""The state of one partition of a task as a compacted topic, with the mark that ties it to a position in the source."""

import time
from dataclasses import dataclass
from typing import Final, Self

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.errors import LogUnusable
from streams.kafka.state import Held, State

FORMAT: Final = 4
"""Of changelogs and snapshots; another one means a rebuild from the log."""

MARK_KEY: Final = b""
"""No key of a store is empty, so this one is free. Compaction keeps the newest mark like any other value."""

_SILENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Mark:
    """The last record of each transaction: `next` is the position in the source that the state stands at.

    `lineage` names this changelog since its first record, so that a snapshot of another one is told apart.
    """

    next: int
    partitions: int
    lineage: str

    def encode(self) -> bytes:
        fields = {"format": FORMAT, "next": self.next, "partitions": self.partitions, "lineage": self.lineage}
        return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)

    @classmethod
    def decode(cls, value: bytes) -> Self:
        fields = orjson.loads(value)
        if fields["format"] != FORMAT:
            raise LogUnusable(
                f"a changelog of format {fields['format']}; this version reads {FORMAT}: replay the sources into topics"
                " with another prefix, or use the version that wrote it"
            )
        return cls(fields["next"], fields["partitions"], fields["lineage"])


async def restore(consumer: AIOKafkaConsumer, partition: TopicPartition, state: State) -> Mark | None:
    """Bring the state to the changelog's end and return its newest mark; None where nothing was ever committed.

    To be called after the producer took the lock: then the end cannot move, and `end_offsets` of a read-committed
    consumer is the last stable offset. Only `position` passes over control records and compacted holes; the offset of
    the last record may never reach the end.
    """
    consumer.assign([partition])
    begin = (await consumer.beginning_offsets([partition]))[partition]
    end = (await consumer.end_offsets([partition]))[partition]
    if state.held is not None and begin <= state.held.at < end:
        mark = await _follow(consumer, partition, state, state.held.at, end)
        if mark is not None:
            return mark
    state.clear()
    return await _follow(consumer, partition, state, begin, end)


async def _follow(
    consumer: AIOKafkaConsumer, partition: TopicPartition, state: State, start: int, end: int
) -> Mark | None:
    """Apply the records from `start` to `end`; None where they hold no mark, or one of another lineage than held."""
    consumer.seek(partition, start)
    mark, held = None, state.held
    lineage = held.lineage if held else None
    position, moved = start, time.monotonic()
    while position < end:
        got = (await consumer.getmany(partition, timeout_ms=500)).get(partition, [])
        for record in got:
            if record.key == MARK_KEY:
                mark = Mark.decode(record.value)
                held = Held(record.offset, mark.lineage)
                if lineage not in (None, mark.lineage):
                    return None
        state.apply(((record.key, record.value) for record in got if record.key != MARK_KEY), held)
        now = await consumer.position(partition)
        if now > position:
            position, moved = now, time.monotonic()
        elif time.monotonic() - moved > _SILENCE_SECONDS:
            raise TimeoutError(f"no more of {partition.topic} from {position} to {end}")
    return mark
