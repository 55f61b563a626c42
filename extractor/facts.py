"""The output: one `ReleaseFacts` a release, a flat list of facts discriminated by `kind`.

These models are the single definition of the format; `schemas/v1/` holds the JSON Schema generated from them.
`start` and `end` are code points into the untouched text; `start_date` and `end_date` are inclusive ISO days.
Numbers are `Decimal` here and exact JSON numbers outside (`extractor.emit`). What the text does not say stays missing.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from extractor.documents import SectionKind
from extractor.marked import marked_html, rows_html
from extractor.values import Comparator, CurrencyFrom, PublishedFrom, Role

__all__ = [
    "SCHEMA_VERSION", "Basis", "BasisOfAccounting", "Confidence", "Converted", "CountFact", "DateFact", "Diagnostic",
    "Direction", "Fact", "FilerInfo", "Guidance", "GuidanceAction", "MeasureFact", "Metric", "MoneyFact",
    "PercentFact", "PercentUnit", "Period", "Phrase", "Producer", "Quantity", "RatePolicy", "Relation",
    "RelationType", "ReleaseFacts", "ReleaseInfo", "Status", "Subject", "TableCell", "TableKind",
]  # fmt: skip

SCHEMA_VERSION: Literal["1.1"] = "1.1"

Direction = Literal["up", "down", "flat"]
Basis = Literal[
    "year_over_year", "quarter_over_quarter", "month_over_month", "half_over_half", "constant_currency", "none"
]  # fmt: skip
Status = Literal["actual", "expected"]
RelationType = Literal["equivalent_of", "change_of", "prior_of", "part_of", "share_of", "same_as"]
PercentUnit = Literal["percent", "percentage_point", "basis_point"]
TableKind = Literal["income", "balance_sheet", "cash_flow", "segment", "reconciliation", "key_figures", "guidance"]
GuidanceAction = Literal["raised", "lowered", "narrowed", "maintained", "initiated", "withdrawn"]
BasisOfAccounting = Literal["gaap", "non_gaap", "ifrs", "unknown"]
RatePolicy = Literal["publication", "period-end", "period-average"]


#: How likely something is right: two digits, learned from gold.
Confidence = Annotated[Decimal, Field(ge=0, le=1)]


class Model(BaseModel):
    """What every model of the output shares: unknown fields are refused, instances do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Phrase(Model):
    """Words of the release: `text` stands at `start`..`end`.

    `name` is the full name of a table's row whose own label does not say what is measured (`Basic`): the head above it
    and the label, `Earnings per share: Basic`.
    """

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    name: str | None = Field(default=None, description="full name, where a table's head is part of it")
    confidence: Confidence | None = Field(default=None, description="how likely this link is right")


class Metric(Phrase):
    """What a figure measures: the release's words, and the measure's standard name where it is known.

    `key` comes from a table of measures (`revenue`, `eps_diluted`, `adjusted_ebitda`, `gross_margin`); `us_gaap` and
    `ifrs` name the element of that taxonomy under which such a row of a statement is filed, where that is sure.
    """

    key: str | None = Field(default=None, description="the measure's standard name")
    basis_of_accounting: BasisOfAccounting | None = Field(
        default=None, description="by which standards it is reckoned; there where `key` is"
    )
    per_share: bool | None = Field(default=None, description="true of an amount a share")
    negated: bool | None = Field(
        default=None,
        description="true where the measure is minus the number: a net loss of 5, a payment in brackets",
    )
    us_gaap: str | None = Field(default=None, description="element of the US GAAP taxonomy")
    ifrs: str | None = Field(default=None, description="element of the IFRS accounting taxonomy")


class Subject(Phrase):
    """Whose figure it is: the name as the release gives it, and what tells the entity from others.

    `key` is the name without case, accents and legal form; the rest is there only where the release or the filing's
    header states it.
    """

    key: str | None = Field(default=None, description="the name, folded: `larch` for `Larch, Inc.`")
    ticker: str | None = None
    exchange: str | None = Field(default=None, description="market identifier code (ISO 10383) of the ticker")
    cik: str | None = Field(default=None, description="EDGAR's Central Index Key, without leading zeros")
    isin: str | None = Field(default=None, description="ISO 6166 number of its security")
    lei: str | None = Field(default=None, description="ISO 17442 Legal Entity Identifier")


