"""What a release's facts could be besides: the work of the process that extracts a release anew for its reviewer."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.archive.work import Done, Work, failed
from extractor.documents import Release
from extractor.emit.json import encoded
from extractor.pages.reasons import reasons_of
from extractor.settings import Settings

__all__ = ["Viewing"]


@dataclass(frozen=True, slots=True)
class Viewing:
    """The factory of that work: its JSON has the rules and the candidates of each fact by `kind:start:end`."""

    settings: Settings

    def __call__(self) -> Work:
        """An extractor of this process."""
        from extractor.pipeline import Extractor

        extractor = Extractor(self.settings)

        def work(releases: Sequence[Release], /) -> list[Done]:
            return [_viewed(extractor, release) for release in releases]

        def _viewed(extractor: Extractor, release: Release) -> Done:
            try:
                extraction = extractor.explain(release)
            except Exception as error:  # noqa: BLE001  one release costs no other
                return failed(release, error)
            reasons = reasons_of(extraction)
            told = {
                f"{fact.kind}:{fact.start}:{fact.end}": {
                    "why": reasons[fact.id].rules,
                    "else": reasons[fact.id].candidates,
                }
                for fact in extraction.facts.facts
            }
            return Done(encoded(told))

        return work
