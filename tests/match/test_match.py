"""Which post is which: edits, moves, growth and new titles are followed, look-alikes are kept apart."""

import time
from random import Random

import pytest

from schemas.posts import PostPublished, PostRevised
from tests.match.page import Item, Page, kinds

LONG = (
    "The regional council of Karsk voted on Tuesday to reopen the bridge over the Mirel to lorries. "
    "Engineers had closed it in March after the floods. "
    "The mayor, Tomas Brandt, said the first convoys would cross before dawn."
)
OTHER = "Police in Sund say two people were hurt when a tram left its rails near the station."
THIRD = "The central bank of Valdoria leaves its main rate where it was, against most forecasts."


def only_revision(before: Item, after: Item) -> PostRevised:
    """The edit between two captures in which the post stands between two others."""
    page = Page()
    page.capture(OTHER, before, THIRD)
    told = page.capture(OTHER, after, THIRD)
    assert kinds(told) == ["revised"]
    assert isinstance(told[0], PostRevised)
    return told[0]


@pytest.mark.parametrize(
    ("before", "after", "edit"),
    [
        (LONG, LONG.replace("reopen", "re-open"), "cosmetic"),
        (LONG, LONG.upper(), "cosmetic"),
        (LONG, LONG.replace(". ", ".\n\n"), "cosmetic"),
        (LONG, LONG.replace("Engineers", "Enginers"), "material"),  # opens with a capital: it might be a name
        (LONG, LONG.replace("council", "counicl"), "material"),  # the slip reaches the ending
        (LONG, LONG.replace("regional", "reigonal"), "cosmetic"),
        (LONG, LONG.replace("March", "April"), "material"),
        (LONG, LONG.replace("voted on Tuesday to", "voted on Tuesday not to"), "material"),
        (LONG, LONG.replace("would cross", "could cross"), "material"),
        (LONG, LONG.replace("closed", "close"), "material"),
        (LONG, LONG + " Nobody was hurt.", "material"),
        (LONG, LONG.split(". ", maxsplit=1)[0] + ".", "material"),
    ],
)
def test_edits_keep_the_post_and_have_a_class(before: str, after: str, edit: str) -> None:
    assert only_revision(Item(before), Item(after)).edit == edit


def test_a_flash_grows_into_a_report() -> None:
    flash = Item("Bridge over the Mirel to reopen to lorries.", at=5)
    assert only_revision(flash, Item(LONG, at=5)).edit == "material"


def test_a_flash_grows_into_a_report_in_other_words() -> None:
    only_revision(Item("Karsk council to let lorries back on Mirel bridge", at=5), Item(LONG, at=5))


def test_another_report_under_the_same_stamp_is_no_grown_flash() -> None:
    page = Page()
    page.capture(Item(OTHER, at=9), Item("Two ferries collide off Tavi, nobody hurt", at=5), Item(THIRD, at=1))
    told = page.capture(Item(OTHER, at=9), Item(LONG, at=5), Item(THIRD, at=1))
    assert sorted(kinds(told)) == ["published", "removed"]


def test_the_pages_own_ids_tell_posts_apart_whatever_they_say() -> None:
    page = Page()
    page.capture(Item(OTHER, native="a"), Item(LONG, native="b"), Item(THIRD, native="c"))
    told = page.capture(Item(OTHER, native="a"), Item(LONG, native="d"), Item(THIRD, native="c"))
    assert sorted(kinds(told)) == ["published", "removed"]


def test_a_title_of_two_common_words_is_no_identity() -> None:
    page = Page()
    page.capture(Item(OTHER), Item("Rain is on its way to the coast.", title="Good morning"), Item(THIRD))
    told = page.capture(Item(OTHER), Item(LONG, title="Good morning"), Item(THIRD))
    assert sorted(kinds(told)) == ["published", "removed"]


def test_a_flash_is_retold_under_its_title() -> None:
    flash = Item("More to follow.", title="Council of Karsk votes on the bridge", at=5)
    only_revision(flash, Item(LONG, title="Council of Karsk votes on the bridge", at=5))


def test_a_retitled_post_is_the_same() -> None:
    only_revision(Item(LONG, title="Bridge vote"), Item(LONG, title="Lorries may cross the Mirel again"))


def test_a_corrected_figure_under_the_same_stamp_is_an_edit() -> None:
    only_revision(
        Item("Rescuers say 12 miners are still below ground at Lum.", at=3),
        Item("Rescuers say 21 miners are still below ground at Lum.", at=3),
    )


def test_a_corrected_figure_in_the_same_place_of_a_page_without_times_is_an_edit() -> None:
    only_revision(
        Item("Rescuers say 12 miners are still below ground at Lum."),
        Item("Rescuers say 21 miners are still below ground at Lum."),
    )


def test_notices_by_one_template_are_not_one_post() -> None:
    page = Page()
    page.capture(Item("Update: road A11 is closed between Sund and Brell.", at=5), Item(OTHER, at=4))
    told = page.capture(Item("Update: road A17 is closed between Lum and Brell.", at=9), Item(OTHER, at=4))
    assert "revised" not in kinds(told)
    assert kinds(told).count("published") == 1


def test_market_ticks_are_not_one_post() -> None:
    page = Page()
    page.capture(*[Item(f"Brell 100 index stands at {4000 + n} points.", at=n) for n in (3, 2, 1)])
    told = page.capture(*[Item(f"Brell 100 index stands at {4000 + n} points.", at=n) for n in (5, 4, 3)])
    assert kinds(told) == ["published", "published"]


def test_an_edited_post_and_its_look_alike_on_one_page() -> None:
    page = Page()
    first = page.capture(OTHER, "Rescuers say 12 miners are still below ground at Lum.", THIRD)
    told = page.capture(
        "Rescuers say 40 miners are still below ground at Karsk.",
        OTHER,
        "Rescuers say 13 miners are still below ground at Lum.",
        THIRD,
    )
    revised = [e.post for e in told if isinstance(e, PostRevised)]
    published = [e.post for e in told if isinstance(e, PostPublished)]
    assert [p.text for p in published] == ["Rescuers say 40 miners are still below ground at Karsk."]
    assert [p.id for p in revised] == [
        e.post.id for e in first if isinstance(e, PostPublished) and "Lum" in e.post.text
    ]


def test_every_post_edited_at_once() -> None:
    page = Page()
    page.capture(*[f"{LONG.split('. ')[0]} Report {n}: {'word ' * (n % 5)}{OTHER}" for n in range(6)])
    told = page.capture(*[f"{LONG.split('. ')[0]} Report {n}: {'word ' * (n % 5)}{OTHER} More." for n in range(6)])
    assert kinds(told) == ["revised"] * 6


def test_a_page_of_thousands_edited_posts_is_matched_in_linear_time() -> None:
    def timed(count: int) -> float:
        page, choose = Page(), Random(7)
        shown = [" ".join(f"word{choose.randrange(900)}" for _ in range(30)) for _ in range(count)]
        page.capture(*shown)
        began = time.process_time()
        told = page.capture(*[text + " more words follow here" for text in shown])
        assert kinds(told) == ["revised"] * count
        return time.process_time() - began

    timed(50)
    assert timed(1600) < 8 * timed(400)
