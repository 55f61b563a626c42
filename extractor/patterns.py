"""Patterns that an earlier process compiled, kept in the user's cache for the next one.

The grammars and lexicons are some thousand patterns: `regex` takes over a second to compile them, and a fortieth of
that to load them. Each is kept under its source, so that one that changed is compiled anew. The file may be deleted at
any time; where it cannot be written, all patterns are compiled.
"""

import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import regex

from extractor.version import __version__

__all__ = ["kept_patterns", "patterns_file"]

#: Patterns by their source and flags.
_Patterns = dict[tuple[str | bytes, int], Any]
#: No more than so many are kept: the grammars are half of that, others were made for one text.
_MOST = 3000
_VERSIONS = __version__, regex.__version__


@contextmanager
def kept_patterns(file: Path | None = None) -> Iterator[None]:
    """Meanwhile `regex.compile` knows what was compiled before, in this process and others; what is new is kept.

    For commands and workers, whose process is their own: `regex` itself is changed until the end. `file` is where
    patterns are kept, by default `patterns_file()`.
    """
    file = file or patterns_file()
    patterns = _read(file)
    before = len(patterns)
    compiling = regex.compile

    def compiled(pattern: Any, flags: int = 0, **options: Any) -> Any:
        if options or not isinstance(pattern, str | bytes):
            return compiling(pattern, flags, **options)
        known = patterns.get((pattern, flags))
        if known is None:
            known = compiling(pattern, flags)
            if len(patterns) < _MOST:
                patterns[pattern, int(flags)] = known
        return known

    regex.compile = compiled  # type: ignore[assignment]
    try:
        yield
    finally:
        regex.compile = compiling
        if len(patterns) > before:
            _write(file, patterns)


def patterns_file() -> Path:
    """Where patterns are kept: in `factwire` of the user's cache, by the version of Python."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(cache, "factwire", f"patterns.{sys.implementation.cache_tag}")


class _Unpickler(pickle.Unpickler):
    """Makes patterns and plain values, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """The function that makes a pattern of its compiled form."""
        if module.endswith("_regex") and name == "compile":
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} makes no pattern")


def _read(file: Path) -> _Patterns:
    """The patterns that were kept; none where the file is of other versions, or cannot be read."""
    with suppress(OSError, EOFError, ValueError, TypeError, pickle.UnpicklingError), file.open("rb") as opened:
        versions, patterns = _Unpickler(opened).load()
        if versions == _VERSIONS and len(patterns) < _MOST:
            return dict(patterns)
    return {}


def _write(file: Path, patterns: _Patterns) -> None:
    """Keep them for the next process; of several that write at once the last one holds."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(pickle.dumps((_VERSIONS, patterns)))
        part.replace(file)
