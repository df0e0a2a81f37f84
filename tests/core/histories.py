"""Histories of made-up posts for the desk: what sources say, correct, remove and bring late."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from schemas.posts import Known, Post, PostEvent, PostPublished, PostRemoved, PostRevised
from schemas.story import Story
from tests.core import made as made_up
from tests.core.oracle import Standing
from tests.core.stub import OUTSIDE, TWICE, reading

WORDS = (
    *("ordered", "begun", "begun-90", "begun~", "done", "done/reported", "paused", "paused-90", "undone", "agreed"),
    *(
        "agreed^",
        "done/planned",
        "done/planned^",
        "done/denied",
        "begun/history",
        "ordered/conditional",
        "paused/ordered",
    ),
    *(
        "AA:welcomes",
        "AA:opposes",
        "AA:neutral",
        "AA:-",
        "BB:reserved",
        "BB:neutral",
        "NN:sceptical",
        "AA/she:opposes",
        "BB/who:neutral",
    ),
    *("AA/Smith:welcomes:apples_pears", "AA:welcomes:apples_pears", "AA/she:opposes:apples_pears", "BB:-:plums_figs"),
    *("AA/Smith:-:apples_pears", "AA/she:-:plums_figs", "BB/she:-:plums_figs"),
    *("plan=a", "plan=b", "scope=c", "#3", "#3..5", "#12000", "#3^", "#3+", "%3", "%7", TWICE, OUTSIDE),
)
WIRES = (
    "begun AA:welcomes:apples_pears #3 while carriers hauled seven crates of lamps over frozen rivers until dusk",
    "BB:reserved plan=a agreed^ said farmers whose barley drowned beneath sudden hail near old mills",
    "paused %7 scope=c AA:opposes according to fishermen mending nets along windy northern harbours",
)
"""Texts long enough that another post with the same is a copy."""
_MOST = 7
"""Words up to which a text is too short to be a copy of another."""

TITLES = (None, None, None, "AA:opposes", "begun", "AA:welcomes:apples_pears")


@dataclass(frozen=True)
class Move:
    """Something happens to the post of this name: it says this, or is removed (None)."""

    name: str
    text: str | None = None
    title: str | None = None
    minute: int = 0
    width: int | None = 0
    distance: int = 0

    def post(self, revision: int) -> Post:
        p = made_up.post(
            self.name,
            source=self.name[0],
            minute=self.minute,
            text=self.text or "",
            title=self.title,
            revision=revision,
            reading=reading(self.text or "", self.title),
            distance=self.distance,
        )
        earliest = None if self.width is None else p.published.latest - timedelta(seconds=self.width)
        published = p.published.model_copy(update={"earliest": earliest})
        return p.model_copy(update={"published": published, "page_title": f"The page of {p.source}"})


def short(text: str, title: str | None) -> tuple[str, str | None]:
    """As much of text and title as leaves them too short to be copied."""
    words = text.split()
    while len(words) > 1 and _count(" ".join(words)) > _MOST:
        words.pop()
    kept = " ".join(words)
    return kept, title if title and _count(f"{title} {kept}") <= _MOST else None


def _count(text: str) -> int:
    return len(re.findall(r"[^\W_]+", text))


@st.composite
def moves(draw: st.DrawFn) -> Move:
    """One move; most are made near each other in time, some days apart."""
    name = f"{draw(st.sampled_from('abcd'))}{draw(st.integers(0, 2))}"
    if draw(st.integers(0, 4)) == 0:
        return Move(name)
    title = draw(st.sampled_from(TITLES))
    if draw(st.integers(0, 3)) == 0:
        text = draw(st.sampled_from(WIRES))
    else:
        text, title = short(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)), title)
    return Move(
        name,
        text=text,
        title=title,
        minute=draw(st.integers(0, 240)) + draw(st.sampled_from((0, 0, 0, 7_000, 14_000))),
        width=draw(st.sampled_from((0, 59, 3600, None))),
        distance=draw(st.integers(0, 1)),
    )


def crowded(chance: Random, posts: int) -> list[Move]:
    """So many posts of few words in one episode that no value can be read from all that is said of it."""
    words = chance.sample(WORDS[:-2], 5)
    made = []
    for n in range(posts):
        text = " ".join(chance.choices(words, k=chance.randint(1, 3)))
        text = chance.choice(WIRES) if chance.random() < 0.2 else short(text, None)[0]
        made.append(Move(f"{chance.choice('abcd')}{n}", text, minute=chance.randint(0, 40), width=59))
    for n in chance.sample(range(posts), posts // 3):
        moved = replace(made[n], minute=chance.randint(0, 40)) if chance.random() < 0.5 else Move(made[n].name)
        made.append(moved)
    return made


@dataclass
class History:
    """The posts that stand as moves are made; `declared` are the stories that the desk knows by now."""

    declared: tuple[Story, ...]
    standing: dict[str, Standing] = field(default_factory=dict)
    _revisions: dict[str, int] = field(default_factory=dict)

    def event(self, move: Move) -> PostEvent | None:
        """What the source tells of the move; None where there is nothing to remove."""
        revision = self._revisions.get(move.name, 0)
        if move.text is None:
            gone = self.standing.pop(move.name, None)
            if gone is None:
                return None
            post = gone.post
            known = Known(at=post.captured_at + timedelta(days=30), basis="captured")
            return PostRemoved(
                id=post.id,
                revision=post.revision,
                source=post.source,
                desk=post.desk,
                captured_at=known.at,
                known=known,
            )
        self._revisions[move.name] = revision + 1
        post = move.post(revision + 1)
        self.standing[move.name] = Standing(post, self.declared)
        return PostRevised(edit="material", post=post) if revision else PostPublished(post=post)
