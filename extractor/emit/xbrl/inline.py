"""Inline XBRL: the release as a page on which each fact is tagged where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import regex

from extractor.emit.xbrl.facts import Unit, XbrlFact, xbrl_facts
from extractor.emit.xbrl.taxonomy import ENTITIES, NAMESPACE, SCHEMA_FILE

__all__ = ["inline_xbrl"]

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:fw="{NAMESPACE}"
 xml:lang="en">
"""
_META = '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>'
_NUMERAL = regex.compile(r"\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?")
_UNWRITABLE = regex.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


def inline_xbrl(document: Mapping[str, Any]) -> str:
    """The page of a release's JSON that carries its text. A fact in words stands in the page's hidden part."""
    release, facts = document["release"], list(xbrl_facts(document))
    text, resources = release["text"], _Resources()
    tagged, hidden = _placed(text, facts)
    body = "".join(_body(text, tagged, resources))
    unseen = "".join(_tag(fact, format(abs(fact.value), "f"), 0, resources, plain=True) for fact in hidden)
    title = release.get("headline") or release.get("source") or release["id"]
    return (
        f"{_HEAD}<head>{_META}<title>{_written(title)}</title></head>\n<body>\n"
        f'<div style="display: none"><ix:header>{f"<ix:hidden>{unseen}</ix:hidden>" if unseen else ""}<ix:references>'
        f'<link:schemaRef xlink:type="simple" xlink:href="{SCHEMA_FILE}"/></ix:references>'
        f"<ix:resources>{resources.written()}</ix:resources></ix:header></div>\n"
        f'<div style="white-space: pre-wrap">{body}</div>\n</body>\n</html>\n'
    )


def _written(words: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", words))


_Placed = tuple[int, int, int, XbrlFact]
"""Where a fact's numeral stands, the power of ten that its words add, and the fact."""


def _placed(text: str, facts: Sequence[XbrlFact]) -> tuple[list[_Placed], list[XbrlFact]]:
    """Facts whose number is printed in digits, with the place of the digits, and the others."""
    tagged: list[_Placed] = []
    hidden: list[XbrlFact] = []
    for fact in facts:
        found = _numeral(text, fact, tagged[-1][1] if tagged else 0)
        if found is None:
            hidden.append(fact)
        else:
            tagged.append((*found, fact))
    return tagged, hidden


def _numeral(text: str, fact: XbrlFact, after: int) -> tuple[int, int, int] | None:
    """Where the digits of a fact stand, and by which power of ten its number is larger than they say."""
    for match in _NUMERAL.finditer(text, max(fact.start, after), fact.end):
        printed = Decimal(match[0].replace(",", ""))
        if not printed or not fact.number:
            if printed == fact.number:
                return match.start(), match.end(), 0
            continue
        power = abs(fact.number).adjusted() - printed.adjusted()
        if printed.scaleb(power) == abs(fact.number):
            return match.start(), match.end(), power
    return None


def _body(text: str, tagged: Sequence[_Placed], resources: "_Resources") -> Iterator[str]:
    at = 0
    for start, end, power, fact in tagged:
        yield _written(text[at:start])
        yield _tag(fact, text[start:end], power + fact.power, resources)
        at = end
    yield _written(text[at:])


def _tag(fact: XbrlFact, words: str, scale: int, resources: "_Resources", *, plain: bool = False) -> str:
    decimals = "INF" if fact.decimals is None else str(fact.decimals)
    attributes = {
        "id": fact.id, "name": f"fw:{fact.concept}", "contextRef": resources.context(fact),
        "unitRef": resources.unit(fact.unit), "decimals": decimals, "scale": str(scale),
    }  # fmt: skip
    if not plain:
        attributes["format"] = "ixt:num-dot-decimal"
    if fact.value < 0:
        attributes["sign"] = "-"
    said = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<ix:nonFraction{said}>{words}</ix:nonFraction>"


class _Resources:
    """Contexts and units of a page, each once."""

    def __init__(self) -> None:
        self._contexts: dict[str, str] = {}
        self._units: dict[Unit, str] = {}

    def context(self, fact: XbrlFact) -> str:
        """The id of the context of a fact."""
        scheme, name = ("http://www.sec.gov/CIK", f"{fact.cik:0>10}") if fact.cik else (ENTITIES, fact.entity)
        segment = "".join(_dimensions(fact))
        segment = f"<xbrli:segment>{segment}</xbrli:segment>" if segment else ""
        period = (
            f"<xbrli:instant>{fact.last}</xbrli:instant>"
            if fact.first is None
            else f"<xbrli:startDate>{fact.first}</xbrli:startDate><xbrli:endDate>{fact.last}</xbrli:endDate>"
        )
        said = (
            f'<xbrli:entity><xbrli:identifier scheme="{scheme}">{_written(name)}</xbrli:identifier>{segment}'
            f"</xbrli:entity><xbrli:period>{period}</xbrli:period>"
        )
        return self._contexts.setdefault(said, f"c{len(self._contexts) + 1}")

    def unit(self, unit: Unit) -> str:
        """The id of a unit."""
        return self._units.setdefault(unit, f"u{len(self._units) + 1}")

    def written(self) -> str:
        """All of them as XML."""
        contexts = (f'<xbrli:context id="{name}">{said}</xbrli:context>' for said, name in self._contexts.items())
        units = (f'<xbrli:unit id="{name}">{_measures(unit)}</xbrli:unit>' for unit, name in self._units.items())
        return "".join((*contexts, *units))


def _measures(unit: Unit) -> str:
    above = f"<xbrli:measure>{unit.above}</xbrli:measure>"
    if unit.below is None:
        return above
    below = f"<xbrli:measure>{unit.below}</xbrli:measure>"
    return (
        f"<xbrli:divide><xbrli:unitNumerator>{above}</xbrli:unitNumerator>"
        f"<xbrli:unitDenominator>{below}</xbrli:unitDenominator></xbrli:divide>"
    )


def _dimensions(fact: XbrlFact) -> Iterator[str]:
    if fact.segment:
        name = f"<fw:segment_name>{_written(fact.segment)}</fw:segment_name>"
        yield f'<xbrldi:typedMember dimension="fw:segment">{name}</xbrldi:typedMember>'
    if fact.expected:
        yield '<xbrldi:explicitMember dimension="fw:status">fw:expected</xbrldi:explicitMember>'
    if fact.bound:
        yield f'<xbrldi:explicitMember dimension="fw:bound">fw:{fact.bound}</xbrldi:explicitMember>'
