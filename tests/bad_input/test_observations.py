"""Files of observations, as anyone may record them."""

from pathlib import Path

import pytest

from tests.bad_input.given import Command, refused

SEEN = (
    '{"type": "post.seen", "capture": {"source": "s", "id": "1", "captured_at": "2024-07-18T20:44:00Z"}, "order": 0,'
    ' "text": "It is said so.",'
    ' "published": {"latest": "2024-07-18T20:44:00Z", "precision": "unknown", "basis": "inferred"}}'
)
WRONG_OBSERVATIONS = {
    "no JSON": (b"{no", "not JSON"),
    "half a line": (SEEN[:100].encode(), "not JSON"),
    "a hole": (b"[" * 200_000, "not JSON"),
    "a surrogate": (SEEN.replace("It is", "\\ud800").encode(), "not JSON"),
    "broken UTF-8": (SEEN.replace("It is", "\x7f").encode().replace(b"\x7f", b"\xff"), "not JSON"),
    "another encoding": (SEEN.encode("utf-16"), "not JSON"),
    "no such type": (SEEN.replace("post.seen", "post.heard").encode(), "no observation"),
    "a wrong field": (SEEN.replace('"order"', '"ordre"').encode(), "post.seen.order"),
    "NUL in a name": (SEEN.replace('"s"', '"s\\u0000t"').encode(), "post.seen.capture.source"),
    "a number beyond all": (SEEN.replace('"order": 0', '"order": 99999999999999999999').encode(), "post.seen.order"),
    "the end of time": (
        SEEN.replace('2024-07-18T20:44:00Z", "pre', '9999-12-31T23:59:59-05:00", "pre').encode(),
        "post.seen.published.latest",
    ),
    "a time without offset": (SEEN.replace("00Z", "00").encode(), "captured_at"),
}


@pytest.mark.parametrize(("line", "word"), WRONG_OBSERVATIONS.values(), ids=WRONG_OBSERVATIONS)
def test_a_wrong_line_is_refused_by_its_number(command: Command, tmp_path: Path, line: bytes, word: str) -> None:
    (tmp_path / "recorded.jsonl").write_bytes(SEEN.encode() + b"\n\n" + line + b"\n")
    refused(command("replay", tmp_path / "recorded.jsonl", "--log", tmp_path / "log.db"), "recorded.jsonl:3: ", word)
    assert not (tmp_path / "log.db").exists()


def test_what_the_lines_are_made_of_is_sound(command: Command, tmp_path: Path) -> None:
    (tmp_path / "recorded.jsonl").write_text(SEEN + "\n\n" + SEEN, encoding="utf-8")
    assert command("replay", tmp_path / "recorded.jsonl", "--log", tmp_path / "log.db").code == 0
