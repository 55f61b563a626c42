"""Says what each sum is for each of: the words behind it (`per share`, `a year`), or the metric before it (EPS)."""

from bisect import bisect_right
from dataclasses import replace

import regex

from extractor.mentions import Mention
from extractor.recognise.per import Per, find_per, rate_noun
from extractor.recognise.scan import Scan
from extractor.spans import Span
from extractor.words.beside import words_behind
from extractor.words.nouns import singular

__all__ = ["with_rates"]

_METRIC = words_behind(
    r"(?i)\bE\.?P\.?S\b|\b(?:earnings|income|loss|profit|dividends?|distributions?|EBITDA|FFO|AFFO|NAV|value|earning) "
    r"(?:\([^()\n]{1,20}\) )?(?:\w++ ){0,2}(?:per|a|/) ?(?:\w++ ){0,4}?(?P<noun>share|unit|ADS)\b"
)
_DIVIDEND = regex.compile(r"\b(?:dividend|distribution)s?\b", regex.IGNORECASE)
_BASIC = words_behind(
    r"(?i) (?:\(?(?:basic|diluted)\b|(?:in|of) (?:(?:adjusted|diluted|basic|core|(?:non-)?GAAP) )*+EPS\b"
    r"|(?:(?:net|diluted|basic|adjusted) )*+(?:earnings|income|loss|profit) per (?:\p{L}++ ){0,3}share\b)"
)
_THINGS = words_behind(r" (?P<things>(?:\p{Ll}++ )?\p{Ll}+s)(?=[ ,.;:)\n]|$)")
_COMPARED = words_behind(
    r"[,;]? ?(?:[^.;\n$€£]{0,60}? )?(?:{comparison}|from|than|or|and|to) "
    r"(?:an? (?:loss|profit) of )?"
)
_OPENS = words_behind(r" ?\(")
_SHARES = frozenset({"share", "ADS", "unit"})
_CARRY = 220
_SMALL = 100
_PRICED = regex.compile(
    r"\b(?:pric\w+|clos(?:ed|ing)|trad\w+|strike|exercise|conversion|fees?|tickets?|gallons?|barrels?|pounds?|hours?|ounces?|tonnes?"
    r"|tons?|mcf|boe|litres?|cents?|customers?|rooms?|months?|miles?|stock|purchase\w*|repurchas\w+|bought|warrants?)\b",
    regex.IGNORECASE,
)
#: A thing that the sum is the price of: "a $0.99 burger".
_BY_THING = words_behind(r" \p{Ll}{4,}(?<!from|than|with|over|also|this|that|were|will|when|after|before|during)\b")
#: Nothing is paid or earned in thousands a share.
_MOST = 1000


