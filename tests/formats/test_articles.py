"""Articles: one post, its title, its date, and nothing of the page around it."""

from datetime import UTC, datetime

from connectors.formats import parse
from connectors.page import Document, Manifest, Page

HEAD = "Skip to content\n\nBreaking News\n\n"
TITLE = "Valdoria pulls its guns back from the bridge"
CAPTION = "A gun crew at the Ober bridge in the spring of last year"
TEXT = """Valdoria has begun to pull its guns back from the Ober bridge, two days after the vote on the truce.

"We keep our word, and we expect the others to keep theirs," President Adela Corin said on July 16.

Who pays

The cost is put at forty million krone, half of it for fuel.

Monitors counted 14 guns on the move by nightfall."""
FOOT = """

With reporting by Press Union and MNN

    The Meridian has reported from eleven countries since it was founded. We rely on readers like you.

Newspapers from Valdoria
"""


def read(text: str, file: str = "page.txt", **known: str) -> Page:
    manifest = Manifest.model_validate({"file": file, "source": "s", "captured_at": "2024-07-18T20:44:00Z", **known})
    return parse(Document(content=text.encode(), manifest=manifest))


def test_an_article_is_its_text_and_nothing_around_it() -> None:
    page = read(HEAD + TITLE + "\n\n" + CAPTION + "\n" + CAPTION + "\n\n" + TEXT + FOOT, kind="article")
    assert [(p.title, p.text) for p in page.posts] == [(TITLE, TEXT)]


def test_an_article_is_known_without_being_declared_one() -> None:
    page = read(TITLE + "\n\nBy Lena Marek in Karsk\n\n" + TEXT + FOOT)
    assert [(p.title, p.text) for p in page.posts] == [(TITLE, TEXT)]


def test_a_quotation_pulled_out_of_the_text_is_not_said_twice() -> None:
    pulled = "‘We keep our word, and we expect the others to keep theirs’"
    page = read(TITLE + "\n\n" + TEXT.replace("Who pays", pulled), kind="article")
    assert "‘We keep our word" not in page.posts[0].text
    assert '"We keep our word' in page.posts[0].text


def test_an_article_takes_the_day_its_text_names_as_past() -> None:
    published = (
        read(TITLE + "\n\n" + TEXT + "\n\nThe next talks are due on July 18.", kind="article", country="GB")
        .posts[0]
        .published
    )
    assert published.earliest == datetime(2024, 7, 15, 23, tzinfo=UTC)
    assert published.latest == datetime(2024, 7, 18, 20, 44, tzinfo=UTC)
    assert published.basis == "inferred"


def test_the_printed_day_and_the_manifest_come_before_the_text() -> None:
    printed = read("17 July 2024\n\n" + TITLE + "\n\n" + TEXT, kind="article", timezone="UTC").posts[0].published
    assert (printed.earliest, printed.latest) == (
        datetime(2024, 7, 17, tzinfo=UTC),
        datetime(2024, 7, 17, 23, 59, 59, tzinfo=UTC),
    )
    assert (printed.basis, printed.precision) == ("stamped", "day")
    given = (
        read(TITLE + "\n\n" + TEXT.replace(" on July 16", ""), kind="article", timezone="UTC", published="2024-06")
        .posts[0]
        .published
    )
    assert (given.earliest, given.latest) == (
        datetime(2024, 6, 1, tzinfo=UTC),
        datetime(2024, 6, 30, 23, 59, 59, tzinfo=UTC),
    )
    assert given.basis == "manifest"


def test_an_article_in_html_is_found_among_teasers_and_menus() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
    teasers = "".join(
        f"<div class=teaser><h3><a href=/{n}>Another story</a></h3><p>Its first line.</p></div>" for n in range(6)
    )
    html = (
        '<html><head><meta property="article:published_time" content="2024-07-17T09:30:00+02:00"></head><body>'
        f"<nav><p>Home, world, weather and everything else there is to read.</p></nav><h1>{TITLE}</h1>"
        f"<figure><img><figcaption>{CAPTION}</figcaption></figure><div class=body>{paragraphs}</div>{teasers}"
        "<footer><p>All rights reserved by The Meridian and by whoever else may have any.</p></footer></body></html>"
    )
    (post,) = read(html, "page.html", kind="article").posts
    assert (post.title, post.text) == (TITLE, TEXT)
    assert post.published.earliest == datetime(2024, 7, 17, 7, 30, tzinfo=UTC)


def test_updates_to_an_article_are_posts_beside_it() -> None:
    updates = "".join(
        f"\n\nUpdate at {clock} a.m. ET: {title}\n\nSomething more was said about the guns at the bridge."
        for clock, title in (("9:51", "Crowds At The Bridge"), ("8:07", "A Word From Karsk"))
    )
    page = read(TITLE + "\n\n" + TEXT + updates)
    assert [p.title for p in page.posts] == ["Crowds At The Bridge", "A Word From Karsk", TITLE]
    assert page.posts[2].text == TEXT
    assert [p.published.earliest for p in page.posts[:2]] == [
        datetime(2024, 7, 18, 13, 51, tzinfo=UTC),
        datetime(2024, 7, 18, 12, 7, tzinfo=UTC),
    ]


def test_a_page_by_days_has_a_post_a_day() -> None:
    text = "Truce in Valdoria: live updates\n\n" + "\n\n".join(
        f"July {day}, 2024\n\nSomething was decided in Karsk that day.\n\nMore was decided in Selm."
        for day in (17, 16, 14)
    )
    posts = read(text, timezone="UTC").posts
    assert [p.published.earliest for p in posts] == [datetime(2024, 7, d, tzinfo=UTC) for d in (17, 16, 14)]
    assert {p.published.precision for p in posts} == {"day"}
