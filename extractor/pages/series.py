"""Lines of `series` as one self-contained page: a drawing for each subject, measure, segment and length of period."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby
from typing import Any

from extractor.pages.parts import page

__all__ = ["as_page"]

WIDTH, HEIGHT, LEFT, ABOVE, BELOW = 460, 150, 74, 10, 24
"""The drawing in pixels, with the room for the words at its axes."""

Line = Mapping[str, Any]

_NAMES = ("subject_key", "metric_key", "segment_key", "unit", "per", "span")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def as_page(lines: Sequence[Line], *, title: str = "Series") -> str:
    """The page as HTML; `lines` are rows of the view `series`. What comes from releases is text, never markup."""
    ordered = sorted(lines, key=lambda line: (*_group(line), line["period_end"]))
    charts = "".join(_chart(list(own)) for _, own in groupby(ordered, key=_group))
    return page("series", title=title, data=None, slots={"charts": charts or "<p>There are no figures.</p>"})


def _group(line: Line) -> tuple[str, ...]:
    return tuple(str(line[name] or "") for name in _NAMES)


def _chart(lines: Sequence[Line]) -> str:
    """One series, with a point a period; what a point says of itself is its title."""
    first = lines[0]
    values = [float(line["value"]) for line in lines]
    days = [date.fromisoformat(line["period_end"]).toordinal() for line in lines]
    low, high = min(0.0, *values), max(0.0, *values)
    across = [_between(day, days[0], days[-1], LEFT + 8, WIDTH - 8) for day in days]
    down = [_between(value, low, high, ABOVE + HEIGHT, ABOVE) for value in values]
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{escape(_said(line))}</title></circle>'
        for x, y, line in zip(across, down, lines, strict=True)
    )
    marks = "".join(
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_number(value)}</text>'
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        for value in dict.fromkeys((low, high))
        for y in [_between(value, low, high, ABOVE + HEIGHT, ABOVE)]
    )
    ends = "".join(
        f'<text x="{x:.1f}" y="{ABOVE + HEIGHT + 18}" text-anchor="{anchor}">{escape(line["period_end"])}</text>'
        for x, line, anchor in ((LEFT, first, "start"), (WIDTH, lines[-1], "end"))[: 1 if len(lines) == 1 else 2]
    )
    name = " · ".join(escape(str(first[key])) for key in ("metric_key", "segment_key") if first[key])
    unit = " per ".join(escape(str(first[key])) for key in ("unit", "per") if first[key])
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, down, strict=True))
    return (
        f"<figure><figcaption><b>{escape(first['subject_key'])}</b> {name} <span>{unit}, by {escape(first['span'])}"
        f'</span></figcaption><svg viewBox="0 0 {WIDTH + 4} {ABOVE + HEIGHT + BELOW}" role="img" aria-label="{name}, '
        f'{len(lines)} points">{marks}{ends}<polyline points="{points}"/>{dots}</svg></figure>\n'
    )


def _between(value: float, low: float, high: float, first: float, last: float) -> float:
    """Where a value stands between two places; in the middle where all are one."""
    return first + (last - first) * ((value - low) / (high - low) if high > low else 0.5)


def _said(line: Line) -> str:
    return f"{line['period_end']}: {line['text']} ({line['source'] or line['release_id']})"


def _number(value: float) -> str:
    for size, name in _SCALES:
        if abs(value) >= size:
            return f"{value / size:,.4g} {name}"
    return f"{value:,.4g}" if abs(value) < 10**4 else f"{value:,.0f}"
