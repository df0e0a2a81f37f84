"""Forms of Spanish verbs and nouns, so that a ladder lists infinitives and singulars only."""

from collections.abc import Iterator

from streams.core.lexicon.spanish import conjugate, plurals


def verb_forms(lemma: str) -> Iterator[tuple[str, str]]:
    """(words, form) for every form of a verb. Only the first word of a phrase is inflected. Future, conditional and
    subjunctive are forms of their own, as they say by themselves how real the verb is."""
    head, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    forms = conjugate(head)
    for words, form in (
        (forms.infinitive, "base"),
        (forms.present, "s"),
        (forms.past, "past"),
        (forms.participle, "part"),
        (forms.gerund, "ing"),
        (forms.future, "future"),
        (forms.conditional, "would"),
        (forms.subjunctive, "wish"),
    ):
        for word in words:
            yield word + tail, form


def noun_forms(noun: str) -> Iterator[str]:
    """A noun or phrase with its plural, in all spellings of its hyphens."""
    spellings = (noun, noun.replace("-", " "), noun.replace("-", "")) if "-" in noun else (noun,)
    for word in spellings:
        yield from plurals(word)


def particle(lemma: str) -> str | None:  # noqa: ARG001 - the seam's; no Spanish verb has one
    """None: no Spanish verb is parted from a particle."""
    return None
