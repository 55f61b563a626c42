"""Lists that run side by side: `Sales in Norway and Iceland were $5 million and $4 million`.

Figures stand in runs (`$5 million and $4 million`); what they are about stands in lists of as many members: measures,
names, dates, levels. The member at a figure's own place in its run is its own, whatever is listed.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import regex

from extractor.documents import Token
from extractor.link.cues import hedge
from extractor.link.draft import Draft
from extractor.link.lines import MODIFIERS, Line, squeeze
from extractor.link.nouns import core_phrase, is_name
from extractor.link.rule import LinkRule, RelationRule
from extractor.spans import Span
from extractor.words.names import name_lexicon

__all__ = ["ALIGNED_CHANGE", "ALIGNED_METRIC", "ALIGNED_PRIOR", "dates_beside", "own_member", "run_of"]


#: What joins the members of a list.
@cache
def _joint() -> regex.Pattern[str]:
    return regex.compile(rf",?\ (?:and\ |or\ )?{hedge()}?|,\ ")


_SIDE_BY_SIDE = regex.compile(r"\brespectively\b")
_SEPARATOR = regex.compile(r",?\s(?:and|or|&)\s|,\s")
_CONJUNCTION = regex.compile(r"\s(?:and|or|&)\s")
_ADJECTIVE_AND = regex.compile(r"(?r)(?<![\w-])[\w-]+\ and\ (?:its\ |the\ )?")
_ARTICLE = regex.compile(r"(?:the|its|their|our|a|an)\s")
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


# -------------------------------------------------------------------------------------------- phrases


def own_member(line: Line, draft: Draft, phrase: Span) -> Span | None:
    """Of a list that a phrase is or stands in, the member at the figure's own place in its run; None without both.

    A name is taken apart only where the sentence says `respectively`: `Halden and Marlow` may be one.
    """
    run = run_of(line, draft)
    if len(run) < 2 or not line.start <= phrase.start <= phrase.end <= line.end:
        return None
    if phrase.start < run[-1].end and run[0].start < phrase.end:
        return None
    named = any(phrase.overlaps(name) for name in line.names)
    members = _members(line, phrase, apart=not named or _is_respective(line, run[-1].end))
    return members[run.index(draft)] if len(members) == len(run) else None


def _members(line: Line, phrase: Span, *, apart: bool) -> list[Span]:
    """The members of the list around a phrase, in order; the phrase alone where there is none."""
    inside = _taken_apart(line, phrase) if apart else [phrase]
    members = [*_left_of(line, phrase.start), *inside, *_right_of(line, phrase.end)]
    joined = len(members) > 1 and _CONJUNCTION.search(line.text, members[-2].end, members[-1].start)
    return members if joined else inside


def _taken_apart(line: Line, phrase: Span) -> list[Span]:
    starts, ends = [phrase.start], []
    for joint in _SEPARATOR.finditer(line.text, phrase.start, phrase.end):
        ends.append(joint.start())
        starts.append(joint.end() + (len(article[0]) if (article := _ARTICLE.match(line.text, joint.end())) else 0))
    return [Span(*ends_at) for ends_at in zip(starts, [*ends, phrase.end], strict=True)]


def _right_of(line: Line, end: int) -> Iterator[Span]:
    for _ in range(_LONGEST):
        joint = _SEPARATOR.match(line.text, end, line.end)
        first = line.token_after(joint.end()) if joint else None
        if first is not None and first.tag in {"DT", "PRP$"}:
            first = line.token_at(first.index + 1)
        head = _head(line, first) if first is not None else None
        if first is None or head is None:
            return
        yield Span(first.start, head.end)
        end = head.end


def _head(line: Line, first: Token) -> Token | None:
    """The last noun of the run of nouns and modifiers that begins at a token."""
    head = None
    for token in line.tokens[first.index : first.index + _LONGEST]:
        if not (line.is_noun(token) or token.tag in MODIFIERS) or token.index in line.figure_at:
            break
        head = token if line.is_noun(token) else head
    return head


def _left_of(line: Line, start: int) -> list[Span]:
    found: list[Span] = []
    for _ in range(_LONGEST):
        before = line.text[max(line.start, start - 7) : start]
        joint = regex.search(r"(?:,?\s(?:and|or|&)\s|,\s)(?:the\s)?$", before)
        head = line.token_before(start - len(joint[0])) if joint else None
        if head is None or not line.is_noun(head) or head.end != start - len(joint[0] if joint else ""):
            break
        phrase = core_phrase(line, head)
        if not _is_plain(line, line.tokens_between(phrase.start, phrase.end)[0], head):
            break
        found.insert(0, phrase)
        start = phrase.start
    return found


def _is_plain(line: Line, first: Token, head: Token) -> bool:
    """Whether a phrase holds no figure and no list of its own."""
    inside = line.tokens[first.index : head.index + 1]
    return not any(t.index in line.figure_at or t.tag == "CC" or t.text == "," for t in inside)


def _aligned_metric(line: Line, draft: Draft) -> Span | None:
    run = run_of(line, draft)
    for phrase in (draft.metric, run[0].metric):
        if phrase is None or len(run) < 2 or not line.start <= phrase.start < line.end:
            continue
        whole = _with_adjective(line, phrase)
        own = own_member(line, draft, whole)
        if own is not None:
            return own if _is_whole(line, own) else whole
    return None


def _with_adjective(line: Line, phrase: Span) -> Span:
    """With the adjective that "and" joins to the one a measure opens with: `GAAP and non-GAAP margins`."""
    match = _ADJECTIVE_AND.match(line.lowered, line.start, phrase.start)
    token = line.token_after(match.start()) if match else None
    word = token.text.lower() if token is not None else ""
    modifying = token is not None and token.tag in {"JJ", "VBN", "RB", "NNP"} and word not in name_lexicon().measures
    adjective = modifying or word in name_lexicon().standards
    return Span(match.start(), phrase.end) if match and adjective else phrase


def _is_whole(line: Line, part: Span) -> bool:
    """Whether a member is a measure of its own: `net income`, not the `GAAP` of "GAAP and non-GAAP margins"."""
    head = line.token_before(part.end)
    if head is None or not line.is_noun(head):
        return False
    return head.text.lower() in name_lexicon().measures or not (is_name(line, head) or head.text.isupper())


# -------------------------------------------------------------------------------------------- figures


def _beside(line: Line, draft: Draft, figures: Sequence[Draft]) -> Draft | None:
    """Of runs that the given figures stand in, the figure at the draft's place in the first that is as long."""
    run = run_of(line, draft)
    for figure in figures if len(run) > 1 else ():
        other = run_of(line, figure)
        if len(other) == len(run) and not any(d.direction for d in other):
            return other[run.index(draft)]
    return None


