"""The English words of mood, negation and history, read once."""

from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml


def data(name: str) -> str:
    """The text of a data file of this package."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(data("english.yaml"))
    return found


def _words(subject: str) -> frozenset[str]:
    return frozenset(_lists()[subject].replace("_", " ").split())


def _phrases(subject: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in _lists()[subject].split())


ADVERBS: Final = _words("adverbs")
BE: Final = _words("be")
HAVE: Final = _words("have")
DO: Final = _words("do")
WILL: Final = _words("will")
WOULD: Final = _words("would")
MAY: Final = _words("may")
MUST: Final = _words("must")
NEGATION: Final = _words("negation") - {"yet", "to", "failed"}
ORDER: Final = _words("order")
WANT: Final = _words("want")
PLAN: Final = _words("plan")
WEIGH: Final = _words("weigh")
REFUSE: Final = _words("refuse")
DENY: Final = _words("deny")
BEGIN: Final = _words("begin")
SAY: Final = _words("say")
IF: Final = _words("if")
UNTIL: Final = _words("until")
SINCE: Final = _words("since")
UNDONE: Final = _words("undone")
HISTORY: Final = _phrases("history")


def listed(words: str) -> frozenset[str]:
    """The words of a list in code: those of grammar that a rule itself is about."""
    return frozenset(words.split())
