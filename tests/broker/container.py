"""apache/kafka under testcontainers, whose own Kafka class knows only Confluent's image.

It works as Testcontainers for Java does with this image: the command waits for a script, which is written once the
mapped port is known and which advertises that port.
"""

import io
import tarfile

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

IMAGE = "apache/kafka:4.1.1"
_SCRIPT = "/tmp/advertise.sh"
_SETTINGS = {
    "NODE_ID": "1",
    "PROCESS_ROLES": "broker,controller",
    "CONTROLLER_QUORUM_VOTERS": "1@localhost:9094",
    "CONTROLLER_LISTENER_NAMES": "CONTROLLER",
    "INTER_BROKER_LISTENER_NAME": "BROKER",
    "LISTENERS": "HOST://:9092,BROKER://:9093,CONTROLLER://:9094",
    "LISTENER_SECURITY_PROTOCOL_MAP": "HOST:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
    "OFFSETS_TOPIC_NUM_PARTITIONS": "5",
    "TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
    "TRANSACTION_STATE_LOG_MIN_ISR": "1",
    "TRANSACTION_STATE_LOG_NUM_PARTITIONS": "5",
    "GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
    "AUTO_CREATE_TOPICS_ENABLE": "false",
    "LOG_CLEANER_BACKOFF_MS": "500",
    "HEAP_OPTS": "-Xms256m -Xmx512m",
}
"""Any variable makes the image drop all its bundled settings, so each that is needed stands here."""


class ApacheKafkaContainer(DockerContainer):
    """One broker that is also its controller, on a free port of this machine."""

    def __init__(self) -> None:
        super().__init__(IMAGE)
        self.with_exposed_ports(9092)
        self.with_command(["bash", "-c", f"until [ -s {_SCRIPT} ]; do sleep 0.05; done; exec bash {_SCRIPT}"])
        for key, value in _SETTINGS.items():
            self.with_env(f"KAFKA_{key}", value)

    def bootstrap(self) -> str:
        return f"{self.get_container_host_ip()}:{self.get_exposed_port(9092)}"

    def start(self) -> "ApacheKafkaContainer":
        super().start()
        body = (
            f"export KAFKA_ADVERTISED_LISTENERS=HOST://{self.bootstrap()},BROKER://localhost:9093\n"
            "exec /etc/kafka/docker/run\n"
        ).encode()
        with io.BytesIO() as buffer:
            with tarfile.open(fileobj=buffer, mode="w") as tar:
                info = tarfile.TarInfo(_SCRIPT.lstrip("/"))
                info.size, info.mode = len(body), 0o644
                tar.addfile(info, io.BytesIO(body))
            self.get_wrapped_container().put_archive("/", buffer.getvalue())
        LogMessageWaitStrategy("Kafka Server started").with_startup_timeout(90).wait_until_ready(self)
        return self
