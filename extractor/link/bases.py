"""Bases: what a change is measured against (a year before, a quarter before, constant currency)."""

from collections.abc import Callable
from functools import cache
from itertools import pairwise

import regex

from extractor.facts import Basis
from extractor.link.comparison_periods import compared_date, own_end, own_start, step_between
from extractor.link.directions import REACH
from extractor.link.draft import Draft, When, priors_of
from extractor.link.lines import Line
from extractor.link.rule import LinkRule
from extractor.spans import Span
from extractor.words.changes import change_lexicon

__all__ = ["RULES", "basis_said", "find_bases", "find_bases_by_dates"]

#: A basis with the words that say so.
Finding = tuple[Basis, Span | None]
BasisRule = LinkRule[Callable[[Line, Draft], Finding | None]]

_EXCLUDING = regex.compile(r"\bexcluding\b(?:[^.;]|\.\d){0,120}\b(?:foreign exchange|exchange rates?|currency)\b")
_CLAUSE_END = regex.compile(
    r";|(?<!\.[a-z])\.\s|, (?:(?:while|and|but|with) (?!(?:down|up) )|flat\b)|,? (?:and|but|or) (?:flat|unchanged)\b"
)


@cache
def _patterns() -> tuple[tuple[Basis, regex.Pattern[str]], ...]:
    return tuple((basis, regex.compile(pattern)) for basis, pattern in change_lexicon().bases.patterns())


def find_bases(line: Line) -> None:
    """Set `basis` on the changes of a line whose words say it; lines must have their directions."""
    for draft in line.quantities:
        if draft.direction:
            _apply(line, draft, _WORD_RULES)
    for left, right in pairwise(line.quantities):
        shared = left.direction and left.basis is None and right.basis and left.quantity.unit == right.quantity.unit
        if shared and right.basis == "constant_currency" and line.is_aside(left, right):
            continue  # "rose 9% (7% at constant rates)"
        if shared and any(d.came("direction", "coordinated") for d in (left, right)):
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
        if bool(left.basis) == bool(right.basis) or not _is_restated(left, right):
            continue
        unsaid = right if left.basis else left
        unsaid.basis = left.basis or right.basis
        unsaid.note("basis", "basis.restated", Span(left.start, right.end))


def _is_restated(left: Draft, right: Draft) -> bool:
    """Whether two figures tell one change: an amount and a percentage of the same level, side by side."""
    if right.came("direction", "restated"):
        return True
    level = left.related_to("change_of")
    same = level is not None and right.relation is not None and right.relation.to is level
    return same and left.direction == right.direction and left.kind != right.kind and right.start - left.end < 4


def _apply(line: Line, draft: Draft, rules: tuple[BasisRule, ...]) -> None:
    for rule in rules:
        found = rule.apply(line, draft)
        if found is not None:
            draft.basis = found[0]
            draft.note("basis", rule.name, found[1])
            return


def basis_said(words: str) -> Basis | None:
    """The first basis that lower-case words say, of whatever change.

    >>> basis_said("comparisons are to the prior-year quarter")
    'year_over_year'
    """
    found = ((m.start(), basis) for basis, pattern in _patterns() if (m := pattern.search(words)))
    return min(found, default=(0, None))[1]


def _excluding(line: Line, draft: Draft) -> Finding | None:
    match = _EXCLUDING.search(line.lowered, line.start, draft.start)
    return ("constant_currency", Span(*match.span())) if match else None


def _constant_before(line: Line, draft: Draft) -> Finding | None:
    left = max(line.left_of(draft), draft.start - REACH, line.entry_of(draft.start))
    match = _patterns()[0][1].search(line.lowered, left, draft.start)
    return ("constant_currency", Span(*match.span())) if match else None


def _words_behind(line: Line, draft: Draft) -> Finding | None:
    right = own_end(line, draft)
    aside = line.lowered.rfind("(", draft.end, right)
    if aside >= 0 and ")" not in line.lowered[aside:right]:  # "rose 9% (at constant rates 7%)"
        right = aside
    stop = _CLAUSE_END.search(line.lowered, draft.end, right)
    return _said(line, draft.end, min(stop.start() if stop else right, draft.end + REACH))


def _words_before(line: Line, draft: Draft) -> Finding | None:
    left = max(own_start(line, draft), draft.start - REACH, line.entry_of(draft.start))
    previous = line.previous(draft)
    if (
        previous is not None and previous.direction and previous.end == left
    ):  # "up 3% from the prior quarter, and up 5%"
        left += line.lowered[left : draft.start].rfind(",") + 1
    return _said(line, left, draft.start)


def _said(line: Line, start: int, end: int) -> Finding | None:
    """The first basis that the words between two offsets say; constant currency goes before all."""
    words = line.lowered[start:end].translate(_BLANKS)
    found = [(m, basis) for basis, pattern in _patterns() if (m := pattern.search(words))]
    if not found:
        return None
    if len(found) > 1 and _BOTH.search(words):
        found = [f for f in found if f[1] != "constant_currency"]
    match, basis = found[0] if found[0][1] == "constant_currency" else min(found, key=lambda f: f[0].start())
    return basis, Span(start + match.start(), start + match.end())


_BLANKS = {ord(sign): " " for sign in "\n\r\t\N{NO-BREAK SPACE}"}
#: "9% year-over-year growth as reported and in constant currency": both readings say the same.
_BOTH = regex.compile(r"\b(?:as )?reported,? (?:and|as well as) ")


def _of_comparison(line: Line, draft: Draft) -> Finding | None:
    return _step(compared_date(line, draft), draft)


def _of_prior(line: Line, draft: Draft) -> Finding | None:
    if draft.relation is None or draft.relation.type != "change_of" or compared_date(line, draft) is not None:
        return None
    priors = [d for d in priors_of(line.quantities).get(draft.relation.to.index, ()) if d.when]
    behind = (d for d in priors if draft.end <= d.start < own_end(line, draft))
    prior = next(behind, priors[0] if len(priors) == 1 else None)
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
