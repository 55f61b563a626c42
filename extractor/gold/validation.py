"""A validation: gold and found facts compared, release by release, with the figures over all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.gold.annotations import GoldRelease
from extractor.gold.counts import Counts, total
from extractor.gold.figures import figures_of
from extractor.gold.found import Found
from extractor.gold.intervals import Interval, bootstrap
from extractor.gold.scoring import ReleaseScore, score_release

__all__ = ["Validation", "validate"]


@dataclass(frozen=True)
class Validation:
    """Scored releases, the notes that a reader of the figures should see, and how intervals are drawn.

    Two validations of different releases add up to one of both.
    """

    releases: tuple[ReleaseScore, ...]
    notes: tuple[str, ...] = ()
    resamples: int = 1000
    seed: int = 0

    def __add__(self, other: "Validation") -> "Validation":
        return Validation(self.releases + other.releases, self.notes + other.notes, self.resamples, self.seed)

    @cached_property
    def counts(self) -> Counts:
        """The sum over the releases."""
        return total(release.counts for release in self.releases)

    @cached_property
    def figures(self) -> dict[str, float | None]:
        """Every figure by name, from 0 to 1."""
        return figures_of(self.counts)

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        """The 95 % interval of each figure, by bootstrap over the releases."""
        return bootstrap([release.counts for release in self.releases], resamples=self.resamples, seed=self.seed)


def validate(gold: Iterable[GoldRelease], found: Found, *, resamples: int = 1000, seed: int = 0) -> Validation:
    """Compare gold releases with what was found; a release that was not handed in counts as one without facts."""
    releases = tuple(gold)
    scores = tuple(score_release(release, found.of(release)) for release in releases)
    return Validation(scores, tuple(notes_on(releases, scores, found)), resamples, seed)


def notes_on(releases: Sequence[GoldRelease], scores: Sequence[ReleaseScore], found: Found) -> list[str]:
    """What a reader must know before believing the figures."""
    absent = [score.id for score in scores if score.absent]
    failed = sorted(found.failed & {score.id for score in scores})
    unknown = found.unknown(releases)
    ungrounded = sum(tally.ungrounded for score in scores for tally in score.counts.kinds.values())
    notes = (
        (
            absent,
            f"{len(absent)} of {len(scores)} releases are not in the output, all missed: {few(absent)}",
        ),
        (failed, f"for {len(failed)} releases the output has an error instead of facts: {few(failed)}"),
        (unknown, f"{len(unknown)} releases of the output have no gold and are not scored: {few(unknown)}"),
        (ungrounded, f"{ungrounded} found facts do not stand at their offsets: was the same text extracted?"),
    )
    return [note for there, note in notes if there]


def few(names: Sequence[str]) -> str:
    """The first names of a list."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
