"""Reads what stands beside a numeral and makes it money: a sign or code before it, a sign, code or name behind it.

Each reader looks at a bounded stretch of text at one place, so that reading all numerals is linear in the text.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.words.currencies import Money, currencies, fold
from extractor.words.numerals import number_words

__all__ = ["Mark", "Tail", "mark_before", "or_more", "scale_at", "tail_of"]

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
_PHRASE_END = regex.compile(
    rf"[.,;:)]|$|{_BLANK}(?:and|or|in|for|to|from|on|at|last|this|by|with|over|as|through|each|per|a|the|between)\b"
)
_IN = regex.compile(rf"{_BLANK}in(?={_BLANK}\p{{L}})")
_CENTS_BEFORE = regex.compile(
    rf"(?r)(?<![\p{{L}}.])(?P<country>[A-Z][A-Z.]{{0,3}}|\p{{Lu}}\p{{Ll}}{{3,11}}){_BLANK}?(?P<cents>cents?|sen|pence){_BLANK}",
)
#: A single digit behind the letters is the mark of a footnote: "$42.5B6".
_SHORT = regex.compile(
    rf"(?:{_BLANK}|-)?(?P<short>\p{{L}}{{1,4}})(?=(?![\p{{L}}\d])|\p{{Sc}}|(?<=[BMT]|bn)\d(?![\w.,%]))"
)
_SCALE = regex.compile(r"(?:[ \u00a0\u2009\u202f]|-|\n)?(?P<scale>\p{L}{2,8})(?!\w)")
_SIGN = regex.compile(
    rf"(?:{_BLANK}|-)?(?P<mark>[\p{{L}}.]{{0,4}}[\p{{Sc}}円원元])(?:"
    rf"(?={_BLANK}?\([-+−–]?\d[\d.,]*+{_BLANK}?(?:%|percent|\p{{Sc}}|[A-Z]{{3}}(?!\w)))"  # "15 € (-5%)"
    rf"|(?![\s(–—-]*+\d)(?!{_BLANK}\p{{L}}*+(?:illion|\p{{Lu}})))"
)
_CODE = regex.compile(
    rf"(?:{_BLANK}{{1,2}}|-|\n)?(?P<mark>\p{{L}}{{2,6}}\.?)(?![\p{{L}}\d$])(?!\.?{_BLANK}?[$€£¥-]?\d(?!\d?{_BLANK}(?:pence|cents)\b))"
)
_NAME = regex.compile(
    r"(?:[ \u00a0\u2009\u202f]{1,2}\n?|-|\n)?+"
    r"(?P<words>\p{L}[\p{L}.'’]*+(?:(?:[ \u00a0\u2009\u202f]|-|\n)[\p{L}&][\p{L}.'’]*+){0,3})"
)
#: The dash of continental prices that stands for no cents: "25.-", "2.999,– €".
_NO_CENTS = regex.compile(r"[.,](?:[-–—]{1,2})(?![\w-])")
#: Behind a colon only this is a price: "US$: 12.99".
_PRICE = regex.compile(r"\d[\d,]*+\.\d\d(?!\d)")
_OF = regex.compile(r"[ \u00a0\n]of(?=[ \u00a0\n])")
_TOKEN = regex.compile(r"[\p{L}&][\p{L}.'’]*+")
_DENOMINATED = regex.compile(r"-(?:denominated|pegged|based|linked|strong|store|menu|cost|cap)\b")
_PROPER = regex.compile(rf"{_BLANK}\p{{Lu}}\p{{Ll}}")
_ORMORE = regex.compile(
    rf"(?P<more>\+(?!\d)|-plus\b|{_BLANK}(?:or{_BLANK}(?:more|higher|greater|above|over)|and{_BLANK}(?:up|above))\b(?!{_BLANK}(?:to|by)\b))"
    rf"|(?P<less>{_BLANK}or{_BLANK}(?:less|fewer|under|lower|below)\b)"
)


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


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a numeral: its short scale (`m`, `bn`), a mark, `+` or "or more"; it ends at `end`."""

    end: int
    scale: Decimal = Decimal(1)
    mark: Mark | None = None
    comparator: str = "eq"
    closed: bool = False


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


def tail_of(text: str, at: int, before: Mark | None, *, bare: bool, short: bool = False, vague: bool = False) -> Tail:  # noqa: PLR0913
    """What follows the numeral that ends at `at`.

    `before` is the mark before it, so that a short scale needs no other support, and a bracket opened there is closed
    here; `short` allows short scales without one. `bare`: the numeral has no scale word yet. `vague`: "of" may follow.

    >>> [str(tail_of(text, at, None, bare=True, short=True).scale) for text, at in (("1.1 M€", 3), ("$4.7bn", 4))]
    ['1000000', '1000000000']
    """
    opened = before is not None and before.opened
    tail = _close(text, Tail(at)) if opened else Tail(at)
    if bare:
        tail = _with_scale(text, tail, marked=short or before is not None)
    if opened and not tail.closed:
        tail = _close(text, tail)
    if tail.mark is not None:
        return tail
    dash = _NO_CENTS.match(text, tail.end) if bare and tail.scale == 1 else None
    if dash is not None:
        behind = _mark_behind(text, dash.end(), vague=False)
        if before is not None or behind is not None:
            return replace(tail, end=dash.end(), mark=behind)
    in_name = not bare and not vague and before is None
    mark = _mark_behind(text, tail.end, vague=vague or not bare, in_name=in_name)
    if mark is not None and before is None and bare and tail.scale == 1 and not mark.noun:
        mark = _scaled_behind(text, mark)
    return tail if mark is None else replace(tail, mark=mark)


