"""What got better and what got worse since an earlier validation, fact by fact."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.gold.scoring import Outcome, ReleaseScore
from extractor.gold.validation import Validation

__all__ = ["Change", "Comparison", "compare"]

Key = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that stands otherwise than before; `before` and `now` are words such as `missed`, `wrong: period`."""

    release: str
    kind: str
    text: str
    start: int
    way: Literal["better", "worse", "other"]
    before: str
    now: str

    def __str__(self) -> str:
        """`sec-02 214 money "7.76 billion yuan": missed, now right`."""
        return f'{self.release} {self.start} {self.kind} "{self.text}": {self.before}, now {self.now}'


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, and each figure before and now where they differ."""

    changes: tuple[Change, ...]
    figures: Mapping[str, tuple[float | None, float | None]]
    releases: int
    """How many releases both validations have."""

    def of(self, way: str) -> list[Change]:
        """The changes for the better, for the worse, or other ones."""
        return [change for change in self.changes if change.way == way]


def compare(before: Validation, now: Validation) -> Comparison:
    """Compare two validations over the releases that both have; the figures are those of the whole validations."""
    earlier = {release.id: release for release in before.releases}
    both = [(earlier[release.id], release) for release in now.releases if release.id in earlier]
    changes = [change for old, new in both for change in changes_in(old, new)]
    figures = {
        name: (before.figures.get(name), figure)
        for name, figure in now.figures.items()
        if before.figures.get(name) != figure
    }
    return Comparison(tuple(changes), figures, len(both))


def changes_in(old: ReleaseScore, new: ReleaseScore) -> Iterator[Change]:
    """The changes in one release, in text order. Expected facts that only one of the two knows are left out."""
    earlier, later = by_fact(old.outcomes), by_fact(new.outcomes)
    for key in sorted({**earlier, **later}, key=lambda key: (key[2], key[3], key)):
        was, became = earlier.get(key), later.get(key)
        one = became or was
        if one is None or (one.gold and not (was and became)):
            continue
        way = way_of(was, became)
        if way:
            yield Change(
                release=new.id, kind=one.shown.kind, text=one.shown.text, start=one.shown.start, way=way,
                before=words_for(was), now=words_for(became),
            )  # fmt: skip


def by_fact(outcomes: Sequence[Outcome]) -> dict[Key, Outcome]:
    """Outcomes by what they are about: an expected fact, or something found that nobody expected."""
    return {
        ("gold" if outcome.gold else "found", outcome.shown.kind, outcome.shown.start, outcome.shown.end): outcome
        for outcome in outcomes
    }


def way_of(was: Outcome | None, became: Outcome | None) -> Literal["better", "worse", "other"] | None:
    """Whether an outcome got better or worse; None where nothing changed."""
    if was is None or became is None:
        return "better" if became is None else "worse"
    if "optional" in {was.verdict, became.verdict}:
        return None
    lost_before, lost_now = was.verdict == "missed", became.verdict == "missed"
    if lost_before or lost_now:
        return None if lost_before == lost_now else "better" if lost_before else "worse"
    before, now = set(was.wrong), set(became.wrong)
    if before == now:
        return None
    return "better" if now < before else "worse" if now > before else "other"


def words_for(outcome: Outcome | None) -> str:
    """An outcome in words."""
    if outcome is None:
        return "not there"
    return f"wrong {', '.join(outcome.wrong)}" if outcome.wrong else outcome.verdict
