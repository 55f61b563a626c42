"""Lists that run side by side: `Net income and EPS were $5 million and $0.40, respectively`."""

from collections.abc import Callable, Sequence
from functools import cache

import regex

from extractor.link.cues import hedge
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.phrases import is_name
from extractor.link.rule import LinkRule, RelationRule
from extractor.spans import Span
from extractor.words.names import name_lexicon

__all__ = ["RESPECTIVE_CHANGE", "RESPECTIVE_METRIC", "RESPECTIVE_PRIOR", "dates_beside", "run_of"]


#: What joins the members of a list.
@cache
def _joint() -> regex.Pattern[str]:
    return regex.compile(rf",?\ (?:and\ |or\ )?{hedge()}?|,\ ")


_SIDE_BY_SIDE = regex.compile(r"\brespectively\b")
_PARTS = regex.compile(r",?\ and\ |,\ ")
_ADJECTIVE_AND = regex.compile(r"(?r)(?<![\w-])[\w-]+\ and\ (?:its\ |the\ )?")
#: No list in a sentence is longer than this.
_LONGEST = 8


def run_of(line: Line, draft: Draft) -> Sequence[Draft]:
    """The list that a quantity stands in: quantities that only commas and "and" join, of one kind and unit.

    Where the sentence says `respectively`, the kinds may differ.
    """
    mixed = _is_respective(line, draft.end)
    run = [draft]
    while len(run) <= _LONGEST and (left := line.previous(run[0])) and _joined(line, left, run[0], mixed=mixed):
        run.insert(0, left)
    while len(run) <= _LONGEST and (right := line.following(run[-1])) and _joined(line, run[-1], right, mixed=mixed):
        run.append(right)
    return run


def _is_respective(line: Line, at: int) -> bool:
    return _SIDE_BY_SIDE.search(line.lowered, at, line.end) is not None


def _joined(line: Line, left: Draft, right: Draft, *, mixed: bool) -> bool:
    alike = left.kind == right.kind and (mixed or left.quantity.unit == right.quantity.unit)
    return (alike or mixed) and bool(_joint().fullmatch(squeeze(line.between(left, right))))


def dates_beside(line: Line, draft: Draft) -> Sequence[Draft]:
    """The list of as many dates as the quantity's own list has members, where the sentence says `respectively`."""
    run = run_of(line, draft)
    if len(run) < 2 or not _is_respective(line, run[-1].end):
        return ()
    dates: list[Draft] = []
    for date in line.dates:
        joined = dates and _joint().fullmatch(_without_article(squeeze(line.lowered[dates[-1].end : date.start])))
        if len(dates) == len(run) and not joined:
            break
        dates = [*dates, date] if joined else [date]
    return dates if len(dates) == len(run) else ()


def _without_article(words: str) -> str:
    return words.removesuffix("the ").removesuffix("for ").removesuffix("in ")


# -------------------------------------------------------------------------------------------- changes


def _levels_beside(line: Line, run: Sequence[Draft], level: Draft | None) -> Sequence[Draft]:
    """The list that a level ends, where it has as many members as another list, two at least."""
    levels = run_of(line, level) if len(run) > 1 and level is not None else ()
    return levels if len(levels) == len(run) else ()


def _respective_change(line: Line, draft: Draft) -> Draft | None:
    if draft.part != "change" or not _is_respective(line, draft.end):
        return None
    run = run_of(line, draft)
    level = next((d for d in reversed(line.earlier(run[0])) if d.part == "level"), None)
    levels = _levels_beside(line, run, level)
    if not levels or any(d.direction for d in levels):
        return None
    return levels[run.index(draft)]


RESPECTIVE_CHANGE: RelationRule[Callable[[Line, Draft], Draft | None]] = RelationRule(
    "relation.respective-change",
    "In a list of changes behind a list of as many levels, said to go `respectively`: the level at its place.",
    _respective_change,
    (
        "Revenue was $5 million and $9 million, an increase of ⟦3%⟧ and 4% for the fourth quarter and full year 2022,"
        " respectively. → change_of $5 million",
    ),
    ("Revenue was $5 million and $9 million, an increase of ⟦3%⟧ for the year.",),
    relation="change_of",
)


def _respective_prior(line: Line, draft: Draft) -> Draft | None:
    run = run_of(line, draft)
    if run[0].part != "prior" or draft.direction:
        return None
    before = (d for d in reversed(line.earlier(run[0])) if d.part == "level" and d.direction is None)
    levels = _levels_beside(line, run, next((d for d in before if d.same_sort(draft)), None))
    if not levels or not _is_respective(line, levels[-1].end):
        return None
    return levels[run.index(draft)]


RESPECTIVE_PRIOR: RelationRule[Callable[[Line, Draft], Draft | None]] = RelationRule(
    "relation.respective-prior",
    "In a list of figures compared against, behind a list of as many levels and `respectively`: the one at its place.",
    _respective_prior,
    (
        "Net income and EBITDA were $5 million and $9 million, respectively, from ⟦$3 million⟧ and $4 million."
        " → prior_of $5 million",
    ),
    ("Net income was $5 million, compared with ⟦$3 million⟧ a year ago.",),
    relation="prior_of",
)

# -------------------------------------------------------------------------------------------- metrics


def _respective_metric(line: Line, draft: Draft) -> Span | None:
    run = run_of(line, draft)
    phrase = run[0].metric if len(run) > 1 else None
    if phrase is None or not line.start <= phrase.start < run[0].start:
        return None
    if dates_beside(line, draft):
        return phrase
    phrase = _with_adjective(line, phrase)
    parts = _conjuncts(line, phrase)
    if len(parts) != len(run):
        return None
    own = parts[run.index(draft)]
    return own if _is_whole(line, own) else phrase


def _with_adjective(line: Line, phrase: Span) -> Span:
    """With the adjective that "and" joins to the one a measure opens with: `GAAP and non-GAAP margins`."""
    match = _ADJECTIVE_AND.match(line.lowered, line.start, phrase.start)
    token = line.token_after(match.start()) if match else None
    adjective = token is not None and (token.tag in {"JJ", "VBN"} or token.text.lower() in name_lexicon().standards)
    return Span(match.start(), phrase.end) if match and adjective else phrase


def _conjuncts(line: Line, phrase: Span) -> list[Span]:
    starts, ends = [phrase.start], []
    for joint in _PARTS.finditer(line.lowered, phrase.start, phrase.end):
        ends.append(joint.start())
        starts.append(joint.end())
    return [Span(*ends_at) for ends_at in zip(starts, [*ends, phrase.end], strict=True)]


def _is_whole(line: Line, part: Span) -> bool:
    """Whether a conjunct is a measure of its own: `net income`, not the `GAAP` of "GAAP and non-GAAP margins"."""
    head = line.token_before(part.end)
    if head is None or not line.is_noun(head):
        return False
    return head.text.lower() in name_lexicon().measures or not (is_name(line, head) or head.text.isupper())


RESPECTIVE_METRIC: LinkRule[Callable[[Line, Draft], Span | None]] = LinkRule(
    "metric.respective",
    "As many measures joined by `and` as there are figures: one each, in order; adjectives of one noun share it.",
    _respective_metric,
    (
        "Net income and diluted EPS were $5 million and ⟦$0.40⟧, respectively. → diluted EPS",
        "Revenue and operating income were ⟦$5 million⟧ and $2 million. → Revenue",
    ),
    ("Net sales were $5 million and costs ⟦$4 million⟧.",),
)
