"""How work grows: texts that repeat short combinations of what rules know, at n, 2n, 4n and 8n characters.

    python -m tests.fuzz.growth [--combinations 2000] [--from 1000] [--doublings 3] [--seed 0] [PIECE ...]

Work is counted as `tests.growing` says: the calls of functions, and for what patterns do inside themselves the seconds
of the processor of eight times the text, tried again where they are many. What grows by more than 2.3 when the text
doubles is printed. Without PIECEs, combinations of one to three pieces are drawn from signs, the examples and samples
of all rules and the words of the lexicons. Exit 1 where anything grew too fast.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from math import prod

from extractor import Extractor
from extractor.segment.characters import LONGEST
from tests.fuzz.pieces import pieces
from tests.growing import MOST, calls, seconds_grow

__all__ = ["KNOWN", "combinations", "growth"]

#: Repeated, these once took quadratic time.
KNOWN = (
    "$5", "5%", "U.S. ", "A.A.", "123,", "12:", "or1000000%(", "MW$1-$2-$3", "$5 ", "5% ", "5, ", "May ", "(5) ", "Q1 ",
    "1-", "a.", "Oslo (5), ", "up 5% ", "in 2024, ", "$1 to $2 ", "one of ", "2024/", "-5", "((", "5 x ", "half a ",
    "\n", "a\n", "• ", "five ", "and ", "Inc. ", "Mr. A. ", "1.2.3.", "'", "e\u0301", "&amp;", "\u00ad", "per ",
    "⚫ a ",
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


def repeated(unit: str, size: int) -> str:
    """A text of about so many characters that repeats `unit`; without a blank in it some are put in.

    What has no blank for long is not read; blanks that are not the unit's own would end what goes on over them.
    """
    if any(map(str.isspace, unit)):
        return unit * (size // len(unit) + 1)
    run = unit * max(1, LONGEST // 2 // len(unit))
    return " ".join([run] * (size // (len(run) + 1) + 1))


def growth(extractor: Extractor, unit: str, *, start: int, doublings: int) -> list[float]:
    """The factors by which the work grows with each doubling of a text that repeats `unit`."""
    texts = [repeated(unit, start * 2**n) for n in range(doublings + 1)]
    counts = [calls(partial(extractor.extract, text)) for text in texts]
    return [after / before for before, after in pairwise(counts)]


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
    """A line for each unit whose work or time grows too fast, or that raises an error."""
    for unit in units:
        try:
            factors = growth(extractor, unit, start=start, doublings=doublings)
            if _is_fast(factors):  # a step, from the length on at which something is looked at? A square goes on
                factors += growth(extractor, unit, start=start * 2**doublings, doublings=2)
        except Exception as error:  # noqa: BLE001 - whatever is raised is a fault, and the other units go on
            yield f"{unit!r}: {error!r}"
            continue
        if _is_fast(factors):
            yield f"{unit!r}: calls grow {', '.join(f'{f:.2f}' for f in factors)}"
            continue
        short, long = (repeated(unit, start * 2**doublings // part) for part in (8, 1))
        spent = seconds_grow(partial(extractor.extract, short), partial(extractor.extract, long))
        if spent is not None:
            yield f"{unit!r}: {spent[0]:.2f} s become {spent[1]:.2f} s for eight times the text"


def _is_fast(factors: Sequence[float]) -> bool:
    """Whether the last doublings show a square.

    The smallest text may still be below a bound that makes the work of the others linear, and whether a long sentence
    is parsed makes a step up or down: a square shows over two doublings.
    """
    return prod(factors[-2:]) > MOST ** len(factors[-2:])


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
    sys.stdout.write(f"{len(units)} units, {bad} with a fault\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
