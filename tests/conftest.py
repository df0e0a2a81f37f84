"""What all tests share: the fixtures that tests anywhere may ask for."""

from pathlib import Path

import pytest

from streams.embedded import Log
from tests.test_runtimes import seeds

pytest_plugins = ["tests.broker.fixture"]


@pytest.fixture(scope="session")
def seeds_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded log of the seeds, to be read and not written to."""
    path = tmp_path_factory.mktemp("log") / "seeds.db"
    with Log(path) as opened:
        opened.append(seeds())
        opened.run()
    return path