class TableCell(Model):
    """Where a figure stands in a table; labels are on one line, without marks of footnotes."""

    index: int = Field(ge=0, description="number of the table in the release, from 0")
    title: str | None = Field(default=None, description="the line above the table that names it")
    row: int = Field(ge=0, description="number of the row in its table, from 0, heads included")
    column: int = Field(ge=0, description="number of the column; 0 are the labels")
    row_label: str | None = None
    column_label: str | None = Field(default=None, description="the words above the column, all lines joined")
    kind: TableKind | None = None


class Period(Model):
    """The time a figure is about: an ISO value, its inclusive days, and the date fact that says so, if one does."""

    value: str
    start_date: date | None = None
    end_date: date | None = None
    date: str | None = Field(default=None, description="id of the date fact that names the period")
    confidence: Confidence | None = Field(default=None, description="how likely this link is right")


class Guidance(Model):
    """What a release does with its guidance, where the fact is a company's expectation of a keyed measure.

    `low` and `high` are its ends (the same for a point); `prior_low` and `prior_high` those that it replaces, where the
    release states them. `action` rests on these numbers, else on `words`; None where the release says nothing of it.
    """

    action: GuidanceAction | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    prior_low: Decimal | None = None
    prior_high: Decimal | None = None
    prior: str | None = Field(default=None, description="id of the fact that states the guidance before")
    words: Phrase | None = Field(default=None, description="the verb that says what was done")


class Relation(Model):
    """How a fact relates to another one of the same release."""

    type: RelationType
    to: str = Field(description="id of the other fact")
    confidence: Confidence | None = Field(default=None, description="how likely this link is right")


class Converted(Model):
    """The amount in another currency, with where the rate comes from.

    `value` (or `low` and `high`) keeps the input's number of significant digits; `exact*` is the unrounded product
    with `rate`, which is units of the target currency for one unit of the source currency. An equivalent that the
    release states is no product and has no `exact*`.
    """

    unit: str = Field(description="ISO 4217 code of the target currency")
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    exact: Decimal | None = None
    exact_low: Decimal | None = None
    exact_high: Decimal | None = None
    rate: Decimal
    rate_precision: Decimal | None = Field(
        default=None, description="plus or minus, where two rounded amounts imply the rate"
    )
    rate_date: date | None = Field(default=None, description="the day of the rate, of a mean the last one")
    rate_from: date | None = Field(default=None, description="the first day, where the rate is a mean")
    source: str
    policy: RatePolicy | None = Field(
        default=None, description="which day's rate was asked for; none for a stated rate"
    )


class Figure(Model):
    """What facts of every kind share."""

    id: str
    key: str | None = Field(
        default=None,
        description="hash of release, place and meaning: the same for the same fact on every machine and in every run",
    )
    text: str
    start: int = Field(ge=0, description="code points into the untouched text, inclusive")
    end: int = Field(ge=0, description="exclusive")
    section: SectionKind
    sentence: int = Field(ge=0, description="index of the sentence in the release")
    rule: str = Field(description="name of the rule that found the figure")
    sentence_text: str | None = Field(default=None, description="the sentence, where the output carries texts")
    relation: Relation | None = None
    confidence: Confidence | None = Field(default=None, description="how likely the whole fact is right")

    @model_validator(mode="after")
    def _span_fits(self) -> "Figure":
        if self.end - self.start != len(self.text):
            raise ValueError(f"text {self.text!r} is not {self.end - self.start} code points long")
        return self


