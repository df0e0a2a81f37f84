"""Forms of the verbs that report, by language: what the press prints of them, and what each form is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from streams.core.lexicon.spanish import conjugate

Form = Literal["base", "present", "past", "done", "doing"]
"""`done` is a participle of the past that is not also the past."""


def _english(lemma: str, irregular: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Form]]:
    """Base, third person, past and participle by the rules of spelling."""
    if lemma in irregular:
        third, past, participle = irregular[lemma]
    elif lemma.endswith("e"):
        third, past, participle = lemma + "s", lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, past, participle = lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
        past, participle = lemma + "ed", lemma + "ing"
    yield lemma, "base"
    yield third, "present"
    yield past, "past"
    yield participle, "doing"


def _spanish(lemma: str, irregular: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Form]]:  # noqa: ARG001 - none
    """Third persons of present and past, the participle that an auxiliary needs, and the gerund. What is still to be
    said, in the future or as a wish, reports nothing."""
    forms = conjugate(lemma)
    yield from ((form, "done") for form in forms.participle[:1])
    yield from ((form, "present") for form in forms.present[:2])
    yield from ((form, "past") for form in forms.past)
    yield from ((form, "doing") for form in forms.gerund[:1])


FORMS: Final[Mapping[str, Callable[[str, Mapping[str, Sequence[str]]], Iterator[tuple[str, Form]]]]] = {
    "en": _english,
    "es": _spanish,
}
