"""Drafts become facts: the models of the output, with ids in text order."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeVar

from extractor.cells import CellFact
from extractor.documents import Document, Sentence
from extractor.facts import (
    CountFact,
    DateFact,
    Fact,
    MeasureFact,
    Metric,
    Model,
    MoneyFact,
    PercentFact,
    Period,
    Phrase,
    Relation,
    Subject,
    TableCell,
)  # fmt: skip
from extractor.link.confidence import FACT
from extractor.link.draft import Draft
from extractor.spans import Span
from extractor.values import plain

__all__ = ["assemble", "in_text", "leave_out"]

Told = TypeVar("Told", bound=Model)
Words = TypeVar("Words", bound=Phrase)

_MODELS: dict[str, type[MoneyFact] | type[PercentFact] | type[CountFact] | type[MeasureFact]] = {
    "money": MoneyFact,
    "percent": PercentFact,
    "count": CountFact,
    "measure": MeasureFact,
}


def assemble(document: Document, drafts: Sequence[Draft], *, with_text: bool = False) -> list[Fact]:
    """The facts of the drafts: `f1`, `f2`, … in text order, with their sentences' text where that is asked for."""
    return [_fact(document, draft, with_text=with_text) for draft in drafts]


def leave_out(fact: Fact, below: Decimal) -> Fact:
    """A fact without the links that are less likely right than `below`; a basis goes with its direction."""
    if not below:
        return fact
    unsure: dict[str, None] = {}
    for link in ("metric", "subject", "period", "relation"):
        linked = getattr(fact, link, None)
        if linked is not None and linked.confidence is not None and linked.confidence < below:
            unsure[link] = None
    direction = getattr(fact, "direction_confidence", None)
    if direction is not None and direction < below:
        unsure |= {"direction": None, "direction_confidence": None, "basis": None}
    return fact.model_copy(update=unsure) if unsure else fact


def in_text(document: Document, told: Told) -> Told:
    """A fact or diagnostic with its spans, which are those of `document.text`, in the release's untouched text."""
    view = document.view
    if not view.layers:
        return told
    moved: dict[str, Any] = {}
    for field, value in told:
        if isinstance(value, Phrase):
            moved[field] = in_text(document, value)
    start, end = getattr(told, "start", None), getattr(told, "end", None)
    if start is not None and end is not None:
        start, end = view.start(start), view.end(end)
        moved |= {"start": start, "end": end}
        if hasattr(told, "text"):
            moved["text"] = document.release.text[start:end]
    return told.model_copy(update=moved)


def name(index: int) -> str:
    """The id of the fact that the draft at `index` becomes."""
    return f"f{index + 1}"


def _as_given(document: Document, sentence: Sentence) -> str:
    """The words of the release's untouched text that are a sentence of `document.text`."""
    return document.release.text[document.view.start(sentence.start) : document.view.end(sentence.end)]


def _fact(document: Document, draft: Draft, *, with_text: bool) -> Fact:
    sentence = document.sentences[draft.sentence]
    fields: dict[str, Any] = {
        "id": name(draft.index),
        "text": document.text[draft.start : draft.end],
        "start": draft.start,
        "end": draft.end,
        "section": "table" if draft.cell else sentence.section,
        "sentence": draft.sentence,
        "rule": draft.figure.mention.rule,
        "sentence_text": _as_given(document, sentence) if with_text else None,
        "confidence": _sure(draft, FACT),
    }
    if draft.relation:
        to = name(draft.relation.to.index)
        fields["relation"] = Relation(type=draft.relation.type, to=to, confidence=_sure(draft, "relation"))
    if draft.kind == "date":
        value = draft.date
        return DateFact(**fields, value=value.value, start_date=value.first, end_date=value.last, role=value.role)
    quantity = draft.quantity
    fields |= {
        "decimals": quantity.decimals,
        "comparator": quantity.comparator,
        "unit": quantity.unit,
        "metric": _phrase(Metric, document, draft.metric, _sure(draft, "metric")),
        "subject": _phrase(Subject, document, draft.subject, _sure(draft, "subject")),
        "period": _period(draft),
        "direction": draft.direction,
        "direction_confidence": _sure(draft, "direction"),
        "basis": draft.basis,
        "status": draft.status,
    }
    if draft.cell is not None:
        fields |= _in_table(document, draft.cell, _sure(draft, "metric"))
    for end in ("value", "low", "high"):
        number = getattr(quantity.amount, end) if quantity.amount else None
        fields[end] = None if number is None else plain(abs(number) if draft.direction else number)
    if draft.kind == "money":
        fields |= {"per": quantity.per, "currency_from": quantity.currency_from or "default"}
    elif draft.kind == "measure":
        fields["per"] = quantity.per
    elif draft.kind == "count":
        fields["item"] = quantity.item
    # A model remembers which fields it was given: what is not known is not given, which takes half the room.
    return _MODELS[draft.kind](**{field: known for field, known in fields.items() if known is not None})


def _in_table(document: Document, cell: CellFact, sure: Decimal | None) -> dict[str, Any]:
    """What a table adds to a fact: its place, its segment, the full name of its metric."""
    metric = _phrase(Metric, document, cell.metric, sure)
    return {
        "table": TableCell(**{f.name: getattr(cell.place, f.name) for f in fields(cell.place)}),
        "segment": _phrase(Phrase, document, cell.segment),
        "metric": metric.model_copy(update={"name": cell.name}) if metric and cell.name else metric,
    }


def _sure(draft: Draft, link: str) -> Decimal | None:
    """How likely a link, or the whole fact, is right."""
    percent = draft.confidence.get(link)
    return None if percent is None else Decimal(percent) / 100


def _phrase(
    model: type[Words], document: Document, span: Span | None, confidence: Decimal | None = None
) -> Words | None:
    if span is None:
        return None
    return model(text=span.of(document.text), start=span.start, end=span.end, confidence=confidence)


def _period(draft: Draft) -> Period | None:
    if draft.when is None or draft.when.value.value is None:
        return None
    value, date = draft.when.value, draft.when.date
    return Period(
        value=str(value.value),
        start_date=value.first,
        end_date=value.last,
        date=None if date is None else name(date.index),
        confidence=_sure(draft, "period"),
    )
