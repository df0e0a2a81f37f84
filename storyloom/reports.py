"""How dead letters, stories tried on posts, other readings of a log and a worker's settings look on a terminal."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from schemas.story import Story
from storyloom.dead_letters import Waiting
from storyloom.reread import Difference, Reread
from storyloom.story_check import Tried, reason
from storyloom.terminal import QUOTE, plain, table
from storyloom.wording import counted, short

_BEGINNING: Final = 50
"""Characters of a post by which it is known again in a table."""

_RAW: Final = 4000
"""Characters of a dead letter's record shown."""


def dead_letters(letters: Sequence[Waiting]) -> RenderableType:
    """The dead letters that wait, one a line."""
    rows = table("id", "desk", "taken", "stage", "why")
    for w in letters:
        taken = f"{w.taken:%Y-%m-%d %H:%M}" if w.taken else "not known"
        why = w.reason + (f" ({w.times} times)" if w.times > 1 else "")
        rows.add_row(w.id[:10], plain(w.desk or "not known"), taken, w.letter.stage, plain(why))
    return rows


def dead_letter(w: Waiting) -> RenderableType:
    """One dead letter in full."""
    letter = w.letter
    facts = Table(box=None, pad_edge=False, show_header=False)
    rows = {
        "why": w.reason,
        "error": letter.error,
        "place": letter.location or "not known",
        "stage": f"{letter.stage}, version {letter.version}",
        "topic": letter.topic,
        "key": letter.key.decode(errors="backslashreplace"),
        "desk": w.desk or "not known",
        "taken": f"{w.taken:%Y-%m-%d %H:%M}" if w.taken else "not known",
        "met": "once" if w.times == 1 else f"{w.times} times",
    }
    for name, value in rows.items():
        facts.add_row(Text(name, style="dim"), plain(value))
    raw = letter.value.decode(errors="backslashreplace")
    more = f"\n… and {len(raw) - _RAW:,} characters more; --json has them all, in base64" if len(raw) > _RAW else ""
    size = f"the record, {len(letter.value):,} bytes"
    return Panel(
        Group(facts, Panel(plain(raw[:_RAW]).append(more, "dim"), title=size, title_align="left")),
        title=w.id,
        title_align="left",
    )


def story(told: Story, posts: Sequence[Tried]) -> RenderableType:
    """A declared story: what it looks for, and which of the posts it takes, on which words."""
    ladder, rungs = told.ladder, told.ladder.states[1:]
    rows = {
        "ladder": f"{ladder.id}: {' → '.join(s.name for s in rungs if s.move == 'progress')}",
        "turns": ", ".join(s.name for s in rungs if s.move != "progress"),
        "actors": ", ".join(told.actors),
        "places": ", ".join(p.name for p in told.places),
        "object": told.object or "",
        "excludes": ", ".join(told.exclude),
        "episode": f"ends after {told.gap_hours} hours of silence",
    }
    facts = Table(box=None, pad_edge=False, show_header=False)
    for name, value in rows.items():
        if value:
            facts.add_row(Text(name, style="dim"), plain(value))
    parts: list[RenderableType] = [facts]
    if posts:
        tried = [(post, post.on(told)) for post in posts]
        listed = table("page", "post", "taken", "why", "begins")
        for post, why in tried:
            yes = why.match is not None
            begins = short(post.title or post.text, _BEGINNING)
            mark = Text("yes" if yes else "no", style="green" if yes else "dim")
            listed.add_row(plain(post.page), post.post, mark, plain(reason(why)), plain(begins))
        taken = sum(why.match is not None for _, why in tried)
        parts += [Text(f"takes {taken} of {counted(len(posts), 'post')}", style="bold"), listed]
    title = Text.assemble((told.title, "bold"), ("  " + told.id, "dim"))
    return Panel(Group(*parts), title=title, title_align="left")


def reread(found: Reread) -> RenderableType:
    """What another reading of a log would change, by thread."""
    lines: list[RenderableType] = []
    for was, now in found.readers:
        lines.append(Text(f"posts are read by {now}, and were by {was}"))
    for story, old, new in found.stories:
        what = "is declared in other words" if old and new else "is new" if new else "is not declared any more"
        lines.append(Text(f"story {story} {what}"))
    thread = ""
    for d in found.differences:
        if d.thread != thread:
            thread = d.thread
            lines.append(Text(thread, style="dim"))
        lines.append(_difference(d))
    threads = len({d.thread for d in found.differences})
    count = f"{counted(len(found.differences), 'value')} in {counted(threads, 'thread')}"
    lines.append(Text(f"{count if threads else 'nothing'} would change; the log is as it was", style="bold"))
    return Group(*lines)


def _difference(d: Difference) -> Text:
    match d:
        case Difference(path="thread"):
            what = "would end" if d.new is None else "would be new" if d.old is None else f"would be {d.new}"
            line = Text.assemble("  ", ("thread", "bold"), f"  {what}")
        case Difference(path="post"):
            line = Text.assemble("  ", ("post", "bold"), "  would leave" if d.new is None else "  would join")
        case _:
            line = Text.assemble("  ", (d.path, "bold"), f"  {d.old or '–'} → ", (d.new or "–", "bold"))
    if d.words:
        rests = "" if d.path == "post" else "on " if d.new else "rested on "
        line.append(f"  {rests}“{short(d.words, QUOTE)}”", style="italic")
    return line


def variables(known: Iterable[tuple[str, str, str]]) -> RenderableType:
    """The variables of the environment that a worker reads, each with its default."""
    rows = table("variable", "default", "what it is for")
    for name, default, purpose in known:
        rows.add_row(plain(name), plain(default or "none"), plain(purpose))
    return rows
