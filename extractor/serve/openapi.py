"""What the service offers, as OpenAPI 3.1: generated from the models of the output, served and tested."""

from collections.abc import Mapping
from typing import Any

from extractor.emit.schema import schema
from extractor.version import __version__

__all__ = ["openapi"]

Spec = dict[str, Any]

FILTERS = {
    "metric": "words of what is measured, anywhere in it",
    "subject": "words of whose figure it is, anywhere in it",
    "period": "the time it is about, as 2025-Q3",
    "kind": "money, percent, date, count or measure",
    "unit": "its unit, as USD",
    "status": "actual or expected",
    "direction": "up, down or flat",
    "basis": "what a change is measured against",
    "section": "part of the release",
    "release": "id of the release",
}


def openapi() -> Spec:
    """The description of every path."""
    facts = schema()
    models = facts.pop("$defs", {})
    for name in ("$schema", "$id"):
        facts.pop(name, None)
    models["ReleaseFacts"] = facts
    return {
        "openapi": "3.1.0",
        "info": {"title": "factwire", "version": __version__, "summary": "Releases in, facts out."},
        "paths": _paths(),
        "components": {
            "schemas": {**_moved(models), **_OWN},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _moved(node: Any) -> Any:
    """The models with references to where they stand here."""
    if isinstance(node, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/") if _is_reference(key, value) else _moved(value)
            for key, value in node.items()
        }
    return [_moved(each) for each in node] if isinstance(node, list) else node


def _is_reference(key: str, value: object) -> bool:
    return isinstance(value, str) and value.startswith("#/$defs/")


def _paths() -> Spec:
    text = _query("with_text", "1: the answer carries the text that offsets point into")
    lines = "ReleaseFacts, one a line; a release that failed is a line with a diagnostic of severity error"
    extract = {
        "summary": "The facts of a release",
        "description": "A text, an HTML page, a PDF or any file that factwire reads (told by its content), or a JSON "
        "object; or many objects as JSON lines, answered line by line as they are done.",
        "parameters": [
            _query("published", "day of publication, which overrides the release's own"),
            _query("id", "id of the release"),
            text,
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _ref("Record")},
                "application/x-ndjson": {"schema": {"type": "string", "description": "Records, one a line"}},
                **{
                    media: {"schema": {"type": "string"}}
                    for media in ("text/plain", "text/html", "application/pdf", "application/octet-stream")
                },
            },
        },
        "responses": {
            "200": {
                "description": "Its facts",
                "content": {
                    "application/json": {"schema": _ref("ReleaseFacts")},
                    "application/x-ndjson": {"schema": {"type": "string", "description": lines}},
                },
            },
            **_errors("400", "403", "413", "422", "429", "503"),
        },
    }
    page = [_query("limit", "rows, 100 at most or 1,000 of facts"), _query("skip", "rows to pass over")]
    rows = {"type": "object", "properties": {"total": {"type": "integer"}, "releases": {"type": "array"}}}
    return {
        "/extract": {"post": extract},
        "/releases": {
            "get": {
                "summary": "Releases of the store, newest first",
                "parameters": [
                    _query("q", "words of headline, source, id or place"),
                    _query("failed", "1: what could not be worked off, with its reason"),
                    *page,
                ],
                "responses": _answers(rows, "401", "404", "422"),
            }
        },
        "/releases/{id}": {
            "get": {
                "summary": "One release of the store",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}, text],
                "responses": _answers(_ref("ReleaseFacts"), "401", "404"),
            }
        },
        "/facts": {
            "get": {
                "summary": "Facts of the store, one a row",
                "parameters": [*(_query(name, says) for name, says in FILTERS.items()), *page],
                "responses": _answers(
                    {"type": "object", "properties": {"facts": {"type": "array", "items": {"type": "object"}}}},
                    "401", "404", "422",
                ),
            }
        },
        "/health": {"get": {"summary": "Whether it serves", "responses": _answers(_ref("Health"))}},
        "/openapi.json": {"get": {"summary": "This", "responses": _answers({"type": "object"})}},
    }  # fmt: skip


def _query(name: str, says: str) -> Spec:
    return {"name": name, "in": "query", "required": False, "description": says, "schema": {"type": "string"}}


def _ref(name: str) -> Spec:
    return {"$ref": f"#/components/schemas/{name}"}


def _answers(what: Mapping[str, Any], *errors: str) -> Spec:
    good = {"description": "Done", "content": {"application/json": {"schema": dict(what)}}}
    return {"200": good, **_errors(*errors)}


_REASONS = {
    "400": "No JSON", "401": "The token is missing", "403": "A page of another place asks", "404": "There is none",
    "413": "Longer than may be", "422": "It cannot be used; the message says why", "429": "Too many wait: come again",
    "503": "No worker can be started",
}  # fmt: skip


def _errors(*statuses: str) -> Spec:
    content = {"application/json": {"schema": _ref("Error")}}
    return {status: {"description": _REASONS[status], "content": content} for status in statuses}


_OWN: Spec = {
    "Record": {
        "type": "object",
        "required": ["text"],
        "additionalProperties": False,
        "properties": {
            "text": {"type": "string"},
            "id": {"type": "string"},
            "source": {"type": "string"},
            "published": {"type": "string", "format": "date"},
        },
    },
    "Error": {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
            }
        },
    },
    "Health": {
        "type": "object",
        "required": ["status", "version", "workers", "unfinished"],
        "properties": {
            "status": {"const": "ok"},
            "version": {"type": "string"},
            "workers": {"type": "integer"},
            "unfinished": {"type": "integer"},
        },
    },
}
