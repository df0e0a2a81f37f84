"""The worker: `faust -A streams.worker worker`, or `storyloom worker`, which is the same and quieter."""

from typing import NoReturn

from streams.host import build, run
from streams.settings import load
from streams.topology import TASKS, step

settings = load()
app = build(settings, TASKS, step)


def main() -> NoReturn:
    """Run one worker until a signal or a crash ends the process."""
    run(app, settings)
