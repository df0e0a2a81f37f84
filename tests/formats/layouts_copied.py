"""Layouts of text as it is copied from a browser or kept by an archive: lists with their marks, lines run together."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.formats.layout import Layout, layout
from tests.formats.layouts_text import HEAD, LONDON, PAR, SYDNEY, TAIL, YORK, half
from tests.formats.made import Made, posts

DELHI = "Asia/Kolkata"


def _indented(lines: tuple[str, ...], by: int = 4) -> str:
    return PAR.join(" " * by + line for line in lines)


def _long(at: datetime) -> str:
    return f"{at:%B} {at.day}, {at.year}"


@layout
def bullets_of_clocks() -> Layout:
    """A list, oldest first: the clock is the item, the text stands indented under it; some items hold a picture only."""
    made = posts()[::-1]
    body = []
    for n, m in enumerate(made):
        body.append(f"  • {m.local(LONDON):%H:%M}\n" + "\n".join("    " + t for t in m.paragraphs))
        if n % 4 == 2:
            body.append(f"  • {m.local(LONDON):%H:%M}\n")
    head = "News Blog\n\nA rolling look at today's events\n\nLena Marek Thu, Jul 18\nLIVE: News Blog\n\nSort by:\n\n  • Latest first\n  • Oldest first\n  • This event has now ended\n"
    return Layout(head + "\n".join(body), made, titled=False, zone=LONDON)


@layout
def numbered_items() -> Layout:
    """A numbered list without times: title behind the number, a name and an outlet, captions, bullets within posts."""
    made = posts()
    body = []
    for n, m in enumerate(made):
        signed = (m.author, "MNN News") if n % 3 == 1 else ()
        shown = (m.caption,) if m.caption else ()
        said = m.paragraphs if n % 5 != 4 else (*m.paragraphs[:1], *(f"• {t}" for t in m.paragraphs[1:]))
        body.append(f"  {n + 1}. {m.title}\n\n" + _indented((*signed, *shown, *said)))
    head = "Got a licence?\n\nYou need one to watch on any channel. It's the law.\n\nFind out more\nI don't have a licence.\n\nLive Reporting\n\nEdited by Lena Marek\n\nAll times stated are UK\n\nGet involved\n\n"
    return Layout(head + PAR.join(body), made, stamped=False, country="GB")


@layout
def signed_and_dated_below() -> Layout:
    """Who wrote, who edited and when, in one line under each post; a badge over some."""
    made = posts()
    body = []
    for n, m in enumerate(made):
        at = m.local(SYDNEY)
        badge = "  • Key Post\n\n" if n % 3 == 0 else ""
        end = f"by {m.author} edited by Jonas de Witt {at.month}/{at.day}/{at.year} {half(at, am='AM', pm='PM').replace(' ', ':07 ')}"
        body.append(f"{badge}    {m.title}\n\n" + _indented(m.paragraphs) + f"\n\n    {end}")
    head = "Truce vote live: House meets in Karsk - MNN News\n\nUpdated April 10, 2013 13:53:59\n\nTruce vote live: House meets in Karsk\n\n"
    return Layout(head + PAR.join(body), made, zone=SYDNEY, country="AU")


@layout
def dashes_before_dates() -> Layout:
    """A dash, the date, the clock and the zone; title and text on the lines below, no blank line anywhere."""
    made = posts()
    body = "\n".join(
        f"- {m.local(DELHI):%d %b %Y} {half(m.local(DELHI), am='AM', pm='PM')} IST\n{m.title}\n"
        + "\n".join(m.paragraphs)
        for m in made
    )
    head = "July 18 News Live | House backs truce by one vote\nCatch all the important news updates from Valdoria\nHere is the top news of Thursday, July 18, 2024, including politics.\nRead updates below.\nLive Updates\n"
    return Layout(head + body, made, country="IN")


@layout
def dates_with_who_posted() -> Layout:
    """Each post behind a lone dash: date, clock, zone in brackets, who posted it, all in one line."""
    made = posts()
    body = "\n".join(
        f"-\n{_long(m.local(DELHI))} {half(m.local(DELHI), am='AM', pm='PM')} (IST) Posted by {m.author}\n{m.title}\n"
        + "\n".join(m.paragraphs)
        for m in made
    )
    head = "Breaking News, July 18 | HIGHLIGHTS\nThe Meridian provides you all the breaking news on a single platform.\nHello and welcome to our coverage. Stay informed as our team brings you the latest from Valdoria and elsewhere.\nLive updates : Breaking News, July 18 | LIVE UPDATES\n"
    return Layout(head + body, made, country="IN")


@layout
def some_titles_behind_stamps() -> Layout:
    """The title stands behind the stamp in its line, where there is one; half of the posts have none."""
    made = posts()
    made = tuple(replace(m, title="") if n % 2 else m for n, m in enumerate(made))
    body = "\n".join(
        f"{half(m.local(LONDON), '.', 'am', 'pm', '')} BST{' ' + m.title if m.title else ''}\n"
        + "\n".join(m.paragraphs)
        for m in made
    )
    return Layout(body, made, country="GB")


@layout
def clock_and_colon() -> Layout:
    """A clock with a colon runs in with the text; bullets under the page's title, a summary of several lines."""
    made = posts()
    body = PAR.join(f"{half(m.local(LONDON), '.', 'am', 'pm', '')}: " + PAR.join(m.paragraphs) for m in made)
    head = "Truce passes, says speaker - Thursday 18 July\n\nOpposition goes to court\n• Shelling reported near Selm\n• Markets rise\n\nRead the latest summary\nDeputies in Karsk\nA video image of deputies in Karsk. Photograph: -/Press Union\nLive blog: recap\n\n"
    return Layout(head + body, made, titled=False, zone=LONDON)


