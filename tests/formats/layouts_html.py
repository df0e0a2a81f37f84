"""Layouts of HTML, each with a structure of its own; no two share a class name."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

import json
from datetime import UTC, datetime
from html import escape

from tests.formats.layout import Layout, layout
from tests.formats.layouts_text import LONDON, YORK, half
from tests.formats.made import Made, posts

CAPTURED = datetime(2024, 7, 18, 20, 44, tzinfo=UTC)


def p(made: Made) -> str:
    return "".join(f"<p>{escape(t)}</p>" for t in made.paragraphs)


def html(body: str, head: str = "", title: str = "Truce vote in Valdoria – live") -> str:
    """A whole page: a menu, a list of other stories with their times, readers' comments with theirs, a foot."""
    links = "".join(
        f"<li><a href='/{n}'>Story number {n} about something else entirely</a> <time>{n + 10}:15</time></li>"
        for n in range(8)
    )
    comments = "".join(
        f"<div class='comment'><b>reader{n}</b> <time>{n + 11}:0{n}</time><p>I have said for years that this bridge would decide the "
        f"war, and now everybody acts surprised. What did they expect, honestly? Comment {n}.</p></div>"
        for n in range(6)
    )
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title><meta charset=utf-8>{head}<style>p{{color:red}}</style></head><body>"
        "<header><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav></header>"
        f"<main><h1>{title}</h1><p>Follow the vote in Valdoria as it happens. Our reporters are in Karsk and Selm, and on the bridge "
        f"between the two armies.</p>{body}</main>"
        f"<aside class='related-stories'><h2>More stories</h2><ul>{links}</ul></aside><section id='comments'>{comments}</section>"
        "<footer><p>© 2024 The Meridian. All rights reserved.</p><a href=/terms>Terms</a></footer>"
        "<script>var posts = '<article>none</article>';</script></body></html>"
    )


def page(body: str, made: tuple[Made, ...], *, head: str = "", **more: object) -> Layout:
    return Layout(html(body, head), made, file="page.html", **more)  # type: ignore[arg-type]  # passed on by name


@layout
def articles_with_time() -> Layout:
    """One article a post, a time element with a full datetime."""
    made = posts()
    body = "".join(
        f"<article id='b{n}' class='live-post'><header><h2>{escape(m.title)}</h2><time datetime='{m.at:%Y-%m-%dT%H:%M:%SZ}'>"
        f"{m.local(LONDON):%H.%M} BST</time></header>{p(m)}<footer><button>Share</button></footer></article>"
        for n, m in enumerate(made)
    )
    return page(f"<div>{body}</div>", made)


@layout
def list_items() -> Layout:
    """An ordered list; the label of the stamp is for screen readers; author and role; figures."""
    made = posts()
    body = []
    for m in made:
        figure = f"<figure><img src=x alt=y><figcaption>{escape(m.caption)}</figcaption></figure>" if m.caption else ""
        body.append(
            f"<li class='stream__item'><article><h3><span>{escape(m.title)}</span></h3><span class='visually-hidden'>, published at</span>"
            f"<span>{m.local(LONDON):%H:%M} BST 18 July</span><div><div>{m.author}</div><div>Political correspondent</div></div>"
            f"<div>{p(m)}{figure}</div><ul><li><a href=/s>Share</a></li></ul></article></li>"
        )
    return page(f"<ol>{''.join(body)}</ol>", made)


@layout
def hashed_classes() -> Layout:
    """Class names made by a build tool, spans for stamps, the day in each."""
    made = posts()
    body = "".join(
        f"<div class='css-1q{n:03x} css-9xk'><div class='css-77a'><span class='css-ab1'>July 18, 2024, {half(m.local(YORK))} ET</span></div>"
        f"<div class='css-b1'>{m.author}</div><h3 class='css-h'>{escape(m.title)}</h3><div class='css-t'>{p(m)}</div></div>"
        for n, m in enumerate(made)
    )
    return page(f"<section class='css-page'>{body}</section>", made)


