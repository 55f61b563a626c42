"""What makes two runs the same run: the same sources, settings and program."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple
from importlib import resources
from pathlib import Path

from extractor.read.records import Columns
from extractor.settings import Settings
from extractor.version import __version__

__all__ = ["fingerprint"]


def fingerprint(names: Sequence[str], *said_besides: str, columns: Columns, settings: Settings) -> str:
    """A digest. A run that was left unfinished is gone on with only by the same one: else its result would be a mix.

    `said_besides` is what else decides how the sources are read. The program counts by its version and its files' sizes
    and times, so that an edit between two runs is noticed.
    """
    package = Path(str(resources.files("extractor")))
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".toml") and path.is_file())
    program = [(str(path.relative_to(package)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    said = [list(names), said_besides, astuple(columns), settings.model_dump(mode="json"), __version__, program]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
