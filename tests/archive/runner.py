"""`python -m tests.archive.runner TARGET WORKERS SOURCE...`: a batch with light work, for tests that kill it."""

import sys

from extractor.archive.outputs import own_files, target_for
from extractor.archive.pool import Pool
from extractor.archive.run import Engine, InProcess, run
from extractor.archive.sources import Sources
from tests.archive.working import FakeWork


def main(out: str, workers: str, *names: str) -> int:
    """One run; prints how many releases it did itself."""
    sources = Sources(names, exclude=own_files(out, None))
    target = target_for(out, fingerprint=" ".join(names), command="test")
    work = FakeWork(0.002)
    engine: Engine = InProcess(work) if workers == "0" else Pool(work, int(workers))
    try:
        summary = run(sources, target, engine, batch_characters=600)
    finally:
        target.close()
        if isinstance(engine, Pool):
            engine.__exit__()
    sys.stdout.write(f"{summary.releases - summary.earlier} of {summary.releases}, {summary.failed} failed\n")
    return 1 if summary.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
