"""What a lint is."""

from collections.abc import Callable
from dataclasses import dataclass

from extractor.gold.annotations import Annotation, GoldRelease

__all__ = ["Lint", "Test"]

Test = Callable[[Annotation, GoldRelease], str | None]
"""Looks at one fact of a release and says what is wrong, or None."""


@dataclass(frozen=True, slots=True)
class Lint:
    """A rule of GUIDELINES.md that a fact may break: `code` is a stable slug, `says` the rule in one sentence."""

    code: str
    says: str
    test: Test
