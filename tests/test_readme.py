"""The README shows real output."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"```text\n(.*?)```", re.S)


def test_the_output_shown_is_what_the_demo_prints(tmp_path: Path) -> None:
    def storyloom(*arguments: str) -> str:
        command = [sys.executable, "-m", "storyloom", *arguments, "--log", str(tmp_path / "demo.db")]
        wide = os.environ | {"COLUMNS": "100"}
        return subprocess.run(
            command, capture_output=True, text=True, cwd=ROOT, timeout=120, env=wide, check=True
        ).stdout

    storyloom("replay", "seeds")
    printed = {line.rstrip() for line in storyloom("show").splitlines()}
    shown = [line for block in BLOCK.findall((ROOT / "README.md").read_text("utf-8")) for line in block.splitlines()]
    assert len(shown) > 10
    assert [line for line in shown if line not in printed] == []
