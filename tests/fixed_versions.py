"""The versions that the README's commands install, as `.ci/versions.txt` fixes them."""

from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["VERSIONS", "fixed_versions"]

VERSIONS = Path(__file__).parents[1] / ".ci" / "versions.txt"


def fixed_versions(package: str) -> list[Requirement]:
    """What the file says of a package: one line, or several with markers that exclude each other."""
    rows = [line for line in VERSIONS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    name = canonicalize_name(package)
    return [row for row in map(Requirement, rows) if canonicalize_name(row.name) == name]
