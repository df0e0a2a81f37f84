"""Keys keep the order of their parts; the store in memory scans like a sorted table that is written meanwhile."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import BrokenInvariant
from streams.core.keys import key, prefix_range
from streams.core.memory import MemoryStore

words = st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), max_size=4)
parts = st.tuples(words, st.integers(-(2**63), 2**63 - 1), st.datetimes(timezones=st.just(UTC)), words)


def by_code_point(p: tuple[str, int, datetime, str]) -> tuple[bytes, int, datetime, bytes]:
    return (p[0].encode(), p[1], p[2], p[3].encode())


@given(st.lists(parts, max_size=20))
def test_order_of_keys_is_order_of_parts(rows: list[tuple[str, int, datetime, str]]) -> None:
    assert [key(*r) for r in sorted(rows, key=by_code_point)] == sorted(key(*r) for r in rows)


@given(st.lists(parts, max_size=20), parts)
def test_prefix_range_holds_exactly_the_keys_that_begin_so(
    rows: list[tuple[str, int, datetime, str]], wanted: tuple[str, int, datetime, str]
) -> None:
    for length in range(1, 4):
        start, end = prefix_range(*wanted[:length])
        for row in [*rows, wanted]:
            assert (start <= key(*row) < end) == (row[:length] == wanted[:length])


def test_nul_is_refused() -> None:
    with pytest.raises(BrokenInvariant):
        key("a\x00b")


Change = tuple[str, bytes]


@given(
    st.lists(st.tuples(st.sampled_from(["put", "delete"]), st.binary(max_size=2)), max_size=40),
    st.binary(max_size=2),
    st.binary(max_size=2),
    st.booleans(),
)
def test_scans_like_a_sorted_table(changes: list[Change], start: bytes, end: bytes, reverse: bool) -> None:
    store, table = MemoryStore(), {}
    for n, (what, k) in enumerate(changes):
        if what == "put":
            store.put(k, b"%d" % n)
            table[k] = b"%d" % n
        else:
            store.delete(k)
            table.pop(k, None)
    assert list(store.scan(start, end, reverse=reverse)) == [
        (k, table[k]) for k in sorted(table, reverse=reverse) if start <= k < end
    ]
    assert all(store.get(k) == table.get(k) for _, k in changes)


def test_a_scan_sees_what_is_written_while_it_runs() -> None:
    store = MemoryStore()
    for k in (b"a", b"b", b"d"):
        store.put(k, b"")
    seen = []
    for k, _ in store.scan(b"a", b"z"):
        seen.append(k)
        if k == b"a":
            store.delete(b"b")
            store.put(b"c", b"")
    assert seen == [b"a", b"c", b"d"]
