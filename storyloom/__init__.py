"""The command line: the one place where connectors and streams meet."""

import sys
from typing import NoReturn

from rich.console import Console

from schemas.errors import BadInput, LogUnusable, Oversized
from storyloom.commands import app


def main() -> None:
    """Run a command. Bad input, unusable logs and full disks end in one clear line and exit code 2."""
    try:
        app()
    except (BadInput, LogUnusable, Oversized) as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"{error.filename or 'output'}: {error.strerror or error}")


def _refuse(why: str) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"storyloom: {why}", markup=False)
    sys.exit(2)
