"""Which posts belong to a story, and why."""

import pytest

from schemas.story import Story
from streams.core.interpret import match
from tests.interpret.made_up import CEASEFIRE, SIEGE, WITHDRAWAL


def test_a_match_shows_its_words() -> None:
    found = match(None, "Valdorian troops are pulling out of Tavia.", WITHDRAWAL)
    assert found is not None
    assert dict(found.words) == {
        "action": "pulling out",
        "actor": "Valdorian",
        "object": "troops",
        "place": "Tavia",
    }
    assert 0 < found.score <= 1


@pytest.mark.parametrize(
    "text",
    [
        "MPs will debate the EU withdrawal bill on Monday, the British government said.",
        "The United States withdraws its troops from Iraq.",
        "Valdoria's central bank kept its rate.",
        "Bank customers queued to withdraw cash in Tavia.",
        "Valdorian tourists left Tavia after the vote, and soldiers guarded the airport.",
        "Valdorian soldiers shot at a car in Tavia. It left at once.",
        "Kenyan soldiers left Tavia while Valdoria was still counting its votes.",
        "A Valdorian court left a ban on Tavia's envoy in force.",
        "",
    ],
)
def test_words_alone_do_not_match(text: str) -> None:
    assert match(None, text, WITHDRAWAL) is None


def test_words_of_different_paragraphs_do_not_add_up() -> None:
    assert (
        match(None, "Tavia held elections.\n\nA bank withdrew its offer.\n\nValdoria won the cup.", WITHDRAWAL) is None
    )


def test_the_page_lends_its_title() -> None:
    text = "Valdoria's base in Tavia will go on working as before."
    page = "Valdorian troops withdraw from Tavia - live updates"
    assert match(None, text, WITHDRAWAL) is None
    assert match(None, text, WITHDRAWAL, page_title=page) is not None
    assert match(None, "Share this page with your friends.", WITHDRAWAL, page_title=page) is None


ON = {
    WITHDRAWAL.id: "Valdorian troops withdraw from Tavia - live updates",
    SIEGE.id: "Red Lantern gunmen storm National Museum in Karsk: live",
    CEASEFIRE.id: "Ostrova ceasefire with Highland Front - live",
}


@pytest.mark.parametrize(
    ("story", "text"),
    [
        (SIEGE, "The attack was condemned by the Kenyan president."),
        (SIEGE, "Special forces have entered the building, a spokesman says."),
        (SIEGE, "The siege is over."),
        (CEASEFIRE, "Kenya welcomed the deal and offered monitors."),
        (WITHDRAWAL, "Kenya welcomed the withdrawal."),
        (WITHDRAWAL, "The last soldiers flew home at dawn."),
    ],
)
def test_a_page_that_is_the_storys_names_its_action_alone(story: Story, text: str) -> None:
    assert match(None, text, story) is None
    assert match(None, text, story, page_title="Karsk, Tavia and Ostrova - live") is None
    assert match(None, text, story, page_title=ON[story.id]) is not None


@pytest.mark.parametrize(
    ("story", "text"),
    [
        (WITHDRAWAL, "Kenya's withdrawal drew a crowd."),
        (WITHDRAWAL, "The withdrawal of Kenyan coffee from shops goes on."),
        (WITHDRAWAL, "Kenyan troops left Mali at dawn."),
        (WITHDRAWAL, "Customers queued to withdraw cash."),
        (SIEGE, "Prices rose in April."),
    ],
)
def test_on_such_a_page_what_is_anothers_stays_outside(story: Story, text: str) -> None:
    assert match(None, text, story, page_title=ON[story.id]) is None


@pytest.mark.parametrize(
    ("story", "text", "deed"),
    [
        (WITHDRAWAL, "The last Valdorian soldiers left Tavia on Friday.", "soldiers left Tavia"),
        (WITHDRAWAL, "Valdorian soldiers have gone home from Tavia, the army said.", "soldiers have gone home"),
        (WITHDRAWAL, "Valdorian soldiers flew out of Merrin.", "soldiers flew out"),
        (WITHDRAWAL, "Valdoria will not close its base at Merrin in Tavia.", "close its base"),
    ],
)
def test_a_state_of_the_story_told_in_other_words_is_its_action(story: Story, text: str, deed: str) -> None:
    found = match(None, text, story)
    assert found is not None
    assert deed in dict(found.words)["action"]
    assert match(None, text.replace("Tavia", "Lorn").replace("Merrin", "Lorn"), story) is None


def test_the_page_may_be_called_by_such_a_state() -> None:
    page = "Valdorian troops leave Tavia - live updates"
    assert match(None, "The first lorries of the Valdorian army have reached the Tavian border.", WITHDRAWAL) is None
    assert (
        match(None, "The first lorries of the Valdorian army are at the Tavian border.", WITHDRAWAL, page_title=page)
        is not None
    )


def test_an_excluded_word_keeps_a_post_out() -> None:
    story = CEASEFIRE.model_copy(update={"exclude": ("cup final",)})
    text = "The truce between Ostrova and the Highland Front in the Lethe Valley is holding."
    assert match(None, text, story) is not None
    assert match("Cup final", text, story) is None
