"""The difference between two values of one path of a thread, as what a subscriber is told: from what to what."""

from dataclasses import dataclass
from functools import lru_cache

from schemas.changes import ChangeType
from streams.core.written import AspectRow, EvidenceRow, FigureRow, ReactionRow, StandingRow


@dataclass(frozen=True, slots=True)
class Moved:
    """One path moved. `effective` is None where the value has no time of its own but that of the post that said it."""

    type: ChangeType
    path: str
    old: str | None
    new: str | None
    evidence: list[EvidenceRow]
    effective: dict[str, str] | None = None


# In all that follows `withdrawn` is the post whose words were corrected or removed, if any: a value that rested on it
# and falls is retracted, any other is changed.


def _rested(evidence: list[EvidenceRow], withdrawn: str | None) -> bool:
    return withdrawn is not None and any(e["post"] == withdrawn for e in evidence)


def status(path: str, old: StandingRow | None, new: StandingRow | None, withdrawn: str | None) -> Moved | None:
    """A status moved to another state, or has its second independent source."""
    was = old["status"]["timeline"][-1] if old and "status" in old else None
    now = new["status"]["timeline"][-1] if new and "status" in new else None
    if was is not None and now is not None and was["state"] == now["state"]:
        if not was["sources"] < 2 <= now["sources"]:
            return None
        told = [e for e in now["evidence"] if e not in was["evidence"]] or now["evidence"]
        return Moved("corroboration.added", path, was["state"], now["state"], told, now["effective"])
    if was is None and now is None:
        return None
    retracted = now is None or (was is not None and _rested(was["evidence"], withdrawn))
    return Moved(
        "status.retracted" if retracted else "status.changed",
        path,
        was["state"] if was else None,
        now["state"] if now else None,
        now["evidence"] if now else [],
        now["effective"] if now else None,
    )


def reaction(path: str, old: ReactionRow | None, new: ReactionRow | None, withdrawn: str | None) -> Moved | None:
    """A party took another stance; what it says about something else is not told."""
    was, now = old.get("stance") if old else None, new.get("stance") if new else None
    if was == now:
        return None
    kind: ChangeType
    if old is None or was is None:
        kind = "reaction.added"
    elif now is None or _rested(old["evidence"], withdrawn):
        kind = "reaction.retracted"
    else:
        kind = "reaction.changed"
    return Moved(kind, path, was, now, new["evidence"] if new and now is not None else [])


def aspect(path: str, old: AspectRow | None, new: AspectRow | None, withdrawn: str | None) -> Moved | None:
    """An aspect has another value."""
    was, now = old["value"] if old else None, new["value"] if new else None
    if was == now:
        return None
    retracted = new is None or (old is not None and _rested(old["evidence"], withdrawn))
    return Moved("aspect.retracted" if retracted else "aspect.changed", path, was, now, new["evidence"] if new else [])


def figure(path: str, old: FigureRow | None, new: FigureRow | None, withdrawn: str | None) -> Moved | None:
    """Other numbers are reported."""
    was, now = _amounts(old), _amounts(new)
    if was == now:
        return None
    kind: ChangeType
    if new is None or (old is not None and _rested([q["evidence"] for q in old["values"]], withdrawn)):
        kind = "figure.retracted"
    else:
        kind = "figure.disputed" if new["disputed"] else "figure.reported"
    return Moved(kind, path, was, now, [q["evidence"] for q in new["values"]] if new else [])


def _amounts(of: FigureRow | None) -> str | None:
    return (
        "; ".join(amount(q["value"], q.get("high"), q.get("qualifier"), q.get("unit")) for q in of["values"])
        if of
        else None
    )


@lru_cache(maxsize=4096)
def amount(value: float, high: float | None, qualifier: str | None, unit: str | None) -> str:
    """A figure in words: "more than 250,000", "3,000 to 6,000"."""
    span = f"{value:,g}" if high is None else f"{value:,g} to {high:,g}"
    return " ".join(part for part in (qualifier, span, unit) if part)
