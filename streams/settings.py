"""What a worker is told by its environment: variables that begin with STORYLOOM_, such as STORYLOOM_KAFKA."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.cluster import Cluster, Mechanism, Security
from schemas.errors import BadInput


class Settings(BaseSettings):
    """One worker's settings, each with what it is for."""

    model_config = SettingsConfigDict(
        env_prefix="STORYLOOM_", frozen=True, extra="ignore", use_attribute_docstrings=True
    )

    kafka: str = "localhost:9092"
    """Bootstrap servers, host:port, with commas between them."""
    prefix: str = ""
    """Stands before the name of every topic, group and transactional id."""
    security: Security = "PLAINTEXT"
    """PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL: how the brokers are spoken to."""
    sasl_mechanism: Mechanism = "SCRAM-SHA-512"
    """How the password is proved: SCRAM-SHA-256, SCRAM-SHA-512 or PLAIN."""
    sasl_username: str | None = None
    """Who the worker is to the brokers."""
    sasl_password: SecretStr | None = None
    """The password of that name."""
    tls_ca: Path | None = None
    """A file of certificates that the brokers' are signed with; none: the system's."""
    tls_cert: Path | None = None
    """The worker's own certificate, where the brokers ask for one."""
    tls_key: Path | None = None
    """The key of that certificate."""

    group: str = "storyloom"
    """Workers of one group share the work; another group does all of it again."""
    instance: str | None = None
    """A name of its own for each worker makes its membership static: restarted within the session, it keeps its tasks
    and nobody else is disturbed. The other side: a worker that is stopped for good holds its tasks that long."""
    partitions: int = Field(default=6, ge=1)
    """Of topics that are created. It bounds the number of workers that have work, and can never be changed."""
    replication: int = Field(default=1, ge=1)
    """Copies of each topic that is created, on as many brokers."""
    state: Path | None = None
    """A folder of this worker's own for snapshots of its state; none: state in memory, restored from the changelog."""

    session: float = Field(default=6.0, gt=0)
    """Seconds that a silent worker keeps its tasks."""
    rebalance: float = Field(default=3.0, gt=0)
    """Seconds that the group waits for a member that does not answer when tasks are dealt anew."""
    transaction: float = Field(default=15.0, gt=1)
    """Seconds after which Kafka aborts a transaction; ours give up at four fifths of it."""
    live: float = Field(default=0.01, ge=0)
    """Seconds that a transaction waits for one more record when there is no backlog."""
    busy: float = Field(default=0.5, gt=0)
    """Seconds that a transaction goes on while there is a backlog."""
    batch: int = Field(default=2000, ge=1)
    """The most records in a transaction."""

    webhook_url: HttpUrl | None = None
    """Where changes are delivered; none: nowhere."""
    webhook_secret: SecretStr | None = None
    """What they are signed with, as Standard Webhooks writes it: whsec_ and base64 of 24 to 64 bytes."""
    webhook_hours: float = Field(default=24.0, ge=0)
    """Hours that a delivery is tried before the change is parked."""

    web_host: str = "127.0.0.1"
    """The address that /tasks and /metrics are served on."""
    web_port: int = Field(default=6066, ge=0, le=65535)
    """Their port; 0: no web pages."""
    log: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    """The least that is logged. Normal operation logs nothing above INFO."""

    @property
    def cluster(self) -> Cluster:
        shared = self.model_dump(include=set(Cluster.model_fields) - {"bootstrap"})
        return Cluster(bootstrap=self.kafka, **shared)

    @property
    def group_id(self) -> str:
        return f"{self.prefix}{self.group}"

    def transactional_id(self, task: str, partition: int) -> str:
        """The lock on one input partition of one task: whoever initialised it last owns the partition."""
        return f"{self.group_id}-{task}-{partition}"


def variables() -> Iterator[tuple[str, str, str]]:
    """Each variable, its default as it would be written, and what it is for."""
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else str(field.default)
        yield f"STORYLOOM_{name.upper()}", default, " ".join((field.description or "").split())


def load(**given: object) -> Settings:
    """The settings of the environment, with these in place of its own. Raises BadInput that names the variable."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # each is checked by pydantic
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise BadInput(f"STORYLOOM_{name}: {first['msg']}") from error
