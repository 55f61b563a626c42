"""What a figure may measure: phrases of its sentence, and what figures and headings around it measure.

Each source proposes and knows no other; how likely a phrase is comes from the evidence (`evidence`) and learned
weights. The rules beside this file are the sources that say why; the sentence's noun phrases are what they may miss.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from extractor.documents import Document, Token
from extractor.link.clauses import clause_subject, verb_above
from extractor.link.cues import hedge
from extractor.link.draft import Draft
from extractor.link.labels import Parents
from extractor.link.lines import NOUNS, Line, squeeze
from extractor.link.metrics.adjacent_nouns import MetricRule, is_time, item_of
from extractor.link.metrics.evidence import Evidence, LineEvidence
from extractor.link.metrics.measured import names_measure
from extractor.link.nouns import core_phrase
from extractor.link.phrases import full_phrase, long_phrase, whole_phrase
from extractor.link.ranking import Candidate
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.nouns import singular_words
from extractor.words.rows import alternation

__all__ = ["Around", "Ballot", "Phrases"]

#: How many nouns are looked at on either side of a figure, and how many figures away a metric may be shared.
_MOST_NOUNS, _FIGURES_BACK = 12, 3
#: A heading is shorter than this, and stands so many sentences back at most; the line before is so near at most.
_HEADING, _HEADING_BACK, _LINE_BACK = 90, 12, 2


@dataclass
class Around:
    """What the release said before a line: the line before it, the heading above it, the bullet it may belong to."""

    document: Document
    before: Line | None = None
    heading: Span | None = None
    parents: Parents = field(default_factory=Parents)
    _read: int = 0
    _heading_at: int = -1

    def enter(self, line: Line) -> None:
        """Take what stands between the last line and this one."""
        sentences = self.document.sentences
        for sentence in sentences[max(self._read, line.sentence.index - _HEADING_BACK) : line.sentence.index]:
            words = self.document.text[sentence.start : sentence.end].rstrip()
            short = len(words) < _HEADING and sentence.section == "body" and not sentence.bullet
            if short and words and words[-1] not in '.!?”"':
                self.heading, self._heading_at = Span(sentence.start, sentence.start + len(words)), sentence.index
        self._read = line.sentence.index
        if line.sentence.index - self._heading_at > _HEADING_BACK:
            self.heading = None

    def leave(self, line: Line) -> None:
        """Take a line whose figures are linked."""
        self.parents.leave(line)
        self.before = line


@cache
def _obtaining() -> regex.Pattern[str]:
    """`raising about`, directly before a figure."""
    return regex.compile(rf"(?<!\w)(?:{alternation(metric_lexicon().obtaining)})\ {hedge()}*+$")


Proposal = tuple[str, Span | None]


class Phrases:
    """The phrases of a line's nouns and the evidence for them, gathered once for all its figures."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.evidence = LineEvidence(line)
        self._nouns = _last_nouns(line)
        self._proposals: dict[int, list[Proposal]] = {}
        self._whole: dict[Span, Span] = {}
        self._who: dict[Span, bool] = {}

    def near(self, draft: Draft) -> Iterator[Proposal]:
        """The phrases of the nouns nearest to the figure, as many on either side."""
        at = bisect_left(self._nouns, draft.start, key=lambda noun: noun.start)
        for noun in self._nouns[max(0, at - _MOST_NOUNS) : at + _MOST_NOUNS]:
            if noun.index not in self._proposals:
                self._proposals[noun.index] = list(_of_noun(self.line, noun))
            yield from self._proposals[noun.index]

    def whole(self, span: Span) -> Span:
        """The phrase that a noun phrase only ends."""
        if span not in self._whole:
            self._whole[span] = whole_phrase(self.line, span)
        return self._whole[span]

    def is_who(self, span: Span) -> bool:
        """Whether a phrase says who, and not what."""
        if span not in self._who:
            self._who[span] = _is_who(self.line, span)
        return self._who[span]


#: "6% of people who smoke": a share of them.
_SHARE_OF = regex.compile(r"\sof\s(?:all\s|the\s)?")
#: `people with asthma`, `men and women`: more than the one word says who.
_GOES_ON = regex.compile(r"\s(?:with|and|or|without|in)\b")


