"""What several commands are told, and print, in the same way."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

DEFAULT_LOG: Final = Path("storyloom.db")

LogFile = Annotated[Path, typer.Option("--log", help="The embedded log.")]
StoryFolder = Annotated[Path, typer.Option("--stories", help="Declared stories and their ladders.")]
AsJson = Annotated[bool, typer.Option("--json", help="Records as JSON Lines.")]
Kafka = Annotated[str | None, typer.Option("--kafka", help="Bootstrap servers, instead of the embedded log.")]


def print_line(line: bytes) -> None:
    """One record on standard output, its bytes as they are."""
    sys.stdout.buffer.write(line + b"\n")
