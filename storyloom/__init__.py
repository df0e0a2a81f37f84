"""The command line: the one place where connectors and streams meet."""

import sys

from rich.console import Console

from schemas.errors import BadInput, LogUnusable
from storyloom.commands import app


def main() -> None:
    """Run a command. Bad input and unusable logs end in one clear line and exit code 2."""
    try:
        app()
    except (BadInput, LogUnusable) as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"storyloom: {error}", markup=False)
        sys.exit(2)
