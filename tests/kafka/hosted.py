"""A worker that hosts the toy tasks: `python -m tests.kafka.hosted`, or `faust -A tests.kafka.hosted worker`."""

from streams.host import build, run
from streams.settings import load
from tests.kafka import toy

settings = load()
app = build(settings, toy.TASKS, toy.step)

if __name__ == "__main__":
    run(app, settings)
