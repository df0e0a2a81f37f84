"""What a replay tells, in a form in which two replays can be compared: without ids, which hash names, and without the
orders and places in the text that depend on how names are spelt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from schemas.evidence import Span
from schemas.posts import POST_EVENT, Post, PostPublished
from schemas.routings import ROUTING
from tests.renaming.renaming import Renaming
from tests.runtimes import Topics

Rows = list[Any]

_CODES = frozenset(("party", "path", "subject", "thread", "story", "country", "state", "kind"))
"""Fields that hold codes; all others that are text hold words."""
_VALUES = frozenset(("old", "new", "value"))
_NAMELESS = frozenset(("id", "definition", "start", "end", "extractor", "interpreter", "run"))
"""Ids, places in the text and versions: they hash or count names."""
SAME = Renaming({"\x00": ""}, {})


@dataclass(frozen=True)
class Told:
    """By subject; the order of rows is nobody's but their own."""

    threads: Rows
    changes: Rows
    claims: Rows
    statements: Rows
    figures: Rows
    copies: Rows


def told(topics: Topics, under: Renaming = SAME) -> Told:
    """All that these topics tell, under other names."""
    posts = _posts(topics)
    places = {post.id: f"{post.source}/{n}" for page in posts.values() for n, post in enumerate(page, 1)}
    claims = {name: orjson.loads(rows[-1]) for name, rows in topics["claims"].items() if rows[-1]}
    for claim in claims.values():
        places[claim["id"]] = f"{places[claim['evidence']['post']]}: {under.text(claim['evidence']['quote'])}"

    def tidy(value: Any, field: str = "") -> Any:
        match value:
            case {"type": "thread.opened", "data": {"evidence": [*_]} as data}:  # cited up to a number of letters
                return tidy({**value, "type": "opened", "data": {**data, "evidence": None}})
            case dict():
                left = _NAMELESS | ({"speaker"} if "#" in _quoted(value) else set())
                return {key: tidy(part, key) for key, part in sorted(value.items()) if key not in left}
            case list():
                return _sorted([tidy(part, field) for part in value])
            case str() if value.partition("@")[0] in places:
                return places[value.partition("@")[0]]
            case str() if field in _CODES:
                return under.field(value)
            case str():
                return under.value(value) if field in _VALUES else under.text(value)
            case _:
                return value

    everyone = [post for source in sorted(posts) for post in posts[source]]
    return Told(
        threads=_sorted([tidy(orjson.loads(rows[-1] or b"")) for rows in topics["threads"].values()]),
        changes=_sorted([tidy(orjson.loads(row or b"")) for rows in topics["changes"].values() for row in rows]),
        claims=_sorted([tidy(claim) for claim in claims.values()]),
        statements=[tidy(row) for post in everyone for row in _statements(post)],
        figures=[tidy(row) for post in everyone for row in _figures(post)],
        copies=_sorted([tidy(row) for rows in topics["routings"].values() for row in map(_copy, rows) if row]),
    )


def _posts(topics: Topics) -> dict[str, list[Post]]:
    """Of each source the posts at first sight, top of the page first."""
    found: dict[str, list[Post]] = {}
    for rows in topics["posts"].values():
        for row in rows:
            event = POST_EVENT.validate_json(row or b"")
            if isinstance(event, PostPublished):
                found.setdefault(event.post.source, []).append(event.post)
    return {source: sorted(page, key=lambda post: -post.distance) for source, page in found.items()}


def _quoted(value: dict[str, Any]) -> str:
    """The words that a row cites; a speaker read from a hashtag is printed without what marks it as one."""
    return str(value.get("words") or (value.get("evidence") or {}).get("quote") if "speaker" in value else "")


def _statements(post: Post) -> Rows:
    return [
        {
            "post": post.id,
            "words": _words(post, statement.span),
            "content": " … ".join(_words(post, span) for span in statement.content),
            **statement.model_dump(mode="json", exclude={"span", "content"}),
        }
        for statement in post.reading.statements
    ]


def _figures(post: Post) -> Rows:
    return [
        {"post": post.id, "words": _words(post, figure.span), **figure.model_dump(mode="json", exclude={"span"})}
        for figure in post.reading.figures
    ]


def _words(post: Post, span: Span) -> str:
    return (post.text if span.where == "text" else post.title or "")[span.start : span.end]


def _copy(row: bytes | None) -> dict[str, Any] | None:
    """Whose copy a post is; how alike the two are depends on the length of names."""
    routing = ROUTING.validate_json(row or b"")
    if routing.copy_of is None:
        return None
    return {"post": routing.post, "of": routing.copy_of.of, "kind": routing.copy_of.kind}


def _sorted(rows: Sequence[Any]) -> Rows:
    return sorted(rows, key=lambda row: orjson.dumps(row, option=orjson.OPT_SORT_KEYS))
