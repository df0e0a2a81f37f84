"""Times, numbers and lists as a person reads them."""

from collections.abc import Sequence

from schemas.times import Interval, Published


def when(t: Interval | Published) -> str:
    """An instant or a span, to the minute, in UTC."""
    low, high = t.earliest, t.latest
    if low is None and high is None:
        return "not known"
    if low is None or high is None:
        return f"until {high:%Y-%m-%d %H:%M}" if high else f"from {low:%Y-%m-%d %H:%M}"
    if (high - low).total_seconds() < 60:
        return f"{low:%Y-%m-%d %H:%M}"
    return f"{low:%Y-%m-%d %H:%M} – {high:%Y-%m-%d %H:%M}"


def counted(n: int, what: str) -> str:
    """1 post, 2 posts."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def short(text: str, most: int) -> str:
    """A text on one line, cut to so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
