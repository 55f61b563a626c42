"""The work on one batch: releases in, the JSON of their facts out; one bad release never takes its batch with it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from extractor.documents import Release
from extractor.emit.json import to_json
from extractor.errors import ModelError
from extractor.facts import Diagnostic, Producer, ReleaseFacts, ReleaseInfo
from extractor.read.records import EXCERPT, Fault
from extractor.settings import Settings
from extractor.version import __version__

__all__ = ["Done", "Extraction", "Work", "WorkFactory", "done_of", "failed", "fault_done"]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one release: the JSON of its `ReleaseFacts` (without a line end), its number of facts by kind,
    and the reason where it failed; a failed release has JSON too, with its id and a diagnostic of severity error.
    """

    json: bytes
    kinds: Mapping[str, int] = field(default_factory=dict)
    fault: Fault | None = None


class Work(Protocol):
    """What a worker does: one `Done` for each release, in order."""

    def __call__(self, releases: Sequence[Release], /) -> list[Done]:
        """The facts of each release."""
        ...


WorkFactory = Callable[[], Work]
"""Makes the work inside the process that does it: a picklable value, for it travels to the workers."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The factory of the real work. With `warm` the language model is loaded at once, else when first needed."""

    settings: Settings | None = None
    warm: bool = False

    def __call__(self) -> Work:
        """An extractor of this process, wrapped so that it hands on JSON."""
        from extractor.pipeline import Extractor

        extractor = Extractor(self.settings or Settings())

        def alone(release: Release) -> Done:
            try:
                return done_of(extractor.extract(release))
            except ModelError:
                raise  # no fault of the release: the run cannot go on
            except Exception as error:  # noqa: BLE001  a fault of one release must not end the run; it is reported
                return failed(release, error)

        def work(releases: Sequence[Release], /) -> list[Done]:
            try:
                return [done_of(facts) for facts in extractor.pipe(releases)]
            except Exception:  # noqa: BLE001  the release at fault is found below, one by one
                return [alone(release) for release in releases]

        if self.warm:
            alone(Release("Sales of Example Corp. rose 5% to $2 million in 2021.", "warm"))
        return work


def done_of(facts: ReleaseFacts) -> Done:
    """The outcome of a release whose facts were extracted."""
    return Done(to_json(facts), Counter(fact.kind for fact in facts.facts))


def failed(release: Release, error: BaseException | None = None, *, code: str = "", message: str = "") -> Done:
    """The outcome of a release whose extraction raised `error`, or that failed with `code` and `message`."""
    if error is not None:
        code = "memory" if isinstance(error, MemoryError) else "extraction-failed"
        message = f"extraction failed: {type(error).__name__}: {error}"
    return fault_done(
        Fault(release.source or release.id, release.id, code, message, release.text[:EXCERPT]),
        characters=len(release.text),
    )


def fault_done(fault: Fault, *, characters: int = 0) -> Done:
    """The outcome that stands for a fault: its id and source, no facts, and a diagnostic of severity error."""
    facts = ReleaseFacts(
        producer=Producer(version=__version__),
        release=ReleaseInfo(id=fault.id, source=fault.source, characters=characters),
        diagnostics=(Diagnostic(severity="error", code=fault.code, message=fault.message),),
    )
    return Done(to_json(facts), {}, fault)
