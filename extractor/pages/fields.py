"""What a fact says, field by field, in words for people: each with the place that it stands on."""

from collections.abc import Iterator
from typing import Any

from extractor.emit.printing import printable
from extractor.emit.table import value_text
from extractor.facts import Converted, CountFact, DateFact, Fact, MoneyFact, Period, Phrase, Quantity

__all__ = ["data_of_fact", "field", "fields_of"]

Field = dict[str, Any]

RELATIONS = {
    "equivalent_of": "the same sum as",
    "change_of": "change of",
    "prior_of": "compared with",
    "part_of": "part of",
    "share_of": "share of",
    "same_as": "same as",
}

BASES = {"none": "against no stated base"}

CURRENCY = {
    "explicit": "named by the figure",
    "inferred": "resolved from the release",
    "default": "nothing in the release says so: the default",
}


def field(name: str, said: str, at: tuple[int, int] | None = None, **more: Any) -> Field:
    """A row of the page: `n` its name, `t` what it says, `at` where the release says so, `to` another fact."""
    row: Field = {"n": name, "t": printable(" ".join(said.split()))}
    if at is not None:
        row["at"] = at
    return row | {key: value for key, value in more.items() if value is not None}


def fields_of(fact: Fact) -> list[Field]:
    """All that a fact says besides its figure, in the order in which people ask."""
    rows = list(_of_date(fact) if isinstance(fact, DateFact) else _of_quantity(fact))
    if fact.relation is not None:
        words = RELATIONS[fact.relation.type]
        rows.append(field("relation", words, to=fact.relation.to, c=_sure(fact.relation), type=fact.relation.type))
    if isinstance(fact, MoneyFact):
        rows += _of_money(fact)
    return rows


def _of_date(fact: DateFact) -> Iterator[Field]:
    if fact.role:
        yield field("role", fact.role)
    if fact.start_date and fact.end_date:
        yield field("days", _days(fact.start_date.isoformat(), fact.end_date.isoformat()))


def _days(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _of_quantity(fact: Quantity) -> Iterator[Field]:
    unit = getattr(fact, "unit", None)
    if unit and not _value_known(fact):
        yield field("unit", unit)
    if fact.metric:
        yield _phrase("metric", fact.metric)
    if fact.subject:
        yield _phrase("subject", fact.subject)
    if fact.period:
        yield _period(fact.period)
    change = " ".join(filter(None, (fact.direction, BASES.get(fact.basis or "", _plain(fact.basis)))))
    if change:
        yield field("change", change)
    if fact.status != "actual":
        yield field("status", fact.status)
    if isinstance(fact, CountFact) and fact.item and fact.item != fact.unit:
        yield field("counted", fact.item)
    if fact.segment:
        yield _phrase("segment", fact.segment)
    if fact.table:
        place = [fact.table.row_label, fact.table.column_label]
        yield field("cell", " · ".join(word for word in place if word) or f"row {fact.table.row}")
        if fact.table.title:
            yield field("table", fact.table.title)


def _phrase(name: str, phrase: Phrase) -> Field:
    return field(name, phrase.name or phrase.text, (phrase.start, phrase.end), c=_sure(phrase))


def _period(period: Period) -> Field:
    first, last = period.start_date, period.end_date
    days = _days(first.isoformat(), last.isoformat()) if first and last else None
    return field("period", period.value, to=period.date, c=_sure(period), more=days if days != period.value else None)


def _of_money(fact: MoneyFact) -> Iterator[Field]:
    if fact.currency_from != "explicit":
        yield field("currency", f"{fact.unit}, {CURRENCY[fact.currency_from]}")
    if fact.converted and fact.converted.unit != fact.unit:
        yield field("converted", _converted(fact.converted))
    if fact.unconverted:
        yield field("converted", f"not: {fact.unconverted}")


def _converted(sum_: Converted) -> str:
    number = f"{sum_.value:,f}" if sum_.value is not None else f"{sum_.low:,f} – {sum_.high:,f}"
    day = f" of {sum_.rate_date.isoformat()}" if sum_.rate_date else ""
    return f"{number} {sum_.unit} at {sum_.rate:f}{day} ({sum_.source})"


def _plain(word: str | None) -> str:
    return (word or "").replace("_", " ")


def _value_known(fact: Quantity) -> bool:
    return fact.value is not None or fact.low is not None


def _value(fact: Fact) -> str:
    """The figure's value as people write it; empty where it has none, whatever its unit."""
    if isinstance(fact, Quantity) and not _value_known(fact):
        return ""
    return printable(value_text(fact)).replace("_", " ")


def _sure(linked: object) -> float | None:
    """How sure a link is, from 0 to 1, where the output says so."""
    sure = getattr(linked, "confidence", None)
    return None if sure is None else round(float(sure), 3)


def data_of_fact(fact: Fact) -> dict[str, Any]:
    """A fact as the page has it: `k` kind, `s` and `e` its place, `x` section, `v` value, `c` how sure, its fields."""
    told: dict[str, Any] = {
        "id": fact.id, "k": fact.kind, "s": fact.start, "e": fact.end, "x": fact.section,
        "v": _value(fact), "rule": fact.rule, "rows": fields_of(fact),
    }  # fmt: skip
    sure = _sure(fact)
    return told if sure is None else told | {"c": sure}
