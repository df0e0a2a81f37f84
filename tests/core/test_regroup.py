"""Posts of no declared story that turn out to tell one event: their threads become one, with all that they rest on."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.posts import Known, Post, PostPublished, PostRemoved
from streams.core.cluster import place
from streams.core.memory import MemoryStore
from tests.core.oracle_values import state_of
from tests.core.stub import OUTSIDE, Played, made

EVENTS = {
    "bridge": "Karsk bridge Mirel collapse engineers Brandt girders lorries ferry cables piers inspection Holm rubble",
    "storm": "storm Sund flood levee evacuation Lindqvist shelter rainfall dykes pumps rescue boats surge cellar",
}
SAYS = ("AA:-", "BB:-", "#3", "#5", "CC/Smith:-:apples_pears", "%7")


def told(event: str, name: str, minute: int, chance: Random, title: str | None) -> Post:
    words = chance.choices(EVENTS[event].split(), k=18) + [f"said{chance.randrange(10**6)}" for _ in range(14)]
    post = made(name, minute, " ".join([*words, OUTSIDE, chance.choice(SAYS), chance.choice(SAYS)]))
    return post.model_copy(update={"page_title": title})


class Watched:
    """A desk, and where it says that each post is."""

    def __init__(self) -> None:
        self.desk = Played()
        self.posts: dict[str, Post] = {}

    def publish(self, post: Post) -> None:
        self.posts[post.id] = post
        self.desk.take(PostPublished(post=post))

    def remove(self, name: str) -> None:
        post = self.posts.pop(name)
        known = Known(at=post.captured_at, basis="captured")
        self.desk.take(
            PostRemoved(id=name, revision=1, source=post.source, desk="main", captured_at=known.at, known=known)
        )

    def threads(self) -> dict[str, list[Post]]:
        """By name; each post is in just one."""
        inside: dict[str, set[str]] = {}
        for r in self.desk.routings:
            at = inside.setdefault(r.post, set())
            at.add(r.thread) if r.in_thread else at.discard(r.thread)
        found: dict[str, list[Post]] = {}
        for name, post in self.posts.items():
            (thread,) = inside[name]
            found.setdefault(thread, []).append(post)
        return found

    def check(self) -> None:
        assert not self.desk.letters
        threads = self.threads()
        assert {t for t, h in self.desk.heads.items() if h.state.posts} == set(threads)
        for thread, posts in threads.items():
            posts.sort(key=lambda p: (p.published.latest, p.published.earliest, p.source, p.distance, p.id))
            names = {p.id for p in posts}
            claims = [c for c in self.desk.claims.values() if c.evidence.post in names]
            assert {c.story for c in claims} == {thread.split("/")[1]}
            assert self.desk.heads[thread].state == state_of(posts, claims, None)
        assert {c.evidence.post for c in self.desk.claims.values()} <= set(self.posts)


def two_pages(chance: Random, other: str) -> Watched:
    watched = Watched()
    for n in range(12):
        watched.publish(told("bridge", f"b{n}", 50 + n, chance, "Karsk bridge collapse: live"))
        watched.publish(told(other, f"a{n}", 20 + n, chance, "Mirel bridge falls"))
        watched.check()
    return watched


def test_two_pages_on_one_event_become_one_thread_that_holds_the_posts_of_both() -> None:
    watched = two_pages(Random(5), "bridge")
    (thread,) = watched.threads()
    assert len(watched.threads()[thread]) == 24
    merged = [c for c in watched.desk.changes if c.type == "thread.merged"]
    assert [(c.subject, c.data.new) for c in merged] == [("main/~b/2031-05-04", thread)]
    assert watched.desk.heads["main/~b/2031-05-04"].meta.merged_into == thread
    assert not any(c.type.endswith("retracted") for c in watched.desk.changes)


def test_a_post_that_was_carried_along_is_removed_from_where_it_is() -> None:
    watched = two_pages(Random(5), "bridge")
    for name in ("b0", "a3", "b11"):
        watched.remove(name)
        watched.check()


def test_two_pages_on_two_events_stay_apart() -> None:
    assert len(two_pages(Random(5), "storm").threads()) == 2


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 3))
def test_in_a_mixed_feed_each_thread_has_what_its_posts_say_whatever_moved(chance: Random, feeds: int) -> None:
    watched, aside, labels = Watched(), MemoryStore(), dict[str, str]()
    for n in range(24):
        event = chance.choice(sorted(EVENTS))
        post = told(event, f"{'abc'[n % feeds]}{n}", n, chance, None)
        watched.publish(post)
        watched.check()
        placed = place(post, aside)
        labels[post.id] = placed.label
        for ended, stays in placed.ended:
            labels = {name: stays if label == ended else label for name, label in labels.items()}
        labels |= {moved.post: moved.label for moved in placed.moved}
        found = {p.id: thread.split("/")[1] for thread, posts in watched.threads().items() for p in posts}
        assert found == {name: f"~{label}" for name, label in labels.items()}
    assert len(watched.threads()) < 24
