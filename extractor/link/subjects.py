"""Subjects: whose figure it is, resolved to the full name as first given."""

from dataclasses import dataclass, field

import regex

from extractor.documents import Document, Token
from extractor.link.draft import Draft
from extractor.link.lines import VERBS, Line
from extractor.link.metrics import clause_subject, verb_above
from extractor.link.names import Names
from extractor.link.nounphrases import agents, core_phrase, is_name
from extractor.link.vocabulary import measure_words
from extractor.spans import Span

__all__ = ["Topics", "find_subjects"]

_FIRST_PERSON = frozenset({"we", "our", "us", "ours"})
_PRONOUNS = frozenset({"it", "its", "they", "their", "he", "she", "his", "her"})
_COMPANY = frozenset(
    {"company", "group", "firm", "corporation", "partnership", "bank", "issuer", "trust", "reit", "fund"}
)
_NO_SUBJECT = frozenset(
    {"analysts", "analyst", "people", "there", "who", "what", "result", "results", "impact", "data", "statistics"}
)
_ABOUT = regex.compile(r"^\s*(?:[#*]+\s*)?About\s+(?:the\s+)?", regex.IGNORECASE | regex.MULTILINE)
#: Who expects is not whose figure it is, unless a company speaks of itself.
_EXPECTING = frozenset(
    [
        "expect",
        "expects",
        "expected",
        "anticipate",
        "anticipates",
        "forecast",
        "forecasts",
        "maintains",
        "predicts",
        "predict",
        "sees",
    ]
)
_SAYING = frozenset(
    [
        "said",
        "says",
        "say",
        "told",
        "tells",
        "added",
        "adds",
        "noted",
        "notes",
        "stated",
        "states",
        "commented",
        "explained",
        "concluded",
        "showed",
        "shows",
        "show",
        "found",
        "estimates",
        "estimated",
        "projects",
        "projected",
        "forecasts",
    ]
)
#: What may stand between a measure and the name behind it.
_OF_NAME = regex.compile(r"(?:\s\([^()]*\))?\s(?:of|at|for|in|from|by|through|on|to)\s(?:the\s)?(?=\p{Lu})")
_AFTER_FIGURE = regex.compile(r"(?:\s\([^()]*\))?\s(?:in|at|for|of)\s(?:the\s)?(?=\p{Lu})")


@dataclass
class Topics:
    """What has been talked about so far: the subject of the last line, and noun phrases by their head noun."""

    names: Names
    last: Span | None = None
    paragraph: int = -1
    by_head: dict[str, Span] = field(default_factory=dict)


Finding = tuple[Span, str]


def find_subjects(document: Document, line: Line, topics: Topics) -> None:
    """Set the subject of each quantity of a line; lines must come in order."""
    if line.sentence.paragraph != topics.paragraph:
        topics.paragraph = line.sentence.paragraph
        if topics.names.corporate:
            topics.last = topics.names.issuer
    _enter_section(document, line, topics)
    _enter_entry(document, line, topics)
    main = _line_subject(line, topics)
    for draft in line.quantities:
        found = (
            _beside_metric(line, draft, topics)
            or _label_name(line, draft, topics)
            or _clause(line, draft, topics)
            or _after_figure(line, draft, topics)
            or main
            or _carried(topics)
        )
        if found is not None:
            draft.subject = found[0]
            draft.note("subject", found[1], found[0])
    if main is not None:
        topics.last = main[0]
    elif not topics.names.corporate and line.quantities and line.quantities[-1].subject is not None:
        topics.last = line.quantities[-1].subject


def _enter_entry(document: Document, line: Line, topics: Topics) -> None:
    """`Croatia. Influenza activity increased …`: a paragraph that opens with a bare name is about it."""
    index = line.sentence.index
    if index == 0:
        return
    before = document.sentences[index - 1]
    words = document.text[before.start : before.end].strip(" .:")
    if before.paragraph == line.sentence.paragraph and len(words) < 40:
        name = next(iter(topics.names.between(before.start, before.end)), None)
        if name is not None and name.text == words:
            topics.last = topics.names.full(name.text) or name.span


