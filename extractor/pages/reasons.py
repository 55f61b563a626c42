"""Why each link of a fact is what it is, and what came second: from what the stages made of the release."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.emit.printing import printable

if TYPE_CHECKING:
    from extractor.link.draft import Draft, Note
    from extractor.pipeline import Extraction
    from extractor.spans import Span
    from extractor.views import View

__all__ = ["Reasons", "reasons_of"]

LEAST = 0.02
"""A candidate below this share is not worth a reader's time."""

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Reasons:
    """Of one fact: by field the rules with the words that they rest on, and the candidates with their shares."""

    rules: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    candidates: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


def reasons_of(extraction: "Extraction") -> dict[str, Reasons]:
    """The reasons of each fact by its id; every place is one in the release's untouched text."""
    view, text = extraction.document.view, extraction.document.release.text
    told = {}
    for fact, draft in zip(extraction.facts.facts, extraction.linked.drafts, strict=True):
        rules: dict[str, list[dict[str, Any]]] = {}
        for note in draft.notes:
            row = _rule(note, view)
            if row not in rules.setdefault(note.field, []):
                rules[note.field].append(row)
        candidates = {name: rows for name, rows in _candidates(draft, view, text) if len(rows) > 1}
        told[fact.id] = Reasons(rules, candidates)
    return told


def _rule(note: "Note", view: "View") -> dict[str, Any]:
    row: dict[str, Any] = {"by": note.rule}
    return row | {"at": _place(note.words, view)} if note.words else row


def _place(words: "Span", view: "View") -> tuple[int, int]:
    return view.start(words.start), view.end(words.end)


def _candidates(draft: "Draft", view: "View", text: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """By field what else the fact could have been linked to, the likeliest first."""
    from extractor.link.period.choice import iso_of
    from extractor.link.ranking import chances

    for name, ballot in (("metric", draft.ballots.metric), ("subject", draft.ballots.subject)):
        likely = [each for each in ballot[:SHOWN] if each.probability >= LEAST]
        yield name, [_candidate(each.candidate.value, each.probability, view, text) for each in likely]
    times = list(chances(draft.ballots.period, iso_of).items())[:SHOWN]
    yield "period", [{"t": value or "", "p": round(share, 3)} for value, share in times if share >= LEAST]


def _candidate(span: "Span | None", share: float, view: "View", text: str) -> dict[str, Any]:
    row: dict[str, Any] = {"t": "", "p": round(share, 3)}
    if span is None:
        return row
    start, end = _place(span, view)
    return row | {"t": printable(" ".join(text[start:end].split())), "at": (start, end)}
