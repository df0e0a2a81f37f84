"""HTML in the structures that tools for live blogs write, and lists for machines that are cut short."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

import json
from datetime import UTC, datetime
from html import escape

from tests.formats.layout import Layout, layout
from tests.formats.layouts_html import CAPTURED, p, page
from tests.formats.layouts_text import LONDON, PARIS, YORK, half
from tests.formats.made import Made, posts


def _ago(m: Made) -> str:
    minutes = int((CAPTURED - m.at).total_seconds() // 60)
    return f"{minutes}m ago" if minutes < 60 else f"{minutes // 60}h ago"


def _iso(m: Made) -> str:
    return f"{m.at:%Y-%m-%dT%H:%M:%S}.000Z"


@layout
def pinned_twice_and_carousel() -> Layout:
    """A carousel of key events with relative times, one post pinned above and again in its place, notes of updates."""
    made = posts()

    def block(m: Made, n: int) -> str:
        return (
            f"<article id='block-{n:04}' class='dcr-1abc2de'><header><a href='?page=with:block-{n:04}'><time datetime='{_iso(m)}' data-relativeformat='med'>"
            f"<span>{_ago(m)}</span><span>{m.local(LONDON):%H.%M} BST</span></time></a><h2 id='b{n}'>{escape(m.title)}</h2></header>"
            f"<div><div><picture></picture></div><div>{m.author}</div></div>{p(m)}"
            f"<footer><div><a href=/fb>Share on Facebook</a></div><span>Updated at {m.local(LONDON):%H.%M} BST</span></footer></article>"
        )

    events = "".join(
        f"<li><a href='#b{n}'><time datetime='{_iso(m)}'>{_ago(m)}</time><p>{escape(m.title)}</p></a></li>"
        for n, m in enumerate(made[::3])
    )
    body = f"<section id='key-events-carousel'><h2>Key events</h2><ol>{events}</ol></section><section id='pinned-post'><span>Pinned post</span>{block(made[4], 4)}</section>"
    return page(body + f"<div id='liveblog-body'>{''.join(block(m, n) for n, m in enumerate(made))}</div>", made)


@layout
def live_list_for_phones() -> Layout:
    """A list whose items carry the time of sorting and that of the last change as numbers, and print the clock."""
    made = posts()
    items = "".join(
        f"<div id='post-{n}' class='live-item' data-sort-time='{int(m.at.timestamp() * 1000)}' data-update-time='{int(m.at.timestamp() * 1000) + 240000}'>"
        f"<div class='when'>{half(m.local(YORK))}</div><h2>{escape(m.title)}</h2>{p(m)}<amp-social-share type=x></amp-social-share></div>"
        for n, m in enumerate(made)
    )
    return page(
        f"<amp-live-list id=l data-max-items-per-page=20><button update>You have updates</button><div items>{items}</div><div pagination><a href=2>Next</a></div></amp-live-list>",
        made,
        zone=YORK,
    )


@layout
def entries_with_meta_in_aside() -> Layout:
    """The stamp of every entry stands in an aside beside its text."""
    made = posts()
    body = "".join(
        f"<article id='id_{n}' class='blog-entry'><aside class='blog-entry-aside'><a class='blog-meta-time' href='#{n}'><span>{_ago(m)}</span> <span>{half(m.local(YORK), am='am', pm='pm')}, {m.local(YORK):%b} {m.local(YORK).day}, 2024</span></a></aside>"
        f"<div class='blog-entry-main'><header class='blog-meta-authors'><div><span class='blog-meta-author'>{m.author}</span></div></header><h3>{escape(m.title)}</h3><div class='blog-entry-content'>{p(m)}</div></div></article>"
        for n, m in enumerate(made)
    )
    return page(f"<div class='blog-feed'>{body}</div>", made, zone=YORK)


@layout
def day_and_clock_apart() -> Layout:
    """Day and clock in two spans of a link, the author's name and picture before them."""
    made = posts()
    body = "".join(
        f"<div id='blog-entry-{n}' class='blog-entry' data-timestamp='{int(m.at.timestamp())}'><header class='blog-meta'><span class='blog-author-avatar'><img src=a></span> <span class='blog-author-name'>{m.author}</span> "
        f"<span class='blog-meta-time'><a href='#{n}'><span class='date'>July 18</span> <span class='time'>{m.local(YORK):%H:%M}</span></a></span></header><div class='blog-entry-text'><p><strong>{escape(m.title)}</strong></p>{p(m)}</div><ul class='blog-entry-actions'><li><a>Edit</a></li></ul></div>"
        for n, m in enumerate(made)
    )
    return page(f"<div id='blog-entries'>{body}</div>", made, zone=YORK)


