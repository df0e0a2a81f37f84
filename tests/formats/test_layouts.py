"""Every made-up layout gives its posts back: one set of rules for all of them."""

from itertools import pairwise

import pytest

from connectors.formats import parse
from tests.formats.agreement import agreement
from tests.formats.layouts import LAYOUTS

LEAST = 0.97


def test_there_are_many_layouts_unlike_each_other() -> None:
    assert len(LAYOUTS) >= 40
    assert len({make().page for make in LAYOUTS.values()}) == len(LAYOUTS)


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_layout_gives_its_posts_back(name: str) -> None:
    made = LAYOUTS[name]()
    got = agreement(parse(made.document), made)
    assert got.f1 >= LEAST
    assert got.bounds >= LEAST
    assert got.titles >= LEAST
    assert got.stamps >= LEAST
    assert got.order >= LEAST


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_bounds_hold_and_keep_the_page_order(name: str) -> None:
    page = parse(LAYOUTS[name]().document)
    posts = page.posts if page.first == "newest" else page.posts[::-1]
    posts = posts[name == "pinned_first" :]  # what is held at the top stands out of order
    for above, below in pairwise(posts):
        assert above.published.latest >= below.published.latest
        if above.published.earliest is not None and below.published.earliest is not None:
            assert above.published.earliest >= below.published.earliest
