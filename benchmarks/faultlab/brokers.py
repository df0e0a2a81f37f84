"""The brokers of a run: one, or a cluster in which every record lies on all nodes and has to be on two of three."""

import asyncio
import base64
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.broker.fixture import free_port, run_script

_COORDINATING: Final = """\
default.replication.factor={copies}
min.insync.replicas={least}
offsets.topic.replication.factor={copies}
transaction.state.log.replication.factor={copies}
transaction.state.log.min.isr={least}
"""


@dataclass(frozen=True, slots=True)
class _Node:
    home: Path
    port: int
    """Of its own listener; the port after it is the controller's."""
    proxied: int
    """What it advertises to those who come by the network that fails."""
    behind: int
    """Where it listens for them."""


class Brokers:
    """Nodes on this machine, each with a second listener behind a proxy."""

    def __init__(self, home: Path, count: int) -> None:
        self._nodes = [_Node(home / f"broker-{n}", free_port(), free_port(), free_port()) for n in range(1, count + 1)]
        self._id = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        voters = ",".join(f"{n}@127.0.0.1:{node.port + 1}" for n, node in enumerate(self._nodes, 1))
        for n, node in enumerate(self._nodes, 1):
            node.home.mkdir()
            (node.home / "extra.properties").write_text(
                f"node.id={n}\ncontroller.quorum.voters={voters}\n"
                f"listeners=PLAINTEXT://127.0.0.1:{node.port},PROXIED://127.0.0.1:{node.behind},"
                f"CONTROLLER://127.0.0.1:{node.port + 1}\n"
                f"advertised.listeners=PLAINTEXT://127.0.0.1:{node.port},PROXIED://127.0.0.1:{node.proxied}\n"
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
                + _COORDINATING.format(copies=count, least=max(1, count - 1))
            )

    @property
    def servers(self) -> str:
        """All nodes, as clients are told them."""
        return _servers([node.port for node in self._nodes])

    @property
    def proxied(self) -> str:
        """The same, by the network that fails."""
        return _servers([node.proxied for node in self._nodes])

    def targets(self) -> dict[int, int]:
        """Where each proxied port leads."""
        return {node.proxied: node.behind for node in self._nodes}

    async def up(self) -> None:
        """Start all, side by side, since none is up before most are."""
        await asyncio.gather(*(asyncio.to_thread(self._start, node) for node in self._nodes))

    async def kill(self, chance: random.Random, seconds: float) -> None:
        """kill -9 of one node, which is started again after so many seconds."""
        node = chance.choice(self._nodes)
        await asyncio.to_thread(run_script, "kill", node.home)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(self._start, node)

    def down(self) -> None:
        """End all, with their data."""
        for node in self._nodes:
            run_script("down", node.home)

    def _start(self, node: _Node) -> None:
        run_script("up", node.home, node.port, cluster=self._id)


def _servers(ports: Sequence[int]) -> str:
    return ",".join(f"127.0.0.1:{port}" for port in ports)
