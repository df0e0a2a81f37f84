"""The contracts that are checked in are those of the code; STORYLOOM_APPROVE=1 writes them anew."""

import json
import os
from pathlib import Path

import pytest

from schemas.describe import MODELS, VERSION, asyncapi, json_schemas
from schemas.topics import TOPICS

ROOT = Path(__file__).resolve().parents[2]
RENDERED = {f"schemas/{VERSION}/{name}.json": schema for name, schema in json_schemas().items()}
RENDERED["docs/asyncapi.json"] = asyncapi()


@pytest.mark.parametrize("path", sorted(RENDERED))
def test_what_is_checked_in_is_what_the_code_says(path: str) -> None:
    text = json.dumps(RENDERED[path], indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    file = ROOT / path
    if os.environ.get("STORYLOOM_APPROVE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


def test_every_topic_has_a_model() -> None:
    assert {topic.model for topic in TOPICS} == set(MODELS)
