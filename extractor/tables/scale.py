"""Captions: the scale and the currency that words of a title, head or label state, and what they leave out of it.

`(in millions, except per share data)`, `($ in billions)`, `(000's)`, `Thousands of Dollars and Shares`, `£'000`,
`RMB million`, `Rs. in crore`.
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from extractor.words.currencies import currencies, fold
from extractor.words.tables import folded, table_words

__all__ = ["Scale", "currency_in", "is_currency", "is_scale", "read_scale"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Powers of ten of amounts and of shares (None: not stated), the sign or name of the currency, and exceptions.

    `except_shares` says that shares are left out of the scale (`except share and per share data`); `others` are the
    other words behind "except", in lower case. `borrowed` is that of other tables, which speaks of money and shares
    alone: what else a table counts may be printed in full.
    """

    power: int | None = None
    shares: int | None = None
    currency: str | None = None
    except_shares: bool = False
    others: str = ""
    borrowed: bool = False

    def over(self, wider: "Scale") -> "Scale":
        """This scale, with what it leaves open taken from a wider one (a table's for its column's)."""
        base = wider if self.power is None else self
        currency, shares = self.currency or wider.currency, self.shares or wider.shares
        if (currency, shares) == (base.currency, base.shares):
            return base  # asked for each cell: mostly there is nothing to add
        return replace(base, currency=currency, shares=shares)


@cache
def _pattern() -> regex.Pattern[str]:
    words = sorted((w for w in table_words().scales if len(w) > 2 and w[0] != "0"), key=len, reverse=True)
    long = "|".join(regex.escape(w) for w in words)
    noughts = r"'?000(?:,000)?(?:'?s)?"
    codes = "usd|eur|gbp|rmb|cny|cad|aud|hkd|sgd|chf|jpy|inr|nok|sek|dkk|zar|brl|mxn|krw|twd|nt|rs"
    sign = rf"(?:[a-z]{{0,3}}[$€£¥₹]|(?:{codes})\.?)"
    until = r"(?=[,;)(]|$|\ except|\ unless|\ and\ shares?)"
    money = r"[a-z$.€£¥₹ ]{1,30}?"
    return regex.compile(
        rf"""(?<![\w.,])(?:
          (?:shares?|share\ (?:counts?|data|amounts?|information)|units?)\ (?:are\ )?in\ (?P<shares>{long}|{noughts})
        | (?P<dollars>dollars|amounts?|figures|{sign}|u\.?s\.?\ dollars|in)?\ ?,?\ ?\(?
          (?:(?:stated|expressed|presented|shown|reported)\ )?in\ (?:(?P<money0>[a-z.$€£¥₹]{{1,8}})\ )?
          (?P<in>{long}|{noughts})(?:\ of\ (?P<money1>{money}){until})?(?P<and1>,?\ and\ shares)?
        | (?P<of>thousands|millions|billions|hundreds\ of\ thousands)
          \ of\ (?P<money2>{money})(?P<and2>\ and\ shares?)?{until}
        | (?P<sign>{sign})\ ?(?P<signed>{long}|mm|mn|m|bn|b|k|{noughts}|cr)(?![\w])
        | [(\[]\ ?(?P<bare>{long}|{noughts})\ ?[)\],;]
        | (?P<lead>{long})(?=\ (?:except|unless)\ |,\ except)
        )""",
        regex.VERBOSE,
    )


_EXCEPT = regex.compile(r"(?:except|excluding|other than|unless)\b([^)\]]{0,160})")
_NAMED = regex.compile(
    r"(?<![\w$])(?:(?:u\.?s\.?|canadian|australian|hong kong|singapore|new zealand) dollars?"
    r"|us\$|c\$|a\$|hk\$|nt\$|s\$|r\$|usd|eur|euros?|gbp|rmb|renminbi|cny|cad|aud|hkd|sgd|chf|jpy|inr|nok|sek|dkk"
    r"|yen|rupees?|rs\.|pounds? sterling|swiss francs?)(?![\w])|[€£¥₹]|dollars|\$"
)