def _aligned_change(line: Line, draft: Draft) -> Draft | None:
    if draft.part != "change" or not _is_respective(line, draft.end):
        return None
    run = run_of(line, draft)
    before = next((d for d in reversed(line.earlier(run[0])) if d.part == "level"), None)
    behind = next((d for d in line.later(run[-1]) if d.part == "level"), None)
    return _beside(line, draft, [d for d in (before, behind) if d is not None])


def _aligned_prior(line: Line, draft: Draft) -> Draft | None:
    run = run_of(line, draft)
    if run[0].part != "prior" or draft.direction or len(run) < 2:
        return None
    before = (d for d in reversed(line.earlier(run[0])) if d.part == "level" and d.direction is None)
    level = next((d for d in before if d.same_sort(draft)), None)
    return _beside(line, draft, [level]) if level is not None and _is_respective(line, level.end) else None


ALIGNED_CHANGE: RelationRule[Callable[[Line, Draft], Draft | None]] = RelationRule(
    "relation.aligned-change",
    "In a list of changes beside a list of as many levels, said to go `respectively`: the level at its place.",
    _aligned_change,
    (
        "Revenue was $5 million and $9 million, an increase of ⟦3%⟧ and 4% for the fourth quarter and full year 2022,"
        " respectively. → change_of $5 million",
        "Sales and costs rose 5% and ⟦8%⟧ to $10 million and $7 million, respectively. → change_of $7 million",
    ),
    ("Revenue was $5 million and $9 million, an increase of ⟦3%⟧ for the year.",),
    relation="change_of",
)
ALIGNED_PRIOR: RelationRule[Callable[[Line, Draft], Draft | None]] = RelationRule(
    "relation.aligned-prior",
    "In a list of figures compared against, behind a list of as many levels and `respectively`: the one at its place.",
    _aligned_prior,
    (
        "Net income and EBITDA were $5 million and $9 million, respectively, from ⟦$3 million⟧ and $4 million."
        " → prior_of $5 million",
    ),
    ("Net income was $5 million, compared with ⟦$3 million⟧ a year ago.",),
    relation="prior_of",
)
ALIGNED_METRIC: LinkRule[Callable[[Line, Draft], Span | None]] = LinkRule(
    "metric.aligned",
    "As many measures in a list as there are figures: one each, in order; adjectives of one noun share it.",
    _aligned_metric,
    (
        "Net income and diluted EPS were $5 million and ⟦$0.40⟧, respectively. → diluted EPS",
        "Revenue and operating income were ⟦$5 million⟧ and $2 million. → Revenue",
        "Revenue and net income were ⟦$50 million⟧ and $4 million, up 10% and 12%, respectively. → Revenue",
        "Sales, gross profit and net income were $9 million, ⟦$5 million⟧ and $2 million. → gross profit",
    ),
    ("Net sales were $5 million and costs ⟦$4 million⟧.",),
)
