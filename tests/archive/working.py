"""Light work for tests of the machinery: one count fact a release, without the language model."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.archive.work import Done, Work, done_of, failed
from extractor.documents import Release
from extractor.facts import CountFact, Producer, ReleaseFacts, ReleaseInfo

__all__ = ["FakeWork", "fake_facts"]


def fake_facts(release: Release, *, with_text: bool = False) -> ReleaseFacts:
    """The first word of the text as a fact."""
    word = release.text.split(None, 1)[0] if release.text.strip() else ""
    start = release.text.find(word)
    fact = CountFact(
        id="f1", text=word, start=start, end=start + len(word), section="body", sentence=0, rule="test", value=len(word)
    )
    return ReleaseFacts(
        producer=Producer(version="test"),
        release=ReleaseInfo(
            id=release.id,
            source=release.source,
            published=release.published,
            published_from="argument" if release.published else None,
            characters=len(release.text),
            text=release.text if with_text else None,
        ),
        facts=(fact,) if word else (),
    )


@dataclass(frozen=True)
class FakeWork:
    """Texts that begin with a word in capitals do what it says to the worker."""

    seconds: float = 0.0

    def __call__(self) -> Work:
        def one(release: Release) -> Done:
            match release.text.split(" ", 1)[0]:
                case "CRASH":
                    os.kill(os.getpid(), signal.SIGKILL)
                case "HANG":
                    time.sleep(600)
                case "RAISE":
                    return failed(release, ValueError("as it was told"))
                case "EAT":
                    return failed(release, _eat())
            return done_of(fake_facts(release))

        def work(releases: Sequence[Release], /) -> list[Done]:
            time.sleep(self.seconds)
            return [one(release) for release in releases]

        return work


def _eat() -> BaseException:
    try:
        bytearray(16 * 2**30)
    except MemoryError as error:
        return error
    return ValueError("there was enough memory")
