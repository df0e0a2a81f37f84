"""The one encoder: orjson with sorted keys from pydantic's JSON mode, so that equal values are equal bytes."""

from typing import TypeVar

import orjson
from pydantic import BaseModel, TypeAdapter, ValidationError

from schemas.errors import Undecodable

T = TypeVar("T")


def encode(model: BaseModel) -> bytes:
    """The canonical bytes of a record. Fields that are None are left out.

    Raises TypeError for text that UTF-8 cannot hold (lone surrogates), which connectors refuse at the edge.
    """
    return orjson.dumps(model.model_dump(mode="json", exclude_none=True), option=orjson.OPT_SORT_KEYS)


def decode(kind: TypeAdapter[T], value: bytes) -> T:
    """The record that these bytes hold. Raises Undecodable, with the place, where they hold none of this kind."""
    try:
        return kind.validate_json(value)
    except ValidationError as error:
        place = error.errors(include_url=False, include_input=False)[0]["loc"]
        raise Undecodable(".".join(str(part) for part in place)) from error
