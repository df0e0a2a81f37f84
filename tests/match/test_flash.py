"""A one-line flash that becomes a full post is the same post, also where a page has no ids; two flashes are two."""

import pytest

from schemas.posts import PostPublished, PostRevised
from tests.match.page import Item, Page, kinds

A = Item("Valdoria says its convoys have left the border town of Karsk for home.", at=10)
B = Item("The harbour of Tavi stays closed to ships while divers look for mines.", at=20)

PAIRS = [
    (
        "BREAKING: Explosion heard near Tavi airport",
        "A large explosion has been heard near Tavi airport, witnesses say. Smoke could be seen rising from the cargo "
        "terminal shortly after 9am, and fire engines have been sent to the scene.",
    ),
    (
        "Valdorian PM resigns",
        "Valdoria's prime minister, Ines Karo, has resigned. In a short televised address she said she had lost the "
        "confidence of her coalition partners and would stay on until a successor is chosen.",
    ),
    (
        "Ceasefire agreed in Marra, mediators say. More soon.",
        "Mediators say a ceasefire has been agreed in Marra. The two sides will stop all operations at midnight and "
        "exchange lists of prisoners within three days, according to a statement from the talks in Lorn.",
    ),
    (
        "Quake of magnitude 6.8 strikes off Ostrova - seismologists",
        "An earthquake of magnitude 6.8 has struck off the coast of Ostrova, seismologists say. The tremor, at a depth "
        "of 20 km, was felt in the capital, 300 km away. A tsunami warning has been issued.",
    ),
    (
        "Court rejects appeal by former minister Bor",
        "The supreme court has rejected an appeal by the former finance minister Milan Bor against his conviction for "
        "fraud. He must begin his four-year sentence within a month. His lawyers said they would turn to a European "
        "court.",
    ),
    (
        "Hostages freed from Lum theatre",
        "All hostages have been freed from the theatre in Lum, police say, after special forces moved in at dawn. "
        "Three gunmen were killed and a fourth was detained.",
    ),
    (
        "Parliament votes 212-198 for withdrawal bill",
        "MPs have voted by 212 to 198 in favour of the withdrawal bill after eight hours of debate. The bill now goes "
        "to the upper house, where the government has no majority.",
    ),
    (
        "Karsk bridge closed to all traffic",
        "The bridge at Karsk has been closed to all traffic because of high winds, the roads agency says. Drivers are "
        "asked to use the tunnel; delays of up to an hour are expected.",
    ),
    (
        "#BREAKING Army says it has taken power in Tavia",
        "The army says it has taken power in Tavia. In a statement read on state television, a group of officers said "
        "the constitution was suspended, borders were closed and a curfew was in force from 8pm.",
    ),
    (
        "Marek: \"We will not sign\"",
        "Ostrova's foreign minister, Lena Marek, says her country will not sign the treaty in its present form. \"We "
        "will not sign,\" she told reporters on arriving in Lorn. \"There is nothing here for our farmers.\"",
    ),
    (
        "Recount ordered in Merrin county",
        "Election officials have ordered a recount in Merrin county, where only 87 votes separate the two candidates "
        "for governor. The count will begin on Thursday and be watched by both parties.",
    ),
    (
        "Ferry with 140 on board runs aground off Tavi - coastguard",
        "A ferry with 140 people on board has run aground off Tavi, the coastguard says. Lifeboats and two helicopters "
        "are at the scene; nobody is reported hurt, but the ship is listing.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("flash", "full"), PAIRS, ids=[flash[:24] for flash, _ in PAIRS])
@pytest.mark.parametrize("stamped", [True, False], ids=["stamped", "unstamped"])
def test_a_flash_becomes_a_full_post(flash: str, full: str, stamped: bool) -> None:
    page, at = Page(), 50 if stamped else None
    (*_, first) = page.capture(Item(flash, at=at), B, A)
    told = page.capture(Item(full, at=at), B, A)
    assert kinds(told) == ["revised"]
    assert isinstance(first, PostPublished)
    assert isinstance(told[0], PostRevised)
    assert told[0].post.id == first.post.id


@pytest.mark.parametrize(("flash", "full"), PAIRS, ids=[flash[:24] for flash, _ in PAIRS])
def test_a_flash_that_stays_below_its_full_post_is_another(flash: str, full: str) -> None:
    page = Page()
    page.capture(Item(flash, at=50), B, A)
    assert kinds(page.capture(Item(full, at=55), Item(flash, at=50), B, A)) == ["published"]


def test_no_flash_becomes_the_full_post_of_another() -> None:
    page = Page()
    flashes = [Item(flash, at=50 + n) for n, (flash, _) in enumerate(PAIRS[:-1])]
    full = [Item(PAIRS[n][1], at=70 + n) for n in range(len(PAIRS))]
    page.capture(*reversed(flashes), B, A)
    told = page.capture(*reversed(full), *reversed(flashes), B, A)
    assert kinds(told) == ["published"] * len(PAIRS)
