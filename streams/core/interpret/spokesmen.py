"""For whom those speak of whom a post does not say it: in a declared story, for the country that acts in it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from schemas.reading import Statement
from schemas.story import Story
from streams.core.interpret.nations import nations

_BLOCS: Final = frozenset(("EU", "UN"))


def party_of(statement: Statement, story: Story | None) -> str | None:
    """The statement's party. Where the reading only took the outlet's own country, it is the first country that acts in
    the story, else that of its places."""
    if not statement.assumed or story is None:
        return statement.party
    return _country(story) or statement.party


def spoken(statements: Sequence[Statement], story: Story) -> Sequence[Statement]:
    """The statements, with the parties that the story gives them."""
    if not any(statement.assumed for statement in statements):
        return statements
    return tuple(statement.model_copy(update={"party": party_of(statement, story)}) for statement in statements)


@lru_cache(maxsize=256)
def _country(story: Story) -> str | None:
    codes = [actor for actor in story.actors if len(actor) == len("XX") and actor.isupper() and actor not in _BLOCS]
    if codes:
        return codes[0]
    spellings = {place.name.casefold() for place in story.places}
    held = [code for code, names in nations().items() if len(code) == len("XX") and not spellings.isdisjoint(names)]
    return held[0] if len(held) == 1 and held[0] not in _BLOCS else None
