"""Tables written once, rendered as different programs write them, with what each cell must state.

The form of `exhibits.txt`: `==` names a table, `^` is a line above it, `@` the period of each column, `%` the unit of a
column (`.` where the row says it), `<` a page to render alone. Then rows with `|` between cells: `words//3` spans three
columns, a leading `>` sets a label in. Behind `;;` stand the unit with the power of ten by which the printed number is
scaled, then the metric where it is not the label, then the unit where a column's is not the row's. A row without `;;`
is a head.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from pathlib import Path

__all__ = ["EXHIBITS", "STYLES", "Exhibit", "Expected", "render"]


@dataclass(frozen=True)
class Expected:
    """What one cell states; `value` is None where it must have none, `unit` None where it is left open."""

    row: str
    column: int
    text: str
    value: Decimal | None
    unit: str | None
    per: str | None
    metric: str
    period: tuple[date, date] | None
    valued: bool = True


@dataclass
class Row:
    """A row: how far its label is set in, and its cells with their widths."""

    indent: int
    cells: list[tuple[str, int]]
    head: bool


@dataclass
class Exhibit:
    """A table with the lines above it."""

    name: str
    above: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    facts: list[Expected] = field(default_factory=list)


def _period(said: str) -> tuple[date, date] | None:
    if said in {"?", "-", ""}:
        return None
    weeks = re.fullmatch(r"(\S+)\.\.(\d+)w", said)
    if weeks:
        end = date.fromisoformat(weeks[1])
        return end - timedelta(7 * int(weeks[2]) - 1), end
    part = re.fullmatch(r"(\d{4})(?:-([QH])(\d))?", said)
    if part:
        size = {"Q": 3, "H": 6, None: 12}[part[2]]
        last = size * int(part[3] or 1)
        year = int(part[1])
        after = date(year + last // 12, last % 12 + 1, 1)
        return date(year, last - size + 1, 1), after - timedelta(1)
    first, _, last_day = said.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last_day or first)


def _number(text: str) -> Decimal | None:
    found = re.search(r"\d[\d,' ]*(?:\.\d+)?", text)
    if found is None:
        return None
    number = Decimal(re.sub("[,' ]", "", found[0]))
    return -number if re.search(r"[(△▲−]|-\d", text) else number


def _cells(line: str) -> list[tuple[str, int]]:
    out = []
    for cell in re.split(r"\s*\|(?:\s+|$)", line):
        words, _, width = cell.strip().partition("//")
        out.append((words, int(width or 1)))
    return out


def _read(path: Path) -> Iterator[Exhibit]:
    now: Exhibit | None = None
    periods: list[str] = []
    units: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            if now:
                yield now
            now, periods, units = Exhibit(line[3:]), [], []
        elif not line.strip() or line.startswith("# ") or now is None:
            continue
        elif line.startswith("^ "):
            now.above.append(line[2:])
        elif line.startswith("@ "):
            periods = [words for words, _ in _cells(line[1:])][1:]
        elif line.startswith("% "):
            units = [words for words, _ in _cells(line[1:])][1:]
        else:
            _take(now, line, periods, units)
    if now:
        yield now


def _take(exhibit: Exhibit, line: str, periods: Sequence[str], units: Sequence[str]) -> None:
    cells_said, *said = re.split(r"\s*;;\s*", line)
    indent = len(cells_said) - len(cells_said.lstrip(">"))
    cells = _cells(cells_said[1:] if cells_said.startswith("|") else cells_said.lstrip(">"))
    exhibit.rows.append(Row(indent, cells, not said))
    if not said or said[0].strip() == "head":
        return
    unit, power = said[0].split()
    label = cells[0][0]
    for at, (text, _) in enumerate(cells[1:]):
        number = _number(text)
        if number is None or at >= len(periods) or periods[at] == "-":
            continue
        metrics = said[1].split("|") if len(said) > 1 and said[1].strip() else [re.sub(r"\(\d\)$", "", label)]
        exhibit.facts.append(_fact(label, at, text, number, unit, power, metrics, periods[at], units, said))


def _fact(  # noqa: PLR0917
    label: str, at: int, text: str, number: Decimal, unit: str, power: str, metrics: Sequence[str], period: str,
    units: Sequence[str], said: Sequence[str],
) -> Expected:  # fmt: skip
    own = units[at] if at < len(units) and units[at] != "." else None
    if own == "percent":
        own, power = (said[2].strip() if len(said) > 2 else own), "0"
        unit = own
    elif own:
        unit, power = own, "0" if own.islower() or "/" in own else power
    name, _, per = unit.partition("/")
    valued = power != "*"
    value = None if power in {"none", "*"} else number.scaleb(int(power))
    metric = metrics[at] if len(metrics) > 1 else metrics[0]
    return Expected(
        label, at, text, value, None if name == "?" else name, per or None, metric.strip(), _period(period), valued
    )


EXHIBITS = list(_read(Path(__file__).with_name("exhibits.txt")))


# --- the styles of programs ---------------------------------------------------------------------------------------


def _parts(text: str) -> tuple[str, str, str]:
    """A figure's sign, number and what stands behind it, as programs put them in cells of their own."""
    found = re.fullmatch(r"([$€£¥]|US\$)?\s*(\(?[\d.,—–-]+|[△▲+−-][\d.,]+)(\)?\s*(?:%|x|pts|bps|p|m)?)", text)
    return (found[1] or "", found[2], found[3]) if found else ("", text, "")


