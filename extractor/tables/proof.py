"""Arithmetic that a table shows about itself: changes against both periods, earnings per share, totals.

What holds decides an open question (which columns a change compares, whether it is one of percent, the scale of
shares); what contradicts is not passed on, or told in a diagnostic.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, permutations

import regex

from extractor.facts import Diagnostic
from extractor.tables.cells import CellFigure
from extractor.tables.heads import Head
from extractor.tables.parts import Part
from extractor.tables.periods import Stated
from extractor.tables.rows import Line
from extractor.tables.scale import Scale
from extractor.tables.units import unit_of
from extractor.words.tables import folded, is_measure

__all__ = [
    "changes_held",
    "prove_changes",
    "prove_differences",
    "prove_percents",
    "prove_rates",
    "prove_shares",
    "prove_signed_rows",
    "prove_unnamed",
    "sums",
    "unproven_sums",
]

_ENOUGH = 3
"""Rows that must agree before arithmetic decides anything."""
_MOST_RATE = 100
"""Rates without a sign are smaller."""
_NEAR = 6
"""Columns beside a column of changes that it may compare."""


def prove_percents(part: Part) -> None:
    """A column whose head says percent, and none of whose figures does where those of other columns do, is none."""
    if all(head.kind == "change" for head in part.heads):
        return
    signed = {at for line in part.lines for at, figure in line.row.figures.items() if figure.unit == "percent"}
    for at, head in enumerate(part.heads):
        figures = [line.row.figures[at] for line in part.lines if at in line.row.figures]
        if head.percent and head.kind != "level" and signed and at not in signed and len(figures) >= _ENOUGH:
            if any(figure.unit for figure in figures):
                continue
            head.percent = None
            if head.kind == "share":
                head.kind, head.ambiguous = "level", True


def prove_rates(part: Part) -> None:
    """A column some of whose figures are percentages, and the others printed like them and small, holds rates."""
    for at, head in enumerate(part.heads):
        figures = [line.row.figures[at] for line in part.lines if at in line.row.figures]
        signed = [f for f in figures if f.unit == "percent"]
        plain = [f for f in figures if f.unit is None]
        named = unit_of(head.words) == "percent"
        if head.kind != "level" or not plain or not (signed or named):
            continue
        printed = {f.decimals for f in (signed or plain)}
        alike = all(f.decimals in printed and f.sign is None and abs(f.numbers[0]) < _MOST_RATE for f in plain)
        if alike and 0 not in printed and (named or len(signed) * 3 >= len(plain)) and _beside_amounts(part, at):
            head.rate = True


def prove_signed_rows(part: Part) -> None:
    """Rows of percentages of which only the first, or the first and the last, have the sign.

    `Net sales mix:` / `North America 60 % 59 %` / `International 23 23`: rows below one with signs under the same
    heads, printed like it. A statement in percent of revenue, whose ends have the sign and all of whose figures may.
    """
    shown = [line for line in part.lines if line.row.figures]
    if len(shown) >= _ENOUGH and _is_signed(shown[0]) and _is_signed(shown[-1]) and _are_rates(shown):
        for line in shown:
            line.rate = line.unit in {None, "percent"}
        return
    under: list[int] | None = None
    printed: set[int] = set()
    for line in part.lines:
        figures = line.row.figures.values()
        heads = [head.start for head in line.heads]
        if under is None or under != heads or _is_signed(line):
            under, printed = (heads if _is_signed(line) else None), {figure.decimals for figure in figures}
        elif _goes_on(line) and all(_is_rate(figure, printed) for figure in figures):
            line.rate = True
        elif not heads:
            under = None


def _goes_on(line: Line) -> bool:
    """Whether a row may go on with the percentages above it: it has their head, or names no measure of its own."""
    if line.unit == "percent":
        return True
    named = line.label is not None and is_measure(line.label.words)
    return line.unit is None and (bool(line.heads) or not named)


def _is_signed(line: Line) -> bool:
    """Whether all figures of a row are percentages with their sign."""
    return bool(line.row.figures) and all(figure.unit == "percent" for figure in line.row.figures.values())


def _are_rates(lines: Sequence[Line]) -> bool:
    """Whether all figures may be percentages, printed to as many decimals."""
    printed = {figure.decimals for figure in lines[0].row.figures.values()}
    return all(_is_rate(figure, printed) for line in lines for figure in line.row.figures.values())


def _is_rate(figure: CellFigure, printed: Collection[int]) -> bool:
    """Whether a figure is a percentage, or one without its sign, to as many decimals as some are printed with."""
    plain = figure.unit is None and figure.sign is None and figure.power is None
    return figure.unit == "percent" or (plain and figure.decimals in printed and abs(figure.numbers[0]) <= _MOST_RATE)


def prove_differences(part: Part) -> None:
    """Columns of earlier times whose amounts are small beside those of the first, and often of the other sign, say how
    far that is over or under theirs: the head that says so (`$ O/(U)`) is lost, as on slides.
    """
    times = [head.stated for head in part.heads]
    if len(times) < _ENOUGH or not all(h.kind == "level" and h.stated.says_which for h in part.heads):
        return
    if part.kind == "cash_flow" or len({(time.months, time.weeks, time.part, time.to_date) for time in times}) > 1:
        return
    others = range(1, len(part.heads))
    if all(_is_difference(part, at) for at in others):
        for at in others:
            head = part.heads[at]
            head.kind, head.percent, head.unproven, head.stated = "change", False, True, Stated()


def _is_difference(part: Part, at: int) -> bool:
    """Whether a column's amounts can be no levels beside those of the first."""
    rows = [line.row.figures for line in part.lines if 0 in line.row.figures and at in line.row.figures]
    pairs = [(row[0].numbers[0], row[at].numbers[0]) for row in rows if row[0].unit is None and row[at].unit is None]
    small = sum(abs(other) * 2 < abs(first) for first, other in pairs)
    turned = sum(first * other < 0 for first, other in pairs)
    # slides have rows of levels below those of changes
    return len(pairs) >= _ROWS and small * 5 >= len(pairs) * 3 and turned >= _ENOUGH and turned * 10 >= len(pairs)


