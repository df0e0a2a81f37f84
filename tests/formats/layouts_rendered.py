"""The HTML layouts as their readers see them: rendered text, with the menus, other stories and comments of the page."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

from tests.formats import layouts_desks, layouts_html, layouts_odd, layouts_platforms
from tests.formats.layout import LAYOUTS, Layout

_LINES = frozenset(
    re.findall(
        r"\w+",
        "p div section article li ul ol h1 h2 h3 h4 header footer aside nav main blockquote figure figcaption "
        "table tr td br dl dt dd time button",
    )
)
_UNSEEN = frozenset(["script", "style", "head", "title"])
_LOST = frozenset(
    [
        "relative_with_datetime",
        "seconds_in_attribute",
        "titles_without_times",
        "json_ld",
        "json_ld_markup",
        "microdata",
        "custom_elements",
        "headlines_for_machines",
        "clock_on_a_button",
        "tabs",
        "two_pages_of_days",
        "few_posts_for_machines",
        "river_of_teasers",
        "readers_below",
    ]
)
"""Layouts whose times or titles only their markup has."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        self.out += ["\n"] if tag in _LINES else []

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN
        self.out += ["\n"] if tag in _LINES else []

    def handle_data(self, data: str) -> None:
        self.out += [] if self.unseen else [data]


def rendered(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    lines = (line.strip() for line in "".join(reader.out).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _of(make: Callable[[], Layout]) -> Callable[[], Layout]:
    def text() -> Layout:
        made = make()
        return replace(made, page=rendered(made.page), file="page.txt")

    return text


_MODULES = [m.__name__ for m in (layouts_desks, layouts_html, layouts_odd, layouts_platforms)]
_HTML = [n for n, make in LAYOUTS.items() if make.__module__ in _MODULES]
for _name in _HTML:
    if _name not in _LOST and LAYOUTS[_name]().file.endswith(".html"):
        LAYOUTS[f"{_name}_rendered"] = _of(LAYOUTS[_name])
