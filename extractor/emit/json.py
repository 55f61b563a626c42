"""JSON out and in: exact numbers, the same bytes for the same facts."""

import json
from decimal import Decimal
from functools import cache
from typing import Any

from extractor.columns import decoded
from extractor.facts import Fact, ReleaseFacts

__all__ = ["encoded", "from_json", "to_json", "to_mapping", "without_text"]


def to_mapping(facts: ReleaseFacts) -> dict[str, Any]:
    """Plain dictionaries with `Decimal`s: of a fact only what is known, of the release and producer every field.

    The release's text is there only where the facts carry it (the setting `with_text`).
    """
    out = facts.model_copy(update={"facts": ()}).model_dump(mode="python", exclude_none=True)
    out["release"] = facts.release.model_dump(mode="python", exclude={"text"} if facts.release.text is None else None)
    out["facts"] = [_of_fact(fact) for fact in facts.facts]
    return out


def _of_fact(fact: Fact) -> dict[str, Any]:
    known = fact.model_dump(mode="python", exclude_none=True)
    return {"id": known["id"], "kind": known["kind"], **known}


def to_json(facts: ReleaseFacts, *, indent: int | None = None) -> bytes:
    """UTF-8 JSON with keys in the models' order; numbers keep their exact digits.

    >>> to_json(from_json(b'{"producer": {"version": "1"}, "release": {"id": "x", "characters": 0}}'))[:27]
    b'{"schema_version":"1.1","pr'
    """
    import msgspec

    # One fact after the other, for all of them as dictionaries take many times the room of their JSON.
    each = (_encoder().encode(_of_fact(fact)) for fact in facts.facts)
    out = to_mapping(facts.model_copy(update={"facts": ()})) | {"facts": msgspec.Raw(b"[%b]" % b",".join(each))}
    data: bytes = _encoder().encode(out)
    return msgspec.json.format(data, indent=indent) if indent else data


def encoded(value: Any) -> bytes:
    """Plain values as UTF-8 JSON; `Decimal`s are numbers with their exact digits."""
    data: bytes = _encoder().encode(value)
    return data


def from_json(data: bytes | str) -> ReleaseFacts:
    """Read one `ReleaseFacts`; numbers become exact `Decimal`s.

    Raises pydantic's ValidationError, or ValueError where `data` is not JSON.
    """
    return ReleaseFacts.model_validate(json.loads(data, parse_float=Decimal, parse_int=_integer))


def without_text(document: bytes) -> bytes:
    """The JSON of a `ReleaseFacts` without the release's text and the facts' sentences, every other byte as it was."""
    facts = decoded(document)
    facts["release"].pop("text", None)
    for fact in facts["facts"]:
        fact.pop("sentence_text", None)
    data: bytes = _encoder().encode(facts)
    return data


def _integer(digits: str) -> int | Decimal:
    # Python refuses to turn very long strings of digits into an int.
    return int(digits) if len(digits) < 400 else Decimal(digits)


@cache
def _encoder() -> Any:
    import msgspec

    return msgspec.json.Encoder(decimal_format="number")
