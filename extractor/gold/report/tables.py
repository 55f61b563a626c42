"""The tables of a validation, as plain cells: the terminal and Markdown draw them."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.gold.annotations import KINDS, Annotation
from extractor.gold.counts import MODES, FieldCounts
from extractor.gold.figures import FIELD_FIGURES, mode_f1
from extractor.gold.scoring import Outcome, said
from extractor.gold.validation import Validation

__all__ = [
    "Table", "confusion_table", "differences", "fields_table", "kinds_table", "modes_table", "percent",
    "reliability_table", "tables",
]  # fmt: skip

AROUND = 40
"""Code points of context on each side of a difference."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words; the first column names the row, the others are right-aligned."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def percent(figure: float | None) -> str:
    """A share as a percentage with one decimal, or a dash of nothing."""
    return "–" if figure is None else f"{100 * figure:.1f}"


def with_interval(validation: Validation, name: str) -> str:
    """A figure with its interval: `94.2 [92.8, 95.5]`."""
    interval = validation.intervals.get(name)
    shown = percent(validation.figures[name])
    return f"{shown} [{percent(interval[0])}, {percent(interval[1])}]" if interval else shown


def kinds_table(validation: Validation) -> Table:
    """Detection, value and fact by kind."""
    head = ("", "gold", "found", "P", "R", "F1", "value F1", "fact F1")
    rows = []
    for kind in (*KINDS, "all"):
        tally = validation.counts.overall if kind == "all" else validation.counts.kinds.get(kind)
        if tally is None or not (tally.gold or tally.found):
            continue
        prefix = "" if kind == "all" else f"{kind}."
        shares = (percent(validation.figures[f"{prefix}{name}"]) for name in ("precision", "recall"))
        scores = (with_interval(validation, f"{prefix}{name}") for name in ("detection", "value", "fact"))
        rows.append((kind, str(tally.gold), str(tally.found), *shares, *scores))
    level = " (95 % intervals by release)" if validation.intervals else ""
    return Table(f"Detection, value, fact, in percent{level}", head, tuple(rows))


def modes_table(validation: Validation) -> Table:
    """The four SemEval-2013 modes with their counts."""
    head = ("", "correct", "incorrect", "partial", "missed", "spurious", "F1")
    rows = []
    for mode in MODES:
        n = getattr(validation.counts.overall, mode)
        numbers = (n.correct, n.incorrect, n.partial, n.missed, n.spurious)
        rows.append((mode, *map(str, numbers), percent(mode_f1(n))))
    return Table("Detection in the modes of SemEval-2013", head, tuple(rows))


def fields_table(validation: Validation) -> Table:
    """The accuracy of each field over aligned facts."""
    rows = []
    for name in FIELD_FIGURES:
        tally = validation.counts.fields.get(name, FieldCounts())
        if tally.scored or tally.extra:
            right, scored = str(tally.right), str(tally.scored)
            rows.append((name, scored, right, with_interval(validation, name), str(tally.extra or "")))
    return Table("Fields over aligned facts", ("", "scored", "right", "right %", "only found"), tuple(rows))


def confusion_table(validation: Validation, name: str) -> Table:
    """What was expected (rows) and found (columns) in a field with few values."""
    pairs = validation.counts.confusion.get(name, {})
    expected = ordered({one for one, _ in pairs})
    found = ordered({other for _, other in pairs})
    rows = tuple((one, *(str(pairs.get((one, other), "")) for other in found)) for one in expected)
    return Table(f"{name}: expected, and found as", ("", *found), rows)


SURE = (("fact", "whole fact"), *((name, name) for name in ("metric", "subject", "period", "relation", "direction")))
"""What says how likely it is right: its name in the counts, and in words."""

STEPS = (0, 50, 60, 70, 80, 90, 95)
"""Where the rows of the table of reliability begin, in per cent."""


def reliability_table(validation: Validation) -> Table:
    """How many links and facts are called how likely, and what share of them is right."""
    rows = []
    for name, words in SURE:
        tallies = {percent: n for (own, percent), n in validation.counts.sure.items() if own == name}
        ends = (*STEPS[1:], 101)
        within = [
            sum((n for percent, n in tallies.items() if low <= percent < high), FieldCounts())
            for low, high in zip(STEPS, ends, strict=True)
        ]
        if tallies:
            sure, every = sum(within[-2:], FieldCounts()), sum(within, FieldCounts())
            shown = (f"{percent(n.right / n.scored)} of {n.scored}" if n.scored else "–" for n in within)
            total = percent(sure.right / sure.scored) if sure.scored else "–"
            rows.append((words, *shown, total, percent(sure.scored / every.scored)))
    head = ("", *(f"{step} %" for step in STEPS), "≥ 90 % right", "≥ 90 % share")
    return Table("Reliability: right, in percent, of those called at least so likely", head, tuple(rows))


def ordered(values: set[str]) -> list[str]:
    """Values in order, those in brackets (missed, spurious, none) last."""
    return sorted(values, key=lambda value: (value.startswith("("), value))


def tables(validation: Validation) -> list[Table]:
    """The tables that a summary shows."""
    return [
        kinds_table(validation), modes_table(validation), fields_table(validation),
        *([reliability_table(validation)] if validation.counts.sure else []), confusion_table(validation, "kind"),
    ]  # fmt: skip


def differences(validation: Validation) -> Iterator[tuple[str, str, str]]:
    """Each difference as (where, what is wrong, expected and found), in the order of the releases."""
    for release in validation.releases:
        for outcome in release.outcomes:
            if outcome.verdict in {"missed", "spurious", "wrong"}:
                fact = outcome.shown
                yield (
                    f"{release.id}:{fact.start}",
                    what(outcome),
                    detail(outcome, context(release.text, fact.start, fact.end)),
                )


def what(outcome: Outcome) -> str:
    """A difference in a few words: `missed money`, `wrong period, metric`."""
    fact = outcome.shown
    if outcome.verdict != "wrong":
        other = "found as" if outcome.gold else "expected as"
        return f"{outcome.verdict} {fact.kind}" + (f" ({other} {outcome.confused})" if outcome.confused else "")
    return f"{fact.kind}: {', '.join(outcome.wrong)}"


def context(text: str, start: int, end: int) -> str:
    """The words around a span, on one line, the span in ⟦ ⟧."""
    if not text:
        return ""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[first:start], text[end:last]
    if first and " " in before:
        before = f"… {before.split(' ', 1)[1]}"
    if last < len(text) and " " in after:
        after = f"{after.rsplit(' ', 1)[0]} …"
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())


def detail(outcome: Outcome, words: str) -> str:
    """What was expected and found, field by field, with the words around it."""
    gold, found = outcome.gold, outcome.found
    parts = [words or f"“{outcome.shown.text}”"]
    if gold and found:
        for name in outcome.wrong:
            one, other = (span_of(gold), span_of(found)) if name == "span" else (said(gold, name), said(found, name))
            parts.append(f"{name}: expected {one}, found {other}")
    return "; ".join(parts)


def span_of(fact: Annotation) -> str:
    """A fact's offsets and text."""
    return f"{fact.start}..{fact.end} “{fact.text}”"
