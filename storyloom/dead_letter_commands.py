"""Records that could not be used: look at them, and put them back once the fault is mended."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from schemas.codec import encode
from schemas.topics import DEAD_LETTERS
from storyloom import dead_letters, reports
from storyloom.dead_letters import Waiting, chosen, waiting
from storyloom.options import DEFAULT_LOG, AsJson, Kafka, LogFile, cluster, print_line
from storyloom.reading import reading
from storyloom.wording import counted
from streams.embedded import Log

app = typer.Typer(help=__doc__)

Letters = Annotated[
    list[str] | None, typer.Argument(metavar="ID", help="Ids, or their beginnings; all where left out.")
]


@app.command("list")
def list_(log: LogFile = DEFAULT_LOG, kafka: Kafka = None, as_json: AsJson = False) -> None:
    """List the dead letters that wait: desk, when their record was taken, the stage that lost it, and why."""
    letters = _read(log, kafka)
    if as_json:
        for w in letters:
            print_line(encode(w.letter))
    elif letters:
        Console().print(reports.dead_letters(letters))
    else:
        typer.echo("no dead letter waits")


@app.command()
def show(
    letter: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the beginning of it.")],
    log: LogFile = DEFAULT_LOG,
    kafka: Kafka = None,
    as_json: AsJson = False,
) -> None:
    """Show one dead letter: what happened, where, and the record's bytes with all that is not plain text escaped."""
    (found,) = chosen(_read(log, kafka), [letter])
    if as_json:
        print_line(encode(found.letter))
    else:
        Console().print(reports.dead_letter(found))


@app.command()
def redrive(ids: Letters = None, log: LogFile = DEFAULT_LOG, kafka: Kafka = None) -> None:
    """Put dead letters back on their topics, so that their records are used as if they had never failed.

    A letter that was put back is marked so and waits no longer, so that doing it again does nothing. Exit code 1 where
    a record fails again, or is larger than its topic allows.
    """
    if kafka is not None:
        back, left = dead_letters.redrive_on_kafka(cluster(kafka), ids or ())
        then = "; the workers take it from there" if back else ""
    else:
        Log(log, read_only=True).close()  # a log that is not there is refused, not made
        with Log(log) as opened:
            back, left = dead_letters.redrive(opened, ids or ())
        then = ""
    still = f"; {len(left):,} still {'waits' if len(left) == 1 else 'wait'}:" if left else ""
    typer.echo(f"{_records(len(back))} put back{then}{still}")
    if left:
        Console().print(reports.dead_letters(left))
        raise typer.Exit(1)


def _read(log: Path, kafka: str | None) -> tuple[Waiting, ...]:
    with reading(log, kafka) as opened:
        return waiting(opened.read(DEAD_LETTERS.name))


def _records(n: int) -> str:
    return counted(n, "record") if n else "no records"
