"""Bases: what a change is measured against (a year before, a quarter before, constant currency)."""

from collections.abc import Callable
from functools import cache
from itertools import pairwise

import regex

from extractor.facts import Basis
from extractor.link.comparison_periods import compared_date, step_between
from extractor.link.directions import REACH
from extractor.link.draft import Draft, When, priors_of
from extractor.link.lines import Line
from extractor.link.rule import LinkRule
from extractor.spans import Span
from extractor.words.changes import change_lexicon

__all__ = ["RULES", "find_bases", "find_bases_by_dates"]

#: A basis with the words that say so.
Finding = tuple[Basis, Span | None]
BasisRule = LinkRule[Callable[[Line, Draft], Finding | None]]

_EXCLUDING = regex.compile(r"\bexcluding\b(?:[^.;]|\.\d){0,120}\b(?:foreign exchange|exchange rates?|currency)\b")
_CLAUSE_END = regex.compile(r";|\.\s|, (?:while|and|but|with) (?!(?:down|up) )")


@cache
def _patterns() -> tuple[tuple[Basis, regex.Pattern[str]], ...]:
    bases = change_lexicon().bases
    sources: tuple[tuple[Basis, tuple[str, ...]], ...] = (
        ("constant_currency", bases.constant_currency),
        ("year_over_year", bases.year_over_year),
        ("quarter_over_quarter", bases.quarter_over_quarter),
        ("month_over_month", bases.month_over_month),
        ("half_over_half", bases.half_over_half),
    )
    return tuple((basis, regex.compile("|".join(patterns))) for basis, patterns in sources)


def find_bases(line: Line) -> None:
    """Set `basis` on the changes of a line whose words say it; lines must have their directions."""
    for draft in line.quantities:
        if draft.direction:
            _apply(line, draft, _WORD_RULES)
    for left, right in pairwise(line.quantities):
        shared = left.direction and left.basis is None and right.basis and left.quantity.unit == right.quantity.unit
        if shared and "direction.coordinated" in left.noted("direction") | right.noted("direction"):
            left.basis = right.basis
            left.note("basis", "basis.coordinated", Span(right.start, right.end))
    _share_restated(line)


def find_bases_by_dates(line: Line) -> None:
    """Set the bases that only the periods say; lines must have their periods and relations."""
    for draft in line.quantities:
        if draft.direction and draft.basis is None:
            _apply(line, draft, _DATE_RULES)
    _share_restated(line)


def _share_restated(line: Line) -> None:
    """An amount and the percentage that restates it are changes against the same."""
    for left, right in pairwise(line.quantities):
        if "direction.restated" not in right.noted("direction") or bool(left.basis) == bool(right.basis):
            continue
        left.basis = right.basis = left.basis or right.basis
        for draft in (left, right):
            if not draft.noted("basis"):
                draft.note("basis", "basis.restated", Span(left.start, right.end))


def _apply(line: Line, draft: Draft, rules: tuple[BasisRule, ...]) -> None:
    for rule in rules:
        found = rule.apply(line, draft)
        if found is not None:
            draft.basis = found[0]
            draft.note("basis", rule.name, found[1])
            return


def _excluding(line: Line, draft: Draft) -> Finding | None:
    match = _EXCLUDING.search(line.lowered, line.start, draft.start)
    return ("constant_currency", Span(*match.span())) if match else None


def _constant_before(line: Line, draft: Draft) -> Finding | None:
    left = max(line.left_of(draft), draft.start - REACH)
    match = _patterns()[0][1].search(line.lowered, left, draft.start)
    return ("constant_currency", Span(*match.span())) if match else None


def _words_behind(line: Line, draft: Draft) -> Finding | None:
    right = line.right_of(draft)
    stop = _CLAUSE_END.search(line.lowered, draft.end, right)
    return _said(line, draft.end, min(stop.start() if stop else right, draft.end + REACH))


def _words_before(line: Line, draft: Draft) -> Finding | None:
    return _said(line, max(line.left_of(draft), draft.start - REACH), draft.start)


def _said(line: Line, start: int, end: int) -> Finding | None:
    """The first basis that the words between two offsets say; constant currency goes before all."""
    words = line.lowered[start:end]
    found = [(m, basis) for basis, pattern in _patterns() if (m := pattern.search(words))]
    if not found:
        return None
    if len(found) > 1 and _BOTH.search(words):
        found = [f for f in found if f[1] != "constant_currency"]
    match, basis = found[0] if found[0][1] == "constant_currency" else min(found, key=lambda f: f[0].start())
    return basis, Span(start + match.start(), start + match.end())


#: "9% year-over-year growth as reported and in constant currency": both readings say the same.
_BOTH = regex.compile(r"\b(?:as )?reported,? (?:and|as well as) ")


def _of_comparison(line: Line, draft: Draft) -> Finding | None:
    return _step(compared_date(line, draft), draft)


def _of_prior(line: Line, draft: Draft) -> Finding | None:
    if draft.relation is None or draft.relation.type != "change_of" or compared_date(line, draft) is not None:
        return None
    priors = priors_of(line.quantities).get(draft.relation.to.index, ())
    prior = next((d for d in priors if d.when), None)
    return _step(prior.when if prior else None, draft)


def _step(base: When | None, draft: Draft) -> Finding | None:
    if base is None or draft.when is None:
        return None
    basis = step_between(base.value, draft.when.value)
    return (basis, base.words) if basis else None


_WORD_RULES: tuple[BasisRule, ...] = (
    LinkRule(
        "basis.excluding-currency",
        "`excluding …, exchange rates` anywhere before the figure in its sentence.",
        _excluding,
        ("Excluding the impact of exchange rates, sales rose ⟦4%⟧. → constant_currency",),
    ),
    LinkRule(
        "basis.constant-currency-before",
        "Words of constant currency between the figure and the one before it; they outrank a year behind it.",
        _constant_before,
        ("In constant currency, sales rose ⟦4%⟧ from the prior year. → constant_currency",),
    ),
    LinkRule(
        "basis.words-behind",
        "Words of comparison behind the figure, up to the next figure or clause.",
        _words_behind,
        (
            "Output rose ⟦4%⟧ year-on-year. → year_over_year",
            "Orders fell ⟦3%⟧ sequentially. → quarter_over_quarter",
            "Prices rose ⟦1%⟧ from the previous month. → month_over_month",
        ),
        ("Output rose ⟦4%⟧, and rents rose 2% year-on-year.",),
    ),
    LinkRule(
        "basis.words-before",
        "Words of comparison before the figure, back to the figure before it.",
        _words_before,
        ("Compared with the same period last year, output rose ⟦4%⟧. → year_over_year",),
    ),
)
_DATE_RULES: tuple[BasisRule, ...] = (
    LinkRule(
        "basis.of-compared-date",
        "The step from the date behind `from`, `over`, `compared with` to the figure's own period.",
        _of_comparison,
        (
            "Rents rose ⟦4%⟧ in March 2023 over March 2022. → year_over_year",
            "In March 2023 rents were ⟦4%⟧ higher than in March 2022. → year_over_year",
            "In March 2023 rents rose. Compared with March 2022, rents rose by ⟦4%⟧. → year_over_year",
        ),
    ),
    LinkRule(
        "basis.of-compared-figure",
        "The step from the period of the figure compared against to the change's own period.",
        _of_prior,
        ("Sales rose ⟦20%⟧ to $6 million in March 2023 from $5 million in February 2023. → month_over_month",),
    ),
)
RULES: tuple[BasisRule, ...] = (*_WORD_RULES, *_DATE_RULES)
