"""Layouts of pages as they are kept: printed on paper, turned into Markdown, with odd spaces, with lines run together."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

from datetime import UTC, datetime

from tests.formats.layout import Layout, layout
from tests.formats.layouts_text import HEAD, LONDON, PAR, TAIL, YORK, half
from tests.formats.made import posts


@layout
def printed_on_paper() -> Layout:
    """Every sheet has a line on top with the time of printing and the page's title, and one below with its address."""
    made = posts()
    lines = [
        line
        for m in made
        for line in (f"{half(m.local(YORK), am='AM', pm='PM')} EDT", m.title, f"By {m.author}", *m.paragraphs)
    ]
    out = []
    for n, line in enumerate(lines):
        if n % 17 == 11:
            out.append(f"https://meridian.example/live/truce-vote {n // 17 + 1}/5")
            out.append("7/18/24, 4:44 PM Truce vote in Valdoria – live updates | The Meridian")
        out.append(line)
    head = "7/18/24, 4:44 PM Truce vote in Valdoria – live updates | The Meridian\n\nLIVE\n\nTruce vote in Valdoria – live updates\n\n"
    return Layout(head + PAR.join(out) + "\n\nhttps://meridian.example/live/truce-vote 5/5", made)


@layout
def markdown_headings() -> Layout:
    """Markdown: titles as headings with links, the clock in bold below, pictures, links to share, rules."""
    made = posts()
    body = "\n\n* * *\n\n".join(
        f"## [{m.title}](https://meridian.example/live#p{n})\n\n**{m.local(LONDON):%H:%M} BST**\n\n![](https://meridian.example/{n}.jpg)\n\n"
        + PAR.join(m.paragraphs)
        + "\n\n[Share](https://meridian.example/s) [Copy link](#)"
        for n, m in enumerate(made)
    )
    head = (
        "# Truce vote in Valdoria – live\n\n[Skip to content](#main)\n\n* [Home](/)\n* [World](/w)\n* [Sport](/s)\n\n"
    )
    return Layout(head + body, made)


@layout
def markdown_links_for_clocks() -> Layout:
    """Markdown: the clock is a link to the post, the title in bold."""
    made = posts()
    body = PAR.join(
        f"[{m.local(LONDON):%H.%M} BST](https://meridian.example/live?page=with:block-{n}#block-{n})\n\n**{m.title}**\n\n"
        + PAR.join(m.paragraphs)
        for n, m in enumerate(made)
    )
    return Layout(f"# Truce vote in Valdoria – live\n\n{body}{TAIL}", made)


@layout
def odd_spaces() -> Layout:
    """Spaces that do not break a line, narrow ones, marks without width, line ends of another system."""
    made = posts()
    body = PAR.join(
        f"\u200b{half(m.local(YORK), am='AM', pm='PM', space=chr(0x202F))}\u00a0EDT\u200b\n\n\u00a0{m.title}\u00a0\n\n"
        + PAR.join(m.paragraphs)
        for m in made
    )
    return Layout(f"Truce vote: live\n\n{body}{TAIL}".replace("\n", "\r\n"), made)


@layout
def ago_run_into_title() -> Layout:
    """A relative time, the clock and the title in one line without a space, as a script reads them."""
    made = posts()
    now = datetime(2024, 7, 18, 20, 44, tzinfo=UTC)
    body = PAR.join(
        f"{int((now - m.at).total_seconds() // 60)} mins ago{m.local(LONDON):%H:%M} BST\n{m.title}\n"
        + PAR.join(m.paragraphs)
        for m in made
    )
    return Layout(f"{HEAD}\nTruce vote: live\n\n{body}{TAIL}", made)


@layout
def everything_indented() -> Layout:
    """All posts are indented with tabs, stamps less so, with trailing spaces."""
    made = posts()
    body = PAR.join(
        f"\t{m.local(LONDON):%H:%M} BST   \n\n\t\t{m.title}   \n\n" + PAR.join(f"\t\t{t}   " for t in m.paragraphs)
        for m in made
    )
    return Layout(f"\tTruce vote: live\n\n{body}{TAIL}", made)


@layout
def handles_for_authors() -> Layout:
    """The author's handle and the clock in one line, a picture's credit under some."""
    made = posts()
    body = []
    for n, m in enumerate(made):
        shown = f"\n\n{m.caption}" if m.caption and n else ""
        body.append(
            f"{m.local(LONDON):%H:%M} BST · @{m.author.split()[0].lower()}\n\n{m.title}\n\n"
            + PAR.join(m.paragraphs)
            + shown
        )
    return Layout(f"Truce vote: live\n\n{PAR.join(body)}{TAIL}", made)


@layout
def titles_with_clocks_in_them() -> Layout:
    """Titles that speak of hours themselves, and texts whose first words are one."""
    made = posts()
    made = tuple(
        type(m)(
            m.at,
            m.title + " at 11:30 on Friday" if n % 3 == 0 else m.title,
            ("At 10:15 the house rose. " + m.paragraphs[0], *m.paragraphs[1:]) if n % 4 == 1 else m.paragraphs,
            m.author,
            m.caption,
        )
        for n, m in enumerate(made)
    )
    body = PAR.join(
        f"{half(m.local(LONDON), '.', 'am', 'pm', '')}\n\n{m.title}\n\n" + PAR.join(m.paragraphs) for m in made
    )
    return Layout(f"Truce vote: live\n\n{body}{TAIL}", made, zone=LONDON)
