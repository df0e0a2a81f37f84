"""The commands. Each reads its input, calls one thing and prints it; `--json` prints records as they are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from connectors import manifest as manifests
from connectors.formats import parse as parse_document
from connectors.recorded import observations
from connectors.replay import configure, observe
from connectors.stories import SHIPPED, load_stories
from schemas.codec import encode
from schemas.errors import BadInput
from schemas.record import Record
from schemas.topics import BY_NAME, CHANGES, DEAD_LETTERS, OBSERVATIONS, POSTS, THREADS, TOPICS
from storyloom import dead_letter_commands, parked_commands, reports, story_commands, views
from storyloom.asof import Moment, as_of
from storyloom.dead_letters import waiting
from storyloom.ledger import Ledger, read
from storyloom.options import (
    DEFAULT_LOG,
    AsJson,
    Kafka,
    KnownAt,
    LogFile,
    StoryFolder,
    ValidAt,
    cluster,
    instant,
    print_line,
)
from storyloom.progress import progress
from storyloom.reading import reading
from storyloom.reread import reread as read_again
from storyloom.reread import row
from storyloom.story_check import UNDATED, document
from storyloom.verify import PASSES
from storyloom.verify import verify as check
from storyloom.wording import counted
from streams.embedded import Log

_ABOUT = """Follow stories through live pages: what their state is, who said what, and on which words that rests.

Begin with `storyloom replay seeds` and `storyloom show`. Each command has its own `--help`."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=_ABOUT)

app.add_typer(dead_letter_commands.app, name="dead-letters")
app.add_typer(parked_commands.app, name="parked")
app.add_typer(story_commands.app, name="stories")


