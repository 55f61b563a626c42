"""Texts to draft gold for, and the drafts."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extractor.errors import InputError
from extractor.gold.annotations import GoldRelease
from extractor.gold.drafting import draft
from extractor.gold.found import Found, read_found

__all__ = ["drafts"]


def drafts(
    releases: Sequence[GoldRelease], facts: Path | None, extract: Callable[[Sequence[GoldRelease]], Found]
) -> Iterator[GoldRelease]:
    """A draft for each text, from the facts of a finished output, or from `extract` where none is given."""
    found = read_found(facts) if facts else extract(releases)
    for release in releases:
        said = found.of(release)
        if said is None:
            raise InputError(f"{facts}: this output has neither a release {release.id!r} nor one with its text")
        yield draft(release.text, said, ident=release.id, published=release.published)
