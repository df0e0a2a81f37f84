"""The contracts for people who write in other languages: a JSON Schema of every record, and an AsyncAPI document.

Rendered into `schemas/v1/` and `docs/asyncapi.json`; a test renders them again. A released version never changes: new
fields are optional, anything else is a new version beside it.
"""

from typing import Any, Final

from pydantic import TypeAdapter

from schemas.changes import CHANGE
from schemas.claims import CLAIM
from schemas.dead_letters import DEAD_LETTER
from schemas.observations import OBSERVATION
from schemas.posts import POST_EVENT
from schemas.routings import ROUTING
from schemas.threads import THREAD_HEAD
from schemas.topics import TOPICS

VERSION: Final = "v1"

MODELS: Final[dict[str, TypeAdapter[Any]]] = {
    "Observation": OBSERVATION,
    "PostEvent": POST_EVENT,
    "Routing": ROUTING,
    "Claim": CLAIM,
    "ThreadHead": THREAD_HEAD,
    "Change": CHANGE,
    "DeadLetter": DEAD_LETTER,
}
"""By the name under which the list of topics has them."""


def json_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema 2020-12 of each topic's records, by topic."""
    return {
        topic.name: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{VERSION}/{topic.name}.json",
            **_undescribed(MODELS[topic.model].json_schema(mode="serialization")),
        }
        for topic in TOPICS
    }


def _undescribed(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the prose of the code: a better sentence is no change of the contract."""

    def bare(node: Any) -> Any:
        match node:
            case dict():
                return {k: bare(v) for k, v in node.items() if not (k == "description" and isinstance(v, str))}
            case list():
                return [bare(v) for v in node]
            case _:
                return node

    return {k: bare(v) for k, v in schema.items() if k != "description"}


def asyncapi() -> dict[str, Any]:
    """An AsyncAPI 3.0 document of the topics: https://www.asyncapi.com/docs/reference/specification/v3.0.0"""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Storyloom",
            "version": VERSION,
            "description": "The state of a story, and the words it rests on. Read committed.",
        },
        "defaultContentType": "application/json",
        "channels": {
            topic.name: {
                "address": topic.name,
                "description": f"Keyed by {topic.key}; kept: {topic.kept}; at most {topic.limit} bytes a record.",
                "messages": {
                    topic.model: {
                        "payload": {
                            "schemaFormat": "application/schema+json;version=draft-2020-12",
                            "schema": {"$ref": f"../schemas/{VERSION}/{topic.name}.json"},
                        }
                    }
                },
                "bindings": {"kafka": {"topicConfiguration": {"cleanup.policy": [_policy(topic.kept)]}}},
            }
            for topic in TOPICS
        },
        "operations": {
            ("send" if topic.name == "observations" else "receive") + topic.name.title().replace("-", ""): {
                "action": "send" if topic.name == "observations" else "receive",
                "channel": {"$ref": f"#/channels/{topic.name}"},
            }
            for topic in TOPICS
        },
    }


def _policy(kept: str) -> str:
    return "compact" if kept == "compact" else "delete"
