"""Lints of fields: what a figure of its kind states, and what the words of its span contradict."""

import re
from functools import cache

from extractor.gold.annotations import Annotation, GoldRelease
from extractor.gold.lint_spans import HEDGES, hedge_words, pattern
from extractor.gold.lints import Lint
from extractor.gold.words import head_noun, plain_words, singular
from extractor.period import Period

__all__ = ["FIELD_LINTS"]

PRONOUNS = frozenset(
    ["it", "its", "they", "their", "we", "our", "us", "he", "she", "company", "group", "firm", "bank", "corporation"]
)
SIGNS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD",
    "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "RMB": "CNY", "CHF": "CHF", "euros": "EUR",
    "euro": "EUR", "yuan": "CNY",
}  # fmt: skip
"""Signs and words that name one currency. Left out: $, ¥, kr, pounds, dollars, rupees (several currencies)."""


def amount_missing(fact: Annotation, _: GoldRelease) -> str | None:
    """A figure without a value that is not marked optional."""
    if fact.optional or fact.numbers or fact.value is not None:
        return None
    return "there is no value; a vague figure is optional"


def unit_missing(fact: Annotation, _: GoldRelease) -> str | None:
    """A quantity without a unit."""
    if fact.kind in {"money", "percent", "count"} and fact.unit is None and not fact.optional:
        return f"a {fact.kind} has a unit"
    return None


def comparator_missing(fact: Annotation, _: GoldRelease) -> str | None:
    """A quantity without a comparator."""
    if fact.kind != "date" and fact.comparator is None and not fact.optional:
        return "there is no comparator; eq where the release states the figure plainly"
    return None


def comparator_hedge(fact: Annotation, release: GoldRelease) -> str | None:
    """A hedge right before the figure that the comparator does not say."""
    if fact.kind == "date" or fact.comparator != "eq":
        return None
    before = release.text[max(0, fact.start - 24) : fact.start]
    found = pattern(rf"(?<![\w-])({hedge_words()})\s*$").search(before)
    # "over" and "above" after a noun or number compare ("growth over 2023", "3% above"): only before a plain amount
    if found and found[1].lower() not in {"over", "above", "under", "below"}:
        return f'"{found[1]}" stands before it: the comparator is {HEDGES[found[1].lower()]}, not eq'
    return None


def direction_sign(fact: Annotation, _: GoldRelease) -> str | None:
    """A negative value beside a direction."""
    if fact.direction and any(number < 0 for number in fact.numbers):
        return "with a direction the value is positive"
    return None


@cache
def number_pattern() -> re.Pattern[str]:
    """Numbers in figures, as printed."""
    return re.compile(r"\d[\d,.'\u00a0\u202f ]*\d|\d")


def digits(fact: Annotation, _: GoldRelease) -> str | None:
    """Digits of the value that are not those printed."""
    if fact.kind == "date" or not fact.numbers or re.search(r"[½⅓⅔¼¾⅛⅜⅝⅞/:]|\d\s+\d+/|fold|\bx\b", fact.text):
        return None
    if pattern(r"(?!us|rs|eur|usd)[a-z]{3,}[ -]").match(fact.text):  # the number is in words
        return None
    printed = [significant(match) for match in number_pattern().findall(fact.text)]
    if not printed or re.search(r"\d\s*(?:dozen|and a half|score)", fact.text):
        return None
    for number in fact.numbers:
        wanted = significant(f"{abs(number):f}")
        if wanted and not any(wanted == each or wanted in each for each in printed):
            return f"the value {number:f} has other digits than the text; look at the number and its scale"
    return None


def significant(number: str) -> str:
    """The digits of a number without separators and outer noughts."""
    return re.sub(r"\D", "", number).strip("0")


def date_year(fact: Annotation, _: GoldRelease) -> str | None:
    """A year that is printed and not in the value."""
    if fact.kind != "date" or not isinstance(fact.value, str):
        return None
    period = Period.parse(fact.value)
    if period is not None and (period.grain == "duration" or period.fiscal):  # a fiscal year ends in another one
        return None
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", fact.text)
    if years and not any(year in fact.value for year in years):
        return f"the text says {years[0]}, the value {fact.value} does not"
    return None


