"""The fold by brute force: what the posts that stand say, from nothing, every time.

It knows neither store nor episode rows, nor what was said before. Whatever the desk keeps to be quick must come to the
same: the tests hold each against the other after every event.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from schemas.changes import Change
from schemas.claims import AspectClaim, AssertionClaim, Claim, FigureClaim, StatementClaim
from schemas.evidence import Evidence, Span
from schemas.ids import digest
from schemas.interpretation import Interpretation
from schemas.posts import Post
from schemas.reading import Statement
from schemas.story import Story
from schemas.threads import Quantity, State
from schemas.times import Interval
from tests.core.oracle_values import ALWAYS, same_words, state_of
from tests.core.stub import Judge

HORIZON = timedelta(days=7)
NOTHING = State(posts=0, sources=0)


@dataclass(frozen=True)
class Standing:
    """A post that stands, and the stories that were declared when it came."""

    post: Post
    declared: tuple[Story, ...]

    def scopes(self) -> dict[str, tuple[Story | None, Interpretation | None]]:
        p, judge = self.post, Judge()
        told: dict[str, tuple[Story | None, Interpretation | None]] = {
            s.id: (s, judge.interpret(p.title, p.text, p.published, p.country, p.reading, s))
            for s in self.declared
            if judge.matches(p.title, p.text, p.page_title, s, p.reading.language)
        }
        return told or {f"~{p.source}": (None, None)}

    def order(self) -> tuple[Any, ...]:
        at = self.post.published
        return (at.latest, at.earliest or ALWAYS, self.post.source, self.post.distance, self.post.id)


@dataclass(frozen=True)
class Thread:
    """One run of posts of a scope without a long silence."""

    scope: str
    posts: frozenset[str]
    state: State


def claims(standing: Sequence[Standing], copyable: frozenset[str]) -> dict[bytes, Claim]:
    """All that is claimed, by the key on the topic. `copyable` are the texts long enough to be copied."""
    originals = _originals([s for s in standing if s.post.text in copyable])
    return {
        "|".join((s.post.desk, scope, c.path, c.id)).encode(): c
        for s in standing
        for scope, (story, means) in s.scopes().items()
        for c in _said(s.post, scope, story, means, originals.get(s.post.id))
    }


def threads(standing: Sequence[Standing], claimed: Iterable[Claim]) -> list[Thread]:
    """Each run of posts with the state that their claims make."""
    in_scope: dict[str, list[Standing]] = {}
    stories: dict[str, Story | None] = {}
    for s in sorted(standing, key=Standing.order):
        for scope, (story, _) in s.scopes().items():
            in_scope.setdefault(scope, []).append(s)
            stories[scope] = story
    return [
        Thread(
            scope,
            ids,
            state_of([s.post for s in run], [c for c in claimed if c.story == scope and c.evidence.post in ids], story),
        )
        for scope, members in in_scope.items()
        for story in [stories[scope]]
        for run in _runs(members, story)
        for ids in [frozenset(s.post.id for s in run)]
    ]


def difference(old: State, new: State, withdrawn: str | None) -> Counter[tuple[Any, ...]]:
    """What a subscriber must be told of: type, path, old, new, evidence, and since when where it has its own time."""
    was, now, told = dict(_values(old)), dict(_values(new)), Counter[tuple[Any, ...]]()
    for path in was.keys() | now.keys():
        o, n = was.get(path, _NONE), now.get(path, _NONE)
        kind = (n if n.text is not None else o).kind
        if o.text != n.text:
            gone = n.text is None or any(e.post == withdrawn for e in o.evidence)
            verb = "retracted" if gone and o.text is not None else n.first if o.text is None else n.next
            told[f"{kind}.{verb}", path, o.text, n.text, n.evidence, n.since] += 1
        elif kind == "status" and o.sources < 2 <= n.sources:
            new_words = tuple(e for e in n.evidence if e not in o.evidence) or n.evidence
            told["corroboration.added", path, o.text, n.text, new_words, n.since] += 1
    return told


def as_told(change: Change) -> tuple[Any, ...]:
    """A change as `difference` says it."""
    since = change.data.valid if change.data.path == "status" and change.data.new is not None else None
    return (change.type, change.data.path, change.data.old, change.data.new, change.data.evidence, since)


@dataclass(frozen=True)
class _Value:
    kind: str = ""
    text: str | None = None
    evidence: tuple[Evidence, ...] = ()
    first: str = "changed"
    next: str = "changed"
    since: Interval | None = None
    sources: int = 0


_NONE = _Value()


def _values(state: State) -> Iterator[tuple[str, _Value]]:
    if state.status:
        last = state.status.timeline[-1]
        yield (
            "status",
            _Value("status", last.state, last.evidence, since=last.effective, sources=last.sources),
        )
    for r in state.reactions:
        yield f"reactions.{r.party}", _Value("reaction", r.stance, r.evidence if r.stance else (), "added")
    for a in state.aspects:
        yield a.path, _Value("aspect", a.value, a.evidence)
    for f in state.figures:
        verb = "disputed" if f.disputed else "reported"
        said = "; ".join(_amount(q) for q in f.values)
        yield f.path, _Value("figure", said, tuple(q.evidence for q in f.values), verb, verb)


def _amount(q: Quantity) -> str:
    span = f"{q.value:,g}" + (f" to {q.high:,g}" if q.high is not None else "")
    return " ".join(part for part in (q.qualifier, span, q.unit) if part)


def _originals(posts: list[Standing]) -> dict[str, str]:
    """Whose copy each copy is: the same text, no more than the horizon after the one before it."""
    found = {}
    for _, told in groupby(sorted(posts, key=lambda s: (s.post.text, s.order())), key=lambda s: s.post.text):
        group = list(told)
        first = before = group[0].post
        for s in group[1:]:
            first = s.post if s.post.published.latest - before.published.latest > HORIZON else first
            before = s.post
            if s.post is not first:
                found[s.post.id] = first.id
    return found


def _runs(members: list[Standing], story: Story | None) -> Iterator[list[Standing]]:
    run: list[Standing] = []
    for s in members:
        if run and story and s.post.published.latest - run[-1].post.published.latest > timedelta(hours=story.gap_hours):
            yield run
            run = []
        run.append(s)
    yield run


def _said(post: Post, scope: str, story: Story | None, means: Interpretation | None, copy: str | None) -> list[Claim]:
    names = {v: p.name for p in (story.parties if story else ()) for v in (p.name, *p.variants)}
    seen: Counter[tuple[str, ...]] = Counter()
    found: list[Claim] = []

    def base(path: str, span: Span, what: str, by: Statement | None) -> dict[str, Any]:
        quote = ((post.title or "") if span.where == "title" else post.text)[span.start : span.end]
        nth, seen[path, what, quote] = seen[path, what, quote], seen[path, what, quote] + 1
        evidence = Evidence(post=post.id, revision=post.revision, quote=quote, **span.model_dump())
        return {
            "id": digest(post.id, path, what, quote, str(nth)),
            "story": scope,
            "path": path,
            "source": post.source,
            "outlet": post.outlet,
            "said": post.published,
            "distance": post.distance,
            "evidence": evidence,
            "copy_of": copy,
            "speaker": by.speaker if by else None,
            "canonical": by.canonical if by else None,
            "party": names.get(by.party, by.party) if by and by.party else None,
        }

    said = post.reading.statements
    stances = {s.statement: s.value for s in means.stances} if means else {}
    for i, s in enumerate(said):
        path = f"reactions.{names.get(s.party, s.party)}" if s.party else "statements"
        found.append(StatementClaim(**base(path, s.span, "statement", s), stance=stances.get(i)))
    for f in post.reading.figures:
        by = None if f.statement is None else said[f.statement]
        found.append(
            FigureClaim(
                **base(f"figures.{f.kind}", f.span, f"{f.value:g}", by),
                **f.model_dump(include={"value", "high", "unit", "qualifier"}),
            )
        )
    for a in means.assertions if means else ():
        by = None if a.statement is None else said[a.statement]
        own = base("status", a.span, f"{a.state} {a.factuality}", by)
        found.append(AssertionClaim(**own, state=a.state, factuality=a.factuality, effective=a.effective))
    found += [
        AspectClaim(**base(v.path, v.span, v.value, None), value=v.value) for v in (means.aspects if means else ())
    ]
    return list(_repeats_marked(found))


def _repeats_marked(found: list[Claim]) -> Iterator[Claim]:
    """Within a post, the wrapping that says most counts, the first of equals, a headline last."""
    own = [c for c in found if isinstance(c, StatementClaim) and c.path != "statements" and c.copy_of is None]
    own.sort(key=lambda c: (c.evidence.where == "title", c.stance is None, c.evidence.start))
    first = {
        c.id: group[0].id
        for path in {c.path for c in own}
        for group in same_words([x for x in own if x.path == path])
        for c in group[1:]
    }
    return (c.model_copy(update={"copy_of": first[c.id]}) if c.id in first else c for c in found)
