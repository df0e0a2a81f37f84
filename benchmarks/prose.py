"""Made-up news prose: posts of about 750 characters on made-up events, the same for the same source of chance.

As dense as live pages are. `python -m benchmarks.density LOG` counts, in 750 characters of what the reader reads:

| pages | words | sentences | statements | figures | claims |
| --- | --- | --- | --- | --- | --- |
| the five seeds, 20 posts | 120 | 5.1 | 3.5 | 0.4 | 6.9 |
| five live pages of a news agency, no story declared, 94 posts | 123 | 6.3 | 2.5 | 0.8 | 3.7 |
| made-up ones, half of them of declared stories | 124 | 6.7 | 3.3 | 0.8 | 5.3 |

A cast of speakers comes back, and words repeat as names do and sentences do not.
"""

import random
from dataclasses import dataclass
from typing import Final

MEDIAN: Final = 750
"""Characters of a post, about."""

LONGER: Final = 0.6
"""Share of the sentences that go on after "and"."""

_COUNTRIES = (
    *("French", "Kenyan", "Chilean", "Polish", "Turkish", "Thai", "German", "Indian", "Swedish", "Dutch", "Ghanaian"),
    *("Italian", "Peruvian", "Norwegian", "Canadian", "Greek", "Vietnamese", "Moroccan", "Irish", "Japanese"),
)
_OFFICES = (
    *("foreign minister", "defence minister", "government spokesman", "interior minister", "opposition leader"),
    *("army commander", "prime minister", "deputy health minister", "ambassador", "police chief", "aid coordinator"),
)
_FIRST = (
    *(
        "Lena",
        "Omar",
        "Petra",
        "Juan",
        "Ivo",
        "Mina",
        "Karl",
        "Asha",
        "Tomas",
        "Rita",
        "Nils",
        "Paula",
        "Samir",
        "Edda",
    ),
    *("Goran", "Lucia", "Yusuf", "Hanna", "Pavel", "Ines", "Femi", "Clara", "Anton", "Maya", "Jonas", "Leila"),
)
_STEMS = (
    "Mar",
    "Sand",
    "Okel",
    "Brand",
    "Yilm",
    "Cost",
    "Nov",
    "Lind",
    "Hadd",
    "Ver",
    "Tol",
    "Pet",
    "Bak",
    "Ker",
    "Dun",
)
_ENDS = (
    "ek",
    "oval",
    "lo",
    "tner",
    "azov",
    "akis",
    "quist",
    "adi",
    "mann",
    "enko",
    "ura",
    "ini",
    "sen",
    "ford",
    "escu",
)
_HEADS = ("Kar", "Dol", "Ver", "Som", "Tav", "Il", "Mark", "Ost", "Hald", "Quer", "Lim", "Per", "Zel", "Brin", "Gost")
_TAILS = ("sk", "na", "in", "bor", "eta", "itza", "rov", "row", "en", "as", "an", "eg", "mir", "dal", "ova")

_SAYING = (
    *("said that", "told reporters that", "announced that", "insisted that", "warned that", "confirmed that"),
    *("said", "added that", "said on Tuesday that", "stressed that", "denied that", "claimed that"),
)
_QUOTED = (
    "said",
    "told parliament",
    "wrote in a statement",
    "told state television",
    "added",
    "said after the meeting",
)
_CLAIMS = (
    "the {thing} near {place} would {act} before the {time}",
    "talks about the {thing} would resume {when}",
    "at least {n} people had been killed in {place}",
    "no decision had been taken about the {adjective} {thing} outside {place}",
    "families had left {place} since {when}",
    "the {thing} had been {done} by {group} {when}",
    "it would not {act} until the {thing} was {done}",
    "the {adjective} {thing} had cost more than was planned",
    "{group} were to blame for the {adjective} {thing}",
    "some of the {group} were still missing in {place}",
)
_QUOTES = (
    "We expect the {thing} to {act} {when}",
    "Nobody in {place} has seen a {adjective} {thing} like this",
    "There is no reason to {act} while {group} are in {place}",
    "Our {thing} is {adjective}, and it will {act} {when}",
    "This {thing} must be {done}, whatever the {time} brings",
    "I have asked {group} to {act} and I am still waiting",
)
_SCENES = (
    "Witnesses in {place} described {group} moving slowly through the {weather}.",
    "The {adjective} {thing} stayed shut for the {m}th day, and the power supply was unsteady.",
    "It was not possible to verify the account of the {thing} in {place}.",
    "Reporters saw {group} beside the {thing} and heard aircraft late at night.",
    "Analysts expect more clarity once the {time} has passed.",
    "In {place}, {group} waited in {weather} for the {thing} to {act}.",
    "The road from {place} to {other} was {done} {when}.",
    "Prices in {place} rose by {m} per cent while the {thing} was {done}.",
    "The {adjective} {thing} blocked the bridge at {place} for hours.",
    "Later that {time}, {group} gathered around the {adjective} {thing} in {other}.",
)
_THINGS = (
    *(
        "convoy",
        "border crossing",
        "camp",
        "harbour",
        "pipeline",
        "airfield",
        "market",
        "checkpoint",
        "hospital",
        "dam",
    ),
    *("school", "railway", "embassy", "power station", "aid depot", "court", "parliament", "radar post", "refinery"),
    *("blockade", "curfew", "inquiry", "ballot", "strike", "summit", "delegation", "corridor", "barracks", "ferry"),
)
_GROUPS = (
    *("villagers", "engineers", "nurses", "soldiers", "fishermen", "students", "monitors", "lorry drivers", "medics"),
    *("officials", "observers", "pilgrims", "farmers", "miners", "dockers", "volunteers", "police officers", "judges"),
)
_ADJECTIVES = (
    *("damaged", "crowded", "northern", "disputed", "temporary", "abandoned", "narrow", "guarded", "flooded", "costly"),
    *("secret", "frozen", "unfinished", "remote", "burning", "joint", "delayed", "peaceful", "heavy", "sudden"),
)
_ACTS = (
    "open",
    "reopen",
    "move",
    "continue",
    "stop",
    "wait",
    "spread",
    "change",
    "return",
    "collapse",
    "vote",
    "leave",
)
_DONE = (
    "closed",
    "searched",
    "repaired",
    "shelled",
    "evacuated",
    "inspected",
    "cleared",
    "sealed",
    "rebuilt",
    "seized",
)
_WHEN = ("on Monday", "last week", "at dawn", "within days", "on Friday", "overnight", "next month", "in the afternoon")
_TIMES = ("vote", "winter", "deadline", "weekend", "harvest", "hearing", "morning", "evening", "summit", "night")
_WEATHER = ("rain", "heat", "fog", "snow", "dust", "darkness", "wind", "sleet")


