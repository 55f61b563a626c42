"""Lints of spans: what belongs inside the span of a figure and what is said by a field instead."""

import re
from functools import cache

from extractor.gold.annotations import Annotation, GoldRelease
from extractor.gold.lints import Lint

__all__ = ["HEDGES", "SPAN_LINTS"]

HEDGES = {
    "about": "approx", "approximately": "approx", "nearly": "approx", "roughly": "approx", "around": "approx",
    "almost": "approx", "circa": "approx", "~": "approx",
    "more than": "gt", "over": "gt", "exceeding": "gt", "above": "gt", "greater than": "gt",
    "at least": "ge", "no less than": "ge", "not less than": "ge", "no fewer than": "ge",
    "less than": "lt", "fewer than": "lt", "under": "lt", "below": "lt",
    "up to": "le", "at most": "le", "no more than": "le", "not more than": "le", "as much as": "le",
}  # fmt: skip
"""Words before a figure and the comparator that says them."""

NUMERALS = "third|quarter|half|fifth|sixth|seventh|eighth|ninth|tenth|dozen|hundred|thousand|million|billion|trillion"


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A pattern over any case."""
    return re.compile(source, re.IGNORECASE)


def hedge_words() -> str:
    """The hedges as alternatives, longest first."""
    return "|".join(sorted((re.escape(hedge) for hedge in HEDGES), key=len, reverse=True))


def blank_ends(fact: Annotation, _: GoldRelease) -> str | None:
    """Blanks at the ends."""
    return "the span begins or ends with a blank" if fact.text != fact.text.strip() else None


def article(fact: Annotation, _: GoldRelease) -> str | None:
    """An article in front; `a third` and `a million` are numbers."""
    if pattern(r"the\s").match(fact.text):
        return "the span begins with an article; leave it outside"
    if fact.kind != "date" and pattern(rf"an?\s+(?!(?:{NUMERALS})\b)").match(fact.text):
        return "the span begins with an article; leave it outside"
    return None


def hedge(fact: Annotation, _: GoldRelease) -> str | None:
    """A hedge or comparator in front."""
    found = pattern(rf"({hedge_words()})\s*(?=[\d$€£¥]|\b)").match(fact.text) if fact.kind != "date" else None
    if found and (found[1] == "~" or found.end() > found.end(1)):
        return f'the span begins with "{found[1]}"; leave it outside, comparator {HEDGES[found[1].lower()]} says it'
    return None


def date_lead(fact: Annotation, _: GoldRelease) -> str | None:
    """Words in front of a date that are no part of it."""
    if fact.kind != "date":
        return None
    found = pattern(
        r"(in|on|by|since|during|until|for|year(?=\s+\d)|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s"
    ).match(fact.text)
    return f'the span begins with "{found[1]}"; a date is the shortest phrase that carries the time' if found else None


def trailing(fact: Annotation, _: GoldRelease) -> str | None:
    """Punctuation at the end."""
    return f'the span ends with "{fact.text[-1]}"' if fact.text.endswith((",", ";", ":")) else None


def per(fact: Annotation, _: GoldRelease) -> str | None:
    """`per share` inside the span of an amount."""
    found = pattern(r"\s((?:per|an?)\s+[a-z]+|/[a-z]+)$").search(fact.text) if fact.kind == "money" else None
    return f'"{found[1]}" is inside the span; leave it outside, per says it' if found else None


def clause(fact: Annotation, _: GoldRelease) -> str | None:
    """A count that runs on past its noun phrase."""
    found = pattern(r"\s(which|who|whose|that)\s").search(fact.text) if fact.kind == "count" else None
    return f'the span runs into a clause ("{found[1]}"); it ends with the noun phrase' if found else None


def name_number(fact: Annotation, release: GoldRelease) -> str | None:
    """A number that is part of a name."""
    before = release.text[max(0, fact.start - 12) : fact.start]
    found = pattern(r"\b(form|rule|section|item|phase|exhibit|article|chapter|no\.)\s$").search(before)
    if found and fact.kind in {"count", "measure"} and not fact.optional:
        return f'after "{found[1]}" a number is a name, not a fact'
    return None


SPAN_LINTS = (
    Lint("span-blank", "A span has no blanks at its ends.", blank_ends),
    Lint("span-article", "Articles are outside the span.", article),
    Lint("span-hedge", "Hedges and comparators are outside the span.", hedge),
    Lint("span-date-lead", "Leading in, on, year and weekdays are outside a date.", date_lead),
    Lint("span-end", "A span does not end with a comma or colon.", trailing),
    Lint("span-per", "per share is outside the span.", per),
    Lint("span-clause", "A count ends with its noun phrase.", clause),
    Lint("name-number", "Numbers in names are not facts.", name_number),
)
