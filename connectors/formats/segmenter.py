"""The one segmenter: blocks into posts by the strongest sign a page gives, whatever its format and layout."""

from connectors.formats.blocks import Block
from connectors.formats.by_entries import by_entries
from connectors.formats.by_lists import by_gaps, by_numbers
from connectors.formats.by_stamps import by_stamps, post_stamps
from connectors.formats.by_titles import by_headings, by_rules
from connectors.formats.order import newest_first, steady
from connectors.formats.segment import Cut, day_only, prose


def cut(blocks: list[Block], live: bool) -> Cut | None:
    """The posts of a page by the strongest sign it gives: marked entries, stamps, rules, headings. None: no sign.

    `live`: something says that the page is a live one, so that weak signs count.
    """
    if any(b.entry is not None for b in blocks):
        return by_entries(blocks)
    blocks, stamps = post_stamps(blocks)
    if len(stamps) >= 2 or (stamps and live):
        return by_stamps(blocks, stamps)
    days = [n for n, b in enumerate(blocks) if day_only(b)]
    enough = len(days) >= 2 if live else len(days) >= 4 and _ordered(blocks, days)
    if enough and not stamps and _filled(blocks, days) >= 0.8:
        return by_stamps(blocks, days)
    return next((c for cut in _UNSTAMPED if (c := cut(blocks, live)) is not None), None)


_UNSTAMPED = (by_rules, by_numbers, by_gaps, by_headings)


def _ordered(blocks: list[Block], days: list[int]) -> bool:
    """Whether these days rise or fall all the way down: an article's own date, over a chronicle in it, does not."""
    said = [s for n in days if (s := blocks[n].stamp) is not None]
    return steady(said, newest_first(said)) == 1.0


def _filled(blocks: list[Block], starts: list[int]) -> float:
    """The share of these places under which prose stands before the next."""
    ends = [*starts[1:], len(blocks)]
    return sum(any(prose(b) for b in blocks[a:z]) for a, z in zip(starts, ends, strict=True)) / len(starts)
