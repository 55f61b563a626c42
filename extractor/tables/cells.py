"""One cell: the figure that it states, the mark that it prints instead of one, or words."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

import regex

from extractor.values import Comparator
from extractor.words.currencies import currencies
from extractor.words.rows import alternation
from extractor.words.tables import table_words

__all__ = ["BLANK", "Blank", "CellFigure", "read_cell"]

_LONGEST = 60
"""Characters in a cell that is a figure."""
_COMPARATORS: dict[str, Comparator] = {
    ">": "gt", "<": "lt", "≥": "ge", "≤": "le", "~": "approx", "≈": "approx", ">=": "ge", "<=": "le",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellFigure:
    """The figure of a cell as printed; `start` and `end` are counted in the cell's words and leave its marks out.

    `numbers` holds one number, or the two ends of a range as printed; brackets and minus signs are applied, scale is
    not. `sign` is the currency's sign or code, `unit` what a suffix says (`percent`, `percentage_point`,
    `basis_point`, `x`), `power` the power of ten that a word of scale in the cell states. `whole` is true for digits
    and nothing else, `decimals` counts those behind the point, `year` is true where the digits may be a year,
    `minor` where the cell states hundredths of a currency (the number is in whole units).
    """

    start: int
    end: int
    numbers: tuple[Decimal, ...]
    sign: str | None = None
    unit: str | None = None
    power: int | None = None
    comparator: Comparator = "eq"
    whole: bool = False
    decimals: int = 0
    year: bool = False
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell that says that there is no figure: a dash, `N/M`."""


BLANK = Blank()

_NUMBER = (
    r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?"
    r"|\d+(?:\.\d+)?|\.\d+"
)


@cache
def _one() -> regex.Pattern[str]:
    """A figure with its signs, and the marks behind it."""
    words = table_words()
    units = {w for names in (words.suffixes.percent, words.suffixes.percentage_point) for w in names}
    units |= {w for names in (words.suffixes.basis_point, words.suffixes.times) for w in names}
    suffix = "|".join(regex.escape(w) for w in sorted(units, key=len, reverse=True))
    scales = "|".join(regex.escape(w) for w in sorted(words.scales, key=len, reverse=True) if w[0] != "0")
    cents = r"(?:¢|\s?(?:cents?|pence|(?<!(?:19|20)\d\d)(?-i:[pc])))(?![\p{L}])"
    return regex.compile(
        rf"""(?P<comparator>[<>~≈≤≥]=?)?\s*
        (?P<sign>[A-Z]{{0,3}}[$€£¥₹₩₽₺₪฿]|[A-Z]{{3}}(?=[\s\d(])|Rs\.?|RM|kr\.?|R(?=\d))?\s*
        (?P<minus>[-–−+△▲▼▽])?\s*(?P<open>[(\[])?\s*(?P<minus2>[-–−△▲])?\s*
        (?P<sign2>[A-Z]{{0,3}}[$€£¥₹]|[A-Z]{{3}}(?=[\s\d])|Rs\.?)?\s*(?P<minus3>[-–−△▲])?
        (?P<number>{_NUMBER})
        (?:(?P<cents>{cents})|\s*(?P<scale>{scales})\.?(?![\p{{L}}]))?
        \s*(?P<unit>{suffix})?(?![\p{{L}}])
        \s*(?P<close>[)\]])?(?P<cents2>{cents})?\s*(?P<unit2>{suffix})?(?![\p{{L}}])
        (?:\s*(?P<code>[A-Z]{{3}}|€|£)(?![\p{{L}}]))?
        (?P<marks>(?:\s?(?:\([a-zA-Z0-9]{{1,2}}\)|\[[a-z0-9]{{1,2}}\]|[*†‡§^¹²³⁴⁵⁶⁷⁸⁹]|\([¹²³]\)))*)""",
        regex.VERBOSE | regex.IGNORECASE,
    )


@cache
def _hedge() -> regex.Pattern[str]:
    words = alternation(word for _, group in table_words().hedges.each() for word in group)
    return regex.compile(rf"({words})\s+(?=\S)", regex.IGNORECASE)


@cache
def _between() -> regex.Pattern[str]:
    return regex.compile(r"\s*(?:-|–|—|to|and)\s*", regex.IGNORECASE)


@lru_cache(maxsize=8192)
def read_cell(text: str) -> CellFigure | Blank | None:
    """What a cell says: a figure, nothing, or (None) words.

    >>> read_cell("$ (1,234.5)(1)")
    CellFigure(start=0, end=11, numbers=(Decimal('-1234.5'),), sign='$', unit=None, power=None, comparator='eq', whole=False, decimals=1, year=False, minor=False)
    """  # noqa: E501  the line is the output
    if len(text) > _LONGEST:
        return None
    usual = _USUAL.fullmatch(text)
    if usual is not None:
        return _usual(usual)
    stripped = text.strip()
    if _is_blank(stripped):
        return BLANK
    hedge = _hedge().match(stripped) if not stripped[0].isdigit() and stripped[0] not in "$(" else None
    if hedge is not None:
        read = read_cell(stripped[hedge.end() :])
        if not isinstance(read, CellFigure):
            return None
        ahead = text.index(stripped) + hedge.end()
        comparator = next(name for name, words in table_words().hedges.each() if hedge[1].lower() in words)
        return replace(read, start=read.start + ahead, end=read.end + ahead, comparator=comparator)
    if not any(char.isdigit() for char in stripped):
        return None
    way = _WAYS.match(stripped) if stripped[0] in "uUdD" else None
    if way is not None:
        read = read_cell(stripped[way.end() :])
        if not isinstance(read, CellFigure) or any(n < 0 for n in read.numbers):
            return None
        ahead = text.index(stripped) + way.end()
        numbers = read.numbers if way[1].lower() == "up" else tuple(-n for n in read.numbers)
        return replace(read, start=read.start + ahead, end=read.end + ahead, numbers=numbers)
    offset = text.index(stripped)
    found = _one().match(stripped)
    if found is None or not _is_balanced(found) or not _is_money(found) or found["number"].startswith("00"):
        return None
    if found.end() == len(stripped):
        return _figure(found, offset)
    return _range(stripped, found, offset)


