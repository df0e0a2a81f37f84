"""Spanish: its words of mood and stance are in the files beside this one, its forms and times in the modules."""

from streams.core.interpret.es.inflect import noun_forms, particle, verb_forms
from streams.core.interpret.es.times import CALENDAR

__all__ = ["CALENDAR", "noun_forms", "particle", "verb_forms"]
