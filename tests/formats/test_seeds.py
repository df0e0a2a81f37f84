"""The five seeds: which posts, where they begin and end, and when they were published."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from connectors.formats import parse
from connectors.page import Document, Manifest, Page

SEEDS = Path(__file__).parents[2] / "seeds"


def captures() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((SEEDS / "manifest.yaml").read_text(encoding="utf-8"))["captures"]
    return found


def seed(source: str) -> Page:
    capture = next(c for c in captures() if c["source"] == source)
    return parse(Document(content=(SEEDS / capture["file"]).read_bytes(), manifest=Manifest(**capture)))


@pytest.mark.parametrize(("source", "posts"), [("000", 8), ("001", 9), ("002", 1), ("003", 1), ("004", 1)])
def test_every_post_and_no_other(source: str, posts: int) -> None:
    assert len(seed(source).posts) == posts


def test_every_text_stands_in_its_document_as_printed() -> None:
    for capture in captures():
        printed = (SEEDS / capture["file"]).read_text(encoding="utf-8")
        page = seed(capture["source"])
        assert all(p.text in printed for p in page.posts)
        assert all(p.title in printed for p in page.posts if p.title)


def test_stamps_are_exact_to_their_minute() -> None:
    page = seed("001")
    assert page.first == "newest"
    first = page.posts[0].published
    assert (first.earliest, first.latest) == (
        datetime(2016, 3, 14, 19, 16, tzinfo=UTC),
        datetime(2016, 3, 14, 19, 16, 59, tzinfo=UTC),
    )
    assert {p.published.basis for p in page.posts} == {"stamped"}


def test_a_page_without_any_time_gets_bounds_and_no_instant() -> None:
    for post in seed("000").posts:
        assert post.published.earliest == datetime(2016, 3, 14, tzinfo=UTC)
        assert post.published.latest == datetime(2016, 3, 20, 23, 59, 59, tzinfo=UTC)
        assert post.published.basis == "inferred"


def test_articles_take_their_day_from_the_page_the_text_or_the_manifest() -> None:
    stamped, inferred, given = seed("003").posts[0], seed("002").posts[0], seed("004").posts[0]
    assert (stamped.published.basis, stamped.published.precision) == ("stamped", "day")
    assert inferred.published.basis == "inferred"
    assert (given.published.basis, given.published.precision) == ("manifest", "month")
