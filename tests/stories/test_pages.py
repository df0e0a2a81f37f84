"""Made-up pages of stories unlike each other, in the prose of many outlets, scored against their marks.

The pages in `tuned` were looked into while rules were made general; of those in `sealed`, written on the same day, only
the totals were ever read: they tell what is worth on pages that nobody has seen. So with `views` and `views_sealed`:
posts in which a party takes a view, each in other words; only that is marked. `voices` and `voices_sealed`: live pages
on which many speak, each called in another way; only who says what is marked. `states` and `states_sealed`: pages that
say in many words how a story stands; only that is marked.
"""

from pathlib import Path

import pytest

from tests.stories.scoring import score

PAGES = Path(__file__).parent
LEAST = {
    "tuned": {
        "statements found": 0.95,
        "statements right": 0.92,
        "speaker": 0.9,
        "party": 0.93,
        "stance": 0.87,
        "stance told": 0.77,
        "states found": 0.78,
        "states right": 0.9,
        "factuality": 0.92,
        "final": 0.9,
    },
    "sealed": {
        "statements found": 0.88,
        "statements right": 0.86,
        "party": 0.75,
        "stance": 0.75,
        "stance told": 0.5,
        "states found": 0.55,
        "states right": 0.8,
        "factuality": 0.9,
        "final": 0.9,
    },
    "states": {"states found": 0.61, "states right": 0.94, "factuality": 0.97, "final": 0.99},
    "states_sealed": {"states found": 0.3, "states right": 0.9, "factuality": 0.86, "final": 0.99},
    "views": {
        "statements found": 0.95,
        "statements right": 0.97,
        "party": 0.95,
        "stance": 0.87,
        "stance told": 0.88,
    },
    "views_sealed": {
        "statements found": 0.85,
        "statements right": 0.95,
        "party": 0.9,
        "stance": 0.78,
        "stance told": 0.77,
    },
    "voices": {
        "statements found": 0.93,
        "statements right": 0.97,
        "party": 0.93,
        "speaker": 0.9,
        "stance": 0.88,
        "stance told": 0.72,
    },
    "voices_sealed": {
        "statements found": 0.89,
        "statements right": 0.97,
        "party": 0.8,
        "speaker": 0.83,
        "stance": 0.82,
        "stance told": 0.65,
    },
}
MOST_PLANS_AS_FACT = {"tuned": 0.1, "sealed": 0.2, "states": 0.0}


@pytest.mark.parametrize("pages", LEAST)
def test_pages_are_read_as_their_marks_say(pages: str, tmp_path: Path) -> None:
    total = score(PAGES / pages, tmp_path)
    found = {name: total.share(name) for name in total.of if total.of[name]}
    assert all(found[name] >= least for name, least in LEAST[pages].items()), found
    assert pages not in MOST_PLANS_AS_FACT or found["plan as fact"] <= MOST_PLANS_AS_FACT[pages]
