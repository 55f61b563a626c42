"""Finds measures: numerals with a unit of measure (`6,200-hectare`, `50,000 barrels per day`), and multiples."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractor.mentions import MeasureReading, Mention
from extractor.recognise.measures.evidence import is_measure, speaks_of_sterling, stands_alone
from extractor.recognise.measures.halves import HALF, halves
from extractor.recognise.measures.multiples import MULTIPLE_RULES, multiple, written_as_one_word
from extractor.recognise.measures.points import POINT_RULES, points
from extractor.recognise.measures.ratios import RATIO_RULES, ratios
from extractor.recognise.measures.sized import Sized
from extractor.recognise.numerals import Numeral
from extractor.recognise.ranges import joins_range
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.spans import Span
from extractor.values import Amount, Comparator, plain
from extractor.words.beside import words_before, words_behind
from extractor.words.comparators import compared, read_comparator
from extractor.words.numerals import number_words
from extractor.words.units import UnitWords, unit_at

__all__ = ["RULES", "find"]

_QUANTITY = Rule(
    name="measure.number-unit",
    says="A numeral with the sign or name of a unit behind it; a sign that is also something else needs evidence.",
    examples=(
        "a wind farm of ⟦300 MW⟧",
        "the ⟦6,200-hectare⟧ estate",
        "output of ⟦50,000 barrels per day⟧",
        "⟦3 million tonnes⟧ a year",
        "below ⟦−5 °C⟧ at night",
        "two ingots of ⟦70 pounds⟧ each",
        "the ⟦200 m⟧ freestyle",
        "a ⟦65W⟧ charger",
        "some ⟦200m tonnes⟧ of ore",
        "the ⟦500+ MW⟧ pipeline",
        "a ⟦1/4 inch⟧ gap",
        "rods of ⟦20.5 ± 0.1 mm⟧",
        "within ⟦3 +/- 1 kg⟧",
        'sank under ⟦14"⟧ of snow',
        "some ⟦310,000 t⟧ were shipped",
    ),
    not_examples=(
        "a profit of 200 m in 2021",
        "rolled out 5G in 10 in four cities",
        "a gain of 20 million pounds sterling",
        "in week 3 A further review",
        "a 64-bit chip",
        "a grant of £3 m",
        "the 17 F/A-18 jets",
        "37.2mm shares",
    ),
)
_RANGE = Rule(
    name="measure.range-unit",
    says="Two numerals joined by a dash, `to` or `between … and`, the unit behind the second or behind both.",
    examples=(
        "some ⟦27 to 30 km⟧ away",
        "⟦5–10 mg⟧ daily",
        "an ⟦8- to 16-meter⟧ telescope",
        "⟦44 mg to 50 mg⟧",
        "ranged from ⟦2 °C to 8 °C⟧",
    ),
    not_examples=("rose in 2008 to a record",),
)
_SHARED = Rule(
    name="measure.shared-unit",
    says="A bare numeral before `and`, `or` or a comma and a numeral with a unit: it has that unit.",
    examples=("doses of ⟦5⟧, ⟦10⟧ and ⟦20 mg⟧",),
    not_examples=("in 2024 and 50 people",),
)
RULES = (_QUANTITY, _RANGE, _SHARED, HALF, *MULTIPLE_RULES, *POINT_RULES, *RATIO_RULES)

#: Inches are cut down to sixty-fourths; a larger number behind a stroke is no divisor.
_LARGEST_DIVISOR = 64
_TOLERANCE_WIDTH = 6
_BOUND = words_behind(r"\+(?!\+)| or (?:more|fewer|less|greater|higher)(?!\w)")
_MINUS = words_before(r"(?:(?<![\w.)%$€£-])[-−–]|(?<!\w)(?:minus|negative) )")
_TO_BETWEEN_HYPHENS = regex.compile(r"[-‐‑][ -]to[ -]")
_FROM = words_before(r"(?P<ranges>\b(?:rang|vari|vary)\p{L}{0,3} )?(?<!\w)from {hedge}?(?:an? )?")
_CHANGE = words_behind(
    r"(?i)\b(?:{moved}|{obtained}|{change}|up|down|(?:doubl|tripl|upgrad|enlarg|exten[ds])\w*)(?!\w)"
)
_AND_OR = words_behind(r",? (?:and|or) ")
_COMMA = words_behind(r", ")
#: What a figure may be off by: "2,000.45±0.01 pounds".
_TOLERANCE = words_behind(r" ?(?:±|\+ ?/ ?[-−–]|\+-) ?")
#: A name or a preposition of time in front: "Phase 2 and 30 MW".
_LABEL = words_before(r"(?:\p{Lu}\p{L}*|\bunits?|\bin) ", cased=True)


def find(scan: Scan) -> list[Mention]:
    """The measures of the release in text order, not overlapping."""
    text = scan.text
    sized = _with_tolerances(text, _with_fractions(text, [_sized(text, n) for n in scan.numerals]))
    sterling = speaks_of_sterling(text)
    mentions = [*written_as_one_word(text), *halves(text, sterling=sterling)]
    taken_to = 0
    for i, one in enumerate(sized):
        if one.start < taken_to:
            continue
        measure = _measure(text, sized, i, sterling=sterling)
        if measure is not None:
            mentions += _sharing(text, sized[max(0, i - 4) : i], measure, taken_to)
        mention = measure or (None if text.startswith("%", one.numeral.end) else multiple(text, one.numeral))
        if mention is not None:
            mentions.append(mention)
            taken_to = mention.end
    return sorted([*mentions, *_without_unit(scan, sized, mentions)], key=lambda m: m.start)


def _without_unit(scan: Scan, sized: Sequence[Sized], found: Sequence[Mention]) -> Iterator[Mention]:
    """Levels of indices, changes in points and rates, save what has a unit of measure."""
    taken = {mention.start for mention in found}
    for mention in (*points(scan, sized), *ratios(scan.text, sized)):
        if mention.start not in taken:
            taken.add(mention.start)
            yield mention


def _sized(text: str, numeral: Numeral) -> Sized:
    if numeral.vague:
        return Sized(numeral, numeral.start, Amount(numeral.value))
    sign = _MINUS.match(text, max(0, numeral.start - 10), numeral.start)
    start = sign.start() if sign else numeral.start
    unit, scale = (None, 1) if text.startswith("%", numeral.end) else _unit(text, numeral)
    return Sized(numeral, start, Amount(plain((-numeral.value if sign else numeral.value) * scale)), unit)


def _with_fractions(text: str, sized: Sequence[Sized]) -> list[Sized]:
    """`1/4 inch` is one number: the unit's number takes the one before the stroke in."""
    out: list[Sized] = []
    for one in sized:
        below = one.numeral.value
        if (
            out
            and one.unit is not None
            and text[out[-1].numeral.end : one.start] == "/"
            and 1 < below <= _LARGEST_DIVISOR
        ):
            above = out.pop()
            value = plain(above.numeral.value / below)
            one = replace(one, numeral=replace(one.numeral, start=above.start), start=above.start, value=Amount(value))  # noqa: PLW2901
        out.append(one)
    return out