class Quantity(Figure):
    """What money, percent, count and measure facts share. A range has `low` and `high` and no `value`."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int | None = Field(
        default=None,
        description="up to which decimal place the number is exact, as XBRL means it: -5 for 44.2 million",
    )
    comparator: Comparator = "eq"
    metric: Metric | None = Field(default=None, description="what the figure measures, as the release words it")
    subject: Subject | None = Field(default=None, description="whose figure it is: the full name as first given")
    period: Period | None = None
    direction: Direction | None = None
    direction_confidence: Confidence | None = Field(default=None, description="how likely the direction is right")
    basis: Basis | None = Field(default=None, description="what a change is measured against")
    status: Status = "actual"
    guidance: Guidance | None = Field(default=None, description="there where the figure is a company's guidance")
    segment: Phrase | None = Field(default=None, description="the business segment, product or place of a table's cell")
    table: TableCell | None = Field(default=None, description="where the figure stands in a table")

    @model_validator(mode="after")
    def _one_amount(self) -> "Quantity":
        if (self.low is None) != (self.high is None) or (self.value is not None and self.low is not None):
            raise ValueError("a range has low and high and no value; any other figure at most a value")
        return self


class MoneyFact(Quantity):
    """An amount of money: `unit` is its ISO 4217 code, `currency_from` says how the sign was resolved."""

    kind: Literal["money"] = "money"
    unit: str = Field(min_length=3, max_length=3)
    currency_from: CurrencyFrom
    per: str | None = None
    converted: Converted | None = None
    unconverted: str | None = Field(default=None, description="why there is no conversion")


class PercentFact(Quantity):
    """A share, rate or change: `11.2 percent`, `0.9 percentage points`, `50 bps`, `a third`."""

    kind: Literal["percent"] = "percent"
    unit: PercentUnit


class CountFact(Quantity):
    """A number of things: `unit` is the singular head noun, `item` the whole noun phrase."""

    kind: Literal["count"] = "count"
    unit: str | None = None
    item: str | None = None


class MeasureFact(Quantity):
    """A physical quantity: `unit` is the unit's usual symbol (`MW`, `km`, `t`), `x` for multiples."""

    kind: Literal["measure"] = "measure"
    unit: str | None = None
    per: str | None = None


class DateFact(Figure):
    """A time: `value` is ISO 8601 (README, "How to read a fact"), its days inclusive; a vague date has no value."""

    kind: Literal["date"] = "date"
    value: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    role: Role | None = None


Fact = Annotated[MoneyFact | PercentFact | DateFact | CountFact | MeasureFact, Field(discriminator="kind")]


class FilerInfo(Model):
    """Who filed the release with EDGAR, as the submission's header says."""

    name: str | None = None
    cik: str | None = Field(default=None, description="Central Index Key, without leading zeros")
    form: str | None = Field(default=None, description="type of the submission, such as 8-K")
    filed: date | None = Field(default=None, description="day of filing")


class ReleaseInfo(Model):
    """What is known about the release itself."""

    id: str
    source: str | None = None
    published: date | None = None
    published_from: PublishedFrom | None = Field(
        default=None, description="what says so: the caller, the text's header or dateline, or what stands beside it"
    )
    place: str | None = None
    wire: str | None = None
    headline: str | None = None
    language: str | None = None
    characters: int = Field(0, ge=0, description="code points of the text")
    filer: FilerInfo | None = None
    kept: dict[str, str | bool | int | Decimal | None] | None = Field(
        default=None, description="fields of the record that were asked to be passed through"
    )
    text: str | None = Field(default=None, description="what the offsets point into, where the output carries texts")


class Producer(Model):
    """What made the facts: the same text and the same producer give the same bytes."""

    name: str = "factwire"
    version: str
    model: str | None = None
    model_version: str | None = None
    rates: str | None = Field(default=None, description="source of the reference rates and their last day")


class Diagnostic(Model):
    """Something that the reader of the facts should know; `code` is stable, `message` is for people."""

    severity: Literal["error", "warning", "info"]
    code: str
    message: str
    start: int | None = None
    end: int | None = None
    facts: tuple[str, ...] = ()


class ReleaseFacts(Model):
    """All facts of one release, in text order."""

    schema_version: Literal["1.0", "1.1"] = SCHEMA_VERSION
    producer: Producer
    release: ReleaseInfo
    facts: tuple[Fact, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with its figures marked, where the facts carry it, and a table of them."""
        said = [(fact, _said(fact)) for fact in self.facts]
        text = self.release.text
        marks = [(fact.start, fact.end, fact.kind, " · ".join(filter(None, words[2:]))) for fact, words in said]
        table = rows_html(("fact", "figure", "value", "metric", "subject", "period"), [words for _, words in said])
        return (
            table if text is None else f"{marked_html(text, marks)}<details><summary>Facts</summary>{table}</details>"
        )


def _said(fact: Fact) -> tuple[str, ...]:
    """A fact in a row of words: id, figure, value, metric, subject, period."""
    if isinstance(fact, DateFact):
        return fact.id, fact.text, fact.value or "", "", "", ""
    ends = [f"{number:,f}" for number in (fact.value, fact.low, fact.high) if number is not None]
    value = f"{' – '.join(ends)} {fact.unit or ''}".strip() if ends else ""
    metric, subject = (phrase.text if phrase else "" for phrase in (fact.metric, fact.subject))
    return fact.id, fact.text, value, metric, subject, fact.period.value if fact.period else ""
