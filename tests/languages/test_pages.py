"""Made-up pages in a further language, scored against their labels.

The pages whose names begin with `reserva` were written before the pack and never looked into while it was made: their
figures tell what the pack does on pages that nobody has seen.
"""

from pathlib import Path

import pytest

from tests.languages.scoring import AREAS, Score, score

PAGES = Path(__file__).parent / "es"
LEAST = {
    "posts": 1.0,
    "stamps": 1.0,
    "attribution": 0.85,
    "party": 0.85,
    "stance": 0.85,
    "status": 0.85,
    "figures": 0.85,
    "story": 0.9,
}
LEAST_UNSEEN = {
    "posts": 1.0,
    "stamps": 1.0,
    "attribution": 0.65,
    "party": 0.9,
    "stance": 0.7,
    "status": 0.35,
    "figures": 0.8,
    "story": 0.85,
}


def _together(unseen: bool) -> Score:
    total = Score()
    for labels in sorted(PAGES.glob("*.yaml")):
        if labels.stem.startswith("reserva") is unseen:
            (page,) = (p for p in PAGES.glob(f"{labels.stem}.*") if p != labels)
            total.add(score(page))
    return total


@pytest.mark.parametrize("unseen", [False, True], ids=["seen", "unseen"])
def test_pages_are_read_as_their_labels_say(unseen: bool) -> None:
    total = _together(unseen)
    least = LEAST_UNSEEN if unseen else LEAST
    found = {area: round(getattr(total, area).f1, 3) for area in AREAS}
    assert all(found[area] >= least[area] for area in AREAS), (found, total.misses)
