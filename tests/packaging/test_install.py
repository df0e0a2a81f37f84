"""What an installation brings: our names are ours alone, and the wheel is complete."""

import subprocess
import sys
import zipfile
from importlib import import_module
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest

from tests.packaging.tree import ROOT, files

_PACKAGES = ("schemas", "connectors", "streams", "storyloom")


@pytest.mark.parametrize("name", [*_PACKAGES, "benchmarks"])
def test_no_other_distribution_owns_our_name(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"storyloom"}
    assert str(import_module(name).__file__).startswith(str(ROOT))


def test_it_can_never_be_published() -> None:
    assert "Private :: Do Not Upload" in distribution("storyloom").metadata.get_all("Classifier", [])


def test_the_wheel_holds_the_packages_with_their_data_and_nothing_else(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ours = {p.as_posix() for p in files() if p.parts[0] in (*_PACKAGES, "stories")}
    assert ours - held == set()
    assert {name.split("/")[0] for name in held} <= {*_PACKAGES, "stories"}
    assert [name for name in ours if name.endswith(".yaml") and name.startswith("streams/")]
