"""Copies are told from look-alikes, and groups depend on which posts there are, not on how they came."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.posts import Known, Post, PostPublished, PostRemoved, PostRevised
from schemas.routings import Copy
from schemas.times import Published
from streams.core.captures import UNREAD
from streams.core.dedupe import Verdict, dedupe
from streams.core.memory import MemoryStore
from tests.match.page import minute

LEAD = (
    "Valdoria's parliament voted on Thursday to send 400 engineers to the flooded valley of Karsk, "
    "Prime Minister Ada Holm said after a debate that lasted all night."
)
BODY = (
    'The opposition called the plan "late and thin" and left the chamber before the vote. '
    "Two bridges have fallen since Monday and the main road to Sund is under water."
)
FULL = f"{LEAD}\n\n{BODY}"
NOTICE = "We are closing our live coverage for tonight. Thank you for reading, and join us again in the morning."


class Desk:
    """Posts sent to one desk, and whose copy each was last said to be."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.copies: dict[str, Copy | None] = {}
        self.revisions: dict[str, int] = {}

    def put(self, post: str, text: str, *, source: str | None = None, at: int = 0, title: str | None = None) -> Verdict:
        when = minute(at)
        self.revisions[post] = self.revisions.get(post, 0) + 1
        sent = Post(
            id=post,
            revision=self.revisions[post],
            source=source or f"source of {post}",
            desk="main",
            title=title,
            text=text,
            published=Published(earliest=when, latest=when, precision="minute", basis="stamped"),
            distance=0,
            captured_at=when,
            known=Known(at=when, basis="captured"),
            reading=UNREAD,
        )
        if self.revisions[post] > 1:
            return self._take(dedupe(PostRevised(edit="material", post=sent), self.store))
        return self._take(dedupe(PostPublished(post=sent), self.store))

    def remove(self, post: str) -> Verdict:
        known = Known(at=minute(9999), basis="captured")
        gone = PostRemoved(id=post, revision=1, source="any", desk="main", captured_at=known.at, known=known)
        return self._take(dedupe(gone, self.store))

    def _take(self, verdict: Verdict) -> Verdict:
        self.copies[verdict.post] = verdict.copy_of
        for other in verdict.changed:
            assert self.copies.get(other.post) != other.copy_of, "told what was known"
            self.copies[other.post] = other.copy_of
        return verdict

    def originals(self) -> dict[str, str]:
        return {post: copy.of for post, copy in self.copies.items() if copy is not None}


def pair(first: str, second: str) -> Copy | None:
    desk = Desk()
    desk.put("a", first, at=0)
    return desk.put("b", second, at=5).copy_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (FULL, "exact"),
        (FULL.replace("'", "’").replace('"', "“").upper(), "exact"),
        (f"KARSK, Valdoria (Agency) - {FULL}", "exact"),
        (f"KARSK, May 4 (Agency) — {FULL}", "exact"),
        (f"UPDATE: {FULL}", "exact"),
        (FULL.replace("Karsk", "K\u0430rsk"), "exact"),  # a Cyrillic letter among Latin ones
        (FULL.replace("Thursday", "Thurs"), "syndicated"),
        (FULL.replace("Prime Minister Ada Holm", "Mrs Holm"), "syndicated"),
        (FULL.replace("left the chamber before", "walked out of the hall ahead of"), "near-duplicate"),
        (LEAD, "syndicated"),  # an excerpt
    ],
)
def test_copies(text: str, kind: str) -> None:
    found = pair(FULL, text)
    assert found is not None
    assert (found.of, found.kind) == ("a", kind)
    assert found.similarity >= 800


@pytest.mark.parametrize(
    "text",
    [
        FULL.replace("400", "40"),
        FULL.replace("Two bridges", "Three bridges"),
        FULL.replace("Karsk", "Lum"),
        FULL.replace("Ada Holm", "Ove Brandt"),
        FULL.replace("Thursday", "Friday"),
        FULL.replace("voted on Thursday to", "voted on Thursday not to"),
        FULL.replace("is under water", "isn't under water"),
        LEAD.replace("400", "500"),
        "Ostrova" + FULL.removeprefix("Valdoria"),
        f"{LEAD.split(',')[0]}. But the plan may fail, say aid groups who have worked in the valley since the first "
        "storm of the year, since no money has been set aside and boats are few.",
    ],
)
def test_look_alikes(text: str) -> None:
    assert pair(FULL, text) is None


