"""Laws checked on a log that is there: replay it, re-order it, resolve its citations."""

from collections.abc import Iterator

from schemas.codec import decode
from schemas.evidence import Evidence
from schemas.posts import POST_EVENT, DeskConfigured
from schemas.record import Record
from schemas.topics import OBSERVATIONS, POSTS, TOPICS
from storyloom.ledger import Ledger, read
from streams.embedded import Log


def violations(log: Log) -> Iterator[str]:
    """One line for each thing that breaks laws 1, 2 or 6; nothing where they hold."""
    declared = tuple(r for r in log.read(POSTS.name) if _declares(r))
    observed = tuple(log.read(OBSERVATIONS.name))
    with Log(None) as again:
        _run(again, declared, observed)
        yield from _same_bytes(log, again)
    ledger = read(log)
    sources = sorted({r.key for r in observed}, reverse=True)
    with Log(None) as other:
        _run(other, declared, tuple(r for s in sources for r in observed if r.key == s))
        yield from _same_state(ledger, read(other))
    yield from _cited(ledger)


def _declares(record: Record) -> bool:
    return isinstance(decode(POST_EVENT, record.value or b""), DeskConfigured)


def _run(log: Log, declared: tuple[Record, ...], observed: tuple[Record, ...]) -> None:
    log.append(declared)
    log.append(observed)
    log.run()


def _same_bytes(one: Log, other: Log) -> Iterator[str]:
    for topic in TOPICS:
        for n, (a, b) in enumerate(zip(_made(one, topic.name), _made(other, topic.name), strict=False)):
            if a != b:
                yield f"law 1: {topic.name} differs from record {n} on"
                break
        if sum(1 for _ in one.read(topic.name)) != sum(1 for _ in other.read(topic.name)):
            yield f"law 1: {topic.name} has another number of records"


def _made(log: Log, topic: str) -> Iterator[Record]:
    """The records of a topic but for declarations, which a second replay puts behind posts and this one before them."""
    return (r for r in log.read(topic) if topic != POSTS.name or not _declares(r))


def _same_state(one: Ledger, other: Ledger) -> Iterator[str]:
    def states(ledger: Ledger) -> list[str]:
        return sorted(h.state.model_dump_json() for h in ledger.heads.values() if h.state.posts)

    if states(one) != states(other):
        yield "law 2: with the sources in another order the threads end in another state"


def _cited(ledger: Ledger) -> Iterator[str]:
    for claim in ledger.claims.values():
        yield from _resolved(f"claim {claim.path}", claim.evidence, ledger)
    for change in ledger.changes:
        for evidence in change.data.evidence:
            yield from _resolved(f"change {change.id}", evidence, ledger)
    for head in ledger.heads.values():
        if head.state.status:
            for step in head.state.status.timeline:
                for evidence in step.evidence:
                    yield from _resolved(f"{head.thread} status", evidence, ledger)


def _resolved(where: str, e: Evidence, ledger: Ledger) -> Iterator[str]:
    post = ledger.posts.get((e.post, e.revision))
    text = None if post is None else post.title if e.where == "title" else post.text
    if text is None or text[e.start : e.end] != e.quote:
        yield f"law 6: {where} cites words that are not in {e.post} revision {e.revision}"
