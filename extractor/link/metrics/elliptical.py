"""What a clause without a verb, or with a loss for its predicate, measures: surer than what evidence would choose."""

from functools import cache

import regex

from extractor.documents import Token
from extractor.link.cues import hedge
from extractor.link.draft import Draft
from extractor.link.lines import MODIFIERS, NOUNS, Line
from extractor.link.metrics.adjacent_nouns import MetricRule
from extractor.link.metrics.measured import can_measure, names_measure
from extractor.link.nouns import is_name
from extractor.link.phrases import full_phrase
from extractor.link.rule import LinkRule
from extractor.spans import Span
from extractor.words.beside import words_before, words_behind
from extractor.words.changes import change_lexicon
from extractor.words.rows import alternation

__all__ = ["ELLIPTICAL_RULES"]

_JOINT = frozenset({",", "and", ";", "while", "but"})
_LEADS = frozenset({"by", "to", "at", "of"})
#: A gapped measure has so many words at most.
_LONGEST = 9


def _gapped(line: Line, draft: Draft) -> Span | None:
    """`Wholesale revenue rose 4% and retail revenue 9%`: the measure that alone stands behind the conjunction."""
    left = line.previous(draft)
    if left is None or left.metric is None or draft.is_related("prior_of"):
        return None
    tokens = [t for t in line.tokens_between(left.end, draft.start) if t.index not in line.figure_at]
    while tokens and (tokens[-1].text.lower() in _LEADS or _hedges().fullmatch(f"{tokens[-1].text.lower()} ")):
        tokens.pop()
    head = tokens[-1] if tokens else None
    if head is None or not _is_measure(line, head):
        return None
    for token in reversed(tokens[-_LONGEST:]):
        if token.text.lower() in _JOINT:
            phrase = full_phrase(line, head)
            first = line.token_at(token.index + 1)
            own = first is not None and (phrase.start <= first.end or first.tag in {"DT", "PRP$"})
            return phrase if own and phrase.start > token.start and phrase.end <= draft.start else None
        if token.tag not in NOUNS | MODIFIERS | {"HYPH", "DT", "PRP$", "POS", "AFX", "CC"}:
            return None
    return None


def _is_measure(line: Line, noun: Token) -> bool:
    named = names_measure(noun.text.lower()) and not is_name(line, noun)
    return named and line.is_noun(noun) and can_measure(noun)


@cache
def _hedges() -> regex.Pattern[str]:
    return regex.compile(hedge())


@cache
def _stated() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?P<verb>\ (?:was|were|is|are|came\ (?:in\ )?at)\ an?\ (?:net\ )?(?:loss|profit|gain|deficit)\ of\ )"
        rf"{hedge()}*+$"
    )


#: "(operating margin of 6.4%)", "(case fatality ratio, 47%)": the words of a bracket up to its figure.
_LABELLED = regex.compile(
    r"[(\[](?:(?:an?|the|with|and)\ )*(?P<label>(?:[\p{L}][\p{L}\p{M}’'&/-]*+\ ){0,5}?\p{L}[\p{L}\p{M}’'&/-]*+)"
    r"(?:\ (?:of|was|at|is|were|are)|[:,])?\ ?(?P<hedge>(?:about|approximately|over|nearly)\ )?$"
)
_OPENED = regex.compile(r"[(\[](?:an?\ )?$")
#: How far back the bracket opens.
_BRACKET_BACK = 70


@cache
def _changed() -> regex.Pattern[str]:
    """` increase in EPS10)`, behind the figure that a bracket opens with; the digits are the mark of a footnote."""
    label = r"(?P<label>(?:\p{L}[\p{L}\p{M}’'&/-]*+\ ){0,5}?\p{L}[\p{L}\p{M}’'&/-]*+)\d{0,2}"
    return regex.compile(
        rf"\ (?:{alternation(change_lexicon().nouns)})\ (?:in|of|to)\ (?:(?:the|its)\ )?{label}[)\],;]"
    )


def _bracketed(line: Line, draft: Draft) -> Span | None:
    """`(operating margin of 6.4%)`: the measure that a bracket opens with and gives its figure to."""
    left = max(line.left_of(draft), draft.start - _BRACKET_BACK)
    if _OPENED.search(line.text, left, draft.start):
        match = _changed().match(line.text, draft.end, line.end)
    else:
        match = _LABELLED.search(line.text, left, draft.start)
    if match is None or draft.kind == "count":
        return None
    word = match["label"].rpartition(" ")[2].lower()
    return Span(*match.span("label")) if names_measure(word) else None


