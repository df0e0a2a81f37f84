"""The seam behind which a text is understood for a story: the rules as shipped, a model, or a test's own answers."""

from typing import Protocol

from schemas.interpretation import Interpretation
from schemas.reading import Reading
from schemas.story import Story
from schemas.times import Published
from streams.core.interpret import interpret, match


class Judge(Protocol):
    """Pure: the same post and story give the same answer, whose interpreter's name and version it carries."""

    def matches(self, title: str | None, text: str, page_title: str | None, story: Story, language: str | None) -> bool:
        """Whether the post belongs to the story; what its page is called may help to tell. `language` is the one it
        was read in, None for English."""
        ...

    def interpret(
        self, title: str | None, text: str, published: Published, country: str | None, reading: Reading, story: Story
    ) -> Interpretation:
        """What the reading means for the story."""
        ...


class Rules:
    """The rules as shipped."""

    def matches(self, title: str | None, text: str, page_title: str | None, story: Story, language: str | None) -> bool:
        return match(title, text, story, page_title=page_title, language=language) is not None

    def interpret(
        self, title: str | None, text: str, published: Published, country: str | None, reading: Reading, story: Story
    ) -> Interpretation:
        return interpret(title, text, published, country, reading, story)
