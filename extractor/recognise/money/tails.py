"""Reads what follows a numeral as money: a short scale (`m`, `bn`), a sign, code or name, `+` or "or more"."""

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.recognise.money.marks import Mark
from extractor.words.currencies import currencies, fold
from extractor.words.numerals import number_words

__all__ = ["Tail", "or_more", "scale_at", "tail_of"]

_BLANK = r"[ \u00a0\u2009\u202f]"
_PHRASE_END = regex.compile(
    rf"[.,;:)]|$|{_BLANK}(?:and|or|in|for|to|from|on|at|last|this|by|with|over|as|through|each|per|a|the|between)\b"
)
_IN = regex.compile(rf"{_BLANK}in(?={_BLANK}\p{{L}})")
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
_OF = regex.compile(r"[ \u00a0\n]of(?=[ \u00a0\n])")
_TOKEN = regex.compile(r"[\p{L}&][\p{L}.'’]*+")
_DENOMINATED = regex.compile(r"-(?:denominated|pegged|based|linked|strong|store|menu|cost|cap)\b")
_PROPER = regex.compile(rf"{_BLANK}\p{{Lu}}\p{{Ll}}")
_ORMORE = regex.compile(
    rf"(?P<more>\+(?!\d)|-plus\b|{_BLANK}(?:or{_BLANK}(?:more|higher|greater|above|over)|and{_BLANK}(?:up|above))\b(?!{_BLANK}(?:to|by)\b))"
    rf"|(?P<less>{_BLANK}or{_BLANK}(?:less|fewer|under|lower|below)\b)"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a numeral: its short scale (`m`, `bn`), a mark, `+` or "or more"; it ends at `end`."""

    end: int
    scale: Decimal = Decimal(1)
    mark: Mark | None = None
    comparator: str = "eq"
    closed: bool = False


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