@lru_cache(maxsize=4096)
def read_scale(words: str) -> Scale:
    """What a caption, head or label states.

    >>> read_scale("(In thousands, except share and per share data)")
    Scale(power=3, shares=None, currency=None, except_shares=True, others='', borrowed=False)
    """
    text = folded(words)
    out = Scale()
    signed: set[int] = set()
    for found in _pattern().finditer(text):
        if found["shares"]:
            out = replace(out, shares=out.shares or _power(found["shares"]))
            continue
        named = found["in"] or found["of"] or found["signed"] or found["bare"] or found["lead"]
        if found["signed"]:
            signed.add(_power(named))
        if out.power is None and not _is_prose(text, found):
            out = replace(out, power=_power(named))
        money = found["money0"] or found["money1"] or found["money2"] or found["sign"] or found["dollars"]
        if money and out.currency is None:
            out = replace(out, currency=currency_in(money))
        if found["and1"] or found["and2"]:
            out = replace(out, shares=out.power)
    if out.power is None or len(signed) > 1:  # `DATA ($MM) STATISTICS ($B)`: nobody knows which
        return replace(out, power=None)
    if out.currency is None:
        out = replace(out, currency=currency_in(text))
    excepted = _EXCEPT.search(text)
    return _excepting(out, excepted[1]) if excepted else out


def _is_prose(text: str, found: regex.Match[str]) -> bool:
    """`in millions of homes` of a sentence: a number of things, no scale of a table."""
    return (
        found["in"] is not None
        and _OF_THINGS.match(text, found.end("in")) is not None
        and (found["money1"] is None or currency_in(found["money1"]) is None)
    )


_OF_THINGS = regex.compile(r" of (?!dollars|u)")


def _power(word: str) -> int:
    plain = word.strip("'")
    if plain.startswith("0"):
        return 6 if "," in plain else 3
    if plain.startswith("hundreds"):
        return 5
    return table_words().scales[plain]


def _excepting(scale: Scale, words: str) -> Scale:
    """What the words behind "except" leave out: shares where they are named for themselves."""
    plain = words.replace("/", " ")
    others = _EACH.sub(" ", plain)
    shares = _SHARES.search(others) is not None
    return replace(scale, except_shares=shares, others=" ".join(_USUAL.sub(" ", others).split()))


_EACH = regex.compile(r"per[- ](?:common |diluted |ordinary )?(?:share|unit|ads)(?: and)?")
_SHARES = regex.compile(r"\b(?:shares?|units?)\b(?! price)")
_USUAL = regex.compile(
    r"\b(?:shares?|data|amounts?|information|and|or|per|for|as|otherwise|noted|indicated|stated|where|which|are|in"
    r"|the|counts?|figures|earnings|units?|number|of)\b|[,.;()]"
)


def is_scale(words: str) -> bool:
    """Whether words state a scale and nothing else: `Millions of yen`, `(in thousands)`."""
    text = folded(words)
    found = _pattern().search(text)
    return found is not None and len(found[0].strip("() ")) >= len(text.strip("() ,.")) - 2


def is_currency(words: str) -> bool:
    """Whether words are a currency's sign, code or name and nothing else; `$` alone heads amounts of any."""
    text = folded(words).strip("() ")
    found = _NAMED.fullmatch(text)
    return found is not None and text not in {"$", "dollars"}


def currency_in(words: str) -> str | None:
    """The sign or code of the currency that words name: `$` for dollars without more.

    >>> currency_in("thousands of U.S. dollars"), currency_in("£'000"), currency_in("in millions")
    ('USD', 'GBP', None)
    """
    found = _NAMED.search(folded(words))
    if found is None:
        return None
    name = found[0]
    if name in {"dollars", "$"}:
        return "$"
    money = currencies().sign(name.upper()) or currencies().sign(name) or currencies().name(fold(name).split())
    if money is None:
        plural = f"{name}s" if not name.endswith("s") else name
        money = currencies().name(fold(plural).split())
    if money is None:
        return None
    return money.codes[0] if len(money.codes) == 1 else name.capitalize()
