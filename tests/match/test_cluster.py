"""Posts of no declared story: a page is a thread, pages on one event are joined, a mixed feed is told apart."""

from collections import Counter
from datetime import timedelta
from random import Random

from schemas.posts import Known, Post
from schemas.times import Published
from streams.core.captures import UNREAD
from streams.core.cluster import Placed, place
from streams.core.memory import MemoryStore
from tests.match.page import minute

EVENTS = {
    "bridge": "Karsk bridge Mirel collapse engineers Brandt girders lorries ferry cables piers inspection Holm rubble",
    "storm": "storm Sund flood levee evacuation Lindqvist shelter rainfall dykes pumps rescue boats surge cellar",
    "ballot": "ballot Ostrova Marek coalition turnout recount senate runoff precinct electors Verhoef concession tally",
    "strike": "strike dockers Tavi Oduya union wages pickets containers harbour mediation walkout quay arbitration",
}
FILLER = [
    "said",
    "people",
    "after",
    "today",
    "first",
    "government",
    "would",
    "there",
    "about",
    "which",
    "could",
    "other",
]


def text(event: str, random: Random, withdrawn: bool = False) -> str:
    words = [random.choice(EVENTS[event].split()) for _ in range(18)] + [random.choice(FILLER) for _ in range(22)]
    random.shuffle(words)
    return " ".join(words + (["withdrawal", "withdraw"] if withdrawn else [])) + "."


class Desk:
    def __init__(self) -> None:
        self.store = MemoryStore()
        self.labels: dict[str, str] = {}
        self.goes_on: dict[str, str] = {}

    def put(self, post: str, words: str, source: str, title: str | None, at: int, revision: int = 1) -> Placed:
        when = minute(at)
        placed = place(
            Post(
                id=post,
                revision=revision,
                source=source,
                desk="main",
                page_title=title,
                text=words,
                published=Published(earliest=when, latest=when, precision="minute", basis="stamped"),
                distance=0,
                captured_at=when,
                known=Known(at=when, basis="captured"),
                reading=UNREAD,
            ),
            self.store,
        )
        self.labels[post] = placed.label
        self.labels.update((moved.post, moved.label) for moved in placed.moved)
        self.goes_on.update(placed.ended)
        return placed

    def thread(self, post: str) -> str:
        label = self.labels[post]
        while label in self.goes_on:
            label = self.goes_on[label]
        return label


def pages(titles: dict[str, tuple[str, str, int]], count: int) -> Desk:
    """Pages (name: event, title, minute of the first post), their posts in turn."""
    desk, random = Desk(), Random(5)
    for n in range(count):
        for name, (event, title, start) in titles.items():
            desk.put(f"{name} {n}", text(event, random), name, title, start + n)
    return desk


def test_a_page_is_one_thread_whatever_its_posts_say() -> None:
    desk, random = Desk(), Random(1)
    for n, event in enumerate(EVENTS):
        assert desk.put(f"p{n}", text(event, random), "page", "Friday as it happens", n).label == "page"


def test_pages_on_one_event_are_joined_under_the_older_and_others_are_not() -> None:
    desk = pages(
        {
            "b": ("bridge", "Karsk bridge collapse: live | World", 50),
            "a": ("bridge", "Mirel bridge falls - Outlet", 20),
            "c": ("ballot", "Ostrova votes: live", 30),
        },
        12,
    )
    assert {desk.thread(f"{page} {n}") for page in "ab" for n in range(12)} == {"a"}
    assert desk.thread("c 3") == "c"


