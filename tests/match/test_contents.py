"""What is remembered of a desk's texts is what its store holds."""

from streams.core.contents import Contents, content_of
from streams.core.memory import MemoryStore
from streams.core.texts import words

TEXT = "Harbour crews in Velmar cleared 14 wrecks on Monday and opened the northern channel to grain ships again."


def test_a_text_just_kept_is_what_is_read_of_it() -> None:
    store = MemoryStore()
    content = content_of(words(TEXT))
    Contents("north", store).add(content, 1, "p1")
    kept = Contents("north", store).get(content.digest)
    assert kept is not None
    copied = MemoryStore()
    for row in store.scan(b"", b"\xff"):
        copied.put(*row)
    others = [content_of(words(f"{TEXT} Report number {n} of the day.")) for n in range(2100)]
    for n, other in enumerate(others):
        Contents("north", store).add(other, 2, f"p{n + 2}")
    anew = Contents("north", copied).get(content.digest)
    assert anew is not None
    assert anew is not kept
    assert (kept, kept.words) == (anew, anew.words)
    assert kept.words.printed == anew.words.printed


def test_each_desk_has_the_text_as_it_was_printed_there() -> None:
    store, shouted = MemoryStore(), TEXT.upper()
    content, other = content_of(words(TEXT)), content_of(words(shouted))
    assert content.digest == other.digest
    Contents("north", store).add(content, 1, "p1")
    Contents("south", store).add(other, 1, "p1")
    for desk, text in (("north", TEXT), ("south", shouted), ("north", TEXT)):
        kept = Contents(desk, store).get(content.digest)
        assert kept is not None
        assert kept.text == text
