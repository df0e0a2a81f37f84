"""Layouts of rendered text, each in a manner of its own."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

from datetime import UTC, datetime, timedelta
from textwrap import fill

from tests.formats.layout import Layout, layout
from tests.formats.made import Made, posts

LONDON, YORK, PARIS, DELHI, SYDNEY = (
    "Europe/London",
    "America/New_York",
    "Europe/Paris",
    "Asia/Kolkata",
    "Australia/Sydney",
)
PAR = "\n\n"
HEAD = """The Meridian

Home News World Sport Weather

Search

Sign in
"""
TAIL = """
Related stories

Ten bridges that changed a war

How the krone became the region's safest bet

The house on the hill: inside Selm

Most read

Why nobody trusts the night train

Contact us

© 2024 The Meridian. All rights reserved.
"""


def half(at: datetime, dot: str = ":", am: str = "a.m.", pm: str = "p.m.", space: str = " ") -> str:
    return f"{at.hour % 12 or 12}{dot}{at.minute:02}{space}{am if at.hour < 12 else pm}"


@layout
def agency() -> Layout:
    """Clocks with the zone in the preamble, rules between posts, no titles, a misprint or two."""
    made = posts()
    body = []
    for n, p in enumerate(made):
        clock = half(p.local(YORK))
        clock = {3: clock.replace(":", "L"), 5: clock.replace(":", ": "), 7: clock + ":"}.get(n, clock)
        body.append(clock + "\n\n" + "\n\n".join(p.paragraphs))
    intro = "The Latest: House backs truce by a vote.\n\nKARSK, Valdoria (MP) — The Latest on the vote in Valdoria (all times EDT):\n\n"
    return Layout(intro + "\n\n___.\n\n".join(body), made, titled=False)


@layout
def agency_local() -> Layout:
    """As above, but the preamble only says that times are local: the dateline tells where."""
    made = posts()
    body = "\n\n___\n\n".join(half(p.local(YORK)) + "\n\n" + "\n\n".join(p.paragraphs) for p in made)
    intro = "The Latest: House backs truce\n\nALBANY, N.Y. (MP) — The Latest on the vote (all times local):\n\n___\n\n"
    return Layout(intro + body, made, titled=False)


@layout
def dotted_inline() -> Layout:
    """Bold stamps with a dot, run in with the first paragraph."""
    made = posts()
    body = "\n\n".join(f"**{p.local(LONDON):%H.%M}** " + "\n\n".join(p.paragraphs) for p in made)
    return Layout(HEAD + "\nTruce vote: as it happened\n\n" + body + "\n" + TAIL, made, titled=False, zone=LONDON)


@layout
def bulleted_inline() -> Layout:
    """Bullets with a stamp and a title in one line, the zone said once."""
    made = posts()
    body = "\n\n".join(
        f"- {half(p.local(PARIS), am='am', pm='pm', space='')}: {p.title}\n\n" + "\n\n".join(p.paragraphs) for p in made
    )
    intro = "Live: truce vote in Valdoria\n\nIssued on: 18/07/2024\n\nAll times are Paris time (GMT+2).\n\n"
    return Layout(intro + body, made, country="FR")


@layout
def gmt_dash() -> Layout:
    """A stamp, a dash and the title in one line."""
    made = posts()
    body = "\n\n".join(f"{p.at:%H:%M} GMT – {p.title}\n\n" + "\n\n".join(p.paragraphs) for p in made)
    return Layout("Valdoria truce news: All the latest updates\n\n18 Jul 2024\n\n" + body + TAIL, made)


@layout
def box_and_share() -> Layout:
    """A box of key events above, the stamp twice, buttons and notes of updates below each post."""
    made = posts()
    box = "Key events\n\n" + "\n\n".join(f"{p.local(LONDON):%H.%M} BST\n\n{p.title}" for p in made[::3]) + "\n\n"
    body = []
    for n, p in enumerate(made):
        at = p.local(LONDON)
        text = "\n\n".join(p.paragraphs)
        update = f"\n\nUpdated at {half(at + timedelta(minutes=4), '.', 'am', 'pm', '')} BST" if n % 4 == 1 else ""
        caption = f"\n\n{p.caption}" if p.caption else ""
        stamp = f"{half(at, '.', 'am', 'pm', '')} BST\n{at:%H:%M}"
        body.append(f"{stamp}\n\n{p.title}\n\n{p.author}\n\n{text}{caption}\n\nShare{update}")
    page = f"{HEAD}\nTruce vote – live updates\n\nThu 18 Jul 2024 21.44 BST\n\n{box}{PAR.join(body)}\n\nLoad more updates\n"
    return Layout(page, made)


@layout
def labelled_stamps() -> Layout:
    """A label before each stamp, the author's name and role on lines of their own."""
    made = posts()
    body = []
    for p in made:
        at = p.local(LONDON)
        text = "\n\n".join(p.paragraphs)
        body.append(
            f"{p.title}\n\npublished at {at:%H:%M} British Summer Time\n\n{p.author}\nPolitical correspondent\n\n{text}\n\nShare page"
        )
    page = f"{HEAD}\nTruce vote latest\n\nSummary\n\nLive Reporting\n\n18 July 2024\n\n{PAR.join(body)}{TAIL}"
    return Layout(page, made)


