"""Routings: what the desk decided about a post, and on which definition; keyed by thread."""

from typing import Literal

from pydantic import Field, TypeAdapter

from schemas.base import Model, Name
from schemas.interpretation import Interpretation
from schemas.posts import Known

CopyKind = Literal["exact", "near-duplicate", "syndicated", "repeat"]


class Copy(Model):
    """The post repeats another: `similarity` in thousandths."""

    of: Name
    kind: CopyKind
    similarity: int = Field(ge=0, le=1000)


class Routing(Model):
    """A post is (or, after a removal or a move, is no longer) in this thread."""

    thread: Name
    post: Name
    revision: int = Field(ge=1)
    in_thread: bool
    story: str | None = None
    definition: str | None = None
    copy_of: Copy | None = None
    interpretation: Interpretation | None = None
    known: Known


ROUTING: TypeAdapter[Routing] = TypeAdapter(Routing)
