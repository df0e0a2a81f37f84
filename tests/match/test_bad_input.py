"""Texts that nobody wrote for us: huge, empty, of one letter, in look-alike letters; pages of one repeated post."""

import time

import pytest

from schemas.posts import PostPublished, PostRevised
from streams.core.dedupe import dedupe
from streams.core.likeness import compare
from streams.core.memory import MemoryStore
from streams.core.texts import words
from tests.match.page import Item, Page, ids, kinds

HUGE = 3_000_000


@pytest.mark.parametrize(
    "text",
    [
        "a" * HUGE,
        "a " * (HUGE // 2),
        "1,1." * (HUGE // 4),
        "'s" * (HUGE // 2),
        "(" * HUGE,
        "- " * (HUGE // 2),
        "A" * HUGE + " - b",
        "word " * 1000 + "\u0301" * HUGE,
    ],
    ids=["one word", "one letter", "figures", "apostrophes", "brackets", "dashes", "capitals", "accents"],
)
def test_huge_posts_pass_in_seconds(text: str) -> None:
    began = time.process_time()
    page, desk = Page(), MemoryStore()
    told = page.capture(Item("An ordinary post about the bridge at Karsk.", at=1), Item(text, at=2))
    told += page.capture(Item("An ordinary post about the bridge at Karsk.", at=1), Item(text + " more", at=2))
    for event in told:
        if isinstance(event, PostPublished | PostRevised):
            dedupe(event, desk)
    assert kinds(told)[:2] == ["published", "published"]
    assert time.process_time() - began < 20


@pytest.mark.parametrize("text", ["", " ", "\u200b", "…", "12", "\u05e9\u05dc\u05d5\u05dd"])
def test_texts_without_words_are_posts_too(text: str) -> None:
    page, desk = Page(), MemoryStore()
    told = page.capture(Item(text), Item("A post with words stands here beside it."))
    assert kinds(told) == ["published", "published"]
    assert page.capture(Item(text), Item("A post with words stands here beside it.")) == []
    for event in told:
        assert isinstance(event, PostPublished)
        assert dedupe(event, desk).copy_of is None


def test_look_alike_letters_and_what_cannot_be_seen_are_no_difference() -> None:
    plain = words("Valdoria's troops left Karsk on Monday, the “Herald” wrote.")
    dressed = words('Vаldoria\u200b’s tr\u043eops left K\u0430rsk on Monday, the "Herald" wr\u00adote.')
    assert plain.lower == dressed.lower
    assert compare(plain, dressed).differs is None


def test_other_scripts_compare_as_well() -> None:
    one = words("Президент приказал начать вывод войск из долины во вторник утром.")
    other = words("Президент приказал завершить вывод войск из долины в четверг вечером.")
    assert len(one) == 10
    assert compare(one, one).covered == 1.0
    assert compare(one, other).covered < 0.8


def test_fifty_thousand_posts_on_one_page() -> None:
    page = Page()
    shown = [f"Notice {n} of lorry {n * 7919 % 50021} at gate {n % 13}." for n in range(50_000)]
    began = time.process_time()
    assert len(page.capture(*shown)) == 50_000
    assert page.capture(*shown[:25_000], *shown[25_001:]) != []
    assert time.process_time() - began < 60


class Counting(MemoryStore):
    """Counts the bytes that are written."""

    written = 0

    def put(self, key: bytes, value: bytes) -> None:
        self.written += len(key) + len(value)
        super().put(key, value)


def test_a_notice_that_a_page_prints_by_the_thousand_costs_the_same_each_time() -> None:
    cost = []
    for count in (500, 2000):
        store = Counting()
        told = Page(store=store).capture(*["All quiet at the gate."] * count)
        assert len({*ids(told)}) == count
        cost.append(store.written / count)
    assert cost[1] < 1.1 * cost[0]


def test_a_lost_post_on_a_large_page_costs_no_more_with_each_other_post() -> None:
    cost = []
    for count in (1000, 8000):
        page, items = Page(), [Item(f"post {n}", native=str(n)) for n in range(count)]
        page.capture(*items, window="whole")
        began = time.process_time()
        page.capture(*items[1:], window="whole", posts=count)
        cost.append((time.process_time() - began) / count)
    assert cost[1] < 4 * cost[0]