def _enter_section(document: Document, line: Line, topics: Topics) -> None:
    """`About X`: a boilerplate section is about the name in its heading."""
    section = next((s for s in document.sections if s.start <= line.start < s.end), None)
    if section is None or section.kind != "boilerplate":
        return
    heading = None
    for heading in _ABOUT.finditer(line.text, section.start, line.start):  # noqa: B007 - the last one counts
        pass
    if heading is None:
        return
    name = next(iter(topics.names.between(heading.end(), heading.end() + 90)), None)
    if name is not None and name.span.start - heading.end() < 6:
        topics.last = topics.names.full(name.text) or name.span


def _says(line: Line, verb: Token, topics: Topics) -> bool:
    """Whether a verb only reports: its subject is a source, not the one whose figure it is."""
    words = {verb.text.lower(), *(c.text.lower() for c in line.children(verb, "xcomp"))}
    return bool(words & _SAYING) or bool(words & _EXPECTING and not topics.names.corporate)


def _carried(topics: Topics) -> Finding | None:
    if topics.last is not None:
        return topics.last, "subject.carried"
    return (topics.names.issuer, "subject.issuer") if topics.names.issuer else None


def _line_subject(line: Line, topics: Topics) -> Finding | None:
    """The doer of the line's main clause, where it is a name, a pronoun or a role."""
    for token in line.tokens:
        verb = line.tokens[token.head]
        if (
            token.dep in {"nsubj", "nsubjpass"}
            and token.tag != "WDT"
            and verb.tag in VERBS
            and not _says(line, verb, topics)
        ):
            found = _entity(line, token, topics)
            if found is not None:
                return found
    return None


def _entity(line: Line, token: Token, topics: Topics) -> Finding | None:
    """The full name that a subject stands for, None where it names no one."""
    word = token.text.lower()
    if any(d.metric is not None and d.metric.start <= token.start < d.metric.end for d in line.quantities):
        return _possessor(line, token, topics)
    if word in _FIRST_PERSON:
        return (topics.names.issuer, "subject.first-person") if topics.names.issuer else None
    if word in _PRONOUNS:
        return (topics.last, "subject.pronoun") if topics.last else None
    before = line.tokens[token.index - 1].text.lower() if token.index else ""
    if is_name(line, token) and not (before == "the" and word in agents()):
        return _named(line, token, topics)
    if token.tag not in {"NN", "NNS", "NNP"} or word in _NO_SUBJECT or token.index in line.figure_at:
        return None
    possessor = _possessor(line, token, topics)
    if word not in agents() - _PRONOUNS:
        return possessor
    return _role(line, token, topics)


def _named(line: Line, token: Token, topics: Topics) -> Finding | None:
    """The whole name around a token, and the full name that it is short for."""
    for name in topics.names.between(line.start, line.end):
        if name.span.start <= token.start < name.span.end:
            full = topics.names.full(name.text)
            return (full or name.span), "subject.name"
    if token.text.lower() in measure_words():
        return None
    first = token.index
    while first > 0 and is_name(line, line.tokens[first - 1]) and first - 1 not in line.figure_at:
        if line.tokens[first - 1].text in {"The", "A", "An"}:
            break
        first -= 1
    span = Span(line.tokens[first].start, token.end)
    return (topics.names.full(span.of(line.text)) or span), "subject.proper-noun"


def _role(line: Line, token: Token, topics: Topics) -> Finding | None:
    """`the Company`, `the park`: the noun phrase of that head as first given, else the issuer for a company's roles."""
    word = token.text.lower()
    span = _entity_phrase(line, token, topics)
    bare = span.start == token.start and span.end == token.end
    if not bare:
        topics.by_head.setdefault(word, span)
        if any(c.isupper() for c in span.of(line.text)) or line.lowered[max(span.start - 4, 0) : span.start] != "the ":
            return span, "subject.noun-phrase"
    if word in topics.by_head:
        return topics.by_head[word], "subject.as-first-given"
    if topics.last is not None and word in topics.last.of(line.text).lower().split():
        return topics.last, "subject.as-first-given"
    if word in _COMPANY and topics.names.issuer is not None:
        return topics.last or topics.names.issuer, "subject.company"
    return (span, "subject.noun-phrase") if not bare else None