def test_notices_and_very_short_texts_are_nobodys_copy() -> None:
    assert pair(NOTICE, NOTICE) is None
    assert pair("Flight 12 cancelled.", "Flight 12 cancelled.") is None


def test_the_same_page_repeats_itself() -> None:
    desk = Desk()
    desk.put("a", FULL, source="page")
    found = desk.put("b", FULL, source="page", at=5).copy_of
    assert found == Copy(of="a", kind="repeat", similarity=1000)


def test_an_excerpt_that_was_there_before_is_no_copy() -> None:
    desk = Desk()
    desk.put("short", LEAD, at=0)
    desk.put("long", FULL, at=30)
    assert desk.originals() == {}


def test_an_excerpt_joins_no_two_longer_posts() -> None:
    desk = Desk()
    other = f"{LEAD} Farmers in Lum asked for pumps as well, and 30 barns were lost there, the union of growers said."
    desk.put("a", FULL, at=0)
    desk.put("b", other, at=1)
    desk.put("excerpt", LEAD, at=9)
    desk.put("again", LEAD, at=10)
    assert desk.originals() == {"excerpt": "a", "again": "a"}


def test_a_reworded_beginning_is_no_excerpt() -> None:
    reworded = LEAD.replace("parliament voted on", "deputies decided last").replace(
        "said after a debate", "has said now"
    )
    assert pair(FULL, reworded) is None
    assert pair(LEAD, reworded) is not None


def test_copies_are_found_however_time_is_cut() -> None:
    for at in range(0, 60 * 24 * 15, 60 * 24 * 5 + 77):
        desk = Desk()
        desk.put("a", FULL, at=at)
        desk.put("b", f"{FULL} Nobody was hurt.", at=at + 60 * 24 * 6)
        assert desk.originals() == {"b": "a"}, at
        desk = Desk()
        desk.put("b", f"{FULL} Nobody was hurt.", at=at + 60 * 24 * 6)
        desk.put("a", FULL, at=at)
        assert desk.originals() == {"b": "a"}, at


def test_a_full_listing_is_marked() -> None:
    desk = Desk()
    tail = "Two bridges have fallen since Monday and the main road to Sund is under water."
    verdicts = [desk.put(f"p{n:03}", f"Notice {n} to {n} lorries: {tail}", at=n) for n in range(80)]
    assert not verdicts[10].capped
    assert verdicts[-1].capped
    assert desk.originals() == {}


