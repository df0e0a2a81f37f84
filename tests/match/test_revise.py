"""What the captures of a page become: new, changed and removed posts, gaps, and nothing twice."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import encode
from schemas.observations import (
    Capture,
    CaptureEnded,
    Marker,
    PostSeen,
    RosterEntry,
    RunOpened,
    SourceAdvanced,
    SourceEnded,
    SourceIdle,
)
from schemas.posts import GapDetected, PostPublished, PostRemoved, PostRevised
from streams.core.memory import MemoryStore
from streams.core.revise import revise
from tests.match.page import Item, Page, ids, kinds, minute, texts

A = Item("Valdoria says its convoys have left the border town of Karsk for home.", at=10)
B = Item("The harbour of Tavi stays closed to ships while divers look for mines.", at=20)
C = Item("Ostrovan foreign minister Lena Marek calls the step long overdue.", at=30)
D = Item("Fuel has run short in three northern districts, the mayor of Lum says.", at=40)


def test_first_capture_publishes_from_the_oldest() -> None:
    told = Page().capture(C, B, A)
    assert texts(told) == [A.text, B.text, C.text]
    assert [e.post.distance for e in told if isinstance(e, PostPublished)] == [0, 1, 2]
    assert len(set(ids(told))) == 3


def test_polling_again_tells_nothing() -> None:
    page = Page()
    page.capture(C, B, A)
    assert page.capture(C, B, A) == []


def test_a_capture_used_before_tells_nothing_whatever_it_shows() -> None:
    page = Page()
    page.capture(B, A, capture_id="x")
    assert page.capture(D, capture_id="x") == []
    assert page.capture(C, B, A) != []


def test_posts_on_top_go_on_counting_and_older_ones_below_count_down() -> None:
    page = Page()
    first = page.capture(B, A)
    told = page.capture(D, C, B, A, Item("An old post about the first talks in Brell.", at=1))
    distances = {e.post.text: e.post.distance for e in [*first, *told] if isinstance(e, PostPublished)}
    assert [distances[i.text] for i in (A, B, C, D)] == [0, 1, 2, 3]
    assert distances["An old post about the first talks in Brell."] == -1


def test_a_page_that_grows_downwards_counts_on() -> None:
    page = Page()
    first = page.capture(A, B, first="oldest")
    told = page.capture(A, B, C, first="oldest")
    assert [e.post.distance for e in [*first, *told] if isinstance(e, PostPublished)] == [0, 1, 2]


def test_removed_from_the_middle_but_not_from_the_end() -> None:
    page = Page()
    known = dict(zip("ABCD", ids(page.capture(D, C, B, A)), strict=True))
    told = page.capture(D, B)
    assert kinds(told) == ["removed"]
    assert ids(told) == [known["C"]]
    assert isinstance(told[0], PostRemoved)
    assert (told[0].revision, told[0].known.basis) == (1, "captured")


def test_a_post_moved_from_the_bottom_to_the_top_removes_nothing() -> None:
    page = Page()
    page.capture(D, C, B, A)
    assert page.capture(A, D) == []


def test_the_newest_post_is_removed_once_others_stand_in_its_place() -> None:
    page = Page()
    told = page.capture(C, B, A)
    assert page.capture(B, A) == []  # the page may be an older copy of itself
    page = Page()
    page.capture(C, B, A)
    after = page.capture(D, B, A)
    assert kinds(after) == ["published", "removed"]
    assert ids(after)[1] == ids(told)[2]


def test_the_top_of_a_page_with_the_oldest_first_may_fall_off() -> None:
    page = Page()
    page.capture(B.text, C.text, D.text, first="oldest")
    assert kinds(page.capture(A.text, C.text, D.text, first="oldest")) == ["published"]


def test_the_top_of_a_page_without_stamps_may_have_been_pinned_there_and_fall_off() -> None:
    page = Page()
    page.capture(C.text, B.text, A.text)
    assert kinds(page.capture(D.text, B.text, A.text)) == ["published"]


def test_a_new_post_counts_from_the_nearest_one_known() -> None:
    page = Page()
    page.capture(B, A)
    page.capture(D, B, A)
    page.capture(D, A)
    told = page.capture(D, Item("The ferry to Tavi runs again since noon.", at=35), C, A)
    distances = {e.post.text: e.post.distance for e in told if isinstance(e, PostPublished)}
    assert distances[C.text] == 1
    assert distances["The ferry to Tavi runs again since noon."] == 1  # one below D, which has 2


def test_an_old_post_pinned_to_the_top_may_fall_off() -> None:
    page = Page()
    page.capture(A, C, B)
    assert kinds(page.capture(D, C, B)) == ["published"]


def test_a_whole_page_removes_all_that_is_absent_even_when_empty() -> None:
    page = Page()
    first = ids(page.capture(C, B, A, window="whole"))
    assert sorted(ids(page.capture(window="whole"))) == sorted(first)
    assert page.capture(window="whole") == []


def test_a_page_that_shows_nothing_newer_may_be_an_older_copy_of_itself() -> None:
    page = Page()
    page.capture(C, A)
    assert kinds(page.capture(B, A)) == ["published"]


def test_a_late_capture_does_not_bring_back_what_a_newer_whole_one_no_longer_showed() -> None:
    page = Page()
    page.capture(A, at=60, window="whole")
    page.capture(A, D, at=180, window="whole")
    late = page.capture(B, A, at=120)
    assert kinds(late) == ["published", "removed"]
    assert isinstance(late[1], PostRemoved)
    assert late[1].captured_at == minute(180)
    page.capture(at=200)
    assert kinds(page.capture(C, A, at=130)) == ["published", "removed"]
    assert kinds(page.capture(Item("The ferry to Lum sails again.", at=35), A, at=190)) == ["published"]


def test_a_post_that_a_lost_one_may_be_is_not_removed() -> None:
    page = Page()
    page.capture(C, B, A)
    assert page.capture(C, A, posts=3) == []
    assert kinds(page.capture(C, A)) == []


def test_a_capture_with_a_lost_post_is_not_whole() -> None:
    page = Page()
    page.capture(C, B, A, window="whole")
    assert page.capture(C, window="whole", posts=2) == []


def test_a_lost_post_that_is_put_back_is_used_as_if_its_capture_ended_only_then() -> None:
    sound, broken = Page(), Page()
    for page in (sound, broken):
        page.capture("one", "two", "three", window="whole")
    told = sound.capture("zero", "one", "two", window="whole")
    capture = Capture(source="page", id="capture 2", captured_at=minute(120))
    items = [Item("zero"), Item("one"), Item("two")]
    seen = [
        PostSeen(capture=capture, order=n, text=i.text, published=i.published(minute(120))) for n, i in enumerate(items)
    ]
    ended = CaptureEnded(capture=capture, posts=3, window="whole")
    before = [event for o in (seen[1], seen[2], ended) for event in revise(o, encode(o), broken.store)]
    assert before == []
    assert list(revise(seen[1], encode(seen[1]), broken.store)) == []
    assert list(revise(seen[0], encode(seen[0]), broken.store)) == told
    assert kinds(told) == ["published", "removed"]
    assert list(revise(seen[0], encode(seen[0]), broken.store)) == []
    assert list(revise(ended, encode(ended), broken.store)) == []
    assert list(broken.store.scan(b"", b"\xff")) == list(sound.store.scan(b"", b"\xff"))


def test_an_empty_part_of_a_page_tells_nothing_and_is_no_window() -> None:
    page = Page()
    page.capture(B, A)
    assert page.capture() == []
    assert kinds(page.capture(D, C)) == ["gap.detected", "published", "published"]


def test_a_window_that_shares_nothing_is_a_gap_since_the_last_one() -> None:
    page = Page()
    page.capture(B, A)
    told = page.capture(D, C)
    assert isinstance(told[0], GapDetected)
    assert (told[0].since, told[0].captured_at) == (minute(60), minute(120))
    assert [e.post.distance for e in told if isinstance(e, PostPublished)] == [2, 3]


def test_a_removed_post_that_comes_back_is_revised() -> None:
    page = Page()
    first = ids(page.capture(C, B, A))
    page.capture(C, A)
    told = page.capture(C, B, A)
    assert kinds(told) == ["revised"]
    assert ids(told) == [first[1]]
    assert isinstance(told[0], PostRevised)
    assert told[0].post.revision == 2
    assert page.capture(C, B, A) == []


def test_an_older_capture_only_adds_what_was_never_seen() -> None:
    page = Page()
    page.capture(D, C, A, at=300)
    told = page.capture(Item("Fuel runs short in northern districts.", at=40), B, at=200)
    assert [t for t in texts(told) if t == B.text] == [B.text]
    assert set(kinds(told)) == {"published"}
    assert page.capture(D, C, A, at=400) == []


def test_an_older_capture_with_an_earlier_revision_adds_nothing() -> None:
    page = Page()
    page.capture(B, A, at=100)
    page.capture(Item(B.text.replace("mines", "wrecks"), at=20), A, at=300)
    assert page.capture(B, A, at=200) == []


def test_known_is_reconstructed_from_the_time_of_the_post() -> None:
    page = Page()
    told = page.capture(B, A, known="reconstructed")
    assert [e.post.known.at for e in told if isinstance(e, PostPublished)] == [minute(10), minute(20)]
    late = Page().capture(A, at=0, known="reconstructed")
    assert [e.post.known.at for e in late if isinstance(e, PostPublished)] == [minute(0)]


def test_ids_are_of_the_pages_own_ids_where_it_has_them() -> None:
    page = Page()
    first = ids(page.capture(Item(A.text, native="n1"), Item(A.text, native="n2")))
    assert len(set(first)) == 2
    told = page.capture(Item("Something else entirely stands here.", native="n1"), Item(A.text, native="n2"))
    assert kinds(told) == ["revised"]
    assert ids(told)[0] in first


def test_ids_do_not_depend_on_other_sources() -> None:
    store = MemoryStore()
    one, other = Page("one", store), Page("other", store)
    told = [ids(one.capture(B, A)), ids(other.capture(B, A))]
    again = MemoryStore()
    other, one = Page("other", again), Page("one", again)
    back = [ids(other.capture(B, A)), ids(one.capture(B, A))]
    assert told == back[::-1]
    assert set(told[0]).isdisjoint(told[1])


def test_the_same_words_twice_on_a_page_are_two_posts() -> None:
    page = Page()
    assert len(set(ids(page.capture("Flight cancelled.", A, "Flight cancelled.")))) == 3
    assert page.capture("Flight cancelled.", A, "Flight cancelled.") == []


def test_markers_pass_once() -> None:
    store = MemoryStore()
    opened = RunOpened(run="r", source="s", order="time", roster=(RosterEntry(source="s"),))
    first, second = (SourceAdvanced(run="r", source="s", until=minute(n)) for n in (1, 2))
    idle, ended = SourceIdle(run="r", source="s"), SourceEnded(run="r", source="s")
    stream: list[Marker] = [opened, first, idle, idle, second, first, idle, ended, ended]
    assert [e for o in stream for e in revise(o, encode(o), store)] == [opened, first, idle, second, idle, ended]
    assert [e for o in stream for e in revise(o, encode(o), store)] == []
    other = opened.model_copy(update={"run": "r2"})
    assert list(revise(other, encode(other), store)) == [other]


SUBJECTS = ["Valdoria", "Ostrova", "Tavia", "Lumland", "Brell", "Karsk", "Mirel", "Sund"]
post_texts = st.integers(0, 400).map(
    lambda n: f"{SUBJECTS[n % 8]} reports {n} lorries on the road to {SUBJECTS[n // 8 % 8]} after storm number {n * 7}."
)
pages = st.lists(post_texts, min_size=1, max_size=8, unique=True)


@given(st.lists(pages, min_size=1, max_size=4))
def test_polling_any_page_twice_tells_nothing_the_second_time(captures: list[list[str]]) -> None:
    page = Page()
    for shown in captures:
        page.capture(*shown)
        assert page.capture(*shown) == []


@given(st.lists(pages, min_size=1, max_size=5))
def test_whole_captures_leave_exactly_the_last_page(captures: list[list[str]]) -> None:
    page, present, revisions = Page(), dict[str, str](), dict[str, int]()
    for shown in captures:
        for event in page.capture(*shown, window="whole"):
            match event:
                case PostPublished(post=post):
                    assert post.id not in revisions
                    present[post.id], revisions[post.id] = post.text, 1
                case PostRevised(post=post):
                    assert post.revision == revisions[post.id] + 1
                    present[post.id], revisions[post.id] = post.text, post.revision
                case PostRemoved():
                    assert event.revision == revisions[event.id]
                    del present[event.id]
                case _:
                    raise AssertionError(event)
        assert sorted(present.values()) == sorted(shown)


def test_restamping_is_told_but_growing_older_is_not() -> None:
    page = Page()
    page.capture(B, A)
    told = page.capture(B, Item(A.text, at=12))
    assert [e.edit for e in told if isinstance(e, PostRevised)] == ["restamped"]
    assert [e.post.published.latest - minute(12) for e in told if isinstance(e, PostRevised)] == [timedelta(0)]
    page = Page()
    page.capture(Item(A.text), Item(B.text))
    assert page.capture(Item(A.text), Item(B.text)) == []
    told = page.capture(Item(A.text, at=15), Item(B.text))
    assert [e.edit for e in told if isinstance(e, PostRevised)] == ["restamped"]
    assert page.capture(Item(A.text), Item(B.text)) == []


@given(
    st.lists(st.tuples(st.sampled_from(["one", "other", "third"]), pages), max_size=8),
    st.randoms(use_true_random=False),
)
def test_sources_can_be_polled_in_any_order_among_each_other(
    polls: list[tuple[str, list[str]]], random: "st.DataObject"
) -> None:
    def told(order: list[tuple[str, list[str]]]) -> dict[str, list[object]]:
        store, out = MemoryStore(), dict[str, list[object]]()
        sources = {name: Page(name, store) for name in ("one", "other", "third")}
        for name, shown in order:
            out.setdefault(name, []).extend(sources[name].capture(*shown))
        return out

    waiting = {name: [poll for poll in polls if poll[0] == name] for name in ("one", "other", "third")}
    order = []
    while any(waiting.values()):
        name = random.choice([name for name, left in waiting.items() if left])  # type: ignore[attr-defined]  # a Random
        order.append(waiting[name].pop(0))
    assert told(polls) == told(order)


def test_posts_of_a_capture_that_says_it_has_none_are_known_again() -> None:
    page = Page()
    text = "The minister said that all lorries would wait at the northern gate until the road was dry."
    page.capture(text, posts=0)
    assert kinds(page.capture(f"{text} Again.")) == ["revised"]
