"""Who said what: one form of attribution after the other, in prose made up for the purpose."""

import pytest

from schemas.reading import Statement
from streams.core.read import PageContext, read

CONTEXT = PageContext(outlet="The Example", country="GB", language="en")


def statements(text: str, context: PageContext = CONTEXT, title: str | None = None) -> tuple[Statement, ...]:
    return read(title, text, context).statements


def said(text: str, statement: Statement) -> list[str]:
    return [text[part.start : part.end] for part in statement.content]


ONE_SPEAKER = [
    ("Kenyan foreign minister Lena Marek said the step was overdue.", "Lena Marek", "KE", ["the step was overdue"]),
    ("“We shall see,” said Kenyan minister Lena Marek.", "Lena Marek", "KE", ["“We shall see,”"]),
    ('"We shall see," Kenyan envoy Lena Marek told reporters.', "Lena Marek", "KE", ['"We shall see,"']),
    (
        "Lena Marek, spokeswoman for the Kenyan army, has said that nobody was hurt.",
        "Lena Marek",
        "KE",
        ["nobody was hurt"],
    ),
    ("The bridge is closed, according to the Kenyan police.", "Kenyan police", "KE", ["The bridge is closed"]),
    (
        "According to Kenya's interior ministry, the bridge is closed.",
        "Kenya's interior ministry",
        "KE",
        ["the bridge is closed"],
    ),
    ("Foreign Secretary Lena Marek urged restraint.", "Lena Marek", "GB", ["restraint"]),
    ("The Kremlin welcomed the vote.", "Kremlin", "RU", ["the vote"]),
    ("In Nairobi, the White House said no aid was sent.", "White House", "US", ["no aid was sent"]),
    (
        "UN envoy Lena Marek was quoted by a news agency as saying the road was open.",
        "Lena Marek",
        "UN",
        ["the road was open"],
    ),
    ("Hamas accused the army of shelling a school.", "Hamas", "Hamas", ["the army of shelling a school"]),
    (
        "The mayor was accused of fraud by the Kenyan ministry.",
        "Kenyan ministry",
        "KE",
        ["The mayor was accused of fraud"],
    ),
    (
        "The vote follows a warning from Kenyan President Lena Marek that time is short.",
        "Lena Marek",
        "KE",
        ["time is short"],
    ),
    (
        "A letter signed by the Kenyan defence ministry said the base would stay.",
        "Kenyan defence ministry",
        "KE",
        ["the base would stay"],
    ),
    ("The road, Kenyan minister Lena Marek said, is open.", "Lena Marek", "KE", ["The road", "is open"]),
]


@pytest.mark.parametrize(("text", "canonical", "party", "content"), ONE_SPEAKER)
def test_one_speaker(text: str, canonical: str, party: str, content: list[str]) -> None:
    (statement,) = statements(text)
    assert (statement.canonical, statement.party, said(text, statement)) == (canonical, party, content)
