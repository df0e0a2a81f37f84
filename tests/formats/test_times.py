"""Stamps in all their forms, and the instants that page, order, zone and capture make of them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.formats import parse
from connectors.formats.stamps import read
from connectors.page import Document, Manifest, Page
from schemas.errors import BadManifest


def page(*stamps: str, head: str = "Truce vote live", captured: str = "2024-07-18T20:44:00Z", **known: str) -> Page:
    text = (
        head
        + "\n\n"
        + "\n\n".join(f"{s}\n\nPost number {n} says that something happened." for n, s in enumerate(stamps))
    )
    manifest = Manifest.model_validate({"file": "page.txt", "source": "s", "captured_at": captured, **known})
    return parse(Document(content=text.encode(), manifest=manifest))


def instants(got: Page) -> list[str]:
    return [f"{p.published.earliest:%m-%d %H:%M}" for p in got.posts]


@pytest.mark.parametrize(
    ("line", "minute"),
    [
        ("19:16 GMT", 1156),
        ("- **19:14 GMT**", 1154),
        ("9:42 p.m.", 1302),
        ("9L42 p.m.", 1302),
        ("9;42 pm.", 1302),
        ("942 p.m.", 1302),
        ("11: 06 a.m.", 666),
        ("12:15 a.m.", 15),
        ("12 p.m.:", 720),
        ("14:05 p.m.", 845),
        ("Noon.", 720),
        ("Midnight", 0),
        ("18.05", 1085),
        ("1851 GMT", 1131),
        ("6.01pm EST", 1081),
        ("14h05", 845),
        ("20.15 Uhr", 1215),
        ("21 mins ago11:48", 708),
        ("2h ago (14:05 GMT)", 845),
        ("Posted at 16:3216:32", 992),
        ("Published at 16:32 British Summer Time", 992),
        ("22:34 (IST) Jul 18", 1354),
        ("7:30 a.m. ET, February 8, 2016", 450),
        ("July 18, 2024, 11:48 a.m. ETJuly 18, 2024", 708),
        ("Thu 18 Jul 2024 at 5:14pm AEST", 1034),
        ("Yesterday at 18:05", 1085),
        ("| UPDATED: 11:50, Thu, Jul 18, 2024", 710),
        ("Publié aujourd’hui à 14h05", 845),
    ],
)
def test_a_line_that_is_a_stamp(line: str, minute: int) -> None:
    stamp = read(line)
    assert stamp is not None
    assert stamp.minute == minute
    assert not stamp.rest.strip()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Monday's vote",
        "12.5",
        "3 people were killed",
        "9,000+ sorties",
        "10:0010:05",
        "99:99",
        "25:10",
        "Update: two dead",
        "31 February 2024",
        "2024",
        "March",
        "ETA unknown",
    ],
)
def test_a_line_that_is_none(line: str) -> None:
    stamp = read(line)
    assert stamp is None or not (stamp.timed or stamp.dated)


@pytest.mark.parametrize(
    "line", ["At 18:40 the convoy left", "It was 10:05 GMT", "A 5h march", "In 18.05 per cent of cases"]
)
def test_a_sentence_with_a_time_in_it_begins_with_no_stamp(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize(
    ("zone", "known", "hour"),
    [
        ("10:00 GMT", {}, 10),
        ("10:00 BST", {}, 9),
        ("10:00 BST", {"country": "BD"}, 4),
        ("10:00 EST", {"country": "AU"}, 0),
        ("10:00 EST", {}, 14),
        ("10:00 EDT", {}, 14),
        ("10:00 IST", {"country": "IN"}, 4),
        ("10:00 IST", {"country": "IE"}, 9),
        ("10:00 UTC+3", {}, 7),
        ("10:00 Paris time", {}, 8),
        ("10:00 Eastern Time", {}, 14),
        ("10:00", {"timezone": "Europe/Berlin"}, 8),
        ("10:00", {"country": "DE"}, 8),
        ("10:00", {"url": "https://meridian.co.uk/live"}, 9),
    ],
)
def test_zones(zone: str, known: dict[str, str], hour: int) -> None:
    got = page(zone, zone.replace("10:00", "09:30"), **known)
    assert got.posts[0].published.earliest == datetime(
        2024, 7, 18, hour, 30 * (known.get("country") == "IN"), tzinfo=UTC
    )
    assert got.posts[0].published.basis == "stamped"


def test_a_zone_said_once_holds_for_all_clocks() -> None:
    assert instants(
        page("9:42 p.m.", "8 p.m.", head="The Latest (all times EDT):", captured="2024-07-19T02:00:00Z")
    ) == [
        "07-19 01:42",
        "07-19 00:00",
    ]


def test_local_time_is_that_of_the_dateline() -> None:
    head = "OMAHA, Neb. (MP) — The Latest on the count (all times local):"
    assert instants(page("3:40 p.m.", "2:10 p.m.", head=head)) == ["07-18 20:40", "07-18 19:10"]


def test_a_clock_without_any_zone_is_true_in_every_zone() -> None:
    newest, older = (post.published for post in page("10:00", "06:00").posts)
    assert (newest.basis, older.basis) == ("inferred", "inferred")
    assert newest.earliest == datetime(2024, 7, 17, 20, 44, tzinfo=UTC)
    assert newest.latest == datetime(2024, 7, 18, 20, 44, tzinfo=UTC)
    assert older.earliest == datetime(2024, 7, 17, 16, 44, tzinfo=UTC)
    assert older.latest == datetime(2024, 7, 18, 16, 54, tzinfo=UTC)


@settings(max_examples=200, deadline=None)
@given(
    offset=st.integers(-12 * 4, 14 * 4),
    back=st.integers(0, 23 * 60),
    steps=st.lists(st.integers(1, 10 * 60), min_size=1, max_size=8),
    dated=st.booleans(),
)
def test_wherever_a_page_without_a_zone_was_written_its_posts_lie_within_their_bounds(
    offset: int, back: int, steps: list[int], dated: bool
) -> None:
    taken = datetime(2024, 7, 18, 20, 44, tzinfo=UTC)
    told = [taken - timedelta(minutes=back + sum(steps[:n])) for n in range(len(steps) + 1)]
    local = [at + timedelta(minutes=15 * offset) for at in told]
    head = "Truce vote live" + (f"\n\n{local[0]:%d %B %Y}" if dated else "")
    got = page(*(f"{at:%H:%M}" for at in local), head=head)
    for at, post in zip(told, got.posts, strict=True):
        assert post.published.earliest is not None
        assert post.published.earliest <= at <= post.published.latest


def test_the_name_of_the_wrong_season_yields_to_the_capture() -> None:
    late = page("9:15 p.m. EST", "9:05 p.m. EST", captured="2024-07-19T01:20:00Z")
    assert instants(late) == ["07-19 01:15", "07-19 01:05"]


@pytest.mark.parametrize(
    ("clocks", "days"),
    [
        (("00:30 GMT", "23:50 GMT", "22:10 GMT"), [18, 17, 17]),
        (("22:10 GMT", "23:50 GMT", "00:30 GMT"), [17, 17, 18]),
        (("10:00 GMT", "22:00 GMT", "09:00 GMT", "23:00 GMT"), [18, 17, 17, 16]),
        (("14:00 GMT", "14:20 GMT", "13:00 GMT"), [18, 18, 18]),
    ],
)
def test_order_tells_when_midnight_was_passed(clocks: tuple[str, ...], days: list[int]) -> None:
    got = page(*clocks, captured="2024-07-18T15:00:00Z")
    assert [p.published.earliest.day for p in got.posts if p.published.earliest] == days


def test_the_page_date_sets_the_day_of_its_clocks() -> None:
    got = page("19:16 GMT", "18:15 GMT", head="Truce vote live\n\n14/03/2016", captured="2024-07-18T20:44:00Z")
    assert got.posts[0].published.earliest == datetime(2016, 3, 14, 19, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "clocks", "want"),
    [
        ("18 July 2024", ("00:30 GMT", "23:50 GMT"), ["07-18 00:30", "07-17 23:50"]),
        ("16 July 2024", ("22:10 GMT", "23:50 GMT", "00:30 GMT"), ["07-16 22:10", "07-16 23:50", "07-17 00:30"]),
    ],
)
def test_a_day_above_the_posts_is_that_of_the_first_one(head: str, clocks: tuple[str, ...], want: list[str]) -> None:
    assert instants(page(*clocks, head=f"Truce vote live\n\n{head}")) == want


def test_day_and_month_are_told_apart_by_the_country() -> None:
    british = page("5/3/2024 10:00 GMT", "5/3/2024 09:00 GMT", country="GB")
    american = page("5/3/2024 10:00 GMT", "5/3/2024 09:00 GMT", country="US")
    assert instants(british)[0] == "03-05 10:00"
    assert instants(american)[0] == "05-03 10:00"


def test_half_of_the_day_is_mended_where_order_leaves_one_reading() -> None:
    assert instants(page("1:10 p.m. GMT", "12:50 a.m. GMT", "12:30 p.m. GMT"))[1] == "07-18 12:50"


def test_in_the_hour_that_comes_twice_order_decides_or_both_stay_possible() -> None:
    got = page("01:10", "01:50", "00:20", captured="2024-10-27T02:00:00Z", timezone="Europe/London")
    second, first, before = (p.published for p in got.posts)
    assert second.earliest == datetime(2024, 10, 27, 1, 10, tzinfo=UTC)
    assert first.earliest == datetime(2024, 10, 27, 0, 50, tzinfo=UTC)
    assert before.earliest == datetime(2024, 10, 26, 23, 20, tzinfo=UTC)
    alone = (
        page("02:30", "01:30", "00:20", captured="2024-10-27T03:00:00Z", timezone="Europe/London").posts[1].published
    )
    assert alone.earliest is not None
    assert alone.latest - alone.earliest == timedelta(hours=1, seconds=59)


def test_relative_times_are_bounds_before_the_capture() -> None:
    got = page("5 minutes ago", "2 hours ago", "1 day ago")
    minutes = got.posts[0].published
    assert minutes.earliest is not None
    assert minutes.earliest <= datetime(2024, 7, 18, 20, 39, tzinfo=UTC) <= minutes.latest
    assert all(p.published.basis == "inferred" for p in got.posts)
    assert got.first == "newest"


@pytest.mark.parametrize(
    ("stamps", "seconds"),
    [
        (("Just now", "a minute ago", "half an hour ago"), (0, 60, 1_800)),
        (("a few seconds ago", "an hour ago", "a day ago"), (0, 3_600, 86_400)),
        (("less than a minute ago", "about 5 minutes ago", "almost 2 hours ago"), (0, 300, 7_200)),
        (("5 minutes ago · Ann Lee", "1 hour ago | Tom Roe", "2 hours ago - Ann Lee"), (300, 3_600, 7_200)),
        (("5m", "1h", "2h 10m ago"), (300, 3_600, 7_800)),
        (("3h ago", "1d ago", "2 days ago"), (10_800, 86_400, 172_800)),
        (("6 days ago", "2 weeks ago", "about 1 month ago"), (518_400, 1_209_600, 2_629_800)),
    ],
)
def test_every_form_of_a_relative_time_parts_posts_and_bounds_them(
    stamps: tuple[str, ...], seconds: tuple[int, ...]
) -> None:
    got = page(*stamps)
    assert [post.text for post in got.posts] == [f"Post number {n} says that something happened." for n in range(3)]
    for post, ago in zip(got.posts, seconds, strict=True):
        at = datetime(2024, 7, 18, 20, 44, tzinfo=UTC) - timedelta(seconds=ago)
        assert post.published.basis == "inferred"
        assert post.published.earliest is not None
        assert post.published.earliest <= at <= post.published.latest


@pytest.mark.parametrize(
    "line", ["5 minutes ago the doors were shut.", "About 40 people came.", "Two days ago it rained.", "Over 3 hours"]
)
def test_prose_with_a_relative_time_in_it_is_no_stamp(line: str) -> None:
    got = page("20:30 GMT", "20:20 GMT", "20:10 GMT")
    text = (
        f"Truce vote live\n\n20:30 GMT\n\nIt is so.\n\n{line}\n\n20:20 GMT\n\nIt was so.\n\n20:10 GMT\n\nSo it was.\n"
    )
    known = Manifest(file="page.txt", source="s", captured_at="2024-07-18T20:44:00Z")
    shown = parse(Document(content=text.encode(), manifest=known))
    assert len(shown.posts) == len(got.posts)
    assert line in shown.posts[0].text


def test_a_post_without_a_stamp_lies_between_its_neighbours() -> None:
    text = "<p>Something happened there, they said, and no more than that.</p>"
    html = f"<article class=a><time datetime='{{}}'>x</time><h2>One of the posts</h2>{text}</article>"
    bare = f"<article class=a><h2>A post with no time</h2>{text}</article>"
    body = html.format("2024-07-18T12:00:00Z") + bare + html.format("2024-07-18T10:00:00Z")
    manifest = Manifest(file="p.html", source="s", captured_at=datetime(2024, 7, 18, 20, tzinfo=UTC))
    got = parse(Document(content=f"<html><body>{body}</body></html>".encode(), manifest=manifest))
    between = got.posts[1].published
    assert (between.earliest, between.latest) == (got.posts[2].published.earliest, got.posts[0].published.latest)
    assert between.basis == "inferred"


def test_an_instant_for_machines_is_not_read_as_a_local_clock() -> None:
    update = {"headline": "One of the posts", "articleBody": "It was so.", "datePublished": "2024-07-18T10:48:00Z"}
    blog = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [update]})
    html = f'<html><script type="application/ld+json">{blog}</script></html>'
    manifest = Manifest(
        file="p.html", source="s", captured_at=datetime(2024, 7, 18, 20, tzinfo=UTC), timezone="Europe/London"
    )
    assert instants(parse(Document(content=html.encode(), manifest=manifest))) == ["07-18 10:48"]


def test_a_page_ahead_of_itself_calls_its_local_clocks_utc() -> None:
    text = "<p>Something happened there, they said, and no more than that.</p>"
    times = ("2024-07-18T11:48:00Z", "2024-07-18T10:05:00Z", "2024-07-18T08:36:00Z")
    body = "".join(
        f"<article class=a><time datetime='{t}'></time><h2>One of the posts</h2>{text}</article>" for t in times
    )

    def read_at(captured: str) -> list[str]:
        manifest = Manifest.model_validate(
            {"file": "p.html", "source": "s", "captured_at": captured, "timezone": "Europe/London"}
        )
        return instants(parse(Document(content=f"<html><body>{body}</body></html>".encode(), manifest=manifest)))

    assert read_at("2024-07-18T10:56:00Z") == ["07-18 10:48", "07-18 09:05", "07-18 07:36"]
    assert read_at("2024-07-18T11:56:00Z") == ["07-18 11:48", "07-18 10:05", "07-18 08:36"]


def test_a_post_held_at_the_top_bounds_no_other() -> None:
    text = "<p>Something happened there, they said, and no more than that.</p>"
    html = f"<article class=a><time datetime='{{}}'>x</time><h2>One of the posts</h2>{text}</article>"
    bare = f"<article class=a><h2>A post with no time</h2>{text}</article>"
    times = ["2024-07-18T08:00:00Z", "", "2024-07-18T14:00:00Z", "2024-07-18T13:00:00Z", "", "2024-07-18T12:00:00Z"]
    body = "".join(html.format(t) if t else bare for t in times)
    manifest = Manifest(file="p.html", source="s", captured_at=datetime(2024, 7, 18, 20, tzinfo=UTC))
    got = parse(Document(content=f"<html><body>{body}</body></html>".encode(), manifest=manifest)).posts
    assert (got[1].published.earliest, got[1].published.latest) == (got[2].published.earliest, manifest.captured_at)
    assert (got[4].published.earliest, got[4].published.latest) == (got[5].published.earliest, got[3].published.latest)


def test_a_zone_that_does_not_exist_is_a_fault_of_the_manifest() -> None:
    with pytest.raises(BadManifest, match=r"page\.txt: .*Europe/Atlantis"):
        page("10:00", "09:00", timezone="Europe/Atlantis")


def test_a_date_that_is_none_is_a_fault_of_the_manifest() -> None:
    with pytest.raises(BadManifest, match=r"page\.txt: .*2024-13"):
        page("10:00 GMT", "09:00 GMT", published="2024-13")
