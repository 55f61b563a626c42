"""Gates: figures that must be reached, as a build's last word on an extraction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from extractor.errors import SettingsError
from extractor.gold.figures import Figures, names

__all__ = ["Requirement", "Shortfall", "parse_requirements", "shortfalls"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A figure and the least that it must be, from 0 to 1."""

    name: str
    least: float


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A requirement that was not met; `figure` is None where there was nothing to score."""

    name: str
    least: float
    figure: float | None

    def __str__(self) -> str:
        """`money.value is 0.9432, below 0.99`."""
        if self.figure is None:
            return f"{self.name} has nothing to score in this gold, {self.least:g} is required"
        return f"{self.name} is {self.figure:.4f}, below {self.least:g}"


def parse_requirements(texts: Iterable[str]) -> tuple[Requirement, ...]:
    """Requirements as they are written: `value=0.97,fact=0.80,money.value=0.99`.

    Raises SettingsError for a figure that does not exist and for a number outside 0..1.
    """
    wanted = [part.strip() for text in texts for part in text.rstrip(", ").split(",")]
    return tuple(parse_requirement(part) for part in wanted)


def parse_requirement(text: str) -> Requirement:
    """One `NAME=NUMBER`."""
    name, sign, number = (part.strip() for part in text.partition("="))
    known = names()
    if not sign:
        raise SettingsError(f"--require {text!r}: write FIGURE=NUMBER, as in value=0.97")
    if name not in known:
        close = get_close_matches(name, known, n=1)
        advice = f'; did you mean "{close[0]}"?' if close else f"; there are {', '.join(known)}"
        raise SettingsError(f"--require {text!r}: there is no figure {name!r}{advice}")
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise SettingsError(f"--require {text!r}: the least is a number from 0 to 1 (0.97 for 97 %)")
    return Requirement(name, least)


def shortfalls(requirements: Iterable[Requirement], figures: Figures | Mapping[str, float | None]) -> list[Shortfall]:
    """The requirements that the figures do not meet."""
    short = (Shortfall(r.name, r.least, figures.get(r.name)) for r in requirements)
    return [each for each in short if each.figure is None or each.figure < each.least]
