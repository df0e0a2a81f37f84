"""`storyloom stories check`: says why a post is taken or not, and names what is wrong in a file."""

import json
from pathlib import Path

import pytest

from connectors.stories import SHIPPED, load_stories, load_story
from storyloom.story_check import lines, posts_of_page, reason
from streams.core.interpret import explain, match
from tests.interpret.made_up import AGREEMENT, CEASEFIRE, WITHDRAWAL
from tests.test_commands import ROOT, run

PAGE = """\
<html><head><title>Valdoria leaves Tavia: as it happened</title></head><body><article>
<h1>Valdoria leaves Tavia</h1>
<p>Valdoria has ordered the withdrawal of its troops from Tavia, the president's office said on Monday.</p>
</article></body></html>
"""


def why(text: str, *, title: str | None = None, page: str | None = None) -> str:
    return reason(explain(title, text, WITHDRAWAL, page_title=page))


def test_a_post_is_taken_on_its_action_actor_and_place() -> None:
    assert why("Valdorian troops are pulling out of Tavia.") == (
        "action “pulling out”, actor “Valdorian”, object “troops” and place “Tavia”"
    )


def test_a_post_on_a_page_that_tells_all_needs_less() -> None:
    text = "Valdoria's base in Tavia will go on working as before."
    assert why(text, page="Valdorian troops withdraw from Tavia") == (
        "actor “Valdoria's” and place “Tavia”, on a page whose title tells all"
    )
    assert why(text) == "lacks action; names actor “Valdoria's” and place “Tavia”"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The cup final was put off.", "lacks action, place and actor or object"),
        ("Valdoria will withdraw from the cup.", "lacks place; names action “withdraw” and actor “Valdoria”"),
        ("Tavia held elections.\n\nA bank withdrew its offer.\n\nValdoria won.", "lacks "),
    ],
)
def test_a_post_that_is_not_taken_lacks_something(text: str, says: str) -> None:
    assert why(text).startswith(says)


def test_an_aside_is_told_by_its_paragraph() -> None:
    text = "It rained.\n\nIt snowed.\n\nIn May Valdorian troops withdrew from Tavia.\n\nIt hailed."
    assert why(text).startswith("an aside: only paragraph 3 names action “withdrew”")


def test_an_excluded_word_is_named() -> None:
    story = CEASEFIRE.model_copy(update={"exclude": ("cup final",)})
    text = "The truce between Ostrova and the Highland Front in the Lethe Valley is holding."
    assert reason(explain("Cup final", text, story)) == "excluded by “cup final”"


def test_the_explanation_agrees_with_what_the_desk_does_and_always_has_a_reason() -> None:
    stories = [*load_stories(SHIPPED), WITHDRAWAL, CEASEFIRE, AGREEMENT]
    kinds = set()
    for post in posts_of_page(ROOT / "seeds"):
        for story in stories:
            told = post.on(story)
            assert told.match == match(post.title, post.text, story, page_title=post.page_title)
            if told.match is None:
                kinds.add("excluded" if told.excluded else "aside" if told.aside else "lacks")
                assert told.excluded or told.aside or told.missing
            else:
                kinds.add("page" if told.missing else "taken")
                assert not told.missing or told.page
    assert kinds == {"excluded", "aside", "lacks", "page", "taken"}


def test_check_prints_a_line_a_post(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    shown = run("stories", "check", "stories/russia-syria-withdrawal.yaml", page, "seeds").stdout
    assert "takes 20 of 21 posts" in shown
    assert "lacks " in shown
    rows = run("stories", "check", "stories/russia-syria-withdrawal.yaml", page, "--json").stdout.splitlines()
    assert [json.loads(row)["taken"] for row in rows] == [False]


def test_check_reads_the_posts_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "log.db"
    run("replay", "seeds", "--log", log)
    rows = run("stories", "check", "stories", "--log", log, "--json").stdout.splitlines()
    taken = {json.loads(row)["story"] for row in rows if json.loads(row)["taken"]}
    assert len(rows) == 20 * len(load_stories(SHIPPED))
    assert taken == {"russia-syria-withdrawal"}


def test_every_wrong_file_of_a_folder_is_named_with_line_and_field(tmp_path: Path) -> None:
    (tmp_path / "ladders").mkdir()
    ladder = (SHIPPED / "ladders" / "withdrawal.yaml").read_text(encoding="utf-8")
    (tmp_path / "ladders" / "withdrawal.yaml").write_text(ladder, encoding="utf-8")
    (tmp_path / "a.yaml").write_text("id: a\ntitle: A\nladder: withdrawal\ngap_hours: never\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("id: b\ntitle: B\nladder: nowhere\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("id: c\ntitle: C\nladder: withdrawal\n", encoding="utf-8")
    done = run("stories", "check", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split("storyloom: ")[-1] for line in done.stderr.splitlines()] == [
        f"{tmp_path}/a.yaml:4: gap_hours: Input should be a valid integer, unable to parse string as an integer",
        f"{tmp_path}/b.yaml:3: ladder: no such ladder: 'nowhere'; there are: agreement, ceasefire, disaster, siege,"
        " withdrawal",
    ]


def test_a_story_in_a_folder_without_ladders_climbs_one_that_is_shipped(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("id: c\ntitle: C\nladder: withdrawal\n", encoding="utf-8")
    assert run("stories", "check", tmp_path).returncode == 0
    (tmp_path / "ladders").mkdir()
    own = (SHIPPED / "ladders" / "ceasefire.yaml").read_text(encoding="utf-8")
    (tmp_path / "ladders" / "withdrawal.yaml").write_text(own, encoding="utf-8")
    (story,) = load_stories(tmp_path)
    assert story.ladder.id == "ceasefire"


@pytest.mark.parametrize("command", [("stories", "check"), ("replay", "seeds", "--log", "x.db", "--stories")])
def test_a_folder_that_is_none_is_refused(command: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*command, tmp_path / "nowhere")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "nowhere" in done.stderr


def test_rows_are_of_each_story_and_post() -> None:
    posts = list(posts_of_page(ROOT / "seeds"))
    assert len(list(lines([WITHDRAWAL, CEASEFIRE], posts))) == 2 * len(posts)


def test_a_page_of_another_language_is_tried_with_the_words_of_that_language(tmp_path: Path) -> None:
    page = tmp_path / "retirada.html"
    text = "El presidente ordenó la retirada de las tropas que estaban en la base de Tavia."
    page.write_text(f'<html lang="es"><body><article><h1>Tavia</h1><p>{text}</p></article></body></html>')
    (post,) = posts_of_page(page)
    story = load_story(SHIPPED / "russia-syria-withdrawal.yaml")
    assert post.language == "es"
    assert ("action", "retirada") in post.on(story).words