def _scaled_behind(text: str, mark: Mark) -> Mark:
    """The mark with the word of scale behind it: `240 USD million`."""
    scaled = scale_at(text, mark.end, short=False)
    if scaled is None or mark.money.scale != 1 or text[scaled[0] : scaled[0] + 1] == "-":
        return mark
    return replace(mark, end=scaled[0], money=replace(mark.money, scale=int(scaled[1])))


def _with_scale(text: str, tail: Tail, *, marked: bool) -> Tail:
    """The tail with the scale that stands at its end, a `+` before it included: `$5+ million`."""
    plus = text[tail.end : tail.end + 1] == "+"
    scaled = scale_at(text, tail.end + plus, short=True)
    if scaled is None:
        return tail
    end, scale = scaled
    found = replace(tail, end=end, scale=scale, comparator="ge" if plus else "eq")
    if marked or len(text[tail.end : end].strip(" \u00a0\u202f-\n")) > 3:  # a scale written out needs no support
        return found
    behind = _mark_behind(text, end, vague=False)
    return replace(found, mark=behind) if behind is not None and behind.money.guard in {None, "scale"} else tail


def or_more(text: str, at: int) -> tuple[int, str]:
    """The end and the comparator of a `+`, `-plus` or "or more" that stands at `at`."""
    match = _ORMORE.match(text, at)
    if match is None:
        return at, "eq"
    return match.end(), "ge" if match["more"] else "le"


def _close(text: str, tail: Tail) -> Tail:
    """The closing bracket, if it stands here."""
    if text[tail.end : tail.end + 1] == ")":
        return replace(tail, end=tail.end + 1, closed=True)
    return tail


def scale_at(text: str, at: int, *, short: bool) -> tuple[int, Decimal] | None:
    """A word of scale at `at`, or with `short` letters of scale: its end and its factor."""
    words = number_words()
    match = _SCALE.match(text, at)
    if match:
        word = match["scale"].lower()
        factor = words.scales.get(word) or (currencies().slang_scales.get(word) if short else None)
        factor = factor or words.scales.get(word.removesuffix("s"))  # "$240 millions"
        if factor:
            return match.end(), Decimal(factor)
    found = _SHORT.match(text, at) if short else None
    if found is None:
        return None
    letters, glued = found["short"], found.start("short") == at
    factor = words.short_scales.get(letters.lower()) or currencies().scale_words.get(letters)
    if factor is None or not (letters.islower() or letters.isupper() or letters[1:].islower()):
        return None
    if not glued and (letters in {"t", "T"} or text[found.end() : found.end() + 1] == "-"):
        return None
    dotted = len(letters) > 2 and text[found.end() : found.end() + 1] == "."
    return found.end() + (dotted and text[found.end() + 1 : found.end() + 2] == " "), Decimal(factor)


def _mark_behind(text: str, at: int, *, vague: bool, in_name: bool = False) -> Mark | None:
    """A sign, code or name at `at`; with `in_name` also behind "in"."""
    match = _SIGN.match(text, at)
    if match:
        money = currencies().sign(match["mark"])
        if money is not None and not money.guard:
            return Mark(match.start("mark"), match.end(), match["mark"], money, gap=match.start("mark") > at)
    of = _OF.match(text, at) if vague else None
    name = _name(text, of.end() if of else at)
    if name is None and in_name and _IN.match(text, at):
        name = _name(text, at + 3)  # "12 million in Canadian dollars", no "12 million in euro countries"
        name = name if name is not None and _PHRASE_END.match(text, name.end) else None
    if name is not None:
        return name
    match = _CODE.match(text, at)
    if match:
        for token in (match["mark"], match["mark"].rstrip(".")):
            money = currencies().sign(token)
            if money is not None and len(token) > 1 and money.scale in {1, 1000, 1000000}:
                start = match.start("mark")
                return Mark(start, start + len(token), token, money, gap=start > at)
    return None


def _name(text: str, at: int) -> Mark | None:
    """A name of money, its adjective of place included: the longest that the lexicon knows."""
    match = _NAME.match(text, at)
    if match is None:
        return None
    tokens = list(_TOKEN.finditer(text, match.start("words"), match.end("words")))
    for count in range(len(tokens), 0, -1):
        words = [t.group() for t in tokens[:count]]
        bare = words[-1].rstrip(".'’")
        money = currencies().name([*(fold(w) for w in words[:-1]), fold(bare)])
        if money is None:
            continue
        end = tokens[count - 1].start() + len(bare)
        if _DENOMINATED.match(text, end) or _is_proper(text, words[-1], end, at):
            return None
        start = tokens[0].start()
        return Mark(start, end, text[start:end], money, noun=True, gap=start > at)
    return None


def _is_proper(text: str, word: str, end: int, at: int) -> bool:
    """Whether a capitalised singular before another capitalised word is part of a name: `Five Dollar Barn`."""
    capital = word[0].isupper() and not word.isupper() and not word.endswith("s")
    return bool(capital and text[at : at + 1] != "-" and _PROPER.match(text, end))
