"""Keys of the stores: parts joined so that byte order is the order of the parts, one after the other."""

from datetime import UTC, datetime

from schemas.errors import BrokenInvariant

Part = str | int | datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZERO = 1 << 63
"""Where 0 lies among the 64-bit numbers of a key, so that negative ones come before it."""


def microseconds(at: datetime) -> int:
    """An instant as whole microseconds since 1970, negative before it; exact, where a float would not be."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _raw(part: Part) -> bytes:
    match part:
        case str():
            raw = part.encode()
            if b"\x00" in raw:
                raise BrokenInvariant(f"a part of a store key holds NUL: {part!r}")
            return raw
        case int():
            return (part + _ZERO).to_bytes(8, "big")
        case datetime():
            return (microseconds(part) + _ZERO).to_bytes(8, "big")


def key(*parts: Part) -> bytes:
    """The key of these parts; each ends in NUL, so that no key is the beginning of a part of another.

    Parts at the same place of one kind of key must have the same type. Numbers are 64 bits with sign, instants go to
    the microsecond. Raises BrokenInvariant for a string with NUL: foreign text enters a key as a digest.
    """
    return b"".join([_raw(part) + b"\x00" for part in parts])


def prefix_range(*parts: Part) -> tuple[bytes, bytes]:
    """[start, end) of all keys that begin with these parts, for a scan; without parts, all keys there can be."""
    start = key(*parts)
    return (start, start[:-1] + b"\x01") if start else (b"", b"\xff" * 9)
