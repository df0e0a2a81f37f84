"""How threads, changes and evidence look on a terminal."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from connectors.page import Page
from schemas.changes import Change
from schemas.claims import AspectClaim, AssertionClaim, Claim, FigureClaim, StatementClaim
from schemas.evidence import Evidence
from schemas.posts import Post
from schemas.threads import ThreadHead
from schemas.times import Interval, Published
from storyloom.asof import Moment
from storyloom.ledger import Ledger
from storyloom.story_check import UNDATED
from storyloom.terminal import QUOTE, plain, table
from storyloom.wording import counted, short, when

_FAR = datetime.fromisoformat(UNDATED) - timedelta(days=30)
"""No page knows of a time this late: it is that of a capture of which nobody said when it was, or shortly before it."""

_AROUND = 90
"""Characters of context shown on each side of cited words."""


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
        rows = table("Status", "since", "on the words", "sources")
        for step in s.status.timeline:
            now = step is s.status.timeline[-1]
            rows.add_row(
                Text(step.state, style="bold cyan" if now else "cyan"),
                when(step.effective),
                _quoted(step.evidence[0]),
                str(step.sources),
            )
        parts.append(rows)
    told = [r for r in s.reactions if r.stance]
    if told:
        rows = table("Reactions", "stance", "first seen", "on the words")
        for r in told:
            rows.add_row(
                Text(r.party, style="bold"),
                Text(r.stance or "", style=_STANCE.get(r.stance or "", "")),
                when(r.first_seen),
                _quoted(r.evidence[0]),
            )
        parts.append(rows)
    if s.aspects:
        rows = table("Also known", "value", "on the words")
        for a in s.aspects:
            rows.add_row(a.path, plain(a.value), _quoted(a.evidence[0]))
        parts.append(rows)
    if s.figures:
        rows = table("Figures", "value", "on the words")
        for f in s.figures:
            for q in f.values:
                value = f"{q.qualifier + ' ' if q.qualifier else ''}{q.value:,g}" + (f"-{q.high:,g}" if q.high else "")
                rows.add_row(
                    f.path.removeprefix("figures.") + (" (disputed)" if f.disputed else ""), value, _quoted(q.evidence)
                )
        parts.append(rows)
    title = Text.assemble(plain(head.title, "bold"), ("  " + head.thread, "dim"))
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
    rows = table("post", "published", "title", "text")
    for p in parsed.posts:
        rows.add_row(str(p.order + 1), _printed(p.published), plain(p.title or ""), plain(short(p.text, QUOTE)))
    posts = f"{counted(len(parsed.posts), 'post')}, read as {parsed.format}"
    return Group(Text.assemble(plain(parsed.title or "no title", "bold"), (f"  {posts}", "dim")), rows)


def _printed(published: Published) -> str:
    """When a post was published; on an unknown day where the page prints a clock and nobody said when it was taken."""
    if published.latest < _FAR:
        return when(published)
    clock = published.precision in ("second", "minute") and published.basis == "stamped"
    return f"{published.latest:%H:%M}, day not known" if clock else "not known"


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
        plain(("…" if start else "") + text[start : e.start]),
        plain(text[e.start : e.end], "bold black on yellow"),
        plain(text[e.end : end] + ("…" if end < len(text) else "")),
    )


def _quoted(e: Evidence) -> Text:
    return plain(f"“{short(e.quote, QUOTE)}”", "italic")
