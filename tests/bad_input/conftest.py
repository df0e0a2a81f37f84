"""A command as the console script runs it, without the cost of a process."""

import sys
from pathlib import Path

import pytest

import storyloom
from tests.bad_input.given import Command, Done


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Whatever is raised through the command fails the test: that would have been a traceback."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["storyloom", *map(str, arguments)])
        code = 0
        try:
            storyloom.main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run
