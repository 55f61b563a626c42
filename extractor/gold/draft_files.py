"""Texts to draft gold for, and the drafts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from extractor.errors import InputError
from extractor.gold.annotations import GoldRelease
from extractor.gold.drafting import draft
from extractor.gold.files import text_of
from extractor.gold.found import Found, read_found

__all__ = ["drafts"]


def drafts(
    files: Sequence[Path], facts: Path | None, published: date | None, extract: Callable[[list[GoldRelease]], Found]
) -> Iterator[GoldRelease]:
    """A draft for each text, from the facts of a finished output, or from `extract` where none is given."""
    releases = [release_in(path, published) for path in files]
    found = read_found(facts) if facts else extract(releases)
    for release in releases:
        said = found.of(release)
        if said is None:
            raise InputError(f"{facts}: this output has neither a release {release.id!r} nor one with its text")
        yield draft(release.text, said, ident=release.id, published=release.published)


def release_in(path: Path, published: date | None) -> GoldRelease:
    """A text file as a release without facts, named after the file."""
    if path.is_dir() or not path.exists():
        raise InputError(f"{path}: there is no such file")
    return GoldRelease(id=path.stem, text=text_of(path), facts=(), published=published, source=str(path))
