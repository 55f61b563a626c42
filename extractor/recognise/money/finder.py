"""Finds money: a number with a sign, code or name of currency, its ranges, lists and subunits.

A figure is built around a numeral (`recognise.numerals`): what stands before (`marks`) and behind it (`tails`) is read,
judged (`guards`), changed by what stands around it (`signs`), and neighbours are joined (`joins`, `elliptic`). Hedges
and `per share` stay outside the span.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.mentions import Mention, MoneyReading
from extractor.recognise.money.grouping import regrouped
from extractor.recognise.money.guards import Guards, Printed
from extractor.recognise.money.joins import join
from extractor.recognise.money.labels import labelled
from extractor.recognise.money.letters import CENTS_OF, COUNTRY_CENTS, lettered
from extractor.recognise.money.marks import Mark, mark_before
from extractor.recognise.money.rates import with_rates
from extractor.recognise.money.rules import MONEY_RULES
from extractor.recognise.money.signs import in_brackets, is_beside, of_nation, with_minus
from extractor.recognise.money.single import find_single
from extractor.recognise.money.sums import Sum
from extractor.recognise.money.tails import Tail, or_more, scale_at, tail_of
from extractor.recognise.money.years import year_of
from extractor.recognise.numerals import Numeral
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.values import Amount, plain
from extractor.words.beside import words_before, words_behind
from extractor.words.currencies import Money
from extractor.words.numerals import number_words

__all__ = ["RULES", "find"]

RULES: tuple[Rule, ...] = MONEY_RULES

_PART_OF = words_before(r"(?<!\w)(?P<part>(?:(?:an?|one|three)[ \u00a0-])?(?:quarters?|half)) of ")
_PARTS = {"quarter": Decimal("0.25"), "half": Decimal("0.5")}
_SEVERAL = words_before(r"(?<!\w)(?:several|(?:a )?few|many|a couple of|multiple) ")
_SCALE_OF_NEXT = words_behind(r"(?i)(?:million|billion|thousand) \d")


def find(scan: Scan) -> list[Mention]:
    """Every sum of money that the release states, in order, not overlapping."""
    guards = Guards(scan.document)
    numerals = regrouped(scan.text, scan.numerals)
    sums: list[Sum] = []
    last: Sum | None = None
    for numeral in numerals:
        per_cent = scan.text.startswith("%", numeral.end)
        found = _bare(scan.text, numeral) if per_cent else _sum(scan.text, numeral, guards, last)
        sums.append(found)
        if found.money:
            last = found
    joined = join(scan.text, labelled(scan.text, sums), guards)
    found_sums = [_mention(scan.text, s) for s in joined if s.money is not None]
    return with_rates(scan, _merged(found_sums, find_single(scan.text)))


def _merged(found: list[Mention], singles: Iterable[Mention]) -> list[Mention]:
    """All in order; a single unit that overlaps a sum falls."""
    covered = {at for m in found for at in (m.start, m.end)}
    more = [s for s in singles if not covered.intersection(range(s.start, s.end + 1))]
    return sorted([*found, *more], key=lambda m: m.start) if more else found


def _mention(text: str, found: Sum) -> Mention:
    """The sum as a mention, its numbers scaled and signed."""
    assert found.money is not None
    if found.low is not None and found.high is not None:
        low, high = sorted((found.low, found.high))
        amount = Amount(low=plain(low), high=plain(high))
    else:
        amount = Amount(plain(found.value))
    year = year_of(text, found.start, found.end, found.money.codes)
    reading = MoneyReading(
        tuple(found.money.codes), found.money.factor, Decimal(found.scale), int(year) if year is not None else None
    )
    return Mention(
        "money", found.start, found.end, found.rule, amount, found.unit, found.comparator, reading=reading  # type: ignore[arg-type]
    )  # fmt: skip


def _sum(text: str, numeral: Numeral, guards: Guards, last: Sum | None) -> Sum:
    """The numeral with its marks; a sum without money where it has none."""
    cents = lettered(text, numeral, guards)
    if cents is not None:
        return cents
    if numeral.words and (
        _SCALE_OF_NEXT.match(text, numeral.start) or (numeral.vague and _is_statement(text, numeral))
    ):
        return _bare(text, numeral)
    before = None if numeral.vague else mark_before(text, numeral.start)
    past = last.end if last else 0
    if before is not None and (before.start < past or _NO_NUMBER.fullmatch(text, numeral.start, numeral.end)):
        before = None
    bare = numeral.scale == 1 and not numeral.vague
    tail = tail_of(text, numeral.end, before, bare=bare, vague=numeral.vague)
    if before is not None and before.opened and not tail.closed:
        before = None
        tail = tail_of(text, numeral.end, None, bare=bare)
    if before is not None and not _is_of_number(text, before, tail):
        before = None
    number = _printed(text, numeral, tail, before)
    if before is not None and not guards.allow(before, number):
        before = None
        tail = tail_of(text, numeral.end, None, bare=bare, vague=numeral.vague)
        number = _printed(text, numeral, tail, None)
    behind = tail.mark
    cents_of = CENTS_OF.match(text, 0, numeral.start) if behind and behind.money.factor > 1 else None
    if behind is not None and cents_of is not None:
        codes = (COUNTRY_CENTS[cents_of["country"]],)
        return _build(
            text,
            replace(numeral, start=cents_of.start()),
            tail,
            None,
            replace(behind, money=replace(behind.money, codes=codes)),
            last=last,
        )
    if before is None and (numeral.glued_before or numeral.start < past):
        behind = None
    if behind is not None and (not guards.allow(behind, number) or _FRACTION.match(text, 0, numeral.start)):
        behind = None
    if behind is not None and before is not None:
        behind = _agreeing(text, before, behind)
    if before is None and behind is None:
        return _bare(text, numeral)
    return _build(text, numeral, tail, before, behind, last=last)


#: "€ million" and "$000" tell the scale of a table.
_NO_NUMBER = regex.compile(r"(?:thousand|million|billion|trillion|crore|lakh)s?|0{2,3}", regex.IGNORECASE)
_PAIR = words_before(r"[A-Z]{3}/", cased=True)
_FRACTION = words_before(r"\d/")


def _is_of_number(text: str, before: Mark, tail: Tail) -> bool:
    """Whether the mark before belongs to the number: not `SLR 6.1%`, nor the rate behind a pair of currencies.

    A name before a number that has its own name is another word: "Finnish markka 1.5 million markkaa".
    """
    named_twice = before.noun and tail.mark is not None and tail.mark.noun
    return not (named_twice or _is_other(text, tail.end) or _is_pair(text, before))


def _is_pair(text: str, before: Mark) -> bool:
    """Whether the mark ends a pair of currencies, whose number is a rate: `USD/EUR 1.08`."""
    return _PAIR.match(text, 0, before.start) is not None


_STATED_IN = words_before(r"(?:\(|(?<!\w)in )")
_HEADING = words_behind(r"(?:Thousands|Millions|Billions) of \p{L}++\s*+(?:\p{Lu}|\()")


def _is_statement(text: str, numeral: Numeral) -> bool:
    """Whether "millions of dollars" tells the scale of a table: `(in millions of dollars)`, `Billions of dollars`."""
    if " " in text[numeral.start : numeral.end]:
        return False
    first = text[numeral.start].isupper()
    return _STATED_IN.match(text, 0, numeral.start) is not None or (
        first and _HEADING.match(text, numeral.start) is not None
    )


def _bare(text: str, numeral: Numeral) -> Sum:
    """A number without money of its own: it may still share its neighbour's."""
    scaled = None
    if numeral.scale == 1 and not numeral.vague:
        scaled = scale_at(text, numeral.end, short=True)
    end, scale = scaled or (numeral.end, numeral.scale)
    return Sum(numeral.start, end, numeral.core, scale, numeral)


