"""A real Kafka broker for the tests: one that is given, one in Docker, or one on the JVM; never a pretended one."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

_SCRIPT = Path(__file__).with_name("broker.sh")
REQUIRE = "STORYLOOM_REQUIRE_KAFKA"


@pytest.fixture(scope="session")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its host:port. Where there can be none the test is skipped and says what is missing, or fails if required."""
    if given := os.environ.get("KAFKA_BOOTSTRAP"):
        yield given
        return
    missing = []
    for lack, start in ((_no_docker, docker_broker), (no_jvm, jvm_broker)):
        if (lacks := lack()) is None:
            with start(tmp_path_factory.mktemp("broker")) as address:
                yield address
            return
        missing.append(lacks)
    skip(f"no Kafka for this test: KAFKA_BOOTSTRAP is not set, {', '.join(missing)}")


def skip(say: str) -> NoReturn:
    """Leave the test out and say why, or fail where the environment demands a broker."""
    if os.environ.get(REQUIRE) == "1":
        pytest.fail(f"{REQUIRE}=1, but {say}")
    pytest.skip(say)


@contextmanager
def docker_broker(_home: Path) -> Iterator[str]:
    """A broker in a container of its own."""
    from tests.broker.container import ApacheKafkaContainer

    with ApacheKafkaContainer() as container:
        yield container.bootstrap()


@contextmanager
def jvm_broker(home: Path, port: int | None = None, form: str = "") -> Iterator[str]:
    """A broker whose data are in this folder, ended with them; `form` is said to the tool that formats the folder."""
    try:
        yield run_script("up", home, port or free_port(), form)
    finally:
        run_script("down", home)


def run_script(verb: str, home: Path, port: int | None = None, form: str = "", cluster: str = "") -> str:
    """What broker.sh prints last; `cluster` is the id of the cluster that the broker is a node of, if of any."""
    command = ["bash", str(_SCRIPT), verb, *([str(port)] if port else [])]
    environment = os.environ | {"BROKER_HOME": str(home), "BROKER_FORMAT": form, "BROKER_CLUSTER": cluster}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    if done.returncode:
        pytest.fail(f"broker.sh {verb}: {done.stderr[-2000:]}")
    return done.stdout.strip()


def free_port() -> int:
    """A port that is free now, as is the one after it, which the controller takes."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def _no_docker() -> str | None:
    import docker  # type: ignore[import-untyped]  # no need of stubs for three calls
    from docker.errors import DockerException  # type: ignore[import-untyped]  # as above
    from testcontainers.core.config import testcontainers_config

    from tests.broker.container import IMAGE

    def have(image: str) -> bool:
        try:
            client.images.get(image)
        except DockerException:
            try:
                client.images.pull(image)
            except DockerException:
                return False
        return True

    if not _daemon_listens():
        return "no Docker daemon answers"
    try:
        client = docker.from_env(timeout=10)
    except DockerException as error:
        return f"Docker does not answer ({error})"
    try:
        if not have(IMAGE):
            return f"Docker cannot pull {IMAGE}"
        if not have(testcontainers_config.ryuk_image):  # only clears up after tests that were killed
            testcontainers_config.ryuk_disabled = True
    finally:
        client.close()
    return None


def _daemon_listens() -> bool:
    """Asked here, because docker's client leaves its socket open where nobody listens."""
    where = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    if not where.startswith("unix://"):
        return True
    with socket.socket(socket.AF_UNIX) as daemon:
        return daemon.connect_ex(where.removeprefix("unix://")) == 0


def no_jvm() -> str | None:
    """What is missing for a broker on the JVM."""
    java = shutil.which("java")
    if java is None:
        return "no java"
    text = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    version = text.split('"')[1].split(".")[0] if '"' in text else "0"
    if int(version) < 17:
        return f"java {version} instead of 17 or newer"
    jars = Path(os.environ.get("BROKER_LIBS") or Path.home() / ".cache" / "storyloom-broker" / "libs")
    return None if jars.is_dir() or shutil.which("mvn") else "no mvn to fetch Kafka's jars"
