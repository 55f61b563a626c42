"""Each release stands alone: what one raises, or how long it takes, is its own outcome and no other's."""

import contextlib
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import FrameType
from typing import TYPE_CHECKING

from extractor.documents import Release
from extractor.errors import LexiconError, ModelError, SettingsError
from extractor.facts import ReleaseFacts

if TYPE_CHECKING:
    from extractor.pipeline import Extraction, Extractor

__all__ = ["CHARACTERS_A_SECOND", "SECONDS", "OverranError", "each_alone", "explained"]

SECONDS = 60.0
"""What a release may take where nobody says otherwise."""

CHARACTERS_A_SECOND = 5_000
"""The slowest that work may be before it counts as hanging, on top of the seconds that are allowed anyway."""

NO_RELEASES_FAULT = ModelError, LexiconError, SettingsError


class OverranError(Exception):
    """A release is not done in its time."""


def each_alone(
    extractor: "Extractor", releases: Iterable[Release], *, seconds: float | None = None
) -> Iterator[tuple[Release, ReleaseFacts | Exception]]:
    """Each release with its facts, or with what its extraction raised; sentences of several are parsed together.

    With `seconds` a release may take so much processor time, and more if it is long; else its outcome is an
    OverranError. Only the main thread can be interrupted so; elsewhere there is no limit.

    :raises ModelError, LexiconError, SettingsError: for these are no fault of a release.
    """
    from extractor.pipeline import WINDOW

    window: list[Release] = []
    size = 0
    for release in releases:
        window.append(release)
        size += len(release.text)
        if size >= WINDOW:
            yield from _together(extractor, window, seconds)
            window, size = [], 0
    yield from _together(extractor, window, seconds)


def explained(
    extractor: "Extractor", release: Release, *, published: date | None = None, seconds: float = SECONDS
) -> "Extraction | Exception":
    """All that the stages made of one release, or what its extraction raised; limits and raises as `each_alone`."""
    try:
        with _limited([release], seconds):
            return extractor.explain(release, published=published)
    except NO_RELEASES_FAULT:
        raise
    except Exception as error:  # noqa: BLE001  it is the outcome of this release
        return error


def _together(
    extractor: "Extractor", window: Sequence[Release], seconds: float | None
) -> Iterator[tuple[Release, ReleaseFacts | Exception]]:
    try:
        with _limited(window, seconds):
            done = list(extractor.pipe(window))
    except NO_RELEASES_FAULT:
        raise
    except Exception as error:  # noqa: BLE001  the release at fault is found one by one
        if len(window) == 1:
            yield window[0], error
            return
        for release in window:
            yield from _together(extractor, [release], seconds)
        return
    yield from zip(window, done, strict=True)


@contextlib.contextmanager
def _limited(releases: Sequence[Release], seconds: float | None) -> Iterator[None]:
    """Raises OverranError in what runs inside once its processor time is used up."""
    if seconds is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    allowed = seconds + sum(len(release.text) for release in releases) / CHARACTERS_A_SECOND

    def over(_: int, __: FrameType | None) -> None:
        raise OverranError(f"not done after {allowed:.0f} seconds")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, allowed, 1.0)  # again and again, where something swallows the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