class Ballot:
    """What one figure of a line may measure, `None` among it, each with its evidence.

    What the sentence itself proposes is found once; what the figures around measure is asked for anew each time.
    """

    def __init__(self, phrases: Phrases, draft: Draft, rules: Sequence[MetricRule]) -> None:
        self.phrases, self.line, self.draft = phrases, phrases.line, draft
        self._evidence = Evidence(phrases.evidence, draft)
        self._own: dict[Span | None, tuple[str, ...]] = {None: ()}
        self._here = Span(draft.end, max(self.line.right_of(draft), draft.end))
        self._last: list[tuple[Span | None, tuple[str, ...]]] = []
        self._obtained = draft.kind == "money" and _obtaining().search(squeeze(self.line.before(draft))) is not None
        own = _of_sentence(phrases, draft, rules)
        self._add(self._own, ((name, phrases.whole(span) if span else None) for name, span in own))

    def candidates(self, around: Around) -> list[Candidate[Span]] | None:
        """The candidates while other figures measure what they do now; None where they are those of the last time."""
        found = dict(self._own)
        if not self._obtained:
            self._add(found, _of_figures(self.line, self.draft))
        self._add(found, _of_release(self.line, self.draft, around))
        proposed = list(found.items())
        if proposed == self._last:
            return None
        self._last = proposed
        return [Candidate(span, names, self._evidence.of(span, names)) for span, names in proposed]

    def _is_doer(self, span: Span) -> bool:
        """Whether a phrase is one word that says who (`the company`): only numbers and shares of them are measured."""
        line, draft = self.line, self.draft
        if span.of(line.text).lower() not in metric_lexicon().agents:
            return False
        shared = draft.kind == "percent" and _SHARE_OF.fullmatch(line.text, draft.end, span.start) is not None
        return not shared or _GOES_ON.match(line.text, span.end, line.end) is not None

    def _add(self, found: dict[Span | None, tuple[str, ...]], proposals: Iterator[Proposal]) -> None:
        for name, span in proposals:
            if span is None or span.start >= span.end:
                continue
            if (self._obtained and not self._here.contains(span)) or self.phrases.is_who(span):
                continue
            if _is_rate(self.line, span) if self.draft.kind == "count" else self._is_doer(span):
                continue
            if _says_nothing(self.line, span, changes=self.draft.direction is not None):
                continue
            if self.draft.kind == "count" or not span.overlaps(self.draft):
                found[span] = (*found.get(span, ()), name)


def _is_rate(line: Line, span: Span) -> bool:
    """Whether a phrase names a rate or a ratio: no number of things is one."""
    words = singular_words(span.of(line.text))
    return bool(words) and words[-1] in metric_lexicon().uncounted


def _says_nothing(line: Line, span: Span, *, changes: bool) -> bool:
    """Whether a phrase only points to a figure (`this figure`), or names the rate at which it `changes`, not what does.

    `Output will grow at a compound annual growth rate of 6%`: output does.
    """
    tokens = line.tokens_between(span.start, span.end)
    words = [token.text.lower() for token in tokens if token.tag != "DT"]
    if words and all(word in metric_lexicon().generic for word in words):
        return len(words) == 1
    return changes and len(words) > 1 and words[-1] == "rate" and words[-2] in change_lexicon().nouns


def _is_who(line: Line, span: Span) -> bool:
    """Whether a phrase is a name, a part of one or a proper noun, and ends in no measure: who, and not what."""
    words = line.words(span).split() if line.start <= span.start < line.end else []
    if any(name.contains(span) and span.end < name.end for name in line.names):  # "Fixed Income Markets"
        return True
    head = words[: words.index("of")] if "of" in words[1:] else words  # "Internal Rate of Return"
    if not words or names_measure(words[-1]) or names_measure(head[-1]):
        return False
    tokens = line.tokens_between(span.start, span.end)
    proper = len(tokens) == 1 and tokens[0].tag in {"NNP", "NNPS"}
    nouns = [token for token in tokens if line.is_noun(token)]
    named = bool(nouns) and all(any(n.start <= token.start < n.end for n in line.names) for token in nouns)
    return proper or named or any(name.contains(span) for name in line.names)


# --------------------------------------------------------------------------------------- in the sentence


def _of_sentence(phrases: Phrases, draft: Draft, rules: Sequence[MetricRule]) -> Iterator[Proposal]:
    line = phrases.line
    yield from _by_rules(line, draft, rules)
    yield from phrases.near(draft)
    if draft.kind == "count":
        yield "metric.item", item_of(line, draft)
    yield from _surface(line, draft)


def _by_rules(line: Line, draft: Draft, rules: Sequence[MetricRule]) -> Iterator[Proposal]:
    return ((rule.name, rule.apply(line, draft)) for rule in rules)


def _of_noun(line: Line, noun: Token) -> Iterator[Proposal]:
    full, longer = full_phrase(line, noun), long_phrase(line, noun)
    yield "noun-phrase", full
    yield "noun-phrase.core", core_phrase(line, noun)
    if longer != full:
        yield "noun-phrase.long", longer
    yield from _without_change(line, noun)


def _last_nouns(line: Line) -> list[Token]:
    """The last noun of each run of nouns, in text order; names of times and of reckoning measure nothing."""
    out = []
    for token in line.tokens:
        after = line.token_at(token.index + 1)
        runs_on = after is not None and after.tag in NOUNS and after.index not in line.figure_at
        if line.is_noun(token) and not (runs_on and after is not None and after.start - token.end <= 1):
            out.append(token)
    reckoning = metric_lexicon().reckoning
    return [token for token in out if not is_time(token) and token.text.lower() not in reckoning]


