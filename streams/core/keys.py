"""Keys of the stores: parts joined so that byte order is the order of the parts, one after the other."""

from datetime import UTC, datetime, timedelta
from typing import Final

from schemas.errors import BrokenInvariant

Part = str | int | datetime

TICK: Final = timedelta(microseconds=1)
"""The smallest step between two instants in a key: one more than the last instant that a scan is to find."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZERO = 1 << 63
"""Where 0 lies among the 64-bit numbers of a key, so that negative ones come before it."""


def microseconds(at: datetime) -> int:
    """An instant as whole microseconds since 1970, negative before it; exact, where a float would not be."""
    return (at - _EPOCH) // TICK


def key(*parts: Part) -> bytes:
    """The key of these parts; each ends in NUL, so that no key is the beginning of a part of another.

    Parts at the same place of one kind of key must have the same type. Numbers are 64 bits with sign, instants go to
    the microsecond. The key of some parts followed by the key of others is the key of all. Raises BrokenInvariant for
    a string with NUL: foreign text enters a key as a digest.
    """
    out = []
    for part in parts:
        if isinstance(part, str):
            if "\x00" in part:
                raise BrokenInvariant(f"a part of a store key holds NUL: {part!r}")
            out.append(part.encode())
        else:
            out.append(((part if isinstance(part, int) else microseconds(part)) + _ZERO).to_bytes(8, "big"))
    out.append(b"")
    return b"\x00".join(out)


def prefix_range(*parts: Part) -> tuple[bytes, bytes]:
    """[start, end) of all keys that begin with these parts, for a scan; without parts, all keys there can be."""
    return beginning_with(key(*parts))


def beginning_with(start: bytes) -> tuple[bytes, bytes]:
    """[start, end) of all keys that begin with this one."""
    return (start, start[:-1] + b"\x01") if start else (b"", b"\xff" * 9)