@layout
def clocks_in_two_zones() -> Layout:
    """One clock, a stroke and the same in another zone, a colon, the text."""
    made = posts()
    body = PAR.join(
        f"{half(m.local(LONDON), '.', 'am', 'pm', '')} BST/{half(m.local(YORK), '.', 'am', 'pm', '')} ET: "
        + PAR.join(m.paragraphs)
        for m in made
    )
    return Layout(f"Truce vote: live updates\n\n{body}{TAIL}", made, titled=False)


@layout
def updates_in_brackets() -> Layout:
    """Notes of updates in brackets at the head of each post, under the date of the page's own line."""
    made = posts()
    body = PAR.join(f"[Updated at {half(m.local(YORK))}] " + PAR.join(m.paragraphs) for m in made)
    return Layout(
        f"July 18th, 2024\n04:41 PM ET\n\nTruce vote in Valdoria: live blog\n\n{body}", made, titled=False, zone=YORK
    )


@layout
def clock_in_two_forms() -> Layout:
    """The clock once for readers and once for machines, on two lines; the text right below."""
    made = posts()
    body = "\n".join(
        f"{half(m.local(LONDON), '.', 'am', 'pm', '')} BST\n{m.local(LONDON):%H:%M}\n" + "\n".join(m.paragraphs)
        for m in made
    )
    head = "This article is from another source and was first published or seen on . It last changed over 40 days ago and won't be checked again.\n\nThe article has changed 23 times. There is an RSS feed of changes available.\n\nTruce passes by one vote – live\n(35 minutes later)\n"
    return Layout(head + body, made, titled=False)


@layout
def datelines() -> Layout:
    """Neither times nor titles: a rule and the dateline open a post; some have no dateline."""
    made = posts()
    towns = ("KARSK, Valdoria", "SELM, Valdoria", "LUND", "GENEVA")
    body = "\n\n___\n\n".join(
        (f"{towns[n % 4]} — " if n % 3 else "") + PAR.join(m.paragraphs) for n, m in enumerate(made)
    )
    made = tuple(
        replace(m, paragraphs=(f"{towns[n % 4]} — {m.paragraphs[0]}", *m.paragraphs[1:])) if n % 3 else m
        for n, m in enumerate(made)
    )
    return Layout(
        f"The Latest: House backs truce\n\nThe Latest on the vote in Valdoria:\n\n___\n\n{body}\n\n___\n\nFollow MP coverage of the vote at https://mp.example/vote",
        made,
        titled=False,
        stamped=False,
    )