@app.command()
def replay(
    paths: Annotated[
        list[Path], typer.Argument(help="Folders with a manifest.yaml, or files of observations (.jsonl).")
    ],
    log: LogFile = DEFAULT_LOG,
    out: Annotated[Path | None, typer.Option(help="A folder for the topics as JSON Lines, one file each.")] = None,
    stories: StoryFolder = SHIPPED,
    kafka: Kafka = None,
) -> None:
    """Replay captures of live pages: onto the embedded log and through it, or onto Kafka for its workers.

    On Kafka, the same replay again adds nothing, and one that was cut short goes on where it ended.
    """
    records = tuple(_records(paths, stories))
    if kafka is not None:
        from connectors.kafka import named, publish  # the client is an extra

        publish(cluster(kafka), records, f"replay-{named(records)}")
        return
    with Log(log) as opened:
        opened.append(records)
        with progress("replaying", opened.waiting(), opened.waiting) as advanced:
            opened.run(advanced)
        _say_how_it_ended(opened, log)
        if out is not None:
            _write_topics(opened, out)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="One page: HTML, a feed, or its rendered text.")],
    captured_at: Annotated[str, typer.Option(help="When it was taken, ISO 8601 with an offset.")] = UNDATED,
    country: Annotated[str | None, typer.Option(help="Of the outlet, ISO 3166-1 alpha-2.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Of unmarked times on the page, such as Europe/London.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show which posts a page holds, with their times."""
    known = document(file, captured_at=captured_at, country=country, timezone=timezone)
    page = parse_document(known)
    if as_json:
        for post in page.posts:
            print_line(encode(post))
    else:
        Console().print(views.page(page))


@app.command()
def show(
    thread: Annotated[
        str | None, typer.Argument(help="A thread, or the beginning of its name; all where left out.")
    ] = None,
    log: LogFile = DEFAULT_LOG,
    kafka: Kafka = None,
    known_at: KnownAt = None,
    valid_at: ValidAt = None,
    as_json: AsJson = False,
) -> None:
    """Show the state of threads, and the notifications that led there; now, or as of other times.

    `--known-at` leaves out what became known only later, as if the log had been cut there. `--valid-at` shows what was
    so then, by all that is known, or was known at `--known-at`.
    """
    moment = _moment(known_at, valid_at)
    ledger = _ledger(log, kafka, moment)
    heads = [ledger.thread(thread)] if thread else list(ledger.threads())
    if as_json:
        for head in heads:
            print_line(encode(head))
    else:
        views.show(Console(), ledger, heads, moment)


@app.command()
def why(
    thread: Annotated[str, typer.Argument(help="A thread, or the beginning of its name.")],
    path: Annotated[str, typer.Argument(help="A path of its state: status, reactions.DE, plan.start ...")],
    log: LogFile = DEFAULT_LOG,
    kafka: Kafka = None,
    known_at: KnownAt = None,
    valid_at: ValidAt = None,
    as_json: AsJson = False,
) -> None:
    """Show the words on which a path of a thread's state rests, where they stand; now, or as of other times."""
    ledger = _ledger(log, kafka, _moment(known_at, valid_at))
    head = ledger.thread(thread)
    claims = ledger.claims_of(head, path)
    if not claims:
        there = ", ".join(ledger.paths_of(head)) or "none"
        raise BadInput(f"{path}: no words in {head.thread} are about that; there are: {there}")
    if as_json:
        for claim in claims:
            print_line(encode(claim))
    else:
        Console().print(views.evidence(claims, ledger))


@app.command()
def tail(
    topic: Annotated[str, typer.Argument(help="A topic; `storyloom topics` lists them.")],
    log: LogFile = DEFAULT_LOG,
    kafka: Kafka = None,
) -> None:
    """Print the records of a topic as JSON Lines."""
    if topic not in BY_NAME:
        raise BadInput(f"{topic}: no topic of that name; there are: {', '.join(BY_NAME)}")
    with reading(log, kafka) as opened:
        for record in opened.read(topic):
            print_line(record.value or b"null")


@app.command()
def topics() -> None:
    """List the topics: key, records, retention and size limit."""
    for topic in TOPICS:
        typer.echo(
            f"{topic.name:14} key: {topic.key:26} {topic.model:12} kept: {topic.kept:8} <= {topic.limit:,} bytes"
        )


@app.command()
def verify(log: LogFile = DEFAULT_LOG) -> None:
    """Check a log: same bytes on a replay (law 1), same state in another order (law 2), every value cites (law 6).

    Says what holds, what is broken and where, and what could not be compared. Exit code 1 where something is broken.
    """
    with Log(log, read_only=True) as opened, progress("verifying", _taken_in(opened) * PASSES) as advanced:
        found = check(opened, advanced)
    for line in (*found.holds, *found.broken, *found.notes):
        typer.echo(line)
    if found.broken:
        raise typer.Exit(1)


@app.command()
def reread(
    rules: Annotated[Path, typer.Option(help="A folder of stories and their ladders: the new ones.")] = SHIPPED,
    log: LogFile = DEFAULT_LOG,
    as_json: AsJson = False,
) -> None:
    """Read a log again with other stories and ladders, and the rules of this version: show what would change.

    Every post is read anew, as if these stories had been declared before the first one. The log itself stays as it is.
    """
    stories = load_stories(rules)
    with Log(log, read_only=True) as opened, progress("reading again", _taken_in(opened)) as advanced:
        found = read_again(opened, stories, advanced)
    if as_json:
        for difference in found.differences:
            print_line(row(difference))
    else:
        Console().print(reports.reread(found))


@app.command()
def worker(
    settings: Annotated[bool, typer.Option("--settings", help="List the variables that it reads, and end.")] = False,
) -> None:
    """Run the tasks on Kafka, as a service in a Faust app; settings come from the environment: see --settings."""
    if settings:
        from streams.settings import variables  # the client is an extra, and this comes with it

        Console().print(reports.variables(variables()))
        return
    from streams.worker import main as work

    work()


def _moment(known_at: str | None, valid_at: str | None) -> Moment:
    return Moment(instant(known_at, "--known-at"), instant(valid_at, "--valid-at"))


def _ledger(log: Path, kafka: str | None, moment: Moment) -> Ledger:
    with reading(log, kafka) as opened:
        if not moment:
            return read(opened)
        with progress("folding", sum(1 for _ in opened.read(POSTS.name))) as advanced:
            return as_of(opened, moment, advanced)


def _taken_in(log: Log) -> int:
    """How many records the tasks have taken in."""
    return sum(1 for topic in (OBSERVATIONS, POSTS) for _ in log.read(topic.name))


def _records(paths: list[Path], stories: Path) -> Iterator[Record]:
    loaded = [(path, manifests.load(path) if path.is_dir() else None) for path in paths]
    desks = {d.manifest.desk for _, folder in loaded if folder for d in folder[0]} | {"main"}
    yield from configure(load_stories(stories), desks)
    for path, folder in loaded:
        if folder is None:
            yield from observations(path)
        else:
            yield from observe(*folder)


def _say_how_it_ended(log: Log, path: Path) -> None:
    """A line for a person at a terminal, and for anybody where records were lost."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    where = "" if path == DEFAULT_LOG else f" --log {path}"
    if console.is_terminal:
        threads = len({r.key for r in log.read(THREADS.name)})
        changes = sum(1 for _ in log.read(CHANGES.name))
        told = f"{counted(changes, 'notification')} of {counted(threads, 'thread')}"
        console.print(f"{told}: `storyloom show{where}` shows them", markup=False)
    if letters := waiting(log.read(DEAD_LETTERS.name)):
        lost = f"{counted(len(letters), 'record')} could not be used"
        console.print(f"storyloom: {lost}: `storyloom dead-letters list{where}` says why", markup=False)


def _write_topics(log: Log, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for topic in TOPICS:
        with (out / f"{topic.name}.jsonl").open("wb") as file:
            for record in log.read(topic.name):
                if record.value is not None:
                    file.write(record.value + b"\n")
