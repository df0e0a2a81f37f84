"""Dead letters read back: which records still wait to be put back on their topic, and what putting them back takes."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, assert_never

import orjson

from schemas.cluster import Cluster
from schemas.codec import decode, encode
from schemas.dead_letters import DEAD_LETTER, DeadLetter, id_of
from schemas.errors import BadInput, Oversized
from schemas.record import Record
from schemas.topics import BY_NAME, DEAD_LETTERS, POSTS, check_size
from streams.embedded import Log

_TIMES: Final = (("capture", "captured_at"), ("post", "captured_at"), ("captured_at",), ("until",))
"""Where records say when what they tell was taken."""

_AT_ONCE: Final = 100
"""Letters of a transaction on Kafka; each may be near a megabyte."""

_DESKS: Final = (("capture", "desk"), ("post", "desk"), ("desk",))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dead letter that was not put back since: the same record lost at the same stage is one, met `times` times."""

    id: str
    letter: DeadLetter
    times: int

    @property
    def desk(self) -> str | None:
        """The desk the record was for, where its bytes tell."""
        if self.letter.topic == POSTS.name:
            return self.letter.key.decode(errors="backslashreplace")
        return _told(self.letter, _DESKS)

    @property
    def taken(self) -> datetime | None:
        """When what the record tells was taken, where its bytes tell; a letter has no clock of its own."""
        told = _told(self.letter, _TIMES)
        try:
            return datetime.fromisoformat(told) if told else None
        except ValueError:
            return None

    @property
    def reason(self) -> str:
        """Why the record was lost, in one line."""
        letter = self.letter
        match letter.code:
            case "undecodable":
                wrong = f"{letter.location} is wrong" if letter.location else "of no known type"
                return f"no record of {letter.topic}: {wrong if _json(letter) else 'not JSON'}"
            case "failed":
                return f"the {letter.stage} failed on it: {letter.error}"
            case "oversized":
                return f"it, or what the {letter.stage} makes of it, is over its topic's limit"
            case _:
                assert_never(letter.code)


def waiting(records: Iterable[Record]) -> tuple[Waiting, ...]:
    """The letters of the topic that no mark follows, the longest waiting first."""
    found: dict[str, Waiting] = {}
    for record in records:
        letter = decode(DEAD_LETTER, record.value or b"")
        if letter.redriven is not None:
            found.pop(letter.redriven, None)
            continue
        name = id_of(letter)
        before = found.get(name)
        found[name] = Waiting(name, letter, before.times + 1 if before else 1)
    return tuple(found.values())


def chosen(letters: Sequence[Waiting], names: Sequence[str]) -> tuple[Waiting, ...]:
    """The letters of these ids, or of beginnings that only one id has; all where no id is given. Raises BadInput."""
    if not names:
        return tuple(letters)
    picked: dict[str, Waiting] = {}
    for name in names:
        found = [w for w in letters if w.id.startswith(name)]
        if len(found) != 1:
            many = "several dead letters begin with that" if found else "no dead letter of that id waits"
            raise BadInput(f"{name}: {many}; `storyloom dead-letters list` shows those that do")
        picked[found[0].id] = found[0]
    return tuple(picked.values())


def putting_back(letters: Iterable[Waiting]) -> tuple[Record, ...]:
    """The records as they were, each followed by the mark that says so: to be appended together or not at all."""
    out = []
    for w in letters:
        mark = w.letter.model_copy(update={"value": b"", "redriven": w.id})
        out.append(Record(w.letter.topic, w.letter.key, w.letter.value))
        out.append(Record(DEAD_LETTERS.name, w.letter.topic.encode(), encode(mark)))
    return tuple(out)


def redrive(log: Log, names: Sequence[str]) -> tuple[tuple[Waiting, ...], tuple[Waiting, ...]]:
    """Put letters back on an embedded log and take it through them: those put back, and those that still wait."""
    picked = chosen(waiting(log.read(DEAD_LETTERS.name)), names)
    back = tuple(w for w in picked if _fits(w))
    log.append(putting_back(back))
    log.run()
    ids = {w.id for w in picked}
    return back, tuple(w for w in waiting(log.read(DEAD_LETTERS.name)) if w.id in ids)


def redrive_on_kafka(cluster: Cluster, names: Sequence[str]) -> tuple[tuple[Waiting, ...], tuple[Waiting, ...]]:
    """Put letters back on their topics on Kafka, for its workers, one process at a time and each with its mark: those
    put back, and those that cannot be."""
    from connectors.kafka import read  # the client is an extra
    from connectors.outlet import outlet

    async def put() -> tuple[tuple[Waiting, ...], tuple[Waiting, ...]]:
        async with outlet(cluster, "redrive") as out:
            picked = chosen(waiting([r async for r in read(cluster, DEAD_LETTERS.name)]), names)
            back = tuple(w for w in picked if _fits(w))
            for at in range(0, len(back), _AT_ONCE):
                await out.put(putting_back(back[at : at + _AT_ONCE]), back[at].id.encode())
            return back, tuple(w for w in picked if not _fits(w))

    return asyncio.run(put())


def _fits(w: Waiting) -> bool:
    """Whether the record itself is within its topic's limit; another program may have put it there."""
    try:
        check_size(BY_NAME[w.letter.topic], w.letter.key, w.letter.value)
    except Oversized:
        return False
    return True


def _told(letter: DeadLetter, places: Iterable[tuple[str, ...]]) -> str | None:
    record = _json(letter)
    for place in places:
        value = record
        for name in place:
            value = value.get(name) if isinstance(value, dict) else None
        if isinstance(value, str):
            return value
    return None


def _json(letter: DeadLetter) -> Any:
    try:
        return orjson.loads(letter.value)
    except orjson.JSONDecodeError:
        return None