def with_rates(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """The mentions with `per`, in order; a `per share` said before the first of several sums holds for all of them."""
    text = scan.text
    starts = [s.start for s in scan.document.sentences]
    counted = {numeral.end for numeral in scan.numerals}
    out: list[Mention] = []
    for at, mention in enumerate(mentions):
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        per = find_per(text, mention.end) or _behind_brackets(text, mention, following)
        per = per or _counted(text, mention, counted) or _charged(text, mention)
        per = per or _respective(text, mention, following)
        if per is not None:
            out.append(replace(mention, per=per.noun, cues=(*mention.cues, Span(per.start, per.end))))
            continue
        sentence = bisect_right(starts, mention.start) - 1
        begin = max(starts[sentence] if sentence >= 0 else 0, mention.start - 240)
        same = _compared(text, out[-1], mention) if out and out[-1].start >= begin else None
        rate = same or _from_metric(text, begin, mention) or _carried(text, out, mention)
        out.append(replace(mention, per=rate))
    return out


def _is_scaled(mention: Mention) -> bool:
    """Whether a sum is printed with a scale, or is a range."""
    return mention.money.scale != 1 or (mention.amount is not None and mention.amount.low is not None)


def _behind_brackets(text: str, mention: Mention, following: Mention | None) -> Per | None:
    """The rate of two sums, the second in brackets: `RMB0.62 (US$0.09) per ADS`."""
    if following is None or not _OPENS.fullmatch(text, mention.end, following.start) or _is_scaled(mention):
        return None
    if _is_scaled(following) or text[following.end : following.end + 1] != ")":
        return None
    return find_per(text, following.end)


_AND = words_behind(r",? (?:and|or) ")
_RESPECTIVELY = regex.compile(r"[^.;\n]{0,30}\brespectively\b")


def _respective(text: str, mention: Mention, following: Mention | None) -> Per | None:
    """`$0.31 and $0.30 per basic and diluted share, respectively`: the rate behind the second is that of both."""
    if following is None or not _AND.fullmatch(text, mention.end, following.start):
        return None
    per = find_per(text, following.end)
    return per if per is not None and _RESPECTIVELY.match(text, per.end) else None


_CHARGED = words_behind(
    r" (?:fee|charge|toll|fare|fine|penalty|tax|levy|surcharge|deposit|reward|bounty|bonus|rebate|refund|subsidy"
    r"|price) (?:(?:is|was|will|be|of|applies|apply|charged|paid|levied|due|imposed|to|on|for|from) ){0,4}"
    r"(?:per|each|every) "
)


def _charged(text: str, mention: Mention) -> Per | None:
    """`a $5 fee applies to each transfer`: what is charged names what it is charged for."""
    match = _CHARGED.match(text, mention.end)
    return rate_noun(text, match.end()) if match else None


def _counted(text: str, mention: Mention, counted: set[int]) -> Per | None:
    """`two $500 gift cards`: each is worth that much."""
    if mention.start - 1 not in counted or text[mention.start - 1] != " ":
        return None
    match = _THINGS.match(text, mention.end)
    if match is None:
        return None
    return Per(singular(match["things"]), match.start("things"), match.end())


def _compared(text: str, before: Mention, mention: Mention) -> str | None:
    """The rate of the sum before, where this one is only compared with it: `$2.04 per share, compared with $1.77`."""
    if before.per is None or before.unit != mention.unit or _is_scaled(mention) or _is_scaled(before):
        return None
    end = before.cues[-1].end if before.cues else before.end
    return before.per if _COMPARED.fullmatch(text, max(end, before.end), mention.start) else None


def _carried(text: str, out: list[Mention], mention: Mention) -> str | None:
    """`share` of the sum before in the same paragraph, where this one is as small and printed alike.

    "The impact is $1.90 to $2.05 per share. Within this, costs are $1.30 to $1.35": a price, or another rate between
    them, ends it.
    """
    before = out[-1] if out else None
    if before is None or before.per not in _SHARES or mention.start - before.end > _CARRY:
        return None
    between = text[before.end : mention.start]
    if "\n" in between or before.unit != mention.unit or _PRICED.search(between) or _BY_THING.match(text, mention.end):
        return None
    alike = all(_is_cents(text, m) for m in (before, mention))
    return before.per if alike else None


def _is_cents(text: str, mention: Mention) -> bool:
    """Whether all numbers of the sum are small and printed with two decimals."""
    if mention.amount is None or mention.money.factor != 1 or mention.money.scale != 1:
        return False
    printed = regex.findall(r"\d+\.\d\d(?!\d)", text[mention.start : mention.end])
    return len(printed) == len(mention.amount.numbers) and all(abs(n) < _SMALL for n in mention.amount.numbers)


def _from_metric(text: str, begin: int, mention: Mention) -> str | None:
    """`share` where earnings per share, EPS or a dividend is what a small unscaled sum measures."""
    amount = mention.amount
    if amount is None or mention.money.scale != 1 or any(abs(n) >= _MOST for n in amount.numbers):
        return None
    if _BASIC.match(text, mention.end):
        return "share"
    metrics = list(_METRIC.finditer(text, begin, mention.start))
    if metrics:
        noun = metrics[-1]["noun"] or "share"
        return "ADS" if noun.upper() == "ADS" else noun.lower()
    small = all(abs(n) < 100 for n in amount.numbers) or mention.money.factor != 1
    if small and _DIVIDEND.search(text, begin, mention.start) and _has_decimals(text, mention):
        return "share"
    return None


def _has_decimals(text: str, mention: Mention) -> bool:
    """Whether the sum is printed like a price, or in subunits."""
    return mention.money.factor != 1 or regex.search(r"[.,]\d{2}", text[mention.start : mention.end]) is not None