_OTHER = regex.compile(r"%|[QH]\d|(?<!\p{L})\d|/\d|-\p{L}\d")


def _is_other(text: str, end: int) -> bool:
    """Whether the number is something else in spite of a mark before it: `SLR 6.1%`, `$B 2Q24`."""
    return _OTHER.match(text, end) is not None


def _printed(text: str, numeral: Numeral, tail: Tail, before: Mark | None) -> Printed:
    """How the number is printed, for the guards."""
    scale = numeral.scale * tail.scale * (before.money.scale if before else 1)
    digits = text[numeral.start : numeral.end]
    year = len(digits) == 4 and digits.isdigit() and digits[:2] in {"19", "20"} and scale == 1
    return Printed(
        numeral.start, numeral.end, numeral.core, scale, numeral.decimals, numeral.grouped, year, numeral.words
    )  # fmt: skip


def _agreeing(text: str, before: Mark, behind: Mark) -> Mark | None:
    """The mark behind where it says the same money again, or which: `$5 million USD`, `$3 million dollars`."""
    both = tuple(code for code in before.money.codes if code in behind.money.codes)
    if not behind.unit[0].isalpha():
        return None  # the next column of a table
    if not both or behind.money.factor != 1 or (behind.money.guard and behind.money.guard != "scale"):
        return None
    return replace(behind, money=replace(behind.money, codes=both))