_ROWS = 10
"""Rows that show that a column holds differences."""


def prove_unnamed(part: Part) -> None:
    """A column that no head calls one of changes, and whose figures are those between two other columns, is one.

    Heads of wide tables in plain text may be lost or stand over the wrong columns; then the figures themselves decide.
    """
    for at, head in enumerate(part.heads):
        amounts = [line for line in part.lines if _has_amounts(line, at)]
        rows = [line for line in amounts if _is_small(line.row.figures[at])]
        if not _may_be_change(head) or len(rows) < _SURE or len(rows) * 5 < len(amounts) * 4:
            continue
        if len({line.row.figures[at].numbers[0] for line in rows}) < _ENOUGH:
            continue
        near = sorted((i for i in range(len(part.heads)) if i != at), key=lambda i: abs(i - at))[:_NEAR_UNNAMED]
        best = max(permutations(near, 2), key=lambda pair: _signed(rows, at, pair), default=None)
        if best and _signed(rows, at, best) >= _SURE:
            head.kind, head.percent, head.rest, head.rest_cell = "change", True, "", None
            part.proven[at] = best


_SURE = 5
_NEAR_UNNAMED = 12


def _may_be_change(head: Head) -> bool:
    """Whether a head leaves open that its column is one of changes: `% Fav.`, but not `% of sales`."""
    return head.kind == "level" or (head.kind == "share" and " of " not in folded(head.words))


def _is_small(figure: CellFigure) -> bool:
    """Whether a figure may be a change in percent."""
    return not figure.sign and len(figure.numbers) == 1 and abs(figure.numbers[0]) < 1000


def _has_amounts(line: Line, at: int) -> bool:
    """Whether a row has a figure in the column, and amounts in others."""
    if at not in line.row.figures:
        return False
    others = [abs(f.numbers[0]) for i, f in line.row.figures.items() if i != at and f.unit is None]
    return len(others) >= 2 and max(others) >= 100


def _signed(rows: Sequence[Line], at: int, pair: tuple[int, int]) -> int:
    """In how many rows the figure is the change in percent from the second to the first, sign and all; 0 where it is
    none in more than a fifth of them.
    """
    first, second = pair
    fits = misses = 0
    for line in rows:
        figures = line.row.figures
        one, other = figures.get(first), figures.get(second)
        if one is None or other is None or one.unit or other.unit or not other.numbers[0]:
            continue
        change, later, earlier = figures[at].numbers[0], one.numbers[0], other.numbers[0]
        up = (later >= earlier) == (change >= 0) or abs(change) <= 1
        step = Decimal(1).scaleb(-min(one.decimals, other.decimals))
        if up and _is_percent_change(change, later, earlier, step, figures[at].decimals):
            fits += 1
            continue
        misses += 1
        if misses * 5 > len(rows):
            return 0
    return fits if fits >= 4 * misses else 0