@layout
def datelines_alone() -> Layout:
    """The rules were lost when the page was copied: nothing but datelines, and more space above them."""
    made = posts()
    towns = ("KARSK, Valdoria", "SELM, Valdoria", "LUND", "GENEVA")
    made = tuple(
        replace(m, paragraphs=(f"{towns[n % 4]} — {m.paragraphs[0]}", *m.paragraphs[1:])) for n, m in enumerate(made)
    )
    body = "\n\n\n".join(PAR.join(m.paragraphs) for m in made)
    return Layout(
        f"The Latest: House backs truce\n\nThe Latest on the vote in Valdoria:\n\n\n{body}",
        made,
        titled=False,
        stamped=False,
    )


@layout
def plus_signs() -> Layout:
    """A ticker: clock and title between plus signs, the text below."""
    made = posts()
    body = PAR.join(f"+++ {m.local(LONDON):%H:%M} {m.title} +++\n" + PAR.join(m.paragraphs) for m in made)
    return Layout(f"Truce vote in the live ticker\n\n{body}", made, zone=LONDON)


@layout
def everything_in_one_paragraph() -> Layout:
    """Clock, title and text run together in one paragraph."""
    made = tuple(replace(m, paragraphs=(f"{m.title} {m.paragraphs[0]}", *m.paragraphs[1:])) for m in posts())
    body = PAR.join(f"{m.local(LONDON):%H:%M} " + " ".join(m.paragraphs) for m in made)
    return Layout(f"Follow live the vote on the truce in Valdoria.\n\n{body}", made, titled=False, zone=LONDON)


@layout
def months_ago() -> Layout:
    """Kept long after the day: all posts say the same number of months, then title, author and text."""
    made = posts()
    body = PAR.join(f"3 months ago\n\n{m.title}\n\n{m.author}\n\n" + PAR.join(m.paragraphs) for m in made)
    head = "Administration\n\nLive updates: House backs truce in Valdoria\n\nParliament approved the truce on Thursday after a night of debate.\n\nRead the latest below.\n\n"
    return Layout(head + body, made, stamped=False, captured=datetime(2024, 10, 16, tzinfo=UTC))


