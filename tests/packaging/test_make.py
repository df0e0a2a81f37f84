"""The Makefile and the README agree on what can be done."""

import re
import subprocess
from pathlib import Path

import yaml

from tests.packaging.tree import ROOT, text

_TARGETS = set(re.findall(r"^([a-z-]+):", text(Path("Makefile")), re.MULTILINE))
_README = text(Path("README.md"))


def _make(*args: str) -> str:
    return subprocess.run(["make", *args], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_help_is_the_default_and_lists_every_target() -> None:
    listed = re.findall(r"^  make ([a-z-]+) +\w", _make(), re.MULTILINE)
    assert set(listed) == _TARGETS
    assert {"setup", "demo", "test", "check", "bench", "score", "approve", "help"} <= _TARGETS


def test_the_readme_names_only_targets_that_are_there() -> None:
    code = "\n".join(re.findall(r"`[^`\n]+`|^    .+$", _README, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", code))
    assert {"demo", "test"} <= named <= _TARGETS


def test_the_readmes_first_screen_has_the_two_commands() -> None:
    assert re.findall(r"^    make (\w+)", "\n".join(_README.splitlines()[:25]), re.MULTILINE)[:2] == ["demo", "test"]


def test_the_readme_names_only_profiles_and_services_that_are_there() -> None:
    services = yaml.safe_load(text(Path("docker-compose.yml")))["services"]
    named = set(re.findall(r"--profile (\w+) run (?:--rm )?(\w+)", _README))
    assert named
    assert named <= {(profile, name) for name, s in services.items() for profile in s.get("profiles", [])}
    assert set(re.findall(r"--scale (\w+)=", _README)) <= set(services)
