"""Made-up posts, and what a page must give back of them."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Made:
    """One post of an invented live page."""

    at: datetime
    title: str
    paragraphs: tuple[str, ...]
    author: str
    caption: str | None = None

    def local(self, zone: str) -> datetime:
        return self.at.astimezone(ZoneInfo(zone))


AUTHORS = ("Lena Marek", "Tom Okafor", "Priya Venn", "Jonas de Witt")

_POSTS: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    (
        "Valdoria's parliament backs ceasefire by one vote",
        (
            "Valdoria's parliament has approved the truce with the northern rebels by a single vote after a night of debate.",
            'Prime Minister Ivo Harn told deputies the deal was "the only road left". He left without taking questions.',
            "The opposition says it will go to the constitutional court.",
        ),
        "Deputies applaud after the vote in Karsk. Photograph: Ana Roth/Press Union",
    ),
    (
        "First convoy crosses the Ober bridge",
        ("About forty lorries carrying flour and medicine have crossed the Ober bridge, the relief agency said.",),
        None,
    ),
    (
        "'We were told nothing': families wait at the checkpoint",
        (
            "At the Selm checkpoint, families have been waiting since dawn for word of relatives held in the citadel.",
            '"We were told nothing. They do not even read out the names," said Mira Toll, whose brother has been inside for a month.',
            "An army spokesman said a list would be published on Friday.",
            "He did not say by whom.",
        ),
        None,
    ),
    (
        "Ostrova closes its airspace",
        (
            "Ostrova has closed its airspace to military flights until further notice, its transport ministry said in a statement.",
            "Civil flights are not affected:",
            "The ministry listed 14 routes that remain open.",
        ),
        "A general view of the airport at Lund",
    ),
    (
        "Envoy to travel to Karsk on Thursday",
        (
            "The United Council's envoy, Helga Brandt, will travel to Karsk on Thursday for talks with both sides, her office says.",
            "It is her third visit this year. The first two ended without a result.",
        ),
        None,
    ),
    (
        "What we know so far",
        (
            "Parliament approved the truce by 88 votes to 87.",
            "The rebels have not said whether they will sign.",
            "Three people were hurt when a shell fell near the market at 18:05 on Tuesday, doctors said.",
        ),
        None,
    ),
    (
        "Rebel council splits over terms",
        (
            'The rebel council is divided. Its military wing called the terms "a surrender with better paper", while the political '
            "wing wants to sign.",
            "A vote is expected tomorrow.",
        ),
        None,
    ),
    (
        "Markets rise on news of the truce",
        ("Shares in Karsk closed 3.4 per cent higher. The krone rose to 18.05 against the Ostrovan mark.",),
        None,
    ),
    (
        "Analysis: Why the bridge matters",
        (
            "The Ober bridge is the only crossing that can carry heavy vehicles between the two halves of the country.",
            "Whoever holds it decides what reaches the north. That is why both armies have spent the winter within sight of it, and "
            "why the clause on the bridge took longer to write than all of the others together.",
            "A second crossing, at Selm, was destroyed in the first week of the war.",
        ),
        None,
    ),
    (
        "Shelling reported near Selm despite truce",
        (
            "Residents of Selm say they heard shelling for about ten minutes shortly after midnight.",
            "Both sides deny having fired. Monitors are on their way.",
            '"It came from the hills, then it stopped," one woman said by phone.',
        ),
        None,
    ),
    (
        "President Corin: 'No soldier leaves before the prisoners do'",
        (
            "President Adela Corin has said that no soldier will leave the north before all prisoners are home.",
            "In a televised address she thanked the mediators and asked for patience.",
        ),
        "President Adela Corin speaks in Karsk. Credit: Valdorian Press",
    ),
    (
        "Border towns report power cuts",
        ("Power is out in at least six towns along the border, the grid operator says. It gives no reason.",),
        None,
    ),
    (
        "Talks break off for the night",
        (
            "The two delegations have gone back to their hotels. They are due to meet again at nine in the morning.",
            "A diplomat close to the talks said the mood was better than the communique.",
        ),
        None,
    ),
    (
        "Good morning",
        (
            "Welcome to our live coverage of the vote on the truce in Valdoria. I'll be bringing you the latest through the day.",
            "Here is where things stand this morning: the house sits at noon and the vote is due in the evening.",
        ),
        None,
    ),
)

_GAPS = (0, 7, 12, 31, 44, 9, 63, 25, 52, 18, 37, 71, 14, 95)
"""Minutes between a post and the next newer one."""


def posts(newest: datetime = datetime(2024, 7, 18, 20, 41, tzinfo=UTC), count: int = 14) -> tuple[Made, ...]:
    """Posts, newest first, at uneven distances."""
    out = []
    at = newest
    for n in range(count):
        title, paragraphs, caption = _POSTS[n % len(_POSTS)]
        at -= timedelta(minutes=_GAPS[n % len(_GAPS)])
        out.append(Made(at, title, paragraphs, AUTHORS[n * n % len(AUTHORS)], caption))
    return tuple(out)