def test_pages_days_apart_are_two_episodes() -> None:
    later = 50 + int(timedelta(days=3).total_seconds() // 60)
    desk, random = Desk(), Random(2)
    for name, start in (("a", 0), ("b", later)):
        for n in range(12):
            desk.put(f"{name}{n}", text("bridge", random), name, "Bridge", start + n)
    assert desk.thread("a3") != desk.thread("b3")


def test_a_revision_counts_no_second_time() -> None:
    desk, random = Desk(), Random(3)
    desk.put("a", text("storm", random), "page", "Storm", 0)
    before = list(desk.store.scan(b"", b"\xff" * 9))
    assert desk.put("a", text("strike", random), "page", "Storm", 0, revision=2).label == "page"
    assert list(desk.store.scan(b"", b"\xff" * 9)) == before


def feed(count: int, seed: int) -> tuple[Desk, dict[str, str]]:
    desk, random, event_of = Desk(), Random(seed), dict[str, str]()
    for n in range(count):
        event = random.choice(list(EVENTS))
        event_of[f"p{n}"] = event
        desk.put(f"p{n}", text(event, random, withdrawn=event in {"bridge", "strike"}), "feed", None, n)
    return desk, event_of


def test_a_feed_is_told_apart_by_event_even_where_events_share_a_rare_word() -> None:
    desk, event_of = feed(80, seed=4)
    found: dict[str, set[str]] = {event: set() for event in EVENTS}
    for post, event in event_of.items():
        found[event].add(desk.thread(post))
    for event, threads in found.items():
        for other, others in found.items():
            assert event == other or not threads & others
    assert sum(map(len, found.values())) <= 6


def test_a_feed_gives_the_same_threads_every_time() -> None:
    one, _ = feed(40, seed=6)
    other, _ = feed(40, seed=6)
    assert one.labels == other.labels
    assert list(one.store.scan(b"", b"\xff" * 9)) == list(other.store.scan(b"", b"\xff" * 9))


def test_a_post_of_a_feed_keeps_its_thread_when_it_comes_again() -> None:
    desk, event_of = feed(30, seed=7)
    for post in event_of:
        assert desk.put(post, "quite other words", "feed", None, 99, revision=2).label == desk.thread(post)


def test_a_lone_post_follows_its_event_when_others_like_it_come() -> None:
    desk, random = Desk(), Random(8)
    for n in range(6):
        desk.put(f"s{n}", text("storm", random), "feed", None, n)
    lone = "Electors in Ostrova will go to the ballot in spite of it, promised Marek of the coalition, once in Sund."
    desk.put("lone", lone, "feed", None, 10)
    assert desk.thread("lone") == desk.thread("s0")
    for n in range(6):
        desk.put(f"b{n}", f"Electors, Ostrova, Marek: {text('ballot', random)}", "feed", None, 20 + n)
    assert desk.thread("b5") != desk.thread("s0")
    assert desk.thread("lone") == desk.thread("b5")


def test_posts_leave_an_event_to_which_they_belong_less_than_to_each_other() -> None:
    desk, random = Desk(), Random(8)
    for n in range(6):
        desk.put(f"s{n}", text("storm", random), "feed", None, n)
    lone = "Electors in Ostrova go to the ballot in spite of storm and Sund, Marek of the coalition promised."
    desk.put("lone", lone, "feed", None, 10)
    assert desk.thread("lone") == desk.thread("s0")
    for n in range(5):
        desk.put(
            f"b{n}", "Electors, Ostrova, Marek, electors: ballot, coalition, turnout, ballot.", "feed", None, 11 + n
        )
    assert desk.thread("lone") == desk.thread("b0") == desk.thread("b4") != desk.thread("s0")


def test_where_posts_are_told_to_be_is_where_they_are_also_when_the_feed_outgrows_what_is_looked_at() -> None:
    desk, random, texts = Desk(), Random(11), dict[str, str]()
    for n in range(700):
        event = list(EVENTS)[(n // 175 + random.randrange(2)) % 4]
        other = text(random.choice(list(EVENTS)), random)
        texts[f"p{n}"] = event
        desk.put(f"p{n}", f"{text(event, random)} {other[: random.randrange(30)]}", "feed", None, n)
    for post in texts:
        assert desk.put(post, "quite other words", "feed", None, 999, revision=2).label == desk.thread(post)
    kinds = {event: Counter(desk.thread(post) for post in texts if texts[post] == event) for event in EVENTS}
    biggest = {event: threads.most_common(1)[0] for event, threads in kinds.items()}
    assert len({thread for thread, _ in biggest.values()}) == 4
    assert all(count > 0.9 * kinds[event].total() for event, (_, count) in biggest.items())


def test_the_same_event_a_week_later_is_another_thread() -> None:
    desk, random = Desk(), Random(9)
    for n in range(6):
        desk.put(f"a{n}", text("storm", random), "feed", None, n)
        desk.put(f"x{n}", text("strike", random), "feed", None, n)
    for n in range(6):
        desk.put(f"b{n}", text("storm", random), "feed", None, 7 * 24 * 60 + n)
    assert desk.thread("b5") != desk.thread("a5")
    assert desk.thread("b5") == desk.thread("b1")


def test_the_label_is_what_the_desk_asks_for() -> None:
    desk = Desk()
    placed = desk.put("a", "Karsk bridge falls into the Mirel", "page", "Bridge", 0)
    assert placed == Placed("page")
    store = MemoryStore()
    assert (
        place(
            Post(
                id="x",
                revision=1,
                source="feed",
                desk="main",
                text="Karsk bridge falls into the Mirel",
                published=Published(latest=minute(0), precision="unknown", basis="inferred"),
                distance=0,
                captured_at=minute(0),
                known=Known(at=minute(0), basis="captured"),
                reading=UNREAD,
            ),
            store,
        ).label
        == "x"
    )
