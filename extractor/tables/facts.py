"""From the grids of a release to what each of their cells states."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from extractor.cells import CellFact, TablePlace
from extractor.documents import Document
from extractor.facts import Diagnostic
from extractor.normalise.dates.fiscal import FiscalCalendar
from extractor.scene.currency import CurrencyContext
from extractor.tables.calendar import Calendar, calendar_of
from extractor.tables.cells import CellFigure
from extractor.tables.evidence import settle_scales
from extractor.tables.heads import Head
from extractor.tables.naming import name_cell, naming_of, one_line, parted_head
from extractor.tables.parts import Part, Table
from extractor.tables.periods import odd_quarter
from extractor.tables.proof import (
    prove_changes,
    prove_differences,
    prove_percents,
    prove_rates,
    prove_shares,
    prove_signed_rows,
    prove_unnamed,
    unproven_sums,
)
from extractor.tables.quantities import (
    Monetary,
    Quantity,
    are_percent_rows,
    currency_code,
    is_percent_row,
    read_quantity,
)
from extractor.tables.times import basis_of, later_column, of_flow, periods_of, row_period, take_lengths, times_of
from extractor.tables.trust import Prose, Witness, trust
from extractor.values import DateValue

__all__ = ["Told", "cell_facts"]


@dataclass(frozen=True, slots=True)
class Told:
    """What the prose of a release says that its tables are read by: times, sums of money, the fiscal year."""

    dated: Sequence[DateValue] = ()
    amounts: Sequence[Decimal] = ()
    fiscal: FiscalCalendar = field(default_factory=FiscalCalendar)
    published: date | None = None


def cell_facts(
    document: Document, tables: Sequence[Table], context: CurrencyContext, told: Told
) -> tuple[list[CellFact], list[Diagnostic]]:
    """What the cells of a document's tables state, in text order, and what is to be said about them."""
    parts = [part for table in tables for part in table.parts]
    for part in parts:
        prove_percents(part)
        prove_unnamed(part)
        prove_differences(part)
        prove_rates(part)
        prove_signed_rows(part)
        part.times = times_of(part)
    for before, part in pairwise(parts):
        take_lengths(part, before)
    past = [d for d in told.dated if told.published is None or d.last is None or d.last <= told.published]
    odd = odd_quarter(document.text)
    calendar = calendar_of((time for part in parts for time in part.times), past, told.fiscal, odd)
    for part in parts:
        part.periods = periods_of(part, calendar)
        prove_changes(part)
    scaled = [part.captions.scale.power is not None for part in parts]
    settle_scales(document.text, parts, told.amounts)
    usual = _usual_sign(parts)
    facts: list[CellFact] = []
    diagnostics: list[Diagnostic] = []
    witnesses: list[Witness] = []
    prose = Prose(told.published, frozenset(map(abs, told.amounts)))
    for part, is_scaled in zip(parts, scaled, strict=True):
        monetary = _monetary(part, usual, context)
        monetary.scale = prove_shares(part, monetary.scale)
        found = list(_part_facts(document.text, part, monetary, calendar))
        own = [fact for fact, _ in found]
        facts.extend(own)
        witnesses.append(Witness(document.text, part, own, prose, scaled=is_scaled))
        unscaled = [fact for fact, quantity in found if quantity.unscaled]
        if unscaled:
            diagnostics.append(_unscaled(unscaled))
        diagnostics.extend(unproven_sums(document.text, part))
    trust(witnesses)
    facts.sort(key=lambda fact: fact.start)
    diagnostics.sort(key=lambda diagnostic: diagnostic.start or 0)
    return facts, diagnostics


def _unscaled(facts: Sequence[CellFact]) -> Diagnostic:
    title = facts[0].place.title
    where = f"the table {title!r}" if title else "a table"
    return Diagnostic(
        severity="warning",
        code="table-scale-unknown",
        message=f"{where} does not say its scale (thousands, millions): {len(facts)} figures have no value",
        start=facts[0].start,
        end=facts[-1].end,
    )


def _usual_sign(parts: Sequence[Part]) -> str | None:
    """The currency sign that most cells of the release have."""
    signs = Counter(f.sign for part in parts for line in part.lines for f in line.row.figures.values() if f.sign)
    signs.update(part.captions.scale.currency for part in parts if part.captions.scale.currency)
    return max(sorted(signs), key=lambda s: signs[s]) if signs else None


def _monetary(part: Part, usual: str | None, context: CurrencyContext) -> Monetary:
    """What holds for the amounts of a block."""
    signs = Counter(f.sign for line in part.lines for f in line.row.figures.values() if f.sign)
    own = part.captions.scale.currency
    sign = own if own and own != "$" else (max(sorted(signs), key=lambda s: signs[s]) if signs else own)
    money = sign is not None or part.kind in {"income", "balance_sheet", "cash_flow"}
    code, known = currency_code(sign or usual or "$", context)
    return Monetary(part.captions.scale, money, code, known, context)


def _part_facts(text: str, part: Part, monetary: Monetary, calendar: Calendar) -> Iterator[tuple[CellFact, Quantity]]:
    title = one_line(text, part.captions.title)
    naming = naming_of(text, part)
    later = [later_column(part, at) if head.kind == "level" else None for at, head in enumerate(part.heads)]
    percents = are_percent_rows(part.lines)
    for line in part.lines:
        made: dict[int, CellFact] = {}
        percent = is_percent_row(line, part.heads, among=percents)
        over = parted_head(line)
        for at, figure in line.row.figures.items():
            head = part.heads[at]
            quantity = read_quantity(figure, line, head, monetary, row_percent=percent)
            label = line.label.words if line.label else None
            place = TablePlace(part.index, title, line.row.number, at + 1, label, head.words or None, part.kind)
            start = line.row.cells[at].start
            fact = CellFact(start + figure.start, start + figure.end, quantity.kind, quantity.value, place)
            name_cell(line, head, fact, naming, over)
            fact.period = of_flow(line, row_period(line, part, at, calendar) or part.periods[at])
            if head.expected or part.kind == "guidance":
                fact.status = "expected"
            _change(part, at, figure, fact)
            made[at] = fact
            yield fact, quantity
        _relate(part, made, later)


def _change(part: Part, at: int, figure: CellFigure, fact: CellFact) -> None:
    """The direction and basis of a change."""
    head = part.heads[at]
    if head.kind != "change":
        return
    if head.percent and fact.kind != "percent":
        fact.period = None  # a figure that strayed under a head of percentages
        return
    if head.unproven or not fact.value.amount:
        return
    fact.basis = head.basis or (basis_of(part, at) if at in part.compared else None)
    if head.favour:
        return
    number = figure.numbers[0]
    fact.direction = "up" if number > 0 else "down" if number < 0 else "flat"


def _relate(part: Part, made: dict[int, CellFact], laters: Sequence[int | None]) -> None:
    """Changes lead to what they compare, earlier levels to the later one."""
    for at, fact in made.items():
        later: int | None = None
        head: Head = part.heads[at]
        if head.kind == "change" and not head.unproven and at in part.compared and (fact.direction or head.favour):
            later = part.compared[at][0]
            if later in made and made[later] is not fact:
                fact.relation = ("change_of", made[later])
        elif head.kind == "level":
            later = laters[at]
            if later is not None and later in made and made[later].kind == fact.kind:
                fact.relation = ("prior_of", made[later])
