"""Who takes part in a post: the persons and bodies named so far, to whom surnames, pronouns and epithets point."""

from dataclasses import replace
from typing import NamedTuple

from streams.core.read.introductions import NOBODY, Introductions, surname
from streams.core.read.mention import Mention
from streams.core.read.pack import Pack
from streams.core.read.parties import is_country
from streams.core.read.persons import Page, Person, agree, merge, same_name
from streams.core.read.speakers import describe
from streams.core.read.subjects import opening
from streams.core.read.topic import Topic
from streams.core.read.words import Words


class Voice(NamedTuple):
    """A speaker resolved: `canonical` is the full name or the body, None where the words name nobody."""

    canonical: str | None
    role: str | None
    party: str | None
    sort: str
    assumed: bool = False
    """Is the party only the outlet's own country, as nothing says whose it is?"""


class Cast:
    """The memory of one reading, in the order of the text."""

    def __init__(self, known: tuple[Person, ...], home: str | None, language: Pack) -> None:
        self._language = language
        self._persons: dict[str, Person] = {}
        self._page = Page(known)
        self._recent: list[Voice] = []
        self._topic = Topic(home, language)
        self._bodies: dict[str, str] = {}
        self._groups: list[str] = []
        self._rulers: set[str] = set()
        self._seen: Voice | None = None
        self._near: Words | None = None
        self._there: str | None = None
        self.scene: str | None = None
        self._glanced: list[Words] = []
        self.last: Voice | None = None

    @property
    def persons(self) -> tuple[Person, ...]:
        """Those whom this text introduced, in its order."""
        return tuple(self._persons.values())

    def survey(self, said: Introductions, headline: bool = False) -> None:
        """Remember what a sentence tells of who is who; a headline opens with its actor."""
        if said is NOBODY:
            return
        self._topic.note(said.countries, headline)
        self._bodies.update(said.bodies)
        self._groups += [group for group in said.groups if group not in self._groups]
        self._rulers.update(said.rulers)
        for name in said.names:
            if surname(name) not in self._persons:
                self.meet(Person(name))
        for mention in said.mentions:
            if mention.name and mention.sort in ("person", "private", "press"):
                self.meet(Person(mention.name, mention.role, mention.party, mention.titles))
            elif mention.sort == "office" and mention.definite and mention.party:
                self._epithet(mention)

    def _epithet(self, mention: Mention) -> None:
        """ "The Tavian president" after "President Marek" tells of which country he is, where nobody else holds it."""
        held = [p for p in self._persons.values() if self._holds(p.role, mention)]
        unknown = [p for p in held if p.party is None]
        if len(unknown) == 1 and all(p.party != mention.party for p in held):
            self.meet(replace(unknown[0], party=mention.party))

    def meet(self, person: Person) -> None:
        """Remember a person; what an earlier introduction said better stays."""
        kept = self._persons.get(person.surname)
        if kept and not same_name(kept.name, person.name):
            kept = None
        self._persons[person.surname] = merge(person, kept)

    def person(self, name: str) -> Person | None:
        """The person of this name or surname: of the post, else of the page."""
        last = surname(name)
        here, page = self._persons.get(last), self._page.get(last)
        if here and page and here.party is None and same_name(here.name, page.name):
            return merge(here, page)
        for person in (here, page):
            if person and same_name(name, person.name):
                return person
        return None

    def resolve(self, mention: Mention) -> Voice:
        """Who speaks, with all that post and page tell of them; remembered as the latest of its sort."""
        if mention.party in self._language.qualified_groups:
            fuller = [v.party for v in self._recent if v.party and v.party.endswith(f" {mention.party}")]
            mention = mention._replace(party=fuller[-1] if fuller else mention.party)
        self._topic.lost = False
        voice = self._joint(mention) if mention.parts else self._voice(mention)
        if self._topic.lost and voice.party == self._topic.home:
            voice = voice._replace(assumed=True)
        if mention.sort == "country" and is_country(mention.party):
            self._there = mention.party
        if mention.sort != "pronoun":
            self._recent.append(voice)
        self._seen = voice
        self._glanced.clear()
        return voice

    def _bare(self, mention: Mention) -> str:
        """The phrase without its article."""
        first, _, rest = mention.printed.partition(" ")
        return rest if rest and first.lower() in self._language.glue.articles else mention.printed

    def _joint(self, mention: Mention) -> Voice:
        """Two who speak together: A+B, the parties of both."""
        voices = [self._voice(part) for part in mention.parts]
        parties = sorted({code for voice in voices for code in (voice.party or "").split("+") if code})
        names = [voice.canonical for voice in voices if voice.canonical]
        return Voice(f" {self._language.joint} ".join(names) or None, None, "+".join(parties) or None, "body")

    def turn(self) -> None:
        """A paragraph begins: what the one before it was about is over."""
        self._near = self._there = None

    def glance(self, w: Words, *, before: bool = True) -> None:
        """Note a sentence in which nobody speaks: a pronoun to come may mean its subject.

        `before`: it is another one than that in which somebody speaks next.
        """
        self._glanced.append(w)
        if before:
            self._near = w

    def _focus(self) -> Voice | None:
        """Whom the latest sentences are about; they are looked at once somebody asks."""
        glanced, self._glanced = self._glanced, []
        for w in glanced:
            subject = opening(w, w.size, self._language)
            if subject is None:
                continue
            mention = describe(w, subject.start, subject.end, subject.extra, self._language)
            if mention.sort == "private" and mention.name:
                self._seen = Voice(mention.name, mention.role, None, "private")
            elif mention.sort == "person" and (
                mention.role or self.person(mention.name or "") or self._ruler(mention.name)
            ):
                self._seen = self._named(mention)
        return self._seen

    def _ruler(self, name: str | None) -> bool:
        return surname(name or "") in self._rulers

    def _voice(self, mention: Mention) -> Voice:
        match mention.sort:
            case "pronoun":
                return self._pronoun(mention)
            case "person":
                return self._named(mention)
            case "private" | "press" | "other":
                if mention.document and self.last and not mention.owner and mention.party is None:
                    return self.last._replace(sort="body")
                known = self.person(mention.name) if mention.name else None
                name = known.name if known else mention.name
                return Voice(name or self._bare(mention), mention.role, mention.party, mention.sort)
            case "country":
                return Voice(self._bare(mention), None, mention.party, "body")
            case "group" if mention.party is None and mention.head not in self._language.qualified_groups:
                return self._band(mention)
            case "office" | "body" | "group":
                return self._office(mention)

    def _named(self, mention: Mention) -> Voice:
        name = mention.name or ""
        known = self.person(name)
        party = mention.party or (known.party if known and not (mention.settled and mention.role) else None)
        if party is None and not mention.settled:
            party = self._owned(mention) or self._default(mention, bare=" " not in name)
        elif party is None and (not known or known.role is None) and not mention.described and not name.isupper():
            party = self._default(mention, bare=True, abroad=self._ruler(name))
        elif party is None and known and known.role and not mention.role:
            party = self._default(
                mention._replace(role=known.role, head=known.role.lower().split()[-1]), bare=" " not in known.name
            )
        full = known.name if known and len(known.name) > len(name) else name
        role = mention.role or (known.role if known else None)
        return Voice(full, role, party, "person")

    def _owned(self, mention: Mention) -> str | None:
        """The party of whoever's office it is: "Marek's spokesman", "the ministry's spokesman"."""
        if not mention.owner:
            return None
        if mention.owner.lower() in self._language.glue.owners and (there := self._beside()):
            return there
        if mention.owner.lower() in self._language.possessives:
            focus = self._focus()
            return focus.party if focus else None
        if mention.owner.lower() in self._language.standing:
            return self._body().party
        owner = self.person(mention.owner)
        national = self._language.national.get(mention.owner.lower())
        if owner is None and national:
            return national[0]
        return owner.party if owner else self._bodies.get(mention.owner.rsplit(" ", 1)[-1].lower())

    def _office(self, mention: Mention) -> Voice:
        if mention.party is None and not mention.settled:
            if party := self._owned(mention):
                return Voice(self._bare(mention), mention.role, party, "body")
            if self._stands(mention):
                return Voice(None if mention.sort == "office" else self._bare(mention), mention.role, None, "body")
            same = self._same(mention)
            if same and mention.definite:
                return same if not mention.document else same._replace(sort="body")
            party = same.party if same else self._bodies.get(mention.head) or self._default(mention, bare=True)
            name = None if mention.sort == "office" else self._bare(mention)
            return Voice(name, mention.role, party, "body", same is not None and same.assumed)
        if mention.definite and mention.sort == "office" and mention.role and not mention.document:
            focus = self._focus() if mention.party is None else None
            if focus and focus.sort == "person":
                return focus
            person = self._holder(mention)
            if person:
                return person
        named = mention.sort != "office" or mention.document
        return Voice(self._bare(mention) if named else None, mention.role, mention.party, "body" if named else "person")

    def _band(self, mention: Mention) -> Voice:
        """ "The group", "the movement": the latest body that is no state, else the latest body."""
        body = self._body() if mention.definite else None
        return body if body and body.party else Voice(self._bare(mention), mention.role, None, "body")

    def _body(self) -> Voice:
        """What "the group" stands for."""
        for voice in reversed(self._recent):
            if voice.sort == "private" and (voice.role or "")[:1].isupper():
                return voice
            if voice.sort == "body" and voice.party and not is_country(voice.party) and "+" not in voice.party:
                return voice
        return Voice(None, None, self._groups[0] if len(self._groups) == 1 else None, "body")

    def _stands(self, mention: Mention) -> bool:
        """Is it the office of a body that has no other name here than "the group"?"""
        return (mention.owner or "").lower() in self._language.standing

    def _holder(self, mention: Mention) -> Voice | None:
        """The person whom "the Tavian president" means: the latest of that office and party, else the page's."""
        for voice in reversed(self._recent):
            if (
                voice.sort == "person"
                and voice.canonical
                and self._holds(voice.role, mention)
                and voice.party == mention.party
            ):
                return voice
        for person in (*self._persons.values(), *self._page.persons()):
            if self._holds(person.role, mention) and person.party == mention.party:
                return Voice(person.name, person.role, person.party, "person")
        return None

    def _same(self, mention: Mention) -> Voice | None:
        """The latest voice called by the same noun: "the ministry" after "Tavia's defence ministry"."""
        for voice in reversed(self._recent):
            if voice.party and (self._holds(voice.role, mention) or agree(voice.canonical, mention.head)):
                return voice
        if mention.sort == "office" and mention.definite:
            for voice in reversed(self._recent):
                if voice.sort == "person" and voice.party and voice.canonical:
                    known = self.person(voice.canonical)
                    if self._called(voice.role, mention, known.titles if known else ()):
                        return voice
            for fits in (self._holds, self._called):
                people = {
                    p.surname: p
                    for p in (*self._page.persons(), *self._persons.values())
                    if p.party and fits(p.role, mention, p.titles)
                }
                if len(people) == 1:
                    person = next(iter(people.values()))
                    return Voice(person.name, person.role, person.party, "person")
        return None

    def _holds(self, role: str | None, mention: Mention, _titles: tuple[str, ...] = ()) -> bool:
        """Is it the office that the words mention? Of two that are told apart, one says no more than the other: "the
        minister" and "the interior minister", not "the foreign minister" and "the interior minister"."""
        if not agree(role, mention.head):
            return False
        held, meant = (
            frozenset((words or "").lower().split()).difference((mention.head,)) for words in (role, mention.role)
        )
        if not (held.issubset(meant) or meant.issubset(held)):
            return False
        return self._language.ranks.isdisjoint(held ^ meant)

    def _called(self, role: str | None, mention: Mention, titles: tuple[str, ...]) -> bool:
        """Can who holds these offices be called so: "the colonel", "the envoy" of an ambassador?"""
        if agree(role, mention.head):
            return False
        if mention.head in titles:
            return self._holds(mention.head, mention)
        others = self._language.epithets.get(mention.head, ())
        return not set(titles).isdisjoint(others) or any(agree(role, other) for other in others)

    def _pronoun(self, mention: Mention) -> Voice:
        kind = self._language.pronouns.get(mention.head)
        wanted = {"person": ("person", "private", "other"), "body": ("body", "press", "other")}.get(kind or "")
        for voice in (self._focus(), self.last):
            if voice and (not wanted or voice.sort in wanted or (kind == "body" and voice.canonical is None)):
                return voice
        for voice in reversed(self._recent):
            if not wanted or voice.sort in wanted:
                return voice
        return self.last or Voice(None, None, None, "other")

    def _default(self, mention: Mention, *, bare: bool, abroad: bool = False) -> str | None:
        """The state meant where the words name none: the one the post is about, or the outlet's own."""
        head = mention.head
        office = (mention.role or "").lower()
        if office in self._language.stateless:
            return None
        office = self._language.abbreviations.get(office, office)
        if offices := self._language.national.get(office):
            return self._topic.of_several(office, offices)
        if mention.body in self._bodies:
            return self._bodies[mention.body]
        if secretariat := self._language.secretariats.get((mention.role or "").lower()):
            return self._topic.bloc or secretariat
        if office in self._language.abroad:
            return self._sent()
        if self.scene and mention.body and head in self._language.spokesmen:
            return self.scene
        if not mention.owner and (
            head in self._language.crowd or (mention.sort == "person" and head in self._language.spokesmen)
        ):
            for voice in reversed(self._recent):
                if voice.party and "+" not in voice.party:
                    if voice.party not in self._language.international:
                        return voice.party
                    if voice.sort == "body" and voice is self._recent[-1] and mention.sort == "person":
                        return voice.party
        words = self._language
        ruled = words.juntas if head in words.junta or mention.body in words.junta else None
        there = self._scene(head) if mention.role else None
        if there and (ruled is None or there in ruled):
            return there
        local = head not in self._language.head_of_state or office in self._language.local
        return self._topic.foremost(ruled, presides=not local, bare=bare, abroad=abroad, role=mention.role is not None)

    def _sent(self) -> str | None:
        """Whose ambassador it is: that of the embassy that spoke last, else the outlet's own; never that of the country
        where he is."""
        for voice in reversed(self._recent):
            if voice.party and not self._language.missions.isdisjoint((voice.canonical or "").lower().split()):
                return voice.party
        return self._topic.home_if_named

    def _scene(self, head: str) -> str | None:
        """Whose minister speaks, where the sentence opens in a capital, or the paragraph was just about a country:
        "In Tavia's capital, the minister", "Tavia was delighted. The minister said"."""
        if head in self._language.head_of_state:
            governed = self.scene in self._language.presidential or self.scene in self._language.presided
            return self.scene if governed else None
        return self.scene or self._beside() or self._there

    def _beside(self) -> str | None:
        """The state that the sentence before, in which nobody speaks, is about."""
        if self._near is not None:
            subject = opening(self._near, self._near.size, self._language)
            if subject is not None:
                mention = describe(self._near, subject.start, subject.end, None, self._language)
                if mention.sort == "country" and is_country(mention.party):
                    return mention.party
            return self._capital(self._near)
        return None

    def _capital(self, w: Words) -> str | None:
        """The country in whose capital a sentence tells of moods: "not everybody in Ostrova City was pleased"."""
        seats = [row[0] for row in w.known if row[0].kind == "seat"]
        if len(seats) != 1 or not self._language.meetings.isdisjoint(w.lower):
            return None
        at = seats[0].start
        inside = at and w.lower[at - 1] in self._language.glue.inside
        return seats[0].value if inside and is_country(seats[0].value) else None
