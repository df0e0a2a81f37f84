"""A worker that hosts the toy tasks: `python -m tests.kafka.hosted`, or `faust -A tests.kafka.hosted worker`."""

from faust import Worker

from streams.host import build
from streams.settings import load
from tests.kafka import toy

settings = load()
app = build(settings, toy.TASKS, toy.step)

if __name__ == "__main__":
    app.finalize()
    worker = Worker(app, quiet=True, loglevel=settings.log)
    worker.spinner = None
    worker.execute_from_commandline()