def test_beyond_the_horizon_the_same_words_are_another_occasion() -> None:
    week = int(timedelta(days=7).total_seconds() // 60)
    desk = Desk()
    desk.put("a", FULL)
    assert desk.put("b", FULL, at=week).copy_of is not None
    assert desk.put("c", FULL, at=2 * week + 1).copy_of is None


def test_the_first_by_time_is_the_original_whenever_it_comes() -> None:
    desk = Desk()
    desk.put("late", FULL, at=50)
    desk.put("later", FULL, at=60)
    verdict = desk.put("first", FULL, at=10)
    assert [(standing.post, standing.copy_of and standing.copy_of.of) for standing in verdict.changed] == [
        ("late", "first"),
        ("later", "first"),
    ]


def test_without_the_bridge_its_two_sides_are_two_groups() -> None:
    one = FULL.replace("voted on Thursday to send", "decided on Thursday that it will soon dispatch")
    one = one.replace("said after a debate that lasted all night", "told reporters when members had finally agreed")
    other = FULL.replace("left the chamber before the vote", "walked out of the hall while others were speaking")
    other = other.replace("is under water", "lies deep below the brown flood")
    desk = Desk()
    desk.put("a", one, at=0)
    desk.put("bridge", FULL, at=1)
    desk.put("b", other, at=2)
    assert desk.originals() == {"bridge": "a", "b": "a"}
    verdict = desk.remove("bridge")
    assert [(standing.post, standing.copy_of) for standing in verdict.changed] == [("b", None)]
    desk.put("bridge", FULL, at=1)
    assert desk.originals() == {"bridge": "a", "b": "a"}


def test_a_correction_takes_a_post_out_of_its_group() -> None:
    desk = Desk()
    desk.put("a", FULL, at=0)
    desk.put("b", FULL, at=1)
    desk.put("c", FULL, at=2)
    verdict = desk.put("a", FULL.replace("400", "40"), at=0)
    assert verdict.copy_of is None
    assert desk.originals() == {"c": "b"}


def test_the_same_event_again_changes_nothing() -> None:
    desk = Desk()
    desk.put("a", FULL, at=0)
    desk.put("b", FULL, at=1)
    assert desk.put("b", FULL, at=1).changed == ()
    before = dict(desk.copies)
    assert desk.put("c", "Something else altogether happened in Brell this morning, police say.").changed == ()
    assert {post: copy for post, copy in desk.copies.items() if post != "c"} == before


VARIANTS = [
    FULL,
    f"KARSK (Agency) - {FULL}",
    f"{FULL} It was the first such vote.",
    FULL.replace("called the plan", "had called the whole plan") + " It will be heard of.",
    FULL.replace("400", "40"),
    FULL.replace("Prime Minister Ada Holm", "Mrs Holm"),
    LEAD,
    f"UPDATE: {LEAD}",
    BODY,
    NOTICE,
    "Police in Sund say two people were hurt when a tram left its rails near the main station on Monday.",
]
moves = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([None, *range(len(VARIANTS))]), st.integers(0, 12)),
    max_size=14,
)
HOUR = 60 * 20
"""So that some posts lie beyond the horizon of others: 12 steps of 20 hours are 10 days."""


def replayed(posts: dict[str, tuple[int, int]], order: list[str]) -> dict[str, tuple[str, int]]:
    desk = Desk()
    for post in order:
        text, at = posts[post]
        desk.put(post, VARIANTS[text], at=at * HOUR)
    return {post: (copy.of, copy.similarity) for post, copy in desk.copies.items() if copy is not None}


@settings(max_examples=300, deadline=None)
@given(moves, st.randoms(use_true_random=False))
def test_groups_are_a_function_of_the_posts_there_are(
    steps: list[tuple[str, int | None, int]], random: "st.DataObject"
) -> None:
    desk, present = Desk(), dict[str, tuple[int, int]]()
    for post, text, at in steps:
        if text is None:
            if post in present:
                desk.remove(post)
                del desk.copies[post], present[post]
        else:
            desk.put(post, VARIANTS[text], at=at * HOUR)
            present[post] = (text, at)
    got = {post: (copy.of, copy.similarity) for post, copy in desk.copies.items() if copy is not None}
    order = sorted(present)
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert got == replayed(present, order)


def test_every_order_of_arrival_gives_the_same_groups() -> None:
    posts = {name: (n, n) for n, name in enumerate("abcdef")}
    results = [replayed(posts, list(order)) for order in permutations("abcdef")]
    assert all(result == results[0] for result in results)
    assert results[0]


def test_the_store_is_empty_again_when_all_posts_are_gone() -> None:
    desk = Desk()
    for n, text in enumerate(VARIANTS):
        desk.put(f"p{n}", text, at=n * HOUR)
    for n in range(len(VARIANTS)):
        desk.remove(f"p{n}")
    assert len(desk.store) == 0


def test_a_thousand_copies_cost_no_more_each_than_a_few() -> None:
    desk = Desk()
    for n in range(1000):
        desk.put(f"p{n:04}", FULL, at=n)
    reads = 0

    class Counting(MemoryStore):
        def get(self, key: bytes) -> bytes | None:
            nonlocal reads
            reads += 1
            return super().get(key)

    counted = Counting()
    for key, value in desk.store.scan(b"", b"\xff" * 9):
        counted.put(key, value)
    desk.store = counted
    assert desk.put("one more", FULL, at=1001).copy_of == Copy(of="p0000", kind="exact", similarity=1000)
    assert reads < 100
