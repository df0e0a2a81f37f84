"""Manifests that do not say what they must: the line names the file, the place and what is wrong."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.bad_input.given import PAGE, Command, folder, refused

ONE = "{file: sound.txt, source: s, captured_at: '2024-07-18T20:44:00Z'}"
WRONG_MANIFESTS = {
    "names a missing document": (ONE.replace("sound", "gone"), "3: captures.0.file: gone.txt"),
    "names a folder": (ONE.replace("sound.txt", "."), "3: captures.0.file: ."),
    "NUL in a name": (ONE.replace("sound.txt", '"a\\0b"'), "3: captures.0.file"),
    "half a character": (ONE.replace("{", '{outlet: "\\uD800", '), "3: captures.0.outlet"),
    "no such field": (ONE.replace("{", "{outlett: X, "), "3: captures.0.outlett"),
    "no offset": (ONE.replace("00Z", "00"), "3: captures.0.captured_at"),
    "no such day": (ONE.replace("'2024-07-18T20:44:00Z'", "2024-99-18"), "manifest.yaml: "),
    "the end of time": (ONE.replace("2024-07-18T20:44:00Z", "9999-12-31T23:59:59-14:00"), "3: captures.0.captured_at"),
    "the beginning of time": (ONE.replace("2024", "0001"), "3: captures.0.captured_at"),
    "two desks": (f"{ONE}\n- {ONE.replace('{', '{desk: other, ')}", "4: captures.1.desk"),
    "twice the same field": (ONE.replace("{", "{source: t, "), "3: captures.0.source: is given twice"),
    "no YAML": ("{file: [", "manifest.yaml:"),
    "a program": ("!!python/object/apply:os.getcwd []", "manifest.yaml:3"),
    "a hole": ("[" * 5_000, "nested too deeply"),
    "a bomb": ("&a [x]\n" + "".join(f"- &{b} [{f'*{a},' * 9}]\n" for a, b in pairwise("abcdefghij")), "3: "),
    "NUL": ("\x00", "manifest.yaml: "),
}  # fmt: skip


@pytest.mark.parametrize(("capture", "words"), WRONG_MANIFESTS.values(), ids=WRONG_MANIFESTS)
def test_a_wrong_manifest_is_refused_at_its_place(command: Command, tmp_path: Path, capture: str, words: str) -> None:
    path = folder(tmp_path, PAGE)
    (path / "manifest.yaml").write_text(f"version: 1\ncaptures:\n- {capture}\n", encoding="utf-8")
    refused(command("replay", path, "--log", path / "log.db"), "manifest.yaml", words)
    assert not (path / "log.db").exists()


@pytest.mark.parametrize(
    "written", [b"", b"- 1\n", b"version: 2\n", b"version: 1\n", b"a: \xe9\n", "a: 1".encode("utf-16")]
)
def test_what_is_no_manifest_is_refused(command: Command, tmp_path: Path, written: bytes) -> None:
    path = folder(tmp_path, PAGE)
    (path / "manifest.yaml").write_bytes(written)
    refused(command("replay", path, "--log", path / "log.db"), "manifest.yaml")


@pytest.mark.parametrize(
    ("known", "word"),
    [
        ({"timezone": "Mars/Base"}, "Mars/Base"),
        ({"timezone": "../../etc/localtime"}, "no time zone"),
        ({"published": "soon"}, "soon"),
        ({"published": "2017-99"}, "2017-99"),
    ],
)
def test_what_cannot_be_so_of_a_page_is_refused_by_its_name(
    command: Command, tmp_path: Path, known: dict[str, str], word: str
) -> None:
    path = folder(tmp_path, PAGE, **known)
    refused(command("replay", path, "--log", path / "log.db"), "odd.txt", word)


@pytest.mark.parametrize(
    ("option", "value"), [("--captured-at", "soon"), ("--country", "xx"), ("--timezone", "Mars/Base")]
)
def test_what_cannot_be_so_is_refused_as_an_option_too(
    command: Command, tmp_path: Path, option: str, value: str
) -> None:
    path = folder(tmp_path, PAGE)
    refused(command("parse", path / "sound.txt", option, value), option if option != "--timezone" else value)
