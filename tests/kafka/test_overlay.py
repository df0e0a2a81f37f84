"""The overlay against a plain dictionary: whatever is written, deleted, scanned or applied, in whatever order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.memory import MemoryStore
from streams.core.overlay import Overlay

KEYS = st.binary(max_size=2)
OPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), KEYS, st.binary(max_size=2)),
        st.tuples(st.just("delete"), KEYS, st.none()),
        st.tuples(st.just("scan"), KEYS, KEYS),
        st.tuples(st.just("back"), KEYS, KEYS),
        st.tuples(st.just("push"), st.none(), st.none()),
        st.tuples(st.just("apply"), st.none(), st.none()),
    ),
    max_size=40,
)


def expected(model: dict[bytes, bytes], start: bytes, end: bytes, reverse: bool) -> list[tuple[bytes, bytes]]:
    return sorted(((k, v) for k, v in model.items() if start <= k < end), reverse=reverse)


@given(st.dictionaries(KEYS, st.binary(max_size=2)), OPS)
@settings(max_examples=300)
def test_reads_as_if_every_write_had_been_made(base: dict[bytes, bytes], ops: list[tuple[str, bytes, bytes]]) -> None:
    bottom = MemoryStore()
    for key, value in base.items():
        bottom.put(key, value)
    model, layers = dict(base), [Overlay(bottom)]
    for what, key, value in ops:
        top = layers[-1]
        match what:
            case "put":
                top.put(key, value)
                model[key] = value
            case "delete":
                top.delete(key)
                model.pop(key, None)
            case "scan" | "back":
                reverse = what == "back"
                assert list(top.scan(key, value, reverse=reverse)) == expected(model, key, value, reverse)
            case "push":
                layers.append(Overlay(top))
            case "apply" if len(layers) > 1:
                layers.pop().apply()
                assert len(top) == 0
        assert key is None or layers[-1].get(key) == model.get(key)
    assert dict(bottom.scan(b"", b"\xff" * 9)) == base
    while layers:
        layers.pop().apply()
    assert dict(bottom.scan(b"", b"\xff" * 9)) == model


@given(
    st.dictionaries(KEYS, st.binary(max_size=2)),
    st.lists(st.tuples(KEYS, st.one_of(st.none(), st.binary(max_size=2))), max_size=12),
    st.booleans(),
)
def test_a_scan_sees_what_is_written_while_it_runs(
    base: dict[bytes, bytes], writes: list[tuple[bytes, bytes | None]], reverse: bool
) -> None:
    bottom, model = MemoryStore(), dict(base)
    for key, value in base.items():
        bottom.put(key, value)
    top = Overlay(bottom)
    scan, at, ended = top.scan(b"", b"\xff" * 9, reverse=reverse), None, False
    while not ended:
        ahead = [k for k in model if at is None or (k < at if reverse else k > at)]
        pair = next(scan, None)
        if ended := pair is None:
            assert not ahead
        else:
            at = max(ahead) if reverse else min(ahead)
            assert pair == (at, model[at])
        if writes:
            key, new = writes.pop()
            if new is None:
                top.delete(key)
                model.pop(key, None)
            else:
                top.put(key, new)
                model[key] = new


def test_changes_are_in_byte_order_and_say_what_was_deleted() -> None:
    top = Overlay(MemoryStore())
    top.put(b"b", b"1")
    top.put(b"a", b"2")
    top.delete(b"b")
    assert list(top.changes()) == [(b"a", b"2"), (b"b", None)]