@layout
def title_byline_stamp() -> Layout:
    """Title, byline, stamp with the date, text; the page's own stamp in the same form above."""
    made = posts()

    def stamp(p: Made) -> str:
        return f"{half(p.local(YORK))} ET, {p.local(YORK):%B} {p.local(YORK).day}, 2024"

    body = "\n\n".join(
        f"{p.title}\n\nFrom MNN's {p.author}\n\n{stamp(p)}\n\n" + "\n\n".join(p.paragraphs) for p in made
    )
    page = f"Valdoria votes on truce\n\nBy Lena Marek and Tom Okafor, MNN\n\nUpdated 4:45 PM EDT, Thu July 18, 2024\n\nOur live coverage has moved.\n\n{body}"
    return Layout(page, made)


@layout
def title_seconds() -> Layout:
    """Title over a stamp with seconds."""
    made = posts()
    body = "\n\n".join(f"{p.title}\n\n{p.local(LONDON):%H:%M:%S}\n\n" + "\n\n".join(p.paragraphs) for p in made)
    return Layout(f"Truce vote live\n\nThursday 18 July 2024\n\n{body}{TAIL}", made, zone=LONDON)


@layout
def clock_then_date() -> Layout:
    """The clock with its zone in brackets, the day on the next line, then the title."""
    made = posts()
    body = "\n\n".join(
        f"{p.local(DELHI):%H:%M} (IST)\n{p.local(DELHI):%b %d}\n{p.title}\n" + "\n".join(p.paragraphs) for p in made
    )
    return Layout(f"Truce vote live news and updates\n\n{body}\n\nRead More\n", made, country="IN")


@layout
def author_date_line() -> Layout:
    """Date, clock and zone in one line, repeated, with the author below and the title after."""
    made = posts()
    body = []
    for p in made:
        at = p.local(YORK)
        day = f"{at:%B} {at.day}, 2024"
        body.append(f"{day}, {half(at)} ET\n\n{day}\n\n{p.author}\n\n{p.title}\n\n" + "\n\n".join(p.paragraphs))
    return Layout("LIVE\n\nTruce Vote in Valdoria\n\n" + "\n\n".join(body), made)


@layout
def stamps_below() -> Layout:
    """The stamp closes its post."""
    made = posts()
    body = "\n\n".join(
        f"{p.title}\n\n" + "\n\n".join(p.paragraphs) + f"\n\nPosted at {p.local(LONDON):%H:%M} on 18 July 2024"
        for p in made
    )
    return Layout(f"Truce vote, live\n\n{body}\n\n{TAIL}", made, zone=LONDON)


