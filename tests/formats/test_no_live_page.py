"""Articles with what makes a page look live: chronicles, questions, teasers with times, comments, posts from elsewhere."""

# ruff: noqa: E501 - the lines of made pages are as long as they are

import pytest

from connectors.formats import parse
from connectors.page import Document, Manifest, ParsedPost
from tests.formats.made import posts

TITLE = "Valdoria pulls its guns back from the bridge"
SAID = [text for made in posts() for text in made.paragraphs]
HEAD = f"{TITLE}\n\nBy Lena Marek\n\n17 July 2024\n\n"
ASKED = (
    "What does the deal say about the bridge?",
    "Who has signed it and who has not?",
    "Why did the opposition go to the court?",
    "What happens to the prisoners?",
)
OTHERS = tuple(f"Why the {what} matters to everybody in the north" for what in ("bridge", "vote", "market", "river"))


def only(text: str, file: str = "page.txt") -> ParsedPost:
    manifest = Manifest.model_validate({"file": file, "source": "s", "captured_at": "2024-07-18T20:44:00Z"})
    (post,) = parse(Document(content=text.encode(), manifest=manifest)).posts
    return post


def para(*texts: str) -> str:
    return "\n\n".join(texts)


CASES = {
    "questions between its parts": para(*SAID[:3], *(t for n, q in enumerate(ASKED) for t in (q, *SAID[3 + n * 2 : 5 + n * 2]))),
    "a chronicle by the clock": para(*SAID[:6], "The day in brief", f"6:05 a.m.: {SAID[6]}", f"9:10 a.m.: {SAID[7]}", f"11:45 a.m.: {SAID[8]}", *SAID[9:11]),
    "a chronicle by days": para(*SAID[:6], "How it came to this", *(t for n, d in enumerate(("March 3, 2024", "April 4, 2024", "May 12, 2024", "June 30, 2024")) for t in (d, SAID[6 + n])), SAID[10]),
    "a pointer to a live page": para(*SAID[:2], "Follow our live coverage of the vote", *SAID[2:5], ASKED[0], *SAID[5:7], ASKED[1], *SAID[7:9], ASKED[2], *SAID[9:11]),
    "teasers with times": para(*SAID[:11], *(t for n, other in enumerate(OTHERS) for t in (f"{n + 2} hours ago", other))),
    "comments with times": para(*SAID[:11], "12 Comments", *(t for n in range(4) for t in (f"reader{n}", f"{n + 2} hours ago", "I have said for years that this would happen, and nobody listened."))),
    "teasers with times, one of them live": para(*SAID[:11], *(t for n, other in enumerate((*OTHERS, "Truce vote – live")) for t in (f"{n + 2} hours ago", other))),
    "posts from elsewhere": para(*SAID[:4], "Ivo Harn @ivoharn", "8:12 AM · Jul 17, 2024", *SAID[4:8], "Adela Corin @acorin", "9:12 AM · Jul 17, 2024", *SAID[8:11]),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(CASES))
def test_an_article_stays_one_post_whatever_stands_in_it(what: str) -> None:
    post = only(HEAD + CASES[what])
    assert post.title == TITLE
    assert post.text.startswith(SAID[0])
    assert post.text.endswith(SAID[10])
    assert not any(other in post.text for other in OTHERS)


def _html(article: str, below: str = "") -> str:
    return (
        f"<html><head><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1><p>By Lena Marek</p>"
        f"<time datetime='2024-07-17T10:00:00Z'>17 July 2024</time><article>{article}</article></main>{below}</body></html>"
    )


def test_teasers_that_repeat_are_no_posts_beside_an_article() -> None:
    cards = "".join(
        f"<div class=card><a href=/{n}><h3>{other}</h3></a><p>A first line that says what it is about, and ends.</p>"
        f"<time datetime='2024-07-1{n}T10:00:00Z'>{n} hours ago</time></div>"
        for n, other in enumerate(OTHERS, 2)
    )
    post = only(_html("".join(f"<p>{t}</p>" for t in SAID[:11]), f"<div class=cards>{cards}</div>"), "page.html")
    assert (post.title, post.text) == (TITLE, para(*SAID[:11]))


def test_sections_with_headings_are_parts_of_an_article() -> None:
    parts = "".join(
        f"<section class=s><h2>{q}</h2>" + "".join(f"<p>{t}</p>" for t in SAID[3 + n * 2 : 5 + n * 2]) + "</section>"
        for n, q in enumerate(ASKED)
    )
    post = only(_html("".join(f"<p>{t}</p>" for t in SAID[:3]) + parts), "page.html")
    assert post.text == para(*SAID[:3], *(t for n, q in enumerate(ASKED) for t in (q, *SAID[3 + n * 2 : 5 + n * 2])))