@layout
def no_classes() -> Layout:
    """No class anywhere, wrappers in wrappers."""
    made = posts()
    body = "".join(
        f"<div><div><div>{m.at:%H:%M} GMT</div></div><div><div><h2>{escape(m.title)}</h2></div><div>{p(m)}</div></div></div>"
        for m in made
    )
    return page(f"<div><div>{body}</div></div>", made)


@layout
def flat_headings() -> Layout:
    """No element holds a post: stamp and title in a heading, paragraphs after it."""
    made = posts()
    body = "".join(f"<h2>{m.local(LONDON):%H:%M} – {escape(m.title)}</h2>{p(m)}" for m in made)
    return page(f"<div class=body>{body}</div>", made, zone=LONDON)


@layout
def flat_strong() -> Layout:
    """No element holds a post: a bold stamp at the head of its first paragraph."""
    made = posts()
    body = "".join(
        f"<p><strong>{half(m.local(LONDON), '.', 'am', 'pm', '')}:</strong> {escape(m.paragraphs[0])}</p>"
        + "".join(f"<p>{escape(t)}</p>" for t in m.paragraphs[1:])
        for m in made
    )
    return page(body, made, zone=LONDON, titled=False)


@layout
def siblings() -> Layout:
    """Stamp, title and text of a post are siblings without a common element of their own."""
    made = posts()
    body = "".join(
        f"<div class=when>{m.at:%H:%M} UTC</div><h3>{escape(m.title)}</h3><div class=what>{p(m)}</div>" for m in made
    )
    return page(f"<div>{body}</div>", made)


@layout
def table_rows() -> Layout:
    """A table: the stamp in one cell, the text in the other."""
    made = posts()
    body = "".join(f"<tr><td>{m.at:%H:%M} GMT</td><td><b>{escape(m.title)}</b>{p(m)}</td></tr>" for m in made)
    return page(f"<table>{body}</table>", made)


@layout
def definition_list() -> Layout:
    """A definition list: dt is the stamp, dd the text."""
    made = posts()
    body = "".join(f"<dt>{half(m.local(YORK))}</dt><dd>{p(m)}</dd>" for m in made)
    return page(f"<p>All times Eastern.</p><dl>{body}</dl>", made, titled=False)


@layout
def relative_with_datetime() -> Layout:
    """What is printed is relative; the attribute has the instant."""
    made = posts()
    body = "".join(
        f"<section class='entry'><time datetime='{m.local(LONDON).isoformat()}'>{int((CAPTURED - m.at).total_seconds() // 60)} min ago</time>"
        f"<h4>{escape(m.title)}</h4>{p(m)}</section>"
        for m in made
    )
    return page(body, made)


@layout
def seconds_in_attribute() -> Layout:
    """The only time is a number of seconds in an attribute of the post, beside that of its last change."""
    made = posts()
    body = "".join(
        f"<div class='upd' data-key='k{n}' data-published='{int(m.at.timestamp())}' data-updated='{int(m.at.timestamp()) + 300}'>"
        f"<h3>{escape(m.title)}</h3>{p(m)}</div>"
        for n, m in enumerate(made)
    )
    return page(body, made)


@layout
def local_called_utc() -> Layout:
    """The attribute calls the local clock UTC; the printed clock has the same digits."""
    made = posts()
    body = "".join(
        f"<article class=u><time datetime='{m.local(LONDON):%Y-%m-%dT%H:%M:00}Z'>{m.local(LONDON):%H:%M}</time><h2>{escape(m.title)}</h2>{p(m)}</article>"
        for m in made
    )
    return page(body, made, zone=LONDON)


@layout
def box_of_key_events() -> Layout:
    """A timeline of key events above, with the same stamps and titles, and a pinned summary of links."""
    made = posts()
    box = "".join(
        f"<li><time>{m.at:%H:%M} GMT</time> <a href='#p{n}'>{escape(m.title)}</a></li>" for n, m in enumerate(made)
    )
    body = "".join(
        f"<article class='blk{' key' if n % 3 == 0 else ''}' id='p{n}'><p class=t>{m.at:%H:%M} GMT</p><h2>{escape(m.title)}</h2><div>{p(m)}</div>"
        f"<p class=t2>Updated at {half(m.at, '.', 'am', 'pm', '')} GMT</p><a href=/x>Share</a></article>"
        for n, m in enumerate(made)
    )
    return page(f"<section><h2>Key events</h2><ul>{box}</ul></section><div>{body}</div>", made)


