"""Declared stories: check the files, and explain which posts a story takes."""

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from storyloom import reports, story_check
from storyloom.options import AsJson, print_line
from streams.embedded import Log

app = typer.Typer(help=__doc__)


@app.callback()
def stories() -> None:
    """Declared stories: check the files, and explain which posts a story takes."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A story file, or a folder of stories and their ladders.")],
    pages: Annotated[
        list[Path] | None, typer.Argument(help="Pages, or folders with a manifest.yaml, to try it on.")
    ] = None,
    log: Annotated[Path | None, typer.Option("--log", help="An embedded log whose posts to try it on.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check story files, and say of each post whether a story takes it, and why.

    A wrong file is named with line and field, and the exit code is 2.
    """
    declared = story_check.sound(file)
    posts = [post for path in pages or () for post in story_check.posts_of_page(path)]
    if log is not None:
        with Log(log, read_only=True) as opened:
            posts += story_check.posts_of_log(opened)
    if as_json:
        for row in story_check.lines(declared, posts):
            print_line(orjson.dumps(row, option=orjson.OPT_SORT_KEYS))
        return
    for story in declared:
        Console().print(reports.story(story, posts))
