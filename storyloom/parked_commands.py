"""Changes that the webhook's receiver did not take in time: deliver them again once it does."""

import asyncio

import typer

from storyloom.options import Kafka

app = typer.Typer(help=__doc__)


@app.callback()
def parked() -> None:
    """Changes that the webhook's receiver did not take in time: deliver them again once it does."""


@app.command()
def redrive(kafka: Kafka = None) -> None:
    """Try each parked change once more, those of a thread in order, with the receiver that the environment names.

    What is taken is parked no longer. Exit code 1 where one was refused again.
    """
    from streams import notify  # the client is an extra
    from streams.settings import load

    settings = load() if kafka is None else load(kafka=kafka)

    async def tried() -> list[tuple[str, bool]]:
        return [one async for one in notify.redrive(settings)]

    found = asyncio.run(tried())
    for id, taken in found:
        typer.echo(f"{id} {'delivered' if taken else 'refused'}")
    if not all(taken for _, taken in found):
        raise typer.Exit(1)