@layout
def posts_of_several_items() -> Layout:
    """A post holds several items, each with a time of its own a little later than the post's."""
    made = posts()
    out = []
    for n, m in enumerate(made):
        items = "".join(
            f"<li class='bl-item' data-item='{n}-{i}'><article><p>{escape(t)}</p></article></li>"
            for i, t in enumerate(m.paragraphs)
        )
        out.append(
            f"<article class='bl-post' id='urn:made:{n}'><div class='bl-post-header'><span class='bl-date' data-js-timestamp='{m.at.isoformat()}'>{m.local(PARIS):%H:%M}</span>"
            f"<span class='bl-author'>{m.author}</span></div><h3>{escape(m.title)}</h3><ul class='bl-items'>{items}</ul><div class='bl-share'><a>Permalink</a></div></article>"
        )
    return page(f"<section class='bl-timeline'>{''.join(out)}</section>", made, zone=PARIS)


@layout
def cards_with_relative_and_clock() -> Layout:
    """Cards: a word for screen readers, the relative time, the clock in brackets; a list of the posts above."""
    made = posts()
    toc = "".join(
        f"<li><a href='#e{n}'><span>{_ago(m)}</span> <span>({m.at:%H:%M} GMT)</span> {escape(m.title)}</a></li>"
        for n, m in enumerate(made)
    )
    body = "".join(
        f"<div id='e{n}' class='card-live'><div class='date-relative'><span class='screen-reader-text'>Published {_ago(m).replace('h ago', ' hours ago').replace('m ago', ' minutes ago')}</span>"
        f"<span class='date-relative__time' aria-hidden=true>{_ago(m)}</span><span class='date-timeline'>({m.at:%H:%M} GMT)</span></div><h2>{escape(m.title)}</h2><div class='wysiwyg'>{p(m)}</div></div>"
        for n, m in enumerate(made)
    )
    return page(
        f"<div class='list-of-posts'><h2>List of key events</h2><ul>{toc}</ul></div><main id=posts>{body}</main>", made
    )


@layout
def microdata() -> Layout:
    """Microdata: the time stands in a meta element alone, and the page prints none."""
    made = posts()
    body = "".join(
        f"<div itemprop='liveBlogUpdate' itemscope itemtype='http://schema.org/BlogPosting'><meta itemprop='datePublished' content='{m.local(PARIS).isoformat()}'><meta itemprop='dateModified' content='{m.local(PARIS).isoformat()}'>"
        f"<h2 itemprop='headline'>{escape(m.title)}</h2><div itemprop='articleBody'>{p(m)}</div></div>"
        for m in made
    )
    return page(f"<div itemscope itemtype='http://schema.org/LiveBlogPosting'>{body}</div>", made)


@layout
def rows_of_fields() -> Layout:
    """Rows of a database: weekday, American date, a dash and the clock in a field of its own, with its label."""
    made = posts()
    body = "".join(
        f"<div class='views-row'><div class='views-field views-field-created'><span class='views-label'>Posted: </span><span class='field-content'>{m.local(YORK):%a, %m/%d/%Y - %H:%M}</span></div>"
        f"<div class='views-field views-field-title'><h3 class='field-content'>{escape(m.title)}</h3></div><div class='views-field views-field-body'><div class='field-content'>{p(m)}</div></div></div>"
        for m in made
    )
    return page(f"<div class='view-content'>{body}</div>", made, zone=YORK, country="US")


