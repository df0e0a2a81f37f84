"""Layouts of smaller desks: long titles without times, a date on every line, clocks in brackets, lists within posts."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

from dataclasses import replace
from datetime import timedelta
from html import escape

from tests.formats.layout import Layout, layout
from tests.formats.layouts_html import p, page
from tests.formats.layouts_text import LONDON, PAR, PARIS, TAIL, YORK, half
from tests.formats.made import posts

LONG = (
    " as deputies from all four northern districts leave the house",
    ", while the relief agency says that many more are on their way",
    " and nobody in the capital will say when it is going to end",
)


@layout
def date_behind_clock_under_title() -> Layout:
    """Title, then the clock, a dash and the date, then the text."""
    made = posts()
    body = PAR.join(
        f"{m.title}\n\n{m.local(LONDON):%H:%M} – {m.local(LONDON).day} {m.local(LONDON):%b %Y}\n\n"
        + PAR.join(m.paragraphs)
        for m in made
    )
    head = "Truce vote – Updates and Analysis (18/07)\n\nThis page is no longer being updated. Apologies for any inconvenience caused.\n\nClick here to view the latest batch of updates.\n\n"
    return Layout(head + body, made, zone=LONDON)


@layout
def date_line_and_clock_line() -> Layout:
    """The date on one line, the clock on the next, no blank line anywhere; three posts have one and the same minute."""
    made = posts()
    made = tuple(replace(m, at=made[4].at) if n in (4, 5, 6) else m for n, m in enumerate(made))
    body = "\n".join(
        f"{m.local(PARIS):%d.%m.%Y}\n{m.local(PARIS):%H:%M} Uhr\n{m.title}\n" + "\n".join(m.paragraphs) for m in made
    )
    return Layout(f"Nachrichten & Aktuelle Meldungen im Live Ticker - Seite 8\n{body}", made, country="DE")


@layout
def long_titles_without_times() -> Layout:
    """No time and no blank line: titles as long as sentences, in the order in which they came."""
    made = tuple(m for m in posts() if m.title not in ("Good morning", "What we know so far"))
    made = tuple(replace(m, title=m.title + LONG[n % 3]) for n, m in enumerate(made))
    body = "\n".join("\n".join((m.title, *m.paragraphs)) for m in made)
    head = "Live\nMinute by minute\nVote on the truce in Valdoria, live: last hour and news\nL. Marek / T. Okafor / P. Venn\nParliament in Valdoria votes on a truce after a winter of war. Follow the last hour here.\n"
    return Layout(head + body, made, stamped=False)


@layout
def clocks_in_brackets() -> Layout:
    """The clock in brackets before a title in capitals."""
    made = tuple(replace(m, title=m.title.upper()) for m in posts())
    body = PAR.join(f"({m.local(YORK):%H:%M}) {m.title}\n\n" + PAR.join(m.paragraphs) for m in made)
    return Layout(f"Truce vote: live blog\n\n{body}", made, zone=YORK)


@layout
def timeline_within_a_post() -> Layout:
    """A post tells the day over by the clock; the clocks of posts stand in lines of their own."""
    made = posts()
    day = ("08:15 – The house sits.", "11:40 – The first speaker leaves.", "12:05 – The vote is put off.")
    made = tuple(
        replace(m, paragraphs=(*m.paragraphs, *day, "That is all so far.")) if n == 2 else m for n, m in enumerate(made)
    )
    body = PAR.join(f"{m.local(LONDON):%H:%M}\n\n{m.title}\n\n" + PAR.join(m.paragraphs) for m in made)
    return Layout(f"Truce vote: live\n\n18 July 2024\n\n{body}{TAIL}", made, zone=LONDON)


@layout
def ago_and_updated() -> Layout:
    """Date, clock and zone, a stroke and when it was changed, in one line; the author twice; "Share this" with a dash."""
    made = posts()
    body = []
    for m in made:
        at = m.local(YORK)
        stamp = f"Jul. {at.day}, 2024, {half(at, am='AM', pm='PM')} EDT"
        changed = f"Jul. {at.day}, 2024, {half(at + timedelta(minutes=9), am='AM', pm='PM')} EDT"
        body.append(
            f"{stamp} / Updated {changed}\n\n{m.title}\n\n{m.author}\n\n{m.author}\n\n"
            + PAR.join(m.paragraphs)
            + "\n\nShare this —"
        )
    return Layout(f"Truce vote live updates\n\nLatest updates on the vote\n\n{PAR.join(body)}", made)


@layout
def badge_and_clock_in_one_line() -> Layout:
    """A badge before or behind the clock, in its line."""
    made = posts()
    body = PAR.join(
        (f"KEY EVENT {m.local(LONDON):%H:%M}" if n % 3 == 0 else f"{m.local(LONDON):%H:%M} | Pinned" if n == 1 else f"{m.local(LONDON):%H:%M}")
        + f"\n\n{m.title}\n\n" + PAR.join(m.paragraphs)
        for n, m in enumerate(made)
    )  # fmt: skip
    return Layout(f"Truce vote: live\n\n18 July 2024\n\n{body}", made, zone=LONDON)


@layout
def two_zones_in_headings() -> Layout:
    """The place's own clock, and the readers' in brackets behind it; oldest first."""
    made = posts()[::-1]
    body = PAR.join(
        f"{half(m.local(PARIS), am='am', pm='pm', space='')} CEST ({half(m.local(YORK), am='am', pm='pm', space='')} EDT)\n\n"
        + PAR.join(m.paragraphs)
        for m in made
    )
    return Layout(
        f"Live-blogging the truce vote\n\nI decided to live blog the vote. I'll update this post as events happen.\n\n{body}",
        made,
        titled=False,
    )


@layout
def subheads_and_quotations() -> Layout:
    """Cards whose texts have subheads, lists and long quotations of their own."""
    made = posts()
    body = ""
    for n, m in enumerate(made):
        text = p(m)
        if n % 4 == 0 and len(m.paragraphs) > 2:
            text = (
                f"<p>{escape(m.paragraphs[0])}</p><blockquote><p>{escape(m.paragraphs[1])}</p></blockquote>"
                + "".join(f"<p>{escape(t)}</p>" for t in m.paragraphs[2:])
            )
        body += f"<div class='post-card' id='c{n}'><div class='post-card-top'><span>{half(m.local(LONDON), '.', 'am', 'pm', '')} BST</span></div><h2>{escape(m.title)}</h2><div class='post-card-text'>{text}</div></div>"
    return page(f"<div class='post-cards'>{body}</div>", made)


@layout
def day_tabs_and_days() -> Layout:
    """Three days under headings that say which day of the story each is; clocks alone in the posts."""
    made = tuple(replace(m, at=m.at - timedelta(hours=n // 5 * 15)) for n, m in enumerate(posts()))
    out, day = "", ""
    for m in made:
        at = m.local(LONDON)
        if day != f"{at:%A} {at.day} {at:%B}":
            day = f"{at:%A} {at.day} {at:%B}"
            out += f"<h2 class='day'>{day}</h2>"
        out += f"<div class='row'><span class='clk'>{at:%H:%M}</span><div class='txt'><h3>{escape(m.title)}</h3>{p(m)}</div></div>"
    return page(f"<div class='rows'>{out}</div>", made, zone=LONDON)
