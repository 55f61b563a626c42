"""The basis that a release states for all: `Comparisons are to the prior-year quarter unless otherwise noted`."""

from collections.abc import Callable, Iterator, Sequence

import regex

from extractor.documents import Document
from extractor.facts import Basis
from extractor.link.bases import basis_said
from extractor.link.comparison_periods import compared_date
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.rule import LinkRule
from extractor.spans import Span

__all__ = ["STATED_RULES", "settle_stated"]

#: Finds the basis of changes of a release that say none, and the words that state it for all.
StatedRule = LinkRule[Callable[[Sequence[Line], Document], Iterator[tuple[Draft, Basis, Span]]]]

#: What is said of all changes ...
_CHANGES = regex.compile(
    r"(?<!\w)(?:comparisons?|growth rates?|rates of growth|growth percentages|percentage changes|percentages"
    r"|variances)(?!\w)"
)
#: ... and that it is said of all.
_ALL = regex.compile(
    r"(?<!\w)(?:unless|except where|except as) (?:otherwise|specifically)? ?"
    r"(?:noted|stated|specified|indicated|mentioned)"
    r"|^\W*\d?\W*(?:all|unless)(?!\w)"
)
#: A statement is shorter than this.
_LONGEST = 300
#: What a change is against in words of its own; no basis but the year before is ever meant for all.
_AGAINST = regex.compile(
    r"(?<!\w)(?:since|compared|comparison|versus|vs|relative to|against|cagr|compound(?:ed)?|annuali[sz]ed"
    r"|from|over the)(?!\w)"
)
_NO_RESULTS = frozenset({"boilerplate", "contacts", "table"})


def settle_stated(lines: Sequence[Line], document: Document) -> None:
    """Give changes without a basis the one that the release states for all; lines must have all other bases."""
    for rule in STATED_RULES:
        for draft, basis, words in rule.apply(lines, document):
            draft.basis = basis
            draft.note("basis", rule.name, words)


def _stated_for_all(lines: Sequence[Line], document: Document) -> Iterator[tuple[Draft, Basis, Span]]:
    """Percentages that rose or fell, and say of nothing that they are against it."""
    stated = next(_statements(document), None)
    if stated is None:
        return
    basis, words = stated
    for line in lines:
        if line.sentence.section in _NO_RESULTS or line.start <= words.start < line.end:
            continue
        for draft in line.quantities:
            plain = draft.kind == "percent" and draft.direction is not None and draft.basis is None
            if plain and draft.status != "expected" and not _is_against(line, draft):
                yield draft, basis, words


def _statements(document: Document) -> Iterator[tuple[Basis, Span]]:
    for sentence in document.sentences:
        if sentence.end - sentence.start > _LONGEST:
            continue
        words = document.text[sentence.start : sentence.end].lower()
        if _CHANGES.search(words) and _ALL.search(words):
            basis = basis_said(words)
            if basis == "year_over_year":
                yield basis, Span(sentence.start, sentence.end)


def _is_against(line: Line, draft: Draft) -> bool:
    """Whether words of a change's own say what it is against."""
    if compared_date(line, draft) is not None:
        return True
    start, end = max(line.left_of(draft), draft.start - 60), min(line.right_of(draft), draft.end + 60)
    return _AGAINST.search(line.lowered, start, end) is not None


STATED_RULES: tuple[StatedRule, ...] = (
    LinkRule(
        "basis.stated-for-all",
        "`Comparisons are to the prior-year quarter, unless otherwise noted`: percentages that say nothing else.",
        _stated_for_all,
        (
            "Sales rose ⟦4%⟧. Percentage comparisons are for the first quarter of 2022 versus the prior-year quarter,"
            " unless otherwise noted. → year_over_year",
            "Sales rose ⟦4%⟧. All comparisons are year over year. → year_over_year",
            "Sales rose ⟦4%⟧. All references to growth rates compare the results of the period to those of the prior"
            " year comparable period, unless otherwise noted. → year_over_year",
        ),
        (
            "Sales rose ⟦4%⟧. Comparisons are hard to make.",
            "Sales have risen by ⟦40%⟧ since 2015. All comparisons are year over year.",
            "Sales rose ⟦4%⟧ from May. All comparisons are year over year.",
            "Sales are expected to rise by ⟦4%⟧. All comparisons are year over year.",
        ),
    ),
)
