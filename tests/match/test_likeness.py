"""Two texts word by word: how much of one stands in the other, and what they tell otherwise."""

import pytest

from streams.core.likeness import compare
from streams.core.texts import is_notice, words

BASE = (
    "The council of Lum said on Monday that 40 families had left the lower town before the river rose. "
    "Officials were seen at the school, where the mayor read out a list of streets."
)
TAIL = " Boats will be sent in the morning, and Sund has offered 12 of its own."


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        (BASE, None),
        (BASE.replace("40", "400"), "number"),
        (BASE.replace("40 families", "several families"), "number"),
        (BASE.replace("40", "forty"), None),
        (BASE.replace("Lum", "Brell"), "name"),
        (BASE.replace("Monday", "Tuesday"), "name"),
        (BASE.replace("said on Monday", "announced on Monday"), None),
        (BASE.replace("had left", "had not left"), "negation"),
        (BASE.replace("had left", "hadn't left"), "negation"),
        (BASE.replace("had left", "had never not left"), None),
        (BASE.replace("The council", "Council members"), None),
        # a sentence opens with another common word: both print it small elsewhere
        (BASE.replace("Officials were seen", "Families were seen") + " The families and officials waited.", None),
        (BASE + TAIL, None),
        ("Sund, which lent 12 boats in May, looks on. " + BASE, None),
        (BASE.replace("a list of streets", "a list of names") + TAIL, None),
        # what was added before or behind is no other version of the words beside it
        ("Sund looks on. Boats left it at dawn. Mrs Lum and " + BASE.replace("The council", "a council"), None),
        (BASE.replace("streets.", "streets in Brell.") + " Sund" + TAIL.replace("Sund", "Karsk"), None),
        (BASE.replace("a list of streets.", "a list for Brell.") + TAIL, None),
        (BASE.replace("The council of Lum", "The council of Brell") + TAIL, "name"),
    ],
)
def test_what_differs(other: str, differs: str | None) -> None:
    assert compare(words(BASE), words(other)).differs == differs
    assert compare(words(other), words(BASE)).differs == differs


def test_a_name_in_the_last_words_of_an_excerpt_differs_though_the_report_goes_on() -> None:
    given = "Three ministers will travel to the valley with Ada Holm"
    told = "Three ministers will travel to the valley with Ove Brandt, who has been there twice this month already"
    assert compare(words(given), words(told)).differs == "name"


def test_an_excerpt_is_found_deep_inside_a_long_report() -> None:
    around = " ".join(f"Sentence {n} of the report tells of the town and its {n} bridges." for n in range(60))
    like = compare(words(BASE), words(f"{around} {BASE} {around}"))
    assert (like.covered, like.differs) == (1.0, None)
    assert like.size < 0.1


def test_nothing_compares_with_nothing() -> None:
    assert compare(words(""), words(BASE)).covered == 0.0


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("We are closing the blog for tonight. Thank you for reading and for your comments.", True),
        ("Good evening and welcome to our live coverage. Stay with us for the latest updates through the night.", True),
        ("Thank you for following our live coverage of the ballot in Ostrova.", False),
        ("We closed 14 roads tonight.", False),
        ("The fire is out and people may return to their homes.", False),
        ("", False),
    ],
)
def test_notices_speak_of_the_coverage_only(text: str, notice: bool) -> None:
    assert is_notice(words(text)) == notice
