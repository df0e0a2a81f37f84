"""Isolation: a record's work counts whole or becomes a dead letter with its raw bytes, and the stream goes on."""

from collections.abc import Callable, Iterable

from schemas.codec import encode
from schemas.dead_letters import Code, DeadLetter
from schemas.errors import BrokenInvariant, LogUnusable, Oversized, Undecodable
from schemas.topics import BY_NAME, DEAD_LETTERS, check_size
from streams.core.overlay import Overlay
from streams.core.store import Record, Store

VERSION = "1"
"""Of the stages; it goes into dead letters, so that a reader knows which code refused a record."""


def isolate(stage: str, record: Record, store: Store, work: Callable[[Store], Iterable[Record]]) -> tuple[Record, ...]:
    """What `work` makes of the record, or one dead letter. Writes reach the store only if all of it succeeded.

    Raises BrokenInvariant, LogUnusable and MemoryError only: after those nothing that follows can be trusted.
    """
    overlay = Overlay(store)
    try:
        check_size(BY_NAME[record.topic], record.key, record.value)
        outputs = tuple(work(overlay))
        for output in outputs:
            check_size(BY_NAME[output.topic], output.key, output.value)
    except (BrokenInvariant, LogUnusable, MemoryError):
        raise
    except Oversized as error:
        return (_letter(stage, record, "oversized", error),)
    except Undecodable as error:
        return (_letter(stage, record, "undecodable", error),)
    except Exception as error:  # noqa: BLE001  # law 5: whatever a record does to a stage, the stream goes on
        return (_letter(stage, record, "failed", error),)
    overlay.apply()
    return outputs


def _letter(stage: str, record: Record, code: Code, error: Exception) -> Record:
    letter = DeadLetter(
        topic=record.topic,
        code=code,
        stage=stage,
        version=VERSION,
        error=type(error).__name__,
        location=str(error) or None if isinstance(error, Undecodable) else None,
        key=record.key,
        value=record.value or b"",
    )
    return Record(DEAD_LETTERS.name, record.topic.encode(), encode(letter))