@dataclass(frozen=True, slots=True)
class Event:
    """What a run of posts is about: where it happens, who speaks of it and of what, and sentences that only it has."""

    title: str
    places: tuple[str, ...]
    speakers: tuple[tuple[str, str], ...]
    """Office and name."""
    things: tuple[str, ...]
    groups: tuple[str, ...]
    adjectives: tuple[str, ...]
    tolls: tuple[int, ...]
    """The large numbers that reports give: mostly the first."""
    lines: tuple[str, ...] = ()


def event(chance: random.Random, title: str = "", places: tuple[str, ...] = (), lines: tuple[str, ...] = ()) -> Event:
    """An event with a cast of its own; its title and places are made up where none are given."""
    named = places or tuple(chance.choice(_HEADS) + chance.choice(_TAILS) for _ in range(4))
    things = tuple(chance.sample(_THINGS, 8))
    return Event(
        title=title or f"{named[0]} {things[0]}: live updates",
        places=named,
        speakers=tuple(
            (
                f"{chance.choice(_COUNTRIES)} {chance.choice(_OFFICES)}",
                f"{chance.choice(_FIRST)} {chance.choice(_STEMS)}{chance.choice(_ENDS)}",
            )
            for _ in range(14)
        ),
        things=things,
        groups=tuple(chance.sample(_GROUPS, 5)),
        adjectives=tuple(chance.sample(_ADJECTIVES, 8)),
        tolls=tuple(chance.randrange(4, 900) for _ in range(5)),
        lines=lines,
    )


def post(about: Event, chance: random.Random) -> str:
    """One post about the event."""
    length = MEDIAN - 130 + chance.randrange(130) + (chance.randrange(900) if chance.random() < 0.15 else 0)
    parts: list[str] = []
    size = 0
    while size < length:
        part = _sentence(about, chance)
        parts.append(part)
        size += len(part) + 1
    return " ".join(parts)


def _sentence(about: Event, chance: random.Random) -> str:
    lot = chance.random()
    if about.lines and lot < 0.17:
        return _filled(chance.choice(about.lines), about, chance)
    if lot < 0.65:
        return _scene(about, chance)
    office, name = chance.choice(about.speakers)
    if lot < 0.82:
        claim = _filled(chance.choice(_CLAIMS), about, chance)
        if chance.random() < LONGER:
            claim += f", and that {_filled(chance.choice(_CLAIMS), about, chance)}"
        return f"{office} {name} {chance.choice(_SAYING)} {claim}."
    quote = _filled(chance.choice(_QUOTES), about, chance)
    return f"“{quote},” {office} {name} {chance.choice(_QUOTED)}."


def _scene(about: Event, chance: random.Random) -> str:
    scene = _filled(chance.choice(_SCENES), about, chance)
    if chance.random() >= LONGER:
        return scene
    other = _filled(chance.choice(_SCENES), about, chance)
    return f"{scene[:-1]}, and {other[0].lower()}{other[1:]}"


def _filled(pattern: str, about: Event, chance: random.Random) -> str:
    return pattern.format(
        place=chance.choice(about.places),
        other=chance.choice(about.places),
        thing=chance.choice(about.things),
        group=chance.choice(about.groups),
        adjective=chance.choice(about.adjectives),
        act=chance.choice(_ACTS),
        done=chance.choice(_DONE),
        when=chance.choice(_WHEN),
        time=chance.choice(_TIMES),
        weather=chance.choice(_WEATHER),
        n=chance.choices(about.tolls, (16, 1, 1, 1, 1))[0],
        m=chance.randrange(4, 90),
    )
