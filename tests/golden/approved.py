"""Output that was approved, one record a line. With STORYLOOM_APPROVE=1, as in `make approve`, it is renewed."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

EXPECTED: Final = Path(__file__).parent / "expected"
TOPICS: Final = ("threads", "claims", "changes")

Values = Mapping[bytes, Sequence[bytes | None]]
"""Of one topic, the values of each key in order."""


def text(topic: Values) -> str:
    """The records of a topic, by key."""
    rows = (
        json.loads(value) if value else {"tombstone": key.decode()}
        for key, values in sorted(topic.items())
        for value in values
    )
    return "".join(json.dumps(row, sort_keys=True, ensure_ascii=False) + "\n" for row in rows)


def newest(topic: Values) -> Values:
    """What compaction leaves: the last value of each key, and none where it is a tombstone."""
    return {key: values[-1:] for key, values in topic.items() if values[-1] is not None}


def approved(name: str, topic: str, now: str, otherwise: str | None = None) -> str:
    """What was approved of a topic. No file is kept of what is the same as `otherwise`, another output."""
    file = EXPECTED / name / f"{topic}.jsonl"
    if os.environ.get("STORYLOOM_APPROVE"):
        if now == otherwise:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(now, encoding="utf-8")
    if otherwise is not None and not file.exists():
        return otherwise
    return file.read_text(encoding="utf-8")
