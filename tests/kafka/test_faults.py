"""A short run of the fault lab; the long one is `python -m benchmarks.faults --help`."""

import subprocess
import sys

from tests.broker.fixture import no_jvm, skip


def test_whatever_fails_everything_counts_once() -> None:
    if lacks := no_jvm():
        skip(f"no broker of its own for the fault lab: {lacks}")
    faults = ["--kills", "4", "--zombies", "1", "--broker-kills", "1", "--network", "1"]
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.faults", "--records", "5000", *faults], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "states as without faults" in run.stdout
