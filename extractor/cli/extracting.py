"""Extraction for what compares with gold: a release that fails is told, and has no facts."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.cli.faults import tell_failed

if TYPE_CHECKING:
    from extractor.facts import ReleaseFacts
    from extractor.gold.annotations import GoldRelease
    from extractor.gold.found import Found

__all__ = ["extract_for_gold"]


def extract_for_gold(releases: "Iterable[GoldRelease]", failed: list[str]) -> "Found":
    """The facts of the texts of gold releases, extracted now; the ids of those that failed are added to `failed`."""
    from extractor.gold.found import from_outputs

    return from_outputs(_outputs(releases, failed))


def _outputs(releases: "Iterable[GoldRelease]", failed: list[str]) -> "Iterator[ReleaseFacts]":
    from extractor.archive.alone import SECONDS, each_alone
    from extractor.archive.work import failed_facts, fault_of
    from extractor.documents import Release
    from extractor.pipeline import Extractor

    inputs = [Release(each.text, each.id, each.source or None, each.published) for each in releases]
    for release, facts in each_alone(Extractor(), inputs, seconds=SECONDS):
        if isinstance(facts, Exception):
            failed.append(release.id)
            tell_failed(release, facts)
            yield failed_facts(fault_of(release, facts), characters=len(release.text))
        else:
            yield facts
