"""What a worker can be told, as it tells it itself."""

import os
import subprocess
import sys

from streams.settings import Settings, load, variables


def test_each_variable_is_listed_with_its_default_and_its_purpose() -> None:
    listed = {name: (default, purpose) for name, default, purpose in variables()}
    assert len(listed) == len(Settings.model_fields)
    assert all(purpose.endswith(".") for _, purpose in listed.values())
    assert listed["STORYLOOM_KAFKA"][0] == load().kafka


def test_the_command_shows_them_and_starts_no_worker() -> None:
    command = [sys.executable, "-m", "storyloom", "worker", "--settings"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=os.environ | {"COLUMNS": "200"})
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert all(any(line.startswith(name) for line in lines) for name, _, _ in variables())