#: `42% of respondents`: whom or what the first share of a sentence is a share of.
_OF_GROUP = words_behind(r" of (?:all |the |its |their |our |those |these )*")
_ALONE_BEFORE = words_before(r"(?:[,;] |\b(?:and|while|but|whereas|or) |[,;] (?:and|while|but|whereas|or) ){hedge}?")


def _of_same_group(line: Line, draft: Draft) -> Span | None:
    """`53% of psychologists report that, while 32% report this`: a share of the group that the first one names."""
    if draft.kind != "percent" or draft.direction is not None or draft.quantity.unit != "percent":
        return None
    if not _ALONE_BEFORE.match(line.text, line.start, draft.start) or _OF_GROUP.match(line.text, draft.end, line.end):
        return None
    following = line.token_after(draft.end)
    if following is None or following.tag not in _GOES_ON:
        return None
    for other in line.earlier(draft):
        of = _OF_GROUP.match(line.text, other.end, line.end) if other.kind == "percent" else None
        if of is not None and other.metric is not None and other.metric.start == of.end():
            return other.metric
    return None


#: What follows a share that stands alone: a verb, or the preposition of another use.
_GOES_ON = frozenset({"VBP", "VBD", "VBZ", "MD", "IN", "TO"})
_PER_SHARE = regex.compile(r"\b(?:per\ (?:\w+\ )?(?:share|unit|ads)|e\.?p\.?s\.?)$")


def _stated_loss(line: Line, draft: Draft) -> Span | None:
    """`Earnings per share were a loss of 5 cents`: the measure is the subject, whatever its sign."""
    match = _stated().search(line.lowered, line.left_of(draft), draft.start)
    before = line.token_before(match.start("verb")) if match else None
    if match is None or before is None:
        return None
    if not _PER_SHARE.search(line.lowered, line.start, match.start("verb")):
        return None
    head = before
    while head.index > 0 and head.text.lower() in {"share", "unit", "per", "diluted", "basic", "common", "ordinary"}:
        head = line.tokens[head.index - 1]
    return Span(full_phrase(line, head).start, before.end)


ELLIPTICAL_RULES: tuple[MetricRule, ...] = (
    LinkRule(
        "metric.bracketed",
        "The measure that a bracket opens with and gives its figure to.",
        _bracketed,
        (
            "Operating income rose to $37 million (an operating margin of ⟦6.4%⟧). → operating margin",
            "The clinic reported 18 deaths (case fatality ratio, ⟦47%⟧). → case fatality ratio",
            "Revenue was $37 million (gross margin ⟦40%⟧). → gross margin",
            "The gain was $79 million (a ⟦$0.04⟧ increase in EPS3). → EPS",
        ),
        ("Revenue was $37 million (last year ⟦$30 million⟧).",),
    ),
    LinkRule(
        "metric.gapped",
        "The measure that alone stands behind a conjunction and a figure with a measure of its own.",
        _gapped,
        (
            "Wholesale revenue rose 4% and retail revenue ⟦9%⟧. → retail revenue",
            "Room revenue grew by 5%, food and beverage revenue by 7% and spa revenue by ⟦11%⟧. → spa revenue",
        ),
        ("Wholesale revenue rose 4% in Asia and ⟦9%⟧ in Europe.",),
    ),
    LinkRule(
        "metric.of-same-group",
        "A share that stands alone behind a comma or a conjunction: of the group that the sentence's first one names.",
        _of_same_group,
        (
            "Some 53% of dentists report a lack of staff, while ⟦32%⟧ report a lack of rooms. → dentists",
            "About 42% of the clubs use it for sales and advice, ⟦40%⟧ for training. → clubs",
        ),
        ("Some 53% of dentists are women, and ⟦32%⟧ of nurses are men.",),
    ),
    LinkRule(
        "metric.stated-loss",
        "Per share: the subject of which a loss or a profit is said.",
        _stated_loss,
        ("Diluted earnings per share were a loss of ⟦$0.05⟧. → Diluted earnings per share",),
        ("The result was a loss of ⟦$5 million⟧.",),
    ),
)
