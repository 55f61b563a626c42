"""Arelle, the reference processor of XBRL, run on reports without a network.

It is no dependency: it asks for older versions of packages than the tests do, and lives in an environment of its own.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Judgement", "judged", "program"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How many reports were loaded and validated, and every line that Arelle says besides."""

    validated: int
    messages: tuple[str, ...]


def program() -> str | None:
    """The program `arelleCmdLine`: what ARELLE names, else what is on the path."""
    return os.environ.get("ARELLE") or shutil.which("arelleCmdLine")


def judged(arelle: str, reports: Sequence[Path]) -> Judgement:
    """What Arelle says of reports, all of them xBRL-JSON (`.json`) or all inline XBRL."""
    words = [arelle, "--internetConnectivity", "offline", "--validate", "--file", "|".join(map(str, reports))]
    words += ["--plugins", "loadFromOIM"] if reports[0].suffix == ".json" else []
    # Its environment is not that of the tests, and it must not read or write settings of whoever runs them.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(words, capture_output=True, text=True, check=False, env={**clean, "HOME": home})
    told = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    said = tuple(line for line in told if not line.startswith("[info]"))
    return Judgement(sum("validated in" in line for line in told), said)