_USUAL = re.compile(r"(?:(\$)\s?)?(\()?((?!00)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?)(?(2)\)?)(\s?%)?")
"""What most figures are, which `re` reads in a part of the time: `1,234`, `$ (5.6)`, `7 %`."""


def _usual(found: re.Match[str]) -> CellFigure:
    """The same as the grammar of all figures reads."""
    number = Decimal(found[3].replace(",", ""))
    return CellFigure(
        0,
        found.end(),
        (-number if found[2] else number,),
        sign=found[1],
        unit="percent" if found[5] else None,
        whole=found[0].isdigit(),
        decimals=len(found[4] or ""),
        year=_YEAR.fullmatch(found[0]) is not None,
    )


_WAYS = regex.compile(r"(up|down)\s+(?=[\d$€£.])", regex.IGNORECASE)


def _is_blank(words: str) -> bool:
    core = words.strip(" $€£%()*—–-−\u00a0\x96\x97")
    return not core or words.lower() in table_words().blanks


def _is_balanced(found: regex.Match[str]) -> bool:
    """An opening bracket may lack its partner (a slip that pages make); a closing one may not."""
    return not (found["close"] and not found["open"])


def _is_money(found: regex.Match[str]) -> bool:
    """Whether the letters beside the number are a currency's: `MAR 29` is none."""
    named = found["sign"] or found["sign2"] or found["code"]
    return not named or _sign(named) is not None


_BLANKED = regex.compile(r"\d+(?:[ \u00a0\u202f]\d{3})+,\d+")
_GROUPING = regex.compile(r"[,'’\s\u00a0\u202f]")
_YEAR = regex.compile(r"(?:19|20)\d\d")


def _value(found: regex.Match[str]) -> Decimal:
    digits = found["number"]
    if _BLANKED.fullmatch(digits):
        digits = digits.replace(",", ".")
    number = Decimal(_GROUPING.sub("", digits))
    signs = {found["minus"], found["minus2"], found["minus3"]} - {None, "+"}
    if found["unit"] or found["unit2"]:
        signs.discard("▲")  # beside a percentage it points upwards; alone it is Japan's minus
    if found["open"] or signs:
        number = -number
    return number.scaleb(-2) if found["cents"] or found["cents2"] else number


def _figure(found: regex.Match[str], offset: int) -> CellFigure:
    words = table_words()
    suffix = (found["unit2"] or found["unit"] or "").lower()
    end = found.start() + len(found.string[found.start() : found.start("marks")].rstrip())
    return CellFigure(
        offset + found.start(),
        offset + end,
        (_value(found),),
        sign=_sign(found["sign"] or found["sign2"] or found["code"] or _whole_of(found["cents"] or found["cents2"])),
        unit=_unit(suffix),
        power=words.scales[found["scale"].lower()] if found["scale"] else None,
        comparator=_COMPARATORS.get(found["comparator"] or "", "eq"),
        whole=found["number"] == found[0][: end - found.start()].strip() and found["number"].isdigit(),
        decimals=len(found["number"].rpartition(".")[2]) if "." in found["number"] else 0,
        minor=bool(found["cents"] or found["cents2"]),
        year=_YEAR.fullmatch(found[0][: end - found.start()].strip()) is not None,
    )


def _whole_of(cents: str | None) -> str | None:
    """The sign of the currency whose hundredth a word or sign is."""
    if not cents:
        return None
    return "£" if cents.strip().lower().startswith("p") else "$"


def _sign(words: str | None) -> str | None:
    """The sign of a currency as printed, if it is one."""
    if not words:
        return None
    stripped = words.strip()
    return stripped if currencies().sign(stripped) or currencies().sign(stripped.rstrip(".")) else None


def _unit(suffix: str) -> str | None:
    names = table_words().suffixes
    if suffix in names.percent:
        return "percent"
    if suffix in names.percentage_point:
        return "percentage_point"
    if suffix in names.basis_point:
        return "basis_point"
    return "x" if suffix in names.times else None


def _range(words: str, first: regex.Match[str], offset: int) -> CellFigure | None:
    """`$1.20 - $1.30`, `10% to 12%`, `$(0.05) to $0.05`: both ends, each with what the other lacks."""
    joint = _between().match(words, first.end())
    last = _one().fullmatch(words, joint.end()) if joint else None
    if joint is None or last is None or not _is_balanced(last) or not _is_money(last) or last["comparator"]:
        return None
    low, high = _figure(first, offset), _figure(last, offset)
    if low.whole and high.whole and not words[joint.start() : joint.end()].strip().isalpha() and " " not in words:
        return None  # a number with a hyphen (2024-25, a telephone's) is none of two
    numbers = low.numbers + high.numbers
    return CellFigure(
        low.start, high.end, numbers, low.sign or high.sign, low.unit or high.unit,
        high.power if high.power is not None else low.power, decimals=max(low.decimals, high.decimals),
    )  # fmt: skip
