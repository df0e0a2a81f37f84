"""Claims of one post in one scope: its reading and interpretation as rows that stand until the post is revised or
removed, keyed so that the value of a path is found without walking the thread."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from schemas.claims import CLAIM
from schemas.codec import write
from schemas.evidence import Span
from schemas.ids import digest
from schemas.interpretation import Assertion, Interpretation
from schemas.posts import Post
from schemas.reading import Statement
from schemas.story import Story
from streams.core.interpret import party_of
from streams.core.keys import key
from streams.core.order import of_post as of_post_order
from streams.core.repeats import common_stems, wrapped
from streams.core.written import ClaimRow, EvidenceRow, interval_row, published_row

STATUS: Final = "status"
REACTIONS: Final = "reactions."
STATEMENTS: Final = "statements"
FIGURES: Final = "figures."

FACT: Final = "fact"
BESIDE: Final = "beside"
TOLD: Final = "told"
NEUTRAL: Final = "neutral"
SILENT: Final = ("silent", *(f"silent {digit}" for digit in "0123456789abcdef"))
"""Shelves of statements without a stance: those of nobody who is named, then each speaker's, on one of sixteen by the
first digit of the name's digest. There may be many, and of each shelf only the first and last few are compared: so
those of one person lie together."""

_LONGEST: Final = 512
"""Characters of a name."""


class Placed(NamedTuple):
    """A claim and where it stands: claims of a path lie on shelves (states, or stances told and not), each in order of
    time. `value` is its record."""

    row: ClaimRow
    shelf: str
    value: bytes


@lru_cache(maxsize=4096)
def shelf_key(scope: str, path: str, shelf: str) -> bytes:
    """What the keys of all claims of a shelf begin with."""
    return key("claim", scope, path, shelf)


def order_key(post: Post) -> bytes:
    """Where the claims of a post stand on their shelves; the id of the claim follows."""
    return key(*of_post_order(post))


def of_post(
    post: Post, scope: str, story: Story | None, means: Interpretation | None, copy_of: str | None
) -> tuple[Placed, ...]:
    """All claims of this revision, in the order of their ids."""
    found = {row["id"]: (row, shelf) for row, shelf in _Claims(post, scope, story, copy_of).all(means)}
    for row, first in _repeated([row for row, _ in found.values()], story):
        row["copy_of"] = first
    return tuple(Placed(*found[i], write(found[i][0])) for i in sorted(found))


def _repeated(rows: list[ClaimRow], story: Story | None) -> Iterator[tuple[ClaimRow, str]]:
    """The statements that say again what another one of the post says, each with the id of that one."""
    by_path: dict[str, list[ClaimRow]] = {}
    for row in rows:
        if row["kind"] == "statement" and "copy_of" not in row and row["path"] != STATEMENTS:
            by_path.setdefault(row["path"], []).append(row)
    for said in by_path.values():
        if len(said) > 1:
            said.sort(key=lambda row: (row["evidence"]["where"] == "title", row["evidence"]["start"]))
            for fullest, *rest in wrapped(said, common_stems(story)):
                yield from ((row, fullest["id"]) for row in rest)


class _Claims:
    def __init__(self, post: Post, scope: str, story: Story | None, copy_of: str | None) -> None:
        self._post, self._said, self._names = post, published_row(post.published), _names(story)
        self._story = story
        self._same: dict[str, Any] = {"story": scope, "source": post.source, "distance": post.distance}
        if post.outlet is not None:
            self._same["outlet"] = post.outlet
        if copy_of is not None:
            self._same["copy_of"] = copy_of
        self._seen: dict[tuple[str, ...], int] = {}

    def all(self, means: Interpretation | None) -> Iterator[tuple[ClaimRow, str]]:
        reading = self._post.reading
        stances = {s.statement: s.value for s in means.stances} if means else {}
        for i, statement in enumerate(reading.statements):
            party = self._party(statement)
            path = f"{REACTIONS}{party}" if party else STATEMENTS
            stance = stances.get(i)
            shelf = _silent(statement.canonical) if stance is None else NEUTRAL if stance == "neutral" else TOLD
            yield self._row("statement", path, statement.span, statement, "statement", {"stance": stance}), shelf
        for figure in reading.figures:
            by = None if figure.statement is None else reading.statements[figure.statement]
            path = f"{FIGURES}{figure.kind}" + (f".{figure.subject}" if figure.subject else "")
            amount = {"value": figure.value, "high": figure.high, "unit": figure.unit, "qualifier": figure.qualifier}
            yield self._row("figure", path, figure.span, by, f"{figure.value:g}", amount), self._post.source
        if means is None:
            return
        for assertion in means.assertions:
            yield self._assertion(assertion)
        for aspect in means.aspects:
            value = {"value": aspect.value}
            yield self._row("aspect", aspect.path, aspect.span, None, aspect.value, value), ""

    def _assertion(self, assertion: Assertion) -> tuple[ClaimRow, str]:
        by = None if assertion.statement is None else self._post.reading.statements[assertion.statement]
        is_fact = assertion.factuality in ("happened", "reported")
        said = {
            "state": assertion.state,
            "factuality": assertion.factuality,
            "effective": interval_row(assertion.effective),
        }
        what = f"{assertion.state} {assertion.factuality}"
        row = self._row("assertion", STATUS, assertion.span, by, what, said)
        return row, f"{FACT} {assertion.state}" if is_fact else f"{BESIDE} {assertion.state}"

    def _party(self, statement: Statement) -> str | None:
        party = party_of(statement, self._story)
        return party if party is None else self._names.get(party.casefold(), party)

    def _row(self, kind: str, path: str, span: Span, by: Statement | None, what: str, more: dict[str, Any]) -> ClaimRow:
        post = self._post
        quote = ((post.title or "") if span.where == "title" else post.text)[span.start : span.end]
        words = (path, what, quote)
        nth = self._seen[words] = self._seen.get(words, -1) + 1
        evidence = EvidenceRow(
            post=post.id, revision=post.revision, where=span.where, start=span.start, end=span.end, quote=quote
        )
        row: Any = self._same | {
            "kind": kind,
            "id": digest(post.id, *words, str(nth)),
            "path": path,
            "said": self._said,
            "evidence": evidence,
        }
        if by is not None:
            more = more | {"speaker": by.speaker, "canonical": by.canonical, "party": self._party(by)}
        for name, value in more.items():
            if value is not None:
                row[name] = value
        if not quote or len(path) > _LONGEST or "\x00" in path or len(self._same["story"]) > _LONGEST:
            CLAIM.validate_python(row)
        return row  # type: ignore[no-any-return]  # built by name, so that what is None is left out


@lru_cache(maxsize=4096)
def _silent(canonical: str | None) -> str:
    return SILENT[0 if canonical is None else 1 + int(digest(canonical)[0], 16)]


@lru_cache(maxsize=256)
def _names(story: Story | None) -> dict[str, str]:
    """The story's own names of parties, by every spelling it lists."""
    parties = story.parties if story else ()
    return {v.casefold(): p.name for p in parties for v in (p.name, *p.variants)}
