"""Reads the mark of money before a numeral: a sign, a code, an abbreviation or a name, its minus and its country."""

from dataclasses import dataclass, replace

import regex

from extractor.words.currencies import Money, currencies, fold

__all__ = ["Mark", "mark_before"]

_BLANK = r"[ \u00a0\u2009\u202f]"
_MINUS = "-−–"
#: Signs before which a code or an adjective of place may stand.
_ONE_SIGN = frozenset("$¥￥€£₹₩")

_BEFORE = regex.compile(
    rf"(?r)(?P<mark>[\p{{L}}\p{{Sc}}./¢]{{1,12}})(?P<thousand>['’]000(?={_BLANK}))?"
    rf"(?P<gap>(?:{_BLANK}{{1,2}}|{_BLANK}?\n|(?<=\p{{Sc}}):{_BLANK}?)?)"
    rf"(?P<open>\({_BLANK}?)?(?P<minus>[-−–+])?",
)
_WORD_BEFORE = regex.compile(rf"(?r)(?P<mark>[\p{{L}}\p{{Sc}}./]{{1,12}}){_BLANK}")
_COUNTRY_BEFORE = regex.compile(
    rf"(?r)(?<![\p{{L}}.])(?P<country>[A-Z][A-Za-z.]{{1,3}}|(?:New{_BLANK}|Hong{_BLANK})?[A-Z]\p{{Ll}}{{3,11}}){_BLANK}?"
)
_CENTS_BEFORE = regex.compile(
    rf"(?r)(?<![\p{{L}}.])(?P<country>[A-Z][A-Z.]{{0,3}}|\p{{Lu}}\p{{Ll}}{{3,11}}){_BLANK}?(?P<cents>cents?|sen|pence){_BLANK}",
)
#: Behind a colon only this is a price: "US$: 12.99".
_PRICE = regex.compile(r"\d[\d,]*+\.\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, code or name of money at `text[start:end]`, beside a numeral; `unit` is how it is printed.

    `minus` says that a minus is printed between it and the number, or before it; `opened` that a bracket opens between
    it and the number; `noun` that it is a word ("dollars"), `gap` that a blank parts it from the number.
    """

    start: int
    end: int
    unit: str
    money: Money
    minus: bool = False
    opened: bool = False
    noun: bool = False
    gap: bool = False


def mark_before(text: str, at: int) -> Mark | None:
    """The mark that ends where a numeral begins, its sign and brackets included.

    >>> mark_before("about US$4.7bn", 9).unit, mark_before("EUR million 12.3", 12).money.scale, mark_before("of 5", 3)
    ('US$', 1000000, None)
    """
    cents = _cents_before(text, at)
    if cents is not None:
        return cents
    match = _BEFORE.match(text, 0, at)
    if match is None:
        return None
    if match["gap"].startswith(":") and not _PRICE.match(text, at):
        return None
    start, token = match.span("mark")[0], match["mark"]
    glued = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
    found = None if glued else _whole(text, start, token)
    if found is None:
        found = _ending(text, start, token)
    if found is None and match["gap"]:
        found = _scaled_before(text, start, token, match.end("mark"))
    if found is None:
        return None
    minus = match["minus"] is not None and match["minus"] in _MINUS
    if minus and found.unit[-1].isalpha() and not match["gap"]:
        minus = False  # the hyphen of "USD-50 million" joins
    if match["thousand"]:  # "HKD'000 1,250"
        found = replace(found, end=match.end("thousand"), money=replace(found.money, scale=found.money.scale * 1000))
    found = replace(found, minus=minus, opened=match["open"] is not None, gap=bool(match["gap"]))
    return _with_minus(text, _with_country(text, found))


def _whole(text: str, start: int, token: str) -> Mark | None:
    """The whole token as a sign, a code or a noun."""
    money = currencies().sign(token)
    if money is not None:
        return Mark(start, start + len(token), token, money)
    name = currencies().name([fold(token)])
    if name is not None and name.factor == 1 and not name.guard:
        return Mark(start, start + len(token), token, name, noun=True)
    return None


def _ending(text: str, start: int, token: str) -> Mark | None:
    """A sign at the token's end, behind a slash, a full stop or letters that are no part of it (`costs$`)."""
    for cut in range(len(token)):
        behind_letter = token[cut - 1].isalpha() if cut else True
        is_sign = not token[cut].isalpha()
        if (cut and not behind_letter) or (is_sign and any(not c.isalpha() and c not in "./" for c in token[cut:])):
            money = currencies().sign(token[cut:])
            if money is not None:
                return Mark(start + cut, start + len(token), token[cut:], money)
    return None


def _scaled_before(text: str, start: int, token: str, end: int) -> Mark | None:
    """A code before a word of scale: `EUR million 12.3`, `SEK m 143`."""
    scale = currencies().scale_words.get(token)
    match = _WORD_BEFORE.match(text, 0, start) if scale else None
    if scale is None or match is None:
        return None
    found = _whole(text, match.start("mark"), match["mark"])
    if found is None or found.money.guard or found.noun or found.money.scale != 1:
        return None
    return replace(found, end=end, money=replace(found.money, scale=scale))


def _cents_before(text: str, at: int) -> Mark | None:
    """Parts of a unit named before the number: `HK cents 12.5`."""
    match = _CENTS_BEFORE.match(text, max(0, at - 24), at)
    name = currencies().name([fold(match["country"]), match["cents"]]) if match else None
    if match is None or name is None or name.guard:
        return None
    return Mark(match.start(), match.end("cents"), match.group().strip(), name, noun=False, gap=True)


def _with_country(text: str, mark: Mark) -> Mark:
    """`US $5`, `CAD $5`, `Canadian $5`, `RMB ¥5`: what stands before the sign says which of its currencies it is."""
    if mark.noun:
        return _with_adjective(text, mark)
    if mark.unit not in _ONE_SIGN:
        return mark
    match = _COUNTRY_BEFORE.match(text, 0, mark.start)
    if match is None:
        return mark
    country = match["country"]
    money = currencies().codes.get(country)
    codes = money.codes if money else currencies().adjectives.get(fold(country), ())
    named = len(country) > 4 and country.endswith(("n", "e", "i"))
    if money is None and not (country.isupper() or country in {"Cdn", "Can.", "Cdn."} or named):
        codes = ()
    if country in {"Cdn", "CDN", "Cdn.", "CDN.", "Can."}:
        codes = ("CAD",)
    both = tuple(code for code in codes if code in mark.money.codes)
    if not both:
        return mark
    return replace(
        mark, start=match.start(), unit=text[match.start() : mark.end], money=replace(mark.money, codes=both)
    )


def _with_adjective(text: str, mark: Mark) -> Mark:
    """`HK dollars 5 million`: the adjective of place before the name."""
    match = _COUNTRY_BEFORE.match(text, 0, mark.start)
    money = currencies().name([*fold(match["country"]).split(), fold(mark.unit)]) if match else None
    if match is None or money is None or money.guard or money.factor != 1:
        return mark
    return replace(mark, start=match.start(), unit=text[match.start() : mark.end], money=money)


def _with_minus(text: str, mark: Mark) -> Mark:
    """A minus or plus glued before the sign, where it cannot be a dash, a bullet or a range."""
    at = mark.start - 1
    if mark.noun or at < 0 or text[at] not in _MINUS + "+":
        return mark
    before = text[at - 1] if at else ""
    if before and not (before in "([/:" or before in " \u00a0\t"):
        return mark
    return replace(mark, start=at, minus=mark.minus or text[at] in _MINUS)