def _beside_amounts(part: Part, at: int) -> bool:
    """Whether the rows of a column have amounts in other columns: else its figures may be what the rows say."""
    rows = [line for line in part.lines if at in line.row.figures and len(line.row.figures) > 1]
    return any(f.unit is None and abs(f.numbers[0]) >= _MOST_RATE for line in rows for f in line.row.figures.values())


def prove_changes(part: Part) -> None:
    """Check the columns of changes: they may compare other columns, be in percent or not, or be no changes at all."""
    levels = [i for i, head in enumerate(part.heads) if head.kind == "level"]
    for at, head in enumerate(part.heads):
        if head.kind != "change":
            continue
        if head.basis == "constant_currency":
            head.percent = _are_signed(part, at) if head.percent is None else head.percent
            continue
        rows = [line for line in part.lines if at in line.row.figures]
        pair = part.compared.get(at)
        held = changes_held(rows, at, pair) if pair else (0, 0, 0)
        if sum(held) < _ENOUGH or max(held[:2]) * 2 >= sum(held):
            _take(part, at, held)
            continue
        near = sorted(levels, key=lambda i: abs(i - at))[:_NEAR]
        best = max(permutations(near, 2), key=lambda p: max(changes_held(rows, at, p)[:2]), default=None)
        found = changes_held(rows, at, best) if best else (0, 0, 0)
        if best and max(found[:2]) >= _ENOUGH and max(found[:2]) * 3 >= sum(found) * 2:
            part.compared[at] = best
            part.periods[at] = part.periods[best[0]]
            _take(part, at, found)
        elif not (pair and pair[0] == pair[1] and all(line.row.figures[at].unit == "percent" for line in rows)):
            _forget(part, at)  # else what it compares with is not shown
            if at - 1 in part.compared and part.heads[at - 1].kind == "change":
                part.periods[at] = part.periods[at - 1]  # beside a change, of the same later time


def _forget(part: Part, at: int) -> None:
    """Leave open what a column of changes compares."""
    part.heads[at].unproven = True
    part.compared.pop(at, None)
    part.periods[at] = None


def _are_signed(part: Part, at: int) -> bool | None:
    """True where some figures of a column have the sign of percentages, and all others may be such; None else."""
    figures = [line.row.figures[at] for line in part.lines if at in line.row.figures]
    signed = [figure for figure in figures if figure.unit == "percent"]
    plain = [figure for figure in figures if figure.unit is None]
    return True if signed and all(f.sign is None and abs(f.numbers[0]) < _MOST_RATE * 10 for f in plain) else None


def _take(part: Part, at: int, held: tuple[int, int, int]) -> None:
    """A column of changes that does not say whether it is in percent is what its figures show."""
    head = part.heads[at]
    percents, differences, _ = held
    if head.percent is None and max(percents, differences) >= 2:
        head.percent = percents > differences


def changes_held(rows: Sequence[Line], at: int, pair: tuple[int, int]) -> tuple[int, int, int]:
    """In how many rows the change is one in percent, a difference, or neither."""
    percents = differences = neither = 0
    for line in rows:
        figures = line.row.figures
        if not all(i in figures and len(figures[i].numbers) == 1 for i in (at, *pair)):
            continue
        change, later, earlier = (figures[i].numbers[0] for i in (at, *pair))
        if not earlier or not change:
            continue
        step = Decimal(1).scaleb(-min(figures[i].decimals for i in pair))
        if abs(later - earlier - change) <= 2 * step and figures[at].unit != "percent":
            in_points = figures[at].unit == "percentage_point"  # beside changes in percent: those of rates
            percents, differences = percents + in_points, differences + (not in_points)
        elif _is_percent_change(change, later, earlier, step, figures[at].decimals):
            percents += 1
        elif figures[at].unit not in {"percentage_point", "basis_point"} and figures[at].comparator == "eq":
            neither += 1
    return percents, differences, neither


def _is_percent_change(change: Decimal, later: Decimal, earlier: Decimal, step: Decimal, decimals: int) -> bool:
    """Whether a change in percent fits both levels as far as their rounding lets one see; its sign may be welcome's."""
    slack = 100 * step * (abs(earlier) + abs(later)) / (earlier * earlier) + Decimal(1).scaleb(-decimals)
    exact = 100 * (later - earlier) / abs(earlier)
    return min(abs(exact - change), abs(exact + change)) <= slack


# --- earnings per share -----------------------------------------------------------------------------------------


