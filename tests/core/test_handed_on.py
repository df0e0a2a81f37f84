"""What a stage hands on beside its bytes is what the bytes hold, to the type of every value."""

import pytest

from schemas.codec import decode, hand_on
from schemas.errors import Undecodable
from schemas.posts import POST_EVENT, PostPublished, PostRevised
from schemas.topics import OBSERVATIONS, POSTS
from streams.core.memory import MemoryStore
from streams.core.source import Source
from streams.core.sources import Kept
from streams.core.sources import Source as Pages
from tests.test_runtimes import seeds


def test_what_the_source_hands_on_is_what_the_desk_would_read() -> None:
    store = MemoryStore()
    kinds: set[str] = set()
    pages: set[str] = set()
    for record in (r for r in seeds() if r.topic == OBSERVATIONS.name):
        for made in Source().process(record, store):
            assert made.topic == POSTS.name
            raw = made.value or b""
            handed, taken_before = decode(POST_EVENT, raw), decode(POST_EVENT, raw)
            assert handed is not taken_before
            assert repr(handed) == repr(taken_before) == repr(POST_EVENT.validate_json(raw))
            kinds.add(handed.type)
            if isinstance(handed, PostPublished | PostRevised):
                pages.add(handed.post.source)
    assert {"post.published", "run.opened", "source.ended"} <= kinds
    kept = [post for page in sorted(pages) for post in Pages(page, store).all()]
    assert len(kept) >= 20
    for post in kept:
        assert repr(post) == repr(Kept.model_validate_json(post.model_dump_json(exclude_none=True)))


def test_the_oldest_and_the_largest_are_not_kept() -> None:
    first, large = b'{"type":"source.idle","run":"0","source":"s"}', b" " * (32 << 10) + b"{}"
    ended = POST_EVENT.validate_json(b'{"type":"source.ended","run":"r","source":"s"}')
    hand_on(POST_EVENT, first, ended)
    hand_on(POST_EVENT, large, ended)
    for n in range(2048):
        hand_on(POST_EVENT, b"%d" % n, ended)
    assert decode(POST_EVENT, first).type == "source.idle"
    assert decode(POST_EVENT, b"0") is ended
    with pytest.raises(Undecodable):
        decode(POST_EVENT, large)
