"""Trying declared stories on posts: which of them a story takes, on which words, and what the others lack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from connectors import manifest as manifests
from connectors.formats import parse
from connectors.page import Document, Manifest
from connectors.stories import LADDERS, load_ladder, load_stories, load_story
from schemas.errors import BadInput, BadStory
from schemas.story import Story
from storyloom.ledger import Readable, read
from storyloom.wording import listed
from streams.core.interpret import Explanation, explain
from streams.core.read.languages import language_of
from streams.core.read.pack import LANGUAGES

UNDATED = "2100-01-01T00:00:00Z"
"""Stands for the time of a capture that nobody knows: after whatever the page says of itself."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A post that a story is tried on: its page, its place on it from the top (or its id), and its words."""

    page: str
    post: str
    title: str | None
    text: str
    page_title: str | None
    language: str | None
    """None for English, as a reading has it."""

    def on(self, story: Story) -> Explanation:
        return explain(self.title, self.text, story, page_title=self.page_title, language=self.language)


def sound(path: Path) -> tuple[Story, ...]:
    """The story of a file, or those of a folder. Raises BadStory with a line for every file that is wrong."""
    if not path.is_dir():
        return (load_story(path),)
    wrong: dict[str, None] = {}
    for file in sorted((path / LADDERS).glob("*.yaml")):
        try:
            load_ladder(file)
        except BadStory as error:
            wrong[str(error)] = None
    for file in sorted(path.glob("*.yaml")):
        try:
            load_story(file)
        except BadStory as error:
            wrong[str(error)] = None
    if wrong:
        raise BadStory("\n".join(wrong))
    stories = load_stories(path)
    if not stories:
        raise BadStory(f"{path}: holds no story")
    return stories


def posts_of_page(path: Path) -> Iterator[Tried]:
    """The posts of a page file, or of the pages of a folder with a manifest. Raises BadInput."""
    if path.is_dir():
        documents, _ = manifests.load(path)
    else:
        documents = (document(path, captured_at=UNDATED),)
    for d in documents:
        page = parse(d)
        for post in page.posts:
            tag = language_of(page.language, post.text)
            language = tag if tag != LANGUAGES[0] else None
            yield Tried(d.manifest.file, str(post.order + 1), post.title, post.text, page.title, language)


def document(path: Path, **known: str | None) -> Document:
    """A page file as a document of which this is known. Raises BadInput where it cannot be read or is known wrongly."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    try:
        return Document(
            content=content, manifest=Manifest.model_validate({"file": path.name, "source": path.stem, **known})
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        option = "--" + "-".join(str(part) for part in first["loc"]).replace("_", "-")
        raise BadInput(f"{option}: {first['msg']}") from None


def posts_of_log(log: Readable) -> Iterator[Tried]:
    """The posts that a log has, each in its newest revision, in order of time."""
    ledger = read(log)
    newest = [ledger.newest(post) for post in ledger.revisions if post not in ledger.removed]
    for post in sorted(newest, key=lambda p: (p.source, -p.distance, p.id)):
        yield Tried(post.source, post.id, post.title, post.text, post.page_title, post.reading.language)


def reason(why: Explanation) -> str:
    """Why a post is taken or not, in one line."""
    named = listed([f"{part} “{' '.join(words.split())}”" for part, words in why.words])
    if why.match is not None:
        return named + (", on a page whose title tells all" if why.missing else "")
    if why.excluded is not None:
        return f"excluded by “{why.excluded}”"
    if why.aside is not None:
        return f"an aside: only paragraph {why.aside} names {named}"
    lacks = listed(why.missing) or "its action in one paragraph with the rest"
    return f"lacks {lacks}" + (f"; names {named}" if named else "")


def lines(stories: Sequence[Story], posts: Sequence[Tried]) -> Iterator[dict[str, object]]:
    """A row for each story and post."""
    for story in stories:
        for post in posts:
            why = post.on(story)
            yield {
                "story": story.id,
                "page": post.page,
                "post": post.post,
                "taken": why.match is not None,
                "words": dict(why.words),
                "missing": list(why.missing),
                "why": reason(why),
            }
