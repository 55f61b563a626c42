"""What makes a fact the same fact wherever it is read: its release, its place and its meaning, as one hash."""

import hashlib
import json
from functools import cache

from extractor.facts import DateFact, Fact, MeasureFact, MoneyFact

__all__ = ["fact_key"]

_LENGTH = 24
"""Hexadecimal digits: 96 bits, so that ten billion facts share a key with a chance of one in a billion."""


def fact_key(release_id: str, fact: Fact) -> str:
    """The key of a fact of the release with this id.

    The meaning is what the fact says: kind, number, unit, what it measures, whose, when and as what. Its number in the
    release, its rule and what is derived from it (conversions, standard names) are no part of it, so that the key stays
    when facts around it or these tables change. It rests on nothing of the machine.
    """
    said: list[object] = [release_id, fact.start, fact.end, fact.kind]
    if isinstance(fact, DateFact):
        said += [fact.value, fact.role]
    else:
        said += [_number(n) for n in (fact.value, fact.low, fact.high)]
        per = fact.per if isinstance(fact, MoneyFact | MeasureFact) else None
        said += [fact.unit, per, fact.comparator, fact.direction, fact.basis, fact.status]
        said += [phrase and phrase.text for phrase in (fact.metric, fact.subject, fact.segment)]
        said.append(fact.period and fact.period.value)
    encoded = _encoder().encode(said).encode()
    return hashlib.sha256(encoded).hexdigest()[:_LENGTH]


@cache
def _encoder() -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def _number(number: object) -> str | None:
    return None if number is None else format(number, "f")
