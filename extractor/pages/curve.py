"""A curve of precision over coverage, as a drawing in a page: how right the surest facts are, and how many they are."""

from collections.abc import Iterator
from html import escape

from extractor.gold.report.tables import SURE
from extractor.gold.validation import Validation

__all__ = ["drawn_curve"]

WIDTH, HEIGHT, LEFT, BELOW = 560, 260, 44, 36
"""The drawing in pixels, with the room for the words at its axes."""

LOWEST = 50
"""The lowest precision that is drawn, in per cent."""


def drawn_curve(validation: Validation) -> str:
    """The curve of whole facts and of each kind of link as SVG; empty where nothing says how likely it is."""
    lines = [(name, words, list(_points(validation, name))) for name, words in SURE]
    if not any(points for _, _, points in lines):
        return ""
    curves = "".join(
        f'<polyline class="curve {name}" points="{" ".join(f"{_x(c):.1f},{_y(p):.1f}" for c, p in points)}">'
        f"<title>{escape(words)}</title></polyline>"
        for name, words, points in lines
        if points
    )
    marks = "".join(
        f'<text x="{LEFT - 6}" y="{_y(step) + 4:.1f}" text-anchor="end">{step}</text>'
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH}" y1="{_y(step):.1f}" y2="{_y(step):.1f}"/>'
        for step in range(LOWEST, 101, 10)
    )
    steps = "".join(
        f'<text x="{_x(step):.1f}" y="{HEIGHT + 18}" text-anchor="middle">{step}</text>' for step in range(0, 101, 20)
    )
    words = "".join(f'<li class="curve {name}">{escape(words)}</li>' for name, words, points in lines if points)
    return (
        f'<figure class="curves"><figcaption>Precision of the surest, over the share that they are, in percent'
        f'</figcaption><svg viewBox="0 0 {WIDTH + 10} {HEIGHT + BELOW}" role="img" '
        f'aria-label="precision over coverage">{marks}{steps}{curves}</svg><ul>{words}</ul></figure>'
    )


def _points(validation: Validation, name: str) -> Iterator[tuple[float, float]]:
    """Coverage and precision, in per cent, of all that are at least so likely, the surest first."""
    tallies = {percent: n for (own, percent), n in validation.counts.sure.items() if own == name}
    every = sum(n.scored for n in tallies.values())
    right = taken = 0
    for percent in sorted(tallies, reverse=True):
        right, taken = right + tallies[percent].right, taken + tallies[percent].scored
        yield 100 * taken / every, 100 * right / taken


def _x(coverage: float) -> float:
    return LEFT + (WIDTH - LEFT) * coverage / 100


def _y(precision: float) -> float:
    return HEIGHT - (HEIGHT - 8) * (max(precision, LOWEST) - LOWEST) / (100 - LOWEST)
