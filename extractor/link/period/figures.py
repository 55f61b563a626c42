"""What a figure is like where its time is sought: stock or flow, told of the past or ahead, of a year or a quarter."""

from dataclasses import dataclass
from typing import Literal

import regex

from extractor.link.clauses import verb_above
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.values import DateValue
from extractor.words.metrics import metric_lexicon
from extractor.words.nouns import singular_words

__all__ = ["Nature", "Setting", "grain_of", "nature_of", "setting_of"]

Nature = Literal["stock", "flow", "open"]

_ANNUAL = regex.compile(r"(?<!\w)(?:annual|full[- ]year|yearly|12-month|twelve-month)(?!\w)")
_QUARTERLY = regex.compile(r"(?<!\w)quarterly(?!\w)")
_EACH = regex.compile(
    r"(?:\ |/|-)?(?:per|a|each|every)\ (?:year|annum|month|week|day|hour|quarter)(?!\w)"
    r"|\ (?:annually|yearly|monthly|weekly|daily)(?!\w)"
    r"|(?:/|\ )?(?:p\.?a\.?|month|year)(?=[\s,;.)])"
)
_ANAPHORIC = regex.compile(r"\ of\ (?:them|these|those|which|whom|this)(?!\w)")
#: "Of these, 354 have been excluded": directly before the figure.
_OF_THEM = regex.compile(
    r"(?:^|[,;]\ )of\ (?:them|these|those|which|whom)(?:\ \w+)?,?\ (?:about\ |some\ |at\ least\ |only\ )?$"
)
_CLOSING = regex.compile(
    r"(?<!\w)(?:end(?:ed|ing|s)?|closed|closing|finished|stood|remained?|stands?|totall?ed|reached|at)\ "
    r"(?:(?:the\ )?(?:year|quarter|month|period|half)\ )?(?:at|with)?"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """The figure's side of the question, as names that traits are built from."""

    kind: str
    part: str
    nature: Nature
    tense: str
    ahead: bool
    span: str
    each: bool
    closing: bool
    anaphoric: bool
    measured: bool
    bullet: bool
    section: str


def setting_of(line: Line, draft: Draft, clause: int) -> Setting:
    """The setting of a figure whose clause begins at `clause`."""
    before = squeeze(line.lowered[max(clause, draft.start - 160) : draft.start])
    behind = squeeze(line.lowered[draft.end : min(line.end, draft.end + 80)])
    near = before[-50:]
    metric = draft.metric.of(line.text).lower() if draft.metric else ""
    span = "year" if _ANNUAL.search(metric) or _ANNUAL.search(near) else ""
    span = span or ("quarter" if _QUARTERLY.search(metric) or _QUARTERLY.search(near) else "")
    return Setting(
        kind=draft.kind,
        part=draft.part,
        nature=nature_of(line, draft),
        tense=_tense(line, draft),
        ahead=_is_ahead(line, draft),
        span=span,
        each=_EACH.match(behind) is not None
        or (draft.kind != "count" and draft.quantity.per in {"year", "month", "week", "day", "hour"}),
        anaphoric=_ANAPHORIC.match(behind) is not None
        or near.endswith((" the ", " these ", " those "))
        or _OF_THEM.search(near) is not None,
        closing=_CLOSING.search(near[-30:]) is not None,
        measured=draft.metric is not None,
        bullet=line.sentence.bullet,
        section=line.sentence.section,
    )


def _is_ahead(line: Line, draft: Draft) -> bool:
    """Whether words of expectation reach a figure."""
    cues = line.cues
    return cues.ahead("expected", draft.start) is not None or cues.behind("expected", draft.end) is not None


def nature_of(line: Line, draft: Draft) -> Nature:
    """Whether the head of the metric, or the noun it opens with, names what is held at a moment, or what flows."""
    words = singular_words(draft.metric.of(line.text)) if draft.metric else []
    lexicon = metric_lexicon()
    if not words:
        return "open"
    if set(words) & lexicon.flows:
        return "flow"
    cut = next(
        (i for i, word in enumerate(words) if i and word in {"of", "in", "on", "for", "at", "from", "to"}), len(words)
    )
    heads = {words[cut - 1], *(words[i - 1] for i, word in enumerate(words) if i and word == "and"), words[0]}
    return "stock" if heads & lexicon.stocks else "open"


def _tense(line: Line, draft: Draft) -> str:
    """The tense of the verb above a figure: past, present, perfect or future, bare without its helpers, or none."""
    token = line.head_of(draft)
    verb = verb_above(line, token) if token is not None else None
    if verb is None:
        return "none"
    helpers = {t.text.lower() for t in line.children(verb, "aux", "auxpass")}
    tags = {t.tag for t in line.children(verb, "aux", "auxpass")}
    if helpers & {"will", "would", "could", "may", "might", "shall"}:
        return "future"
    if helpers & {"has", "have"} or (verb.tag == "VBG" and helpers):
        return "perfect"
    if verb.tag == "VBD" or "VBD" in tags:
        return "past"
    if verb.tag in {"VBZ", "VBP"} or tags & {"VBZ", "VBP"}:
        return "present"
    return "bare"


def grain_of(value: DateValue) -> str:
    """Day, month, quarter, half, year, months (six to nine) or span; 13 weeks count as a quarter, 52 as a year."""
    text = value.value or ""
    if "-Q" in text:
        return "quarter"
    if "-H" in text:
        return "half"
    if "/" not in text:
        return {4: "year", 6: "year", 7: "month", 10: "day"}.get(len(text), "span")
    days = (value.last - value.first).days + 1 if value.first and value.last else 0
    lengths = (("quarter", 85, 99), ("months", 170, 290), ("year", 350, 380))
    return next((name for name, least, most in lengths if least <= days <= most), "span")
