"""Which statements of a party say the same, in one post and in two."""

from typing import Any

import pytest

from streams.core.repeats import common_stems, says_again, told, wrapped
from tests.core.stub import STORY

BODY, TITLE = "text", "title"


def claim(
    quote: str, name: str | None = "Lena Marek", *, post: str = "p1", where: str = BODY, stance: str | None = "opposes"
) -> Any:
    row: dict[str, Any] = {"id": f"{post}:{quote}", "evidence": {"post": post, "where": where, "quote": quote}}
    return row | ({"canonical": name, "speaker": name} if name else {}) | ({"stance": stance} if stance else {})


def groups(*claims: Any, common: frozenset[str] = frozenset()) -> list[list[str]]:
    return [[c["evidence"]["quote"] for c in group] for group in wrapped(claims, common)]


def again(one: Any, other: Any, common: frozenset[str] = frozenset()) -> bool:
    found = says_again(told(one, common), told(other, common))
    assert found == says_again(told(other, common), told(one, common)), "it depends on which is asked first"
    return found


QUOTE = "“The harbour must reopen before winter, and the blockade is a crime against every fisherman,” Lena Marek said"


@pytest.mark.parametrize(
    "wrapping",
    [
        claim("Marek calls harbour blockade a crime", where=TITLE),
        claim("Lena Marek called the blockade “a crime against every fisherman”"),
        claim("The minister said the harbour must reopen before winter", None),
    ],
    ids=["headline", "fragment of the quotation", "summary under an office"],
)
def test_in_a_post_a_wrapping_is_a_copy_of_the_fullest(wrapping: Any) -> None:
    fullest = claim(QUOTE)
    assert groups(wrapping, fullest) == [[QUOTE, wrapping["evidence"]["quote"]]]
    assert groups(fullest, wrapping) == [[QUOTE, wrapping["evidence"]["quote"]]]


@pytest.mark.parametrize(
    "other",
    [
        claim("Lena Marek said fuel would be rationed from Monday"),
        claim("Omar Brandt said the harbour must reopen before winter", "Omar Brandt"),
        claim("The minister said 40 harbour workers were held over the winter blockade", None),
    ],
    ids=["about something else", "somebody else who is named", "other numbers"],
)
def test_in_a_post_another_statement_stands_by_itself(other: Any) -> None:
    numbered = claim(QUOTE.replace("every fisherman", "all 12 fishermen"))
    assert groups(numbered, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“The harbour must reopen before winter,” Marek said", "Marek insisted that the harbour reopen before winter"),
        (
            "Marek said it was premature to speak of an agreement over fishing rights",
            "“Nobody is served by rumours. It is too early to speak of agreement over fishing rights, and we go on”,"
            " said Marek",
        ),
        (
            "“It will give the talks in Dolna a positive push,” said Marek",
            "Marek said the move was likely to give the talks in Dolna a positive impulse",
        ),
    ],
    ids=["quoted and told", "a piece and the whole", "two translations"],
)
@pytest.mark.parametrize("stance", ["welcomes", None])
def test_one_person_reported_in_two_posts_said_it_once(one: str, other: str, stance: str | None) -> None:
    assert again(claim(one, stance=stance), claim(other, post="p2", stance=stance))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marek said 12 trawlers had left the harbour at dawn", "Marek said 40 trawlers had left the harbour at dawn"),
        ("Marek said the harbour would reopen before winter", "Marek said the harbour would not reopen before winter"),
        ("Marek said nurses would be paid more from May", "Marek said trawlers would be paid for fuel from June"),
        ("Marek thanked the crews of the trawlers in Karsk", "Marek thanked the nurses of the hospital in Dolna"),
        ("Marek condemned the attack", "Marek condemned the raid"),
        (
            "Marek said trawlers would sail once the storms of winter had passed",
            "Marek said winter fuel for trawlers was short",
        ),
        ("Marek said the last trawlers would leave Norway", "Marek said the last trawlers would leave Brazil"),
        ("Marek said talks in Dolna would resume on Monday", "Marek said talks in Dolna would resume on Friday"),
        ("Marek agreed to reopen the harbour before winter", "Marek refused to reopen the harbour before winter"),
    ],
    ids=[
        "another number",
        "denied",
        "paid for another thing",
        "the same opening",
        "one word",
        "words that lie apart",
        "another country",
        "another day",
        "refused",
    ],
)
@pytest.mark.parametrize("stance", ["welcomes", None])
def test_what_differs_in_substance_was_said_twice(one: str, other: str, stance: str | None) -> None:
    assert not again(claim(one, stance=stance), claim(other, post="p2", stance=stance))


def test_a_headline_is_never_the_fullest_however_much_it_quotes() -> None:
    head = claim("“The harbour must reopen before winter, whatever the blockade costs,” Marek says", where=TITLE)
    lead = claim("Lena Marek wants the harbour to reopen before winter")
    assert groups(head, lead) == [[lead["evidence"]["quote"], head["evidence"]["quote"]]]


def test_what_one_post_says_twice_is_a_matter_of_that_post() -> None:
    assert not again(claim(QUOTE), claim(QUOTE))


def test_two_persons_who_say_the_same_say_it_each() -> None:
    words = "condemned the cowardly attack on the market and promised help for the wounded"
    assert not again(claim(f"Marek {words}"), claim(f"Brandt {words}", "Omar Brandt", post="p2"))


def test_nobody_in_particular_is_the_same_only_with_a_stance() -> None:
    words = "officials condemned the cowardly attack on the market"
    one, other = claim(words, None), claim(words, None, post="p2")
    assert again(one, other)
    assert not again(claim(words, None, stance=None), other)


def test_what_everybody_says_in_a_story_tells_nothing() -> None:
    story = STORY.model_copy(update={"title": "Polish troops leave Karsk"})
    one = claim("Marek said Polish troops would leave Karsk in good order", stance=None)
    other = claim("Marek said Polish troops would leave Karsk as heroes", post="p2", stance=None)
    assert again(one, other)
    assert not again(one, other, common_stems(story))