def _paragraphs(exhibit: Exhibit) -> str:
    return "".join(f"<p>{escape(line)}</p>\n" for line in exhibit.above)


def _plain(exhibit: Exhibit) -> str:
    """One cell a column."""
    rows = []
    for row in exhibit.rows:
        style = f' style="padding-left:{row.indent * 10}pt"' if row.indent else ""
        tds = [
            f"<td{style if i == 0 else ''}{f' colspan={width}' if width > 1 else ''}>{escape(words)}</td>"
            for i, (words, width) in enumerate(row.cells)
        ]
        rows.append(f"<tr>{''.join(tds)}</tr>")
    return f"{_paragraphs(exhibit)}<table>{''.join(rows)}</table>"


def _spaced(exhibit: Exhibit) -> str:
    """Label over three columns; each figure over sign, number and suffix, a spacer of three between columns."""
    rows = ["<tr>" + '<td style="width:1.0%"></td>' * 3 + "</tr>"]
    for row in exhibit.rows:
        words = escape(row.cells[0][0])
        tds = [f'<td colspan="3" style="padding:0 1pt 0 {1 + 9 * row.indent}pt"><span>{words}</span></td>']
        for i, (text, width) in enumerate(row.cells[1:]):
            if i:
                tds.append('<td colspan="3"></td>')
            sign, number, suffix = _parts(text)
            if row.head or not text or not re.search(r"\d|—", text) or re.search("[a-z]{2}", text):
                tds.append(f'<td colspan="{6 * width - 3}"><div><span>{escape(text)}</span></div></td>')
            elif sign:
                rest = f"<td><span>{number}</span></td><td>{escape(suffix)}</td>"
                tds.append(f"<td><span>{sign}</span></td>{rest}")
            else:
                tds.append(f'<td colspan="2"><span>{escape(number)}</span></td><td>{escape(suffix)}</td>')
        rows.append(f"<tr>{''.join(tds)}</tr>")
    return f"<div>{_paragraphs(exhibit)}</div><div><table>{''.join(rows)}</table></div>"


def _fonts(exhibit: Exhibit) -> str:
    """A spacer, a sign, a number and a bracket a column, no-break blanks in empty cells, heads broken over lines."""
    rows = []
    for row in exhibit.rows:
        lead = "&nbsp;" * (3 * row.indent)
        tds = [f'<TD VALIGN="bottom"><P STYLE="margin:0"><FONT>{lead}{escape(row.cells[0][0])}</FONT></P></TD>']
        for text, width in row.cells[1:]:
            tds.append("<TD><FONT>&nbsp;</FONT></TD>")
            sign, number, suffix = _parts(text)
            if row.head or not re.search(r"\d|—", text) or re.search("[a-z]{2}", text):
                inner = escape(text).replace(" Ended ", " Ended<BR>")
                tds.append(
                    f'<TD COLSPAN="{4 * width - 2}" ALIGN="center"><B>{inner or "&nbsp;"}</B></TD><TD>&nbsp;</TD>'
                )
            else:
                cells = (sign or "&nbsp;", escape(number), suffix or "&nbsp;")
                tds.append("".join(f"<TD NOWRAP><FONT>{cell}</FONT></TD>" for cell in cells))
        rows.append(f"<TR>{''.join(tds)}</TR>")
    return f"{_paragraphs(exhibit)}<TABLE BORDER=0>{''.join(rows)}</TABLE>"