@layout
def stories_with_byline_and_clock() -> Layout:
    """Title, byline, clock with zone and date, text, a box with a film, a strip of advertisements."""
    made = posts()
    body = "".join(
        f"<article class='live-story' data-uri='{n}'><header class='live-story__header'><div class='live-story__time'>{half(m.local(YORK), am='AM', pm='PM')} EDT, July 18, 2024</div><h2 class='live-story__headline'>{escape(m.title)}</h2>"
        f"<p class='live-story__byline'>From MNN's {m.author} in Karsk</p></header><div>{p(m)}<div class='video-resource'><div class='video-resource__headline'>Watch how the House voted</div><div>01:14 - Source: MNN</div></div></div>"
        f"<div class='ad-feedback'><span>Ad Feedback</span></div></article>"
        for n, m in enumerate(made)
    )
    return page(f"<div class='live-story-list'>{body}</div>", made)


@layout
def custom_elements() -> Layout:
    """Elements with names of the site's own making."""
    made = posts()
    body = "".join(
        f"<live-post key={n}><post-time>{m.local(LONDON):%H:%M} BST</post-time><post-title>{escape(m.title)}</post-title><post-body>{p(m)}</post-body></live-post>"
        for n, m in enumerate(made)
    )
    return page(f"<live-feed>{body}</live-feed>", made)


@layout
def clock_on_a_button() -> Layout:
    """The clock is what is written on the button that copies the link to the post."""
    made = posts()
    body = "".join(
        f"<div role=article class='one'><button class='copy' type=button><time datetime='{m.at.isoformat()}'>{m.local(LONDON):%H:%M}</time></button><h3>{escape(m.title)}</h3>{p(m)}</div>"
        for m in made
    )
    return page(f"<div role=feed>{body}</div>", made)


@layout
def tabs() -> Layout:
    """The posts in one panel, the key ones once more in a panel that is hidden until its tab is pressed."""
    made = posts()

    def panel(which: tuple[Made, ...], name: str, more: str) -> str:
        rows = "".join(
            f"<div class='tl-row'><div class='tl-time'>{m.local(LONDON):%H:%M}</div><div class='tl-text'><h4>{escape(m.title)}</h4>{p(m)}</div></div>"
            for m in which
        )
        return f"<div role=tabpanel id={name} {more}>{rows}</div>"

    return page(
        "<div role=tablist><a>All posts</a><a>Key posts</a></div>"
        + panel(made, "all", "")
        + panel(made[::4], "key", "hidden"),
        made,
        zone=LONDON,
    )


@layout
def wordpress_blocks() -> Layout:
    """An editor's blocks: a rule, a bold stamp with the zone in a paragraph, a heading, paragraphs, lists, quotations."""
    made = posts()
    body = ""
    for n, m in enumerate(made):
        text = (
            p(m)
            if n % 3
            else f"<p>{escape(m.paragraphs[0])}</p><ul class='wp-block-list'>"
            + "".join(f"<li>{escape(t)}</li>" for t in m.paragraphs[1:])
            + "</ul>"
        )
        body += f"<hr class='wp-block-separator'><p class='has-small-font-size'><strong>{half(m.local(YORK))} ET</strong></p><h2 class='wp-block-heading'>{escape(m.title)}</h2>{text}"
    return page(f"<div class='entry-content'>{body}</div>", made)


@layout
def posts_for_machines_cut_short() -> Layout:
    """The list for machines has every post, but the texts are cut off; the page prints them whole."""
    made = posts()
    updates = [
        {
            "@type": "BlogPosting",
            "headline": m.title,
            "articleBody": m.paragraphs[0][:60] + "…",
            "datePublished": m.at.isoformat(),
            "url": f"https://meridian.example/live#p{n}",
        }
        for n, m in enumerate(made)
    ]
    head = f"<script type='application/ld+json'>{json.dumps({'@type': 'LiveBlogPosting', 'liveBlogUpdate': updates})}</script>"
    body = "".join(
        f"<article id='p{n}'><span class='t'>{m.local(LONDON):%H:%M} BST</span><h2>{escape(m.title)}</h2>{p(m)}</article>"
        for n, m in enumerate(made)
    )
    return page(body, made, head=head)


