"""Our own texts with the time of each marked figure: read by the tests, and by the command that learns the weights."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["Mark", "Text", "period_texts"]

_MARK = re.compile(r"⟦(?P<figure>[^|⟧]*)\|(?P<period>[^⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure's place and its time; None is no time at all."""

    span: tuple[int, int]
    period: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text without its marks, what it shows, and its figures."""

    text: str
    published: date
    says: str
    marks: tuple[Mark, ...]
    gap: bool = False


def period_texts() -> list[Text]:
    """The texts of `periods.toml`."""
    read = tomllib.loads(Path(__file__).with_name("periods.toml").read_text(encoding="utf-8"))
    out = []
    for group in read["group"]:
        for marked in group["texts"]:
            plain, marks = _unmarked(marked)
            day = date.fromisoformat(group["published"])
            out.append(Text(plain, day, group["says"], marks, group.get("gap", False)))
    return out


def _unmarked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    plain, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        plain += marked[at : match.start()]
        span = len(plain), len(plain) + len(match["figure"])
        marks.append(Mark(span, None if match["period"] == "-" else match["period"]))
        plain += match["figure"]
        at = match.end()
    return plain + marked[at:], tuple(marks)
