"""The closed-class words of a language on which the rules turn, each list named by what it does there."""

from schemas.base import Model


class Glue(Model):
    """See the comments of grammar.yaml's `glue`."""

    clause: frozenset[str]
    joiners: frozenset[str]
    alternatives: frozenset[str]
    relatives: frozenset[str]
    free_relatives: frozenset[str]
    agents: frozenset[str]
    givers: frozenset[str]
    partitive: frozenset[str]
    hanging: frozenset[str]
    roles: frozenset[str]
    articles: frozenset[str]
    definite_article: frozenset[str]
    infinitive: frozenset[str]
    went_on: tuple[str, ...]
    before_nouns: frozenset[str]
    after_nouns: frozenset[str]
    pluperfect: frozenset[str]
    floating: frozenset[str]
    singular: frozenset[str]
    openers: frozenset[str]
    sharing: frozenset[str]
    resuming: frozenset[str]
    contrasts: frozenset[str]
    asides: frozenset[str]
    trailing: frozenset[str]
    apposing: frozenset[str]
    time_words: frozenset[str]
    time_links: frozenset[str]
    verbal_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    negative_endings: tuple[str, ...]
    introducing: frozenset[str]
    between: frozenset[str]
    dative: frozenset[str]
    adverbial: tuple[str, ...]
