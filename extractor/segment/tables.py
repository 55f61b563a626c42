"""Tables: lines of cells that a page's table was flattened to, told from prose by what their tokens are."""

import itertools
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache

import regex

from extractor.segment.delimited import fields_of, is_delimited, is_figure_field, is_rule
from extractor.segment.heads import is_head_line, names_period
from extractor.segment.lines import Line
from extractor.segment.rows import row_of_line
from extractor.spans import Span

__all__ = ["LineShape", "line_shapes", "table_lines"]


class LineShape(Enum):
    """What a line looks like, as far as tables are concerned."""

    ROW = "row"  # a label and at least two figures, or figures only
    CELL = "cell"  # one or more cells and no label
    LOOSE_ROW = "loose row"  # a label and one figure, or two bare integers: a row only beside others
    COLUMNS = "columns"  # column heads: periods, "GAAP Non-GAAP", "% Change"
    WHOLE = "whole table"  # a table that lost its line ends
    WIDE_COLUMNS = "wide columns"  # column heads that nothing else can be: three periods in a row
    CAPTION = "caption"  # "(in millions, except per share data)"
    LABEL = "label"  # a few words without a full stop
    PROSE = "prose"  # all else, and every bullet


_ROWS = frozenset({LineShape.ROW, LineShape.CELL, LineShape.LOOSE_ROW})
_HEADS = frozenset({LineShape.COLUMNS, LineShape.WIDE_COLUMNS, LineShape.CAPTION})
_TABLED = _ROWS | _HEADS | {LineShape.LABEL}
_LONGEST_HEADS = 500
"""Characters in a line of heads."""
_LONGEST_GAP = 8
"""Labels and heads that may stand between two rows of one table."""
_FARTHEST_HEAD = 14
"""Lines above a table up to its topmost head."""
_LONGEST_HEAD = 20
"""Lines of column heads above the first row."""
_LONGEST_LINE = 300
"""Characters in a row; a longer line is prose, or a whole table."""
_MOST_LABELS = 9
"""Labels in a row among the heads: the company's name, "ASSETS", "Current assets"."""
_LONGEST_LABEL = 14
_LONGEST_CAPITALISED = 45
"""Words in a label, and in a row of column heads that are all capitalised."""
_CACHED = 4096
"""Tokens whose kind is remembered: signs, years and small figures come again and again."""

_SIGNS = r"[$€£¥₹%()*]{1,4}|\([a-z]\)|US\$|C\$|A\$|HK\$|RMB|CHF|USD|EUR|GBP|\$\s*\("
_MISSING = r"n/?m\*?|n/?a|n\.m\.|n\.a\.|nmf?|\.\.\.|\*+|[—–\-−]{1,2}%?"
_UNITS = (
    r"millions?|billions?|thousands?|trillions?|[mbk]n?|mm|bps|bp|ppts?|ppt\.?|pp|pts?\.?|points?|x|%|cents?|up|down|"
    r"days?|years?|vs\.?|per|cps|basis|mboed|\$/share"
)
_FIGURE = (
    r"[(\[+\-–−~<>*△▲▼]*(?:US|C|A|HK|NT|S|R|RMB|USD|EUR|CHF|GBP|Rs\.?)?[$€£¥₹]?[(+\-–−△▲▼]*(?:\d(?:[\d,]*\d)?(?:['’]\d{3})*(?:\.\d+)?|\.\d+)"
    r"(?:[)\]]|%|[xXkKmMbBtT]n?|[pc]|bps|pts?|pp|\*|\([a-z0-9]{1,2}\)|[¹²³†‡*])*"
)
_PERIOD = (
    r"Q[1-4]|[1-4]Q|[HS][12]|[12]H|9M|6M|3M|12M|(?:[1-4]Q|Q[1-4]|[12]H|H[12]|9M|FY|YE|CY)['’]?(?:20)?\d\d[EA]?|FY|CY|YTD|LTM|TTM|"
    r"(?:19|20)\d\d[EAF]?|(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.?|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|months?|weeks?|quarters?|years?|fiscal|ended|ending|three|six|nine|"
    r"twelve|twenty-?six|thirty-?nine|fifty-?two|first|second|third|fourth|half|full|\d{1,2}-weeks?|\d{1,2}(?:st|nd|rd|th)"
)
_HEAD_WORDS = (
    r"gaap|non-gaap|ifrs|adjusted|adj\.?|\(adj\)|reported|actual|as|of|at|and|to|date|year-to-date|change|chg\.?|variance|"
    r"var\.?|inc\.?|dec\.?|increase|decrease|\(decrease\)|increase/\(decrease\)|better|worse|\(worse\)|better/\(worse\)|fav|"
    r"unfav|\(unaudited\)|unaudited|audited|%|\$|y/y|q/q|yoy|qoq|y-o-y|q-o-q|vs\.?|versus|over|for|the|units?|total|amount|percent|percentage|"
    r"pct\.?|constant|currency|ending|notes?|in|[$€£¥₹]|(?:[a-z]{0,3}[$€£¥₹]|rs\.?)(?:'?000s?|mn?|mm|bn|million|thousand)|'?000s?|rmb|us\$|usd|eur|euros?|gbp|yen|millions?|thousands?|billions?|crores?|lakhs?|margin|basis|points?|bps|growth|currency|operational|pro|forma|guidance|current|prior|previous"
)


