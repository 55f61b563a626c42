"""Cells: how likely what a table says is right, learned from exhibits whose tables are labelled by hand.

An exhibit is NAME.tables.json beside NAME.htm or NAME.txt (with NAME.meta.json for its day): tables with their figures
in the order of reading; in a text each has its place (`start`). A page is read four times: as it is, and as text with
a row a line, a cell a line, and all of a table in one line, as archives have them. All that is one exhibit is left out
together.
"""

import difflib
import html
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import regex

from extractor.cells import CELL_RULE
from extractor.documents import Release
from extractor.facts import DateFact, Quantity
from extractor.gold.periods import days
from extractor.link.confidence import percent_of
from extractor.link.ranking import Weights
from extractor.pipeline import Extractor
from extractor.read.given import one_release
from extractor.tables.trust import CELL_LINKS
from extractor.words.nouns import singular
from tests.learn.believing import Judged
from tests.learn.fitting import Choice, fit

__all__ = ["Cell", "believed_cells", "cells_of", "exhibits", "learn_cells"]

Pair = tuple[Mapping[str, Any], Quantity]

_SMALL = frozenset(("of", "the", "and", "in", "for", "to", "per"))
_WEEK = timedelta(days=7)
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A release with labelled tables: `name` is the exhibit's, whatever form it is read in."""

    name: str
    release: Release
    tables: Sequence[Sequence[Mapping[str, Any]]]
    forms: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that stands for a labelled figure: its evidence, and whether its links and the whole are right.

    The forms of a page count as one exhibit: `weight` is the part that one of them has.
    """

    exhibit: str
    evidence: Sequence[str]
    right: Mapping[str, bool]
    weight: float = 1.0

    def of(self, link: str) -> list[str]:
        """The evidence for a link."""
        return [f"{link}.{each}" for each in self.evidence]


# ------------------------------------------------------------------------------------------- reading exhibits


def exhibits(sources: Iterable[Path]) -> Iterator[Exhibit]:
    """The exhibits of folders, pages in each of their forms."""
    for path in (path for source in sources for path in sorted(source.glob("*.tables.json"))):
        name = path.name.removesuffix(".tables.json")
        tables = [table["facts"] for table in json.loads(path.read_text(encoding="utf-8"))["tables"]]
        page, text = path.with_name(f"{name}.htm"), path.with_name(f"{name}.txt")
        if text.exists():
            meta = json.loads(path.with_name(f"{name}.meta.json").read_text(encoding="utf-8"))
            day = date.fromisoformat(meta["published"]) if meta.get("published") else None
            yield Exhibit(name, Release(text.read_bytes().decode(), name, None, day), tables)
            continue
        yield Exhibit(name, one_release(page, max_bytes=_MOST_BYTES), tables, 1 + len(_FORMS))
        markup = page.read_text(encoding="utf-8", errors="replace")
        for cell, row in _FORMS:
            yield Exhibit(name, Release(_flat(markup, cell, row), name), tables, 1 + len(_FORMS))


def _flat(markup: str, cell: str, row: str) -> str:
    """A page as text, with what parts the cells and the rows of its tables."""
    markup = regex.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", markup)
    markup = regex.sub(r"(?is)<tr\b.*?</tr>", lambda m: regex.sub(_INSIDE, " ", m[0]), markup)
    markup = regex.sub(r"(?i)</t[dh]>", "\x00", markup)
    markup = regex.sub(r"(?i)</tr>", "\x01", markup)
    markup = regex.sub(r"(?i)</(?:table|p|div|h\d|li)>|<br\s*/?>", "\n", markup)
    text = regex.sub(r"[ \t\u00a0\u2003\u2009]+", " ", html.unescape(regex.sub(r"<[^>]*>", "", markup)))
    text = regex.sub(r"(?:[ ]*\x00)+[ ]*", cell, text).replace("\x01", row)
    return regex.sub(r"\n{3,}", "\n\n", regex.sub(r" *\n[ ]*", "\n", text)).strip() + "\n"


#: What parts the cells and the rows of tables: a row a line, a cell a line, all in one line.
_FORMS = ((" ", "\n"), ("\n", "\n"), (" ", " "))
_INSIDE = r"(?i)</?(?:p|div|br|h\d|li)\b[^>]*>|\n"


# ------------------------------------------------------------------------------------------- judging cells


def cells_of(exhibit: Exhibit, extractor: Extractor) -> Iterator[Cell]:
    """The cells of an exhibit that stand for labelled figures, judged."""
    extraction = extractor.explain(exhibit.release)
    own = {draft.start: draft.cell for draft in extraction.linked.drafts if draft.cell is not None}
    view = extraction.document.view
    found = [fact for fact in extraction.facts.facts if fact.rule == CELL_RULE and not isinstance(fact, DateFact)]
    places = {view.start(start): cell for start, cell in own.items()}
    for table in (table for table in exhibit.tables if table):
        placed = "start" in table[0]
        for gold, fact in _placed(exhibit.release.text, table, found) if placed else _aligned(table, found):
            cell = places[fact.start]
            right = {"metric": _is_metric_right(gold, fact), "period": _is_period_right(gold, fact)}
            right["fact"] = _is_amount_right(gold, fact) and all(right.values())
            stated = {"metric": fact.metric is not None, "period": fact.period is not None, "fact": True}
            evidence = [each for group in cell.evidence for each in group]
            judged = {link: right[link] for link in CELL_LINKS if stated[link]}
            yield Cell(exhibit.name, evidence, judged, 1 / exhibit.forms)


def _placed(text: str, table: Sequence[Mapping[str, Any]], found: Sequence[Quantity]) -> Iterator[Pair]:
    """The labelled figures of a text with the facts that stand where they do."""
    for gold in table:
        digit = regex.compile(r"\d").search(text, gold["start"])
        fact = next((f for f in found if digit and f.start <= digit.start() < f.end), None)
        if fact is not None:
            yield gold, fact


def _aligned(table: Sequence[Mapping[str, Any]], found: Sequence[Quantity]) -> Iterator[Pair]:
    """The labelled figures of a page with the facts of the same digits, in the order of reading."""
    one, other = [_digits(gold["text"]) for gold in table], [_digits(fact.text) for fact in found]
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    pairs = [(block.a + k, block.b + k) for block in blocks for k in range(block.size)]
    middle = sorted(j for _, j in pairs)[len(pairs) // 2] if pairs else 0
    near = max(40, 2 * len(table))
    yield from ((table[i], found[j]) for i, j in pairs if abs(j - middle) <= near)


def _digits(text: str) -> str:
    return regex.sub(r"[^\d.]", "", text).strip(".") or text


def _is_amount_right(gold: Mapping[str, Any], fact: Quantity) -> bool:
    if gold["kind"] != "count" and not _is_unit_right(str(gold["unit"]), str(getattr(fact, "unit", None))):
        return False
    if gold.get("per") != getattr(fact, "per", None):
        return False
    if "low" in gold:
        return all(_is_near(gold[end], getattr(fact, end)) for end in ("low", "high"))
    value = fact.value
    return _is_near(gold["value"], value) or bool(fact.direction and _is_near(abs(gold["value"]), value))


def _is_unit_right(gold: str, found: str) -> bool:
    return singular(gold.lower()) == singular(found.lower()) or {gold, found} <= {"percent", "percentage_point"}


def _is_near(gold: float | None, found: Decimal | None) -> bool:
    if gold is None or found is None:
        return gold is None and found is None
    return abs(float(found) - gold) <= 1e-9 + 1e-6 * abs(gold)


def _is_period_right(gold: Mapping[str, Any], fact: Quantity) -> bool:
    """Whether an end is the same day, and the start is within a week of the gold's."""
    if "period" not in gold:
        return True
    found = fact.period
    if found is None or gold["period"] is None:
        return found is None and gold["period"] is None
    (first, last), (start, end) = days(gold["period"]) or (None, None), (found.start_date, found.end_date)
    if first is None or last is None or start is None or end is None:
        return bool(gold["period"] == found.value)
    if last != end:
        return False
    return start == end if first == last else abs(first - start) <= _WEEK


