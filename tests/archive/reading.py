"""`python -m tests.archive.reading PATH...`: what reading costs, for tests that measure it.

Prints an item a line, then MiB at most of this process and of its children, and the seconds of their processors.
"""

import json
import resource
import sys
from pathlib import Path

from extractor.archive.sources import Sources
from extractor.read.apart import end_children
from extractor.read.records import Fault


def main(*names: str) -> None:
    """Read all."""
    for item in Sources(names):
        said = {"code": item.code, "says": item.message} if isinstance(item, Fault) else {"text": item.text[:100]}
        sys.stdout.write(json.dumps({"source": item.source, **said}) + "\n")
    end_children()
    own, children = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = sum(each.ru_utime + each.ru_stime for each in (own, children))
    memory = max(_highest(), children.ru_maxrss) // 1024
    sys.stdout.write(json.dumps({"memory": memory, "seconds": seconds}) + "\n")


def _highest() -> int:
    """KiB that this process has held at most; its `ru_maxrss` counts what the one had that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main(*sys.argv[1:])
