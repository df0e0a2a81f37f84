"""Citations: the words in a post on which a value rests."""

from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Model, Name

Where = Literal["text", "title"]
"""In which of a post's two texts a span lies."""


class Span(Model):
    """Characters [start, end) of a post's text or title."""

    where: Where = "text"
    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a span has at least one character")
        return self


class Evidence(Span):
    """A span of one revision of one post, with the exact words that stand there."""

    post: Name
    revision: int = Field(ge=1)
    quote: str = Field(min_length=1)