@cache
def _figure() -> regex.Pattern[str]:
    return regex.compile(_FIGURE)


@cache
def _cell_extra() -> regex.Pattern[str]:
    """Cells that are no figures."""
    return regex.compile(f"(?P<sign>{_SIGNS})|(?P<missing>{_MISSING})", regex.IGNORECASE)


@cache
def _unit() -> regex.Pattern[str]:
    return regex.compile(rf"\(?(?:{_UNITS})\)?\*?", regex.IGNORECASE)


@cache
def _period() -> regex.Pattern[str]:
    return regex.compile(rf"\(?(?:{_PERIOD})[,)]*", regex.IGNORECASE)


@cache
def _head_word() -> regex.Pattern[str]:
    return regex.compile(rf"\(?(?:{_HEAD_WORDS}|\d{{1,2}})[,):*]*", regex.IGNORECASE)


@cache
def _year() -> regex.Pattern[str]:
    return regex.compile(r"\(?(?:19|20)\d\d[EAF]?\)?")


@cache
def _caption() -> regex.Pattern[str]:
    return regex.compile(
        r"(?!.*\d[,.]?\d)[(\[]?(?:(?:(?:all\s+)?(?:u\.?s\.?\s+)?(?:dollars?|amounts?|figures|shares|data|numbers|[$€£¥])[^.]{0,30}\s)?"
        r"(?:expressed\s+|stated\s+|presented\s+)?in\s+(?:thousands|millions|billions|(?:usd|us\$|u\.s\.|rmb|hk\$|eur|euros?|cad|[$€£¥])[^.]{0,40})"
        r"[^.]{0,90}|(?:\$|€|£|us\$|rmb|usd|eur)\s*(?:in\s+)?(?:millions|thousands|billions|m|mm|bn|'?000s?)[^.]{0,60}|unaudited[^.]{0,40}|continued)[)\]]*\*?",
        regex.IGNORECASE,
    )


@cache
def _telephone() -> regex.Pattern[str]:
    return regex.compile(
        r"\b(?:tel|phone|telephone|fax|mobile|ph|call|dial)\b|\+\d{1,3}(?:[\s(-]+\d{2}|\.\d{2,4}\.\d)|\b\d{3}[.-]\d{3,4}",
        regex.IGNORECASE,
    )


@cache
def _ends_sentence() -> regex.Pattern[str]:
    return regex.compile(r"[.!?;]['\"”’)\]*]*$")


def line_shapes(text: str, lines: Sequence[Line]) -> list[LineShape]:
    """The shape of each line."""
    return [
        _shape(line.of(text), line) if line.end - line.start <= _LONGEST_LINE else _long_shape(line.of(text), line)
        for line in lines
    ]


def table_lines(text: str, lines: Sequence[Line], shapes: Sequence[LineShape]) -> list[bool]:
    """For each line whether it stands in a table: rows near one another, with the heads above them."""
    shapes = _with_long_rows(text, lines, shapes)
    inside = _near_rows(shapes)
    for at in range(1, len(lines)):
        if inside[at] and not inside[at - 1]:
            _take_heads(text, lines, shapes, inside, at)
    return inside


def _with_long_rows(text: str, lines: Sequence[Line], shapes: Sequence[LineShape]) -> list[LineShape]:
    """The shapes, with long labels and rows between rows told from prose."""
    out = list(shapes)
    for at in range(1, len(lines) - 1):
        line = lines[at]
        if shapes[at] is not LineShape.PROSE or line.bullet or line.heading or out[at - 1] not in _TABLED:
            continue
        if _ends_sentence().search(text[line.end - 8 : line.end]):
            continue
        cells = _cells_of(text, line)
        if cells >= 2 and cells == max(_cells_of(text, lines[at - 1]), _cells_of(text, lines[at + 1])):
            out[at] = LineShape.ROW
        elif not cells and shapes[at + 1] in _ROWS and len(line.of(text).split()) <= _LONGEST_CAPITALISED:
            out[at] = LineShape.LABEL
    return out


def _cells_of(text: str, line: Line) -> int:
    """How many cells end the line."""
    return len(row_of_line(text, max(line.start, line.end - _LONGEST_LINE), line.end, 0).cells)


