"""Vetoes: stretches of text whose numbers are no figures (URLs, telephone numbers, form numbers, names)."""

import regex

from extractor.recognise.scan import Veto
from extractor.spans import Span

__all__ = ["find_vetoes"]

_URL = regex.compile(r"(?:https?://|www\.)[^\s<>\"()]++|[\w.+-]++@[\w-]++\.[\w.-]++")


def find_vetoes(text: str) -> list[Veto]:
    """The vetoed stretches in order, not overlapping."""
    return [Veto(Span(*m.span()), "url") for m in _URL.finditer(text)]
