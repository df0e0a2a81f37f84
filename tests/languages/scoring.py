"""Pages in further languages against what their author says they tell."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from connectors.formats import parse
from connectors.page import Document, Manifest, ParsedPost
from connectors.stories import SHIPPED, load_ladder
from schemas.evidence import Span
from schemas.reading import Reading
from schemas.story import Party, Place, Story
from streams.core.interpret import interpret, match
from streams.core.read import PageContext, people, read

STRICT = 0.8
"""The share of common characters, of all that either has, from which two quotations are one."""


@dataclass
class Tally:
    """Right answers, of how many told and how many wanted."""

    right: int = 0
    told: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.told + self.wanted) if self.told + self.wanted else 1.0


@dataclass
class Score:
    """One page, or several together, with what was missed in words."""

    posts: Tally = field(default_factory=Tally)
    stamps: Tally = field(default_factory=Tally)
    attribution: Tally = field(default_factory=Tally)
    party: Tally = field(default_factory=Tally)
    stance: Tally = field(default_factory=Tally)
    status: Tally = field(default_factory=Tally)
    figures: Tally = field(default_factory=Tally)
    story: Tally = field(default_factory=Tally)
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for name in AREAS:
            mine, theirs = getattr(self, name), getattr(other, name)
            mine.right, mine.told, mine.wanted = (
                mine.right + theirs.right,
                mine.told + theirs.told,
                mine.wanted + theirs.wanted,
            )
        self.misses += other.misses


AREAS = ("posts", "stamps", "attribution", "party", "stance", "status", "figures", "story")


def score(page: Path) -> Score:
    """A page against the labels beside it."""
    labels: dict[str, Any] = yaml.safe_load(page.with_suffix(".yaml").read_text(encoding="utf-8"))
    content = page.read_bytes()
    manifest = Manifest(
        file=page.name,
        source=page.stem.replace("_", "-"),
        captured_at=datetime.fromisoformat(f"{labels['date']}T23:00:00").replace(tzinfo=UTC),
        published=str(labels["date"]),
        timezone=labels.get("timezone", "UTC"),
        country=labels["country"],
        language=labels.get("language"),
    )
    parsed = parse(Document(content=content, manifest=manifest))
    out = Score()
    times = [f"{p.published.earliest:%H:%M}" if p.published.earliest else "" for p in parsed.posts]
    out.posts = Tally(min(len(times), len(labels["times"])), len(times), len(labels["times"]))
    out.stamps = Tally(sum(t in times for t in labels["times"]), len(times), len(labels["times"]))
    introduced = tuple(person for p in parsed.posts for person in people(p.title, p.text, parsed.language))
    context = PageContext(None, labels["country"], parsed.language, parsed.title, introduced)
    story = _story(labels["story"])
    for post in parsed.posts:
        stamp = f"{post.published.earliest:%H:%M}" if post.published.earliest else ""
        n = labels["times"].index(stamp) + 1 if stamp in labels["times"] else 0
        reading = read(post.title, post.text, context)
        _statements(post, reading, [r for r in labels["statements"] if r["post"] == n], story, out, n)
        _status(post, reading, [r for r in labels["status"] if r["post"] == n], story, out, n)
        _figures(reading, [r for r in labels["figures"] if r["post"] == n], out, n)
        ours = match(post.title, post.text, story, page_title=parsed.title, language=reading.language) is not None
        wanted = n not in labels.get("elsewhere", ())
        out.story.wanted, out.story.told = out.story.wanted + 1, out.story.told + 1
        out.story.right += ours == wanted
        if ours != wanted:
            out.misses.append(f"{page.stem} {n} story: {ours}")
    return out


def _story(declared: dict[str, Any]) -> Story:
    return Story(
        id=declared["id"],
        title=declared["id"],
        ladder=load_ladder(SHIPPED / "ladders" / f"{declared['ladder']}.yaml"),
        actors=tuple(declared["actors"]),
        places=tuple(Place(name=name) for name in declared["places"]),
        parties=tuple(Party(name=name) for name in declared["actors"] if len(name) > 2),
        object=declared.get("object"),
    )


def _statements(
    post: ParsedPost, reading: Reading, wanted: list[dict[str, Any]], story: Story, out: Score, n: int
) -> None:
    """Those of the title tell what the text tells again: they are left out."""
    told = [(i, s) for i, s in enumerate(reading.statements) if s.span.where == "text"]
    means = interpret(post.title, post.text, post.published, None, reading, story)
    stances = {s.statement: s.value for s in means.stances}
    left = dict(told)
    out.attribution.told += len(told)
    out.attribution.wanted += len(wanted)
    for label in wanted:
        start = post.text.find(label["quote"])
        span = (start, start + len(label["quote"]))
        found = next(
            (i for i, s in left.items() if start >= 0 and _alike(span, s.content or (s.span,)) >= STRICT), None
        )
        if found is None:
            out.misses.append(
                f"{n} not found: {label['quote'][:50]} — told {[_quote(post, s.content) for s in left.values()]}"
            )
            continue
        statement = left.pop(found)
        same = _bare(statement.canonical or statement.speaker or "") == _bare(label["speaker"])
        out.attribution.right += same
        if not same:
            out.misses.append(f"{n} speaker {statement.canonical or statement.speaker} not {label['speaker']}")
        out.party.told, out.party.wanted = out.party.told + 1, out.party.wanted + 1
        out.party.right += statement.party == label["party"]
        if statement.party != label["party"]:
            out.misses.append(f"{n} party {statement.party} not {label['party']}: {label['quote'][:40]}")
        value, stance = stances.get(found), label.get("stance")
        value = None if value == "neutral" else value
        out.stance.told += value is not None
        out.stance.wanted += stance is not None
        out.stance.right += stance is not None and value == stance
        if value != stance:
            out.misses.append(f"{n} stance {value} not {stance}: {label['quote'][:40]}")
    for statement in left.values():
        out.misses.append(f"{n} too much: {statement.canonical}: {_quote(post, statement.content)}")


def _bare(name: str) -> str:
    first, _, rest = name.partition(" ")
    return (
        rest if first.lower() in ("el", "la", "los", "las", "un", "una") and name not in ("El Cairo",) else name
    ).casefold()


def _quote(post: ParsedPost, parts: tuple[Span, ...]) -> str:
    return " / ".join(post.text[p.start : p.end] for p in parts)


def _alike(span: tuple[int, int], parts: tuple[Span, ...]) -> float:
    mine = {i for part in parts for i in range(part.start, part.end)}
    wanted = set(range(*span))
    return len(mine & wanted) / len(mine | wanted)


def _status(post: ParsedPost, reading: Reading, wanted: list[dict[str, Any]], story: Story, out: Score, n: int) -> None:
    """A state that a post's text asserts, counted once a post."""
    means = interpret(post.title, post.text, post.published, None, reading, story)
    told = sorted({(a.state, a.factuality) for a in means.assertions if a.span.where == "text"})
    out.status.told += len({state for state, _ in told})
    out.status.wanted += len(wanted)
    for label in wanted:
        right = any(state == label["state"] and real in label["factuality"] for state, real in told)
        out.status.right += right
        if not right:
            out.misses.append(f"{n} status {told} not {label['state']} {label['factuality']}")
    for state, real in told:
        if state not in {label["state"] for label in wanted}:
            out.misses.append(f"{n} status too much: {state} {real}")


def _figures(reading: Reading, wanted: list[dict[str, Any]], out: Score, n: int) -> None:
    told = {(f.kind, f.value) for f in reading.figures if f.span.where == "text"}
    out.figures.told += len(told)
    out.figures.wanted += len(wanted)
    for label in wanted:
        right = (label["kind"], float(label["value"])) in told
        out.figures.right += right
        if not right:
            out.misses.append(f"{n} figures {sorted(told)} not {label['kind']} {label['value']}")
