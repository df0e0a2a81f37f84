"""Short runs of the fault lab; the long ones are `python -m benchmarks.faults --help`."""

import subprocess
import sys

import pytest

from tests.broker.fixture import no_jvm, skip


@pytest.mark.parametrize(
    ("subject", "records", "rate"), [("toy", "4000", "400"), ("real", "1200", "60")], ids=["toy", "real"]
)
def test_whatever_fails_everything_counts_once(subject: str, records: str, rate: str) -> None:
    if lacks := no_jvm():
        skip(f"no broker of its own for the fault lab: {lacks}")
    size = ["--subject", subject, "--records", records, "--rate", rate]
    faults = ["--kills", "4", "--zombies", "1", "--broker-kills", "1", "--network", "1", "--pause", "1.5"]
    run = subprocess.run([sys.executable, "-m", "benchmarks.faults", *size, *faults], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "keys as without faults" in run.stdout
