"""Passwords and certificates against a broker that demands them."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pydantic import SecretStr

from benchmarks.kafkabench.generated import generated
from connectors.kafka import publish
from schemas.topics import CHANGES, CLAIMS
from streams.settings import Settings
from tests.broker.fixture import free_port, jvm_broker, no_jvm, skip
from tests.kafka.conftest import LIMIT_SECONDS, Stack, exact
from tests.kafka.receiver import SECRET, Receiver, change
from tests.kafka.test_worker import start
from tests.kafka.toy import numbered

USER, PASSWORD = "weaver", "warp-and-weft"
PASSWORD_SETTINGS = {"SECURITY": "SASL_SSL", "SASL_USERNAME": USER, "SASL_PASSWORD": PASSWORD}


@dataclass(frozen=True)
class Fortress:
    """A broker that lets in by password over TLS at one port, by certificate at another."""

    scram: str
    mutual: str
    ca: Path
    cert: Path
    key: Path


@pytest.fixture(scope="module")
def fortress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fortress]:
    if lacks := no_jvm():
        skip(f"no broker with passwords and certificates for this test: {lacks}")
    home, authority = tmp_path_factory.mktemp("fortress"), trustme.CA()
    server, client = authority.issue_cert("127.0.0.1"), authority.issue_cert("worker@example.org")
    authority.cert_pem.write_to_path(home / "ca.pem")
    client.private_key_pem.write_to_path(home / "client.key")
    client.cert_chain_pems[0].write_to_path(home / "client.pem")
    key = load_pem_private_key(server.private_key_pem.bytes(), password=None)
    (home / "server.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + server.cert_chain_pems[0].bytes()
    )
    scram, mutual, plain = free_port(), free_port(), free_port()
    names = "SCRAM:SASL_SSL,MUTUAL:SSL,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"
    listeners = f"PLAINTEXT://127.0.0.1:{plain},SCRAM://127.0.0.1:{scram},MUTUAL://127.0.0.1:{mutual}"
    (home / "extra.properties").write_text(
        f"listeners={listeners},CONTROLLER://127.0.0.1:{plain + 1}\nadvertised.listeners={listeners}\n"
        f"controller.quorum.voters=1@127.0.0.1:{plain + 1}\nlistener.security.protocol.map={names}\n"
        "sasl.enabled.mechanisms=SCRAM-SHA-512\n"
        "listener.name.scram.scram-sha-512.sasl.jaas.config="
        "org.apache.kafka.common.security.scram.ScramLoginModule required;\n"
        "listener.name.mutual.ssl.client.auth=required\n"
        f"ssl.keystore.type=PEM\nssl.keystore.location={home}/server.pem\n"
        f"ssl.truststore.type=PEM\nssl.truststore.location={home}/ca.pem\n"
    )
    form = f"--add-scram SCRAM-SHA-512=[name={USER},password={PASSWORD}]"
    with jvm_broker(home, plain, form):
        yield Fortress(
            f"127.0.0.1:{scram}", f"127.0.0.1:{mutual}", home / "ca.pem", home / "client.pem", home / "client.key"
        )


def by_password(fortress: Fortress) -> Stack:
    return secured(
        Stack(fortress.scram),
        security="SASL_SSL",
        sasl_username=USER,
        sasl_password=SecretStr(PASSWORD),
        tls_ca=fortress.ca,
    )


def secured(stack: Stack, **settings: object) -> Stack:
    stack.settings = Settings(**(stack.settings.model_dump() | settings))
    return stack


def through_both_tasks(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, numbered(4, 5))
    asyncio.run(stack.run(stack.holds(CHANGES.name, 20)))
    exact(asyncio.run(stack.read(CLAIMS.name)), keys=4, each=5)


def test_by_password_over_tls(fortress: Fortress) -> None:
    through_both_tasks(by_password(fortress))


def test_by_certificate(fortress: Fortress) -> None:
    through_both_tasks(
        secured(
            Stack(fortress.mutual),
            security="SSL",
            tls_ca=fortress.ca,
            tls_cert=fortress.cert,
            tls_key=fortress.key,
        )
    )


def test_the_command_line_goes_in_the_same_way(fortress: Fortress, tmp_path: Path) -> None:
    stack, page = by_password(fortress), tmp_path / "page.jsonl"
    asyncio.run(stack.ensure())
    page.write_bytes(b"".join((record.value or b"") + b"\n" for record in generated(40, 2, 2)))
    told = {"PREFIX": stack.settings.prefix} | PASSWORD_SETTINGS | {"TLS_CA": str(fortress.ca)}
    environment = os.environ | {f"STORYLOOM_{name}": value for name, value in told.items()}

    def command(*words: str) -> bytes:
        line = [sys.executable, "-m", "storyloom", *words, "--kafka", fortress.scram]
        return subprocess.run(line, env=environment, check=True, timeout=LIMIT_SECONDS, capture_output=True).stdout

    command("replay", str(page))
    assert sorted(command("tail", "observations").splitlines()) == sorted(page.read_bytes().splitlines())
    assert command("dead-letters", "list") == b"no dead letter waits\n"


def test_webhooks_go_out_behind_a_password_over_tls(fortress: Fortress, receiver: Receiver, tmp_path: Path) -> None:
    stack, log = by_password(fortress), tmp_path / "log"
    asyncio.run(stack.ensure())
    publish(stack.settings.cluster, [change("thread", n) for n in range(5)])
    webhook = {"WEBHOOK_URL": receiver.url, "WEBHOOK_SECRET": SECRET}
    worker = start(stack, log, **PASSWORD_SETTINGS, TLS_CA=str(fortress.ca), **webhook)
    try:
        receiver.until(5, log)
    finally:
        worker.terminate()
    assert worker.wait(20) == 0
    assert receiver.taken == [("thread", n) for n in range(5)]


def refused(fortress: Fortress, folder: Path, **told: str) -> str:
    """What a newcomer reads whom the broker sends away. In a process of its own: aiokafka does not wait for the end of
    a connection that was refused, and the socket would be found in whatever test comes later."""
    page = folder / "page.jsonl"
    page.write_bytes(b"".join((record.value or b"") + b"\n" for record in generated(1, 1, 1)))
    environment = os.environ | {f"STORYLOOM_{name}": value for name, value in (PASSWORD_SETTINGS | told).items()}
    line = [sys.executable, "-m", "storyloom", "replay", str(page), "--kafka", fortress.scram]
    ended = subprocess.run(line, env=environment, check=False, timeout=LIMIT_SECONDS, capture_output=True, text=True)
    assert ended.returncode == 2, ended
    return ended.stderr


def test_a_wrong_password_is_refused_with_one_clear_error(fortress: Fortress, tmp_path: Path) -> None:
    said = refused(fortress, tmp_path, SASL_PASSWORD="guessed", TLS_CA=str(fortress.ca))
    assert said.startswith(f"storyloom: {fortress.scram}: ")
    assert said.count("\n") == 1
    assert "Authentication failed" in said
    assert "guessed" not in said


def test_a_worker_with_a_wrong_password_ends_and_says_so(fortress: Fortress, tmp_path: Path) -> None:
    told = PASSWORD_SETTINGS | {"SASL_PASSWORD": "guessed", "TLS_CA": str(fortress.ca)}
    worker = start(by_password(fortress), tmp_path / "log", **told)
    assert worker.wait(LIMIT_SECONDS) == 2
    said = (tmp_path / "log").read_text()
    assert said.startswith(f"{fortress.scram}: ")
    assert said.count("\n") == 1
    assert "Authentication failed" in said


def test_a_broker_that_no_known_authority_vouches_for_is_not_trusted(fortress: Fortress, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    said = refused(fortress, tmp_path, TLS_CA=str(tmp_path / "other.pem"))
    assert said.startswith(f"storyloom: {fortress.scram}: ")
    assert said.count("\n") == 1
    assert "CERTIFICATE_VERIFY_FAILED" in said


def test_a_password_is_not_shown(fortress: Fortress) -> None:
    settings = by_password(fortress).settings
    assert PASSWORD not in f"{settings!r} {settings.cluster!r} {settings.model_dump_json()}"
