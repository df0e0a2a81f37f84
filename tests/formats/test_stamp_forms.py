"""Forms of stamps that pages print, each read whole."""

import pytest

from connectors.formats.blocks import Kind
from connectors.formats.stamps import read
from connectors.formats.text import of_line


@pytest.mark.parametrize(
    ("printed", "minute", "zone"),
    [
        ("2:32 p.m. EST (1932 GMT)", 14 * 60 + 32, "EST"),
        ("6.05pm BST/1.05pm ET", 18 * 60 + 5, "BST"),
        ("14:32 CET | 13:32 GMT", 14 * 60 + 32, "CET"),
        ("3:14 p.m. Eastern", 15 * 60 + 14, "Eastern"),
        ("Mar. 3, 2022, 2:32 PM ET / Updated Mar. 3, 2022, 3:10 PM ET", 14 * 60 + 32, "ET"),
        ("As of 3:14 p.m. ET", 15 * 60 + 14, "ET"),
    ],
)
def test_a_clock_is_read_once_whatever_is_printed_beside_it(printed: str, minute: int, zone: str) -> None:
    stamp = read(printed)
    assert stamp is not None
    assert (stamp.minute, stamp.zone, stamp.rest) == (minute, zone, "")


@pytest.mark.parametrize(
    ("printed", "seconds", "unit"),
    [
        ("2 hr 10 min ago", 7800, 60),
        ("1d 3h ago", 97_200, 3600),
        ("10 years ago", 315_576_000, 31_557_600),
        ("Published 3 hours ago3h ago", 10_800, 3600),
        ("il y a 2 heures", 7200, 3600),
        ("vor 2 Stunden", 7200, 3600),
    ],
)
def test_time_gone_is_read_in_its_finest_unit(printed: str, seconds: int, unit: int) -> None:
    stamp = read(printed)
    assert stamp is not None
    assert (stamp.ago, stamp.ago_unit, stamp.sure, stamp.rest) == (seconds, unit, True, "")


@pytest.mark.parametrize("line", ["KEY EVENT 14:32", "14:32 | Key event", "Breaking 14:32", "Lena Marek July 18 16:41"])
def test_a_label_or_a_name_beside_a_clock_is_no_text(line: str) -> None:
    assert of_line(line).kind is Kind.STAMP


@pytest.mark.parametrize("line", ["14:32 Key witness leaves", "Seven 14:32 trains were late", "As the vote began"])
def test_words_beside_a_clock_are_text(line: str) -> None:
    assert of_line(line).kind is not Kind.STAMP


def test_a_frame_of_marks_is_no_text() -> None:
    block = of_line("+++ 14:32 Convoy crosses the bridge +++")
    assert block.stamp is not None
    assert block.stamp.rest == " Convoy crosses the bridge"
