"""The flat table of facts: one row a figure, the same columns in the store, in Parquet and in CSV."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

__all__ = [
    "FACT_COLUMNS", "RELEASE_COLUMNS", "TEXT_COLUMN", "Cell", "Column", "decoded", "fact_rows", "release_cells",
    "release_columns",
]  # fmt: skip

Type = Literal["text", "integer", "real", "exact", "date", "json"]
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type, where the JSON of a fact (or release) has it, and what it says.

    `real` is a 64-bit float, for comparisons and quick sums: it keeps some 15 digits, so a whole number above 2**53
    and most decimals are only near. `exact` is the same number with all its digits, as text (in PostgreSQL NUMERIC).
    """

    name: str
    type: Type
    path: tuple[str, ...]
    says: str


def _column(name: str, type_: Type, path: str, says: str) -> Column:
    return Column(name, type_, tuple(path.split(".")), says)


RELEASE_COLUMNS: tuple[Column, ...] = (
    _column("release_id", "text", "id", "id of the release"),
    _column("source", "text", "source", "where the release was read"),
    _column("published", "date", "published", "day of publication"),
    _column("published_from", "text", "published_from", "what says so: argument, header, dateline, column, page …"),
    _column("place", "text", "place", "place of the dateline"),
    _column("wire", "text", "wire", "news wire of the dateline"),
    _column("headline", "text", "headline", "headline"),
    _column("filer", "text", "filer.name", "who filed it with EDGAR"),
    _column("filer_cik", "text", "filer.cik", "the filer's Central Index Key"),
    _column("form", "text", "filer.form", "type of the filing"),
    _column("kept", "json", "kept", "fields of the record that were passed through, as JSON"),
)
"""What a row says about its release, in Parquet and CSV; in the store these are columns of `releases`."""

TEXT_COLUMN = _column("release_text", "text", "text", "the release's text, which the offsets point into")
"""What a row says about its release besides, where the output carries texts; in the store it is `releases.text`."""

