"""The work on one batch: releases in, the JSON of their facts out; one bad release never takes its batch with it."""

import os
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from extractor.documents import Release
from extractor.emit.json import to_json
from extractor.errors import InputError
from extractor.facts import Diagnostic, Producer, ReleaseFacts, ReleaseInfo
from extractor.read.records import EXCERPT, Fault
from extractor.settings import Settings
from extractor.version import __version__

__all__ = ["Done", "Extraction", "Work", "WorkFactory", "done_of", "failed", "failed_facts", "fault_done", "fault_of"]


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
    """The factory of the real work. With `warm` the language model is loaded at once, else when first needed.

    `seconds` bound the processor time of a release where no other process watches over it.
    """

    settings: Settings | None = None
    warm: bool = False
    seconds: float | None = None

    def __call__(self) -> Work:
        """An extractor of this process, wrapped so that it hands on JSON."""
        from extractor.archive.alone import each_alone
        from extractor.pipeline import Extractor

        extractor = Extractor(self.settings or Settings())

        def work(releases: Sequence[Release], /) -> list[Done]:
            return [_finished(*each) for each in each_alone(extractor, releases, seconds=self.seconds)]

        if self.warm:
            work([Release("Sales of Example Corp. rose 5% to $2 million in 2021.", "warm")])
        return work


def _finished(release: Release, outcome: ReleaseFacts | Exception) -> Done:
    if isinstance(outcome, Exception):
        return failed(release, outcome)
    try:
        return done_of(outcome)
    except Exception as error:  # noqa: BLE001  facts that cannot be written are a failure of their release
        return failed(release, error)


def done_of(facts: ReleaseFacts) -> Done:
    """The outcome of a release whose facts were extracted."""
    return Done(to_json(facts), Counter(fact.kind for fact in facts.facts))


def failed(release: Release, error: BaseException | None = None, *, code: str = "", message: str = "") -> Done:
    """The outcome of a release whose extraction raised `error`, or that failed with `code` and `message`."""
    fault = fault_of(release, error) if error is not None else _fault(release, code, message)
    return fault_done(fault, characters=len(release.text))


def fault_of(release: Release, error: BaseException) -> Fault:
    """What an error means that the extraction of a release raised."""
    from extractor.archive.alone import OverranError

    if isinstance(error, InputError):
        return _fault(release, "too-many", str(error))
    if isinstance(error, MemoryError):
        return _fault(release, "memory", "extraction failed: MemoryError: it takes more memory than it may")
    if isinstance(error, OverranError):
        return _fault(release, "timeout", f"{error}; a longer limit may help")
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "extractor" in frame.filename]
    where = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    return _fault(release, "extraction-failed", f"extraction failed: {type(error).__name__}: {error}{where}")


def _fault(release: Release, code: str, message: str) -> Fault:
    return Fault(release.source or release.id, release.id, code, message, release.text[:EXCERPT])


def fault_done(fault: Fault, *, characters: int = 0) -> Done:
    """The outcome that stands for a fault."""
    return Done(to_json(failed_facts(fault, characters=characters)), {}, fault)


def failed_facts(fault: Fault, *, characters: int = 0) -> ReleaseFacts:
    """What stands for a release that failed: its id and source, no facts, and a diagnostic of severity error."""
    return ReleaseFacts(
        producer=Producer(version=__version__),
        release=ReleaseInfo(id=fault.id, source=fault.source, characters=characters),
        diagnostics=(Diagnostic(severity="error", code=fault.code, message=fault.message),),
    )
