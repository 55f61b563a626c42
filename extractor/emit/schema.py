"""The JSON Schema of the output, generated from the models of `extractor.facts`."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from extractor.facts import SCHEMA_VERSION, ReleaseFacts

__all__ = ["schema", "schema_text"]


class _Exact(GenerateJsonSchema):
    """Decimals are plain JSON numbers in our output, not strings."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "number"}


def schema() -> dict[str, Any]:
    """The schema as a dictionary, JSON Schema draft 2020-12."""
    mode: JsonSchemaMode = "serialization"
    made = ReleaseFacts.model_json_schema(schema_generator=_Exact, mode=mode)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:factwire:release-facts:{SCHEMA_VERSION}",
    }
    return {**head, **_stated(made)}


def _stated(node: Any) -> Any:
    """Without `required` for what the output leaves out where it is unknown."""
    if isinstance(node, dict):
        out = {key: _stated(value) for key, value in node.items()}
        if "required" in out and "properties" in out:
            optional = {
                k
                for k, v in out["properties"].items()
                if isinstance(v, dict) and "default" in v and v["default"] is None
            }
            out["required"] = [name for name in out["required"] if name not in optional]
        return out
    return [_stated(value) for value in node] if isinstance(node, list) else node


def schema_text() -> str:
    """The schema as it stands in `schemas/`: two blanks of indent, a line feed at the end."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
