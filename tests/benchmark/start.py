"""What one release costs: from a cold start, and in a process that has started, beside the model alone.

    python -m tests.benchmark.start [RELEASE.txt] [--times 5]

A script, not a test: it reports, nothing fails by the clock. Times are CPU seconds, for a machine that is busy with
something else slows the wall. The sides take turns. The model alone is the one that the settings name, as its package
loads it with tagger and parser, and parses the whole text.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from extractor.archive.pool import WORKER_ENVIRONMENT, collect_rarely
from extractor.emit.json import to_json
from extractor.language import Parser, parser_for
from extractor.pipeline import Extractor
from extractor.settings import Settings

SEED = Path(__file__).parents[2] / "seeds" / "laibin-industrial-park.txt"
FEED = "import sys; from extractor.cli import main; main(['feed', sys.argv[1]])"
MODEL = f"""
import sys, {Settings().model} as model
model.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])(open(sys.argv[1], encoding="utf-8").read())
"""
#: In a process that has started the release is read so often before and while the clock runs.
WARM, ROUNDS = 5, 20


def cold(code: str, release: Path, environment: Mapping[str, str]) -> float:
    """CPU seconds of a new process that runs some code on the release."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", code, str(release)]
    subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warm(text: str) -> tuple[float, float]:
    """CPU seconds of the whole and of tagger and parser alone, for one release in a process that has started."""
    extractor = Extractor()
    parser: Parser = parser_for(extractor.settings)
    extractor.extract(text)
    collect_rarely()
    sides: list[Callable[[], object]] = [lambda: to_json(extractor.extract(text)), lambda: parser._nlp(text)]
    seconds = [0.0, 0.0]
    for turn in range(WARM + ROUNDS):
        for side, run in enumerate(sides):
            began = time.process_time()
            run()
            seconds[side] += time.process_time() - began if turn >= WARM else 0.0
    return seconds[0] / ROUNDS, seconds[1] / ROUNDS


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", type=Path, nargs="?", default=SEED)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    os.environ |= {name: value for name, value in WORKER_ENVIRONMENT.items() if name not in os.environ}
    with tempfile.TemporaryDirectory() as folder:
        place = {"XDG_CACHE_HOME": folder}
        first = cold(FEED, options.release, place)
        sides = [[cold(code, options.release, place) for code in (FEED, MODEL)] for _ in range(options.times)]
    feed, model = (median(side) for side in zip(*sides, strict=True))
    whole, alone = warm(options.release.read_text(encoding="utf-8"))
    sys.stdout.write(
        f"cold: the first feed of all {first:.2f} s, any other {feed:.2f} s; the model alone {model:.2f} s\n"
        f"cold: feed / the model alone: {feed / model:.2f}\n"
        f"warm: the whole {whole * 1000:.0f} ms, tagger and parser alone {alone * 1000:.0f} ms\n"
        f"warm: the whole / tagger and parser alone: {whole / alone:.2f}\n"
    )


if __name__ == "__main__":
    main()
