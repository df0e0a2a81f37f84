"""What several commands are told, and print, in the same way."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from schemas.cluster import Cluster
from schemas.errors import BadInput
from schemas.refusal import quiet_client

DEFAULT_LOG: Final = Path("storyloom.db")

LogFile = Annotated[Path, typer.Option("--log", help="The embedded log.")]
StoryFolder = Annotated[Path, typer.Option("--stories", help="Declared stories and their ladders.")]
AsJson = Annotated[bool, typer.Option("--json", help="Records as JSON Lines.")]
Kafka = Annotated[str | None, typer.Option("--kafka", help="Bootstrap servers, instead of the embedded log.")]
"""The rest of what is to be known of a cluster is in the environment, as for workers: see `streams.settings`."""
KnownAt = Annotated[str | None, typer.Option("--known-at", help="With what was known at this time (ISO 8601; UTC).")]
ValidAt = Annotated[str | None, typer.Option("--valid-at", help="As it was so at this time (ISO 8601; UTC).")]


def cluster(kafka: str) -> Cluster:
    """Where `--kafka` says, reached and named as the environment says: password, certificates, prefix of the topics."""
    from streams.settings import load  # the client is an extra

    quiet_client()
    return load(kafka=kafka).cluster


def instant(text: str | None, option: str) -> datetime | None:
    """The time that an option names; UTC where it has no offset, a day's first instant where it is a day."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{option} {text}: no time; write it as 2016-03-14T18:15Z or 2016-03-14") from error


def print_line(line: bytes) -> None:
    """One record on standard output, its bytes as they are."""
    sys.stdout.buffer.write(line + b"\n")
