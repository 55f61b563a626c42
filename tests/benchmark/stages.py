"""How fast the stages and the whole are, beside the tagger and the parser alone over the same texts.

    python -m tests.benchmark.stages RELEASES.jsonl [--releases 300] [--every 4] [--kind earnings] [--workers 1,2]

A script, not a test: it reports, nothing fails by the clock. Times are CPU seconds of this process, but for
`--workers`, which runs the command itself and takes the time on the wall. The two sides take turns over the same chunks
of releases, so that a machine which is busy with something else slows both. As in a worker, garbage is collected rarely
and matrix products use one core: several would spend processor time on waiting for each other, and most of it in the
parser alone.

The line `tag and parse: network` is what a narrower model could save at most: the products of the embedding, of the
tagger and the first of the parser. What the tokeniser, the parser's transitions and the tokens cost remains with
`tag and parse`.

The lines that begin with `tables` are what tables cost beside the text: their grids, the facts of their cells and the
links between these; `tables on top of the rest` is their sum in per cent of all else, output included. `--kind` takes
the releases whose kind begins so, such as those that have tables.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from extractor import pipeline
from extractor.archive.pool import WORKER_ENVIRONMENT, collect_rarely
from extractor.documents import Release
from extractor.emit.json import to_json
from extractor.language import Parser, parser_for
from extractor.segment import segmenter
from extractor.settings import Settings

CHUNK = 20


class Stages:
    """CPU seconds by stage; a stage that calls another one pauses meanwhile."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stack: list[str] = []
        self._since = 0.0

    def _turn(self) -> None:
        now = time.process_time()
        if self._stack:
            stage = self._stack[-1]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time spent inside belongs to `name`."""
        self._turn()
        self._stack.append(name)
        try:
            yield
        finally:
            self._turn()
            self._stack.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time counted inside of a stage; what a generator does counts when it is run."""

        def call(*args: Any, **kwargs: Any) -> Any:
            if not self._stack:
                return function(*args, **kwargs)
            with self.stage(name):
                result = function(*args, **kwargs)
            return self._iterated(name, result) if hasattr(result, "__next__") else result

        return call

    def _iterated(self, name: str, result: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.stage(name):
                item = next(result, self)
            if item is self:
                return
            yield item


def instrument(stages: Stages) -> None:
    """Put a clock on each stage of the pipeline, by the names it imports them under."""
    for attribute, stage in {
        "segment": "segment", "scan": "recognise: scan", "settle": "recognise: conflicts", "link": "link",
        "assemble": "link: assemble", "convert": "normalise: convert", "_figures": "normalise",
        "read_tables": "tables: heads and rows", "cell_facts": "tables: cells", "spoken_for": "tables: places",
        "outside": "tables: places", "link_cells": "tables: links", "join_prose": "tables: links",
    }.items():  # fmt: skip
        if hasattr(pipeline, attribute):
            setattr(pipeline, attribute, stages.timed(stage, getattr(pipeline, attribute)))
    grids: Any = segmenter
    grids.text_grids = stages.timed("tables: grids", grids.text_grids)
    for name in ("money", "percentages", "dates", "measures", "counts"):
        module: Any = getattr(pipeline, name)
        module.find = stages.timed(f"recognise: {name}", module.find)
    Parser.parse = stages.timed("tag and parse", Parser.parse)  # type: ignore[method-assign]
    from thinc.model import Model

    Model.predict = stages.timed("tag and parse: network", Model.predict)


def read(path: Path, n: int, every: int, kind: str = "") -> list[Release]:
    """Releases from all over the file, those whose kind begins with these words."""
    with path.open(encoding="utf-8") as file:
        rows = [row for line in file if (row := json.loads(line)).get("kind", "").startswith(kind)]
    rows = list(itertools.islice(rows, 0, None, every))[:n]
    return [
        Release(row["text"], row["id"], None, date.fromisoformat(row["published"]) if row.get("published") else None)
        for row in rows
    ]


def alone(parser: Parser, texts: Sequence[str]) -> int:
    """Tag and parse whole texts; how many tokens they have."""
    nlp: Any = parser._nlp
    return sum(len(doc) for doc in nlp.pipe(texts, batch_size=8))


def compare(releases: Sequence[Release]) -> list[str]:
    """The table of the stages and the whole, beside tagger and parser alone."""
    extractor = pipeline.Extractor(Settings())
    parser = parser_for(extractor.settings)
    for warm in releases[:3]:
        to_json(extractor.extract(warm))
        alone(parser, [warm.text])
    collect_rarely()
    stages = Stages()
    instrument(stages)
    whole = bare = 0.0
    tokens = facts = 0
    for i in range(0, len(releases), CHUNK):
        chunk = releases[i : i + CHUNK]
        began = time.process_time()
        tokens += alone(parser, [release.text for release in chunk])
        bare += time.process_time() - began
        began = time.process_time()
        with stages.stage("pipeline and models of the output"):
            for result in extractor.pipe(chunk):
                with stages.stage("emit: JSON"):
                    to_json(result)
                facts += len(result.facts)
        whole += time.process_time() - began
    characters = sum(len(release.text) for release in releases)
    lines = [f"{len(releases)} releases, {characters:,} characters, {tokens:,} tokens, {facts:,} facts", ""]
    lines.append(f"{'stage':36}{'CPU s':>9}{'share':>8}{'char/s':>13}{'releases/s':>12}")
    for name, seconds in [
        *sorted(stages.seconds.items(), key=lambda item: -item[1]),
        ("the whole", whole),
        ("tagger and parser alone", bare),
    ]:
        share = f"{100 * seconds / whole:.1f} %"
        per = characters / max(seconds, 1e-9), len(releases) / max(seconds, 1e-9)
        lines.append(f"{name:36}{seconds:9.2f}{share:>8}{per[0]:13,.0f}{per[1]:12,.1f}")
    tables = sum(seconds for name, seconds in stages.seconds.items() if name.startswith("tables"))
    lines += ["", f"tables on top of the rest: {100 * tables / (whole - tables):.1f} %"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*lines, f"the whole / tagger and parser alone: {whole / bare:.2f}; peak memory {peak:,.0f} MiB"]


def with_workers(releases: Sequence[Release], counts: Sequence[int]) -> list[str]:
    """The command over the releases with so many workers each, on the wall."""
    lines, first = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        rows = ({"id": r.id, "text": r.text, "published": str(r.published) if r.published else None} for r in releases)
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, "-c", "from extractor.cli import main; main()", "batch", str(source), "-q"]
        for n in counts:
            began = time.monotonic()
            subprocess.run([*command, "--out", f"{folder}/{n}.jsonl", "--workers", str(n)], check=False)
            took = time.monotonic() - began
            first = first or took
            rate = len(releases) / took
            lines.append(f"{n} workers: {took:.1f} s, {rate:.1f} releases a second, {first / took:.2f} times the first")
    return lines


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--releases", type=int, default=300)
    parser.add_argument("--every", type=int, default=1, help="take every so many-th release of the file")
    parser.add_argument("--kind", default="", help="take releases whose kind begins so")
    parser.add_argument("--workers", default="", help="numbers of workers to compare, such as 1,2")
    options = parser.parse_args()
    os.environ |= {name: value for name, value in WORKER_ENVIRONMENT.items() if name not in os.environ}
    releases = read(options.corpus, options.releases, options.every, options.kind)
    lines = compare(releases)
    if options.workers:
        lines += ["", *with_workers(releases, [int(n) for n in options.workers.split(",")])]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
