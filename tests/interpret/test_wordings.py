"""The many words in which a page says how a story stands, and sentences beside them that only look alike."""

import pytest

from schemas.story import Story
from tests.interpret.made_up import AGREEMENT, CEASEFIRE, SIEGE, WITHDRAWAL, states


@pytest.mark.parametrize(
    ("story", "text", "state"),
    [
        (WITHDRAWAL, "The soldiers have struck camp at the airport.", ("under-way", "happened")),
        (WITHDRAWAL, "A third of the force is now back on Valdorian soil.", ("under-way", "happened")),
        (WITHDRAWAL, "At Merrin the Valdorians lowered their flag this morning.", ("under-way", "happened")),
        (WITHDRAWAL, "Valdoria pulled the last of its soldiers from Tavia on Friday.", ("completed", "happened")),
        (WITHDRAWAL, "No Valdorian soldier remains in Tavia.", ("completed", "happened")),
        (WITHDRAWAL, "The rest are to follow before Christmas.", ("completed", "planned")),
        (WITHDRAWAL, "Valdoria called its troops home on Monday.", ("ordered", "happened")),
        (WITHDRAWAL, "The president gave his generals their marching orders.", ("ordered", "happened")),
        (WITHDRAWAL, "Valdoria put the brakes on its pullout.", ("paused", "happened")),
        (WITHDRAWAL, "The pullout ground to a halt on Monday.", ("paused", "happened")),
        (WITHDRAWAL, "Valdoria was toying with the idea of leaving.", ("considered", "happened")),
        (CEASEFIRE, "The Front came to terms on a truce with Ostrova.", ("agreed", "happened")),
        (CEASEFIRE, "Both sides put their names to a cease-fire late on Monday.", ("agreed", "happened")),
        (CEASEFIRE, "Clans lay down arms after 60 deaths", ("agreed", "happened")),
        (CEASEFIRE, "The guns are to fall silent at 6 a.m. on Thursday.", ("in-force", "planned")),
        (CEASEFIRE, "Silence has descended on the valley.", ("in-force", "happened")),
        (CEASEFIRE, "Not a single shot has been heard since daybreak.", ("in-force", "happened")),
        (CEASEFIRE, "It takes effect on Thursday.", ("in-force", "planned")),
        (CEASEFIRE, "The truce entered its third day on Tuesday.", ("in-force", "happened")),
        (CEASEFIRE, "Ostrova struck a convoy in breach of the agreement.", ("violated", "happened")),
        (CEASEFIRE, "No violations were reported on Tuesday.", ("violated", "denied")),
        (CEASEFIRE, "The army called time on the truce.", ("ended", "happened")),
        (CEASEFIRE, "The deal isn't dead.", ("collapsed", "denied")),
        (SIEGE, "The last of the gunmen threw down his rifle.", ("ended", "happened")),
        (SIEGE, "The siege came to a bloodless end on Tuesday.", ("ended", "happened")),
        (SIEGE, "Eleven hostages were handed over to the Red Cross.", ("released", "happened")),
        (SIEGE, "Around 30 people are thought to remain inside the building.", ("under-way", "happened")),
        (SIEGE, "No order to go in has been given.", ("stormed", "denied")),
        (SIEGE, "Police burst through the doors of the museum.", ("stormed", "happened")),
        (SIEGE, "Masked men have taken over the museum in Karsk.", ("begun", "happened")),
        (AGREEMENT, "The bill clears its final hurdle", ("ratified", "happened")),
        (AGREEMENT, "The bill cleared the committee.", ("proposed", "happened")),
        (AGREEMENT, "The treaty still needs the approval of the Tavian parliament.", ("ratified", "planned")),
        (AGREEMENT, "It now goes to the president for his signature.", ("in-force", "planned")),
        (AGREEMENT, "The bill became law on Tuesday.", ("in-force", "happened")),
        (AGREEMENT, "Ostrova and Tavia put their seals to a treaty.", ("signed", "happened")),
        (AGREEMENT, "The two governments settled the last sticking point.", ("agreed", "happened")),
        (AGREEMENT, "The court struck down the law.", ("ended", "happened")),
        (AGREEMENT, "Nobody has put his name to it.", ("signed", "denied")),
    ],
)
def test_states_in_many_words(story: Story, text: str, state: tuple[str, str]) -> None:
    assert state in states(story, text)


@pytest.mark.parametrize(
    ("story", "text"),
    [
        (WITHDRAWAL, "Officers left the meeting in Tavia."),
        (WITHDRAWAL, "Rebels lowered the flag at the town hall."),
        (WITHDRAWAL, "They did so in order to get out the vote."),
        (CEASEFIRE, "Calm returned to the markets of Ostrova."),
        (CEASEFIRE, "The minister said the city must stay calm."),
        (CEASEFIRE, "The front line was quiet before the storm."),
        (SIEGE, "It's over 40 kilometres away."),
        (SIEGE, "The families of the hostages came out onto the street."),
        (SIEGE, "A resident who got out of bed heard shots."),
        (SIEGE, "Police rushed in reinforcements."),
        (AGREEMENT, "The company dropped a bill in the mail."),
        (AGREEMENT, "People must come to terms with the loss."),
        (AGREEMENT, "It was shot down over the sea."),
    ],
)
def test_what_only_looks_alike_asserts_nothing(story: Story, text: str) -> None:
    assert not states(story, text)
