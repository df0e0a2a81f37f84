"""The compose stack under a name and a port of its own, so that a developer's own stack is never touched."""

import os
import shutil
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from tests.packaging.tree import ROOT

REQUIRED = os.environ.get("STORYLOOM_REQUIRE_DOCKER") == "1"


def missing() -> str | None:
    """Why Docker cannot be used here, or None where it can."""
    if shutil.which("docker") is None:
        return "Docker: there is no docker command"
    for command, lack in ((["docker", "info"], "no daemon answers"), (["docker", "compose", "version"], "no compose")):
        if subprocess.run(command, capture_output=True, timeout=30, check=False).returncode != 0:
            return f"Docker: {lack}"
    return None


def free_port() -> int:
    """A port of this machine that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Stack:
    """One compose project of these files."""

    project: str
    port: int
    files: Sequence[str] = ("docker-compose.yml",)

    @property
    def servers(self) -> str:
        """Where the host reaches the broker."""
        return f"localhost:{self.port}"

    def compose(self, *args: str, seconds: float = 180) -> str:
        """Run docker compose and give its output. Raises AssertionError with both streams where it fails."""
        files = [part for file in self.files for part in ("--file", file)]
        done = subprocess.run(
            ["docker", "compose", *files, "--project-name", self.project, "--progress", "quiet", *args],
            cwd=ROOT,
            env=os.environ | {"KAFKA_PORT": str(self.port)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == 0, f"docker compose {' '.join(args)}: {done.stderr}\n{done.stdout}"
        return done.stdout

    def up(self, *args: str) -> None:
        """Start what does not run and wait until all of it is healthy. Raises AssertionError with what it logged."""
        try:
            self.compose("up", "--detach", "--wait", *args)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.compose('logs', '--tail', '40')}") from None

    def replay(self) -> None:
        """Play the seed pages onto the broker, from a container."""
        self.compose("--profile", "demo", "run", "--rm", "--no-TTY", "replay")

    def kill(self, service: str) -> None:
        """kill -9, without a chance to tidy up."""
        self.compose("kill", "--signal", "KILL", service)
        assert self.ids(service) == []

    def ids(self, service: str) -> Sequence[str]:
        """The service's running containers."""
        return self.compose("ps", "--quiet", "--status", "running", service).split()

    def volumes(self) -> Sequence[str]:
        """The project's volumes, of whatever is left of it."""
        label = f"label=com.docker.compose.project={self.project}"
        listing = ["docker", "volume", "ls", "--quiet", "--filter", label]
        return subprocess.run(listing, check=True, capture_output=True, text=True).stdout.split()

    def down(self) -> None:
        """Remove containers, networks and volumes."""
        self.compose("--profile", "demo", "down", "--volumes", "--remove-orphans", "--timeout", "20")