@layout
def days_in_sections() -> Layout:
    """A section a day, the day in its heading, clocks alone in the posts."""
    made = posts(datetime(2024, 7, 18, 9, 30, tzinfo=UTC))
    days: dict[str, list[Made]] = {}
    for m in made:
        days.setdefault(f"{m.at:%d %B %Y}", []).append(m)
    body = "".join(
        f"<div class=day><h2>{day}</h2>"
        + "".join(f"<div class=one><b>{m.at:%H:%M}</b><h3>{escape(m.title)}</h3>{p(m)}</div>" for m in ms)
        + "</div>"
        for day, ms in days.items()
    )
    return page(body, made, zone="UTC")


@layout
def advertisements_between() -> Layout:
    """Boxes between and inside the posts: advertisements, a newsletter, links to read."""
    made = posts()
    body = "".join(
        f"<div class='lb-item' data-post-id='{n}'><span class='lb-time'>{m.at:%H:%M} GMT</span><div class='lb-title'>{escape(m.title)}</div>{p(m)}"
        f"<p><a href=/r>Read more: Ten things about bridges you never knew</a></p><div class='newsletter-signup'><p>Get our daily letter. It "
        f"comes every morning at 7.30am and is free of charge.</p></div></div><div class='ad-slot'><p>Advertisement</p></div>"
        for n, m in enumerate(made)
    )
    return page(f"<div class='lb'>{body}</div>", made)


@layout
def unclosed() -> Layout:
    """Tags that nobody closed."""
    made = posts()
    body = "".join(
        f"<li class=z><b>{m.at:%H:%M} GMT</b><h3>{escape(m.title)}</h3>"
        + "".join(f"<p>{escape(t)}" for t in m.paragraphs)
        for m in made
    )
    return page(f"<ul>{body}", made)


@layout
def breaks_for_paragraphs() -> Layout:
    """One block of text a post, its paragraphs parted by line breaks."""
    made = posts()
    body = "".join(
        f"<div class=pst><div class=hd><span>{m.at:%d.%m.%Y} {m.at:%H:%M} UTC</span></div><div><strong>{escape(m.title)}</strong><br><br>"
        + "<br><br>".join(escape(t) for t in m.paragraphs)
        + "</div></div>"
        for m in made
    )
    return page(body, made)


@layout
def titles_without_times() -> Layout:
    """Sections with a heading and text, no time anywhere."""
    made = posts()
    body = "".join(f"<section class='card'><h2>{escape(m.title)}</h2>{p(m)}</section>" for m in made)
    return page(body, made, stamped=False)


@layout
def json_ld() -> Layout:
    """The posts for machines, in a graph, beside a page whose own text has less."""
    made = posts()
    updates = [
        {
            "@type": "BlogPosting",
            "headline": m.title.replace("'", "&#39;"),
            "articleBody": "\n".join(m.paragraphs),
            "datePublished": m.local(YORK).isoformat(),
            "url": f"https://meridian.example/live#post-{n}",
        }
        for n, m in enumerate(made)
    ]
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebPage"}, {"@type": ["LiveBlogPosting"], "liveBlogUpdate": updates}],
    }
    head = f"<script type='application/ld+json'>{json.dumps(graph)}</script>"
    return page("<article><p>Loading</p></article>", made, head=head)


@layout
def json_ld_markup() -> Layout:
    """The posts for machines, their texts with tags in them."""
    made = posts()
    updates = [
        {"@type": "BlogPosting", "headline": m.title, "articleBody": p(m), "datePublished": m.at.isoformat()}
        for m in made
    ]
    head = f'<script type="application/ld+json">{json.dumps([{"@type": "LiveBlogPosting", "liveBlogUpdate": updates}])}</script>'
    return page("<article><p>Loading</p></article>", made, head=head)
