"""`stories`: documents, each with the declaration of one story, as reactions, assertions, final status and figures."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.verbs.parse import manifest
from connectors.formats import parse
from connectors.page import Document, Page, ParsedPost
from connectors.stories import load_ladder
from schemas.evidence import Span
from schemas.reading import Reading
from schemas.story import Party, Place, Story
from streams.core.interpret import interpret, party_of
from streams.core.ladder import Fact, status
from streams.core.read import PageContext, people, read

LADDERS = Path("stories/ladders")


def write(source: Path, out: Path, meta: dict[str, Any]) -> None:  # noqa: ARG001 - each document has its own
    """Write the rows of all documents. Raises BadDocument or BadStory."""
    rows = [row for text in sorted(source.glob("*.txt")) for row in _document(text)]
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def story(declared: dict[str, Any]) -> Story:
    """The story of these few facts, on the ladder as it is shipped. Raises BadStory."""
    return Story(
        id=declared["id"],
        title=declared["title"],
        ladder=load_ladder(LADDERS / f"{declared['ladder']}.yaml"),
        actors=tuple(declared.get("actors") or ()),
        places=tuple(Place(name=name) for name in declared.get("places") or ()),
        parties=tuple(Party(name=name) for name in declared.get("actors") or () if len(name) > 2),
        object=declared.get("object"),
    )


def _document(path: Path) -> Iterator[dict[str, Any]]:
    facts = json.loads(path.with_suffix("").with_suffix(".meta.json").read_text(encoding="utf-8"))
    text = path.read_bytes().decode("utf-8")
    page = parse(Document(content=path.read_bytes(), manifest=manifest(path, facts)))
    followed = story(facts["story"])
    told: list[Fact] = []
    at = 0
    for post, reading in _readings(page, facts):
        known = interpret(post.title, post.text, post.published, facts.get("country"), reading, followed)
        places = _Places(text, post, at)
        at = places.body
        stances = {stance.statement: stance.value for stance in known.stances}
        for n, statement in enumerate(reading.statements):
            yield {
                "doc": path.stem,
                "kind": "reaction",
                "speaker": statement.canonical or statement.speaker,
                "party": party_of(statement, followed),
                "stance": stances.get(n),
                **places.of(statement.span),
            }
        for n, assertion in enumerate(known.assertions):
            by = None if assertion.statement is None else party_of(reading.statements[assertion.statement], followed)
            told.append(
                Fact(
                    f"{post.order} {n}",
                    assertion.state,
                    assertion.factuality,
                    assertion.effective,
                    (-post.order, n),
                    by,
                )
            )
            since, until = assertion.effective.earliest, assertion.effective.latest
            yield {
                "doc": path.stem,
                "kind": "status",
                "state": assertion.state,
                "factuality": assertion.factuality,
                "earliest": since.isoformat() if since else None,
                "latest": until.isoformat() if until else None,
                **places.of(assertion.span),
            }
        for figure in reading.figures:
            yield {
                "doc": path.stem,
                "kind": "figure",
                "figure": figure.kind,
                "value": figure.value,
                **places.of(figure.span),
            }
    yield {"doc": path.stem, "kind": "final", "state": status(followed.ladder, told)}


def _readings(page: Page, facts: dict[str, Any]) -> Iterator[tuple[ParsedPost, Reading]]:
    introduced = tuple(person for post in page.posts for person in people(post.title, post.text))
    context = PageContext(facts.get("outlet"), facts.get("country"), "en", page.title, introduced)
    for post in page.posts:
        yield post, read(post.title, post.text, context)


class _Places:
    """Where a post's spans stand in its document."""

    def __init__(self, text: str, post: ParsedPost, after: int) -> None:
        self._text, self._post = text, post
        title = text.find(post.title, after) if post.title else -1
        self._title = title
        found = text.find(post.text, after)
        self.body = found if found >= 0 else after

    def of(self, span: Span) -> dict[str, Any]:
        words = (self._post.title or "") if span.where == "title" else self._post.text
        quote = words[span.start : span.end]
        base = self._title if span.where == "title" else self.body
        if self._text[base + span.start : base + span.end] == quote:
            return {"quote": quote, "start": base + span.start, "end": base + span.end}
        return {"quote": quote}