def _build(  # noqa: PLR0913
    text: str, numeral: Numeral, tail: Tail, before: Mark | None, behind: Mark | None, *, last: Sum | None
) -> Sum:
    """The sum from its pieces: span, scale, sign, comparator, rule."""
    start = before.start if before else numeral.start
    end = behind.end if behind else tail.end
    main = behind if before is None else before
    assert main is not None
    codes = behind.money.codes if behind else main.money.codes
    money = Money(codes, None, main.money.factor, 1)
    scale = numeral.scale * tail.scale * (before.money.scale if before else 1) * (behind.money.scale if behind else 1)
    core = numeral.core
    minus = bool(before and (before.minus or before.opened))
    found = Sum(
        start, end, -core if minus else core, scale, numeral, money, main.unit, before is not None, minus,
        tail.comparator, _rule(numeral, before, behind, main, tail),
    )  # fmt: skip
    found = _of_words(text, numeral, found, start) if numeral.words else found
    if not minus:
        found = with_minus(text, found)
    if before is not None and behind is None and len(codes) > 1:
        found = of_nation(text, found)
    found = in_brackets(text, found, beside=last is not None and is_beside(text, last, found))
    end, more = or_more(text, found.end) if found.comparator == "eq" else (found.end, "eq")
    return replace(found, end=end, comparator=more) if more != "eq" else found


def _rule(numeral: Numeral, before: Mark | None, behind: Mark | None, main: Mark, tail: Tail) -> str:
    """The name of the shape."""
    if numeral.vague:
        return "money.vague"
    if main.money.factor != 1:
        return "money.amount-subunit"
    if before is not None:
        return "money.code-amount" if before.unit[-1].isalpha() or before.unit[-1] == "." else "money.sign-amount"
    return "money.amount-name" if behind is not None and behind.noun else "money.amount-sign"


def _of_words(text: str, numeral: Numeral, found: Sum, start: int) -> Sum:
    """Vague sums ("several million dollars", "millions of dollars") and parts ("a quarter of a million dollars")."""
    if numeral.vague:
        return replace(found, core=numeral.value, scale=Decimal(1), comparator="ge")
    first = text[start : numeral.end].split(maxsplit=1)[0].split("-", maxsplit=1)[0].lower()
    if first in number_words().scales:
        several = _SEVERAL.match(text, 0, start)
        if several:
            return replace(found, start=several.start(), core=found.core * 2, comparator="ge", rule="money.vague")
    part = _PART_OF.match(text, 0, start) if first in {"a", "an"} else None
    if part:
        words = part["part"].lower().replace("-", " ").split()
        share = next((v for k, v in _PARTS.items() if words[-1].startswith(k)), None)
        if share is not None:
            share *= 3 if words[0] == "three" else 1
            return replace(found, start=part.start(), core=found.core * share)
    return found
