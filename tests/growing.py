"""How work grows with a text: the one way in which tests ask whether it grows with the text or with its square.

Two things are compared, for neither sees all. The calls of functions, of Python and of C, are counted: the same number
in each run, on any machine. What a pattern does inside itself is no call: for that a text eight times as long is timed
beside the short one, again and again until it takes little enough more. What else the machine does only adds to the one
or the other, so that linear work passes in one of the tries, and a square fails in all.
"""

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

__all__ = ["MOST", "calls", "check_growth", "seconds_grow"]

T = TypeVar("T")

#: What a doubling of the text may do to the work.
MOST = 2.3

#: Eight times the text is eight times the work, or sixty-four times if it grows with the square: this lies between.
_LONGER, _MOST_LONGER = 8, 24
_TRIES = 8
#: Below so many seconds nothing can be told.
_FLOOR = 0.002


class _Counter:
    """Counts calls of functions, of Python and of C."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        self.calls += event in {"call", "c_call"}


def calls(act: Callable[[], object]) -> int:
    """How many functions are called while something is done."""
    counter, before = _Counter(), sys.getprofile()
    sys.setprofile(counter)
    try:
        act()
    finally:
        sys.setprofile(before)
    return counter.calls


def _seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def seconds_grow(short: Callable[[], object], long: Callable[[], object]) -> tuple[float, float] | None:
    """The seconds of the processor of both where `long`, which has eight times the text, takes more than it may."""
    least, most = _seconds(short), float("inf")
    for _ in range(_TRIES):
        least, most = min(least, _seconds(short)), min(most, _seconds(long))
        if most <= _MOST_LONGER * max(least, _FLOOR):
            return None
    return least, most


def check_growth(make: Callable[[int], T], act: Callable[[T], object], *, size: int) -> None:
    """Assert that the work of `act` grows with what `make` makes in so many characters, and no faster.

    :param size: characters of the short text; the long one has eight times as many.
    """
    short, double, long = make(size), make(2 * size), make(_LONGER * size)
    act(short)  # what is made once is made
    before, after = calls(lambda: act(short)), calls(lambda: act(double))
    assert after <= MOST * before + 50, f"calls grow from {before} to {after} when the text doubles"
    slow = seconds_grow(lambda: act(short), lambda: act(long))
    assert slow is None, f"{slow[0]:.3f} s become {slow[1]:.3f} s when the text is {_LONGER} times as long"
