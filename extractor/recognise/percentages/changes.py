"""Finds changes said by a word alone: verb multiples (`doubled`, `halved`) and `flat`.

Each is read from the text by one pattern, anchored on a rare word; the direction goes into its reading.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import regex

from extractor.mentions import ChangeDirection, Mention, PercentReading
from extractor.recognise.rule import Rule
from extractor.values import Amount
from extractor.words.beside import words_before, words_behind
from extractor.words.percentages import Multiple, percentage_lexicon

__all__ = ["CHANGE_RULES", "find_changes"]

_JOIN = r"(?:[ \u00a0\u2009\u202f\n]|[-‐‑])"

MULTIPLE = Rule(
    name="percent.multiple",
    says="A verb that says by how much something changed: `doubled` is 100 percent up, `halved` 50 percent down.",
    examples=(
        "profit more than ⟦doubled⟧ to $5 million",
        "had ⟦halved⟧ its consumption",
        "visits ⟦quadrupled⟧ to 88,000",
        "a ⟦doubling⟧ of sales",
        "is expected to ⟦triple⟧ by 2030",
        "Profit ⟦doubles⟧ in the first half",
    ),
    not_examples=(
        "a double room",
        "doubled down on cloud",
        "the barn doubles as a school",
        "won the men's doubles",
        "since the April 2024 halving.",
        "that is almost double the number of last year",
        "is more than double the 2019 level",
        "the Bitcoin halving",
        "a double-digit rise",
        "double the 2019 level",
        "triple-A rated",
    ),
)
FLAT = Rule(
    name="percent.flat",
    says="`flat` or `unchanged` where a period or base of comparison follows: a change of zero.",
    examples=(
        "revenue was ⟦flat⟧ year-on-year",
        "Sales ⟦flat⟧ at €311 million",
        "volumes were ⟦unchanged⟧ from a year earlier",
        "costs remained ⟦flat⟧ compared with 2023",
        "beer sales were ⟦flat⟧, wine was down 2% in May",
    ),
    not_examples=(
        "a flat screen",
        "a flat fee of $5",
        "flat in London",
        "our strategy is unchanged",
        "forecasts unchanged at 2.4%",
        "sales up 16% YoY and flat compared with the last quarter",
        "revenue of $12 million, flat year-over-year",
    ),
)
CHANGE_RULES: tuple[Rule, ...] = (MULTIPLE, FLAT)


def find_changes(text: str) -> Iterator[Mention]:
    """The verb multiples and flat changes, in no order."""
    yield from _multiples(text)
    yield from _flats(text)
    yield from _flats_beside(text)


def _change(start: int, end: int, rule: Rule, value: Decimal, direction: ChangeDirection) -> Mention:
    return Mention("percent", start, end, rule.name, Amount(value), reading=PercentReading(direction))


# ------------------------------------------------------------------ doubled


@cache
def _multiple() -> regex.Pattern[str]:
    forms = "|".join(
        sorted((f for m in percentage_lexicon().multiples.values() for f in m.forms), key=len, reverse=True)
    )
    return regex.compile(rf"(?<![\w-])(?:{forms})(?![\w'’-])", regex.IGNORECASE)


@cache
def _multiples_by_form() -> dict[str, Multiple]:
    return {form: m for m in percentage_lexicon().multiples.values() for form in m.forms}


_NOT_MULTIPLE = regex.compile(
    r"\s(?:down|up\s+(?:on|as)|as\b|over\b|back\b|time\b|event|tournament|titles?|finals?|match|team|champion\w*|player|crochet|bass|dose|"
    r"doors?|bed|the\s+(?:efforts?|bet))",
    regex.IGNORECASE,
)
_MODAL = words_before(
    r"(?<!\w)(?:(?P<will>to|will|would|could|may|might|can|should|must|helped?|and) "
    r"(?:{hedge}|(?:again|even|also) )?|than )"
)
_AFTER = regex.compile(
    r"\s(?:in\b|to\b|from\b|by\b|its\b|their\b|our\b|the\s|over\b|within\b|between\b|since\b|every\b|capacity|production|output|"
    r"sales|revenue|compared|year|during|this|annual|current|global|total|number|existing|again|that\b)",
    regex.IGNORECASE,
)
_PAUSE = regex.compile(r"[.,;:]|\s*$")
_OBJECT = regex.compile(r"\s(?:of|in\sthe\snumber|its|the|their|our|his|her)\b", regex.IGNORECASE)
#: "more than double the 2019 level": a comparison and no change
_COMPARED = regex.compile(r"\s(?:the|that|what|its|their|our|this)\b", regex.IGNORECASE)
_NOUN_BEFORE = words_before(
    r"(?<!\w)(?:the|bitcoin|btc|this|next|last|upcoming|fourth|post|mixed|(?:wo)?men[’']s|tennis|badminton|\w+s[’']|(?:19|20)\d\d)[\s-]"
)


def _multiples(text: str) -> Iterator[Mention]:
    for match in _multiple().finditer(text):
        if _NOT_MULTIPLE.match(text, match.end()) or not _is_verb(text, match):
            continue
        multiple = _multiples_by_form()[match[0].lower()]
        yield _change(match.start(), match.end(), MULTIPLE, multiple.change, multiple.direction)


def _is_verb(text: str, match: regex.Match[str]) -> bool:
    """Whether the form says a change: "doubled" does, "double" behind a modal, "doubling" of something."""
    form, start, end = match[0].lower(), match.start(), match.end()
    if form.endswith("d"):
        return True
    left = max(0, start - 40)
    if form.endswith("ing"):
        return bool(_OBJECT.match(text, end) or (_AFTER.match(text, end) and not _NOUN_BEFORE.match(text, left, start)))
    if not (_AFTER.match(text, end) or _PAUSE.match(text, end)):
        return False
    if form.endswith("s"):
        return not _NOUN_BEFORE.match(text, left, start)
    modal = _MODAL.match(text, left, start)
    return modal is not None and not (
        modal[0].split()[-1].lower() == "than" and _COMPARED.match(text, end) and not modal["will"]
    )


# ------------------------------------------------------------------ flat

_PERIODS = (
    rf"(?:year|quarter|month|half){_JOIN}(?:on|over){_JOIN}(?:year|quarter|month|half)|yoy\b|y/y|qoq\b|q/q|sequentially"
)
_PAST = r"(?:last|the (?:prior|previous|same|year|first|second|third|fourth)|prior|Q[1-4]|20\d\d)"
_FLAT = words_behind(
    rf"(?i)(?<![\w-])(?P<word>flat|unchanged)(?![\w-])(?=,? (?:(?:on a )?(?:{_PERIODS})|"
    rf"{{comparison}}(?!\w)|(?:to|with|on) {_PAST}|"
    r"from (?:an?|the|last|prior|Q[1-4]|20\d\d)\b(?! (?:previous )?(?:forecast|estimate|projection))|"
    r"(?P<at>at (?:[$€£¥₹]|[A-Z]{3} ?\d))|in constant|"
    r"on an? (?:organic|constant|comparable|underlying|reported|currency)))"
)
_FLAT_NOT = words_before(r"(?<!\w)(?:an?|the|forecasts?|guidance|outlook|dividend|projections?)\s(?:\w+\s)?")


#: "up 2% and flat on the quarter", "was $5 million, flat to the prior year": said beside a figure, not of its own.
_ELLIPTICAL = words_before(
    r"(?:[,;(]|(?<=[,\d%A-Zy]|\b(?:basis|quarter|terms|year|sequentially)) (?:and|but|or)|\d\w{0,2}) "
    r"(?:(?:approximately|about|relatively|essentially|roughly|nearly|largely|basically) )?",
    cased=True,
)


_MOVE = "(?:up|down|{moved}|{obtained})"
_PERCENT = r"\d[\d.]*+ ?(?:%|per ?cent|pct)"
#: Beside another change in the same sentence: "beer was flat, wine was down 2%", "spirits up 4% and wine flat".
_BESIDE = words_behind(rf"(?:,| (?:and|but|while|with)\b)[^.;\n\d]{{2,48}}?\b{_MOVE} (?:by )?{_PERCENT}")
_BEHIND = words_before(rf"\b{_MOVE} (?:by )?{_PERCENT}(?:,| (?:and|but|while))[^.;\n\d]{{2,48}}", cased=True)
_PLAIN_FLAT = words_behind(
    r"(?<=\b(?:was|were|remained|stayed|held|is|are|and|sales|revenues?|volumes?|prices|income|profits?|exports"
    r"|imports) )"
    r"flat(?=[,;.]| (?:and|but|while|with|in)\b)"
)


def _flats_beside(text: str) -> Iterator[Mention]:
    """`flat` between changes of the same kind in one sentence."""
    for match in _PLAIN_FLAT.finditer(text):
        behind = _BESIDE.match(text, match.end(), match.end() + 96)
        if behind or (_BEHIND.match(text, max(0, match.start() - 96), match.start())):
            yield _change(match.start(), match.end(), FLAT, Decimal(0), "flat")


def _flats(text: str) -> Iterator[Mention]:
    for match in _FLAT.finditer(text):
        if _FLAT_NOT.match(text, max(0, match.start() - 32), match.start()):
            continue
        if _ELLIPTICAL.match(text, max(0, match.start() - 40), match.start()):
            continue
        if match["word"].lower() == "unchanged" and match["at"]:
            continue
        yield _change(match.start(), match.end("word"), FLAT, Decimal(0), "flat")
