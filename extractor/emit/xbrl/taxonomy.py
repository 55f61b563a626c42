"""The taxonomy: one concept a measure, and the dimensions for segments, expectations and ends of ranges.

It is generated from the table of measures, so that a key is a concept. Two files, read without a network but for the
schemas of XBRL itself: the schema and its labels.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from extractor.emit.xbrl.facts import ADJUSTED
from extractor.words.measure_keys import MeasureKey, measure_keys

__all__ = ["ENTITIES", "LABELS_FILE", "NAMESPACE", "SCHEMA_FILE", "labels", "schema"]

NAMESPACE = "urn:factwire:measures:1"
ENTITIES = "urn:factwire:entities:1"
"""The scheme of entities that are known by the key of their name."""
SCHEMA_FILE = "factwire-measures.xsd"
LABELS_FILE = "factwire-measures-labels.xml"

_TYPES = {"money": "xbrli:monetaryItemType", "percent": "xbrli:pureItemType"}
_DIMENSIONS = (
    ("status", "Actual or expected", False),
    ("bound", "End of a range", False),
    ("segment", "Business segment, product or place", True),
)
_MEMBERS = (("expected", "Expected"), ("low", "Lower end"), ("high", "Upper end"))


def _concepts() -> Iterator[tuple[str, str, MeasureKey]]:
    """Name and label of each concept, with its measure: every measure as the standards reckon it, and adjusted."""
    known: dict[str, MeasureKey] = {}
    for measure in measure_keys().measures:
        known.setdefault(measure.key, measure)
    for key, measure in sorted(known.items()):
        yield key, measure.label, measure
        yield f"{ADJUSTED}{key}", f"{measure.label}, adjusted", measure


def schema() -> str:
    """The schema, XML."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xsd:schema targetNamespace="{NAMESPACE}" xmlns:fw="{NAMESPACE}"',
        '  xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"',
        '  xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"',
        '  xmlns:xbrldt="http://xbrl.org/2005/xbrldt" elementFormDefault="qualified">',
        "  <xsd:annotation><xsd:appinfo>",
        f'    <link:linkbaseRef xlink:type="simple" xlink:href="{LABELS_FILE}"',
        '      xlink:role="http://www.xbrl.org/2003/role/labelLinkbaseRef"',
        '      xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>',
        "  </xsd:appinfo></xsd:annotation>",
        *(_import(namespace, place) for namespace, place in _IMPORTS),
    ]
    for name, _, measure in _concepts():
        kind = _TYPES.get(measure.kind, "xbrli:decimalItemType")
        lines.append(_element(name, kind, "xbrli:item", measure.time))
    for name, _, typed in _DIMENSIONS:
        domain = ' xbrldt:typedDomainRef="#fw_segment_name"' if typed else ""
        lines.append(
            _element(name, "xbrli:stringItemType", "xbrldt:dimensionItem", "duration", f' abstract="true"{domain}')
        )
    lines += [
        _element(name, "xbrli:stringItemType", "xbrli:item", "duration", ' abstract="true"') for name, _ in _MEMBERS
    ]
    lines += ['  <xsd:element name="segment_name" id="fw_segment_name" type="xsd:string"/>', "</xsd:schema>", ""]
    return "\n".join(lines)


_IMPORTS = (
    ("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"),
    ("http://xbrl.org/2005/xbrldt", "http://www.xbrl.org/2005/xbrldt-2005.xsd"),
)


def _import(namespace: str, place: str) -> str:
    return f'  <xsd:import namespace="{namespace}" schemaLocation="{place}"/>'


def _element(name: str, kind: str, group: str, time: str, more: str = "") -> str:
    return (
        f'  <xsd:element name="{name}" id="fw_{name}" type="{kind}" substitutionGroup="{group}" nillable="true" '
        f'xbrli:periodType="{time}"{more}/>'
    )


def _abstract(name: str, group: str, more: str = "") -> str:
    return _element(name, "xbrli:stringItemType", group, "duration", f' abstract="true"{more}')


def labels() -> str:
    """The labels, an XBRL linkbase."""
    named = [*((name, label) for name, label, _ in _concepts()), *((n, says) for n, says, _ in _DIMENSIONS), *_MEMBERS]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">',
        '  <link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">',
    ]
    for name, label in named:
        lines += [
            f'    <link:loc xlink:type="locator" xlink:href="{SCHEMA_FILE}#fw_{name}" xlink:label="{name}"/>',
            f'    <link:label xlink:type="resource" xlink:label={quoteattr(f"{name}_label")} xml:lang="en"',
            f'      xlink:role="http://www.xbrl.org/2003/role/label">{escape(label)}</link:label>',
            '    <link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label"',
            f'      xlink:from="{name}" xlink:to="{name}_label"/>',
        ]
    return "\n".join([*lines, "  </link:labelLink>", "</link:linkbase>", ""])
