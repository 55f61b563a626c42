"""Pieces of what rules know: samples of their patterns, their examples, and the words of the lexicons."""

import importlib
import pkgutil
import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as grammar  # type: ignore[attr-defined]
from typing import Any

import extractor.recognise
from extractor.recognise.rule import Rule

__all__ = ["pieces", "sample"]

_PACKAGE = Path(extractor.recognise.__path__[0]).parent
_LEXICONS = _PACKAGE / "words"


@cache
def pieces() -> tuple[str, ...]:
    """Examples of all rules, a few samples of each pattern, and the lexicons' words, in a fixed order."""
    order = random.Random(7)
    out = set(_words())
    for rule in _rules():
        out |= {example.replace("⟦", "").replace("⟧", "") for example in rule.examples}
        out |= {part.split("⟧")[0] for example in rule.examples for part in example.split("⟦")[1:]}
        for pattern in filter(None, (rule.pattern, rule.before, rule.after)):
            out |= {sample(pattern, order) for _ in range(40)}
    return tuple(sorted(filter(None, out)))


def _rules() -> Iterator[Rule]:
    for found in pkgutil.walk_packages(extractor.recognise.__path__, "extractor.recognise."):
        module = importlib.import_module(found.name)
        told: Any = getattr(module, "RULES", ())
        yield from (rule for rule in told if isinstance(rule, Rule))


def _words() -> Iterator[str]:
    """Keys and strings of the lexicons."""
    for file in sorted(_LEXICONS.glob("*.toml")):
        yield from _strings(tomllib.loads(file.read_text(encoding="utf-8")))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value[:60]
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)


def sample(pattern: str, order: random.Random) -> str:
    """A text that a pattern of the `regex` module might match; what look-arounds ask for is left to chance."""
    plain = re.sub(r"\(\?P<\w+>", "(?:", pattern)
    plain = re.sub(r"\\p\{L[lmo]?\}", "[a-z]", plain)
    plain = re.sub(r"\\p\{L[ut]\}", "[A-Z]", plain)
    plain = re.sub(r"\\p\{Sc\}", "[$£€]", plain)
    plain = re.sub(r"\(\?[a-z]*r[a-z]*\)", "", plain)
    try:
        return "".join(_drawn(grammar.parse(plain, re.VERBOSE if "\n" in pattern else 0), order))
    except (re.error, KeyError):  # a construct that only `regex` knows
        return ""


def _drawn(parsed: Any, order: random.Random) -> Iterator[str]:
    for code, value in parsed:
        yield from _one(code, value, order)


def _one(code: Any, value: Any, order: random.Random) -> Iterator[str]:
    if code is codes.LITERAL:
        yield chr(value)
    elif code is codes.NOT_LITERAL or code is codes.ANY:
        yield order.choice("a5 ")
    elif code is codes.IN:
        yield _of_class(value, order)
    elif code is codes.BRANCH:
        yield from _drawn(order.choice(value[1]), order)
    elif code is codes.SUBPATTERN:
        yield from _drawn(value[3], order)
    elif code is codes.ATOMIC_GROUP:
        yield from _drawn(value, order)
    elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        low, high, inner = value
        for _ in range(order.randint(low, min(int(high), low + 2))):
            yield from _drawn(inner, order)


def _of_class(members: Any, order: random.Random) -> str:
    code, value = order.choice(members)
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.RANGE:
        return chr(order.randint(value[0], min(value[1], value[0] + 200)))
    if code is codes.CATEGORY:
        return {codes.CATEGORY_DIGIT: str(order.randrange(10)), codes.CATEGORY_SPACE: " "}.get(value, "a")
    return " "
