"""How far long work has come: a bar on a terminal, nothing anywhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress(doing: str, total: int, left: Callable[[], int] | None = None) -> Iterator[Callable[[int], None]]:
    """To be told of each number of records done. `left`: how many are to come, where work brings more work."""
    console = Console(stderr=True)
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task, done = bar.add_task(doing, total=total), 0

        def advanced(records: int) -> None:
            nonlocal done
            done += records
            bar.update(task, completed=done, total=done + left() if left else total)

        yield advanced
