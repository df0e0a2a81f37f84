"""A thread in memory: the value of each of its paths, and the claims that these rest on, in step with the store."""

from bisect import insort
from collections.abc import Iterable
from typing import Any, Literal, assert_never

from schemas.codec import Fragment, read, write
from schemas.story import Story
from streams.core import claims, diff, fold
from streams.core.keys import beginning_with, key
from streams.core.repeats import common_stems
from streams.core.shelves import NEAR, Held, Scope, Shelves
from streams.core.statements import Statements
from streams.core.store import Store

Kind = Literal["status", "reactions", "figures", "aspects"]


def _kind(path: str) -> Kind:
    """Under which name of `schemas.threads.State` the path's value stands."""
    if path == claims.STATUS:
        return "status"
    if path.startswith(claims.REACTIONS):
        return "reactions"
    return "figures" if path.startswith(claims.FIGURES) else "aspects"


class Path:
    """One path of a thread: its value as JSON has it (`raw`: as bytes), how often it was told, and its claims."""

    __slots__ = ("counted", "is_stored", "kind", "name", "raw", "row", "shelves", "told", "weight")

    def __init__(self, name: str, *, empty: bool) -> None:
        """`empty`: no claim of the path stands in the thread yet."""
        self.name, self.told, self.raw, self.weight, self.is_stored = name, 0, b"", 1, False
        self.kind = _kind(name)
        self.row: Any = None
        self.forget(empty=empty)

    def forget(self, *, empty: bool = False) -> None:
        """The claims are to be read from the store when they are needed next."""
        self.shelves = Shelves(self.name, 1 if self.kind == "figures" else NEAR, empty=empty)
        self.counted: dict[str, Statements] = {}

    def fold(self, scope: Scope | None, story: Story | None) -> bool:
        """Make the value anew from the claims that stand, none where there is no scope; whether it is another one."""
        row = self._value(scope, story) if scope else None
        self.weight = 1 + len(self.shelves)
        if row == self.row:
            return False
        self.row, self.raw = row, write(row) if row is not None else b""
        return True

    def _value(self, scope: Scope, story: Story | None) -> Any:
        match self.kind:
            case "figures":
                return fold.figure(self.shelves, scope, self.name)
            case "reactions":
                party = self.name.removeprefix(claims.REACTIONS)
                common = common_stems(story) if story else None
                return fold.reaction(self.shelves, scope, party, common, self.counted)
            case "aspects":
                return fold.aspect(self.shelves, scope, self.name)
            case "status":
                return fold.status(self.shelves, scope, story.ladder) if story else self.row
            case _:
                assert_never(self.kind)

    def moved(self, was: Any, withdrawn: str | None) -> diff.Moved | None:
        """What is to be told of a value that was another one."""
        match self.kind:
            case "figures":
                return diff.figure(self.name, was, self.row, withdrawn)
            case "reactions":
                return diff.reaction(self.name, was, self.row, withdrawn)
            case "aspects":
                return diff.aspect(self.name, was, self.row, withdrawn)
            case "status":
                return diff.status(self.name, was, self.row, withdrawn)
            case _:
                assert_never(self.kind)


class Thread:
    """The paths of a thread, each with a row of its own, so that a post writes those it moves and no others."""

    def __init__(self, name: str) -> None:
        self.name, self._prefix = name, key("path", name)
        self._paths: dict[str, Path] = {}
        self._names: list[str] = []

    @classmethod
    def load(cls, name: str, store: Store) -> "Thread":
        """The thread as the store has it."""
        thread = cls(name)
        for at, raw in store.scan(*beginning_with(thread._prefix)):
            row = read(raw)
            path = thread._add(at[len(thread._prefix) : -1].decode(), empty=False)
            path.told, path.row, path.is_stored = row["told"], row.get("value"), True
            path.raw = write(path.row) if path.row is not None else b""
        return thread

    def _add(self, name: str, *, empty: bool) -> Path:
        path = self._paths[name] = Path(name, empty=empty)
        insort(self._names, name)
        return path

    def path(self, name: str) -> Path:
        """A path of the thread; one that it does not have has no claims."""
        return self._paths.get(name) or self._add(name, empty=True)

    def names(self) -> tuple[str, ...]:
        """The paths that the thread has, or has ever had."""
        return tuple(self._names)

    def anew(self, names: Iterable[str]) -> None:
        """More than one post's claims came or went: read all there are when they are needed next."""
        for name in names:
            self.path(name)
        for path in self._paths.values():
            path.forget()

    def stands(self, path: str, shelf: str, claim: Held) -> None:
        """The claim stands now, in the store, too."""
        if path != claims.STATEMENTS:
            self.path(path).shelves.stands(shelf, claim)

    def falls(self, path: str, shelf: str, at: bytes) -> None:
        """No claim stands there any more, in the store either."""
        if path in self._paths:
            self._paths[path].shelves.falls(shelf, at)

    def put(self, path: Path, store: Store) -> bytes:
        """Write a path's row; what was written."""
        row: dict[str, Any] = {"told": path.told}
        if path.raw:
            row["value"] = Fragment(path.raw)
        raw, path.is_stored = write(row), True
        store.put(self._prefix + key(path.name), raw)
        return raw

    def weight(self) -> int:
        """How many claims and values are in memory, about."""
        return sum([path.weight for path in self._paths.values()])

    def state(self) -> dict[str, Any]:
        """The values of `schemas.threads.State`, as JSON has them."""
        state: dict[str, Any] = {"reactions": [], "aspects": [], "figures": [], "beside": []}
        for name in self._names:
            path = self._paths[name]
            if path.raw and path.kind == "status":
                state |= path.row
            elif path.raw:
                state[path.kind].append(Fragment(path.raw))
        return state