def _is_metric_right(gold: Mapping[str, Any], fact: Quantity) -> bool:
    """Whether the row's words are in the metric, the subject or the segment; or the metric is in the row's words."""
    said = [each.text for each in (fact.metric, fact.subject, fact.segment) if each is not None]
    ours, mine = _words(*said), _words(fact.metric.text if fact.metric else None)
    row, label = _words(gold["metric"], gold.get("segment")), _words(gold.get("row"), gold.get("segment"))
    inside = bool(label) and (label <= ours or (mine <= row and bool(label & mine)))
    return bool(mine) and (row <= ours or inside)


def _words(*texts: str | None) -> frozenset[str]:
    words = (w for text in texts if text for w in regex.findall(r"[a-z0-9&]+", text.lower().replace("’", "'")))
    return frozenset(singular(word) for word in words if word not in _SMALL)


# ------------------------------------------------------------------------------------------- learning


def learn_cells(cells: Sequence[Cell], *, precision: float, least: int) -> tuple[Weights, list[Judged]]:
    """The weights of cells, and what weights from the other exhibits say of each exhibit."""
    judged: list[Judged] = []
    for name in sorted({cell.exhibit for cell in cells}):
        by = _fitted([cell for cell in cells if cell.exhibit != name], precision, least)
        judged += believed_cells([cell for cell in cells if cell.exhibit == name], by)
    learned = _fitted(cells, precision, least)
    return Weights({"cells": len(cells)}, learned.of), judged


def believed_cells(cells: Iterable[Cell], by: Weights) -> list[Judged]:
    """What weights say of cells."""
    return [Judged(link, percent_of(by, cell.of(link)), cell.right[link]) for cell in cells for link in cell.right]


def _fitted(cells: Sequence[Cell], precision: float, least: int) -> Weights:
    weights: dict[str, int] = {}
    for link in CELL_LINKS:
        alike: Counter[tuple[str, frozenset[str], bool, float]] = Counter(
            (cell.exhibit, frozenset(cell.of(link)), cell.right[link], cell.weight)
            for cell in cells
            if link in cell.right
        )
        choices = [
            Choice(exhibit, [evidence, frozenset()], [float(right), float(not right)], count * weight)
            for (exhibit, evidence, right, weight), count in alike.items()
        ]
        weights |= fit(choices, precision=precision, least=least) if choices else {}
    return Weights({}, weights)
