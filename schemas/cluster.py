"""Where the topics are: how every Kafka client of the project reaches the cluster and names what is there."""

import ssl
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr

from schemas.base import Model

Security = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


class Cluster(Model):
    """A Kafka cluster as one client sees it.

    `prefix` stands before the name of every topic, group and transactional id, so that several stacks can share a
    cluster. Certificates and keys are PEM files.
    """

    bootstrap: str = "localhost:9092"
    prefix: str = Field(default="", pattern=r"^[A-Za-z0-9._-]*$", max_length=100)
    security: Security = "PLAINTEXT"
    sasl_mechanism: Mechanism = "SCRAM-SHA-512"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    tls_ca: Path | None = None
    """Authorities to trust; None: the system's."""
    tls_cert: Path | None = None
    tls_key: Path | None = None

    def name(self, topic: str) -> str:
        """What a topic of the one list is called on this cluster."""
        return f"{self.prefix}{topic}"

    def client(self) -> dict[str, Any]:
        """The arguments that every aiokafka client is to be made with."""
        arguments: dict[str, Any] = {"bootstrap_servers": self.bootstrap, "security_protocol": self.security}
        if self.security.endswith("SSL"):
            context = ssl.create_default_context(cafile=self.tls_ca)
            if self.tls_cert:
                context.load_cert_chain(self.tls_cert, self.tls_key)
            arguments["ssl_context"] = context
        if self.security.startswith("SASL"):
            arguments |= {
                "sasl_mechanism": self.sasl_mechanism,
                "sasl_plain_username": self.sasl_username,
                "sasl_plain_password": self.sasl_password.get_secret_value() if self.sasl_password else None,
            }
        return arguments
