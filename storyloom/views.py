"""How threads, changes and evidence look on a terminal."""

import unicodedata
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from connectors.page import Page
from schemas.changes import Change
from schemas.claims import AspectClaim, AssertionClaim, Claim, FigureClaim, StatementClaim
from schemas.evidence import Evidence
from schemas.posts import Post
from schemas.story import Story
from schemas.threads import ThreadHead
from schemas.times import Interval
from storyloom.asof import Moment
from storyloom.dead_letters import Waiting
from storyloom.ledger import Ledger
from storyloom.reread import Difference, Reread
from storyloom.story_check import Tried, reason
from storyloom.wording import counted, short, when

_AROUND = 90
"""Characters of context shown on each side of cited words."""

_QUOTE = 110
"""Characters of a quotation shown in a table."""

_BEGINNING = 50
"""Characters of a post by which it is known again in a table."""

_RAW = 4000
"""Characters of a dead letter's record shown."""

_STANCE = {
    "welcomes": "green",
    "conditional": "yellow",
    "reserved": "yellow",
    "sceptical": "red",
    "opposes": "red",
    "neutral": "white",
}


def thread(head: ThreadHead) -> RenderableType:
    """One thread: its timeline, reactions, aspects and figures."""
    s = head.state
    parts: list[RenderableType] = [
        Text(
            f"{counted(s.posts, 'post')} of {counted(s.sources, 'source')}"
            + (f", {when(Interval(earliest=s.first, latest=s.last))}" if s.last else ""),
            style="dim",
        )
    ]
    if s.status:
        table = _table("Status", "since", "on the words", "sources")
        for step in s.status.timeline:
            now = step is s.status.timeline[-1]
            table.add_row(
                Text(step.state, style="bold cyan" if now else "cyan"),
                when(step.effective),
                _quoted(step.evidence[0]),
                str(step.sources),
            )
        parts.append(table)
    told = [r for r in s.reactions if r.stance]
    if told:
        table = _table("Reactions", "stance", "first seen", "on the words")
        for r in told:
            table.add_row(
                Text(r.party, style="bold"),
                Text(r.stance or "", style=_STANCE.get(r.stance or "", "")),
                when(r.first_seen),
                _quoted(r.evidence[0]),
            )
        parts.append(table)
    if s.aspects:
        table = _table("Also known", "value", "on the words")
        for a in s.aspects:
            table.add_row(a.path, a.value, _quoted(a.evidence[0]))
        parts.append(table)
    if s.figures:
        table = _table("Figures", "value", "on the words")
        for f in s.figures:
            for q in f.values:
                value = f"{q.qualifier + ' ' if q.qualifier else ''}{q.value:,g}" + (f"-{q.high:,g}" if q.high else "")
                table.add_row(
                    f.path.removeprefix("figures.") + (" (disputed)" if f.disputed else ""), value, _quoted(q.evidence)
                )
        parts.append(table)
    title = Text.assemble((head.title, "bold"), ("  " + head.thread, "dim"))
    return Panel(Group(*parts), title=title, title_align="left")


def changes(told: list[Change]) -> RenderableType:
    """Notifications, in the order in which they were told, under the thread they are of."""
    lines: list[RenderableType] = [Text("Notifications, in the order they were told", style="bold")]
    thread = ""
    for c in told:
        if c.subject != thread:
            thread = c.subject
            lines.append(Text(f"  {thread}", style="dim"))
        line = Text.assemble(
            (f"    {c.time:%Y-%m-%d %H:%M}  ", "dim"),
            (f"{c.type}  ", "cyan"),
            (c.data.path, "bold"),
        )
        if c.data.path != "thread":
            line.append(f"  {c.data.old or '–'} → ")
            line.append(c.data.new or "–", style="bold")
        if c.data.evidence:
            line.append("  ")
            line.append_text(_quoted(c.data.evidence[0]))
        lines.append(line)
    return Group(*lines)


def evidence(claims: list[Claim], ledger: Ledger) -> RenderableType:
    """The words of each claim, highlighted where they stand in their post."""
    parts: list[RenderableType] = []
    for c in claims:
        post = ledger.posts[c.evidence.post, c.evidence.revision]
        head = Text.assemble(
            (_said(c), "bold"),
            ("  " + (post.outlet or post.source) + ", " + when(post.published), "dim"),
            ("  copy" if c.copy_of else "", "dim"),
        )
        parts.append(Panel(_in_place(post, c.evidence), title=head, title_align="left"))
    return Group(*parts)


