"""When a found fact says the same as the gold fact it is aligned with, field by field.

Definitions (the scorer's `field` names are in quotes): numbers agree to one part in a million; a count's unit is
compared in the singular, other units as symbols of one spelling; dates and periods agree as ISO values, as days (also
of a fiscal period) or as length; words are compared without case, article and outer punctuation. "metric head"
compares head nouns only, "subject contains" asks that one contains the other. A comparator or status that an output
leaves out is `eq` or `actual`.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from extractor.gold.annotations import Annotation
from extractor.gold.periods import days, same_period, seconds
from extractor.gold.words import contained, head_noun, plain_words, singular, unit_symbol

__all__ = [
    "SCORED", "close", "comparator_right", "fact_right", "field_key", "number_right", "right_fields", "right_links",
    "unit_right", "value_right",
]  # fmt: skip

RELATIVE, ABSOLUTE = Decimal("1e-6"), Decimal("1e-9")

Partners = Mapping[str, str]
"""The gold id of each found id, over the aligned facts of one release."""


def close(found: Decimal, expected: Decimal) -> bool:
    """Whether two numbers agree to one part in a million (a billionth near nought)."""
    return found == expected or abs(found - expected) <= ABSOLUTE + RELATIVE * abs(expected)


def number_right(gold: Annotation, found: Annotation) -> bool:
    """Whether value, or low and high, or the date, is right; gold without a number or date asks for none."""
    if gold.kind == "date":
        return date_right(gold, found)
    ours, theirs = gold.numbers, found.numbers
    return not ours or (len(ours) == len(theirs) and all(map(close, theirs, ours)))


def date_right(gold: Annotation, found: Annotation) -> bool:
    """Whether a date is right: the same value, or one that covers the same days (the found days may be stated)."""
    if not isinstance(gold.value, str):
        return True
    if isinstance(found.value, str) and same_period(gold.value, found.value):
        return True
    return bool(readings(gold) & readings(found))


def readings(fact: Annotation) -> frozenset[object]:
    """What a date fact says, as days or as a length; its stated days count before those of its value."""
    said: set[object] = set()
    value = fact.value if isinstance(fact.value, str) else ""
    if (lasting := seconds(value)) is not None:
        said.add(lasting)
    if fact.start_date or fact.end_date:
        first, last = days(fact.start_date or ".."), days(fact.end_date or "..")
        said.add((first and first[0], last and last[1]))
    elif covered := days(value):
        said.add(covered)
    return frozenset(said)


def unit_right(gold: Annotation, found: Annotation) -> bool:
    """Whether the unit is right, if the gold has one."""
    if gold.unit is None:
        return True
    if gold.kind == "count":
        return found.unit is not None and singular(gold.unit) == singular(found.unit)
    return found.unit is not None and unit_symbol(gold.unit) == unit_symbol(found.unit)


def comparator_right(gold: Annotation, found: Annotation) -> bool:
    """Whether the comparator is right, if the gold has one."""
    return gold.comparator is None or gold.comparator == (found.comparator or "eq")


def value_right(gold: Annotation, found: Annotation) -> bool:
    """Number, unit and comparator together."""
    return number_right(gold, found) and unit_right(gold, found) and comparator_right(gold, found)


def fact_right(gold: Annotation, found: Annotation) -> bool:
    """Number, unit, period and direction right, metric and subject matched (one contains the other)."""
    if not (number_right(gold, found) and unit_right(gold, found)):
        return False
    if gold.period is not None and not (found.period is not None and same_period(gold.period, found.period)):
        return False
    if gold.direction is not None and gold.direction != found.direction:
        return False
    return all(
        expected is None or contained(expected, said or "")
        for expected, said in ((gold.metric, found.metric), (gold.subject, found.subject))
    )


def same_words(one: str, other: str) -> bool:
    """Whether two phrases have the same plain words."""
    return plain_words(one) == plain_words(other)


def same_head(one: str, other: str) -> bool:
    """Whether two phrases have the same head noun."""
    return head_noun(one) == head_noun(other)


TESTS: dict[str, tuple[str, Callable[[str, str], bool]]] = {
    "item": ("item", same_words),
    "per": ("per", same_words),
    "metric": ("metric", same_words),
    "metric head": ("metric", same_head),
    "subject": ("subject", same_words),
    "subject contains": ("subject", contained),
    "period": ("period", same_period),
    "direction": ("direction", str.__eq__),
    "basis": ("basis", str.__eq__),
    "status": ("status", str.__eq__),
    "role": ("role", str.__eq__),
}

SCORED = ("number", "unit", "comparator", *TESTS, "relation")
"""The fields that are scored over aligned facts; `number` is value, or low and high, or the date."""


def field_key(name: str) -> str:
    """The field of the fact that a scored field looks at: `metric head` looks at `metric`."""
    return TESTS[name][0] if name in TESTS else name


def right_fields(gold: Annotation, found: Annotation, partners: Partners) -> dict[str, bool]:
    """For each scored field that the gold states: whether the found fact has it right."""
    right: dict[str, bool] = {}
    if gold.value is not None or gold.numbers:
        right["number"] = number_right(gold, found)
    if gold.unit is not None:
        right["unit"] = unit_right(gold, found)
    if gold.comparator is not None:
        right["comparator"] = comparator_right(gold, found)
    for name, (key, test) in TESTS.items():
        expected = getattr(gold, key)
        if expected is not None:
            said = getattr(found, key) or ("actual" if key == "status" else None)
            right[name] = said is not None and test(expected, said)
    if gold.relations:
        right["relation"] = relation_right(gold, found, partners)
    return right


def right_links(gold: Annotation, found: Annotation, partners: Partners) -> dict[str, bool]:
    """Which links the gold calls right, of those that it states, as the fact score has it; `fact` is the whole fact."""
    fields = right_fields(gold, found, partners)
    right: dict[str, bool] = {name: fields[name] for name in ("period", "relation", "direction") if name in fields}
    if gold.subject is not None:
        right["subject"] = contained(gold.subject, found.subject or "")
    if gold.metric is not None:
        right["metric"] = contained(gold.metric, found.metric or "")
    return {**right, "fact": fact_right(gold, found)}


def relation_right(gold: Annotation, found: Annotation, partners: Partners) -> bool:
    """Whether a link of the same type leads to the fact that is aligned with the gold's target."""
    wanted = gold.relations[0]
    return any(link.type == wanted.type and partners.get(link.to) == wanted.to for link in found.relations)
