"""A validation as JUnit XML: every expected fact a test case, so that a build server shows what fails."""

import re
from functools import cache
from xml.etree import ElementTree as ET

from extractor.gold.report.tables import context, detail, what
from extractor.gold.scoring import Outcome
from extractor.gold.validation import Validation

__all__ = ["as_junit"]


@cache
def unprintable() -> re.Pattern[str]:
    """What XML 1.0 cannot hold, not even as a reference."""
    return re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def as_junit(validation: Validation, shortfalls: list[str]) -> str:
    """A test suite a release, a case a fact (spurious ones too), and one suite for the gates that fell short."""
    root = ET.Element("testsuites", name="factwire validate")
    for release in validation.releases:
        outcomes = [outcome for outcome in release.outcomes if outcome.verdict != "optional"]
        failures = sum(outcome.verdict != "right" for outcome in outcomes)
        suite = ET.SubElement(
            root, "testsuite", name=clean(release.id), tests=str(len(outcomes)), failures=str(failures)
        )
        for outcome in outcomes:
            add_case(suite, release.id, outcome, release.text)
    if shortfalls:
        suite = ET.SubElement(
            root, "testsuite", name="gates", tests=str(len(shortfalls)), failures=str(len(shortfalls))
        )
        for shortfall in shortfalls:
            case = ET.SubElement(suite, "testcase", classname="gates", name=clean(shortfall))
            ET.SubElement(case, "failure", message=clean(shortfall), type="gate")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def add_case(suite: ET.Element, release: str, outcome: Outcome, text: str) -> None:
    """A fact as a test case."""
    fact = outcome.shown
    name = f"{fact.start}-{fact.end} {fact.kind} {fact.text}"
    case = ET.SubElement(suite, "testcase", classname=clean(release), name=clean(name))
    if outcome.verdict != "right":
        failure = ET.SubElement(case, "failure", message=clean(what(outcome)), type=outcome.verdict)
        failure.text = clean(detail(outcome, context(text, fact.start, fact.end)))


def clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return unprintable().sub("\ufffd", text)
