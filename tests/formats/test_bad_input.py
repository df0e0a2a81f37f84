"""What is no page is refused in one line that names the file; what is a page with faults is read as far as it goes."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.formats import parse
from connectors.page import Document, Manifest, Page
from schemas.errors import BadDocument

PAGE = (
    "Truce vote live\n\n10:05 GMT\n\nThe house has begun its sitting.\n\n09:50 GMT\n\nThe doors are open, ushers say.\n"
)


def read(content: bytes, file: str = "page.txt") -> Page:
    return parse(
        Document(content=content, manifest=Manifest(file=file, source="s", captured_at="2024-07-18T20:44:00Z"))
    )


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x00" * 64, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (b"%PDF-1.7 and so on", "PDF"),
        (bytes(range(256)) * 20, "binary"),
        (b"10:05 GMT\n\nA lone \xed\xa0\x80 surrogate\n", "surrogate"),
        (b"\xff\xfeA\x00\x00\xd8B\x00", "UTF-16"),
        (
            b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item>&b;</item></channel></rss>',
            "entities",
        ),
        (b"<rss><channel><item", "well-formed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "JSON"),
    ],
)
def test_what_is_no_page_is_refused_in_one_line(content: bytes, word: str) -> None:
    with pytest.raises(BadDocument) as refused:
        read(content, "odd.bin")
    line = str(refused.value)
    assert line.startswith("odd.bin: ")
    assert word in line
    assert "\n" not in line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_gives_the_same_page(encoding: str) -> None:
    assert read(PAGE.encode(encoding)) == read(PAGE.encode("utf-8"))


def test_line_ends_of_other_systems_give_the_same_page() -> None:
    assert read(PAGE.replace("\n", "\r\n").encode()) == read(PAGE.encode())


def test_a_few_broken_bytes_stay_visible_and_another_encoding_is_read() -> None:
    damaged = read(PAGE.encode().replace(b"ushers", b"us\xffhers"))
    assert "us\ufffdhers" in damaged.posts[1].text
    western = read(
        (PAGE.replace("ushers", "huissières élues") + "Voilà, déjà là, né à Orléans: été, forêt, âme. " * 5).encode(
            "cp1252"
        )
    )
    assert "huissières élues" in western.posts[1].text


def test_the_declared_encoding_of_a_page_is_used() -> None:
    html = '<html><head><meta charset="iso-8859-2"></head><body><p>10:05 GMT</p><p>Gyűlés Karskban, mondta.</p><p>09:50 GMT</p><p>Ajtók.</p></body></html>'
    assert "Gyűlés" in read(html.encode("iso-8859-2"), "page.html").posts[0].text


def test_invisible_and_right_to_left_characters_do_no_harm() -> None:
    odd = PAGE.replace("10:05 GMT", "\u200b10:05\u200b GMT\u200e").replace(
        "The house", "\u202eThe\u200d house \u05e9\u05dc\u05d5\u05dd"
    )
    got = read(odd.encode())
    assert len(got.posts) == 2
    assert got.posts[0].published.precision == "minute"
    assert "\u05e9\u05dc\u05d5\u05dd" in got.posts[0].text


def test_impossible_dates_get_bounds_and_no_instant() -> None:
    odd = "Live\n\n1 January 2099 10:00 GMT\n\nFrom the future, they say.\n\n18 July 2024 09:00 GMT\n\nFrom today, they say.\n\n"
    odd += "1 January 1970 10:00 GMT\n\nFrom an empty field, they say.\n"
    future, today, empty = read(odd.encode()).posts
    assert future.published.basis != "stamped"
    assert future.published.latest <= Manifest(file="f", source="s", captured_at="2024-07-18T20:44:00Z").captured_at
    assert future.published.earliest == today.published.earliest
    assert empty.published.earliest is None
    assert empty.published.latest == today.published.latest


@pytest.mark.parametrize(
    "stamp", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31", "01/01/9999 10:00", "1 May 1901 10:00"]
)
def test_dates_at_the_ends_of_the_calendar_do_no_harm(stamp: str) -> None:
    text = f"Live\n\n{stamp}\n\nSomething happened then, they say.\n\n18 July 2024 09:00\n\nAnd this was today, they say.\n"
    html = f"<html><body><article><time datetime='{stamp}'>x</time><p>Something happened then, they say.</p></article></body></html>"
    for page in (read(text.encode()), read(html.encode(), "page.html")):
        assert all(p.published.basis != "stamped" or p.published.latest.year == 2024 for p in page.posts)


def test_an_empty_live_page_has_no_posts() -> None:
    assert read(b"Truce vote Live updates\n\n18/07/2024\n\n- 18 July 2024\n\n-\n").posts == ()
    assert read(b"<html><body></body></html>", "page.html").posts == ()


def test_a_clock_that_runs_back_and_forth_keeps_its_day() -> None:
    clocks = ["10:05", "10:20", "09:50", "10:01", "09:40"]
    page = "Live\n\n" + "\n\n".join(f"{c} GMT\n\nSomething happened then, they say." for c in clocks)
    got = read(page.encode())
    assert [f"{p.published.earliest:%d %H:%M}" for p in got.posts] == [f"18 {c}" for c in clocks]


@pytest.mark.parametrize(
    "content",
    [
        b"word and " * 400_000,
        b"10:00 " * 500_000,
        b"A" * 3_000_000,
        b'"' * 3_000_000,
        b"* " * 1_500_000,
        b"Capital " * 400_000,
        b"10:00 GMT\n" * 40_000,
        b"By Ann Lee\n" * 40_000,
        b"More from here\n" * 40_000,
        b"<html><body>" + b"<div>" * 100_000 + b"x",
        b"<html><body><p>" + b"<b>" * 100_000 + b"x",
        b"<html><body><p>" + b"<a " * 300_000,
        b"<html><body>LiveBlogPosting" + b"<script type='application/ld+json'>" * 30_000,
        b"<html><script type='application/ld+json'>" + b"[" * 500_000 + b"LiveBlogPosting</script>",
        b"<html><body>" + b"<div class='share x'>text " * 1_900,
    ],
    ids=lambda c: c[:24].decode() + f"-{len(c)}",
)
def test_large_odd_documents_take_time_in_proportion(content: bytes) -> None:
    start = time.process_time()
    read(content)
    assert time.process_time() - start < 20


def test_fifty_thousand_posts_on_a_page() -> None:
    clocks = [f"{n // 60 % 24:02}:{n % 60:02}" for n in range(50_000, 0, -1)]
    page = "Live\n\n" + "\n\n".join(f"{c} GMT\n\nSomething happened at the bridge, they say." for c in clocks)
    got = read(page.encode())
    assert len(got.posts) == 50_000
    assert got.posts[0].published.earliest is not None
    assert got.posts[-1].published.earliest is not None
    assert (got.posts[0].published.earliest - got.posts[-1].published.earliest).total_seconds() == 49_999 * 60


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    said = ""
    try:
        read(content)
    except BadDocument as refused:
        said = str(refused)
    assert not said or said.startswith("page.txt: ")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["10:05 GMT", "9.15pm", "Noon.", "2 hours ago", "14 March", "Tuesday", "A title of a post", "He said it was so.", "___", "Share",
             "By Ann Lee", "Most read", "", "Key events", "- 18:40 – Title", "**18.05** Text of it.", "<p>", "31 February 2024", "24:00", "12 a.m. EST"]
        ),
        max_size=40,
    ),
    st.booleans(),
)  # fmt: skip
def test_any_order_of_lines_gives_a_page_with_sound_times(lines: list[str], html: bool) -> None:
    text = "".join(f"<p>{line}</p>" for line in lines) if html else "\n\n".join(lines)
    try:
        got = read(text.encode(), "page.html" if html else "page.txt")
    except BadDocument:
        return
    assert [p.order for p in got.posts] == list(range(len(got.posts)))
    for post in got.posts:
        assert post.title or post.text
        assert post.published.earliest is None or post.published.earliest <= post.published.latest