def _take_heads(text: str, lines: Sequence[Line], shapes: Sequence[LineShape], inside: list[bool], first: int) -> None:
    """Mark heads above a table that are long or stand above words, up to the topmost that names periods."""
    top = first
    for at in range(first - 1, max(-1, first - _FARTHEST_HEAD - 1), -1):
        line = lines[at]
        span = Span(line.start, line.end)
        if inside[at] or line.bullet or line.heading or line.end - line.start > _LONGEST_HEADS:
            break
        ends = shapes[at] in {LineShape.ROW, LineShape.LOOSE_ROW} or _ends_sentence().search(
            text[line.end - 8 : line.end]
        )
        if ends and not is_head_line(text, span, alone=True):
            break
        if shapes[at] is LineShape.CAPTION or names_period(text, span):
            top = at
    inside[top:first] = [True] * (first - top)


def _near_rows(shapes: Sequence[LineShape]) -> list[bool]:
    inside = [False] * len(shapes)
    first = last = -1
    for at, shape in enumerate(shapes):
        if shape is LineShape.PROSE:
            _close(shapes, inside, first, last)
            first = last = -1
        elif shape in _ROWS:
            if last >= 0 and at - last > _LONGEST_GAP:
                _close(shapes, inside, first, last)
                first = at
            first = at if first < 0 else first
            last = at
        elif shape in {LineShape.WIDE_COLUMNS, LineShape.WHOLE}:
            inside[at] = True
    _close(shapes, inside, first, last)
    return inside


def _close(shapes: Sequence[LineShape], inside: list[bool], first: int, last: int) -> None:
    """Mark a run of rows as a table if there is enough of it."""
    if first < 0:
        return
    top = _top(shapes, inside, first)
    if _is_table(shapes[top : last + 1]):
        inside[top : last + 1] = [True] * (last + 1 - top)


def _top(shapes: Sequence[LineShape], inside: Sequence[bool], first: int) -> int:
    """The first line of the heads above the first row; a label is one of them only between heads, or above a cell."""
    top = first
    if shapes[first] is LineShape.CELL and first and shapes[first - 1] is LineShape.LABEL:
        top = first - 1
    at, labels = top - 1, 0
    while at >= 0 and first - at <= _LONGEST_HEAD and not inside[at] and labels < _MOST_LABELS:
        if shapes[at] in _HEADS or (shapes[at] is LineShape.CELL):
            top, labels = at, 0
        elif shapes[at] is LineShape.LABEL:
            labels += 1
        else:
            break
        at -= 1
    # labels between heads that nothing else can be and the first row: `ASSETS`
    return at + 1 if at >= 0 and inside[at] and shapes[at] is LineShape.WIDE_COLUMNS else top


def _is_table(shapes: Sequence[LineShape]) -> bool:
    """Whether the lines hold enough rows: two, or one with heads, or cells by the handful."""
    rows = shapes.count(LineShape.ROW)
    cells = shapes.count(LineShape.CELL)
    loose = shapes.count(LineShape.LOOSE_ROW)
    heads = sum(shape in _HEADS for shape in shapes)
    if rows + (cells > 0) >= 2 or (rows and heads):
        return True
    if cells >= 4 or (cells >= 2 and heads):
        return True
    return (rows > 0 and loose >= 2) or (heads > 0 and loose + cells >= 2) or (cells > 0 and loose >= 3)


@cache
def _digits() -> regex.Pattern[str]:
    return regex.compile(r"\d[\d,.]*+")


@cache
def _inner_stop() -> regex.Pattern[str]:
    return regex.compile(r"\p{Ll}\.\s+\p{Lu}|://")


def _long_shape(content: str, line: Line) -> LineShape:
    """The shape of a long line: prose, or a table whose line ends are lost, full of figures and without sentences."""
    if line.bullet or line.heading or _ends_sentence().search(content[-8:]):
        return LineShape.PROSE
    figures = _digits().findall(content)
    solid = len(content) - sum(map(content.count, " \xa0\t"))
    if len(figures) < 20 or sum(map(len, figures)) < 0.18 * solid:
        return LineShape.PROSE
    return LineShape.PROSE if len(_inner_stop().findall(content)) * 12 > len(figures) else LineShape.WHOLE


def _shape(content: str, line: Line) -> LineShape:
    """The shape of a line of ordinary length."""
    if line.bullet or line.heading:
        return LineShape.PROSE
    if _caption().fullmatch(content):
        return LineShape.CAPTION
    if is_delimited(content, Span(0, len(content))):
        return _delimited_shape(content)
    tokens = content.split()
    if not tokens:
        return LineShape.PROSE
    heads = _columns(tokens)
    if heads is not None:
        return heads
    row = _row(content, tokens)
    if row is not None:
        return row
    return LineShape.LABEL if _is_label(content, tokens) else LineShape.PROSE


