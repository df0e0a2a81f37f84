"""Claims of one post in one scope: its reading and interpretation as rows that stand until the post is revised or
removed, keyed so that the value of a path is found without walking the thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemas.claims import AspectClaim, AssertionClaim, Claim, FigureClaim, StatementClaim
from schemas.evidence import Evidence, Span
from schemas.ids import digest
from schemas.interpretation import Assertion, Interpretation
from schemas.posts import Post
from schemas.reading import Statement
from schemas.story import Story
from streams.core.keys import Part
from streams.core.order import of_post as of_post_order
from streams.core.repeats import common_stems, groups

STATUS: Final = "status"
REACTIONS: Final = "reactions."
STATEMENTS: Final = "statements"
FIGURES: Final = "figures."

FACT: Final = "fact"
BESIDE: Final = "beside"
TOLD: Final = "told"
NEUTRAL: Final = "neutral"
SILENT: Final = "silent"


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim and where it stands: claims of a path lie in `shelves` (states, or stances told and not), each in order
    of time."""

    claim: Claim
    shelf: str


def place(scope: str, path: str, shelf: str, post: Post, claim: str) -> tuple[Part, ...]:
    """Where a claim of this post stands."""
    return (scope, path, shelf, *of_post_order(post), claim)


def of_post(
    post: Post, scope: str, story: Story | None, means: Interpretation | None, copy_of: str | None
) -> tuple[Placed, ...]:
    """All claims of this revision, in the order of their ids."""
    found = _Claims(post, scope, story, copy_of)
    placed = {p.claim.id: p for p in found.all(means)}
    for claim, first in _repeated([p.claim for p in placed.values()], story):
        placed[claim.id] = Placed(claim.model_copy(update={"copy_of": first}), placed[claim.id].shelf)
    return tuple(placed[i] for i in sorted(placed))


def _repeated(claims: list[Claim], story: Story | None) -> Iterator[tuple[StatementClaim, str]]:
    """The statements that say again what another one of the post says, each with the id of that one."""
    by_path: dict[str, list[StatementClaim]] = {}
    for claim in claims:
        if isinstance(claim, StatementClaim) and claim.copy_of is None and claim.path != STATEMENTS:
            by_path.setdefault(claim.path, []).append(claim)
    for said in by_path.values():
        said.sort(key=lambda c: (c.evidence.where == "title", c.evidence.start))
        for first, *rest in groups(said, common_stems(story)):
            yield from ((claim, first.id) for claim in rest)


class _Claims:
    def __init__(self, post: Post, scope: str, story: Story | None, copy_of: str | None) -> None:
        self._post, self._scope, self._copy_of = post, scope, copy_of
        self._names = _names(story)
        self._seen: dict[tuple[str, ...], int] = {}

    def all(self, means: Interpretation | None) -> Iterator[Placed]:
        reading = self._post.reading
        stances = {s.statement: s.value for s in means.stances} if means else {}
        for i, statement in enumerate(reading.statements):
            party = self._party(statement)
            path = f"{REACTIONS}{party}" if party else STATEMENTS
            stance = stances.get(i)
            shelf = SILENT if stance is None else NEUTRAL if stance == "neutral" else TOLD
            yield Placed(
                StatementClaim(**self._base(path, statement.span, statement, "statement"), stance=stance), shelf
            )
        for figure in reading.figures:
            by = None if figure.statement is None else reading.statements[figure.statement]
            path = f"{FIGURES}{figure.kind}" + (f".{figure.subject}" if figure.subject else "")
            yield Placed(
                FigureClaim(
                    **self._base(path, figure.span, by, f"{figure.value:g}"),
                    value=figure.value,
                    high=figure.high,
                    unit=figure.unit,
                    qualifier=figure.qualifier,
                ),
                self._post.source,
            )
        if means is None:
            return
        for assertion in means.assertions:
            yield self._assertion(assertion)
        for aspect in means.aspects:
            yield Placed(
                AspectClaim(**self._base(aspect.path, aspect.span, None, aspect.value), value=aspect.value), ""
            )

    def _assertion(self, assertion: Assertion) -> Placed:
        by = None if assertion.statement is None else self._post.reading.statements[assertion.statement]
        is_fact = assertion.factuality in ("happened", "reported")
        claim = AssertionClaim(
            **self._base(STATUS, assertion.span, by, f"{assertion.state} {assertion.factuality}"),
            state=assertion.state,
            factuality=assertion.factuality,
            effective=assertion.effective,
        )
        return Placed(claim, f"{FACT} {assertion.state}" if is_fact else f"{BESIDE} {assertion.state}")

    def _party(self, statement: Statement) -> str | None:
        if statement.party is None:
            return None
        return self._names.get(statement.party.casefold(), statement.party)

    def _base(self, path: str, span: Span, by: Statement | None, what: str) -> dict[str, object]:
        post = self._post
        quote = (post.title or "")[span.start : span.end] if span.where == "title" else post.text[span.start : span.end]
        words = (path, what, quote)
        nth = self._seen[words] = self._seen.get(words, -1) + 1
        return {
            "id": digest(post.id, *words, str(nth)),
            "story": self._scope,
            "path": path,
            "source": post.source,
            "outlet": post.outlet,
            "said": post.published,
            "distance": post.distance,
            "evidence": Evidence(
                post=post.id,
                revision=post.revision,
                where=span.where,
                start=span.start,
                end=span.end,
                quote=quote,
            ),
            "copy_of": self._copy_of,
            "speaker": by.speaker if by else None,
            "canonical": by.canonical if by else None,
            "party": self._party(by) if by else None,
        }


def _names(story: Story | None) -> dict[str, str]:
    """The story's own names of parties, by every spelling it lists."""
    parties = story.parties if story else ()
    return {v.casefold(): p.name for p in parties for v in (p.name, *p.variants)}
