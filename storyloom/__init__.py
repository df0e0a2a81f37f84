"""The command line: the one place where connectors and streams meet."""

import sys
from typing import Final, NoReturn, cast

import typer
from rich.console import Console

from schemas.errors import BadInput, LogUnusable, Oversized
from storyloom.commands import app

_WrongUse: Final = cast(type[typer.BadParameter], typer.BadParameter.__base__)
"""Any wrong use of an option or argument; typer does not export it."""

_KAFKA: Final = ("aiohttp", "aiokafka", "faust", "mode", "prometheus_client", "pydantic_settings")
"""What the kafka extra brings."""


def main() -> None:
    """Run a command. Wrong use, bad input, unusable logs and full disks end in one clear line and exit code 2."""
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], standalone_mode=False))
    except _WrongUse as error:
        command = error.ctx.command_path if error.ctx else "storyloom"
        why = error.format_message().rstrip(".")
        _refuse(f"{why}; see `{command} --help`")
    except typer.Abort:
        sys.exit(130)
    except (BadInput, LogUnusable, Oversized) as error:
        _refuse(str(error))
    except ModuleNotFoundError as error:
        lacking = (error.name or "").split(".")[0]
        if lacking not in _KAFKA:
            raise
        _refuse(f"this needs {lacking}, which comes with the kafka extra: pip install -e '.[kafka]'")
    except OSError as error:
        _refuse(f"{error.filename or 'output'}: {error.strerror or error}")


def _refuse(why: str) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"storyloom: {why}", markup=False)
    sys.exit(2)
