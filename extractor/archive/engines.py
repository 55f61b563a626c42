"""Which engine a run gets: worker processes, one for a small input and one a core for a large one, or a cluster."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.archive.pool import Limits, Pool, cores
from extractor.archive.run import Engine, InProcess
from extractor.archive.work import Done, Extraction
from extractor.documents import Release
from extractor.errors import SettingsError
from extractor.settings import Settings

__all__ = ["Automatic", "engine_for"]

SMALL = 400_000
"""Characters that one worker works off sooner than a second one has started and loaded its model."""


@dataclass(frozen=True, slots=True)
class Automatic:
    """Looks at the first batches: what ends within SMALL characters gets one worker, else there is one a core.

    Even a small input is not worked off in this process: a text that crashes or hangs costs its worker, not the run.
    """

    extraction: Extraction
    limits: Limits = field(default_factory=Limits)

    def map(self, batches: Iterable[Sequence[Release]]) -> Iterator[list[Done]]:
        """The outcomes of each batch, in order."""
        source = iter(batches)
        head: list[Sequence[Release]] = []
        size = 0
        for batch in source:
            head.append(batch)
            size += sum(len(release.text) for release in batch)
            if size >= SMALL:
                break
        workers = cores() if size >= SMALL else 1
        with Pool(replace(self.extraction, warm=True), workers, self.limits) as pool:
            yield from pool.map(itertools.chain(head, source))


@dataclass(frozen=True, slots=True)
class Workers:
    """A fixed number of worker processes."""

    extraction: Extraction
    workers: int
    limits: Limits

    def map(self, batches: Iterable[Sequence[Release]]) -> Iterator[list[Done]]:
        """The outcomes of each batch, in order."""
        with Pool(replace(self.extraction, warm=True), self.workers, self.limits) as pool:
            yield from pool.map(batches)


def engine_for(name: str, settings: Settings, *, workers: int | None = None, limits: Limits | None = None) -> Engine:
    """`local`, or `dask` with or without the address of its scheduler; 0 workers is this process."""
    extraction, limits = Extraction(settings), limits or Limits()
    if name == "dask" or name.startswith("dask://"):
        from extractor.archive.cluster import Cluster, scheduler_address

        address = name.removeprefix("dask://") if name != "dask" else None
        if address is not None:
            scheduler_address(address)
        return Cluster(extraction, address=address, workers=workers, limits=limits)
    if name != "local":
        raise SettingsError(f"no engine {name!r}; there are local, dask and dask://host:port")
    if workers is None:
        return Automatic(extraction, limits)
    return (
        InProcess(replace(extraction, seconds=limits.seconds)) if workers == 0 else Workers(extraction, workers, limits)
    )
