"""Our own folders: `NAME.txt` with `NAME.gold.json` beside it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.gold.annotations import GoldRelease
from extractor.gold.files import Item, Labels
from extractor.gold.writing import file_names, gold_text, write_text

__all__ = ["read", "write"]


def read(source: Path, labels: Labels) -> Iterator[Item]:
    """The documents of a folder; `labels` are not used, the kinds are ours."""
    from extractor.gold.reading import folder

    return folder(source, labels)


def write(releases: Sequence[GoldRelease], target: Path) -> None:
    """Write the two files of each release into the folder `target`."""
    for release, name in zip(releases, file_names(each.id for each in releases), strict=True):
        write_text(target / f"{name}.txt", release.text)
        write_text(target / f"{name}.gold.json", gold_text(release))
