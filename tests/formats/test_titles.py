"""What a page is called, where no markup says so."""

import pytest

from connectors.formats import parse
from connectors.page import Document, Manifest

POSTS = """
7m ago
16.42 GMT
Last of the garrison to be home before the new year

The defence minister told deputies that nobody would be left at the base by then.

41m ago
16.08 GMT
First lorries cross the border

Lorries with tents and kitchens have crossed into Tavia, its army said in a statement.
"""


def title(head: str) -> str | None:
    manifest = Manifest.model_validate({"file": "p.txt", "source": "s", "captured_at": "2031-10-10T16:49:30Z"})
    return parse(Document(content=(head + POSTS).encode(), manifest=manifest)).title


@pytest.mark.parametrize(
    "head",
    [
        "Valdoria quits Karsk – live updates\n\nKey events\n"
        "7m ago Last of the garrison to be home before the new year\n"
        "41m ago First lorries cross the border\n",
        "Home\nWorld\nLive\nValdoria quits Karsk – live updates\n\n",
    ],
    ids=["a list of its posts follows", "navigation goes before"],
)
def test_a_page_is_called_what_it_says_and_not_what_one_of_its_posts_is_called(head: str) -> None:
    assert title(head) == "Valdoria quits Karsk – live updates"


def test_a_page_that_is_called_like_one_of_its_posts_is_called_so() -> None:
    assert title("First lorries cross the border\n") == "First lorries cross the border"