def _with_tolerances(text: str, sized: Sequence[Sized]) -> list[Sized]:
    """`20 ± 0.5 mm` is 20 mm: the number before the sign takes the unit behind the tolerance."""
    out: list[Sized] = []
    for one in sized:
        last = out[-1] if out else None
        if last is None or one.unit is None or one.start - last.end > _TOLERANCE_WIDTH:
            out.append(one)
        elif _TOLERANCE.fullmatch(text, last.end, one.start) and last.unit in {None, one.unit}:
            numeral = replace(last.numeral, end=one.numeral.end, core_end=one.numeral.end)
            out[-1] = replace(last, numeral=numeral, unit=one.unit)
        else:
            out.append(one)
    return out


def _unit(text: str, numeral: Numeral) -> tuple[UnitWords | None, int]:
    """The unit behind a numeral, and the factor of a scale letter between them ("200m tonnes")."""
    scale = number_words().short_scales.get(numeral.suffix.lower(), 0) if numeral.suffix else 0
    at = numeral.end + len(numeral.suffix)
    if scale and text.startswith((" ", "\u00a0"), at):
        behind = unit_at(text, at)
        if behind is not None and not behind.weak:
            return behind, scale
    bound = _BOUND.match(text, numeral.end)
    unit = unit_at(text, bound.end()) if bound else None
    return unit or unit_at(text, numeral.end), 1


