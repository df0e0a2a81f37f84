"""Layouts as machines leave them: things run together, said twice, hidden, or said only as a number."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

from html import escape

from tests.formats.layout import Layout, layout
from tests.formats.layouts_html import p, page
from tests.formats.layouts_text import HEAD, LONDON, PARIS, TAIL, YORK, half
from tests.formats.made import posts


@layout
def day_run_together() -> Layout:
    """Date, clock and date once more without a space, as two spans of one element are rendered."""
    made = posts()
    body = []
    for m in made:
        at = m.local(YORK)
        day = f"{at:%B} {at.day}, {at.year}"
        body.append(f"{day}, {half(at)} ET{day}\n\n{m.author}\n\n{m.title}\n\n" + "\n\n".join(m.paragraphs))
    return Layout("LIVE\n\nTruce Vote in Valdoria\n\n" + "\n\n".join(body) + TAIL, made)


@layout
def clock_run_together() -> Layout:
    """A label, the clock, and the clock once more without a space; a badge; the title."""
    made = posts()
    body = "\n\n".join(
        f"Posted at {m.local(LONDON):%H:%M}{m.local(LONDON):%H:%M}\n{m.title}\n" + "\n".join(m.paragraphs) for m in made
    )
    return Layout(f"{HEAD}\nTruce vote: live\n\n{body}{TAIL}", made, zone=LONDON)


@layout
def stamp_behind_title() -> Layout:
    """The stamp stands behind the title, in its line."""
    made = posts()
    body = "\n\n".join(
        f"{m.title}, published at {m.local(LONDON):%H:%M} BST\n\n" + "\n\n".join(m.paragraphs) for m in made
    )
    return Layout(f"{HEAD}\nTruce vote: live\n\n18 July 2024\n\n{body}{TAIL}", made)


@layout
def hidden_stamp() -> Layout:
    """The only stamp is hidden in the title, for screen readers."""
    made = posts()
    body = "".join(
        f"<li class=s><h3><span>{escape(m.title)}</span><span class='visually-hidden'>, published at {m.local(LONDON):%H:%M} 18 July</span></h3>{p(m)}</li>"
        for m in made
    )
    return page(f"<ol>{body}</ol>", made, zone=LONDON)


@layout
def updates_only() -> Layout:
    """Every stamp is that of an update."""
    made = posts()
    body = "".join(
        f"<article class=q><h2>{escape(m.title)}</h2><div class=tm>Updated {half(m.local(YORK), am='AM', pm='PM')} EDT, Thu July 18, 2024</div>{p(m)}</article>"
        for m in made
    )
    return page(body, made)


@layout
def numbers_for_times() -> Layout:
    """Seconds since 1970 in place of a clock."""
    made = posts()
    body = "\n\n".join(f"{int(m.at.timestamp())}\n\n{m.title}\n\n" + "\n\n".join(m.paragraphs) for m in made)
    return Layout(f"Truce vote: live\n\n{body}{TAIL}", made)


@layout
def french() -> Layout:
    """French labels, months and clocks."""
    made = posts()
    body = "\n\n".join(
        f"Publié aujourd’hui à {m.local(PARIS):%Hh%M}\n\n{m.title}\n\n" + "\n\n".join(m.paragraphs) + "\n\nPartager"
        for m in made
    )
    tail = "À lire aussi\n\nLe pont sur la rivière\n\nLes secrets du krone\n\nMentions légales"
    return Layout(f"En direct : le vote\n\nLe 18 juillet 2024\n\n{body}\n\n{tail}", made, zone=PARIS)


@layout
def german() -> Layout:
    """German labels, months and clocks."""
    made = posts()
    body = "\n\n".join(
        f"{m.local(PARIS):%H.%M} Uhr\n\n{m.title}\n\n" + "\n\n".join(m.paragraphs) + "\n\nTeilen" for m in made
    )
    return Layout(
        f"Liveblog: Abstimmung\n\nDonnerstag, 18. Juli 2024\n\n{body}\n\nMehr zum Thema\n\nEine Brücke",
        made,
        country="DE",
    )


@layout
def spanish() -> Layout:
    """Spanish labels, months and clocks."""
    made = posts()
    body = "\n\n".join(
        f"{m.local(PARIS):%H:%M} hrs\n\n{m.title}\n\n" + "\n\n".join(m.paragraphs) + "\n\nCompartir" for m in made
    )
    return Layout(
        f"En vivo: la votación\n\n18 de julio de 2024\n\n{body}\n\nLo más leído\n\nEl puente", made, country="ES"
    )


@layout
def titles_in_capitals() -> Layout:
    """Every word of a title begins with a capital, as a name does, and no title comes back."""
    made = posts()
    short = (
        "Truce Passes",
        "Convoy Crosses Ober",
        "Families Still Wait",
        "Airspace Closed",
        "Envoy Heads Back",
        "What We Know",
        "Rebels Split",
        "Markets Rise",
    )
    made = tuple(type(m)(m.at, t, m.paragraphs, m.author, None) for m, t in zip(made, short, strict=False))
    body = "\n\n".join(f"{half(m.local(YORK))} ET\n\n{m.title}\n\n" + "\n\n".join(m.paragraphs) for m in made)
    return Layout(f"Truce vote: live\n\n{body}", made)


@layout
def summer_time_in_its_name() -> Layout:
    """The name of the zone is winter's in summer; the capture shows that the place's own time is meant."""
    made = posts()
    body = "\n\n___\n\n".join(half(m.local(YORK)) + "\n\n" + "\n\n".join(m.paragraphs) for m in made)
    return Layout(
        f"The Latest: truce\n\nKARSK (MP) — The Latest (all times Eastern Standard Time):\n\n{body}", made, titled=False
    )


@layout
def pinned_first() -> Layout:
    """An old post is held at the top."""
    made = posts()
    made = (made[-1], *made[:-1])
    body = "\n\n".join(f"{m.at:%H:%M} GMT\n\n{m.title}\n\n" + "\n\n".join(m.paragraphs) for m in made)
    return Layout(f"Truce vote: live\n\n{body}", made)


TWEET = ("Ivo Harn @ivoharn", "A hard night. A good morning. #truce", "8:12 AM · Jul 18, 2024", "1.2K Reply Copy link")


@layout
def embedded_text() -> Layout:
    """Posts from elsewhere in some posts, each with a time of its own."""
    made = posts()
    body = []
    for n, m in enumerate(made):
        end = made[n].paragraphs[-1]
        tweet = "\n\n".join((*TWEET, end)) if n % 3 == 1 else end
        body.append(f"{m.at:%H:%M} GMT\n\n{m.title}\n\n" + "\n\n".join((*m.paragraphs[:-1], tweet)))
    return Layout("Truce vote: live\n\n" + "\n\n".join(body), made)


@layout
def embedded_markup() -> Layout:
    """As above, in HTML, with times for machines."""
    made = posts()
    tweet = (
        f"<blockquote class='twitter-tweet'><p>{TWEET[1]}</p>— Ivo Harn (@ivoharn) <a href=/t><time datetime='2024-07-18T07:12:00Z'>July 18, 2024</time></a>"
        "</blockquote>"
    )
    body = "".join(
        f"<div class=w><p><b>{m.at:%H:%M} GMT</b></p><h3>{escape(m.title)}</h3>{tweet if n % 3 == 1 else ''}{p(m)}</div>"
        for n, m in enumerate(made)
    )
    return page(body, made)


@layout
def list_of_others_between() -> Layout:
    """What most pages print below their posts stands among them, once."""
    made = posts()
    out = []
    for n, m in enumerate(made):
        out.append(f"{m.at:%H:%M} GMT\n\n{m.title}\n\n" + "\n\n".join(m.paragraphs))
        if n == 5:
            out.append(
                "Most popular\n\nTen things about bridges you never knew\n\nWhy the krone rose\n\nThe last ferry to Lund"
            )
    return Layout("Truce vote: live\n\n" + "\n\n".join(out) + TAIL, made)