@layout
def few_posts_for_machines() -> Layout:
    """The list for machines has the newest four posts alone; the page prints all."""
    made = posts()
    updates = [
        {
            "@type": "BlogPosting",
            "headline": m.title,
            "articleBody": " ".join(m.paragraphs),
            "datePublished": m.at.isoformat(),
        }
        for m in made[:4]
    ]
    head = f"<script type='application/ld+json'>{json.dumps({'@type': 'LiveBlogPosting', 'liveBlogUpdate': updates})}</script>"
    body = "".join(
        f"<article id='p{n}'><span class='t'>{m.local(LONDON):%H:%M} BST</span><h2>{escape(m.title)}</h2>{p(m)}</article>"
        for n, m in enumerate(made)
    )
    return page(body, made, head=head)


@layout
def headlines_for_machines() -> Layout:
    """The list for machines has headlines and times alone; the page prints the texts and no time."""
    made = posts()
    updates = [{"@type": "BlogPosting", "headline": m.title, "datePublished": m.at.isoformat()} for m in made]
    head = f"<script type='application/ld+json'>{json.dumps({'@type': 'LiveBlogPosting', 'liveBlogUpdate': updates})}</script>"
    body = "".join(f"<article id='p{n}'><h2>{escape(m.title)}</h2>{p(m)}</article>" for n, m in enumerate(made))
    return page(body, made, head=head)


@layout
def two_pages_of_days() -> Layout:
    """A page for machines that is oldest first, with times in local hours and their offset, over midnight."""
    made = posts(datetime(2024, 7, 18, 1, 10, tzinfo=UTC))[::-1]
    body = "".join(
        f"<section class='lp'><p class='lp-h'><time datetime='{m.local(YORK).isoformat()}'>{half(m.local(YORK), am='AM', pm='PM')}</time> <em>{m.author}</em></p><h3>{escape(m.title)}</h3>{p(m)}</section>"
        for m in made
    )
    return page(body, made, captured=datetime(2024, 7, 18, 20, tzinfo=UTC))


def _feed(made: tuple[Made, ...]) -> str:
    return "".join(
        f"<div class=x><time datetime='{m.at.isoformat()}'>{m.local(LONDON):%H:%M}</time><h3>{escape(m.title)}</h3>{p(m)}</div>"
        for m in made
    )


@layout
def river_of_teasers() -> Layout:
    """Below the posts more teasers of other pages than posts, each with a time and a line of text."""
    made = posts()
    river = "".join(
        f"<div class=rv><h3><a href=/{n}>Story number {n} about something else entirely</a></h3><time datetime='2024-07-17T1{n % 10}:00:00Z'>17 July</time>"
        "<p>Something that happened in another place, told in a line or two, so that one may press it and read on there.</p></div>"
        for n in range(30)
    )
    return page(f"<div class=feed>{_feed(made)}</div><div class=river>{river}</div>", made, zone=LONDON)


@layout
def readers_below() -> Layout:
    """Below the posts what readers wrote, in elements that nothing names so."""
    made = posts()
    wrote = "".join(
        f"<div class=msg><b>reader{n}</b> <time datetime='2024-07-18T2{n % 10 // 4}:0{n % 10}:00Z'>20:0{n % 10}</time>"
        "<p>I have said for years that this bridge would decide the war, and nobody would listen to a word of it, did they?</p></div>"
        for n in range(30)
    )
    return page(f"<div class=feed>{_feed(made)}</div><div class=thr>{wrote}</div>", made, zone=LONDON)


@layout
def first_post() -> Layout:
    """The first post of a page that has just been opened."""
    made = posts(count=1)
    return page(f"<div class=feed>{_feed(made)}</div>", made, zone=LONDON)
