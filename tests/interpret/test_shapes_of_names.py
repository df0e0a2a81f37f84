"""A story's names of several words: as long as one word to a gap, and written together in a hashtag."""

import pytest

from schemas.story import Party
from tests.interpret.made_up import WITHDRAWAL, states, told

LONG = WITHDRAWAL.model_copy(
    update={
        "actors": ("United Cantons",),
        "parties": (Party(name="United Cantons", variants=("United Cantons of Old Valdoria",)),),
    }
)


@pytest.mark.parametrize(
    "text",
    [
        "The first wave of Valdorian grey mountain war planes withdrawn from Tavia landed.",
        "The first wave of United Cantons of Old Valdoria grey mountain war planes withdrawn from Tavia landed.",
    ],
)
def test_a_gap_skips_a_name_as_it_skips_a_word(text: str) -> None:
    story = LONG if "Cantons" in text else WITHDRAWAL
    assert ("begun", "happened") in states(story, text)


def test_a_gap_skips_no_more_than_its_words() -> None:
    text = "The first of many long and very slow grey mountain war planes withdrawn from Tavia landed."
    assert ("begun", "happened") not in states(WITHDRAWAL, text)


def test_a_place_is_known_in_a_hashtag() -> None:
    interpretation = told(WITHDRAWAL, "#Valdoria will keep its #FortMerrin airbase in #Tavia")
    assert [aspect.path for aspect in interpretation.aspects] == ["remains.bases.fort-merrin"]
