"""Tasks hosted in a Faust app, which gives them life cycle, signals, web pages and command line.

They are no Faust agents: Faust's own exactly-once mode lets outputs out of the transaction, and its tables count twice
what a kill made it do again.
"""

import asyncio
import logging
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from aiokafka.errors import KafkaError
from faust import SASLCredentials, SSLCredentials, Worker
from faust.sensors.prometheus import setup_prometheus_sensors
from faust.types.auth import CredentialsT
from faust.types.web import Request, Response, View
from mode import Service
from prometheus_client import CollectorRegistry

from schemas.cluster import Cluster
from schemas.errors import LogUnusable, StoryloomError
from schemas.refusal import quiet_client, refusal
from streams import notify
from streams.committed import App
from streams.core.store import Task
from streams.kafka.admin import ensure_topics
from streams.kafka.lease import Step
from streams.kafka.members import Members
from streams.kafka.metrics import TaskCollector, overview
from streams.kafka.snapshot import Snapshot, folder
from streams.kafka.state import MemoryState, State
from streams.settings import Settings

_STOP_SECONDS = 25.0
_NOISY = ("aiokafka", "faust", "mode")


def build(settings: Settings, tasks: Sequence[Task], step: Step) -> App:
    """The Faust app that hosts these tasks, with `/` (alive), `/tasks` and `/metrics` on its web port."""
    cluster = settings.cluster
    members = Members(settings, tasks, step, partial(_state, settings.state))
    app = App(
        f"{settings.group_id}-edges",
        broker=[f"kafka://{server.strip()}" for server in settings.kafka.split(",")],
        broker_credentials=_credentials(cluster),
        broker_session_timeout=settings.session,
        broker_heartbeat_interval=settings.session / 6,
        consumer_auto_offset_reset="earliest",
        store="memory://",
        topic_disable_leader=True,
        topic_allow_declare=False,
        web_bind=settings.web_host,
        web_host=settings.web_host,
        web_enabled=settings.web_port != 0,
        web_port=settings.web_port or 1,  # Faust checks the port of a server that it does not start, too
        worker_redirect_stdouts=False,
    )
    notify.attach(app, settings)
    registry = CollectorRegistry()
    registry.register(TaskCollector(members))
    setup_prometheus_sensors(app, registry=registry, name_prefix="storyloom_edges")

    @app.service
    class Tasks(Service):
        """What ends the tasks ends the worker, with an exit code that is not 0."""

        def __post_init__(self) -> None:
            self._stopping, self._idle = asyncio.Event(), asyncio.Event()
            self._idle.set()

        async def on_start(self) -> None:
            for noisy in _NOISY:
                logger = logging.getLogger(noisy)
                logger.setLevel(max(logging.ERROR, logger.level))
            if settings.state is not None:
                self.add_context(folder(settings.state))
            with refusal(cluster, KafkaError):
                await ensure_topics(cluster, tasks, settings.partitions, settings.replication)

        @Service.task
        async def work(self) -> None:
            self._idle.clear()
            try:
                await members.run(self._stopping)
            finally:
                self._idle.set()

        async def on_stop(self) -> None:
            # mode cancels tasks only after this, so what is open is finished and the group left here.
            self._stopping.set()
            await asyncio.wait_for(self._idle.wait(), _STOP_SECONDS)

    @app.page("/tasks")
    async def tasks_page(web: View, _request: Request) -> Response:
        return web.json({"joined": members.joined, "tasks": overview(members)})

    return app


def run(app: App, settings: Settings) -> NoReturn:
    """Run one worker until a signal or a crash ends the process, which tells in one line what is known of a crash."""
    for noisy in ("faust", "mode", __name__):
        logging.getLogger(noisy).setLevel(logging.CRITICAL + 1)
    quiet_client()
    app.finalize()
    worker = Worker(app, quiet=True, loglevel=settings.log)
    worker.spinner = None
    try:
        worker.execute_from_commandline()
    except SystemExit as ended:
        match ended.__context__:
            case LogUnusable() as error:
                sys.stderr.write(f"{error}\n")
                raise SystemExit(2) from error
            case StoryloomError() as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
            case Exception() as error:
                traceback.print_exception(error)
        raise


def _state(kept: Path | None, task: Task, partition: int) -> State:
    return MemoryState() if kept is None else Snapshot(kept / f"{task.name}-{partition}.db")


def _credentials(cluster: Cluster) -> CredentialsT | None:
    arguments = cluster.client()
    context = arguments.get("ssl_context")
    if "sasl_mechanism" in arguments:
        return SASLCredentials(
            username=arguments["sasl_plain_username"],
            password=arguments["sasl_plain_password"],
            mechanism=arguments["sasl_mechanism"],
            ssl_context=context,
        )
    return SSLCredentials(context) if context else None
