"""What the compose file promises, read from the file: needs no Docker."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.packaging.tree import text

_COMPOSE = yaml.safe_load(text(Path("docker-compose.yml")))
_SERVICES: dict[str, dict[str, Any]] = _COMPOSE["services"]
_DOCKERFILE = text(Path("Dockerfile"))


@pytest.mark.parametrize("name", sorted(_SERVICES))
def test_every_service_is_locked_down(name: str) -> None:
    service = _SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["deploy"]["resources"]["limits"].keys() >= {"memory", "pids"}
    assert not service.keys() & {"privileged", "container_name", "network_mode", "pid", "cap_add"}


def test_only_the_broker_is_reached_from_outside_and_only_from_this_machine() -> None:
    assert {name: s["ports"] for name, s in _SERVICES.items() if "ports" in s} == {
        "kafka": ["127.0.0.1:${KAFKA_PORT:-9092}:9092"]
    }


def test_every_setting_is_in_the_example() -> None:
    used = set(re.findall(r"\$\{(\w+)", text(Path("docker-compose.yml"))))
    assert used == set(re.findall(r"^(\w+)=", text(Path(".env.example")), re.MULTILINE))


def test_the_image_is_not_root_and_has_the_python_that_is_developed_on() -> None:
    (minor,) = re.findall(r"^ARG PYTHON=(\S+)", _DOCKERFILE, re.MULTILINE)
    (first,) = re.findall(r"^PYTHONS := (\S+)", text(Path("Makefile")), re.MULTILINE)
    assert first == f"python{minor}"
    assert f"PYTHON_IMAGE:-python:{minor}-slim" in text(Path(".ci/stand-ins.sh"))
    assert re.findall(r"^USER (\d+)", _DOCKERFILE, re.MULTILINE) == ["10001"]


def test_the_broker_is_the_one_that_ci_builds() -> None:
    assert f"KAFKA_IMAGE:-{_SERVICES['kafka']['image']}" in text(Path(".ci/stand-ins.sh"))
