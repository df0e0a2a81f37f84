"""Made-up stories and posts: countries and people that there are not, on the ladders as they are shipped."""

from datetime import UTC, datetime
from pathlib import Path

from connectors.stories import load_ladder
from schemas.interpretation import Interpretation
from schemas.reading import Extractor, Reading, Statement
from schemas.story import Party, Place, Story
from schemas.times import Published
from streams.core.interpret import interpret

LADDERS = Path(__file__).parents[2] / "stories" / "ladders"

VALDORIA = Party(name="Valdoria", variants=("Valdorian", "Valdorians", "Karsk government"))
OSTROVA = Party(name="Ostrova", variants=("Ostrovan", "Ostrovans"))
TAVIA = Party(name="Tavia", variants=("Tavian", "Tavians"))

WITHDRAWAL = Story(
    id="valdoria-tavia",
    title="Valdoria withdraws from Tavia",
    ladder=load_ladder(LADDERS / "withdrawal.yaml"),
    actors=("Valdoria",),
    places=(Place(name="Tavia", variants=("Tavian",)), Place(name="Fort Merrin", kind="base", variants=("Merrin",))),
    parties=(VALDORIA,),
    object="Valdorian troops",
)
CEASEFIRE = Story(
    id="ostrova-truce",
    title="Truce between Ostrova and the Highland Front",
    ladder=load_ladder(LADDERS / "ceasefire.yaml"),
    actors=("Ostrova", "Highland Front"),
    places=(Place(name="Ostrova"), Place(name="Lethe Valley")),
    parties=(OSTROVA, Party(name="Highland Front", variants=("the Front", "rebels", "highlanders"))),
)
AGREEMENT = Story(
    id="river-treaty",
    title="River treaty of Ostrova and Tavia",
    ladder=load_ladder(LADDERS / "agreement.yaml"),
    actors=("Ostrova", "Tavia"),
    places=(Place(name="Lorn"),),
    parties=(OSTROVA, TAVIA),
    object="water of the Lethe",
)
SIEGE = Story(
    id="museum-siege",
    title="Siege of the museum in Karsk",
    ladder=load_ladder(LADDERS / "siege.yaml"),
    actors=("Valdoria", "Red Lantern"),
    places=(Place(name="Karsk"), Place(name="National Museum")),
    parties=(VALDORIA, Party(name="Red Lantern")),
    object="hostages in the museum",
)

WEDNESDAY = Published(
    earliest=datetime(2031, 5, 14, 9, 30, tzinfo=UTC),
    latest=datetime(2031, 5, 14, 9, 30, 59, tzinfo=UTC),
    precision="minute",
    basis="stamped",
)
"""Wednesday 14 May 2031."""


def reading(*statements: Statement) -> Reading:
    return Reading(extractor=Extractor(name="made-up", version="1"), statements=statements)


def told(story: Story, text: str, *statements: Statement, title: str | None = None) -> Interpretation:
    return interpret(title, text, WEDNESDAY, None, reading(*statements), story)


def states(story: Story, text: str, *statements: Statement, title: str | None = None) -> list[tuple[str, str]]:
    """(state, factuality) of every assertion."""
    return [(a.state, a.factuality) for a in told(story, text, *statements, title=title).assertions]
