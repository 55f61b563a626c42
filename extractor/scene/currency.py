"""What money means in a release: the currency that an ambiguous sign or name stands for there.

Evidence, strongest first: a statement of the release ("all figures in Canadian dollars"), the exchange of the
issuer's ticker, the place of the dateline, the other codes that the release uses, the countries it speaks of.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex

from extractor.anchored import Anchored
from extractor.documents import Document
from extractor.scene.origin import Origin, origin
from extractor.values import CurrencyFrom
from extractor.words.currencies import currencies, fold
from extractor.words.places import plain_dollar

__all__ = ["CurrencyContext", "currency_context"]

#: Withdrawn money is still spoken of for these years.
_AFTERLIFE = 3

_BLANK = r"[ \u00a0\u202f\n]"
_SAID = regex.compile(
    rf"""
    (?: (?P<bracket>\(){_BLANK}?(?:[^()\d]{{0,40}}?{_BLANK}(?:in|of){_BLANK})?
      | (?:in|to|are|is|of|means?|as){_BLANK}
        (?:the{_BLANK}|all{_BLANK}|(?:thousands|millions|billions){_BLANK}of{_BLANK})?
    )
    (?P<currency>
        (?:Canadian|Australian|Singapore|Hong{_BLANK}Kong|New{_BLANK}Zealand|U\.?S\.?|United{_BLANK}States|American)
        {_BLANK}(?:dollars|currency|funds)
      | [A-Z]{{1,3}}\$(?!{_BLANK}?\d)
      | (?<!\(){_BLANK}?(?:USD|CAD|AUD|NZD|HKD|SGD)\b(?!{_BLANK}?[\d$])
    )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
#: Without one of these there is no such statement.
_SAYING = re.compile(r"dollars|currency|funds|[a-z]\$|(?:us|ca|au|nz|hk|sg)d", re.IGNORECASE)
#: What such a statement speaks of, in the words before the currency.
_OF_ALL = regex.compile(
    r"\b(?:figures|amounts|values|numbers|dollars|references|currency|unless otherwise|results are|reports"
    r"|financial (?:information|results|statements|data)|(?:in|\() ?(?:thousands|millions|billions))\b|[\"“']\$[\"”']",
    regex.IGNORECASE,
)
_END = regex.compile(r"[.;]\s|\n\s*\n")
_CURRENCY_OF = regex.compile(r"\b(?:currency|funds)$", regex.IGNORECASE)
_USED = Anchored(
    re.compile(r"[$€£¥₹₩₽₺₴₪₫₱฿₦]|[A-Z](?=[A-Z]{2}|[sp])(?<![A-Za-z].)|RM"),
    regex.compile(r"[$€£¥₹₩₽₺₴₪₫₱฿₦]|(?<![\p{L}\d])(?:[A-Z]{3}(?![\p{L}])|Rs|RM|Rp)"),
)

_LETTERS = regex.compile(r"(?r)[\p{L}.]{1,3}")


@dataclass(frozen=True, slots=True)
class CurrencyContext:
    """What ambiguous money means in one release.

    `dollar` is the code of a bare `$` and of "dollars", with how it is known; `preferences` are the currencies that
    the release points to, the best evidence first; `territories` where it is from; `year` when it was published.
    """

    dollar: str = "USD"
    dollar_from: CurrencyFrom = "default"
    preferences: tuple[str, ...] = ()
    territories: frozenset[str] = frozenset()
    year: int | None = None

    def resolve(self, codes: Iterable[str], *, year: int | None = None) -> tuple[str, CurrencyFrom]:
        """The one of the candidates (the likeliest first) that the release means, and how that is known.

        `year` is the time that the sum is said to be of, where it is: guilders of 1958 are Dutch.
        """
        codes = tuple(codes)
        left = [code for code in codes if _alive(code, year or self.year)] or list(codes)
        if len(left) == 1:
            return left[0], "explicit"
        if left[0] == "USD" and "EUR" not in left:
            return (self.dollar, self.dollar_from) if self.dollar in left else (left[0], "default")
        for code in self.preferences:
            if code in left:
                return code, "inferred"
        if left[0] == "USD":
            return self.dollar, self.dollar_from
        return left[0], "default"

    def points_to(self, codes: Iterable[str]) -> bool:
        """Whether the release has any evidence of one of these currencies."""
        return any(code in self.preferences for code in codes)


def _alive(code: str, year: int | None) -> bool:
    """Whether the currency is in use in that year, or still spoken of."""
    until = currencies().until.get(code)
    return until is None or (year is not None and year <= until + _AFTERLIFE)


def currency_context(document: Document) -> CurrencyContext:
    """What ambiguous signs and names of money mean in this release."""
    found = origin(document)
    used = _used(document.text)
    stated = _statement(document.text)
    near = list(dict.fromkeys((*found.exchanges, *found.dateline)))
    codes = [code for territory in near for code in currencies().of_territory.get(territory, ())]
    spoken = [code for territory, _ in found.words for code in currencies().of_territory.get(territory, ())]
    dollar, known = (stated, "explicit") if stated else _dollar(found, used)
    counted = [code for code, _ in used.most_common() if code != "$"]
    if used["$"] and used["$"] >= max((used[c] for c in counted), default=0):
        counted.insert(0, dollar)
    year = document.release.published.year if document.release.published else None
    preferences = dict.fromkeys([*([stated] if stated else []), *codes, *counted, *spoken])
    return CurrencyContext(dollar, known, tuple(preferences), frozenset(near), year)  # type: ignore[arg-type]


def _dollar(found: Origin, used: Counter[str]) -> tuple[str, CurrencyFrom]:
    """What a bare `$` means where the release does not state it."""
    near = [*found.exchanges, *found.dateline]
    local = [t for t in dict.fromkeys(near) if t in plain_dollar()]
    if local:
        code = currencies().of_territory[local[0]][0]
        # Those who mark their own dollar (C$0.05) and never the American one mean the American one by "$".
        american = near[0] == "US" or found.dateline[:1] == ("US",) or found.in_us_dollars
        if "US" in near and american and not used["USD"]:
            return "USD", "inferred"
        marked = used[code] and not used["USD"]
        return ("USD", "inferred") if marked and code == "CAD" else (code, "inferred")
    if near:
        return ("USD", "inferred") if "US" in near else ("USD", "default")
    return _spoken_dollar(found)


def _spoken_dollar(found: Origin) -> tuple[str, CurrencyFrom]:
    """Without exchange and dateline: the country that the release mostly speaks of, if it uses a dollar."""
    counts = dict(found.words)
    best = next(((t, n) for t, n in found.words if t in plain_dollar()), None)
    if best and best[1] >= 3 and not counts.get("US") and best == found.words[0]:
        return currencies().of_territory[best[0]][0], "inferred"
    return ("USD", "inferred") if counts.get("US") else ("USD", "default")


def _used(text: str) -> Counter[str]:
    """How often each currency is named by an unambiguous sign or code; a bare `$` counts under `$`."""
    counts: Counter[str] = Counter()
    for match in _USED.finditer(text):
        sign = match.group()
        if len(sign) == 1:
            letters = _LETTERS.match(text, 0, match.start())
            sign = (letters.group() if letters else "") + sign
        code = _sign_code(sign)
        if code:
            counts[code] += 1
    return counts


@cache
def _sign_code(sign: str) -> str | None:
    money = currencies().sign(sign) or currencies().sign(sign[-1])
    if money is None or money.guard or money.codes[0] in currencies().until:
        return None
    if money.codes[0] == "USD" and len(money.codes) > 1:
        return "$"
    return money.codes[0] if len(money.codes) == 1 else None


def _statement(text: str) -> str | None:
    """The currency that the release says its dollars are; the last words win nothing: the first statement counts."""
    for match in _SAID.finditer(text) if _SAYING.search(text) else ():
        lead = text[max(0, match.start() - 120) : match.start("currency")]
        for end in _END.finditer(lead):
            lead = " " * end.end() + lead[end.end() :]
        if not _OF_ALL.search(lead) and not (match["bracket"] and match["currency"].lower().endswith("dollars")):
            continue
        words = match["currency"].strip()
        money = currencies().sign(words.upper()) if " " not in words else None
        if money is None:
            phrase = _CURRENCY_OF.sub("dollars", words)
            money = currencies().name(fold(phrase).split())
        if money and len(money.codes) == 1:
            return money.codes[0]
    return None
