"""All layouts: text, HTML, rendered HTML, feeds; importing this fills the list."""

from tests.formats import (
    layouts_copied,
    layouts_desks,
    layouts_feeds,
    layouts_html,
    layouts_kept,
    layouts_odd,
    layouts_platforms,
    layouts_rendered,
    layouts_text,
)
from tests.formats.layout import LAYOUTS, Layout

__all__ = [
    "LAYOUTS",
    "Layout",
    "layouts_copied",
    "layouts_desks",
    "layouts_feeds",
    "layouts_html",
    "layouts_kept",
    "layouts_odd",
    "layouts_platforms",
    "layouts_rendered",
    "layouts_text",
]
