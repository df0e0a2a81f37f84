"""What is planned, supposed, wished, doubted or nearly so is never told as a fact, whatever the story and the form."""

import pytest

from schemas.story import Story
from tests.interpret.made_up import AGREEMENT, CEASEFIRE, SIEGE, WITHDRAWAL, states

DONE = [
    (WITHDRAWAL, "the withdrawal", "completed"),
    (WITHDRAWAL, "the whole force", "withdrawn from Tavia"),
    (CEASEFIRE, "the truce", "extended"),
    (SIEGE, "the siege", "ended"),
    (AGREEMENT, "the treaty", "ratified by parliament"),
]


@pytest.mark.parametrize(
    "form",
    [
        "{n} was to have been {p} on Sunday.",
        "{n} would have been {p} had talks gone well.",
        "Envoys want {n} {p} by June.",
        "They went to court to have {n} {p}.",
        "Talks will begin after {n} is {p}.",
        "When {n} is {p}, flights will resume.",
        "Nothing will happen before {n} is {p}.",
        "{n} was nearly {p} in May.",
        "{n} was almost {p}.",
        "Without {n} being {p}, no aid will come.",
        "{n} was on the verge of being {p}.",
        "{n} was said to have been {p}, which the ministry denied.",
        "Reports that {n} had been {p} are fake.",
        "Fears that {n} had been {p} proved unfounded.",
        "It is not true that {n} has been {p}.",
        "There is no truth in reports that {n} was {p}.",
        "{n} gets {p} on Friday only if all goes well.",
        "{n} is not thought to have been {p}.",
    ],
)
@pytest.mark.parametrize(("story", "noun", "done"), DONE)
def test_what_was_not_done_is_no_fact(story: Story, noun: str, done: str, form: str) -> None:
    told = states(story, form.format(n=noun, p=done))
    assert not any(factuality in ("happened", "reported") for _, factuality in told)


@pytest.mark.parametrize(
    "form",
    [
        "{n} has been {p}.",
        "{n} is being {p}.",
        "{n} is believed to have been {p}.",
        "After talks on Monday, {n} was {p}.",
        "Contrary to fears, {n} was {p}.",
        "Reports of rain aside, {n} was {p}.",
        "When night fell, {n} was {p}.",
    ],
)
@pytest.mark.parametrize(("story", "noun", "done"), DONE)
def test_what_was_done_still_is_one(story: Story, noun: str, done: str, form: str) -> None:
    assert any(factuality in ("happened", "reported") for _, factuality in states(story, form.format(n=noun, p=done)))


@pytest.mark.parametrize(
    ("story", "text"),
    [
        (WITHDRAWAL, "Not a single Valdorian soldier has left Tavia."),
        (WITHDRAWAL, "When Valdoria completes its withdrawal, talks will begin."),
        (CEASEFIRE, "The truce takes effect once both sides have signed."),
        (CEASEFIRE, "Last year's truce was in shreds within a week."),
        (SIEGE, "Let the police storm the museum, the mayor said."),
        (AGREEMENT, "The bill now goes to the senate."),
    ],
)
def test_what_only_sounds_so_is_none(story: Story, text: str) -> None:
    assert not any(factuality in ("happened", "reported") for _, factuality in states(story, text))