def _is_label(content: str, tokens: Sequence[str]) -> bool:
    """A few words without a stop, or capitalised words only: a name, a head, a row of column heads."""
    small = sum(token[0].islower() for token in tokens)
    if _ends_sentence().search(content):
        return not small and len(tokens) <= 8 and content[-1] == "."
    return len(tokens) <= _LONGEST_LABEL or (len(tokens) <= _LONGEST_CAPITALISED and small * 5 < len(tokens))


def _delimited_shape(content: str) -> LineShape:
    """A row whose cells are still marked, by bars or tabs: with figures, or heads; else words between bars."""
    line = Span(0, len(content))
    if is_rule(content, line):
        return LineShape.COLUMNS
    fields = [field for field in fields_of(content, line) if field.start < field.end]
    if any(is_figure_field(content, field) for field in fields[len(fields) > 1 :]):
        return LineShape.ROW
    if content.startswith("|") or is_head_line(content, line, alone=False):
        return LineShape.COLUMNS
    return LineShape.LABEL


def _columns(tokens: Sequence[str]) -> LineShape | None:
    """Column heads: nothing but periods and the like, or periods in a row that no sentence has."""
    if not _is_head_word(tokens[-1]):
        return None
    if all(_is_head_word(token) for token in tokens):
        years = sum(_cell(token) == "year" for token in tokens)
        if years > 1 or any(char.isalpha() for token in tokens for char in token):
            return LineShape.COLUMNS
        return LineShape.CELL if years == len(tokens) else None
    run = [*itertools.takewhile(_is_bare_period, reversed(tokens))]
    if len(run) >= 5 and sum(_cell(token) == "year" for token in run) >= 3:
        return LineShape.WIDE_COLUMNS
    return None


@lru_cache(maxsize=_CACHED)
def _is_head_word(token: str) -> bool:
    """Whether a token may stand among column heads."""
    return _period().fullmatch(token) is not None or _head_word().fullmatch(token) is not None


@lru_cache(maxsize=_CACHED)
def _is_bare_period(token: str) -> bool:
    """A period, or what stands between two of them, without a comma: in a sentence there would be one."""
    return not token.endswith(",") and (_period().fullmatch(token) is not None or token.lower() in {"vs.", "vs", "%"})


def _row(content: str, tokens: Sequence[str]) -> LineShape | None:
    """A row by the run of cells at its end, or None."""
    run, hard, plain, missing = _cells_at_end(tokens)
    figures = hard + plain
    words = len(tokens) - run
    if words == 0 and (figures or missing or run == 1):
        return LineShape.CELL
    if figures == 0 or words > 30 or _telephone().search(content):
        return None
    if figures + missing >= 2 and (hard or figures + missing >= 3):
        return LineShape.ROW
    if words <= 10 and (hard or figures >= 2) and not _has_verb_of_prose(tokens[:words]):
        return LineShape.LOOSE_ROW
    return None


def _cells_at_end(tokens: Sequence[str]) -> tuple[int, int, int, int]:
    """The run of cells that ends the line: its length, figures that only figures look like, integers, empty cells.

    A unit counts only beside a figure, so that the label keeps its last word.
    """
    run = pending = 0
    counts = {"hard": 0, "plain": 0, "missing": 0, "year": 0, "sign": 0}
    for token in reversed(tokens):
        kind = _cell(token)
        if not kind:
            break
        if kind == "unit":
            pending += 1
            continue
        counts[kind] += 1
        run, pending = run + pending + 1, 0
    return run, counts["hard"], counts["plain"], counts["missing"]


@lru_cache(maxsize=_CACHED)
def _cell(token: str) -> str:
    """What kind of cell a token is, or nothing: a figure that only figures look like (`hard`), a small integer that
    may be something else (`plain`), a year, an empty cell (`missing`), a sign, or a unit.
    """
    if token in {"—", "–", "-", "−"}:
        return "missing"
    extra = _cell_extra().fullmatch(token)
    if extra is not None:
        return "sign" if extra["sign"] else "missing"
    if _figure().fullmatch(token):
        if _year().fullmatch(token):
            return "year"
        # a digit in brackets may be a footnote's mark
        return "plain" if token.isdigit() or (len(token) == 3 and token.strip("()").isdigit()) else "hard"
    return "unit" if _unit().fullmatch(token) else ""


@cache
def _prose_words() -> regex.Pattern[str]:
    return regex.compile(
        r"(?i:was|were|is|are|be|been|has|have|had|will|would|to|by|from|than|increased|decreased|grew|rose|fell|the|a|an|reports?|"
        r"announces?|reported|about|over|nearly|approximately|on)$"
    )


def _has_verb_of_prose(words: Sequence[str]) -> bool:
    """Whether a label reads like a sentence: "Revenue rose to", "an increase of"."""
    return any(_prose_words().match(word) for word in words)
