"""A speaker as one phrase gives it."""

from typing import Literal, NamedTuple

Range = tuple[int, int]
Sort = Literal["person", "body", "office", "group", "country", "pronoun", "private", "press", "other"]


class Mention(NamedTuple):
    """A speaker as one phrase gives it.

    `settled` says that `party` is final: words that name no party may still be an office whose state the text has
    named elsewhere, while an analyst speaks for nobody whatever the text says. `body` is where the office is held:
    "army" in "army spokesman". `titles` are the nouns of further offices of a person: "the minister, Gen. Marek".
    """

    printed: str
    sort: Sort
    name: str | None = None
    owner: str | None = None
    body: str = ""
    head: str = ""
    role: str | None = None
    party: str | None = None
    settled: bool = False
    definite: bool = False
    document: bool = False
    described: bool = False
    parts: tuple["Mention", ...] = ()
    titles: tuple[str, ...] = ()
