"""Who said what: one form of attribution after the other, in prose made up for the purpose."""

import pytest

from schemas.reading import Statement
from streams.core.read import PageContext, read

CONTEXT = PageContext(outlet="The Example", country="GB", language="en")


def statements(text: str, title: str | None = None) -> tuple[Statement, ...]:
    return read(title, text, CONTEXT).statements


def said(text: str, statement: Statement) -> list[str]:
    return [text[part.start : part.end] for part in statement.content]


ONE = [
    ("Kenyan foreign minister Lena Marek said the step was overdue.", "Lena Marek", ["the step was overdue"]),
    ("“We shall see,” said Kenyan minister Lena Marek.", "Lena Marek", ["“We shall see,”"]),
    ('"We shall see," Kenyan envoy Lena Marek told reporters.', "Lena Marek", ['"We shall see,"']),
    ("Lena Marek, spokeswoman for the Kenyan army, has said that nobody fell.", "Lena Marek", ["nobody fell"]),
    ("Kenya's press secretary, Lena Marek, has said that nobody fell.", "Lena Marek", ["nobody fell"]),
    ("The bridge is closed, according to the Kenyan police.", "Kenyan police", ["The bridge is closed"]),
    ("According to Kenya's navy, the bridge is closed.", "Kenya's navy", ["the bridge is closed"]),
    ("Foreign Secretary Lena Marek urged restraint.", "Lena Marek", ["restraint"]),
    ("The Kremlin welcomed the vote.", "Kremlin", ["the vote"]),
    ("In Nairobi, the White House said no aid was sent.", "White House", ["no aid was sent"]),
    ("UN envoy Lena Marek was quoted by a newspaper as saying the road was open.", "Lena Marek", ["the road was open"]),
    ("The mayor is accused of fraud by the Kenyan ministry.", "Kenyan ministry", ["The mayor is accused of fraud"]),
    ("It follows a warning from Kenyan President Lena Marek that time is short.", "Lena Marek", ["time is short"]),
    ("A letter signed by the Kenyan navy said the base would stay.", "Kenyan navy", ["the base would stay"]),
    ("The road, Kenyan minister Lena Marek said, is open.", "Lena Marek", ["The road", "is open"]),
    ("“The road,” Kenyan minister Lena Marek said, “is open.”", "Lena Marek", ["“The road,”", "“is open.”"]),
    ("“We left,” Kenyan envoy Lena Marek said. “All of us.”", "Lena Marek", ["“We left,”", "“All of us.”"]),
    ("Kenyan minister Lena Marek wrote on her page: “The road is open.”", "Lena Marek", ["“The road is open.”"]),
    ("Kenyan minister Lena Marek told a crowd in Rome on Friday that it was over.", "Lena Marek", ["it was over"]),
    ("The road is open, an agency quoted Kenyan minister Lena Marek as saying.", "Lena Marek", ["The road is open, "]),
    ("Kenyan minister Lena Marek made clear that it was over.", "Lena Marek", ["it was over"]),
    ("Kenyan minister Lena Marek for the first time said it was over.", "Lena Marek", ["it was over"]),
    ("While talks went on, Kenyan minister Lena Marek demanded a vote.", "Lena Marek", ["a vote"]),
    ("The fire is out, Kenya's army said, a newspaper reported.", "Kenya's army", ["The fire is out"]),
    ("A newspaper reported that Kenya's army said the fire was out.", "Kenya's army", ["the fire was out"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "canonical", "content"), ONE)
def test_one_attribution(text: str, canonical: str, content: list[str]) -> None:
    (statement,) = statements(text)
    assert (statement.canonical, [part.rstrip(", ") for part in said(text, statement)]) == (
        canonical,
        [part.rstrip(", ") for part in content],
    )


NONE = [
    "Kenyan ministers are expected to say on Monday whether the sanctions will stay.",
    "Kenyan President Lena Marek did not say when she would go.",
    "The general is said to be in hiding.",
    "The Kenyan president was told that the plane had been lost.",
    "No group has claimed the attack.",
    "The so-called “road of death” was shut.",
    "Thousands fled what residents call “the red zone”.",
    "The peace calls of the Kenyan army went unheard.",
    "The storm has claimed 12 lives.",
    "The Example Times reported that the bridge was closed.",
    "Read more: Minister says the deal is dead",
    "A Kenyan general says goodbye to his troops. Photo: A. Nobody/AP",
    "Kenyan President Lena Marek is due to speak at 18:00.",
    "“Every Stone”",
]


@pytest.mark.parametrize("text", NONE)
def test_nobody_is_reported_to_have_said_anything(text: str) -> None:
    assert statements(text) == ()


def test_verbs_that_share_a_subject_make_a_statement_each() -> None:
    text = "Kenyan minister Lena Marek said the road was open but said no bus would run and urged caution."
    assert [said(text, s) for s in statements(text)] == [["the road was open"], ["no bus would run"], ["caution"]]


def test_a_participle_shares_the_subject() -> None:
    text = "The Kenyan army has welcomed the vote, saying it would bring calm."
    first, second = statements(text)
    assert (first.party, second.party) == ("KE", "KE")
    assert [said(text, first), said(text, second)] == [["the vote"], ["it would bring calm"]]


def test_two_speakers_in_a_sentence_keep_apart() -> None:
    text = "Germany welcomed the deal, while France called for more; Italy said nothing had changed."
    assert [(s.party, said(text, s)) for s in statements(text)] == [
        ("DE", ["the deal"]),
        ("FR", ["more"]),
        ("IT", ["nothing had changed"]),
    ]


def test_what_somebody_says_that_another_said_is_hearsay() -> None:
    (statement,) = statements("UN envoy Lena Marek said the Kenyan premier had told her that he would go.")
    assert statement.party == "UN"


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("“We shall see,” said Kenyan minister Lena Marek.", "direct"),
        ("Kenyan minister Lena Marek called it “a stunt of the worst kind”.", "mixed"),
        ("Kenyan minister Lena Marek said it was a stunt.", "indirect"),
    ],
)
def test_mode(text: str, mode: str) -> None:
    assert [s.mode for s in statements(text)] == [mode]


