"""Which country a post is about: whose office it is that the words around it give to nobody."""

from collections.abc import Collection

from streams.core.read.pack import Pack
from streams.core.read.parties import is_country

_ACTOR = 4
"""How many mentions it is worth to open a headline."""


class Topic:
    """The countries and blocs that a post, its title and its page's name, and that of its outlet, `home`.

    `lost`: the last answer was the outlet's own, as the post names none.
    """

    def __init__(self, home: str | None, language: Pack) -> None:
        self.home = home
        self.lost = False
        self._language = language
        self._named: dict[str, int] = {}
        self._actor: str | None = None
        self._told: set[str] = set()

    def note(self, codes: tuple[str, ...], headline: bool) -> None:
        """Take what a sentence names; a headline opens with its actor."""
        if headline and codes and not self._actor:
            self._actor = codes[0]
        if not headline:
            self._told.update(codes)
        for code in codes:
            self._named[code] = self._named.get(code, 0) + 1

    @property
    def bloc(self) -> str | None:
        """The first body of many states that is named."""
        return next((code for code in self._named if code in self._language.international), None)

    @property
    def home_if_named(self) -> str | None:
        """The outlet's own country, where it is named."""
        return self.home if self.home in self._named else None

    def of_several(self, office: str, offices: tuple[str, ...]) -> str:
        """Whose it is of these countries, which all have such an office: the outlet's own, else the one that the post
        names, the first before the others. Of a parliament's members the outlet's own are meant only where the post
        names that country, or none of the others."""
        home = self.home if self.home in offices else None
        if home and (home in self._named or office not in self._language.seated):
            return home
        named = sorted((code != offices[0], -n, code) for code, n in self._named.items() if code in offices)
        return named[0][2] if named else home or offices[0]

    def foremost(
        self, ruled: Collection[str] | None, *, presides: bool, bare: bool, abroad: bool, role: bool
    ) -> str | None:
        """The country that is named most, else the outlet's own; of equals the one named first.

        `ruled`: the only countries that can be meant; `presides`: a head of state is looked for, who is the outlet's
        own where that has one and another is not named twice as often or `bare`, by surname alone; `abroad`: not the
        outlet's own; `role`: it is for an office or a person in one.
        """
        topic = sorted(
            (-n - _ACTOR * (code == self._actor), place, code)
            for place, (code, n) in enumerate(self._named.items())
            if is_country(code) and not (abroad and code == self.home) and (ruled is None or code in ruled)
        )
        if presides:
            governed, presided = self._language.presidential, self._language.presided
            topic = [t for t in topic if t[2] in governed] or [t for t in topic if t[2] in presided]
            if self.home not in self._language.presidential:
                return topic[0][2] if topic else None
        self.lost = not topic
        if presides and (bare or not topic or -topic[0][0] < 2 * self._named.get(self.home or "", 0)):
            return self.home
        if self._told == {self.home} and role and (ruled is None or self.home in ruled):
            return self.home
        return topic[0][2] if topic else self.home if ruled is None or self.home in ruled else None
