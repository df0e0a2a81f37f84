"""A store remembered against a plain dictionary: whatever is read, written, committed or forgotten, in any order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.cached import Cached
from streams.core.memory import MemoryStore

SMALL = st.sampled_from([bytes([a, b]) for a in range(6) for b in range(6)])
OPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), SMALL, st.binary(max_size=2)),
        st.tuples(st.just("delete"), SMALL, st.none()),
        st.tuples(st.just("get"), SMALL, st.none()),
        st.tuples(st.sampled_from(["scan", "back"]), SMALL, SMALL),
        st.tuples(st.sampled_from(["first", "last"]), SMALL, SMALL),
        st.tuples(st.sampled_from(["settle", "forget"]), st.none(), st.none()),
    ),
    max_size=60,
)


class Below(MemoryStore):
    """What is committed, counting how often it is asked."""

    asked = 0

    def get(self, key: bytes) -> bytes | None:
        self.asked += 1
        return super().get(key)


def committed(rows: dict[bytes, bytes]) -> Below:
    below = Below()
    for key, value in rows.items():
        below.put(key, value)
    return below


def expected(rows: dict[bytes, bytes], start: bytes, end: bytes, reverse: bool) -> list[tuple[bytes, bytes]]:
    return sorted(((k, v) for k, v in rows.items() if start <= k < end), reverse=reverse)


@given(
    st.dictionaries(SMALL, st.binary(max_size=2), max_size=30),
    OPS,
    st.sampled_from([0, 700, 1 << 20]),
    st.integers(1, 40),
)
@settings(max_examples=400)
def test_reads_as_if_nothing_were_remembered(
    base: dict[bytes, bytes], ops: list[tuple[str, bytes, bytes]], budget: int, chunk: int
) -> None:
    below = committed(base)
    store, now, saved = Cached(below, empty=not base, budget=budget, chunk=chunk), dict(base), dict(base)
    for what, key, value in ops:
        reverse = what in ("back", "last")
        match what:
            case "put":
                store.put(key, value)
                now[key] = value
            case "delete":
                store.delete(key)
                now.pop(key, None)
            case "get":
                assert store.get(key) == now.get(key)
            case "scan" | "back":
                assert list(store.scan(key, value, reverse=reverse)) == expected(now, key, value, reverse)
            case "first" | "last":
                wanted = expected(now, key, value, reverse)
                assert next(store.scan(key, value, reverse=reverse), None) == (wanted[0] if wanted else None)
            case "settle":
                for k, v in store.changes():
                    if v is None:
                        below.delete(k)
                    else:
                        below.put(k, v)
                store.settle()
                saved = dict(now)
                assert dict(below.scan(b"", b"\xff" * 9)) == now
            case "forget":
                store.forget()
                now = dict(saved)
    assert list(store.scan(b"", b"\xff" * 9)) == expected(now, b"", b"\xff" * 9, False)


@given(
    st.dictionaries(SMALL, st.binary(max_size=1), max_size=30),
    st.lists(st.tuples(SMALL, st.one_of(st.none(), st.binary(max_size=1))), max_size=12),
    st.booleans(),
)
def test_a_scan_sees_what_is_written_while_it_runs(
    base: dict[bytes, bytes], writes: list[tuple[bytes, bytes | None]], reverse: bool
) -> None:
    store, now = Cached(committed(base)), dict(base)
    scan, at = store.scan(b"", b"\xff" * 9, reverse=reverse), None
    while True:
        ahead = [k for k in now if at is None or (k < at if reverse else k > at)]
        pair = next(scan, None)
        if pair is None:
            assert not ahead
            return
        at = max(ahead) if reverse else min(ahead)
        assert pair == (at, now[at])
        if writes:
            key, new = writes.pop()
            if new is None:
                store.delete(key)
                now.pop(key, None)
            else:
                store.put(key, new)
                now[key] = new


def test_what_was_read_once_is_not_asked_for_again() -> None:
    below = committed({b"a": b"1", b"c": b"2"})
    store = Cached(below)
    for _ in range(3):
        assert (store.get(b"a"), store.get(b"b")) == (b"1", None)
    assert below.asked == 2
    assert list(store.scan(b"a", b"z")) == [(b"a", b"1"), (b"c", b"2")]
    assert (store.get(b"c"), store.get(b"d")) == (b"2", None)
    assert below.asked == 2


def test_over_its_budget_it_forgets_only_what_is_committed() -> None:
    below = committed({})
    store = Cached(below, budget=1000)
    for n in range(100):
        store.put(b"%03d" % n, b"x")
    assert store.get(b"000") == b"x"
    for key, value in store.changes():
        below.put(key, value or b"")
    store.settle()
    assert (store.get(b"000"), below.asked) == (b"x", 1)