def _headed(exhibit: Exhibit) -> str:
    """`<thead>`, `<th>`, the lines above as a caption or rows of the table."""
    rows = []
    for row in exhibit.rows:
        tag = "th" if row.head else "td"
        tds = [
            f"<{tag}{f' colspan={width}' if width > 1 else ''}>{'' if i else '&#160;' * (2 * row.indent)}"
            f"{escape(words)}</{tag}>"
            for i, (words, width) in enumerate(row.cells)
        ]
        rows.append(f"<tr>{''.join(tds)}</tr>")
    width = max(sum(w for _, w in row.cells) for row in exhibit.rows)
    above = "".join(f'<tr><td colspan="{width}" align="center">{escape(line)}</td></tr>' for line in exhibit.above)
    return f"<h2>Tables</h2><table>{above}{''.join(rows)}</table>"


def _flat(exhibit: Exhibit) -> str:
    """Plain text, a row a line, single blanks between cells."""
    lines = [*exhibit.above, ""]
    for row in exhibit.rows:
        lines += [" ".join(words for words, _ in row.cells if words)]
    return "\n".join(lines)


def _aligned(exhibit: Exhibit) -> str:
    """Plain text with aligned columns."""
    wide = max(len(row.cells[0][0]) + 2 * row.indent for row in exhibit.rows) + 2
    cell = 2 + max((-(-len(t) // w) for row in exhibit.rows for t, w in row.cells[1:]), default=8)
    lines = [*exhibit.above, ""]
    for row in exhibit.rows:
        line = ("  " * row.indent + row.cells[0][0]).ljust(wide)
        for text, width in row.cells[1:]:
            line += text.center(cell * width) if row.head and width > 1 else text.rjust(cell * width)
        lines.append(line.rstrip())
    return "\n".join(lines)


def _filed(exhibit: Exhibit) -> str:
    """Divs in place of paragraphs, hanging indents, figures in elements of inline XBRL, brackets outside of those."""
    rows = ["<tr>" + '<td style="width:1%"/>' * 12 + "</tr>"]
    for at, row in enumerate(exhibit.rows):
        words = f'<div style="padding-left:9pt;text-indent:-9pt"><span>{escape(row.cells[0][0])}</span></div>'
        tds = [f'<td colspan="3" style="padding:2px 1pt 2px {2 + 9 * row.indent}pt">{words}</td>']
        for text, width in row.cells[1:]:
            tds.append('<td colspan="3" style="padding:0 1pt"/>')
            sign, number, suffix = _parts(text)
            if row.head or not re.search(r"\d", number) or re.search("[a-z]{2}", text):
                tds.append(f'<td colspan="{6 * width - 3}"><div><span>{escape(text)}</span></div></td>')
                continue
            plain = number.strip("()")
            tag = f'<ix:nonFraction contextRef="c-{at}" name="x:Y" unitRef="usd" scale="6">{plain}</ix:nonFraction>'
            inner = f"<span>({tag}</span>" if number.startswith("(") else f"<span>{number.replace(plain, tag)}</span>"
            lead = f"<td><span>{sign}</span></td><td>" if sign else '<td colspan="2">'
            tds.append(f"{lead}{inner}</td><td><span>{escape(suffix)}</span></td>")
        rows.append(f"<tr>{''.join(tds)}</tr>")
    above = "".join(f'<div><span style="font-weight:700">{escape(line)}</span></div>' for line in exhibit.above)
    return f"<div>{above}<div><span><br/></span></div><table>{''.join(rows)}</table></div>"


def _stacked(exhibit: Exhibit) -> str:
    """Plain text, a cell a line with an empty line between them, currency signs and closing brackets on lines too."""
    lines = [*exhibit.above]
    for row in exhibit.rows:
        for text, _ in row.cells:
            sign, number, suffix = _parts(text)
            if not row.head and re.search(r"\d", number) and not re.search("[a-z]{2}", text):
                lines += [words for words in (sign, number + suffix) if words]
            elif text:
                lines.append(text.replace(" Ended ", " Ended\n"))
    return "\n\n".join(lines)


STYLES = {
    "plain": _plain, "spaced": _spaced, "fonts": _fonts, "headed": _headed, "filed": _filed, "flat": _flat,
    "aligned": _aligned, "stacked": _stacked,
}  # fmt: skip


def render(exhibit: Exhibit, style: str) -> str:
    """The exhibit's page or text in a style."""
    return STYLES[style](exhibit)
