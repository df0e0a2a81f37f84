"""For whom an office speaks that the page gives to nobody, in a declared story."""

import pytest

from schemas.evidence import Span
from schemas.reading import Statement
from schemas.story import Place
from streams.core.interpret import party_of
from tests.interpret.made_up import SIEGE


def said(*, assumed: bool | None) -> Statement:
    return Statement(span=Span(where="text", start=0, end=9), party="GB", assumed=assumed)


@pytest.mark.parametrize(
    ("actors", "places", "party"),
    [
        (("gunmen", "KE"), ("Karsk",), "KE"),
        (("gunmen",), ("Nairobi", "Karsk"), "KE"),
        (("gunmen",), ("Nairobi", "Chile"), "GB"),
        (("UN", "gunmen"), ("Karsk",), "GB"),
    ],
)
def test_it_is_the_country_that_acts_or_that_of_the_places(
    actors: tuple[str, ...], places: tuple[str, ...], party: str
) -> None:
    story = SIEGE.model_copy(update={"actors": actors, "places": tuple(Place(name=name) for name in places)})
    assert party_of(said(assumed=True), story) == party


def test_what_the_page_tells_stays_and_so_does_what_no_story_takes() -> None:
    story = SIEGE.model_copy(update={"actors": ("KE",)})
    assert (party_of(said(assumed=None), story), party_of(said(assumed=True), None)) == ("GB", "GB")
