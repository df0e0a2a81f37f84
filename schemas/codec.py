"""The one encoder: orjson with sorted keys from pydantic's JSON mode, so that equal values are equal bytes."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeVar

import orjson
from pydantic import BaseModel, TypeAdapter, ValidationError

from schemas.errors import Undecodable

T = TypeVar("T")

Fragment = orjson.Fragment
"""Bytes of JSON that are written as they are."""


def encode(model: BaseModel) -> bytes:
    """The canonical bytes of a record. Fields that are None are left out.

    Raises TypeError for text that UTF-8 cannot hold (lone surrogates), which connectors refuse at the edge.
    """
    return orjson.dumps(model.model_dump(mode="json", exclude_none=True), option=orjson.OPT_SORT_KEYS)


_HANDED_ON: Final[OrderedDict[tuple[TypeAdapter[Any], bytes], Any]] = OrderedDict()
_MOST, _LARGEST = 2048, 32 << 10
"""Records that are handed on at a time, the newest, and the bytes of the largest: some 10 MB as posts are."""


def hand_on(kind: TypeAdapter[T], value: bytes, record: T) -> None:
    """Spares the next who decodes these bytes the work: `record` is what they hold, and must equal what is read there.

    A hint and no more, since the bytes may be read elsewhere, later or never.
    """
    if len(value) <= _LARGEST:
        _HANDED_ON[kind, value] = record
        if len(_HANDED_ON) > _MOST:
            _HANDED_ON.popitem(last=False)


def decode(kind: TypeAdapter[T], value: bytes) -> T:
    """The record that these bytes hold. Raises Undecodable, with the place, where they hold none of this kind."""
    handed: T | None = _HANDED_ON.pop((kind, value), None)
    if handed is not None:
        return handed
    try:
        return kind.validate_json(value)
    except ValidationError as error:
        place = error.errors(include_url=False, include_input=False)[0]["loc"]
        raise Undecodable(".".join(str(part) for part in place)) from error


def write(row: Mapping[str, Any]) -> bytes:
    """The same bytes for what already is in the terms of JSON, `Fragment`s of it included."""
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS)


def read(raw: bytes) -> Any:
    """What our own bytes hold, in the terms of JSON; nothing is checked, since they were when they were written."""
    return orjson.loads(raw)


@lru_cache(maxsize=4096)
def instant(at: datetime) -> str:
    """A time in UTC as records have it."""
    return at.isoformat().replace("+00:00", "Z")
