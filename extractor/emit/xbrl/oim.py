"""xBRL-JSON: the facts of a release in the Open Information Model's JSON form (XBRL International, 2021)."""

from collections.abc import Mapping
from typing import Any

from extractor.emit.xbrl.facts import Unit, XbrlFact, xbrl_facts
from extractor.emit.xbrl.taxonomy import ENTITIES, NAMESPACE, SCHEMA_FILE

__all__ = ["xbrl_json"]

_NAMESPACES = {
    "fw": NAMESPACE,
    "entity": ENTITIES,
    "cik": "http://www.sec.gov/CIK",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "xbrli": "http://www.xbrl.org/2003/instance",
}


def xbrl_json(document: Mapping[str, Any]) -> bytes:
    """An xBRL-JSON report of a release's facts; the taxonomy is looked for in the same folder."""
    import msgspec

    facts = {fact.id: _fact(fact) for fact in xbrl_facts(document)}
    used = {name.partition(":")[0] for fact in facts.values() for name in _names(fact["dimensions"])}
    report = {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-json",
            "namespaces": {prefix: uri for prefix, uri in _NAMESPACES.items() if prefix in used | {"fw"}},
            "taxonomy": [SCHEMA_FILE],
        },
        "facts": facts,
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"


def _names(dimensions: Mapping[str, str]) -> list[str]:
    return [dimensions["entity"], *dimensions.get("unit", "").split("/")]


def _fact(fact: XbrlFact) -> dict[str, Any]:
    dimensions = {
        "concept": f"fw:{fact.concept}",
        "entity": f"cik:{fact.cik:0>10}" if fact.cik else f"entity:{fact.entity}",
        "period": f"{fact.after}T00:00:00" if fact.first is None else f"{fact.first}T00:00:00/{fact.after}T00:00:00",
    }
    if (unit := _unit(fact.unit)) is not None:
        dimensions["unit"] = unit
    if fact.segment:
        dimensions["fw:segment"] = fact.segment
    if fact.expected:
        dimensions["fw:status"] = "fw:expected"
    if fact.bound:
        dimensions["fw:bound"] = f"fw:{fact.bound}"
    said: dict[str, Any] = {"value": format(fact.value, "f"), "dimensions": dimensions}
    return said | ({} if fact.decimals is None else {"decimals": fact.decimals})


def _unit(unit: Unit) -> str | None:
    """The unit in OIM's form; pure numbers have none."""
    if unit.above == "xbrli:pure":
        return None
    return f"{unit.above}/{unit.below}" if unit.below else unit.above