def currency(fact: Annotation, _: GoldRelease) -> str | None:
    """A sign that names another currency."""
    if fact.kind != "money" or not fact.unit:
        return None
    for sign, code in SIGNS.items():
        named = re.search(rf"(?<![A-Za-z]){re.escape(sign)}(?![A-Za-z])", fact.text)
        if named and fact.unit != code:
            return f'"{sign}" is {code}, the unit says {fact.unit}'
    return None


def percent_unit(fact: Annotation, _: GoldRelease) -> str | None:
    """A percent unit that the words contradict."""
    if fact.kind != "percent" or not fact.unit:
        return None
    for source, unit in (
        (r"basis points?|\bbps?\b", "basis_point"),
        (r"percentage[ -]points?|\bp\.?p\.?t?s?\b", "percentage_point"),
        (r"%|per ?cent\b", "percent"),
    ):
        if pattern(source).search(fact.text):
            return None if fact.unit == unit else f"the text says {unit}, the unit {fact.unit}"
    return None


def count_unit(fact: Annotation, _: GoldRelease) -> str | None:
    """A count's unit that is no singular noun in lower case."""
    if fact.kind != "count" or not fact.unit:
        return None
    due = singular(fact.unit)
    return f'the unit is the head noun, singular, lower case: "{due}", not "{fact.unit}"' if due != fact.unit else None


def item_number(fact: Annotation, _: GoldRelease) -> str | None:
    """An item that repeats the number."""
    if fact.item and re.match(r"\d", fact.item) and fact.text.startswith(fact.item.split()[0]):
        return "the item is the noun phrase without the number"
    return None


def subject_words(fact: Annotation, release: GoldRelease) -> str | None:
    """A subject that is a pronoun, has an article, or is not in the text."""
    if not fact.subject:
        return None
    words = plain_words(fact.subject)
    if len(words) == 1 and words[0] in PRONOUNS:
        return f'"{fact.subject}" stands for a name; give the full name as first given'
    if pattern(r"(?:the|an?)\s").match(fact.subject) and fact.subject not in release.text:
        return f'"{fact.subject}" begins with an article; names go without'
    if not in_text(words, release):
        return f'"{fact.subject}" is not in the text; the subject is a name that the release gives'
    return None


def metric_words(fact: Annotation, release: GoldRelease) -> str | None:
    """A metric whose head noun the release does not use."""
    if not fact.metric:
        return None
    head = head_noun(fact.metric)
    if head and not any(singular(word) == head for word in text_words(release.text)):
        return f'"{head}" of the metric "{fact.metric}" is not in the text; word it as the release does'
    return None


def in_text(words: tuple[str, ...], release: GoldRelease) -> bool:
    """Whether every word is one of the text's words."""
    there = text_words(release.text)
    return all(word in there for word in words)


@cache
def text_words(text: str) -> frozenset[str]:
    """The plain words of a text, also without a possessive ending and taken apart at hyphens."""
    words = set(plain_words(text))
    words |= {word.removesuffix("'s").removesuffix("'") for word in words}
    return frozenset(words | {part for word in words for part in re.split(r"[-/–—]", word)})


def basis_alone(fact: Annotation, _: GoldRelease) -> str | None:
    """A basis of comparison without a direction."""
    return "a basis belongs to a change, so there is a direction" if fact.basis and not fact.direction else None


FIELD_LINTS = (
    Lint("value-missing", "Every fact that is not optional has a value.", amount_missing),
    Lint("unit-missing", "Money, percent and counts have a unit.", unit_missing),
    Lint("comparator-missing", "Quantities have a comparator.", comparator_missing),
    Lint("comparator-hedge", "A hedge before the figure is said by the comparator.", comparator_hedge),
    Lint("direction-sign", "With a direction the value is positive.", direction_sign),
    Lint("digits", "The value has the digits that are printed.", digits),
    Lint("date-year", "A printed year is the value's year.", date_year),
    Lint("currency", "A sign that names one currency is that currency.", currency),
    Lint("percent-unit", "The percent unit is the one that is printed.", percent_unit),
    Lint("count-unit", "A count's unit is a singular noun in lower case.", count_unit),
    Lint("item-number", "The item goes without the number.", item_number),
    Lint("subject", "The subject is a full name that the release gives.", subject_words),
    Lint("metric", "The metric is worded as in the release.", metric_words),
    Lint("basis-direction", "A basis belongs to a change.", basis_alone),
)
