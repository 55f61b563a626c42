"""Numbers on the command line."""

import math
from typing import Any

import click

__all__ = ["seconds"]

LONGEST = 1e6
"""Seconds: eleven days, which no wait of ours is."""


class _Seconds(click.FloatRange):
    """A finite number: what is not one passes every comparison, or none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        number: float = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value!r} is no number of seconds", param, ctx)
        return number


def seconds(least: float) -> click.FloatRange:
    """The type of an option that takes seconds, at least so many."""
    return _Seconds(min=least, max=LONGEST)
