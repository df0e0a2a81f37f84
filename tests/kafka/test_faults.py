"""Short runs of the fault lab; the long ones are `python -m benchmarks.faults --help`."""

import subprocess
import sys

import pytest

from tests.broker.fixture import no_jvm, skip


@pytest.mark.parametrize(
    ("subject", "records", "rate", "brokers"),
    [("toy", "4000", "400", "1"), ("toy", "4000", "200", "3"), ("real", "1200", "60", "1")],
    ids=["toy", "cluster", "real"],
)
def test_whatever_fails_everything_counts_once(subject: str, records: str, rate: str, brokers: str) -> None:
    if lacks := no_jvm():
        skip(f"no broker of its own for the fault lab: {lacks}")
    size = ["--subject", subject, "--records", records, "--rate", rate, "--brokers", brokers]
    faults = ["--kills", "4", "--zombies", "1", "--broker-kills", brokers, "--network", "1", "--pause", "1.5"]
    run = subprocess.run([sys.executable, "-m", "benchmarks.faults", *size, *faults], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "keys as without faults" in run.stdout
