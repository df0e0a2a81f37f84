"""`golden`: a folder of captures replayed on the embedded runtime, its topics flattened into rows."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from connectors.manifest import load
from connectors.replay import configure, observe
from connectors.stories import SHIPPED, load_stories
from schemas.claims import StatementClaim
from schemas.evidence import Evidence
from schemas.threads import ThreadHead
from storyloom.ledger import read
from streams.embedded import Log

Row = dict[str, Any]


def write(source: Path, out: Path, _meta: Row) -> None:
    """Replay the folder `source` and write one file of rows a kind into the folder `out`."""
    documents, order = load(source)
    with Log(None) as log:
        log.append(configure(load_stories(SHIPPED), {d.manifest.desk for d in documents}))
        log.append(observe(documents, order))
        log.run()
        rows = _Rows(log)
    out.mkdir(parents=True, exist_ok=True)
    for kind in ("posts", "statements", "duplicates", "threads", "status", "facts", "reactions", "figures", "changes"):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in getattr(rows, kind)())
        (out / f"{kind}.jsonl").write_text("".join(lines), encoding="utf-8")


class _Rows:
    def __init__(self, log: Log) -> None:
        self._ledger = read(log)
        self._claims = tuple(self._ledger.claims[key] for key in sorted(self._ledger.claims))
        self._heads = tuple(h for h in self._ledger.heads.values() if h.meta.merged_into is None)

    def posts(self) -> Iterator[Row]:
        ordinals: dict[str, int] = {}
        newest = {post.id: post for post in self._ledger.posts.values()}
        by_page = sorted(newest.values(), key=lambda p: (p.source, -p.distance))
        for post in by_page:
            removed = post.id in self._ledger.removed
            if not removed:
                ordinals[post.source] = ordinals.get(post.source, 0) + 1
            yield {
                "id": post.id,
                "source": post.source,
                "ordinal": None if removed else ordinals[post.source],
                "title": post.title,
                "text": post.text,
                "earliest": _time(post.published.earliest),
                "latest": _time(post.published.latest),
                "basis": post.published.basis,
                "removed": removed,
            }

    def statements(self) -> Iterator[Row]:
        for c in self._claims:
            if isinstance(c, StatementClaim):
                yield _cite(c.evidence) | {"speaker": c.canonical or c.speaker, "party": c.party, "stance": c.stance}

    def duplicates(self) -> Iterator[Row]:
        by_id = {c.id: c for c in self._claims}
        first = {c.id: c.copy_of for c in self._claims if c.copy_of in by_id}
        for group in (g for h in self._heads for r in h.state.reactions for g in r.repeated):
            first |= {i: first.get(group[0], group[0]) for i in group[1:]}
        for name in sorted(set(first.values())):
            members = [name, *(i for i, f in first.items() if f == name)]
            yield from ({"group": name, "kind": "same-words"} | _cite(by_id[i].evidence) for i in members)

    def threads(self) -> Iterator[Row]:
        for h in self._heads:
            yield {"thread": h.thread, "story": h.story, "posts": sorted(self._ledger.members.get(h.thread, ()))}

    def status(self) -> Iterator[Row]:
        for h in self._heads:
            for step in h.state.status.timeline if h.state.status else ():
                yield {
                    "thread": h.thread,
                    "state": step.state,
                    "earliest": _time(step.effective.earliest),
                    "latest": _time(step.effective.latest),
                    "current": h.state.status is not None and step is h.state.status.timeline[-1],
                    "evidence": self._resting(h, "status", step.evidence, state=step.state),
                }

    def facts(self) -> Iterator[Row]:
        for h in self._heads:
            for a in h.state.aspects:
                yield {
                    "thread": h.thread,
                    "path": a.path,
                    "value": a.value,
                    "evidence": self._resting(h, a.path, a.evidence, value=a.value),
                }

    def reactions(self) -> Iterator[Row]:
        for h in self._heads:
            for r in h.state.reactions:
                yield {
                    "thread": h.thread,
                    "party": r.party,
                    "stance": r.stance,
                    "first_post": r.first_post,
                    "statements": [_cite(c.evidence) for c in self._ledger.claims_of(h, f"reactions.{r.party}")],
                }

    def _resting(self, head: ThreadHead, path: str, first: Sequence[Evidence], **same: object) -> list[Row]:
        """All that a value rests on: the head cites the first few, the claims topic has the rest."""
        rest = [
            c.evidence
            for c in self._ledger.claims_of(head, path)
            if all(getattr(c, name) == value for name, value in same.items())
            and getattr(c, "factuality", "happened") in ("happened", "reported")
        ]
        return [_cite(e) for e in (*first, *(e for e in rest if e not in first))]

    def figures(self) -> Iterator[Row]:
        for h in self._heads:
            for f in h.state.figures:
                for q in f.values:
                    yield {
                        "thread": h.thread,
                        "kind": f.path.removeprefix("figures."),
                        "value": q.value if q.high is None else f"{q.value:g}-{q.high:g}",
                        "disputed": f.disputed,
                        "evidence": self._resting(h, f.path, (q.evidence,), value=q.value, high=q.high),
                    }

    def changes(self) -> Iterator[Row]:
        for seq, change in enumerate(self._ledger.changes, 1):
            yield {
                "seq": seq,
                "type": change.type,
                "thread": change.subject,
                "path": change.data.path,
                "old": change.data.old,
                "new": change.data.new,
                "evidence": [_cite(e) for e in change.data.evidence],
            }


def _cite(e: Evidence) -> Row:
    cited: Row = {"post": e.post, "quote": e.quote}
    return cited if e.where == "title" else cited | {"start": e.start, "end": e.end}


def _time(at: Any) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