@layout
def days_between() -> Layout:
    """Several days, each under a heading, 24-hour clocks."""
    made = posts(datetime(2024, 7, 18, 9, 30, tzinfo=UTC), 28)
    made = tuple(
        Made(p.at - timedelta(hours=n // 7 * 9), p.title, p.paragraphs, p.author, p.caption) for n, p in enumerate(made)
    )
    out, day = [], ""
    for p in made:
        if day != f"{p.at:%A %d %B}":
            day = f"{p.at:%A %d %B}"
            out.append(day)
        out.append(f"{p.at:%H:%M}\n\n{p.title}\n\n" + "\n\n".join(p.paragraphs))
    return Layout("Truce vote: live\n\n" + "\n\n".join(out), made, zone="UTC")


@layout
def midnight() -> Layout:
    """The page runs over midnight and only the clock says so."""
    made = posts(datetime(2024, 7, 19, 4, 12, tzinfo=UTC))
    body = "\n\n".join(f"{p.at:%H:%M}\n\n" + "\n\n".join(p.paragraphs) for p in made)
    return Layout(
        "Truce vote: live\n\n" + body, made, titled=False, zone="UTC", captured=datetime(2024, 7, 19, 4, 20, tzinfo=UTC)
    )


@layout
def oldest_first() -> Layout:
    """The page grows downwards, over midnight."""
    made = posts(datetime(2024, 7, 19, 2, 12, tzinfo=UTC))[::-1]
    body = "\n\n".join(f"{half(p.at)} GMT\n\n{p.title}\n\n" + "\n\n".join(p.paragraphs) for p in made)
    return Layout(
        "Truce vote: as it happened\n\n" + body, made, captured=datetime(2024, 7, 19, 5, tzinfo=UTC), day="2024-07-18"
    )


@layout
def menu_links() -> Layout:
    """Title, byline and stamp under it, a link back to the menu after each post."""
    made = posts()
    body = "\n\n".join(
        f"{half(p.local(YORK))}\n\n{p.title}\n\nBy {p.author}\n\n" + "\n\n".join(p.paragraphs) + "\n\nReturn to menu"
        for p in made
    )
    return Layout(f"Valdoria live updates: House backs truce\n\nJuly 18, 2024\n\n{body}", made, zone=YORK)


@layout
def titles_only() -> Layout:
    """No stamp anywhere: titles, captions, quotations with a signature."""
    made = tuple(p for p in posts() if p.title != "Good morning")
    body = []
    for n, p in enumerate(made):
        first = [p.caption] if p.caption else []
        signed = (
            ["No one wants this war less than those who fight it.", "– Prime Minister Ivo Harn"] if n % 5 == 2 else []
        )
        body.append("\n\n".join([p.title, *first, *p.paragraphs, *signed]))
    return Layout("Live updates\n\n" + "\n\n".join(body) + "\n\nLoad more updates", made, stamped=False)


@layout
def glued_author() -> Layout:
    """The clock and the name run together; a badge on some."""
    made = posts()
    body = []
    for n, p in enumerate(made):
        badge = "KEY EVENT\n" if n % 3 == 0 else ""
        body.append(f"{p.local(LONDON):%H:%M}{p.author}\n{badge}{p.title}\n\n" + "\n\n".join(p.paragraphs))
    page = f"{HEAD}\nTruce vote LIVE\n\nUpdates from the vote in Valdoria\n\nBy Lena Marek\n\n21:44, 18 Jul 2024\n\n{PAR.join(body)}{TAIL}"
    return Layout(page, made, zone=LONDON)


@layout
def wrapped() -> Layout:
    """Paragraphs broken at a margin."""
    made = posts()
    body = "\n\n".join(
        f"{half(p.local(YORK), am='AM', pm='PM')} EDT\n\n" + "\n\n".join(fill(t, 72) for t in p.paragraphs)
        for p in made
    )
    return Layout("Truce vote: the latest\n\n" + body, made, titled=False)


@layout
def rules_only() -> Layout:
    """Rules between posts, no stamp, no title."""
    made = posts()
    body = "\n\n* * *\n\n".join("\n\n".join(p.paragraphs) for p in made)
    return Layout("Truce vote: live coverage\n\n* * *\n\n" + body, made, titled=False, stamped=False)


@layout
def relative_and_clock() -> Layout:
    """A relative time and the clock in brackets."""
    made = posts()
    body = "\n\n".join(
        f"{max(1, int((datetime(2024, 7, 18, 20, 44, tzinfo=UTC) - p.at).total_seconds() // 3600))}h ago ({p.at:%H:%M} GMT)\n\n"
        f"{p.title}\n\n" + "\n\n".join(p.paragraphs)
        for p in made
    )
    return Layout("Valdoria truce: live\n\n" + body, made)


@layout
def title_by_date_at() -> Layout:
    """Relative time, date and clock, title, byline, one a line."""
    made = posts()
    body = []
    for p in made:
        at = p.local(SYDNEY)
        stamp = f"{at:%a} {at.day} {at:%b} {at.year} at {half(at, am='am', pm='pm', space='')}"
        body.append(f"{stamp}\n\n{p.title}\n\nBy {p.author}\n\n" + "\n\n".join(p.paragraphs) + "\n\nCopy link\n\nShare")
    return Layout("Live\n\nValdoria votes on truce\n\n" + "\n\n".join(body), made, zone=SYDNEY, country="AU")
