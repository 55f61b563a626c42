"""Metrics that labels give: before a colon, a dash or a bracket, at the head of a line, or a measure's word nearby."""

import regex

from extractor.documents import Token
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.metrics.adjacent_nouns import MetricRule, is_time, item_of
from extractor.link.metrics.measured import can_measure, of_attribution, only_reckons
from extractor.link.nouns import core_phrase, is_name, phrase_head
from extractor.link.phrases import full_phrase
from extractor.link.rule import LinkRule
from extractor.spans import Span
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon

__all__ = ["HEAD_LABEL", "LABEL", "LINE_LABEL", "NEAREST_NOUN"]


def _head_label(line: Line, draft: Draft) -> Span | None:
    colon = line.lowered.find(": ", line.start, draft.start)
    if draft.kind == "count" and draft.relation is not None:
        return None
    if colon < 0:
        return None
    left = line.left_of(draft) if line.earlier(draft) else colon + 1
    own = [t for t in line.tokens_between(left, draft.start) if line.is_noun(t)]
    standards = name_lexicon().standards
    if any(not is_name(line, t) and t.text.lower() not in standards for t in own) or (
        not own and left == colon + 1 and not line.dates
    ):
        return None
    for token in line.tokens_between(line.start, colon):
        if line.is_noun(token) and not is_name(line, token):
            head = phrase_head(line, token) or token
            if can_measure(head) and not is_time(head):
                found = _with_measure(line, head)
                counted = draft.kind == "count" and item_of(line, draft) is not None
                return None if counted and not _names_measure(line, found) else found
    return None


def _with_measure(line: Line, head: Token) -> Span:
    """The phrase with the measure's word behind it that the tagger takes for a verb: `Housing starts:`."""
    following = line.token_at(head.index + 1)
    if following is not None and following.text.lower() in name_lexicon().measures:
        return Span(core_phrase(line, head).start, following.end)
    return full_phrase(line, head)


def _names_measure(line: Line, phrase: Span) -> bool:
    return line.words(phrase).split()[-1] in name_lexicon().measures


_LABEL_SIGN = regex.compile(r"(?:\s?[:,–—-]\s?|\s)(?:about\s|approximately\s|nearly\s|over\s)?$")


_BRACKET = regex.compile(r"\s\($")


def _in_brackets(line: Line, draft: Draft) -> bool:
    return line.text[draft.start - 2 : draft.start] == " (" and line.text[draft.end : draft.end + 1] == ")"


def _label(line: Line, draft: Draft) -> Span | None:
    left = line.left_of(draft)
    match = _LABEL_SIGN.search(line.text, left, draft.start)
    if match is None and draft.kind == "percent" and _in_brackets(line, draft):
        beside = (d for d in (line.previous(draft), line.following(draft)) if d is not None and d.kind == "percent")
        match = _BRACKET.search(line.text, left, draft.start) if any(_in_brackets(line, d) for d in beside) else None
    head = line.token_before(match.start()) if match else None
    while head is not None and head.start >= left and head.index > 0 and not line.is_noun(head):
        head = line.token_at(head.index - 1)
    if head is None or head.start < left or not line.is_noun(head):
        return None
    head = of_attribution(line, head)
    if draft.kind == "count" or is_time(head) or not can_measure(head):
        return None
    if is_name(line, head) and head.text.lower() not in metric_lexicon().heads:
        return None
    return full_phrase(line, head)


def _nearest_noun(line: Line, draft: Draft) -> Span | None:
    if draft.kind == "count":
        return None
    for token in reversed(line.tokens_between(line.left_of(draft), draft.start)):
        if token.text in {";", "."}:
            return None
        if line.is_noun(token) and token.text.lower() in name_lexicon().measures:
            found = full_phrase(line, token)
            if not only_reckons(line, found):
                return found
    return None


#: "* Total Funded: $3,232,598", "Loans outstanding (net): $5 million".
_LINE_LABEL = regex.compile(
    r"[\s*•–—-]*(?P<label>\p{L}[\p{L}\p{M}’'&/-]*(?:\ [\p{L}\p{M}’'&/-]+){0,6})(?:\ \([^()]{1,40}\))?:\s"
    r"(?:about\ |over\ )?"
)


def _line_label(line: Line, draft: Draft) -> Span | None:
    match = _LINE_LABEL.fullmatch(line.text, line.start, draft.start) if draft.kind != "count" else None
    if match is None or match["label"].lower() in metric_lexicon().times:
        return None
    label = Span(*match.span("label"))
    return None if any(name.start <= label.start and label.end <= name.end for name in line.names) else label


HEAD_LABEL: MetricRule = LinkRule(
    "metric.head-label",
    "The measure before the colon of the line, where only names stand directly before the figure.",
    _head_label,
    (
        "Operating margin by region: Americas ⟦12%⟧, EMEA 13%. → Operating margin",
        "Gross Profit Margin: GAAP: ⟦55.2 percent⟧ → Gross Profit Margin",
    ),
)
LABEL: MetricRule = LinkRule(
    "metric.label",
    "The noun phrase before a colon, comma, dash or blank and the figure, or before each bracket of a list of shares.",
    _label,
    (
        "Firms use it for product design (60%), customer service and support (⟦40%⟧) and marketing (35%). → "
        "customer service and support",
        "Free cash flow: ⟦$5.1 million⟧ → Free cash flow",
        "Net sales were $4 million; diluted EPS, ⟦$1.20⟧ → diluted EPS",
    ),
)
NEAREST_NOUN: MetricRule = LinkRule(
    "metric.nearest-noun",
    "The last word before the figure, in its clause and behind the figure before it, that only ever names a measure.",
    _nearest_noun,
    ("With sales of jam in decline, Marlow Foods ended at ⟦$5 million⟧. → sales of jam",),
)
LINE_LABEL: MetricRule = LinkRule(
    "metric.line-label",
    "The words before the colon of a line that holds nothing else before the figure, whatever they are; no name.",
    _line_label,
    ("Marlow Foods Inc. reports:\n\n• Total Funded: ⟦$3,232,598⟧ → Total Funded",),
    ("Marlow Foods Inc. reports from Norway:\n\n• Norway: ⟦$3,232,598⟧",),
)
