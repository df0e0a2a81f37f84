"""Reading a log again with other rules: what would change, and on which words. The log itself stays as it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from connectors.replay import configure
from schemas.evidence import Evidence
from schemas.posts import DeskConfigured
from schemas.story import Story
from schemas.threads import State
from schemas.topics import OBSERVATIONS, POSTS
from storyloom.ledger import Ledger, Readable, post_event, read
from storyloom.wording import when
from streams.core.diff import amount
from streams.embedded import Log

_NOTHING = State(posts=0, sources=0)

_BEGINNING = 200
"""Characters of a post without a title by which it is known again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a thread that would be another: None for nothing. `words` are the first of those that the new one
    rests on, or, where nothing is left, the old one; of a post, its beginning."""

    thread: str
    path: str
    old: str | None
    new: str | None
    words: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reread:
    """What another reading of a log comes to. `readers` and `stories` are the versions of the rules that differ."""

    readers: tuple[tuple[str, str], ...]
    stories: tuple[tuple[str, str | None, str | None], ...]
    differences: tuple[Difference, ...]


def reread(log: Readable, stories: Sequence[Story], advanced: Callable[[int], None] = lambda _: None) -> Reread:
    """Replay the observations of a log with these stories and the rules of this version, beside what the log has.

    The stories are taken to have been declared before the first post.
    """
    old, before = read(log), _declared(log)
    desks = {desk for desk, _ in before} | {post.desk for post in old.posts.values()}
    with Log(None) as again:
        again.append(configure(stories, desks))
        again.append(log.read(OBSERVATIONS.name))
        again.run(advanced)
        new, after = read(again), _declared(again)
    redefined = tuple(
        (f"{desk}/{story}", before.get((desk, story)), after.get((desk, story)))
        for desk, story in sorted(before.keys() | after.keys())
        if before.get((desk, story)) != after.get((desk, story))
    )
    return Reread(_readers(old, new), redefined, tuple(differences(old, new)))


def row(d: Difference) -> bytes:
    """A difference as one line of JSON."""
    told = {"thread": d.thread, "path": d.path, "old": d.old, "new": d.new, "words": d.words}
    cited = [e.model_dump(mode="json") for e in d.evidence]
    return orjson.dumps(told | {"evidence": cited}, option=orjson.OPT_SORT_KEYS)


def _declared(log: Readable) -> dict[tuple[str, str], str]:
    """The hash of each desk's stories, as declared last."""
    found = {}
    for record in log.read(POSTS.name):
        if isinstance(event := post_event(record), DeskConfigured):
            found[event.desk, event.story.id] = event.hash
    return found


def _readers(old: Ledger, new: Ledger) -> tuple[tuple[str, str], ...]:
    """Which versions of rules read the posts, then and now, where that differs."""
    pairs = set()
    for place, post in old.posts.items():
        again = new.posts.get(place)
        if again is not None and again.reading.extractor != post.reading.extractor:
            was, now = post.reading.extractor, again.reading.extractor
            pairs.add((f"{was.name} {was.version}", f"{now.name} {now.version}"))
    return tuple(sorted(pairs))


def differences(old: Ledger, new: Ledger) -> Iterator[Difference]:
    """What differs between two ledgers, by thread."""
    for was, now in _pairs(old, new):
        name = was or now or ""
        before, after = old.heads[was].state if was else _NOTHING, new.heads[now].state if now else _NOTHING
        if was != now:
            yield Difference(name, "thread", was, now)
        yield from _moved(name, _values(before), _values(after))
        left, came = old.members.get(was or "", set()), new.members.get(now or "", set())
        for post in sorted(left - came):
            yield Difference(name, "post", post, None, _begins(old, post))
        for post in sorted(came - left):
            yield Difference(name, "post", None, post, _begins(new, post))


def _pairs(old: Ledger, new: Ledger) -> Iterator[tuple[str | None, str | None]]:
    """Threads that are one, then and now: of one name, else of one story and with most posts in common."""
    was = {h.thread: h.story for h in old.threads()}
    now = {h.thread: h.story for h in new.threads()}
    left = dict.fromkeys(name for name in now if name not in was)
    for name, story in was.items():
        if name in now:
            yield name, name
            continue
        shared = {other: len(old.members[name] & new.members[other]) for other in left if now[other] == story}
        best = max(shared, key=lambda other: (shared[other], other), default=None)
        if best is not None and shared[best]:
            left.pop(best)
            yield name, best
        else:
            yield name, None
    for name in left:
        yield None, name


_Value = tuple[str, tuple[Evidence, ...]]


def _values(state: State) -> dict[str, _Value]:
    """Every value of a state as text, by path, with the words it rests on."""
    found: dict[str, _Value] = {}
    if state.status:
        found["status"] = (state.status.current, state.status.timeline[-1].evidence)
        for step in state.status.timeline:
            found[f"status.{step.state}"] = (f"since {when(step.effective)}", step.evidence)
    for r in state.reactions:
        found[f"reactions.{r.party}"] = (r.stance or "no stance", r.evidence)
    for a in state.aspects:
        found[a.path] = (a.value, a.evidence)
    for f in state.figures:
        found[f.path] = (
            "; ".join(amount(q.value, q.high, q.qualifier, q.unit) for q in f.values),
            tuple(q.evidence for q in f.values),
        )
    return found


def _moved(thread: str, old: dict[str, _Value], new: dict[str, _Value]) -> Iterator[Difference]:
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if before is None or after is None or before[0] != after[0]:
            cited = after[1] if after else before[1] if before else ()
            words = cited[0].quote if cited else None
            yield Difference(thread, path, before[0] if before else None, after[0] if after else None, words, cited)


def _begins(ledger: Ledger, post: str) -> str:
    newest = ledger.newest(post)
    return newest.title or newest.text[:_BEGINNING]