FACT_COLUMNS: tuple[Column, ...] = (
    _column("fact", "text", "id", "id of the fact in its release"),
    _column("fact_key", "text", "key", "hash of its release, place and meaning, the same on every machine"),
    _column("kind", "text", "kind", "money, percent, date, count or measure"),
    _column("text", "text", "text", "the figure as the release prints it"),
    _column("start_offset", "integer", "start", "its first code point in the release's text"),
    _column("end_offset", "integer", "end", "one past its last code point"),
    _column("section", "text", "section", "part of the release"),
    _column("sentence", "integer", "sentence", "number of the sentence"),
    _column("sentence_text", "text", "sentence_text", "the sentence as the release prints it"),
    _column("value", "real", "value", "the number, scaled; none for a range and for a date"),
    _column("low", "real", "low", "lower end of a range"),
    _column("high", "real", "high", "upper end of a range"),
    _column("value_exact", "exact", "value", "`value` with all its digits"),
    _column("low_exact", "exact", "low", "`low` with all its digits"),
    _column("high_exact", "exact", "high", "`high` with all its digits"),
    _column("decimals", "integer", "decimals", "up to which decimal place it is exact, as XBRL means it"),
    _column("unit", "text", "unit", "ISO 4217 code, percent unit, counted noun, or symbol of the unit"),
    _column("per", "text", "per", "share, barrel, year …"),
    _column("item", "text", "item", "what is counted, in full"),
    _column("comparator", "text", "comparator", "eq, approx, gt, ge, lt or le"),
    _column("currency_from", "text", "currency_from", "how the currency was resolved"),
    _column("metric", "text", "metric.text", "what the figure measures"),
    _column("metric_start", "integer", "metric.start", "first code point of the metric"),
    _column("metric_end", "integer", "metric.end", "one past its last"),
    _column("metric_name", "text", "metric.name", "its full name, where a table's head is part of it"),
    _column("metric_key", "text", "metric.key", "the measure's standard name"),
    _column("basis_of_accounting", "text", "metric.basis_of_accounting", "gaap, non_gaap, ifrs or unknown"),
    _column("negated", "integer", "metric.negated", "1 where the measure is minus the number (net loss)"),
    _column("us_gaap", "text", "metric.us_gaap", "element of the US GAAP taxonomy"),
    _column("ifrs", "text", "metric.ifrs", "element of the IFRS accounting taxonomy"),
    _column("subject", "text", "subject.text", "whose figure it is"),
    _column("subject_start", "integer", "subject.start", "first code point of the subject"),
    _column("subject_end", "integer", "subject.end", "one past its last"),
    _column("subject_key", "text", "subject.key", "its name without case, accents and legal form"),
    _column("ticker", "text", "subject.ticker", "its ticker, where the release states it"),
    _column("exchange", "text", "subject.exchange", "market identifier code of the ticker's exchange"),
    _column("cik", "text", "subject.cik", "its Central Index Key, where the filing states it"),
    _column("isin", "text", "subject.isin", "ISIN of its security, where the release states it"),
    _column("lei", "text", "subject.lei", "its Legal Entity Identifier, where the release states it"),
    _column("period", "text", "period.value", "the time the figure is about, ISO 8601"),
    _column("period_start", "date", "period.start_date", "its first day"),
    _column("period_end", "date", "period.end_date", "its last day"),
    _column("period_fact", "text", "period.date", "id of the date fact that names it"),
    _column("direction", "text", "direction", "up, down or flat"),
    _column("basis", "text", "basis", "what a change is measured against"),
    _column("status", "text", "status", "actual or expected"),
    _column("guidance", "text", "guidance.action", "raised, lowered, narrowed, maintained, initiated or withdrawn"),
    _column("guidance_low", "real", "guidance.low", "lower end of guidance, also of a point"),
    _column("guidance_high", "real", "guidance.high", "its upper end"),
    _column("prior_low", "real", "guidance.prior_low", "lower end of the guidance before, where the release states it"),
    _column("prior_high", "real", "guidance.prior_high", "its upper end"),
    _column("relation", "text", "relation.type", "how the fact relates to another one"),
    _column("relation_to", "text", "relation.to", "id of that fact"),
    _column("table", "integer", "table.index", "number of the table that the figure stands in"),
    _column("table_title", "text", "table.title", "its title"),
    _column("table_kind", "text", "table.kind", "income, balance_sheet, cash_flow, segment, reconciliation …"),
    _column("row_label", "text", "table.row_label", "label of its row"),
    _column("column_label", "text", "table.column_label", "head of its column"),
    _column("segment", "text", "segment.text", "business segment, product or place of the figure"),
    _column("date_value", "text", "value", "of a date: its ISO 8601 value"),
    _column("date_start", "date", "start_date", "of a date: its first day"),
    _column("date_end", "date", "end_date", "of a date: its last day"),
    _column("role", "text", "role", "of a date: published, period, event or deadline"),
    _column("converted_unit", "text", "converted.unit", "currency of the conversion"),
    _column("converted_value", "real", "converted.value", "the amount in it"),
    _column("converted_low", "real", "converted.low", "lower end of a range in it"),
    _column("converted_high", "real", "converted.high", "upper end of a range in it"),
    _column("rate", "real", "converted.rate", "units of that currency for one of the amount's own"),
    _column("converted_value_exact", "exact", "converted.value", "`converted_value` with all its digits"),
    _column("converted_low_exact", "exact", "converted.low", "`converted_low` with all its digits"),
    _column("converted_high_exact", "exact", "converted.high", "`converted_high` with all its digits"),
    _column("rate_exact", "exact", "converted.rate", "`rate` with all its digits"),
    _column("rate_date", "date", "converted.rate_date", "day of the rate"),
    _column("rate_source", "text", "converted.source", "where the rate comes from"),
    _column("unconverted", "text", "unconverted", "why there is no conversion"),
    _column("rule", "text", "rule", "rule that found the figure"),
    _column("confidence", "real", "confidence", "how likely the whole fact is right, from 0 to 1"),
    _column("metric_confidence", "real", "metric.confidence", "how likely its metric is right"),
    _column("subject_confidence", "real", "subject.confidence", "how likely its subject is right"),
    _column("period_confidence", "real", "period.confidence", "how likely its period is right"),
    _column("direction_confidence", "real", "direction_confidence", "how likely its direction is right"),
    _column("relation_confidence", "real", "relation.confidence", "how likely its relation is right"),
)
"""What a row says about its fact."""

_OF_DATES = frozenset(("date_value", "date_start", "date_end", "role"))
_OF_NUMBERS = frozenset(("value", "low", "high", "value_exact", "low_exact", "high_exact"))


def decoded(document: bytes) -> dict[str, Any]:
    """The JSON of a `ReleaseFacts` with its numbers exact."""
    facts: dict[str, Any] = json.loads(document, parse_float=Decimal, parse_int=_integer)
    return facts


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < 19 else Decimal(digits)


def release_columns(*, with_text: bool) -> tuple[Column, ...]:
    """What a row says about its release, in files."""
    return (*RELEASE_COLUMNS, TEXT_COLUMN) if with_text else RELEASE_COLUMNS


def release_cells(document: Mapping[str, Any], *, with_text: bool) -> tuple[Cell, ...]:
    """The cells of `release_columns`."""
    return tuple(_cell(column, document["release"]) for column in release_columns(with_text=with_text))


def fact_rows(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    """The cells of FACT_COLUMNS, fact by fact."""
    for fact in document["facts"]:
        other = _OF_NUMBERS if fact["kind"] == "date" else _OF_DATES
        yield tuple(None if column.name in other else _cell(column, fact) for column in FACT_COLUMNS)


def _cell(column: Column, record: Mapping[str, Any]) -> Cell:
    value: Any = record
    for name in column.path:
        value = value.get(name)
        if value is None:
            return None
    if column.type == "real":
        return float(value)
    if column.type == "exact":
        return format(Decimal(value), "f")
    if column.type == "integer":
        return int(value)
    if column.type == "json":
        return msgspec.json.encode(value).decode()
    return value.isoformat() if isinstance(value, date) else str(value)
