"""Pages and posts of any size, in time that grows with it and no faster."""

import json
import time
from pathlib import Path

import pytest

from connectors.page import Document, Manifest
from connectors.replay import observe
from streams.embedded import Log
from tests.bad_input.given import PAGE, TAKEN, Command, folder, posts, refused, replayed, texts
from tests.bad_input.test_observations import SEEN

ROAD = "The road was open to all who came. "
SIZES = {
    "20 MB in a line": ("word and then more " * 1_100_000, "post 1"),
    "a post of 5 MB": (f"Live\n\n10:05 GMT\n\nShort, they say.\n\n09:55 GMT\n\n{ROAD * 150_000}", "post 2"),
}


@pytest.mark.parametrize(("content", "post"), SIZES.values(), ids=SIZES)
def test_what_is_no_post_by_its_size_is_refused_by_name(
    command: Command, tmp_path: Path, content: str, post: str
) -> None:
    start = time.process_time()
    path = folder(tmp_path, content)
    refused(command("replay", path, "--log", path / "log.db"), "odd.txt", post, "holds at most 262,144")
    recorded = path / "recorded.jsonl"
    recorded.write_text(f"{SEEN}\n{SEEN.replace('It is', ' '.join(content.split()))}\n", encoding="utf-8")
    refused(command("replay", recorded, "--log", path / "log.db"), "recorded.jsonl:2", "holds at most 262,144")
    assert not (path / "log.db").exists()
    assert time.process_time() - start < 30


@pytest.mark.parametrize("dense", ["He said it was so, and it is. ", "Some 40 troops and 30 dead. "])
def test_a_dense_post_is_read_as_far_as_a_record_holds(command: Command, tmp_path: Path, dense: str) -> None:
    text = (dense * 8_000).strip()
    topics = replayed(command, folder(tmp_path, PAGE.replace("09:50 GMT", f"09:55 GMT\n\n{text}\n\n09:50 GMT")))
    assert texts(topics) == ["The house has begun its sitting.", text, "The doors are open, ushers say."]
    assert topics["dead-letters"] == []
    reading = posts(topics)[1]["reading"]
    read = len(reading["statements"]) + len(reading["figures"])
    assert read > 500
    assert read + reading["left_out"] > 6_000
    assert all("left_out" not in post["reading"] for post in (posts(topics)[0], posts(topics)[2]))


def _page(posts: int) -> str:
    clocks = [f"{n // 60 % 24:02}:{n % 60:02} GMT" for n in range(posts, 0, -1)]
    return "Live\n\n" + "\n\n".join(
        f"{clock}\n\nNotice {n} of lorry {n * 7919 % 50021} at gate {n % 13}, they say."
        for n, clock in enumerate(clocks)
    )


def test_a_page_of_fifty_thousand_posts_is_shown(command: Command, tmp_path: Path) -> None:
    start = time.process_time()
    path = folder(tmp_path, _page(50_000))
    done = command("parse", path / "odd.txt", "--json", "--captured-at", TAKEN)
    assert done.code == 0
    assert [json.loads(line)["order"] for line in done.out.splitlines()] == list(range(50_000))
    assert time.process_time() - start < 60


def test_the_cost_of_a_post_does_not_grow_with_its_page() -> None:
    """So 50,000 take 20 times as long as 2,500."""
    costs = []
    for count in (500, 2_000):
        document = Document(
            content=_page(count).encode(), manifest=Manifest(file="p.txt", source="s", captured_at=TAKEN)
        )
        start = time.process_time()
        with Log(None) as log:
            log.append(observe([document], "time"))
            log.run()
            told = sum(1 for _ in log.read("routings"))
        costs.append((time.process_time() - start) / count)
        assert told >= count
    assert costs[1] < 2 * costs[0]