@layout
def day_heads_and_colons() -> Layout:
    """The day in a line of its own, then clocks with a colon at the head of the text; three days, newest first."""
    made = posts(datetime(2024, 7, 18, 9, 30, tzinfo=UTC), 14)
    made = tuple(replace(m, at=m.at - timedelta(hours=n // 5 * 16)) for n, m in enumerate(made))
    out, day = [], ""
    for m in made:
        at = m.local(LONDON)
        if day != f"{at:%A %d %B}":
            day = f"{at:%A %d %B}"
            out.append(day)
        out.append(f"{half(at)}: " + PAR.join(m.paragraphs))
    head = "Valdoria: As It's Happening\n\nValdoria's parliament has voted on a truce after a winter of war.\n\n"
    return Layout(head + PAR.join(out), made, titled=False, zone=LONDON)


@layout
def full_hours() -> Layout:
    """A clock on the hour is printed without minutes; noon and midnight are words; rules between posts."""
    made = posts(datetime(2024, 7, 19, 1, 4, tzinfo=UTC))
    made = tuple(replace(m, at=m.at.replace(minute=0)) if n in (3, 6, 8) else m for n, m in enumerate(made))
    body = []
    for m in made:
        at = m.local(YORK)
        clock = f"{at.hour % 12 or 12} {'a.m.' if at.hour < 12 else 'p.m.'}" if at.minute == 0 else half(at)
        body.append(f"{clock}\n\n" + PAR.join(m.paragraphs))
    intro = "The Latest: House backs truce\n\nKARSK, Valdoria (MP) — The Latest on the vote in Valdoria (all times Eastern):\n\n"
    return Layout(intro + "\n\n___\n\n".join(body), made, titled=False, captured=datetime(2024, 7, 19, 2, tzinfo=UTC))


@layout
def today_and_yesterday() -> Layout:
    """ "Today" and "Yesterday" before the clock; title, author, text; links under each."""
    made = posts(datetime(2024, 7, 18, 4, 30, tzinfo=UTC))
    body = []
    for m in made:
        at = m.local("Asia/Jerusalem")
        word = "Today" if at.day == 18 else "Yesterday"
        body.append(
            f"{m.title}\n\nBy {m.author} {word}, {half(at, am='am', pm='pm')}\n\n"
            + PAR.join(m.paragraphs)
            + "\n\nShare\n\nCopy link"
        )
    return Layout(
        f"Liveblog: truce vote\n\n{PAR.join(body)}",
        made,
        zone="Asia/Jerusalem",
        captured=datetime(2024, 7, 18, 5, tzinfo=UTC),
    )


@layout
def posted_with_short_day() -> Layout:
    """A label, the clock and a short day; the role of who wrote; a share button between."""
    made = posts(datetime(2024, 7, 18, 2, 30, tzinfo=UTC))
    body = []
    for m in made:
        at = m.local(LONDON)
        body.append(
            f"{m.title}\n\nPosted at {at:%H:%M} {at.day} {at:%b}\n\n{m.author}\nPolitical correspondent\n\n"
            + PAR.join(m.paragraphs)
            + "\n\nShare this post\nCopy this link\nRead more about these links."
        )
    head = f"{HEAD}\nTruce vote latest\n\nLive Reporting\n\nAll times stated are UK\n\n"
    return Layout(
        head + PAR.join(body) + "\n\nPage 1 of 4\n\n1\n2\n3\n4\n\nNext\nLast page",
        made,
        captured=datetime(2024, 7, 18, 9, tzinfo=UTC),
    )


@layout
def crowded() -> Layout:
    """Every post among buttons, counts, advertisements, a newsletter, a poll, and what else to read."""
    made = posts()
    body = []
    for n, m in enumerate(made):
        at = m.local(LONDON)
        between = (
            ("ADVERTISEMENT", "Scroll to continue with content"),
            (
                "Sign up to our daily letter",
                "The stories that matter, in your inbox every morning.",
                "Your email address",
                "SIGN UP",
            ),
            ("Read more: Ten things about bridges you never knew", "READ MORE", "Why nobody trusts the night train"),
        )[n % 3]
        text = PAR.join(m.paragraphs)
        body.append(
            f"{at:%H:%M} BST\n\n{m.title}\n\nBy {m.author}\n\n1 min read\n\n{text}\n\n12 Comments\n\n34 Likes\n\nShare on Facebook\n\nShare on X"
        )
        if n % 4 == 1:
            body.append(PAR.join(between[:2]) if n != 5 else PAR.join(between))
    return Layout(f"{HEAD}\nTruce vote: live\n\n{PAR.join(body)}{TAIL}", made)


@layout
def summary_stuck_on_top() -> Layout:
    """A summary without a stamp is held above the posts, with the list of key points and who is live."""
    made = posts()
    body = PAR.join(
        f"{half(m.local(YORK), am='AM', pm='PM')} EDT\n\n{m.title}\n\n" + PAR.join(m.paragraphs) for m in made
    )
    head = "What to know\n\n• The House has backed the truce by 88 votes to 87.\n• The rebels have not said whether they will sign.\n• A second vote is due on Friday at 10:30 a.m. ET.\n\nLive\n4 reporters are with the story\n\nJul. 18, 2024, 4:44 PM EDT\n\n"
    return Layout(f"Live updates: House backs truce in Valdoria\n\nBy Lena Marek and Tom Okafor\n\n{head}{body}", made)


def _dated(m: Made) -> str:
    at = m.local("Asia/Singapore")
    return f"{at:%b} {at.day:02}, {at.year}, {half(at, am='AM', pm='PM')} SGT"


@layout
def date_clock_zone_over_title() -> Layout:
    """Date, clock and zone over the title; half a day off where the page is read."""
    made = posts()
    body = PAR.join(f"{_dated(m)}\n\n{m.title}\n\n" + PAR.join(m.paragraphs) for m in made)
    return Layout(
        f"Live: truce vote\n\nPublished Jul 18, 2024, 02:12 PM\n\nUpdated Jul 19, 2024, 04:43 AM\n\n{body}",
        made,
        country="SG",
    )