def test_span_covers_content_and_attribution_and_no_adverbial_before_it() -> None:
    text = "Late on Monday, Kenyan minister Lena Marek said the road was open."
    (statement,) = statements(text)
    assert text[statement.span.start : statement.span.end] == text[len("Late on Monday, ") : -1]


def test_a_headline_names_its_speaker_before_a_colon() -> None:
    title = "Marek: Judge us by deeds"
    text = "Kenyan President Lena Marek arrived in Rome."
    (statement,) = statements(text, title)
    assert (statement.canonical, statement.party, statement.span.where) == ("Lena Marek", "KE", "title")
    assert title[statement.content[0].start :] == "Judge us by deeds"


def test_a_label_or_a_dateline_before_a_colon_is_no_speaker() -> None:
    assert statements("Nothing happened.", "Latest: road to open") == ()
    assert statements("Nothing happened.", "Nairobi: road to open") == ()


def test_markup_is_looked_through() -> None:
    text = "[@example](#) [#Nairobi](#) will keep its [#Mombasa](#) port - Lena Marek <http://ex.am/1>"
    (statement,) = statements("Kenyan President Lena Marek spoke.\n\n" + text)
    assert (statement.canonical, statement.party) == ("Lena Marek", "KE")
    (starred,) = statements("**Kenyan envoy Lena Marek** said *nothing* was lost.")
    assert starred.canonical == "Lena Marek"
    assert starred.speaker == "Kenyan envoy Lena Marek"


def test_look_alike_letters_and_spaces_do_not_hide_a_speaker() -> None:
    text = "Kenyan Foreign\u00a0Мinister Lena Marek said it was over."
    (statement,) = statements(text)
    assert (statement.party, statement.role) == ("KE", "Foreign Minister")
    assert statement.speaker == text[: text.index(" said")].replace("\u00a0", " ")


def test_a_verb_that_announces_the_next_paragraph_shares_the_speaker_before_it() -> None:
    text = "Kenyan minister Lena Marek said the road was open, adding:\n\n“It will stay so, as we promised to all.”"
    one, other = statements(text)
    assert said(text, one) == ["the road was open"]
    assert said(text, other) == ["“It will stay so, as we promised to all.”"]
    assert one.canonical == other.canonical == "Lena Marek"
