"""How work grows: texts that repeat short combinations of what rules know, at n, 2n, 4n and 8n characters.

    python -m tests.fuzz.growth [--combinations 2000] [--from 1000] [--doublings 3] [--seed 0] [PIECE ...]

Work is counted: the calls of functions, of Python and of C. What patterns do inside is no call, so the seconds of the
processor are compared as well, where they are many enough to tell. What grows by more than 2.3 when the text doubles is
printed. Without PIECEs, combinations of one to three pieces are drawn from signs, the examples and samples of all rules
and the words of the lexicons. Exit 1 where anything grew too fast.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod
from types import FrameType
from typing import Any

from extractor import Extractor
from extractor.segment.characters import LONGEST
from tests.fuzz.pieces import pieces

__all__ = ["KNOWN", "MOST", "combinations", "growth", "work"]

#: What a doubling of the text may do to the work.
MOST = 2.3
#: Repeated, these once took quadratic time.
KNOWN = (
    "$5", "5%", "U.S. ", "A.A.", "123,", "12:", "or1000000%(", "MW$1-$2-$3", "$5 ", "5% ", "5, ", "May ", "(5) ", "Q1 ",
    "1-", "a.", "Oslo (5), ", "up 5% ", "in 2024, ", "$1 to $2 ", "one of ", "2024/", "-5", "((", "5 x ", "half a ",
    "\n", "a\n", "• ", "five ", "and ", "Inc. ", "Mr. A. ", "1.2.3.", "'", "e\u0301", "&amp;", "\u00ad", "per ",
)  # fmt: skip
_SIGNS = (
    "$",
    "€",
    "%",
    ",",
    ".",
    ":",
    ";",
    "-",
    "–",
    "(",
    ")",
    "/",
    "'",
    "’",
    '"',
    "\n",
    " ",
    "&",
    "+",
    "~",
    "1",
    "12",
    "A",
)


class Counter:
    """Counts calls of functions, of Python and of C, from `start` to `stop`."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        self.calls += event in {"call", "c_call"}


def work(extractor: Extractor, text: str) -> int:
    """How many functions are called while the facts of a text are extracted."""
    counter = Counter()
    sys.setprofile(counter)
    try:
        extractor.extract(text)
    finally:
        sys.setprofile(None)
    return counter.calls


def repeated(unit: str, size: int) -> str:
    """A text of about so many characters that repeats `unit`, with blanks, for what has none for long is not read."""
    run = unit * max(1, LONGEST // 2 // len(unit))
    return " ".join([run] * (size // (len(run) + 1) + 1))


def growth(extractor: Extractor, unit: str, *, start: int, doublings: int) -> list[float]:
    """The factors by which the work grows with each doubling of a text that repeats `unit`."""
    counts = [work(extractor, repeated(unit, start * 2**n)) for n in range(doublings + 1)]
    return [after / before for before, after in pairwise(counts)]


def seconds(extractor: Extractor, unit: str, *, start: int, doublings: int) -> list[float]:
    """The processor's seconds for a text that repeats `unit`, at each size."""
    out = []
    for n in range(doublings + 1):
        begun = time.process_time()
        extractor.extract(repeated(unit, start * 2**n))
        out.append(time.process_time() - begun)
    return out


def combinations(order: random.Random) -> Iterator[str]:
    """Units without end: one to three pieces side by side, short ones and signs more often than their number says."""
    known = pieces()
    short = [piece for piece in known if len(piece) < 8]
    while True:
        drawn = (order.choice(order.choice((_SIGNS, _SIGNS, short, known, KNOWN))) for _ in range(order.randint(1, 3)))
        unit = "".join(drawn)[:60]
        if unit.strip():
            yield unit


def faults(extractor: Extractor, units: Sequence[str], *, start: int, doublings: int) -> Iterator[str]:
    """A line for each unit whose work or time grows too fast."""
    for unit in units:
        factors = growth(extractor, unit, start=start, doublings=doublings)
        # The smallest text may still be below a bound that makes the work of the others linear, and whether a long
        # sentence is parsed makes a step up or down: a square shows over two doublings.
        if prod(factors[-2:]) > MOST ** len(factors[-2:]):
            yield f"{unit!r}: calls grow {', '.join(f'{f:.2f}' for f in factors)}"
            continue
        spent = seconds(extractor, unit, start=start, doublings=doublings)
        if spent[-1] > 0.5 and spent[-1] > 1.4 * MOST * spent[-2]:
            yield f"{unit!r}: seconds {', '.join(f'{s:.2f}' for s in spent)}"


def main() -> int:
    """Read the command line, repeat, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pieces", nargs="*")
    parser.add_argument("--combinations", type=int, default=2000)
    parser.add_argument("--from", dest="start", type=int, default=1000)
    parser.add_argument("--doublings", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    units = options.pieces or list(KNOWN)
    if not options.pieces:
        drawn = combinations(random.Random(options.seed))
        units += [next(drawn) for _ in range(options.combinations)]
    extractor = Extractor()
    extractor.extract("It sold 5 cars for $5 million in May, up 5%.")
    bad = 0
    for line in faults(extractor, units, start=options.start, doublings=options.doublings):
        bad += 1
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(units)} units, {bad} grow too fast\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
