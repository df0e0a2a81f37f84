"""Pages that are none, and pages that are odd."""

from pathlib import Path

import pytest

from tests.bad_input.given import PAGE, TAKEN, Command, Topics, folder, posts, refused, replayed, texts

BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>{}]>".format(
    "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
)
NO_PAGE = {
    "empty": (b"", "empty"),
    "blank": (b"\xef\xbb\xbf \r\n\t\n", "empty"),
    "binary": (bytes(range(256)) * 50, "binary"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(300), "PNG"),
    "surrogate": (b"10:05 GMT\n\nA lone \xed\xa0\x80 surrogate\n", "surrogate"),
    "surrogate in JSON": (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "\\ud800"}]}', "JSON"),
    "half of UTF-16": (b"\xff\xfeA\x00\x00\xd8B\x00", "UTF-16"),
    "bomb": (f"<?xml version='1.0'?>{BOMB}<rss><channel><item><title>&j;</title></item></channel></rss>", "entities"),
}


@pytest.mark.parametrize(("content", "word"), NO_PAGE.values(), ids=NO_PAGE)
def test_what_is_no_page_is_refused_by_name(command: Command, tmp_path: Path, content: bytes | str, word: str) -> None:
    path = folder(tmp_path, content)
    refused(command("replay", path, "--log", path / "log.db"), "odd.txt", word)
    refused(command("parse", path / "odd.txt"), "odd.txt", word)
    assert not (path / "log.db").exists()


def test_broken_bytes_stay_visible(command: Command, tmp_path: Path) -> None:
    topics = replayed(command, folder(tmp_path, PAGE.encode().replace(b"ushers", b"us\xffhers")))
    assert texts(topics) == ["The house has begun its sitting.", "The doors are open, us\ufffdhers say."]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_gives_the_same_posts(command: Command, tmp_path: Path, encoding: str) -> None:
    topics = replayed(command, folder(tmp_path, PAGE.encode(encoding)))
    assert texts(topics) == texts(topics, "sound")


def test_a_page_that_closes_nothing_is_read(command: Command, tmp_path: Path) -> None:
    page = (
        "<html><body><div><p>10:05 GMT<p>It <b>happened, they say.<div><p>09:50 GMT<p>The <i>doors are open, they say."
    )
    topics = replayed(command, folder(tmp_path, page))
    assert texts(topics) == ["It happened, they say.", "The doors are open, they say."]


def test_entities_of_a_page_are_not_expanded(command: Command, tmp_path: Path) -> None:
    page = f"{BOMB}<html><body><p>10:05 GMT</p><p>So &j; it is.</p><p>09:50 GMT</p><p>Doors are open.</p></body></html>"
    assert sum(map(len, texts(replayed(command, folder(tmp_path, page))))) < 2_000


ODD_PAGES = {
    "a clock that runs back and forth": (
        "Live\n\n" + "\n\n".join(f"{c} GMT\n\nIt was {c}, they say." for c in ("10:05", "10:20", "09:50", "10:01")),
        4,
    ),
    "a clock that runs down the page": (
        "Live\n\n" + "\n\n".join(f"{c}:00 GMT\n\nIt was {c}, they say." for c in range(10, 20)),
        10,
    ),
    "1970 and 2099": (
        "Live\n\n1 January 2099 10:00 GMT\n\nTo come, they say.\n\n18 July 2024 09:00 GMT\n\nToday, they say.\n\n"
        "1 January 1970 10:00 GMT\n\nLong ago, they say.",
        3,
    ),
    "the same words at every time": (
        "Live\n\n" + "\n\n".join(f"{c}:00 GMT\n\nGoal!" for c in range(19, 9, -1)),
        10,
    ),
    "the same words at the same time": ("Live\n\n" + "10:00 GMT\n\nIt is quiet.\n\n" * 4, 4),
    "right to left": (
        PAGE.replace("The house", "\u202eThe\u200d house \u05e9\u05dc\u05d5\u05dd").replace(
            "ushers", "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631"
        ),
        2,
    ),
    "nothing to see": (PAGE.replace("The house has begun its sitting.", "\u200b\u2060\u00ad says \u200e."), 2),
}


@pytest.mark.parametrize(("page", "count"), ODD_PAGES.values(), ids=ODD_PAGES)
def test_an_odd_page_is_told_like_any_other(command: Command, tmp_path: Path, page: str, count: int) -> None:
    topics = replayed(command, folder(tmp_path, page))
    shown = posts(topics)
    assert len(shown) == count
    for published in (post["published"] for post in shown):
        assert published.get("earliest", "2024") >= "2024"
        assert published["latest"] <= TAKEN
    assert topics["dead-letters"] == []
    assert {row["post"] for row in topics["routings"]} == {p["id"] for p in (*shown, *posts(topics, "sound"))}


def test_names_in_disguise_are_the_same_names(command: Command, tmp_path: Path) -> None:
    said = "Kenyan President Ann Doe said the road was open. Mr Doe's ministry in Nairobi said so too."
    hidden = (
        said.replace("Kenyan", "Kеny\u200bаn")
        .replace("Ann Doe", "Аnn D\u043e\u0435")
        .replace("Nairobi", "N\u0430irobi")
    )

    def told(name: str, text: str) -> list[list[str | None]]:
        page = PAGE.replace("The house has begun its sitting.", text)
        topics: Topics = replayed(command, folder(tmp_path / name, page))
        return sorted([c["kind"], c["path"], c.get("canonical"), c.get("party")] for c in topics["claims"])

    assert said != hidden
    assert ["statement", "reactions.KE", "Ann Doe", "KE"] in told("plain", said)
    assert told("plain", said) == told("dressed", hidden)
