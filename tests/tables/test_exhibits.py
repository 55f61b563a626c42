"""What tables state must not depend on the program that wrote them: each exhibit in each style, cell by cell."""

import re
from difflib import SequenceMatcher

import pytest

from extractor.cells import CellFact
from tests.tables.exhibits import EXHIBITS, STYLES, Exhibit, Expected, render
from tests.tables.reading import Read, read_page, read_text

TEXTS = {"flat", "aligned", "stacked"}
GAPS = {
    "uk half year with notes": "the numbers of notes between labels and figures stay in the labels",
    "one column of a maturity list": "years that are labels, under heads of words, look like heads in plain text",
    "serial numbers": "heads over three lines of words, the rows' own numbers before the labels",
    "nordic": "blanks that group digits cannot be told from those between cells",
    "blocks by period over segments": "a period among words at the start of a head line",
    "unit column": "a percent sign in a cell of its own before the figures",
    "measures side by side and changes in constant currency": "a change over words that also head columns of a time",
}
"""What is known not to be read from plain text, and why."""
STACKED = {
    "india crore": "a code in brackets behind a label looks like a head of units",
    "japan amounts with percent beside them": "one row alone, its label a time",
    "china": "currencies on lines of their own",
    "cents per share": "three days over one word each",
    "rows are quarters": "labels that are times, under heads of words",
    "changes called favourable": "a head of two words with their signs below years",
    "store counts that roll forward": "the day of a head among words on lines of their own",
    "debt with maturities and rates": "a year alone on its line begins no row",
    "hong kong": "the numbers of notes stand on lines of their own",
}
"""What is known not to be read where each cell stands on a line of its own, and why."""

READ = {
    ("stacked", "blocks by period over segments"),
    ("stacked", "measures side by side and changes in constant currency"),
}
"""What is read in this style all the same."""


def digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", text).strip(".")


def words(*texts: str | None) -> set[str]:
    found = {w.removesuffix("s") for text in texts if text for w in re.findall(r"[a-z0-9&]+", text.lower())}
    return found - {"of", "the", "and", "in", "for", "to", "per"}


def faults(read: Read, want: Expected, fact: CellFact) -> list[str]:
    """What is wrong with a fact."""
    out = []
    value = fact.value.amount.value if fact.value.amount else None
    if want.valued and value != want.value and not (fact.value.amount and value is None and want.value is None):
        out.append(f"value {value}, not {want.value}")
    if want.valued and want.unit and fact.value.unit != want.unit:
        out.append(f"unit {fact.value.unit}, not {want.unit}")
    if want.valued and (fact.value.per == "share") != (want.per == "share"):
        out.append(f"per {fact.value.per}")
    if want.period:
        days = (fact.period.first, fact.period.last) if fact.period else None
        if days != want.period:
            out.append(f"period {days}, not {want.period}")
    name = fact.name or (fact.metric.of(read.text) if fact.metric else None)
    if not words(want.metric) <= words(name, fact.segment.of(read.text) if fact.segment else None):
        out.append(f"metric {name!r}, not {want.metric!r}")
    return out


def check(exhibit: Exhibit, style: str) -> list[str]:
    """All that is wrong with what is read of an exhibit."""
    source = render(exhibit, style)
    read = read_text(source) if style in TEXTS else read_page(source)
    wanted, found = [digits(want.text) for want in exhibit.facts], [digits(read.words(fact)) for fact in read.facts]
    out = []
    for what, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if what != "equal":
            missed, extra = [exhibit.facts[i].text for i in range(a, b)], found[c:d]
            out.append(f"missed {missed}, extra {extra}")
            continue
        for want, fact in zip(exhibit.facts[a:b], read.facts[c:d], strict=True):
            out.extend(f"{want.row} | {want.text}: {fault}" for fault in faults(read, want, fact))
    return out


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.name)
def test_exhibits(exhibit: Exhibit, style: str, request: pytest.FixtureRequest) -> None:
    gap = {**GAPS, **STACKED} if style == "stacked" else GAPS if style in TEXTS else {}
    if exhibit.name in gap and (style, exhibit.name) not in READ:
        request.applymarker(pytest.mark.xfail(strict=True, reason=gap[exhibit.name]))
    assert check(exhibit, style) == []