def _measure(text: str, sized: Sequence[Sized], i: int, *, sterling: bool) -> Mention | None:
    one, right = sized[i], sized[i + 1] if i + 1 < len(sized) else None
    shared = right.unit if right else None
    if one.unit is None and shared is None:
        return None
    if one.numeral.vague or not stands_alone(text, one.numeral, one.start):
        return None
    if right is not None and shared is not None and is_measure(text, right.numeral, shared, sterling=sterling):
        amount = _range(text, one, right, shared)
        if amount is not None:
            return _mention(text, _RANGE, one, replace(right, value=amount), shared)
    if one.unit is None or not is_measure(text, one.numeral, one.unit, sterling=sterling):
        return None
    return _mention(text, _QUANTITY, one, one, one.unit)


def _mention(text: str, rule: Rule, first: Sized, last: Sized, unit: UnitWords) -> Mention:
    """The mention from the first numeral to the last one's unit; a bound right behind belongs to it."""
    number_end = last.numeral.end
    comparator, cue = _comparator(text, first.start, number_end, unit.end)
    cues = () if cue is None else (cue,)
    inside = cue is not None and cue.start >= unit.end and text.startswith(("or ", "+"), cue.start)
    end = cue.end if cue is not None and inside else unit.end
    if unit.per_end is not None:
        cues = (*cues, Span(unit.end, unit.per_end))
    words = text[number_end : unit.end].lstrip(" \u00a0\u2009\u202f\n-‐‑+")
    reading = MeasureReading(unit.symbol)
    return Mention(
        "measure", first.start, end, rule.name, last.value, words, comparator, unit.per, cues=cues, reading=reading
    )


def _comparator(text: str, start: int, number_end: int, end: int) -> tuple[Comparator, Span | None]:
    """The comparator of a figure whose number may have its own bound before the unit ("500+ MW", "5 or more km")."""
    inside = _BOUND.match(text, number_end)
    return read_comparator(text, start, number_end if inside is not None and inside.end() < end else end)


def _range(text: str, left: Sized, right: Sized, unit: UnitWords) -> Amount | None:
    """The two ends, where two numerals are the ends of a range."""
    if left.unit is None:
        joint = _TO_BETWEEN_HYPHENS.fullmatch(text, left.end, right.start)
        shared = not (_is_year(left.numeral) and right.numeral.value > 2100)
    else:
        joint, shared = None, left.unit.symbol == unit.symbol
    if not shared or not (joint or joins_range(text, left.start, left.end, right.start)):
        return None
    came_from = _FROM.match(text, max(0, left.start - 32), left.start)
    if came_from and not came_from["ranges"] and (left.unit is not None or _changes(text, left.start)):
        return None
    low, high = left.value.value, right.value.value
    if low is None or high is None:
        return None
    if left.unit is None and right.numeral.scale > 1 and left.numeral.scale == 1 and low < right.numeral.core:
        low *= right.numeral.scale
    if low > high >= 0:
        return None
    return Amount(None, plain(min(low, high)), plain(max(low, high)))


def _changes(text: str, start: int) -> bool:
    """Whether a word of change stands before "from": then two levels are meant, not a range."""
    return _CHANGE.search(text, max(0, start - 90), start) is not None


def _sharing(text: str, before: Sequence[Sized], measure: Mention, taken_to: int) -> list[Mention]:
    """The bare numerals in front of a measure that share its unit, in text order."""
    found: list[Mention] = []
    end, joint = measure.start, _AND_OR
    for one in reversed(before):
        if one.unit is not None or one.start < taken_to or not joint.fullmatch(text, one.end, end):
            break
        named = _is_year(one.numeral) or _LABEL.match(text, max(0, one.start - 16), one.start)
        if one.numeral.words or named or not stands_alone(text, one.numeral, one.start):
            break
        place = replace(measure, start=one.start, end=one.end, comparator="eq", cues=())
        found.append(compared(text, replace(place, rule=_SHARED.name, amount=one.value)))
        end, joint = one.start, _COMMA
    return found[::-1]


def _is_year(numeral: Numeral) -> bool:
    return not numeral.grouped and not numeral.decimals and 1900 <= numeral.value <= 2100
