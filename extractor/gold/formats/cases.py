"""Lines of cases: one release with its text and all its facts a line."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.gold.annotations import GoldRelease
from extractor.gold.files import Item, Labels, json_lines
from extractor.gold.jsontext import encode
from extractor.gold.writing import case_row, write_text

__all__ = ["read", "write"]


def read(source: Path, labels: Labels) -> Iterator[Item]:
    """The cases of a file; `labels` are not used, the kinds are ours."""
    del labels
    return json_lines(source)


def write(releases: Sequence[GoldRelease], target: Path) -> None:
    """Write `target`, a line a release."""
    write_text(target, "".join(f"{encode(case_row(release))}\n" for release in releases))