def _entity_phrase(line: Line, token: Token, topics: Topics) -> Span:
    """A noun phrase with the name that an `of` behind it brings: `industrial park of Laibin City`."""
    span = core_phrase(line, token)
    owner = next((c for c in line.children(token, "poss") if is_name(line, c)), None)
    if owner is not None:
        return Span(core_phrase(line, owner).start, span.end)
    match = regex.compile(r"\sof\s(?:the\s)?(?=\p{Lu})").match(line.text, token.end, line.end)
    if match:
        name = next(iter(topics.names.between(match.end(), line.end)), None)
        if name is not None and name.span.start == match.end():
            return Span(span.start, name.span.end)
    return span


def _possessor(line: Line, token: Token, topics: Topics) -> Finding | None:
    """`Switzerland's GDP`, `the park's output`, `its margin`: who has it."""
    for child in line.children(token, "poss"):
        if child.tag in {"NNS", "NNPS"} and child.text.lower() in agents():  # "shareholders' equity"
            continue
        found = _entity(line, child, topics)
        if found is not None:
            return found[0], "subject.possessor"
    return None


def _beside_metric(line: Line, draft: Draft, topics: Topics) -> Finding | None:
    """`Revenues for Converse`, `Net sales of Hadley Shoe Company`, `Switzerland's growth`: the name beside the measure."""
    metric = draft.metric
    if metric is None or not line.start <= metric.start < line.end:
        return None
    match = _OF_NAME.match(line.text, metric.end, line.end)
    if match:
        name = next(iter(topics.names.between(match.end(), line.end)), None)
        if name is not None and name.span.start == match.end() and not _dated(line, name.span):
            return topics.names.full(name.text) or name.span, "subject.beside-metric"
    head = line.token_before(metric.end)
    if head is not None:
        owner = _possessor(line, head, topics)
        if owner is not None:
            return owner
    role = regex.compile(r"\s(?:of|at|for)\sthe\s").match(line.lowered, metric.end, line.end)
    if role:
        token = line.token_after(role.end())
        for follower in line.tokens[token.index : token.index + 5] if token else ():
            if follower.tag == "NN" and follower.text.lower() in agents():
                return _role(line, follower, topics)
            if follower.tag not in {"JJ", "NN", "NNP", "HYPH", "VBN"}:
                break
    return None


def _dated(line: Line, span: Span) -> bool:
    return any(d.start < span.end and span.start < d.end for d in line.dates)


def _clause(line: Line, draft: Draft, topics: Topics) -> Finding | None:
    """The doer of the clause that the figure stands in, or of one above it."""
    token = line.head_of(draft)
    for _ in range(4):
        verb = verb_above(line, token) if token is not None else None
        if verb is None:
            return None
        subject = None if _says(line, verb, topics) else clause_subject(line, verb)
        if subject is not None and subject.index not in line.figure_at:
            found = _entity(line, subject, topics)
            if found is not None:
                return found
        token = verb
    return None


def _label_name(line: Line, draft: Draft, topics: Topics) -> Finding | None:
    """`Americas 12%, EMEA 13%`, `Taif (5)`: the name directly before the figure in a list."""
    left = max((d.end for d in line.quantities if d.end <= draft.start), default=line.start)
    for name in reversed(topics.names.between(left, draft.start)):
        gap = line.text[name.span.end : draft.start]
        if regex.fullmatch(r"\s?[(:–-]?\s?", gap) and not _dated(line, name.span):
            return topics.names.full(name.text) or name.span, "subject.list-name"
        return None
    return None


def _after_figure(line: Line, draft: Draft, topics: Topics) -> Finding | None:
    """`CHF 76 million in Bulgaria`: the name that a preposition hangs on the figure."""
    match = _AFTER_FIGURE.match(line.text, draft.end, line.end)
    if match is None:
        return None
    name = next(iter(topics.names.between(match.end(), line.end)), None)
    if name is None or name.span.start != match.end() or _dated(line, name.span):
        return None
    return topics.names.full(name.text) or name.span, "subject.after-figure"
