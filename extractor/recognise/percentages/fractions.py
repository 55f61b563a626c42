"""Finds shares in words: `a third of`, `half the staff`, `one in four`, and parts of a percentage point.

Each is read from the text by one pattern, anchored on a rare word. Vetoes and comparators are for the caller.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import regex

from extractor.anchored import matches_at
from extractor.mentions import Mention
from extractor.recognise.percentages.halves import HALF, find_halves
from extractor.recognise.percentages.points import PART_OF_POINT, find_points
from extractor.recognise.percentages.worded import JOIN, SMALL, share_mention, small_number
from extractor.recognise.rule import Rule
from extractor.values import plain
from extractor.words.beside import words_before, words_behind
from extractor.words.percentages import percentage_lexicon
from extractor.words.rows import alternation

__all__ = ["FRACTION_RULES", "find_fractions"]


FRACTION = Rule(
    name="percent.fraction",
    says="A fraction in words that is a share of something: not of a time, a length or a weight, and no ordinal.",
    examples=(
        "more than ⟦a third⟧ of the decline",
        "needs ⟦two-thirds⟧ of the votes",
        "it received ⟦three-quarters⟧, the board said",
        "sales fell by ⟦a quarter⟧ in May",
        "about ⟦one-fifth⟧ of our staff",
        "⟦two thirds⟧ majority",
    ),
    not_examples=(
        "a third plant opened",
        "a third quarter of growth",
        "in the first three quarters of 2024",
        "a quarter of a century",
        "a third party",
        "three quarters of growth in a row",
        "its fifth generation",
        "one quarter of an hour",
    ),
)
ONE_IN = Rule(
    name="percent.one-in",
    says="`one in four`, `3 in 10`, `nine out of ten`: a small number of a round one; no place, time or rating.",
    examples=(
        "affects ⟦one in four⟧ patients",
        "about ⟦3 in 10⟧ in 2018",
        "⟦nine out of ten⟧ users",
        "⟦one out of every five⟧ cars",
        "⟦one in every six⟧ homes",
        "a ⟦1-in-10⟧ chance",
    ),
    not_examples=(
        "opened one in four months",
        "a 2-in-1 laptop",
        "rated 4 out of 5 stars",
        "one in a million",
        "3 in 2019",
        "won one in ten minutes",
        "89 out of 218 schools",
    ),
)
FRACTION_RULES: tuple[Rule, ...] = (FRACTION, HALF, ONE_IN, PART_OF_POINT)


def find_fractions(text: str) -> Iterator[Mention]:
    """The shares in words and parts of a point, in no order and possibly overlapping."""
    places = [match.start() for match in _places().finditer(text)]
    yield from _fractions(text, places)
    yield from _further(text, places)
    yield from find_halves(text)
    yield from _ones_in(text, places)
    yield from find_points(text, places)


@cache
def _places() -> re.Pattern[str]:
    """Where a share in words or a part of a point can begin: a number before one of the few words that it needs.

    The places may stand inside each other: `a quarter-point` begins at both words.
    """
    more = ("further", "remaining", "final", "full", "whole", "single")
    needed = alternation([*percentage_lexicon().denominators, *more])
    number = rf"(?:an?|another|the|{SMALL}|\d{{1,3}}(?:,\d{{3}})*)"
    return re.compile(
        rf"(?<!\w)(?=half|quarter|{number}{JOIN}(?:{needed}|percentage|in{JOIN}|out\s)|\d{{1,3}}/\d|0?\.\d)",
        re.IGNORECASE,
    )


def _share(above: Decimal, below: Decimal) -> Decimal:
    """The share in percent, to the hundredth of a percent where it does not come out even."""
    exact = 100 * above / below
    short = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return short if short else plain(exact.quantize(Decimal("0.0000001"), ROUND_HALF_UP))


# ------------------------------------------------------------------ fractions

#: What a fraction may be a part of without being a share: times, lengths, weights.
_EXTENT = (
    r"(?:an?|one|the|this|that|each|its|every)?\s*(?:way|year|years|month|months|week|day|decade|century|season|term|semester|hour|minute|second|"
    r"inch|mile|kilomet(?:er|re)|met(?:er|re)|foot|acre|hectare|pound|ounce|cup|teaspoon|tablespoon|gallon|lit(?:er|re)|degree|"
    r"million|billion|trillion|dozen|hundred|thousand|(?:fiscal|calendar|financial)|20\d\d|19\d\d|FY)\b"
)


@cache
def _fraction() -> regex.Pattern[str]:
    names = "|".join(n for n in percentage_lexicon().denominators if n != "half")
    return regex.compile(
        rf"(?<![\w-])(?P<above>an?|{SMALL})(?P<joint>{JOIN})(?P<below>{names})(?P<plural>s?)(?![\w])",
        regex.IGNORECASE,
    )


_PERIOD_BEFORE = words_before(
    r"(?<!\w)(?:first|last|past|next|previous|prior|final|all|these|those|consecutive|straight|recent|for|in|over|after|within|every|"
    r"second|third|fourth|following|of)(?:\s(?:the|all|its))?\s"
)
_SHARE_BEFORE = words_before(r"(?<!\w)(?:(?:by|than|up|down|to|least|{moved}|{obtained}|owns|holds|takes) |{hedge})")
_CUT_BY = words_before(r"(?<!\w)(?:by {hedge}?|than )")
#: "This was a quarter of contrasts": the time.
_WAS = words_before(r"(?<!\w)(?:was|is|been|another|such|ha[ds]|have|delivered|marks?|marked|completed)\s")
_EXTENT_NEXT = regex.compile(
    r"[-\s](?:inch|mile|cup|pound|hour|year|teaspoon|page|scale|length|time|quarter)", regex.IGNORECASE
)
_OF = words_behind(rf"(?i) (?:of)\s(?!{_EXTENT})")
_OF_EXTENT = words_behind(rf"(?i) of\s{_EXTENT}")
_ANY_OF = words_behind(r"(?i) of\b")
_MORE = regex.compile(
    r"\s(?:more|less|fewer|higher|lower|faster|cheaper|larger|smaller|majority|stake|share|interest|owned|the|said|say|were|are|was|is|had|have|"
    r"from|in|since|on|to|compared|year|last|this|per|amid|because|due|following|when|reported|believe|plan|and|or|but|while|between|by|after|over|during|at|against|as)\b|\s?[.,;:)]|\s?$",
    regex.IGNORECASE,
)
_POINT_NEXT = regex.compile(r"[\s-](?:of\s(?:an?|one)\s)?(?:percent|per\scent|percentage|point|%)", regex.IGNORECASE)


_FURTHER = words_behind(
    r"(?i)(?<!\w)(?:(?:a further|another|the (?:remaining|final)) (?P<below>third|fifth|sixth|eighth|tenth)"
    r"|a further (?P<below>quarter))"
    r"(?= (?:to|will|would|is|are|was|were|goes|went|comes|came|said|say|says|by|in|of|from|had|have|has)\b|[.,;])"
)


def _further(text: str, places: Sequence[int]) -> Iterator[Mention]:
    """`a further third`, `another fifth`: a share beside one that was said before."""
    for match in matches_at(_FURTHER, text, places):
        below = Decimal(percentage_lexicon().denominators[match["below"].lower()])
        if not _OF_EXTENT.match(text, match.end("below")):
            yield share_mention(match.start("below"), match.end("below"), FRACTION, _share(Decimal(1), below))


#: "Freight gained a tenth and parking income a fifth," says the verb once.
_GAP = words_behind(r"(?:,| (?:and|while))[^.;:\n\d]{2,48}?\p{Ll} ")
_CLOSED = regex.compile(r"[,.;]")


def _fractions(text: str, places: Sequence[int]) -> Iterator[Mention]:
    denominators = percentage_lexicon().denominators
    last = -1
    for match in matches_at(_fraction(), text, places):
        above, below = small_number(match["above"]), Decimal(denominators[match["below"].lower()])
        if above is None or above >= below or (above > 1) != bool(match["plural"]):
            continue
        gapped = last >= 0 and _GAP.fullmatch(text, last, match.start()) and _CLOSED.match(text, match.end())
        if _POINT_NEXT.match(text, match.end()) or not (_is_share(text, match, above) or gapped):
            continue
        last = match.end()
        yield share_mention(match.start(), match.end(), FRACTION, _share(above, below))


def _is_share(text: str, match: regex.Match[str], above: Decimal) -> bool:
    """Whether the fraction is a share; "a third" may be an ordinal, and quarters are times more often than shares."""
    start, end, quarter = match.start(), match.end(), match["below"].lower() == "quarter"
    hyphen = match["joint"] in "-‐‑"
    if _ANY_OF.match(text, end):
        if not _OF.match(text, end) or (quarter and above == 1 and _WAS.match(text, max(0, start - 24), start)):
            return False
        timely = _PERIOD_BEFORE.match(text, max(0, start - 24), start) or _growth(text, end)
        return not (quarter and not hyphen and above > 1 and timely)
    if quarter and not hyphen and above > 1:
        return False
    if above == 1 and (quarter or not hyphen):
        before = (_CUT_BY if quarter else _SHARE_BEFORE).match(text, max(0, start - 16), start)
        return bool(before and _MORE.match(text, end))
    return not _EXTENT_NEXT.match(text, end)


def _growth(text: str, end: int) -> bool:
    """ "three quarters of growth": a noun of change without article behind "of" is what the quarters were full of."""
    return bool(
        regex.match(
            r"\sof\s(?:\w+\s){0,2}(?:growth|decline|contraction|losses|profit\w*|data|fiscal)", text[end : end + 60]
        )
    )


# ------------------------------------------------------------------ one in four


@cache
def _one_in() -> regex.Pattern[str]:
    number = rf"(?:{SMALL}|\d{{1,3}}(?:,\d{{3}})*)"
    return words_behind(
        rf"(?i)(?<![\w.,/$€£-])(?P<above>{number})(?:{JOIN}in{JOIN}(?:(?P<every>every){JOIN})?"
        rf"| out of (?:(?P<every>every) )?)(?P<below>{number})(?![\w]|[.,]\d|[-‐‑](?!\w*(?:chance|odds|risk)))"
    )


_NOT_IN = regex.compile(
    r"\s(?:consecutive\s|straight\s|more\s|other\s|different\s|separate\s|new\s|key\s|major\s)?(?:months?|weeks?|days?|hours?|minutes?|seconds?|years?|quarters?|decades?|countries|states|cities|"
    r"regions|locations|markets|provinces|districts|sites|categories|segments|phases|stages|hundred|thousand|million|billion|stars?|points?|games?|matches|starts|trials?|studies|"
    r"languages|continents|areas|sectors|industries|facilities|sessions|rounds|seasons|counties|towns|villages)\b",
    regex.IGNORECASE,
)
_RATED = words_before(
    r"(?<!\w)(?:rat(?:ed|ing|ings|es)|scor(?:e|ed|es|ing)|stars?|ranked|grade)(?:\s(?:of|it|at|an?|the|average|overall|is|was|them|us))*\s"
)
_ROUND = {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100}


def _ones_in(text: str, places: Sequence[int]) -> Iterator[Mention]:
    for match in matches_at(_one_in(), text, places):
        above, below = small_number(match["above"]), small_number(match["below"])
        if above is None or below is None or not 0 < above < min(below, Decimal(100)) or not _is_round(below):
            continue
        elsewhere = not match["every"] and _NOT_IN.match(text, match.end())
        if elsewhere or _RATED.match(text, max(0, match.start() - 40), match.start()):
            continue
        yield share_mention(match.start(), match.end(), ONE_IN, _share(above, below))


def _is_round(below: Decimal) -> bool:
    """Whether a share is likely to be said with this base: "9 out of 10", not "89 out of 218"."""
    return below in _ROUND or (below >= 100 and set(str(below).rstrip("0")) <= set("1235"))
