"""Mutated texts: whatever a text is, extraction neither fails nor breaks what it promises about offsets and overlaps.

    python -m tests.fuzz.texts [RELEASES.jsonl] [--texts 20000] [--seed 0] [--longest 3000] [--first 0]

Takes pieces of the releases of a JSON-lines file (by default the corpus in `../shared`; without it, texts of its own),
changes them in a few places, and extracts. What goes wrong is printed, and makes the exit code 1. Each text is made
from the seed and its number alone: `--first 123 --texts 1` makes the one again that failed.
"""

import argparse
import json
import random
import sys
import traceback
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from extractor import Extractor
from extractor.documents import Release
from extractor.facts import ReleaseFacts
from tests.fuzz.pieces import pieces

__all__ = ["SEEDS", "broken", "mutated", "run"]

CORPUS = Path("../shared/corpus/releases.jsonl")
SEEDS = (
    "HALDEN, Norway, Oct. 30, 2025 (Newswire) -- Halden Tidewater ASA today reported net sales of NOK 4.2 billion for "
    "the third quarter ended September 30, 2025, up 11.2% from NOK 3.8 billion a year earlier. EPS was $1.34 (€1.20).",
    "Brackwater Corp. sold 1,250 pumps and 30 of its 218 boats in the first nine months of fiscal 2024, a third more\n"
    "than in the prior-year period; 45% of them, or about 560 units, went to ports within 12 miles of the plant.\n\n"
    "Outlook\n• Revenue of $410 million to $425 million, plus or minus 2%\n• Margin up 50 basis points",
    "($'000)            2024     2023\nRevenue          12,450   11,300\nNet loss           (310)    (295)\n"
    "Per share         $0.12    $0.11",
    "The city opened 14 schools, 89 of which are new, on Friday; 310,000 people (about two-thirds) voted last "
    "December. It will spend Rs. 4,500 crore and 3.5 GWh by year-end 2030, it said in a 10-K filed Feb. 30, 2015.",
)
_DAYS = (None, date(2024, 5, 2), date(2020, 2, 29), date(1, 1, 1), date(9999, 12, 31), date(1999, 12, 31))
#: Characters that fold, combine, hide or part in ways that plain letters do not.
_ODD = (
    "İıſKÅßŉﬁﬃ²½¾⅓％＄１２－―—–‘’“”\u0080\u0085\u0092\u0096\u0097\u00a0\u00ad\u200b\u200d\u2009\u202f\u202e"
    "\ufeff\u0301\ud7ff\U0001d7d9\r\t\v\f\x00"
)


def _changed(text: str, order: random.Random, words: Sequence[str]) -> str:
    """The text with one small change."""
    at, to = sorted(order.randrange(len(text) + 1) for _ in range(2))
    near = min(to, at + order.choice((1, 2, 5, 12, 40)))
    match order.randrange(12):
        case 0:
            return text[:at] + text[near:]
        case 1:
            return text[:at] + text[at:near] * order.choice((2, 3, 9)) + text[near:]
        case 2:
            return text[:at] + order.choice(_ODD) + text[at:]
        case 3:
            return text[:at] + order.choice(_ODD) + text[at + 1 :]
        case 4 | 5 | 6:
            return (
                text[:at]
                + order.choice(("", " ", "-", "\n"))
                + order.choice(words)
                + order.choice(("", " ", ","))
                + text[at:]
            )
        case 7:
            return text[:at] + order.choice((str.upper, str.title, str.swapcase))(text[at:near]) + text[near:]
        case 8:
            return text[:at] + text[at:near].replace("i", "İ").replace("s", "ſ").replace("k", "\u212a") + text[near:]
        case 9:
            return text[:at] + order.choice(("\n", "\n\n", "\r\n", "", "  ", "\u00ad\n", "-\n")) + text[at:].lstrip()
        case 10:
            return (
                text[:at]
                + "".join(order.choice("0123456789,.%$") if c.isdigit() else c for c in text[at:to])
                + text[to:]
            )
    return text[to:] + text[at:to]


def mutated(texts: Sequence[str], order: random.Random, longest: int) -> tuple[str, date | None]:
    """A piece of one of the texts with one to eight changes, and a day of publication."""
    text = order.choice(texts)
    at = order.randrange(max(1, len(text) - longest))
    text = text[at : at + order.randrange(40, longest)]
    words = pieces()
    for _ in range(order.randrange(1, 9)):
        text = _changed(text, order, words)
    return text, order.choice(_DAYS)


def broken(text: str, found: ReleaseFacts) -> list[str]:
    """What the facts of a text promise and do not keep."""
    out = []
    for fact in found.facts:
        spans = [fact, *(p for f in ("metric", "subject") if (p := getattr(fact, f, None)) is not None)]
        out += [f"{fact.id}: {s.text!r} is not at {s.start}" for s in spans if text[s.start : s.end] != s.text]
    for left, right in pairwise(found.facts):
        if right.start < left.end:
            out.append(f"{left.kind} {left.text!r} ({left.rule}) overlaps {right.kind} {right.text!r} ({right.rule})")
    return out


def run(
    texts: Sequence[str], count: int, *, seed: int = 0, longest: int = 3000, first: int = 0
) -> Iterator[tuple[int, str, str]]:
    """The faults of so many mutated texts from number `first` on: the number of the text, what is wrong, the text."""
    extractor = Extractor()
    for n in range(first, first + count):
        text, published = mutated(texts, random.Random(f"{seed}:{n}"), longest)
        try:
            faults = broken(text, extractor.extract(Release(text, "x", None, published)))
        except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
            faults = [traceback.format_exc(limit=-3)]
        for fault in faults:
            yield n, fault, text


def main() -> int:
    """Read the command line, fuzz, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=int, default=3000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    texts: Sequence[str] = SEEDS
    if options.corpus.exists():
        texts = [json.loads(line)["text"] for line in options.corpus.open(encoding="utf-8")]
    faults = 0
    step = 500
    for first in range(options.first, options.first + options.texts, step):
        count = min(step, options.first + options.texts - first)
        for n, fault, text in run(texts, count, seed=options.seed, longest=options.longest, first=first):
            faults += 1
            sys.stdout.write(f"--- text {n}\n{fault}\n{text[:400]!r}\n")
        sys.stderr.write(f"{first + count} done, {faults} faults\n")
    sys.stdout.write(f"{options.texts} texts from {len(texts)} releases, {faults} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
