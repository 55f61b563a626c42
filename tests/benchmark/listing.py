"""How long the pages and queries of a fact store take: `python -m tests.benchmark.listing FACTS.db [WORD …]`.

A script, not a test: it reports the median of seven calls, on the wall and of processor time.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractor.serve.reviews import Reviews
from extractor.serve.showing import Showing
from extractor.store.browsing import Browsing


def main() -> None:
    """Time each kind of question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, help="a fact store that `factwire batch … --out FACTS.db` made")
    parser.add_argument("words", nargs="*", default=["revenue", "results"], help="what is searched for")
    args = parser.parse_args()
    path, words = args.store, args.words
    store = Browsing(path)
    pages = Showing(store, Reviews(path.with_suffix(".gold")), None)
    found = store.releases()
    last = max(1, -(-found.total // 50))
    timed("first page", lambda: pages.listed("", "", 1, failed=False))
    timed(f"last page ({last})", lambda: pages.listed("", "", last, failed=False))
    timed("least sure first", lambda: pages.listed("", "unsure", 1, failed=False))
    for word in [*words, "zzzz"]:
        timed(f"search {word!r}", lambda word=word: pages.listed(word, "", 1, failed=False))  # type: ignore[misc]
        timed(f"facts metric={word!r}", lambda word=word: store.facts({"metric": word}))  # type: ignore[misc]
    timed("facts kind=money unit=USD", lambda: store.facts({"kind": "money", "unit": "USD"}))
    timed("facts period=1999", lambda: store.facts({"period": "1999"}))
    timed("one release", lambda: pages.shown(found.rows[0]["release_id"]))


def timed(name: str, ask: Callable[[], object]) -> None:
    """Print how long a question takes."""
    walls, works = [], []
    for _ in range(7):
        wall, work = time.perf_counter(), time.process_time()
        ask()
        walls.append(1000 * (time.perf_counter() - wall))
        works.append(1000 * (time.process_time() - work))
    sys.stdout.write(f"{name:36} {statistics.median(walls):7.0f} ms, {statistics.median(works):6.0f} ms of processor\n")


if __name__ == "__main__":
    main()