def prove_shares(part: Part, scale: Scale) -> Scale:
    """The table's scale, mended where income, shares and earnings per share fit only under another one.

    Shares that are printed in thousands under "in millions, except share data" are seen by that, and a scale that is
    not stated follows from shares that are printed in full.
    """
    shares = [line for line in part.lines if line.unit == "shares" and line.scale.power is None]
    each = [line for line in part.lines if line.unit == "per_share" and _is_income(line, each=True)]
    incomes = [line for line in part.lines if line.unit is None and _is_income(line, each=False)]
    if not (shares and each and incomes):
        return scale
    shifts: list[int] = []
    for at in range(len(part.heads)):
        shift = _shift(incomes, shares, each, at)
        if shift is not None:
            shifts.append(shift)
    if not shifts or len(set(shifts)) != 1:
        return scale
    return _mended(scale, shares, shifts[0])


_INCOME = regex.compile(r"\bnet \(?(?:income|loss|earnings|profit)\b|\bearnings\b|\beps\b|\b(?:income|loss) per")


def _is_income(line: Line, *, each: bool) -> bool:
    heads = [head.words for head in line.heads[-1:] if each]
    return _INCOME.search(folded(" ".join([*heads, line.label.words if line.label else ""]))) is not None


def _shift(incomes: Sequence[Line], shares: Sequence[Line], each: Sequence[Line], at: int) -> int | None:
    """Powers of ten by which the printed income is short of shares times earnings per share; None where none fits."""
    found: set[int] = set()
    for count in (_number(line, at) for line in shares):
        for amount in (_number(line, at) for line in each):
            for income in (_number(line, at) for line in incomes):
                if not count or not amount or not income or (amount < 0) != (income < 0):
                    continue
                for power in (0, 3, 6, 9, -3):
                    if abs(count * amount / (income * Decimal(10) ** power) - 1) <= _slack(amount):
                        found.add(power)
    return found.pop() if len(found) == 1 else None


def _slack(amount: Decimal) -> Decimal:
    """How far rounding of earnings per share to cents may lead from the exact product."""
    return min(Decimal("0.4"), Decimal("0.02") + Decimal("0.0055") / abs(amount))


def _number(line: Line, at: int) -> Decimal | None:
    figure = line.row.figures.get(at)
    return figure.numbers[0] if figure and len(figure.numbers) == 1 else None


def _mended(scale: Scale, shares: Sequence[Line], shift: int) -> Scale:
    """`shift` is the power of amounts less that of shares."""
    full = any(abs(n) >= 1_000_000 for line in shares for f in line.row.figures.values() for n in f.numbers)
    if scale.power is None:
        return replace(scale, power=shift, shares=0) if full and shift >= 0 else scale
    told = scale.shares if scale.shares is not None else 0 if scale.except_shares else scale.power
    if scale.power - shift != told and scale.power - shift >= 0:
        return replace(scale, shares=scale.power - shift)
    return scale


# --- totals -----------------------------------------------------------------------------------------------------


def sums(part: Part) -> Iterator[tuple[Line, int, Decimal | None]]:
    """Each total of a column of levels, and how far it is from the sum of the rows above it, as `_sum` says."""
    run: list[Line] = []
    for line in part.lines:
        words = folded(line.label.words) if line.label else ""
        if not words.startswith("total"):
            run.append(line)
            continue
        yield from ((line, at, _sum(run, line, at)) for at in line.row.figures if part.heads[at].kind == "level")
        run = []


def unproven_sums(text: str, part: Part) -> Iterator[Diagnostic]:
    """Totals that are the sum of the rows above them in one column, and in another are not, by more than rounding."""
    for _, totals in groupby(sums(part), key=lambda total: total[0].row.number):
        offs = [(line.row.cells[at], off) for line, at, off in totals if off is not None]
        odd = [cell for cell, off in offs if off > 20]
        if sum(off <= 1 for _, off in offs) <= len(odd):
            continue
        for cell in odd:
            yield Diagnostic(
                severity="info",
                code="table-sum-differs",
                message=f"{' '.join(text[cell.start : cell.end].split())} is not the sum of the rows above it, "
                "as the other columns' totals are",
                start=cell.start,
                end=cell.end,
            )


def _sum(run: Sequence[Line], total: Line, at: int) -> Decimal | None:
    """How far a total is from its rows' sum, in steps of rounding for each row; None where there is nothing to add."""
    rows = [line.row.figures[at] for line in run if at in line.row.figures and line.unit == total.unit]
    if len(rows) < 2 or any(len(f.numbers) != 1 or f.unit for f in rows):
        return None
    step = Decimal(1).scaleb(-total.row.figures[at].decimals) * len(rows)
    return abs(sum(f.numbers[0] for f in rows) - total.row.figures[at].numbers[0]) / step