def _without_change(line: Line, noun: Token) -> Iterator[Proposal]:
    """`Sales revenue` of "Sales revenue forecast": what stands before a noun of change, forecast or total."""
    if not _is_empty(noun.text.lower()):
        return
    first = core_phrase(line, noun).start
    at = noun.index - 1
    while at >= 0 and line.tokens[at].start >= first:
        if line.tokens[at].text != "-" and not _is_empty(line.tokens[at].text.lower()):
            break
        at -= 1
    if at >= 0 and line.tokens[at].start >= first and line.is_noun(line.tokens[at]):
        yield "before-change", Span(first, line.tokens[at].end)


def _is_empty(word: str) -> bool:
    """Whether a noun says only that something changes, is forecast or is a total."""
    metrics = metric_lexicon()
    return word in metrics.guidance or word in metrics.generic or word in change_lexicon().nouns


#: The words directly before a figure, for brackets, which are left out of the parse: `(EBIT margin of 9%)`.
_BEFORE = regex.compile(
    r"(?:\b(?:an?|the|its|our|their|with|of)\ )?"
    r"(?P<words>(?:\p{L}[\p{L}\p{M}\d’'&/.-]*+\ ){0,6}?\p{L}[\p{L}\p{M}\d’'&/-]*+)"
    r"(?:\ (?:of|was|at|is|were|are|about|approximately)){0,2}:?\ (?:about\ |approximately\ )?$"
)


#: "(after tax $2 million)", "(excluding Norway: $5 million)": how a figure is reckoned, not what it measures.
_LEANING = regex.compile(r"(?:after|before|excluding|including|adjusted|at|in|on|or|net\ of)\b", regex.IGNORECASE)


def _surface(line: Line, draft: Draft) -> Iterator[Proposal]:
    match = _BEFORE.search(line.text, max(line.left_of(draft), draft.start - 90), draft.start)
    if match is None or _LEANING.match(match["words"]) or match["words"].lower() in change_lexicon().ellipsis:
        return
    words = Span(*match.span("words"))
    if not line.tokens_between(words.start, words.end) and not any(words.overlaps(draft) for draft in line.drafts):
        yield "words-before", words


# ------------------------------------------------------------------------------------ around the figure


def _of_figures(line: Line, draft: Draft) -> Iterator[Proposal]:
    """What figures before this one measure, the things counted beside it, and what it leans on or leans on it."""
    earlier, later = line.earlier(draft)[-_FIGURES_BACK:], line.later(draft)[:_FIGURES_BACK]
    for other in reversed(earlier):
        if other.metric is not None:
            yield "of-earlier", other.metric
            yield f"of-earlier:{other.kind}:{draft.kind}", other.metric
    for where, figures in (("before", earlier), ("behind", later)):
        for counted in figures:
            if counted.kind == "count":
                yield f"of-count:{where}:{draft.kind}:{draft.direction is not None}", item_of(line, counted)
    previous = earlier[-1] if earlier else None
    if previous is not None and previous.metric is not None:
        yield "of-previous", previous.metric
        yield f"of-previous:{draft.part}", previous.metric
    if draft.relation is not None and draft.relation.to.metric is not None:
        yield f"of-related:{draft.relation.type}", draft.relation.to.metric
    for other in (*earlier, *later):
        if other.relation is not None and other.relation.to is draft and other.metric is not None:
            yield f"of-leaning:{other.relation.type}", other.metric


def _is_said_of_before(line: Line, draft: Draft) -> bool:
    """Whether the figure's clause has a pronoun for its subject: `It ranges from 42% to 66%`, `This was 5% more`."""
    token = line.head_of(draft)
    verb = verb_above(line, token) if token is not None else None
    subject = clause_subject(line, verb) if verb is not None else None
    if subject is None:
        return False
    figured = subject.text.lower() in metric_lexicon().generic and line.children(subject, "det")  # "this figure"
    return subject.text.lower() in {"it", "this", "that", "they", "these"} or bool(figured)


def _of_release(line: Line, draft: Draft, around: Around) -> Iterator[Proposal]:
    before = around.before
    if before is not None and 0 <= line.sentence.index - before.sentence.index <= _LINE_BACK:
        metrics = [d.metric for d in before.quantities if d.metric is not None]
        if metrics:
            yield "of-line-before", metrics[0]
            yield f"of-line-before:{draft.part}:{draft.direction is not None}", metrics[0]
            yield "of-line-before.last", metrics[-1]
            if _is_said_of_before(line, draft):
                yield "of-line-before.pronoun", metrics[0]
        counted = next((d for d in reversed(before.quantities) if d.kind == "count"), None)
        if counted is not None:
            yield f"of-count-before:{draft.kind}:{draft.direction is not None}", item_of(before, counted)
    bullet = around.parents.metric_for(line, draft)
    if bullet is not None:
        yield "metric.of-bullet-above", bullet
    if around.heading is not None:
        yield "heading", around.heading