def page(parsed: Page) -> RenderableType:
    """The posts of a page, top first."""
    table = _table(parsed.title or parsed.format, "published", "title", "text")
    for p in parsed.posts:
        table.add_row(str(p.order), when(p.published), p.title or "", short(p.text, _QUOTE))
    return table


def dead_letters(letters: Sequence[Waiting]) -> RenderableType:
    """The dead letters that wait, one a line."""
    table = _table("id", "desk", "taken", "stage", "why")
    for w in letters:
        taken = f"{w.taken:%Y-%m-%d %H:%M}" if w.taken else "not known"
        why = w.reason + (f" ({w.times} times)" if w.times > 1 else "")
        table.add_row(w.id[:10], plain(w.desk or "not known"), taken, w.letter.stage, plain(why))
    return table


def dead_letter(w: Waiting) -> RenderableType:
    """One dead letter in full."""
    letter = w.letter
    table = Table(box=None, pad_edge=False, show_header=False)
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
        table.add_row(Text(name, style="dim"), plain(value))
    raw = letter.value.decode(errors="backslashreplace")
    more = f"\n… and {len(raw) - _RAW:,} characters more; --json has them all, in base64" if len(raw) > _RAW else ""
    size = f"the record, {len(letter.value):,} bytes"
    return Panel(
        Group(table, Panel(plain(raw[:_RAW]).append(more, "dim"), title=size, title_align="left")),
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
        table = _table("page", "post", "taken", "why", "begins")
        for post, why in tried:
            yes = why.match is not None
            begins = short(post.title or post.text, _BEGINNING)
            mark = Text("yes" if yes else "no", style="green" if yes else "dim")
            table.add_row(plain(post.page), post.post, mark, plain(reason(why)), plain(begins))
        taken = sum(why.match is not None for _, why in tried)
        parts += [Text(f"takes {taken} of {counted(len(posts), 'post')}", style="bold"), table]
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
        line.append(f"  {rests}“{short(d.words, _QUOTE)}”", style="italic")
    return line


def plain(text: str) -> Text:
    """Text from outside for a terminal: whatever could steer it, hide or turn around other text is escaped."""
    return Text("".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else repr(c)[1:-1] for c in text))


def show(console: Console, ledger: Ledger, heads: Sequence[ThreadHead], moment: Moment) -> None:
    """Threads, then what was told of them by then; what was so at a time was not told as that."""
    if moment:
        console.print(Text(_asked(moment), style="bold"))
    if not heads:
        console.print("no thread was there" if moment else "no thread yet; `storyloom replay` brings posts in")
    for head in heads:
        console.print(thread(head))
    names = {h.thread for h in heads}
    told = [c for c in ledger.changes if c.subject in names]
    if told and moment.valid is None:
        console.print(changes(told))


def _asked(moment: Moment) -> str:
    known = f"known by {moment.known:%Y-%m-%d %H:%M:%S} UTC" if moment.known else "known now"
    return f"What is {known}" + (f" to have been so at {moment.valid:%Y-%m-%d %H:%M:%S} UTC" if moment.valid else "")


def _said(c: Claim) -> str:
    match c:
        case AssertionClaim():
            return f"{c.state} ({c.factuality})"
        case StatementClaim():
            return f"{c.canonical or c.speaker or 'unnamed'}: {c.stance or 'no stance'}"
        case AspectClaim():
            return c.value
        case FigureClaim():
            return f"{c.qualifier + ' ' if c.qualifier else ''}{c.value:,g}"


def _in_place(post: Post, e: Evidence) -> Text:
    text = (post.title or "") if e.where == "title" else post.text
    start, end = max(0, e.start - _AROUND), min(len(text), e.end + _AROUND)
    return Text.assemble(
        ("…" if start else "") + text[start : e.start],
        (text[e.start : e.end], "bold black on yellow"),
        text[e.end : end] + ("…" if end < len(text) else ""),
    )


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _quoted(e: Evidence) -> Text:
    return Text(f"“{short(e.quote, _QUOTE)}”", style="italic")
